/* What the parameters of a fit say of one sample, and how they should change for it. */
#include "candidates/fit_model.h"
#include "candidates/generator.h"

#include <math.h>
#include <string.h>

/* The cells among which an operator's share is divided in proportion to strength. */
static size_t group_of(const struct cell *cell)
{
	return is_exclusive(&generators[cell->operator]) ? 0 : cell->inner;
}

void fit_look(const struct fit *fit, const struct sample *sample, struct view *view)
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

double fit_probability(const struct sample *sample, const struct view *view, uint32_t number)
{
	const struct cell *cell = &sample->cells.items[number];
	return view->masses[cell->operator][group_of(cell)] * view->strengths[number] /
	       view->sums[cell->operator][group_of(cell)];
}

size_t fit_first_event(const struct sample *sample, uint32_t form)
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

void fit_learn(const struct fit *fit, const struct sample *sample, struct view *view, double *seen,
	struct parameters *gradient)
{
	double groups[OPERATORS_MOST][OPERATORS_MOST + 1] = {{0}}, whole = 0;
	fit_look(fit, sample, view);
	memset(seen, 0, sample->cells.count * sizeof *seen);
	for (size_t w = 0; w < sample->wanted.count; w++) {
		const struct wanted *wanted = &sample->wanted.items[w];
		if (wanted->form == UINT32_MAX)
			continue;
		double sum = 0;
		size_t first = fit_first_event(sample, wanted->form), end = first;
		for (; end < sample->events.count && sample->events.items[end].form == wanted->form;
			end++)
			sum += fit_probability(sample, view, sample->events.items[end].cell);
		for (size_t e = first; e < end; e++) {
			uint32_t cell = sample->events.items[e].cell;
			seen[cell] += wanted->weight * fit_probability(sample, view, cell) / sum;
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
