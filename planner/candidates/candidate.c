/* Candidates over many targets and corpora. */
#include "candidates/candidate.h"
#include "base/memory.h"
#include "candidates/facts.h"
#include "candidates/forms.h"
#include "candidates/generator.h"
#include "corpus/corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint64_t whole = 1000000;

struct entry {
	const char *name;
	ARRAY(struct origin) origins;
};

struct candidates {
	const struct priors *priors;
	struct intern *pool;  /* borrowed */
	struct intern *index; /* name -> place in `entries` */
	struct facts facts;
	struct forms *forms;
	ARRAY(struct entry) entries;
	ARRAY(struct candidate) ranked;
	ARRAY(uint32_t) order;
};

uint32_t candidates_score(const struct origin *origins, size_t count)
{
	uint64_t left = whole;
	for (size_t i = 0; i < count; i++) {
		uint64_t exposure = (uint64_t)origins[i].weight * origins[i].probability / whole;
		left = left * (whole - exposure) / whole;
	}
	return (uint32_t)(whole - left);
}

uint32_t weight_of_rank(const struct priors *priors, uint32_t rank)
{
	if (rank == 0)
		return priors->unranked;
	return (uint32_t)(whole * priors->rank_half / ((uint64_t)priors->rank_half + rank));
}

uint32_t weight_of_use(const struct priors *priors, uint32_t uses)
{
	return (uint32_t)(whole * uses / ((uint64_t)uses + priors->use_half));
}

struct candidates *candidates_new(
	const struct priors *priors, const struct snapshot *snapshot, struct intern *pool)
{
	struct candidates *candidates = memory_new(1, sizeof *candidates);
	candidates->priors = priors;
	candidates->pool = pool;
	candidates->index = intern_new();
	facts_read(&candidates->facts, snapshot);
	candidates->forms = forms_new(priors, &candidates->facts);
	return candidates;
}

void candidates_free(struct candidates *candidates)
{
	if (candidates == NULL)
		return;
	for (size_t i = 0; i < candidates->entries.count; i++)
		array_release(&candidates->entries.items[i].origins);
	array_release(&candidates->entries);
	array_release(&candidates->ranked);
	array_release(&candidates->order);
	forms_free(candidates->forms);
	facts_release(&candidates->facts);
	intern_free(candidates->index);
	free(candidates);
}

void candidates_add(struct candidates *candidates, const char *name, const struct origin *origin)
{
	uint32_t number = intern_number(candidates->index, name, strlen(name));
	if (number == candidates->entries.count)
		*array_add(&candidates->entries) =
			(struct entry){.name = intern_string(candidates->pool, name)};
	*array_add(&candidates->entries.items[number].origins) = *origin;
}

struct adding {
	struct candidates *candidates;
	const struct target *target;
	const char *name;
};

static void add_operator(void *context, const char *operator, uint32_t probability)
{
	struct adding *adding = context;
	struct origin origin = {operator, adding->target->name, adding->target->weight,
		probability};
	candidates_add(adding->candidates, adding->name, &origin);
}

void candidates_add_target(
	struct candidates *candidates, const struct target *target, size_t per_target)
{
	struct forms *forms = candidates->forms;
	forms_make(forms, target->name, strlen(target->name), target->kind);
	candidates->order.items = memory_grow(candidates->order.items, &candidates->order.room,
		forms_count(forms) + 1, sizeof *candidates->order.items);
	size_t count = forms_rank(forms, per_target, candidates->order.items);
	for (size_t i = 0; i < count; i++) {
		uint32_t number = candidates->order.items[i];
		struct adding adding = {candidates, target, forms_name(forms, number)};
		forms_operators(forms, number, &adding, add_operator);
	}
}

void candidates_add_corpus_name(struct candidates *candidates, const struct corpus *corpus,
	const struct corpus_name *name, const struct priors *priors)
{
	if (name->class != CORPUS_INVENTED)
		return;
	for (size_t i = 0; i < name->mentions.count; i++) {
		const struct mention *mention = &name->mentions.items[i];
		const struct corpus_source *source = &corpus->sources.items[mention->source];
		char operator[LIMIT_NAME_BYTES + 8];
		snprintf(operator, sizeof operator, "corpus:%s", source->name);
		struct origin origin = {intern_string(candidates->pool, operator), "",
			source->trust,
			corpus_rate(mention, priors->recurrence.cap, priors->recurrence.half)};
		candidates_add(candidates, name->name, &origin);
	}
}

/* By operator, then target, then strength, so that a sum over them has one order. */
static int compare_origins(const void *a, const void *b)
{
	const struct origin *left = a, *right = b;
	int order = strcmp(left->operator, right->operator);
	order = order ? order : strcmp(left->target, right->target);
	order = order ? order : (left->weight < right->weight) - (left->weight > right->weight);
	return order ? order
		     : (left->probability < right->probability) -
			       (left->probability > right->probability);
}

static int compare_strength(const void *a, const void *b)
{
	const struct origin *left = a, *right = b;
	uint64_t x = (uint64_t)left->weight * left->probability;
	uint64_t y = (uint64_t)right->weight * right->probability;
	return x != y ? (x < y) - (x > y) : compare_origins(a, b);
}

static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;
	int order = (left->score < right->score) - (left->score > right->score);
	return order ? order : strcmp(left->name, right->name);
}

const struct candidate *candidates_finish(struct candidates *candidates, size_t *count)
{
	candidates->ranked.count = 0;
	for (size_t i = 0; i < candidates->entries.count; i++) {
		struct entry *entry = &candidates->entries.items[i];
		struct origin *origins = entry->origins.items;
		size_t all = entry->origins.count, kept = all;
		if (all > LIMIT_ORIGINS) {
			qsort(origins, all, sizeof *origins, compare_strength);
			kept = LIMIT_ORIGINS;
		}
		qsort(origins, kept, sizeof *origins, compare_origins);
		*array_add(&candidates->ranked) = (struct candidate){.name = entry->name,
			.score = candidates_score(origins, kept),
			.origins = origins,
			.origin_count = (uint32_t)kept,
			.origins_left_out = (uint32_t)(all - kept)};
	}
	*count = candidates->ranked.count;
	if (*count > 1)
		qsort(candidates->ranked.items, *count, sizeof *candidates->ranked.items,
			compare_candidates);
	return candidates->ranked.items;
}

const struct facts *candidates_facts(const struct candidates *candidates)
{
	return &candidates->facts;
}

const struct priors *candidates_priors(const struct candidates *candidates)
{
	return candidates->priors;
}

struct intern *candidates_pool(const struct candidates *candidates)
{
	return candidates->pool;
}
