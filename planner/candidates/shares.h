/* Shares: every operator's probability, divided among its forms, in proportion to their strength.
 *
 * What the operators of one target share out is a million in all, by their priors for names of its
 * length: those that have a form, and all exclusive ones, since whether those have any is not
 * always known. Slips on a stem are divided twice: among the inner slips, then among the forms of
 * each. An exclusive generator (candidates/generator.h) divides by its floor at least, however few
 * forms are made. Pure. */
#ifndef CANDIDATES_SHARES_H
#define CANDIDATES_SHARES_H

#include "candidates/former.h"

struct shares {
	const struct priors *priors;
	size_t length; /* of the target */
	enum length_class length_class;
	uint64_t all; /* the sum of the shares that count */
	/* Of the forms of one target: by operator and, in a stem, inner slip + 1. */
	uint64_t sums[OPERATORS_MOST][OPERATORS_MOST + 1];
};

/* Turns the `probability` of all origins from the strength of their form into their share. */
void shares_divide(struct shares *shares, struct formed_origin *origins, size_t count);

/* The same for those from FIRST on, which one exclusive generator formed after shares_divide(). */
void shares_divide_exclusive(const struct shares *shares, int generator,
	struct formed_origin *origins, size_t first, size_t count);

/* The most that any form of an exclusive generator can get, in millionths; UINT64_MAX where that is
 * not known. */
uint64_t shares_most(const struct shares *shares, int generator);

#endif
