/* Fitting priors to pairs. */
#include "candidates/fit.h"
#include "base/intern.h"
#include "base/memory.h"
#include "candidates/former.h"
#include "candidates/generator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const size_t fit_cuts[FIT_CUTS] = {10, 25, 50, 100, 200, 1000, SIZE_MAX};

enum { PLACE_FEATURES = PRIOR_FEATURES - 1 };

/* What sqrt(n) pairs of a file weigh, in comparison with what draws the parameters back. */
enum { SCALE = 8 };

/* Forms of one target that the model cannot tell apart: one operator, one place. */
struct cell {
	uint8_t operator, inner; /* inner: number + 1 */
	uint8_t values[PLACE_FEATURES];
	uint32_t count;
};

/* The cells among which an operator's share is divided in proportion to strength. */
static size_t group_of(const struct cell *cell)
{
	return is_exclusive(&generators[cell->operator]) ? 0 : cell->inner;
}

struct event {
	uint32_t form, cell;
};

struct wanted {
	uint32_t form; /* UINT32_MAX: no generator forms it */
	const char *name;
	unsigned file;
	double weight;
};

struct sample {
	const char *target;
	enum target_kind kind;
	enum length_class length;
	int fold;
	ARRAY(struct cell) cells;
	ARRAY(struct event) events; /* sorted by form */
	uint32_t forms;
	ARRAY(struct wanted) wanted;
};

/* Logarithms. */
struct parameters {
	double shares[OPERATORS_MOST];
	double common[PRIOR_FEATURES][PRIOR_VALUES]; /* factors of all operators together */
	double own[OPERATORS_MOST][PRIOR_FEATURES][PRIOR_VALUES]; /* what an operator adds */
};

enum { PARAMETERS = sizeof(struct parameters) / sizeof(double) };

struct fit {
	const struct priors *start;
	const struct lists *lists;
	struct intern *pool;
	struct intern *targets; /* name -> place in `samples` */
	ARRAY(struct sample) samples;
	ARRAY(double) files; /* the sum of each one's weights */
	struct parameters at, begin;
};

struct fit *fit_new(const struct priors *start, const struct lists *lists)
{
	struct fit *fit = memory_new(1, sizeof *fit);
	fit->start = start;
	fit->lists = lists;
	fit->pool = intern_new();
	fit->targets = intern_new();
	for (size_t g = 0; g < generator_count(); g++)
		fit->begin.shares[g] = log((start->operators[g].start + 1.0) / MILLION);
	return fit;
}

void fit_free(struct fit *fit)
{
	if (fit == NULL)
		return;
	for (size_t i = 0; i < fit->samples.count; i++) {
		array_release(&fit->samples.items[i].cells);
		array_release(&fit->samples.items[i].events);
		array_release(&fit->samples.items[i].wanted);
	}
	array_release(&fit->samples);
	array_release(&fit->files);
	intern_free(fit->targets);
	intern_free(fit->pool);
	free(fit);
}

void fit_add(struct fit *fit, const struct pair *pair, enum target_kind kind)
{
	size_t length = strlen(pair->target);
	uint32_t number = intern_number(fit->targets, pair->target, length);
	if (number == fit->samples.count)
		*array_add(&fit->samples) = (struct sample){
			.target = intern_at(fit->targets, number),
			.kind = kind,
			.length = length_class_of(length),
			.fold = (int)(hash_bytes(pair->target, length) % FIT_FOLDS)};
	*array_add(&fit->samples.items[number].wanted) = (struct wanted){
		UINT32_MAX, intern_string(fit->pool, pair->name), pair->file, pair->weight};
	while (fit->files.count <= pair->file)
		*array_add(&fit->files) = 0;
	fit->files.items[pair->file] += pair->weight;
}

/* Forming one sample. */
struct watching {
	struct sample *sample;
	struct intern *forms, *cells, *seen;
};

static void watch(void *context, const char *form, size_t length, int operator, int inner,
	const struct form_place *place, enum length_class length_class)
{
	(void)length_class;
	struct watching *watching = context;
	struct sample *sample = watching->sample;
	struct cell cell = {(uint8_t)operator, (uint8_t)(inner + 1),
		{place->where, place->doubled, place->character, place->keys, place->common,
			place->sound, place->letters},
		0};
	uint32_t number = intern_number(watching->forms, form, length);
	uint32_t seen[] = {number, (uint32_t)operator, (uint32_t)(inner + 1)};
	if (intern_find(watching->seen, (const char *)seen, sizeof seen) != INTERN_NONE)
		return;
	intern_number(watching->seen, (const char *)seen, sizeof seen);
	uint32_t at = intern_number(watching->cells, (const char *)&cell, offsetof(struct cell, count));
	if (at == sample->cells.count)
		*array_add(&sample->cells) = cell;
	sample->cells.items[at].count++;
	*array_add(&sample->events) = (struct event){number, at};
}

static int compare_events(const void *a, const void *b)
{
	const struct event *left = a, *right = b;
	if (left->form != right->form)
		return left->form < right->form ? -1 : 1;
	return (left->cell > right->cell) - (left->cell < right->cell);
}

static void prepare(struct fit *fit, struct former *former, struct sample *sample)
{
	struct watching watching = {sample, intern_new(), intern_new(), intern_new()};
	former_set_watch(former, watch, &watching);
	former_form(former, sample->target, strlen(sample->target), sample->kind, EVERY_GENERATOR, NULL);
	sample->forms = intern_count(watching.forms);
	if (sample->events.count > 1)
		qsort(sample->events.items, sample->events.count, sizeof *sample->events.items,
			compare_events);
	double *weights = memory_new(sample->wanted.count + 1, sizeof *weights);
	for (size_t i = 0; i < sample->wanted.count; i++)
		weights[i] = sample->wanted.items[i].weight;
	for (size_t i = 0; i < sample->wanted.count; i++) {
		struct wanted *wanted = &sample->wanted.items[i];
		double same = 0;
		for (size_t k = 0; k < sample->wanted.count; k++) {
			if (sample->wanted.items[k].file == wanted->file)
				same += weights[k];
		}
		wanted->weight = SCALE * weights[i] / sqrt(fmax(same, 1)) /
				 sqrt(fit->files.items[wanted->file]);
		wanted->form = intern_find(watching.forms, wanted->name, strlen(wanted->name));
	}
	intern_free(watching.forms);
	intern_free(watching.cells);
	intern_free(watching.seen);
	free(weights);
}

void fit_prepare(struct fit *fit)
{
	struct former *former = former_new(fit->start, fit->lists);
	for (size_t i = 0; i < fit->samples.count; i++)
		prepare(fit, former, &fit->samples.items[i]);
	former_free(former);
}

/* What the parameters say of one sample. */
struct view {
	double *strengths;                                    /* of a cell's every form */
	double sums[OPERATORS_MOST][OPERATORS_MOST + 1];      /* of a group's strengths */
	double masses[OPERATORS_MOST][OPERATORS_MOST + 1];    /* of a group */
	double shares[OPERATORS_MOST];                        /* normalised over those present */
	bool floored[OPERATORS_MOST]; /* the sum is a generator's floor */
};

static void look(const struct fit *fit, const struct sample *sample, struct view *view)
{
	const struct parameters *at = &fit->at;
	memset(view->sums, 0, sizeof view->sums);
	memset(view->masses, 0, sizeof view->masses);
	memset(view->shares, 0, sizeof view->shares);
	for (size_t c = 0; c < sample->cells.count; c++) {
		const struct cell *cell = &sample->cells.items[c];
		size_t slip = cell->inner > 0 ? cell->inner - 1u : cell->operator;
		double sum = 0;
		for (size_t f = 0; f < PLACE_FEATURES; f++)
			sum += at->common[f][cell->values[f]] + at->own[slip][f][cell->values[f]];
		view->strengths[c] = exp(sum);
		view->sums[cell->operator][group_of(cell)] += view->strengths[c] * cell->count;
	}
	double all = 0;
	size_t length = strlen(sample->target);
	for (size_t g = 0; g < generator_count(); g++) {
		double inner = 0, least = (double)bound_of(&generators[g].floor, length);
		bool exclusive = is_exclusive(&generators[g]);
		view->floored[g] = exclusive && view->sums[g][0] < least;
		if (view->floored[g])
			view->sums[g][0] = least;
		for (size_t i = 0; i <= OPERATORS_MOST; i++) {
			if (view->sums[g][i] > 0)
				inner += i > 0 ? exp(at->shares[i - 1]) : 1;
		}
		if (inner == 0)
			continue;
		view->shares[g] = exp(at->shares[g] + at->common[PRIOR_LENGTH][sample->length] +
				      at->own[g][PRIOR_LENGTH][sample->length]);
		all += view->shares[g];
		for (size_t i = 0; i <= OPERATORS_MOST; i++) {
			if (view->sums[g][i] > 0)
				view->masses[g][i] = (i > 0 ? exp(at->shares[i - 1]) : 1) / inner;
		}
	}
	for (size_t g = 0; g < generator_count(); g++) {
		view->shares[g] /= all;
		for (size_t i = 0; i <= OPERATORS_MOST; i++)
			view->masses[g][i] *= view->shares[g];
	}
}

static double probability(const struct sample *sample, const struct view *view, uint32_t number)
{
	const struct cell *cell = &sample->cells.items[number];
	return view->masses[cell->operator][group_of(cell)] * view->strengths[number] /
	       view->sums[cell->operator][group_of(cell)];
}

static size_t first_event(const struct sample *sample, uint32_t form)
{
	size_t low = 0, high = sample->events.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sample->events.items[middle].form < form)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Adds the gradient of the logarithm of the likelihood of one sample. */
static void learn(const struct fit *fit, const struct sample *sample, struct view *view,
	double *seen, struct parameters *gradient)
{
	double groups[OPERATORS_MOST][OPERATORS_MOST + 1] = {{0}}, whole = 0;
	look(fit, sample, view);
	memset(seen, 0, sample->cells.count * sizeof *seen);
	for (size_t w = 0; w < sample->wanted.count; w++) {
		const struct wanted *wanted = &sample->wanted.items[w];
		if (wanted->form == UINT32_MAX)
			continue;
		double sum = 0;
		size_t first = first_event(sample, wanted->form), end = first;
		for (; end < sample->events.count && sample->events.items[end].form == wanted->form;
			end++)
			sum += probability(sample, view, sample->events.items[end].cell);
		for (size_t e = first; e < end; e++) {
			uint32_t cell = sample->events.items[e].cell;
			seen[cell] += wanted->weight * probability(sample, view, cell) / sum;
		}
		whole += wanted->weight;
	}
	if (whole == 0)
		return;
	for (size_t c = 0; c < sample->cells.count; c++) {
		const struct cell *cell = &sample->cells.items[c];
		groups[cell->operator][group_of(cell)] += seen[c];
	}
	for (size_t c = 0; c < sample->cells.count; c++) {
		const struct cell *cell = &sample->cells.items[c];
		double of_group = groups[cell->operator][group_of(cell)];
		if (of_group == 0)
			continue;
		size_t slip = cell->inner > 0 ? cell->inner - 1u : cell->operator;
		double expected = of_group * view->strengths[c] * cell->count /
				  view->sums[cell->operator][group_of(cell)];
		double change = seen[c] - (view->floored[cell->operator] ? 0 : expected);
		for (size_t f = 0; f < PLACE_FEATURES; f++) {
			gradient->common[f][cell->values[f]] += change;
			gradient->own[slip][f][cell->values[f]] += change;
		}
	}
	for (size_t g = 0; g < OPERATORS_MOST; g++) {
		double of_operator = 0;
		for (size_t i = 0; i <= OPERATORS_MOST; i++)
			of_operator += groups[g][i];
		double change = of_operator - whole * view->shares[g];
		gradient->shares[g] += change;
		gradient->common[PRIOR_LENGTH][sample->length] += change;
		gradient->own[g][PRIOR_LENGTH][sample->length] += change;
	}
}

/* How strongly parameters are drawn back: the inverse of the variance. */
static void draw_back(const struct fit *fit, struct parameters *gradient)
{
	static const double stiff_share = 1, stiff_common = 1, stiff_own = 4;
	for (size_t g = 0; g < OPERATORS_MOST; g++) {
		gradient->shares[g] -=
			stiff_share * (fit->at.shares[g] - fit->begin.shares[g]);
		for (size_t f = 0; f < PRIOR_FEATURES; f++) {
			for (size_t v = 0; v < PRIOR_VALUES; v++)
				gradient->own[g][f][v] -= stiff_own * fit->at.own[g][f][v];
		}
	}
	for (size_t f = 0; f < PRIOR_FEATURES; f++) {
		for (size_t v = 0; v < PRIOR_VALUES; v++)
			gradient->common[f][v] -= stiff_common * fit->at.common[f][v];
	}
}

static size_t most_cells(const struct fit *fit)
{
	size_t most = 1;
	for (size_t i = 0; i < fit->samples.count; i++) {
		if (fit->samples.items[i].cells.count > most)
			most = fit->samples.items[i].cells.count;
	}
	return most;
}

/* Adam (Kingma and Ba 2015), with all pairs in every step. */
void fit_run(struct fit *fit, int left_out)
{
	static const double first_decay = 0.9, second_decay = 0.999, tiny = 1e-8;
	enum { STEPS = 200 };
	size_t most = most_cells(fit);
	struct parameters *gradient = memory_new(1, sizeof *gradient);
	double *first = memory_new(PARAMETERS, sizeof *first);
	double *second = memory_new(PARAMETERS, sizeof *second);
	double *seen = memory_new(most, sizeof *seen);
	struct view *view = memory_new(1, sizeof *view);
	view->strengths = memory_new(most, sizeof *view->strengths);
	fit->at = fit->begin;
	for (int step = 1; step <= STEPS; step++) {
		memset(gradient, 0, sizeof *gradient);
		for (size_t i = 0; i < fit->samples.count; i++) {
			if (fit->samples.items[i].fold != left_out)
				learn(fit, &fit->samples.items[i], view, seen, gradient);
		}
		draw_back(fit, gradient);
		double *values = (double *)&fit->at, *slopes = (double *)gradient;
		double rate = step < STEPS / 2 ? 0.05 : 0.01;
		for (size_t p = 0; p < PARAMETERS; p++) {
			first[p] = first_decay * first[p] + (1 - first_decay) * slopes[p];
			second[p] = second_decay * second[p] +
				    (1 - second_decay) * slopes[p] * slopes[p];
			double mean = first[p] / (1 - pow(first_decay, step));
			double spread = second[p] / (1 - pow(second_decay, step));
			values[p] += rate * mean / (sqrt(spread) + tiny);
		}
	}
	free(gradient);
	free(first);
	free(second);
	free(seen);
	free(view->strengths);
	free(view);
}

/* How many forms stand before one: those more likely (ties count half, rounded up). */
static size_t place_among(const double *scores, size_t count, double own)
{
	size_t before = 0, same = 0;
	for (size_t i = 0; i < count; i++) {
		before += scores[i] > own * (1 + 1e-9);
		same += scores[i] <= own * (1 + 1e-9) && scores[i] >= own * (1 - 1e-9);
	}
	return before + same / 2;
}

size_t fit_recall(const struct fit *fit, unsigned file, int fold, size_t found[FIT_CUTS])
{
	size_t pairs = 0;
	struct view *view = memory_new(1, sizeof *view);
	view->strengths = memory_new(most_cells(fit), sizeof *view->strengths);
	for (size_t i = 0; i < fit->samples.count; i++) {
		const struct sample *sample = &fit->samples.items[i];
		if (fold != FIT_NO_FOLD && sample->fold != fold)
			continue;
		double *scores = NULL;
		for (size_t w = 0; w < sample->wanted.count; w++) {
			const struct wanted *wanted = &sample->wanted.items[w];
			if (wanted->file != file)
				continue;
			pairs++;
			if (wanted->form == UINT32_MAX)
				continue;
			if (scores == NULL) {
				look(fit, sample, view);
				scores = memory_new(sample->forms + 1, sizeof *scores);
				for (size_t e = 0; e < sample->events.count; e++)
					scores[sample->events.items[e].form] += probability(
						sample, view, sample->events.items[e].cell);
			}
			size_t place = place_among(scores, sample->forms, scores[wanted->form]);
			for (size_t c = 0; c < FIT_CUTS; c++)
				found[c] += place < fit_cuts[c];
		}
		free(scores);
	}
	free(view->strengths);
	free(view);
	return pairs;
}

/* Adds to EXPLAINED what every operator explains of the pairs of one sample, each counting 1. */
static void explain(const struct sample *sample, const struct view *view,
	double explained[OPERATORS_MOST])
{
	for (size_t w = 0; w < sample->wanted.count; w++) {
		uint32_t form = sample->wanted.items[w].form;
		if (form == UINT32_MAX)
			continue;
		size_t first = first_event(sample, form), end = first;
		double sum = 0;
		for (; end < sample->events.count && sample->events.items[end].form == form; end++)
			sum += probability(sample, view, sample->events.items[end].cell);
		for (size_t e = first; e < end; e++) {
			uint32_t cell = sample->events.items[e].cell;
			explained[sample->cells.items[cell].operator] +=
				probability(sample, view, cell) / sum;
		}
	}
}

/* In millionths, two digits after the point of a factor. */
static uint32_t factor_of(double logarithm)
{
	enum { STEP = MILLION / 100 };
	double factor = exp(logarithm) * 100;
	return factor < 1 ? STEP : (uint32_t)lround(fmin(factor, 100000)) * STEP;
}

void fit_result(const struct fit *fit, struct priors *priors)
{
	double all = 0, explained[OPERATORS_MOST] = {0};
	struct view *view = memory_new(1, sizeof *view);
	view->strengths = memory_new(most_cells(fit), sizeof *view->strengths);
	for (size_t i = 0; i < fit->samples.count; i++) {
		look(fit, &fit->samples.items[i], view);
		explain(&fit->samples.items[i], view, explained);
	}
	free(view->strengths);
	free(view);
	*priors = *fit->start;
	for (size_t g = 0; g < generator_count(); g++)
		all += generators[g].form != NULL ? exp(fit->at.shares[g]) : 0;
	for (size_t g = 0; g < generator_count(); g++) {
		struct prior *prior = &priors->operators[g];
		if (generators[g].form == NULL)
			continue;
		prior->share = (uint32_t)lround(exp(fit->at.shares[g]) / all * MILLION);
		prior->pairs = (uint32_t)lround(explained[g]);
		for (size_t f = 0; f < PRIOR_FEATURES; f++) {
			for (size_t v = 0; v < prior_features[f].count; v++)
				prior->factors[f][v] = factor_of(
					fit->at.common[f][v] + fit->at.own[g][f][v]);
		}
	}
}
