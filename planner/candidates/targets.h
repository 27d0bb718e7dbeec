/* Finding the targets of names that came without: lists of removed names do not say what they were
 * mistaken for. */
#ifndef CANDIDATES_TARGETS_H
#define CANDIDATES_TARGETS_H

#include "candidates/lists.h"
#include "candidates/pairs.h"
#include "candidates/priors.h"

struct snapshot;

/* Gives every pair without a target the most downloaded projects (LIMIT_SOUGHT_TARGETS ranks) of
 * which it is a candidate: it is divided among them, and its weight in proportion to the exposure
 * that each gives it under PRIORS. A name that is none's candidate is dropped; returns how many. */
size_t targets_find(struct pairs *pairs, const struct priors *priors, const struct lists *lists,
	const struct snapshot *snapshot);

#endif
