/* The list of PyPI's names that stands in the program (wordlists/pypi-*.tsv.zst): name, month of
 * the latest release, download rank. Unpacked into memory through libarchive. */
#ifndef REGISTRY_EMBEDDED_LIST_H
#define REGISTRY_EMBEDDED_LIST_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct embedded_list {
	char *text; /* the names point in here, each ended by NUL */
	struct embedded_row {
		uint32_t offset; /* of the name in `text` */
		uint16_t length;
		uint16_t rank;  /* 0: none */
		uint16_t month; /* months since 1970-01, plus one; 0: none */
	} * rows;               /* in byte order of names */
	uint32_t count;
};

/* Unpacks and reads the list; errors mean that the program was built with a damaged list. The
 * caller releases. */
enum error embedded_list_read(struct embedded_list *list, struct failure *failure);
void embedded_list_release(struct embedded_list *list);

/* What the list says of the names of a snapshot. */
struct popularity {
	uint16_t *ranks, *months; /* of each name; 0: none */
	uint32_t *ranked;         /* of each rank from 1: offset + 1 in `ranked_names`; 0: none */
	size_t ranked_count;
	char *ranked_names; /* each ended by NUL */
	size_t ranked_bytes;
};

/* For COUNT names in byte order, OFFSETS into NAMES. The caller frees each array. */
struct popularity popularity_new(const struct embedded_list *list, const char *names,
	const uint32_t *offsets, uint32_t count);

/* The SHA-256 of the packed list, hexadecimal: it names the cache file. */
const char *embedded_list_digest(void);

/* The day that the list counts as: all that is known is its month, so the first, to be safe. */
#define EMBEDDED_LIST_DAY "2026-11-01"

#endif
