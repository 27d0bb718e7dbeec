/* Building a snapshot: names in, the image of a snapshot file out. */
#include "registry/builder.h"
#include "base/intern.h"
#include "base/memory.h"
#include "names/name.h"
#include "registry/image.h"
#include "registry/vocabulary.h"
#include "registry/word_table.h"

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

/* Names one after another, each ended by NUL; the caller frees. */
static char *pack_names(const struct builder *builder, size_t *size)
{
	*size = 0;
	for (size_t i = 0; i < builder->entries.count; i++)
		*size += builder->entries.items[i].length + 1;
	char *names = memory_new(*size + 1, 1), *at = names;
	for (size_t i = 0; i < builder->entries.count; i++) {
		const struct entry *entry = &builder->entries.items[i];
		memcpy(at, builder->text + entry->offset, entry->length + 1u);
		at += entry->length + 1;
	}
	return names;
}

/* Where each of COUNT packed names begins; the caller frees. */
static uint32_t *offsets_of(const char *names, uint32_t count)
{
	uint32_t *offsets = memory_new(count, sizeof *offsets);
	const char *at = names;
	for (uint32_t i = 0; i < count; i++, at += strlen(at) + 1)
		offsets[i] = (uint32_t)(at - names);
	return offsets;
}

/* The tables of a snapshot, before its image: of their sizes most are known only now. */
struct tables {
	char *names;
	size_t names_size;
	uint32_t *offsets;
	uint32_t count;
	struct popularity popularity;
	struct word_table words;
	struct vocabulary vocabulary;
};

/* What came in is given back on the way: the tables are large. */
static struct tables make_tables(struct builder *builder, struct embedded_list *list)
{
	struct tables tables = {.count = (uint32_t)builder->entries.count};
	tables.names = pack_names(builder, &tables.names_size);
	free(builder->text);
	builder->text = NULL;
	builder->text_length = builder->text_room = 0;
	array_release(&builder->entries);
	tables.offsets = offsets_of(tables.names, tables.count);
	tables.popularity = popularity_new(list, tables.names, tables.offsets, tables.count);
	embedded_list_release(list);
	tables.words = word_table_new(tables.names, tables.offsets, tables.count);
	vocabulary_count(&tables.vocabulary, tables.names, tables.offsets, tables.count,
		tables.words.slots, tables.words.slot_count);
	return tables;
}

/* The tables move into the image one by one, so that both are never whole. */
static struct image move_into_image(const struct tables *tables)
{
	const struct vocabulary *vocabulary = &tables->vocabulary;
	size_t count = tables->count;
	const size_t sizes[SECTIONS] = {
		[SECTION_NAMES] = tables->names_size,
		[SECTION_OFFSETS] = count * sizeof(uint32_t),
		[SECTION_TABLE] = layout_power(count * 3 / 2) * sizeof(struct layout_slot),
		/* Some 19 bits a name: one candidate in some 200 passes in vain. */
		[SECTION_FILTER] = layout_power(count / 4) * sizeof(uint64_t),
		[SECTION_WORDS] = tables->words.slot_count * sizeof(struct layout_word),
		[SECTION_RANKS] = count * sizeof(uint16_t),
		[SECTION_MONTHS] = count * sizeof(uint16_t),
		[SECTION_RANKED] = tables->popularity.ranked_count * sizeof(uint32_t),
		[SECTION_RANKED_NAMES] = tables->popularity.ranked_bytes,
		[SECTION_VOCABULARY] = vocabulary->words.count * sizeof *vocabulary->words.items,
		[SECTION_FOLLOWERS] =
			vocabulary->followers.count * sizeof *vocabulary->followers.items,
		[SECTION_PRECEDERS] =
			vocabulary->preceders.count * sizeof *vocabulary->preceders.items,
	};
	struct image image = image_new(sizes);
	image_take(&image, SECTION_NAMES, tables->names);
	image_take(&image, SECTION_OFFSETS, tables->offsets);
	image_take(&image, SECTION_WORDS, tables->words.slots);
	image_take(&image, SECTION_RANKS, tables->popularity.ranks);
	image_take(&image, SECTION_MONTHS, tables->popularity.months);
	image_take(&image, SECTION_RANKED, tables->popularity.ranked);
	image_take(&image, SECTION_RANKED_NAMES, tables->popularity.ranked_names);
	image_take(&image, SECTION_VOCABULARY, vocabulary->words.items);
	image_take(&image, SECTION_FOLLOWERS, vocabulary->followers.items);
	image_take(&image, SECTION_PRECEDERS, vocabulary->preceders.items);
	return image;
}

static void put_facts(struct layout_header *header, const struct builder_facts *facts,
	const struct builder_counts *counts)
{
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
}

void builder_finish(struct builder *builder, const struct builder_facts *facts, char **image_out,
	size_t *size_out, struct builder_counts *counts)
{
	*counts = (struct builder_counts){0};
	settle(builder, counts);
	struct tables tables = make_tables(builder, facts->list);
	struct image image = move_into_image(&tables);
	image_hash_names(&image, counts->names);
	put_facts(image.header, facts, counts);
	image_finish(&image);
	*image_out = image.bytes;
	*size_out = image.size;
}
