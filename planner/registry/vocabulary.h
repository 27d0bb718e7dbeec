/* The vocabulary of an index: which words stand in the most names, and which stand beside which.
 *
 * Counted once, when the snapshot is built, so that forming names costs nothing at run time. A word
 * is what stands between hyphens; of those with a letter and 2 to VOCABULARY_LONGEST characters,
 * in VOCABULARY_LEAST names or more, the LIMIT_VOCABULARY in most names are kept, by falling count,
 * ties in byte order. A neighbour counts where it was seen in two names or more. */
#ifndef REGISTRY_VOCABULARY_H
#define REGISTRY_VOCABULARY_H

#include "base/memory.h"
#include "registry/layout.h"
#include "registry/snapshot.h"

#include <stddef.h>
#include <stdint.h>

enum { VOCABULARY_LONGEST = 24, VOCABULARY_LEAST = 10 };

struct neighbours {
	struct snapshot_neighbour *items;
	size_t count, room;
};

struct vocabulary {
	ARRAY(struct layout_entry) words; /* one more at the end, where its neighbours end */
	struct neighbours followers, preceders;
};

/* Counts COUNT names, OFFSETS into NAMES; SLOTS (a power of two) is the finished table of words. */
void vocabulary_count(struct vocabulary *vocabulary, const char *names, const uint32_t *offsets,
	uint32_t count, const struct layout_word *slots, size_t slot_count);

#endif
