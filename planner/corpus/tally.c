/* A corpus that is being counted. */
#include "corpus/tally.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"
#include "corpus/meaning.h"
#include "names/name.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct tally tally_new(uint32_t example_limit)
{
	return (struct tally){.pool = intern_new(),
		.index = intern_new(),
		.prompts = {.ceiling = UINT64_MAX, .limit = LIMIT_PROMPTS},
		.example_limit = example_limit};
}

void tally_release(struct tally *tally)
{
	for (size_t i = 0; i < tally->names.count; i++) {
		struct tally_name *name = &tally->names.items[i];
		sample_release(&name->prompts);
		sample_release(&name->models);
		sample_release(&name->sources);
		sample_release(&name->examples);
	}
	array_release(&tally->names);
	sample_release(&tally->models);
	free(tally->prompts.keys);
	free(tally->prompts.runs);
	intern_free(tally->pool);
	intern_free(tally->index);
}

/* ---- prompts of the whole ---- */

static void prompt_table_resize(struct prompt_table *table, size_t room)
{
	struct prompt_table larger = {.keys = memory_new(room, sizeof *larger.keys),
		.runs = memory_new(room, sizeof *larger.runs),
		.room = room,
		.ceiling = table->ceiling,
		.limit = table->limit};
	for (size_t i = 0; i < table->room; i++) {
		if (table->keys[i] != 0)
			prompt_table_add(&larger, table->keys[i], table->runs[i]);
	}
	free(table->keys);
	free(table->runs);
	*table = larger;
}

static int compare_keys(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return (left > right) - (left < right);
}

/* Drops the larger digests above the limit; they stay dropped. */
static void prompt_table_prune(struct prompt_table *table)
{
	if (table->count <= table->limit)
		return;
	uint64_t *keys = memory_new(table->count, sizeof *keys);
	size_t count = 0;
	for (size_t i = 0; i < table->room; i++) {
		if (table->keys[i] != 0)
			keys[count++] = table->keys[i];
	}
	qsort(keys, count, sizeof *keys, compare_keys);
	table->ceiling = keys[table->limit - 1];
	free(keys);
	prompt_table_resize(table, table->room);
}

void prompt_table_add(struct prompt_table *table, uint64_t key, uint32_t runs)
{
	if (key == 0 || key > table->ceiling)
		return;
	if (table->count * 2 >= table->room)
		prompt_table_resize(table, table->room ? table->room * 2 : 64);
	size_t place = key & (table->room - 1);
	while (table->keys[place] != 0 && table->keys[place] != key)
		place = (place + 1) & (table->room - 1);
	if (table->keys[place] == 0) {
		table->keys[place] = key;
		table->count++;
	}
	table->runs[place] = add_runs(table->runs[place], runs);
	if (table->count >= 2 * table->limit)
		prompt_table_prune(table);
}

uint32_t prompt_table_runs(const struct prompt_table *table, uint64_t key)
{
	if (table->room == 0)
		return 0;
	size_t place = key & (table->room - 1);
	while (table->keys[place] != 0 && table->keys[place] != key)
		place = (place + 1) & (table->room - 1);
	return table->keys[place] == key ? table->runs[place] : 0;
}

/* ---- counting ---- */

/* Text that can be written and read back, of at most LIMIT_NAME_BYTES: what is no UTF-8 is taken as
 * Latin-1, as escape_name() shows it, and NUL as U+FFFD. Mostly it is BYTES itself. */
static const char *clean(struct tally *tally, const char *bytes, size_t *length)
{
	enum { MOST = 4 }; /* bytes of a code point */
	if (*length <= LIMIT_NAME_BYTES && utf8_valid_length(bytes, *length) == *length &&
		memchr(bytes, '\0', *length) == NULL)
		return bytes;
	autotext struct text made = text_new(LIMIT_NAME_BYTES);
	for (size_t at = 0; at < *length && made.length + MOST <= LIMIT_NAME_BYTES;) {
		uint32_t code_point;
		size_t taken = utf8_read(bytes + at, *length - at, &code_point);
		unsigned char byte = (unsigned char)bytes[at];
		if (taken > 0 && byte != '\0')
			text_add_bytes(&made, bytes + at, taken);
		else if (byte == '\0')
			text_add(&made, "\xef\xbf\xbd");
		else
			text_addf(&made, "%c%c", 0xc0 | byte >> 6, 0x80 | (byte & 0x3f));
		at += taken > 0 ? taken : 1;
	}
	*length = made.length;
	return intern_text(tally->pool, made.bytes, made.length);
}

static void add_label(struct tally *tally, struct sample *sample, size_t limit, const char *label,
	size_t length, uint32_t runs)
{
	if (limit == 0)
		return;
	label = clean(tally, label, &length);
	uint64_t key = hash_bytes(label, length);
	sample_add(sample, limit, key, intern_text(tally->pool, label, length), runs);
}

void tally_answer(struct tally *tally, const struct tallied *answer)
{
	tally->answers++;
	if (answer->prompt != 0)
		prompt_table_add(&tally->prompts, answer->prompt, 1);
	add_label(tally, &tally->models, LIMIT_MODELS, answer->model, answer->model_length, 1);
}

uint32_t tally_number(struct tally *tally, const char *written, size_t length)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	written = clean(tally, written, &length);
	const char *text = written;
	size_t size = length;
	if (name_is_valid(written, length)) {
		size = name_canonical(written, length, canonical);
		text = canonical;
	}
	uint32_t number = intern_number(tally->index, text, size);
	if (number == tally->names.count)
		*array_add(&tally->names) =
			(struct tally_name){.name = intern_text(tally->pool, text, size),
				.written = intern_text(tally->pool, written, length),
				.first_seen = DATE_NONE,
				.last_seen = DATE_NONE};
	struct tally_name *name = &tally->names.items[number];
	size_t known = strlen(name->written), shared = known < length ? known : length;
	int order = memcmp(written, name->written, shared);
	if (order < 0 || (order == 0 && length < known))
		name->written = intern_text(tally->pool, written, length);
	return number;
}

static void widen(struct tally_name *name, date first, date last)
{
	if (first != DATE_NONE && (name->first_seen == DATE_NONE || first < name->first_seen))
		name->first_seen = first;
	if (last != DATE_NONE && (name->last_seen == DATE_NONE || last > name->last_seen))
		name->last_seen = last;
}

void tally_say(struct tally *tally, const struct tallied *answer, const struct tallied_name *said)
{
	struct tally_name *name = &tally->names.items[said->number];
	bool spoken = false;
	for (size_t i = 0; i < SIGHTING_KINDS; i++) {
		name->kinds[i] += said->kinds[i] && name->kinds[i] < UINT32_MAX;
		spoken = spoken || (said->kinds[i] && i != SIGHTING_QUOTED);
	}
	if (!spoken) {
		name->quoted = add_runs(name->quoted, 1);
		return;
	}
	if (said->local) {
		name->local = add_runs(name->local, 1);
		return;
	}
	name->runs = add_runs(name->runs, 1);
	name->echoed = add_runs(name->echoed, said->echoed);
	widen(name, answer->day, answer->day);
	if (answer->prompt != 0)
		sample_add(&name->prompts, LIMIT_NAME_PROMPTS, answer->prompt, NULL, 1);
	add_label(tally, &name->models, LIMIT_NAME_MODELS, answer->model, answer->model_length, 1);
	add_label(tally, &name->sources, LIMIT_NAME_SOURCES, answer->source, answer->source_length,
		1);
	add_label(tally, &name->examples, tally->example_limit, answer->id, answer->id_length, 1);
}

/* ---- merging ---- */

static void merge_labels(
	struct tally *into, struct sample *sample, size_t limit, const struct sample *from)
{
	for (uint32_t i = 0; i < from->count; i++) {
		const struct sampled *item = &from->items[i];
		const char *label = item->label ? intern_string(into->pool, item->label) : NULL;
		if (limit > 0)
			sample_add(sample, limit, item->key, label, item->runs);
	}
}

static void merge_name(struct tally *into, const struct tally_name *from)
{
	uint32_t number = tally_number(into, from->written, strlen(from->written));
	struct tally_name *name = &into->names.items[number];
	name->runs = add_runs(name->runs, from->runs);
	name->echoed = add_runs(name->echoed, from->echoed);
	name->local = add_runs(name->local, from->local);
	name->quoted = add_runs(name->quoted, from->quoted);
	for (size_t i = 0; i < SIGHTING_KINDS; i++)
		name->kinds[i] = add_runs(name->kinds[i], from->kinds[i]);
	widen(name, from->first_seen, from->last_seen);
	merge_labels(into, &name->prompts, LIMIT_NAME_PROMPTS, &from->prompts);
	merge_labels(into, &name->models, LIMIT_NAME_MODELS, &from->models);
	merge_labels(into, &name->sources, LIMIT_NAME_SOURCES, &from->sources);
	merge_labels(into, &name->examples, into->example_limit, &from->examples);
}

void tally_merge(struct tally *into, const struct tally *from)
{
	for (size_t i = 0; i < from->names.count; i++)
		merge_name(into, &from->names.items[i]);
	for (size_t i = 0; i < from->prompts.room; i++) {
		if (from->prompts.keys[i] != 0)
			prompt_table_add(
				&into->prompts, from->prompts.keys[i], from->prompts.runs[i]);
	}
	merge_labels(into, &into->models, LIMIT_MODELS, &from->models);
	into->records += from->records;
	into->answers += from->answers;
	into->without_answer += from->without_answer;
	into->unreadable += from->unreadable;
	into->left_out += from->left_out;
}

/* ---- meaning ---- */

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct tally_name *)a)->name, ((const struct tally_name *)b)->name);
}

void tally_settle(struct tally *tally)
{
	prompt_table_prune(&tally->prompts);
	/* From here on nothing is counted any more: the index is of no use. */
	if (tally->names.count > 1)
		qsort(tally->names.items, tally->names.count, sizeof *tally->names.items,
			compare_names);
}

static enum corpus_class class_of(const struct meaning *meaning, const struct tally_name *name)
{
	if (name->runs == 0)
		return name->local > 0 ? CORPUS_LOCAL : CORPUS_QUOTED;
	bool imported = name->kinds[SIGHTING_CONDA] == 0 && name->kinds[SIGHTING_INSTALL] == 0 &&
			name->kinds[SIGHTING_MANIFEST] == 0 && name->kinds[SIGHTING_TOOL] == 0;
	return meaning_class(meaning, name->name, name->written, imported);
}

void tally_classify(struct tally *tally, const struct rules *rules)
{
	struct meaning *meaning = meaning_new(rules);
	tally_settle(tally);
	memset(tally->class_count, 0, sizeof tally->class_count);
	for (size_t i = 0; i < tally->names.count; i++) {
		struct tally_name *name = &tally->names.items[i];
		name->class = class_of(meaning, name);
		tally->class_count[name->class]++;
	}
	meaning_free(meaning);
}

/* ---- recurrence ---- */

struct recurrence recurrence_of_counts(uint32_t said, uint32_t asked)
{
	const double z = 1.959963984540054; /* 95 % */
	struct recurrence result = {.said = said, .asked = asked};
	if (asked == 0)
		return result;
	if (said > asked)
		said = asked;
	double n = asked, p = said / n, square = z * z;
	double middle = p + square / (2 * n), whole = 1 + square / n;
	double half = z * sqrt(p * (1 - p) / n + square / (4 * n * n));
	double low = (middle - half) / whole, high = (middle + half) / whole;
	result.rate = (uint32_t)(1e6 * p);
	result.low = said == 0 || low < 0 ? 0 : (uint32_t)(1e6 * low);
	result.high = said == asked || high > 1 ? 1000000 : (uint32_t)(1e6 * high);
	return result;
}

struct recurrence tally_recurrence(const struct tally *tally, const struct tally_name *name)
{
	uint32_t said = 0, asked = 0;
	for (uint32_t i = 0; i < name->prompts.count; i++) {
		const struct sampled *prompt = &name->prompts.items[i];
		uint32_t runs = prompt_table_runs(&tally->prompts, prompt->key);
		if (runs == 0 || prompt->key > tally->prompts.ceiling)
			continue;
		said = add_runs(said, prompt->runs);
		asked = add_runs(asked, runs);
	}
	return recurrence_of_counts(said, asked);
}
