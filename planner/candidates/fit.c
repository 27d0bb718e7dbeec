/* Fitting priors to pairs. */
#include "candidates/fit_model.h"
#include "candidates/generator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const size_t fit_cuts[FIT_CUTS] = {10, 25, 50, 100, 200, 1000, SIZE_MAX};

/* How strongly parameters are drawn back: the inverse of the variance. */
static void draw_back(const struct fit *fit, struct parameters *gradient)
{
	static const double stiff_share = 1, stiff_common = 1, stiff_own = 4;
	for (size_t g = 0; g < OPERATORS_MOST; g++) {
		gradient->shares[g] -= stiff_share * (fit->at.shares[g] - fit->begin.shares[g]);
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
				fit_learn(fit, &fit->samples.items[i], view, seen, gradient);
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
				fit_look(fit, sample, view);
				scores = memory_new(sample->forms + 1, sizeof *scores);
				for (size_t e = 0; e < sample->events.count; e++)
					scores[sample->events.items[e].form] += fit_probability(
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
static void explain(
	const struct sample *sample, const struct view *view, double explained[OPERATORS_MOST])
{
	for (size_t w = 0; w < sample->wanted.count; w++) {
		uint32_t form = sample->wanted.items[w].form;
		if (form == UINT32_MAX)
			continue;
		size_t first = fit_first_event(sample, form), end = first;
		double sum = 0;
		for (; end < sample->events.count && sample->events.items[end].form == form; end++)
			sum += fit_probability(sample, view, sample->events.items[end].cell);
		for (size_t e = first; e < end; e++) {
			uint32_t cell = sample->events.items[e].cell;
			explained[sample->cells.items[cell].operator] +=
				fit_probability(sample, view, cell) / sum;
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
		fit_look(fit, &fit->samples.items[i], view);
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
				prior->factors[f][v] =
					factor_of(fit->at.common[f][v] + fit->at.own[g][f][v]);
		}
	}
}
