/* The table of words: in how many names each stands, built with a snapshot (registry/layout.h,
 * SECTION_WORDS). A word is what stands between hyphens; a name counts once. */
#ifndef REGISTRY_WORD_TABLE_H
#define REGISTRY_WORD_TABLE_H

#include "registry/layout.h"

#include <stddef.h>
#include <stdint.h>

struct word_table {
	struct layout_word *slots; /* a power of two of them; the owner frees */
	size_t slot_count;
};

/* Counts the words of COUNT names, OFFSETS into NAMES. */
struct word_table word_table_new(const char *names, const uint32_t *offsets, uint32_t count);

#endif
