/* The image of a snapshot while it is built. */
#include "registry/image.h"
#include "base/intern.h"
#include "base/memory.h"
#include "names/name.h"

#include <stdlib.h>
#include <string.h>

struct image image_new(const size_t sizes[SECTIONS])
{
	struct layout_header header = {.version = LAYOUT_VERSION, .byte_order = 0x01020304};
	memcpy(header.magic, LAYOUT_MAGIC, sizeof header.magic);
	size_t offset = sizeof header;
	for (size_t i = 0; i < SECTIONS; i++) {
		offset = (offset + 63) / 64 * 64;
		header.sections[i].offset = offset;
		header.sections[i].size = sizes[i];
		offset += sizes[i];
	}
	header.size = offset;
	struct image image = {.bytes = memory_new(offset, 1), .size = offset};
	memcpy(image.bytes, &header, sizeof header);
	image.header = (struct layout_header *)(void *)image.bytes;
	return image;
}

void *image_section(const struct image *image, enum layout_section section)
{
	return image->bytes + image->header->sections[section].offset;
}

void image_take(const struct image *image, enum layout_section section, void *bytes)
{
	size_t size = image->header->sections[section].size;
	if (size > 0)
		memcpy(image_section(image, section), bytes, size);
	free(bytes);
}

/* The hash of the look-alike form of each name; its bits go into the filter. */
static uint64_t *hash_forms(const struct image *image, uint32_t count)
{
	const char *names = image_section(image, SECTION_NAMES);
	const uint32_t *offsets = image_section(image, SECTION_OFFSETS);
	uint64_t *filter = image_section(image, SECTION_FILTER);
	size_t filter_mask = image->header->sections[SECTION_FILTER].size / sizeof *filter - 1;
	uint64_t *hashes = memory_new(count + 1u, sizeof *hashes);
	uint64_t values[256];
	for (unsigned c = 0; c < 256; c++)
		values[c] = form_value((unsigned char)c);
	for (uint32_t i = 0; i < count; i++) {
		char form[LIMIT_NAME_BYTES + 1];
		const char *name = names + offsets[i];
		size_t length = name_lookalike(name, strlen(name), form);
		uint64_t sum = 0;
		for (size_t k = length; k-- > 0;)
			sum = sum * form_base + values[(unsigned char)form[k]];
		hashes[i] = form_mix(sum);
		filter[filter_place(hashes[i], filter_mask)] |= filter_bits(hashes[i]);
	}
	return hashes;
}

/* Name numbers by the place where their walk through the table begins, rising within a place:
 * a counting sort. The caller frees. */
static uint32_t *order_by_place(const uint64_t *hashes, uint32_t count, size_t mask)
{
	uint32_t *begins = memory_new(mask + 2, sizeof *begins);
	uint32_t *order = memory_new(count + 1u, sizeof *order);
	for (uint32_t i = 0; i < count; i++)
		begins[table_place(hashes[i], mask) + 1]++;
	for (size_t place = 1; place <= mask; place++)
		begins[place] += begins[place - 1];
	for (uint32_t i = 0; i < count; i++)
		order[begins[table_place(hashes[i], mask)]++] = i;
	free(begins);
	return order;
}

/* Fills the table without probing: names in the order of their places take the next free slot, so
 * that time is linear however many share one form. What runs over the end takes the free slots
 * from the beginning. Names of one form stand in rising order along the walk. */
void image_hash_names(const struct image *image, uint32_t count)
{
	struct layout_slot *table = image_section(image, SECTION_TABLE);
	size_t mask = image->header->sections[SECTION_TABLE].size / sizeof *table - 1;
	uint64_t *hashes = hash_forms(image, count);
	uint32_t *order = order_by_place(hashes, count, mask);
	size_t free_slot = 0, around = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint64_t hash = hashes[order[i]];
		size_t place = table_place(hash, mask);
		if (place < free_slot)
			place = free_slot;
		if (place <= mask) {
			free_slot = place + 1;
		} else {
			while (table[around].name != 0)
				around++;
			place = around;
		}
		table[place] = (struct layout_slot){(uint32_t)hash, order[i] + 1};
	}
	free(order);
	free(hashes);
}

static void digest_names(struct layout_header *header, const char *names, size_t size)
{
	char *lines = memory_copy(names, size);
	for (size_t i = 0; i < size; i++) {
		if (lines[i] == '\0')
			lines[i] = '\n';
	}
	struct digest digest = digest_of(lines, size);
	digest_format(&digest, header->names_digest);
	free(lines);
}

void image_finish(const struct image *image)
{
	struct layout_header *header = image->header;
	digest_names(
		header, image_section(image, SECTION_NAMES), header->sections[SECTION_NAMES].size);
	struct digest digest =
		digest_of(image->bytes + sizeof *header, image->size - sizeof *header);
	digest_format(&digest, header->body_digest);
	header->checksum = 0;
	header->checksum = hash_bytes(image->bytes, sizeof *header);
}
