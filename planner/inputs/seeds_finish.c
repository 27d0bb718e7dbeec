/* What was read of all files, put in order: nothing depends on the order of the reads. */
#include "inputs/seeds_inner.h"
#include "inputs/owners.h"

#include <stdlib.h>
#include <string.h>

static int compare_seeds(const void *a, const void *b)
{
	return strcmp(((const struct seed *)a)->name, ((const struct seed *)b)->name);
}

static int compare_aliases(const void *a, const void *b)
{
	const struct seed_alias *left = a, *right = b;
	int order = strcmp(left->project, right->project);
	order = order ? order : strcmp(left->written, right->written);
	order = order ? order : (int)left->kind - (int)right->kind;
	return order ? order : seed_compare_places(&left->place, &right->place);
}

/* Each once, at its first place. */
static void join_aliases(struct seeds *seeds)
{
	SORT(&seeds->aliases, compare_aliases);
	size_t kept = 0;
	for (size_t i = 0; i < seeds->aliases.count; i++) {
		struct seed_alias *alias = &seeds->aliases.items[i];
		struct seed_alias *last = kept > 0 ? &seeds->aliases.items[kept - 1] : NULL;
		if (last == NULL || last->project != alias->project ||
			last->written != alias->written || last->kind != alias->kind)
			seeds->aliases.items[kept++] = *alias;
	}
	seeds->aliases.count = kept;
}

static int compare_finding_places(const struct weakness *left, const struct weakness *right)
{
	int order = strcmp(left->cause, right->cause);
	return order ? order : seed_compare_places(&left->place, &right->place);
}

static int compare_findings(const struct weakness *left, const struct weakness *right)
{
	int order = strcmp(left->what, right->what);
	return order ? order : strcmp(left->change, right->change);
}

static int compare_weaknesses(const void *a, const void *b)
{
	const struct weakness *left = a, *right = b;
	int order = compare_finding_places(left, right);
	order = order ? order : (left->pass > right->pass) - (left->pass < right->pass);
	return order ? order : compare_findings(left, right);
}

/* The findings of one cause, place and reading. */
struct run {
	const struct weakness *items;
	size_t count, bytes;
};

static struct run run_at(const struct seeds *seeds, size_t at)
{
	struct run run = {.items = &seeds->weaknesses.items[at]};
	for (; at + run.count < seeds->weaknesses.count; run.count++) {
		const struct weakness *next = &run.items[run.count];
		if (next->pass != run.items->pass || compare_finding_places(next, run.items) != 0)
			break;
		run.bytes += strlen(next->what) + strlen(next->change);
	}
	return run;
}

/* Whether ONE says more: of longer texts, which name an index where others leave it open; of equal
 * ones, the first in byte order. */
static bool says_more(const struct run *one, const struct run *other)
{
	if (one->count != other->count)
		return one->count > other->count;
	int order = (other->bytes > one->bytes) - (other->bytes < one->bytes);
	for (size_t i = 0; order == 0 && i < one->count; i++)
		order = compare_findings(&one->items[i], &other->items[i]);
	return order < 0;
}

/* A file that is read again, by itself or for another one that includes it, says what it said
 * before, with the index that is known there: the reading that says most of a place is kept. */
static void join_weaknesses(struct seeds *seeds)
{
	SORT(&seeds->weaknesses, compare_weaknesses);
	size_t kept = 0, at = 0;
	while (at < seeds->weaknesses.count) {
		struct run best = run_at(seeds, at);
		size_t next = at + best.count;
		while (next < seeds->weaknesses.count) {
			struct run run = run_at(seeds, next);
			if (compare_finding_places(run.items, best.items) != 0)
				break;
			next += run.count;
			best = says_more(&run, &best) ? run : best;
		}
		for (size_t i = 0; i < best.count; i++) {
			if (i == 0 || compare_findings(&best.items[i - 1], &best.items[i]) != 0)
				seeds->weaknesses.items[kept++] = best.items[i];
		}
		at = next;
	}
	seeds->weaknesses.count = kept;
}

static int compare_skipped(const void *a, const void *b)
{
	const struct skipped *left = a, *right = b;
	int order = seed_compare_places(&left->place, &right->place);
	return order ? order : strcmp(left->reason, right->reason);
}

/* Sorts, and drops all but the first of what COMPARE calls equal: a file that is read again says
 * what it said before. */
#define SORT_ONCE(array, compare)                                                                  \
	do {                                                                                       \
		SORT(array, compare);                                                              \
		size_t kept = 0;                                                                   \
		for (size_t i = 0; i < (array)->count; i++) {                                      \
			if (kept == 0 ||                                                           \
				compare(&(array)->items[kept - 1], &(array)->items[i]) != 0)       \
				(array)->items[kept++] = (array)->items[i];                        \
		}                                                                                  \
		(array)->count = kept;                                                             \
	} while (0)

static int compare_inputs(const void *a, const void *b)
{
	return strcmp(((const struct seed_input *)a)->file, ((const struct seed_input *)b)->file);
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
	return (left > right) - (left < right);
}

/* Repositories that turned out to be the same count once. */
static void weigh_repositories(struct seeds *seeds, struct seed *seed)
{
	for (size_t i = 0; i < seed->repositories.count; i++) {
		uint32_t *number = &seed->repositories.items[i];
		*number = seeds_first_number(seeds, *number);
	}
	SORT_ONCE(&seed->repositories, compare_numbers);
	seed->weight += (uint32_t)seed->repositories.count;
}

/* Ten files of one repository that name it are more than one, and less than ten repositories. */
static void weigh_mentions(struct seed *seed)
{
	size_t repositories = seed->repositories.count, seen = seed->mentions - seed->rows;
	for (; repositories > 0 && seen >= 2 * repositories; seen /= 2)
		seed->weight++;
}

void seeds_finish(struct seeds *seeds)
{
	for (size_t i = 0; i < seeds->names.count; i++) {
		seed_keep_first_places(&seeds->names.items[i]);
		weigh_repositories(seeds, &seeds->names.items[i]);
		weigh_mentions(&seeds->names.items[i]);
		if (seeds->names.items[i].indexes_cut)
			seeds_skip(seeds, seeds->names.items[i].home,
				"%s comes from more than %d indexes; the others are left out",
				seeds->names.items[i].name, LIMIT_SEED_INDEXES);
	}
	SORT(&seeds->names, compare_seeds);
	join_weaknesses(seeds);
	SORT_ONCE(&seeds->skipped, compare_skipped);
	SORT(&seeds->inputs, compare_inputs);
	join_aliases(seeds);
	owners_assign(seeds);
}
