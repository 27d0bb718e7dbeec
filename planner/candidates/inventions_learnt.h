/* What is learnt of how invented names are formed: from inventions_learn.c to inventions.c. */
#ifndef CANDIDATES_INVENTIONS_LEARNT_H
#define CANDIDATES_INVENTIONS_LEARNT_H

#include "base/intern.h"
#include "base/memory.h"
#include "candidates/inventions.h"
#include "candidates/priors.h"

#include <stdbool.h>

/* Words of a name that are told apart by their place; a longer name teaches nothing. */
enum { PLACES = 6 };
#define FIRST UINT32_MAX /* an enum's constants end at INT_MAX */

struct weighed {
	uint32_t word;
	double weight;
};

struct link {
	uint32_t before, word; /* before: FIRST at the beginning */
	double weight;
};

struct follower_list {
	uint32_t start, count; /* in `links` */
	double weight;
};

struct inventions {
	const struct priors *priors;
	const struct snapshot *snapshot;
	struct intern *words, *known; /* known: the names of the corpus */
	uint32_t *in_index;           /* by word: number in the snapshot's vocabulary, or none */
	double lengths[PLACES + 1];   /* by number of words, part of all */
	ARRAY(struct weighed) places[PLACES]; /* by falling weight */
	double *shares[PLACES];               /* by word: its part of a place */
	double place_weights[PLACES];
	ARRAY(struct link) links;      /* sorted by before, word */
	struct follower_list *follows; /* by word */
	uint32_t own;                  /* words of the corpus: the first of `words` */
	double best[PLACES];           /* the most that any word has at a place */
	double runs, once;
};

/* What each of the three parts of a chance weighs behind a word. */
struct parts {
	double chain, place, index;
};

/* BEFORE: a word, or FIRST. INDEX: the index knows it too. */
struct parts inventions_parts(const struct inventions *inventions, uint32_t before, bool index);

#endif
