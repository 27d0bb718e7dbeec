/* The image of a snapshot while it is built: one allocation, its sections in the order of
 * registry/layout.h. */
#ifndef REGISTRY_IMAGE_H
#define REGISTRY_IMAGE_H

#include "registry/layout.h"

#include <stddef.h>
#include <stdint.h>

struct image {
	char *bytes; /* the owner frees */
	struct layout_header *header;
	size_t size;
};

/* Sections of these sizes in bytes, all zero, and a header that says where they are. */
struct image image_new(const size_t sizes[SECTIONS]);

void *image_section(const struct image *image, enum layout_section section);

/* Fills a section from BYTES, which may be NULL where it is empty, and frees them. */
void image_take(const struct image *image, enum layout_section section, void *bytes);

/* Fills the table of COUNT names and their look-alike forms, and the filter, from the names. */
void image_hash_names(const struct image *image, uint32_t count);

/* Once all else is there, the header too: its digests and its checksum. */
void image_finish(const struct image *image);

#endif
