/* Shares: every operator's probability, divided among its forms. */
#include "candidates/shares.h"
#include "candidates/generator.h"

#include <string.h>

/* The share of an operator, of that of all. */
static uint64_t share_of(const struct shares *shares, size_t operator)
{
	uint64_t share = prior_share(&shares->priors->operators[operator], shares->length_class);
	return shares->all > 0 ? share * MILLION / shares->all : 0;
}

/* The share of OPERATOR, among its inner slips; all of it where it has none. */
static void share_of_groups(
	const struct shares *shares, size_t operator, uint32_t parts[OPERATORS_MOST + 1])
{
	const struct prior *priors = shares->priors->operators;
	const uint64_t *sums = shares->sums[operator];
	uint64_t share = share_of(shares, operator), inner = sums[0] > 0 ? MILLION : 0;
	for (size_t g = 1; g <= OPERATORS_MOST; g++)
		inner += sums[g] > 0 ? priors[g - 1].share : 0;
	for (size_t g = 0; g <= OPERATORS_MOST; g++) {
		uint32_t part = g > 0 ? priors[g - 1].share : MILLION;
		parts[g] = inner > 0 && sums[g] > 0 ? (uint32_t)(share * part / inner) : 0;
	}
}

/* The sum of the shares of the operators that have a form, and of all exclusive ones: whether those
 * have any is not always known. */
static uint64_t share_of_all(const struct shares *shares)
{
	uint64_t all = 0;
	for (size_t g = 0; g < generator_count(); g++) {
		bool any = is_exclusive(&generators[g]);
		for (size_t i = 0; i <= OPERATORS_MOST; i++)
			any = any || shares->sums[g][i] > 0;
		if (any)
			all += prior_share(&shares->priors->operators[g], shares->length_class);
	}
	return all;
}

void shares_divide(struct shares *shares, struct formed_origin *origins, size_t count)
{
	uint32_t parts[OPERATORS_MOST][OPERATORS_MOST + 1];
	memset(shares->sums, 0, sizeof shares->sums);
	for (size_t i = 0; i < count; i++)
		shares->sums[origins[i].operator][origins[i].inner] += origins[i].probability;
	shares->all = share_of_all(shares);
	for (size_t g = 0; g < generator_count(); g++)
		share_of_groups(shares, g, parts[g]);
	for (size_t i = 0; i < count; i++) {
		struct formed_origin *origin = &origins[i];
		uint64_t sum = shares->sums[origin->operator][origin->inner];
		uint64_t share = parts[origin->operator][origin->inner];
		origin->probability = sum > 0 ? (uint32_t)(share * origin->probability / sum) : 0;
	}
}

/* The strongest that a form of this operator can be whose place says nothing of a new character,
 * nor, unless it is a SPLICE, of sound and letters. */
static uint64_t most_strength(const struct prior *prior, bool splice)
{
	uint64_t most = MILLION;
	for (size_t f = 0; f < PRIOR_LENGTH; f++) {
		bool is_said = f != PRIOR_CHARACTER && f != PRIOR_KEYS &&
			       (splice || (f != PRIOR_SOUND && f != PRIOR_LETTERS));
		size_t values = is_said ? prior_features[f].count : 1;
		uint32_t best = 0;
		for (size_t v = 0; v < values; v++)
			best = prior->factors[f][v] > best ? prior->factors[f][v] : best;
		most = most * best / MILLION;
	}
	return most;
}

/* What an exclusive generator divides its share by, at least. */
static uint64_t floor_of(const struct shares *shares, int generator)
{
	return (uint64_t)MILLION * bound_of(&generators[generator].floor, shares->length);
}

/* The strongest that any form of this generator can be: those that slip again are second slips. */
static uint64_t most_of(const struct shares *shares, int generator)
{
	const struct prior *priors = shares->priors->operators;
	if (generators[generator].again == 0)
		return most_strength(&priors[generator], generators[generator].splices);
	uint64_t most = 0;
	for (size_t g = 0; generators[g].name != NULL; g++) {
		uint64_t one = generators[g].stems & generators[generator].again
				       ? most_strength(&priors[g], true)
				       : 0;
		most = one > most ? one : most;
	}
	return most;
}

void shares_divide_exclusive(const struct shares *shares, int generator,
	struct formed_origin *origins, size_t first, size_t count)
{
	uint64_t sum = 0, share = share_of(shares, (size_t)generator);
	for (size_t i = first; i < count; i++)
		sum += origins[i].probability;
	if (sum < floor_of(shares, generator))
		sum = floor_of(shares, generator);
	for (size_t i = first; i < count; i++)
		origins[i].probability = (uint32_t)(share * origins[i].probability / sum);
}

uint64_t shares_most(const struct shares *shares, int generator)
{
	/* Without a share of all nothing is known: it may be anything. */
	if (shares->all == 0)
		return UINT64_MAX;
	return share_of(shares, (size_t)generator) * most_of(shares, generator) /
	       floor_of(shares, generator);
}
