/* What priors are fitted to: every form of every target, with what places say of it. */
#include "candidates/fit_model.h"
#include "candidates/generator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What sqrt(n) pairs of a file weigh, in comparison with what draws the parameters back. */
enum { SCALE = 8 };

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
		*array_add(&fit->samples) =
			(struct sample){.target = intern_at(fit->targets, number),
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
	struct cell cell = {(uint8_t) operator, (uint8_t)(inner + 1),
		{place->where, place->doubled, place->character, place->keys, place->common,
			place->sound, place->letters},
		0};
	uint32_t number = intern_number(watching->forms, form, length);
	uint32_t seen[] = {number, (uint32_t) operator, (uint32_t)(inner + 1)};
	if (intern_find(watching->seen, (const char *)seen, sizeof seen) != INTERN_NONE)
		return;
	intern_number(watching->seen, (const char *)seen, sizeof seen);
	uint32_t at =
		intern_number(watching->cells, (const char *)&cell, offsetof(struct cell, count));
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
	former_form(former, sample->target, strlen(sample->target), sample->kind, EVERY_GENERATOR,
		NULL);
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
