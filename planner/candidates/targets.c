/* Finding the targets of names that came without. */
#include "candidates/targets.h"
#include "base/limits.h"
#include "candidates/former.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

/* One project of which a name is a candidate. */
struct guess {
	size_t pair; /* which of the names sought */
	const char *target;
	double exposure;
};

struct search {
	struct intern *sought; /* names -> places in `first` */
	ARRAY(struct guess) guesses;
	double *sums; /* of the exposures of a name */
};

static void look_at(struct search *search, struct former *former, const struct priors *priors,
	const char *target, uint32_t rank)
{
	enum { SHORTEST = 4 }; /* a shorter project is within a slip of everything */
	size_t count, length = strlen(target);
	if (length < SHORTEST)
		return;
	former_form(former, target, length, TARGET_PUBLIC, EVERY_GENERATOR, NULL);
	const struct formed *formed = former_rank(
		former, weight_of_rank(priors, rank), &(struct former_wish){0}, &count);
	for (size_t i = 0; i < count; i++) {
		uint32_t number = intern_find(
			search->sought, former_text(former, &formed[i]), formed[i].length);
		if (number == INTERN_NONE || formed[i].score == 0)
			continue;
		*array_add(&search->guesses) = (struct guess){number, target, formed[i].score};
		search->sums[number] += formed[i].score;
	}
}

/* What a pair with a guessed target is worth, in comparison with a known one. */
static const double guessed_worth = 0.1;

/* The guesses as pairs; of one that is below a hundredth of its name's sum nothing is learnt. */
static void replace(struct pairs *pairs, const struct search *search, const double *weights,
	const unsigned *files)
{
	for (size_t i = 0; i < search->guesses.count; i++) {
		const struct guess *guess = &search->guesses.items[i];
		double part = guess->exposure / search->sums[guess->pair];
		if (part < 0.01)
			continue;
		*array_add(&pairs->items) = (struct pair){
			intern_string(pairs->pool, guess->target),
			intern_string(pairs->pool, intern_at(search->sought, (uint32_t)guess->pair)),
			weights[guess->pair] * part * guessed_worth, files[guess->pair]};
	}
}

size_t targets_find(struct pairs *pairs, const struct priors *priors, const struct lists *lists,
	const struct snapshot *snapshot)
{
	struct search search = {.sought = intern_new()};
	double *weights = memory_new(pairs->items.count + 1, sizeof *weights);
	unsigned *files = memory_new(pairs->items.count + 1, sizeof *files);
	size_t kept = 0, missing = 0;
	for (size_t i = 0; i < pairs->items.count; i++) {
		struct pair pair = pairs->items.items[i];
		if (pair.target != NULL) {
			pairs->items.items[kept++] = pair;
			continue;
		}
		uint32_t number = intern_number(search.sought, pair.name, strlen(pair.name));
		weights[number] = pair.weight;
		files[number] = pair.file;
	}
	pairs->items.count = kept;
	search.sums = memory_new(intern_count(search.sought) + 1, sizeof *search.sums);
	struct former *former = former_new(priors, lists);
	uint32_t most = intern_count(search.sought) > 0 ? LIMIT_SOUGHT_TARGETS : 0;
	for (uint32_t rank = 1; rank <= most; rank++) {
		const char *target = snapshot_ranked(snapshot, rank);
		if (target != NULL)
			look_at(&search, former, priors, target, rank);
	}
	former_free(former);
	replace(pairs, &search, weights, files);
	for (uint32_t i = 0; i < intern_count(search.sought); i++)
		missing += search.sums[i] == 0;
	array_release(&search.guesses);
	intern_free(search.sought);
	free(search.sums);
	free(weights);
	free(files);
	return missing;
}
