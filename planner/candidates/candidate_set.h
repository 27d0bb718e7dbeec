/* The set of candidates from within: for candidate.c and candidate_others.c. */
#ifndef CANDIDATES_CANDIDATE_SET_H
#define CANDIDATES_CANDIDATE_SET_H

#include "base/memory.h"
#include "candidates/candidate.h"
#include "candidates/former.h"

/* An origin in the chain of its candidate. */
struct link {
	struct origin origin;
	uint32_t next; /* number + 1; 0: none */
};

struct entry {
	const char *name;
	uint32_t first; /* number + 1 of its first link */
	uint32_t count, left_out;
};

struct candidates {
	const struct priors *priors;
	const struct snapshot *snapshot;
	struct intern *pool; /* borrowed */
	struct lists *lists;
	struct former *former;
	struct intern *index; /* name -> place in `entries` */
	ARRAY(struct entry) entries;
	ARRAY(struct link) links;
	size_t most;        /* names kept; 0: all */
	uint64_t *filter;   /* FORMER_FILTER_WORDS: the names in `entries`, for former_rank() */
	uint32_t threshold; /* a new name with an origin below this cannot be among them */
	size_t orders_left_out;
	struct candidate *list;
	struct origin *origins;
};

/* candidate.c: as candidates_add_target(), but that a private target is no candidate itself. */
void candidates_add_forms(
	struct candidates *candidates, const struct target *target, size_t per_target);

#endif
