/* A snapshot as its files see it: sections of a mapped or built image. Only registry/ and
 * candidates/sweep.c include this. */
#ifndef REGISTRY_SNAPSHOT_FILE_H
#define REGISTRY_SNAPSHOT_FILE_H

#include "registry/layout.h"
#include "registry/snapshot.h"

struct snapshot {
	const char *image; /* the whole file */
	size_t size;
	bool mapped; /* else allocated */
	struct snapshot_info info;
	const char *names;
	size_t names_size;
	const uint32_t *offsets;
	const struct layout_slot *table;
	size_t table_mask;
	const uint64_t *filter;
	size_t filter_mask;
	const struct layout_word *words;
	size_t word_mask;
	const uint16_t *ranks, *months;
	const uint32_t *ranked;
	uint32_t ranked_count;
	const char *ranked_names;
	size_t ranked_names_size;
	const struct layout_entry *vocabulary;
	size_t vocabulary_count; /* without the one that ends the lists */
	const struct snapshot_neighbour *neighbours[2]; /* followers, preceders */
	size_t neighbour_counts[2];
};

/* Takes IMAGE over in either case; checks magic, version, size, checksum and every section. NAME
 * is how messages call it. */
enum error snapshot_of_image(struct snapshot **snapshot, const char *name, char *image, size_t size,
	bool mapped, struct failure *failure);

/* Maps the file at PATH. */
enum error snapshot_map(struct snapshot **snapshot, const char *path, struct failure *failure);

#endif
