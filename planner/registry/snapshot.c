/* The snapshot: look-ups in a mapped file that is not trusted. */
#include "registry/snapshot.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/memory.h"
#include "names/name.h"
#include "registry/snapshot_file.h"
#include "registry/vocabulary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_power(size_t count)
{
	return count > 0 && (count & (count - 1)) == 0;
}

/* Section SECTION as COUNT elements of SIZE bytes, or NULL where the header says otherwise. */
static const void *section_at(
	const struct snapshot *snapshot, enum layout_section section, size_t size, size_t *count)
{
	const struct layout_header *header = (const void *)snapshot->image;
	uint64_t offset = header->sections[section].offset;
	uint64_t bytes = header->sections[section].size;
	*count = 0;
	if (offset % 8 != 0 || offset > snapshot->size || bytes > snapshot->size - offset ||
		bytes % size != 0)
		return NULL;
	*count = (size_t)(bytes / size);
	return snapshot->image + offset;
}

static bool find_sections(struct snapshot *s)
{
	const struct layout_header *header = (const void *)s->image;
	size_t offsets, table, filter, words, ranks, months, ranked, entries,
		name_count = header->name_count;
	s->names = section_at(s, SECTION_NAMES, 1, &s->names_size);
	s->offsets = section_at(s, SECTION_OFFSETS, sizeof *s->offsets, &offsets);
	s->table = section_at(s, SECTION_TABLE, sizeof *s->table, &table);
	s->filter = section_at(s, SECTION_FILTER, sizeof *s->filter, &filter);
	s->words = section_at(s, SECTION_WORDS, sizeof *s->words, &words);
	s->ranks = section_at(s, SECTION_RANKS, sizeof *s->ranks, &ranks);
	s->months = section_at(s, SECTION_MONTHS, sizeof *s->months, &months);
	s->ranked = section_at(s, SECTION_RANKED, sizeof *s->ranked, &ranked);
	s->ranked_names = section_at(s, SECTION_RANKED_NAMES, 1, &s->ranked_names_size);
	s->vocabulary = section_at(s, SECTION_VOCABULARY, sizeof *s->vocabulary, &entries);
	for (size_t side = 0; side < 2; side++)
		s->neighbours[side] = section_at(s, SECTION_FOLLOWERS + side,
			sizeof *s->neighbours[side], &s->neighbour_counts[side]);
	if (!s->names || !s->offsets || !s->table || !s->filter || !s->words || !s->ranks ||
		!s->months || !s->ranked || !s->ranked_names || !s->vocabulary ||
		!s->neighbours[0] || !s->neighbours[1] || entries == 0)
		return false;
	bool ends =
		(s->names_size == 0 || s->names[s->names_size - 1] == '\0') &&
		(s->ranked_names_size == 0 || s->ranked_names[s->ranked_names_size - 1] == '\0');
	s->table_mask = table - 1;
	s->filter_mask = filter - 1;
	s->word_mask = words - 1;
	s->ranked_count = (uint32_t)ranked;
	s->vocabulary_count = entries - 1;
	return ends && is_power(table) && is_power(filter) && is_power(words) &&
	       offsets == name_count && ranks == name_count && months == name_count &&
	       ranked <= UINT16_MAX;
}

static const char *fault_of(struct snapshot *snapshot)
{
	struct layout_header header;
	if (snapshot->size < sizeof header)
		return "is too short for a snapshot";
	memcpy(&header, snapshot->image, sizeof header);
	if (memcmp(header.magic, LAYOUT_MAGIC, sizeof header.magic) != 0)
		return "is no snapshot of nameward";
	if (header.version != LAYOUT_VERSION || header.byte_order != 0x01020304)
		return "is a snapshot of another version";
	uint64_t checksum = header.checksum;
	header.checksum = 0;
	if (checksum != hash_bytes((const char *)&header, sizeof header))
		return "has a damaged header";
	if (header.size != snapshot->size)
		return "is cut off";
	if (header.url[sizeof header.url - 1] != '\0' ||
		header.etag[sizeof header.etag - 1] != '\0' || !find_sections(snapshot))
		return "has a damaged header";
	return NULL;
}

enum error snapshot_of_image(struct snapshot **out, const char *name, char *image, size_t size,
	bool mapped, struct failure *failure)
{
	struct snapshot *snapshot = memory_new(1, sizeof *snapshot);
	*snapshot = (struct snapshot){.image = image, .size = size, .mapped = mapped};
	const char *fault = fault_of(snapshot);
	if (fault != NULL) {
		snapshot_close(snapshot);
		return fail(failure, ERR_INPUT,
			"%s: %s; make it again with `nameward index import`", name, fault);
	}
	const struct layout_header *header = (const void *)image;
	struct snapshot_info *info = &snapshot->info;
	*info = (struct snapshot_info){.name_count = header->name_count,
		.merged_count = header->merged_count,
		.serial = header->serial,
		.day = header->day,
		.bytes = header->size,
		.version = header->version,
		.embedded = header->embedded != 0,
		.made = header->made,
		.verified = header->verified == 1};
	memcpy(info->digest, header->names_digest, sizeof info->digest);
	info->digest[sizeof info->digest - 1] = '\0';
	memcpy(info->url, header->url, sizeof info->url);
	memcpy(info->etag, header->etag, sizeof info->etag);
	*out = snapshot;
	return OK;
}

enum error snapshot_map(struct snapshot **out, const char *path, struct failure *failure)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC);
	struct stat status;
	if (descriptor < 0)
		return fail(failure, ERR_INPUT, "%s: cannot be read: %s", path, strerror(errno));
	void *image = MAP_FAILED;
	size_t size = 0;
	if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
		size = (size_t)status.st_size;
		image = mmap(NULL, size, PROT_READ, MAP_SHARED, descriptor, 0);
	}
	close(descriptor);
	if (image == MAP_FAILED)
		return fail(failure, ERR_INPUT, "%s: is no snapshot of nameward", path);
	return snapshot_of_image(out, path, image, size, true, failure);
}

void snapshot_close(struct snapshot *snapshot)
{
	if (snapshot == NULL)
		return;
	char *image = (char *)(uintptr_t)snapshot->image;
	if (snapshot->mapped)
		munmap(image, snapshot->size);
	else
		free(image);
	free(snapshot);
}

const struct snapshot_info *snapshot_info(const struct snapshot *snapshot)
{
	return &snapshot->info;
}

enum error snapshot_verify(const struct snapshot *snapshot, struct failure *failure)
{
	const struct layout_header *header = (const void *)snapshot->image;
	struct digest digest =
		digest_of(snapshot->image + sizeof *header, snapshot->size - sizeof *header);
	char text[DIGEST_TEXT_BYTES];
	digest_format(&digest, text);
	if (memcmp(text, header->body_digest, sizeof text) == 0)
		return OK;
	return fail(failure, ERR_INPUT,
		"the snapshot is damaged: its digest is %s, its header says %.64s; make it "
		"again with `nameward index import`",
		text, header->body_digest);
}

const char *snapshot_name(const struct snapshot *snapshot, uint32_t number)
{
	if (number >= snapshot->info.name_count)
		return NULL;
	uint32_t offset = snapshot->offsets[number];
	return offset < snapshot->names_size ? snapshot->names + offset : NULL;
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
	return (left > right) - (left < right);
}

size_t snapshot_lookalikes(const struct snapshot *snapshot, const char *form, size_t length,
	uint32_t *numbers, size_t room)
{
	uint64_t hash = form_mix(form_sum(form, length));
	if ((snapshot->filter[filter_place(hash, snapshot->filter_mask)] & filter_bits(hash)) !=
		filter_bits(hash))
		return 0;
	size_t count = 0;
	size_t place = table_place(hash, snapshot->table_mask);
	for (size_t steps = 0; steps <= snapshot->table_mask; steps++) {
		const struct layout_slot *slot = &snapshot->table[place];
		place = (place + 1) & snapshot->table_mask;
		if (slot->name == 0)
			break;
		if (slot->fingerprint != (uint32_t)hash)
			continue;
		const char *name = snapshot_name(snapshot, slot->name - 1);
		char found[LIMIT_NAME_BYTES + 1];
		size_t name_length = name ? strlen(name) : LIMIT_NAME_BYTES + 1;
		if (name_length > LIMIT_NAME_BYTES ||
			name_lookalike(name, name_length, found) != length ||
			memcmp(found, form, length) != 0)
			continue;
		if (count < room)
			numbers[count] = slot->name - 1;
		count++;
	}
	/* The builder puts names of one form along the walk in rising order; a damaged file may
	 * not. */
	for (size_t i = 1; i < count && i < room; i++) {
		if (numbers[i - 1] < numbers[i])
			continue;
		qsort(numbers, count < room ? count : room, sizeof *numbers, compare_numbers);
		break;
	}
	return count;
}

uint32_t snapshot_find(const struct snapshot *snapshot, const char *canonical, size_t length)
{
	if (length > LIMIT_NAME_BYTES)
		return SNAPSHOT_NONE;
	char form[LIMIT_NAME_BYTES + 1];
	uint64_t hash = form_mix(form_sum(form, name_lookalike(canonical, length, form)));
	size_t place = table_place(hash, snapshot->table_mask);
	for (size_t steps = 0; steps <= snapshot->table_mask; steps++) {
		const struct layout_slot *slot = &snapshot->table[place];
		place = (place + 1) & snapshot->table_mask;
		if (slot->name == 0)
			break;
		if (slot->fingerprint != (uint32_t)hash)
			continue;
		const char *name = snapshot_name(snapshot, slot->name - 1);
		if (name != NULL && strlen(name) == length && memcmp(name, canonical, length) == 0)
			return slot->name - 1;
	}
	return SNAPSHOT_NONE;
}

/* The first number whose name is not below PREFIX in byte order; with AFTER, the first that is
 * above every name that begins with it. */
static uint32_t bound(
	const struct snapshot *snapshot, const char *prefix, size_t length, bool after)
{
	uint32_t low = 0, high = snapshot->info.name_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const char *name = snapshot_name(snapshot, middle);
		int order = name ? strncmp(name, prefix, length) : 1;
		if (order < 0 || (after && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void snapshot_prefix(const struct snapshot *snapshot, const char *prefix, size_t length,
	uint32_t *first, uint32_t *end)
{
	*first = bound(snapshot, prefix, length, false);
	*end = bound(snapshot, prefix, length, true);
	if (*end < *first)
		*end = *first;
}

uint32_t snapshot_word_count(const struct snapshot *snapshot, const char *word, size_t length)
{
	uint64_t hash = hash_bytes(word, length);
	size_t place = (size_t)(hash >> 32) & snapshot->word_mask;
	for (size_t steps = 0; steps <= snapshot->word_mask; steps++) {
		const struct layout_word *slot = &snapshot->words[place];
		place = (place + 1) & snapshot->word_mask;
		if (slot->offset == 0)
			return 0;
		bool inside = slot->offset - 1 < snapshot->names_size &&
			      length <= snapshot->names_size - (slot->offset - 1);
		if (slot->fingerprint == (uint32_t)hash && slot->length == length && inside &&
			memcmp(snapshot->names + slot->offset - 1, word, length) == 0)
			return slot->count;
	}
	return 0;
}

uint32_t snapshot_rank(const struct snapshot *snapshot, uint32_t number)
{
	return number < snapshot->info.name_count ? snapshot->ranks[number] : 0;
}

date snapshot_month(const struct snapshot *snapshot, uint32_t number)
{
	uint16_t months = number < snapshot->info.name_count ? snapshot->months[number] : 0;
	return months == 0 ? DATE_NONE : date_add_months(0, months - 1);
}

uint32_t snapshot_ranks(const struct snapshot *snapshot)
{
	return snapshot->ranked_count;
}

const char *snapshot_ranked(const struct snapshot *snapshot, uint32_t rank)
{
	if (rank == 0 || rank > snapshot->ranked_count)
		return NULL;
	uint32_t offset = snapshot->ranked[rank - 1];
	if (offset == 0 || offset - 1 >= snapshot->ranked_names_size)
		return NULL;
	return snapshot->ranked_names + offset - 1;
}

uint32_t snapshot_vocabulary(const struct snapshot *snapshot)
{
	return (uint32_t)snapshot->vocabulary_count;
}

const char *snapshot_word(
	const struct snapshot *snapshot, uint32_t number, size_t *length, uint32_t *count)
{
	if (number >= snapshot->vocabulary_count)
		return NULL;
	const struct layout_entry *word = &snapshot->vocabulary[number];
	if (word->offset > snapshot->names_size ||
		word->length > snapshot->names_size - word->offset ||
		word->length > VOCABULARY_LONGEST)
		return NULL;
	*length = word->length;
	*count = word->count;
	return snapshot->names + word->offset;
}

const struct snapshot_neighbour *snapshot_neighbours(const struct snapshot *snapshot,
	uint32_t number, enum snapshot_side side, size_t *count)
{
	*count = 0;
	if (number >= snapshot->vocabulary_count)
		return NULL;
	const struct layout_entry *word = &snapshot->vocabulary[number];
	uint32_t first = side == SNAPSHOT_FOLLOWERS ? word->followers : word->preceders;
	uint32_t end = side == SNAPSHOT_FOLLOWERS ? word[1].followers : word[1].preceders;
	if (first > end || end > snapshot->neighbour_counts[side])
		return NULL;
	*count = end - first;
	return snapshot->neighbours[side] + first;
}
