/* Building a snapshot: names in, the image of a snapshot file out. */
#include "registry/builder.h"
#include "base/intern.h"
#include "base/memory.h"
#include "names/name.h"
#include "registry/layout.h"
#include "registry/vocabulary.h"

#include <stdlib.h>
#include <string.h>

struct entry {
	uint64_t key;      /* the first eight bytes, so that comparing them orders most pairs */
	uint32_t offset;   /* of the canonical name in `text`, ended by NUL */
	uint16_t document; /* 0: a list, where names may repeat themselves */
	uint8_t length;
	uint8_t spelled; /* 1: as written it is another, which stands behind the canonical name */
};

_Static_assert(LIMIT_NAME_BYTES <= UINT8_MAX, "a name's length is kept in a byte");

struct builder {
	char *text;
	size_t text_length, text_room;
	ARRAY(struct entry) entries;
	bool sorted;                  /* entries arrived in byte order */
	uint16_t documents, document; /* begun; that of names added now */
	struct intern *left_out;
};

struct builder *builder_new(void)
{
	struct builder *builder = memory_new(1, sizeof *builder);
	builder->sorted = true;
	builder->left_out = intern_new();
	return builder;
}

void builder_free(struct builder *builder)
{
	if (builder == NULL)
		return;
	free(builder->text);
	array_release(&builder->entries);
	intern_free(builder->left_out);
	free(builder);
}

static uint64_t key_of(const char *name, size_t length)
{
	uint64_t key = 0;
	for (size_t i = 0; i < 8; i++)
		key = key << 8 | (i < length ? (unsigned char)name[i] : 0);
	return key;
}

void builder_document(struct builder *builder)
{
	/* Past 65,535 documents the last number serves on: a name may then seem to be repeated. */
	builder->documents += builder->documents < UINT16_MAX;
	builder->document = builder->documents;
}

void builder_list(struct builder *builder)
{
	builder->document = 0;
}

/* The name as it was written. */
static const char *spelling(const char *text, const struct entry *entry)
{
	return text + entry->offset + (entry->spelled ? entry->length + 1u : 0);
}

/* By canonical name, then document, then spelling, so that repeats are neighbours. */
static int compare_entries(const void *a, const void *b, void *context)
{
	const struct entry *left = a, *right = b;
	const char *text = context;
	if (left->key != right->key)
		return left->key < right->key ? -1 : 1;
	int order = strcmp(text + left->offset, text + right->offset);
	if (order != 0)
		return order;
	if (left->document != right->document)
		return left->document < right->document ? -1 : 1;
	return strcmp(spelling(text, left), spelling(text, right));
}

enum builder_answer builder_add(struct builder *builder, const char *name, size_t length)
{
	if (length > LIMIT_NAME_BYTES || !name_is_valid(name, length))
		return BUILDER_INVALID;
	size_t need = 2 * (length + 1);
	if (builder->entries.count >= LIMIT_SNAPSHOT_NAMES ||
		builder->text_length > UINT32_MAX - 2 * (LIMIT_NAME_BYTES + 1))
		return BUILDER_FULL;
	builder->text =
		memory_grow(builder->text, &builder->text_room, builder->text_length + need, 1);
	char *canonical = builder->text + builder->text_length;
	size_t canonical_length = name_canonical(name, length, canonical);
	struct entry entry = {.key = key_of(canonical, canonical_length),
		.offset = (uint32_t)builder->text_length,
		.document = builder->document,
		.length = (uint8_t)canonical_length};
	builder->text_length += canonical_length + 1;
	if (builder->document > 0 &&
		(length != canonical_length || memcmp(name, canonical, length) != 0)) {
		entry.spelled = 1;
		memcpy(builder->text + builder->text_length, name, length);
		builder->text[builder->text_length + length] = '\0';
		builder->text_length += length + 1;
	}
	if (builder->sorted && builder->entries.count > 0)
		builder->sorted =
			compare_entries(&builder->entries.items[builder->entries.count - 1], &entry,
				builder->text) <= 0;
	*array_add(&builder->entries) = entry;
	return BUILDER_ADDED;
}

void builder_leave_out(struct builder *builder, const char *name, size_t length)
{
	if (length > LIMIT_NAME_BYTES || !name_is_valid(name, length))
		return;
	char canonical[LIMIT_NAME_BYTES + 1];
	size_t canonical_length = name_canonical(name, length, canonical);
	intern_number(builder->left_out, canonical, canonical_length);
}

/* Whether two neighbours are one name written twice in one index document. */
static bool is_repeat(const char *text, const struct entry *left, const struct entry *right)
{
	return left->document != 0 && left->document == right->document &&
	       left->key == right->key && left->length == right->length &&
	       strcmp(spelling(text, left), spelling(text, right)) == 0;
}

/* Sorts, merges equal names and drops those left out; `entries` is what remains. */
static void settle(struct builder *builder, struct builder_counts *counts)
{
	struct entry *entries = builder->entries.items;
	if (!builder->sorted)
		qsort_r(entries, builder->entries.count, sizeof *entries, compare_entries,
			builder->text);
	bool any_left_out = intern_count(builder->left_out) > 0;
	bool *seen = memory_new(intern_count(builder->left_out) + 1, 1);
	size_t kept = 0;
	for (size_t i = 1; i < builder->entries.count && counts->repeated[0] == '\0'; i++) {
		if (is_repeat(builder->text, &entries[i - 1], &entries[i]))
			strcpy(counts->repeated, spelling(builder->text, &entries[i]));
	}
	for (size_t i = 0; i < builder->entries.count; i++) {
		const char *name = builder->text + entries[i].offset;
		uint32_t out = any_left_out
				       ? intern_find(builder->left_out, name, entries[i].length)
				       : INTERN_NONE;
		if (out != INTERN_NONE) {
			counts->left_out += !seen[out];
			seen[out] = true;
		} else if (kept > 0 && entries[kept - 1].length == entries[i].length &&
			   strcmp(builder->text + entries[kept - 1].offset, name) == 0) {
			counts->merged++;
		} else {
			entries[kept++] = entries[i];
		}
	}
	free(seen);
	builder->entries.count = kept;
	counts->names = (uint32_t)kept;
	counts->left_out_absent = intern_count(builder->left_out) - counts->left_out;
}

/* The image while it is written: one allocation, sections in order. */
struct image {
	char *bytes;
	struct layout_header *header;
	size_t size;
};

static void *section_of(const struct image *image, enum layout_section section)
{
	return image->bytes + image->header->sections[section].offset;
}

/* Fills a section from BYTES, which may be NULL where it is empty. */
static void put_section(const struct image *image, enum layout_section section, const void *bytes)
{
	size_t size = image->header->sections[section].size;
	if (size > 0)
		memcpy(section_of(image, section), bytes, size);
}

static size_t power_above(size_t count)
{
	size_t power = 64;
	while (power < count)
		power *= 2;
	return power;
}

/* The hash of the look-alike form of each name; its bits go into the filter. */
static uint64_t *hash_forms(const struct image *image, uint32_t count)
{
	const char *names = section_of(image, SECTION_NAMES);
	const uint32_t *offsets = section_of(image, SECTION_OFFSETS);
	uint64_t *filter = section_of(image, SECTION_FILTER);
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
static void hash_names(const struct image *image, uint32_t count)
{
	struct layout_slot *table = section_of(image, SECTION_TABLE);
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

/* Distinct words, counted once a name that holds them; grows as needed, then moves into the image.
 */
struct words {
	struct layout_word *slots;
	uint32_t *last; /* the name that counted a slot last, + 1 */
	size_t mask, count;
};

static size_t word_slot(const struct words *words, const char *names, const char *word,
	size_t length, uint64_t hash)
{
	for (size_t place = (size_t)(hash >> 32) & words->mask;;
		place = (place + 1) & words->mask) {
		const struct layout_word *slot = &words->slots[place];
		if (slot->offset == 0 ||
			(slot->fingerprint == (uint32_t)hash && slot->length == length &&
				memcmp(names + slot->offset - 1, word, length) == 0))
			return place;
	}
}

static void grow_words(struct words *words, const char *names)
{
	struct words larger = {.mask = words->mask * 2 + 1, .count = words->count};
	larger.slots = memory_new(larger.mask + 1, sizeof *larger.slots);
	larger.last = memory_new(larger.mask + 1, sizeof *larger.last);
	for (size_t i = 0; i <= words->mask; i++) {
		const struct layout_word *slot = &words->slots[i];
		if (slot->offset == 0)
			continue;
		const char *word = names + slot->offset - 1;
		uint64_t hash = hash_bytes(word, slot->length);
		size_t place = word_slot(&larger, names, word, slot->length, hash);
		larger.slots[place] = *slot;
		larger.last[place] = words->last[i];
	}
	free(words->slots);
	free(words->last);
	*words = larger;
}

static void count_word(
	struct words *words, const char *names, const char *word, size_t length, uint32_t name)
{
	uint64_t hash = hash_bytes(word, length);
	size_t place = word_slot(words, names, word, length, hash);
	struct layout_word *slot = &words->slots[place];
	if (slot->offset == 0) {
		*slot = (struct layout_word){
			(uint32_t)(word - names) + 1, 0, (uint32_t)length, (uint32_t)hash};
		words->count++;
	}
	slot->count += words->last[place] != name + 1;
	words->last[place] = name + 1;
	if (words->count * 2 > words->mask)
		grow_words(words, names);
}

static struct words count_words(const char *names, const uint32_t *offsets, uint32_t count)
{
	struct words words = {.mask = power_above(count / 2) - 1};
	words.slots = memory_new(words.mask + 1, sizeof *words.slots);
	words.last = memory_new(words.mask + 1, sizeof *words.last);
	for (uint32_t i = 0; i < count; i++) {
		const char *word = names + offsets[i];
		for (const char *end = word;; end++) {
			if (*end != '-' && *end != '\0')
				continue;
			count_word(&words, names, word, (size_t)(end - word), i);
			if (*end == '\0')
				break;
			word = end + 1;
		}
	}
	free(words.last);
	words.last = NULL;
	return words;
}

/* Ranks and months, joined with the embedded list: both are in byte order. */
static void join_list(const struct image *image, uint32_t count, const struct embedded_list *list)
{
	const char *names = section_of(image, SECTION_NAMES);
	const uint32_t *offsets = section_of(image, SECTION_OFFSETS);
	uint16_t *ranks = section_of(image, SECTION_RANKS);
	uint16_t *months = section_of(image, SECTION_MONTHS);
	uint32_t row = 0;
	for (uint32_t i = 0; i < count; i++) {
		int order = 1;
		while (row < list->count && (order = strcmp(list->text + list->rows[row].offset,
						     names + offsets[i])) < 0)
			row++;
		if (order == 0 && row < list->count) {
			ranks[i] = list->rows[row].rank;
			months[i] = list->rows[row].month;
		}
	}
}

static void write_ranked(const struct image *image, const struct embedded_list *list)
{
	uint32_t *ranked = section_of(image, SECTION_RANKED);
	char *names = section_of(image, SECTION_RANKED_NAMES);
	uint32_t at = 0;
	for (uint32_t i = 0; i < list->count; i++) {
		const struct embedded_row *row = &list->rows[i];
		if (row->rank == 0)
			continue;
		memcpy(names + at, list->text + row->offset, row->length + 1u);
		ranked[row->rank - 1] = at + 1;
		at += row->length + 1u;
	}
}

/* The highest rank, and the bytes of the ranked names with their NULs. */
static void measure_ranked(const struct embedded_list *list, size_t *ranks, size_t *bytes)
{
	*ranks = 0;
	*bytes = 0;
	for (uint32_t i = 0; i < list->count; i++) {
		if (list->rows[i].rank == 0)
			continue;
		*bytes += list->rows[i].length + 1u;
		if (list->rows[i].rank > *ranks)
			*ranks = list->rows[i].rank;
	}
}

/* Lays the sections out and allocates the image. */
static struct image lay_out(const size_t sizes[SECTIONS])
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

static void fill_header(const struct image *image, const struct builder_facts *facts,
	const struct builder_counts *counts)
{
	struct layout_header *header = image->header;
	header->name_count = counts->names;
	header->merged_count = counts->merged;
	header->serial = facts->serial;
	header->day = facts->day;
	header->embedded = facts->embedded;
	header->made = facts->made > 0 ? facts->made : -1;
	header->verified = facts->verified;
	strncpy(header->url, facts->url, sizeof header->url - 1);
	if (facts->etag != NULL)
		strncpy(header->etag, facts->etag, sizeof header->etag - 1);
	digest_names(
		header, section_of(image, SECTION_NAMES), header->sections[SECTION_NAMES].size);
	struct digest digest =
		digest_of(image->bytes + sizeof *header, image->size - sizeof *header);
	digest_format(&digest, header->body_digest);
	header->checksum = 0;
	header->checksum = hash_bytes(image->bytes, sizeof *header);
}

/* Names one after another, each ended by NUL, and where each begins; the caller frees both. */
static size_t pack_names(const struct builder *builder, char **names, uint32_t **offsets)
{
	size_t size = 0;
	for (size_t i = 0; i < builder->entries.count; i++)
		size += builder->entries.items[i].length + 1;
	*names = memory_new(size + 1, 1);
	*offsets = memory_new(builder->entries.count, sizeof **offsets);
	size_t at = 0;
	for (size_t i = 0; i < builder->entries.count; i++) {
		const struct entry *entry = &builder->entries.items[i];
		memcpy(*names + at, builder->text + entry->offset, entry->length + 1u);
		(*offsets)[i] = (uint32_t)at;
		at += entry->length + 1u;
	}
	return size;
}

void builder_finish(struct builder *builder, const struct builder_facts *facts, char **image_out,
	size_t *size_out, struct builder_counts *counts)
{
	*counts = (struct builder_counts){0};
	settle(builder, counts);
	char *names;
	uint32_t *offsets;
	size_t names_size = pack_names(builder, &names, &offsets), ranks, ranked_bytes;
	/* What came in is no longer needed, and the tables are large. */
	free(builder->text);
	builder->text = NULL;
	builder->text_length = builder->text_room = 0;
	array_release(&builder->entries);
	size_t count = counts->names;
	struct words words = count_words(names, offsets, counts->names);
	struct vocabulary vocabulary;
	vocabulary_count(
		&vocabulary, names, offsets, counts->names, words.slots, words.mask + 1);
	measure_ranked(facts->list, &ranks, &ranked_bytes);
	const size_t sizes[SECTIONS] = {
		[SECTION_NAMES] = names_size,
		[SECTION_OFFSETS] = count * sizeof(uint32_t),
		[SECTION_TABLE] = power_above(count * 3 / 2) * sizeof(struct layout_slot),
		/* Some 19 bits a name: one candidate in some 200 passes in vain. */
		[SECTION_FILTER] = power_above(count / 4) * sizeof(uint64_t),
		[SECTION_WORDS] = (words.mask + 1) * sizeof(struct layout_word),
		[SECTION_RANKS] = count * sizeof(uint16_t),
		[SECTION_MONTHS] = count * sizeof(uint16_t),
		[SECTION_RANKED] = ranks * sizeof(uint32_t),
		[SECTION_RANKED_NAMES] = ranked_bytes,
		[SECTION_VOCABULARY] =
			vocabulary.words.count * sizeof *vocabulary.words.items,
		[SECTION_FOLLOWERS] =
			vocabulary.followers.count * sizeof *vocabulary.followers.items,
		[SECTION_PRECEDERS] =
			vocabulary.preceders.count * sizeof *vocabulary.preceders.items,
	};
	struct image image = lay_out(sizes);
	put_section(&image, SECTION_NAMES, names);
	put_section(&image, SECTION_OFFSETS, offsets);
	put_section(&image, SECTION_WORDS, words.slots);
	put_section(&image, SECTION_VOCABULARY, vocabulary.words.items);
	put_section(&image, SECTION_FOLLOWERS, vocabulary.followers.items);
	put_section(&image, SECTION_PRECEDERS, vocabulary.preceders.items);
	vocabulary_release(&vocabulary);
	free(names);
	free(offsets);
	free(words.slots);
	hash_names(&image, counts->names);
	join_list(&image, counts->names, facts->list);
	write_ranked(&image, facts->list);
	fill_header(&image, facts, counts);
	*image_out = image.bytes;
	*size_out = image.size;
}
