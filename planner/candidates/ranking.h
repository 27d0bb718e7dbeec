/* The ranking of one target's candidates: falling score, ties by byte order; the best of them alone
 * are put in order. Its memory is kept from target to target. Pure. */
#ifndef CANDIDATES_RANKING_H
#define CANDIDATES_RANKING_H

#include "base/memory.h"
#include "candidates/former.h"

struct ranking {
	struct forms *forms; /* set before each use, borrowed, and scored */
	uint32_t *heap;      /* numbers of forms */
	size_t heap_room;
	ARRAY(struct formed) best;
};

/* Puts the MOST best of those wanted (WISH, its `most` aside) onto the heap, the worst of them on
 * top; returns how many. */
size_t ranking_gather(struct ranking *ranking, const struct former_wish *wish, size_t most);

/* Takes all KEPT from the heap, in order, written out. They live until the next call. */
const struct formed *ranking_sort(struct ranking *ranking, size_t kept);

void ranking_release(struct ranking *ranking);

#endif
