/* Hallucination corpora: merged by name, told apart, and how often each came back. */
#include "corpus/corpus.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/progress.h"
#include "base/say.h"
#include "base/text.h"
#include "corpus/meaning.h"
#include "corpus/reader.h"
#include "corpus/tally.h"
#include "names/name.h"

#include <stdlib.h>
#include <string.h>

const char *corpus_class_name(enum corpus_class class)
{
	static const char *const names[CORPUS_CLASSES] = {"invented", "registered", "stdlib",
		"module", "submodule", "placeholder", "prose", "invalid", "local", "quoted"};
	return names[class];
}

struct corpus corpus_new(struct intern *pool)
{
	return (struct corpus){.pool = pool, .index = intern_new()};
}

void corpus_release(struct corpus *corpus)
{
	for (size_t i = 0; i < corpus->names.count; i++)
		array_release(&corpus->names.items[i].mentions);
	array_release(&corpus->names);
	array_release(&corpus->sources);
	intern_free(corpus->index);
	corpus->index = NULL;
}

/* The file's name without folders and endings; the whole path where another source has that. */
static const char *source_name(const struct corpus *corpus, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;
	const char *name = intern_text(corpus->pool, base, strcspn(base, "."));
	for (size_t i = 0; i < corpus->sources.count; i++) {
		if (corpus->sources.items[i].name == name)
			return intern_string(corpus->pool, path);
	}
	return name;
}

static struct mention *mention_of(struct corpus_name *name, uint32_t source)
{
	for (size_t i = name->mentions.count; i-- > 0;) {
		if (name->mentions.items[i].source == source)
			return &name->mentions.items[i];
	}
	struct mention *mention = array_add(&name->mentions);
	*mention = (struct mention){.source = source};
	return mention;
}

static uint32_t larger(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

enum error corpus_add(struct corpus *corpus, const struct corpus_row *row, struct failure *failure)
{
	(void)failure;
	struct corpus_source *source = &corpus->sources.items[corpus->sources.count - 1];
	char canonical[LIMIT_NAME_BYTES + 1];
	const char *text = row->name;
	size_t length = row->length;
	source->row_count++;
	/* What is no name keeps its spelling, cut, so that it can be counted and shown. */
	if (length > LIMIT_NAME_BYTES)
		length = LIMIT_NAME_BYTES;
	if (name_is_valid(row->name, row->length) && length == row->length) {
		length = name_canonical(row->name, length, canonical);
		text = canonical;
	}
	progress_show(corpus->progress, source->row_count);
	if (corpus->names.count >= LIMIT_CORPUS_NAMES &&
		intern_find(corpus->index, text, length) == INTERN_NONE) {
		source->left_out_count++;
		corpus->left_out_count++;
		return OK;
	}
	uint32_t number = intern_number(corpus->index, text, length);
	const char *written = intern_text(corpus->pool, row->name,
		row->length < LIMIT_NAME_BYTES ? row->length : LIMIT_NAME_BYTES);
	if (number == corpus->names.count)
		*array_add(&corpus->names) =
			(struct corpus_name){.name = intern_text(corpus->pool, text, length),
				.written = written,
				.first_seen = DATE_NONE};
	struct corpus_name *name = &corpus->names.items[number];
	if (strcmp(written, name->written) < 0)
		name->written = written;
	if (row->first_seen != DATE_NONE &&
		(name->first_seen == DATE_NONE || row->first_seen < name->first_seen))
		name->first_seen = row->first_seen;
	struct mention *mention = mention_of(name, (uint32_t)corpus->sources.count - 1);
	uint32_t runs = row->runs > 0 ? row->runs : 1;
	mention->runs = runs > UINT32_MAX - mention->runs ? UINT32_MAX : mention->runs + runs;
	mention->prompts = larger(mention->prompts, row->prompts);
	mention->models = larger(mention->models, row->models);
	mention->said = add_runs(mention->said, row->said);
	mention->asked = add_runs(mention->asked, row->asked);
	return OK;
}

enum error corpus_read(struct corpus *corpus, const char *path, const char *digest, uint32_t trust,
	struct failure *failure)
{
	struct file file;
	enum error error = file_read(&file, path, LIMIT_BULK_BYTES, failure);
	if (error != OK)
		return error;
	struct corpus_source source = {.file = intern_string(corpus->pool, path), .trust = trust};
	struct digest found = digest_of(file.bytes, file.length);
	digest_format(&found, source.digest);
	source.name = source_name(corpus, path);
	error = file_must_be_text(&file, failure);
	if (error == OK && digest != NULL && strcmp(digest, source.digest) != 0)
		error = fail(failure, ERR_INPUT,
			"%s: has the digest %s, the policy names %.64s; look at what changed, "
			"then write the new digest into the policy",
			path, source.digest, digest);
	if (error == OK) {
		*array_add(&corpus->sources) = source;
		error = corpus_parse(corpus, &file, failure);
	}
	if (error == OK && corpus->sources.items[corpus->sources.count - 1].row_count == 0)
		error = fail(failure, ERR_INPUT, "%s: holds no name", path);
	file_release(&file);
	return error;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct corpus_name *)a)->name, ((const struct corpus_name *)b)->name);
}

static int compare_mentions(const void *a, const void *b)
{
	const struct mention *left = a, *right = b;
	return (left->source > right->source) - (left->source < right->source);
}

/* The sources in the order of name, then digest; *PLACES[old] is the new number. */
static uint32_t *sort_sources(struct corpus *corpus)
{
	size_t count = corpus->sources.count;
	uint32_t *places = memory_new(count, sizeof *places);
	struct corpus_source *sorted = memory_new(count, sizeof *sorted);
	for (size_t i = 0; i < count; i++) {
		const struct corpus_source *source = &corpus->sources.items[i];
		for (size_t k = 0; k < count; k++) {
			const struct corpus_source *other = &corpus->sources.items[k];
			int order = strcmp(other->name, source->name);
			order = order ? order : strcmp(other->digest, source->digest);
			places[i] += order < 0 || (order == 0 && k < i);
		}
		sorted[places[i]] = *source;
	}
	if (count > 0)
		memcpy(corpus->sources.items, sorted, count * sizeof *sorted);
	free(sorted);
	return places;
}

bool corpus_say_left_out(const struct corpus *corpus)
{
	for (size_t i = 0; i < corpus->sources.count; i++) {
		const struct corpus_source *source = &corpus->sources.items[i];
		if (source->left_out_count > 0)
			say_warning("%s: %zu of %zu rows were left out: all corpora together may "
				    "hold %d names (LIMIT_CORPUS_NAMES); give the names that "
				    "come back most first",
				source->file, source->left_out_count, source->row_count,
				LIMIT_CORPUS_NAMES);
	}
	return corpus->left_out_count > 0;
}

uint32_t corpus_rate(const struct mention *mention, uint32_t cap, uint32_t half)
{
	uint64_t rate = UINT64_C(1000000) * mention->runs / ((uint64_t)mention->runs + half);
	if (mention->asked > 0)
		rate = recurrence_of_counts(mention->said, mention->asked).low;
	return rate < cap ? (uint32_t)rate : cap;
}

/* 1 - prod(1 - trust * min(cap, runs / (runs + half))) over sources, in millionths. */
static uint32_t recurrence_of(
	const struct corpus *corpus, const struct corpus_name *name, uint32_t cap, uint32_t half)
{
	const uint64_t whole = 1000000;
	uint64_t left = whole;
	for (size_t i = 0; i < name->mentions.count; i++) {
		const struct mention *mention = &name->mentions.items[i];
		uint64_t rate = (uint64_t)corpus_rate(mention, cap, half) *
				corpus->sources.items[mention->source].trust / whole;
		left = left * (whole - rate) / whole;
	}
	return (uint32_t)(whole - left);
}

static int compare_to_name(const void *key, const void *element)
{
	return strcmp(key, ((const struct corpus_name *)element)->name);
}

const struct corpus_name *corpus_find(const struct corpus *corpus, const char *name)
{
	if (corpus->names.count == 0)
		return NULL;
	return bsearch(name, corpus->names.items, corpus->names.count, sizeof *corpus->names.items,
		compare_to_name);
}

static void add_count(struct text *out, const char *before, uint32_t count, const char *thing)
{
	if (count > 0)
		text_addf(out, "%s%u %s%s", before, count, thing, count == 1 ? "" : "s");
}

void corpus_said(const struct corpus_name *name, struct text *out)
{
	uint32_t runs = 0, said = 0, asked = 0, prompts = 0, models = 0;
	for (size_t i = 0; i < name->mentions.count; i++) {
		const struct mention *mention = &name->mentions.items[i];
		runs = add_runs(runs, mention->runs);
		said = add_runs(said, mention->said);
		asked = add_runs(asked, mention->asked);
		prompts = add_runs(prompts, mention->prompts);
		models = larger(models, mention->models);
	}
	text_add(out, "said in ");
	if (asked > 0 && said == runs)
		text_addf(out, "%u of ", said);
	add_count(out, "", asked > 0 && said == runs ? asked : runs, "answer");
	add_count(out, " to ", prompts, "prompt");
	add_count(out, " by ", models, "model");
}

void corpus_finish(struct corpus *corpus, const struct rules *rules, uint32_t cap, uint32_t half)
{
	struct meaning *meaning = meaning_new(rules);
	uint32_t *places = sort_sources(corpus);
	if (corpus->names.count > 1)
		qsort(corpus->names.items, corpus->names.count, sizeof *corpus->names.items,
			compare_names);
	for (size_t i = 0; i < corpus->names.count; i++) {
		struct corpus_name *name = &corpus->names.items[i];
		for (size_t k = 0; k < name->mentions.count; k++)
			name->mentions.items[k].source = places[name->mentions.items[k].source];
		qsort(name->mentions.items, name->mentions.count, sizeof *name->mentions.items,
			compare_mentions);
		name->class = meaning_class(meaning, name->name, name->written, false);
		name->recurrence = recurrence_of(corpus, name, cap, half);
		corpus->class_count[name->class]++;
		for (size_t k = 0; k < name->mentions.count; k++)
			corpus->sources.items[name->mentions.items[k].source]
				.class_count[name->class]++;
	}
	free(places);
	meaning_free(meaning);
}
