/* Seeds: the set of internal names, and the table of readers. */
#include "inputs/seeds.h"
#include "base/digest.h"
#include "base/text.h"
#include "names/name.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct seed_reader requirements_reader;
extern const struct seed_reader list_reader;

const struct seed_reader *const seed_readers[] = {
	&requirements_reader,
	&list_reader, /* recognises everything: last */
	NULL,
};

const char *seed_kind_name(enum seed_kind kind)
{
	static const char *const names[] = {"requirement", "direct requirement", "list"};
	return names[kind];
}

struct seeds seeds_new(struct intern *pool)
{
	return (struct seeds){.pool = pool, .index = intern_new()};
}

void seeds_release(struct seeds *seeds)
{
	for (size_t i = 0; i < seeds->names.count; i++)
		array_release(&seeds->names.items[i].places);
	array_release(&seeds->names);
	array_release(&seeds->weaknesses);
	array_release(&seeds->skipped);
	array_release(&seeds->inputs);
	intern_free(seeds->index);
	seeds->index = NULL;
}

void seeds_skip(struct seeds *seeds, struct place place, const char *format, ...)
{
	char reason[LIMIT_MESSAGE_BYTES];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(reason, sizeof reason, format, arguments);
	va_end(arguments);
	*array_add(&seeds->skipped) = (struct skipped){place, intern_string(seeds->pool, reason)};
}

void seeds_weakness(struct seeds *seeds, const char *cause, struct place place, const char *what,
	const char *change)
{
	*array_add(&seeds->weaknesses) = (struct weakness){
		cause, place, intern_string(seeds->pool, what), intern_string(seeds->pool, change)};
}

/* How a message shows a name that is none: cut, since it may be of any length. */
enum { SHOWN_BYTES = 80 };

struct seed *seeds_add(struct seeds *seeds, enum seed_kind kind, const char *written, size_t length,
	struct place place)
{
	int shown = (int)(length < SHOWN_BYTES ? length : SHOWN_BYTES);
	if (!name_is_valid(written, length) || length > LIMIT_NAME_BYTES) {
		seeds_skip(seeds, place,
			"\"%.*s\" is no project name: letters, digits and . _ - between them",
			shown, written);
		return NULL;
	}
	if (seeds->names.count >= LIMIT_SEEDS) {
		seeds_skip(seeds, place, "more than %d names; split the input", LIMIT_SEEDS);
		return NULL;
	}
	char canonical[LIMIT_NAME_BYTES + 1];
	size_t canonical_length = name_canonical(written, length, canonical);
	uint32_t number = intern_number(seeds->index, canonical, canonical_length);
	const char *as_written = intern_text(seeds->pool, written, length);
	if (number == seeds->names.count)
		*array_add(&seeds->names) =
			(struct seed){.name = intern_text(seeds->pool, canonical, canonical_length),
				.written = as_written,
				.kind = kind,
				.since = DATE_NONE};
	struct seed *seed = &seeds->names.items[number];
	if (kind > seed->kind)
		seed->kind = kind;
	if (strcmp(as_written, seed->written) < 0)
		seed->written = as_written;
	*array_add(&seed->places) = place;
	seed->weight++; /* this mention; a list's column replaces it */
	seeds->inputs.items[seeds->inputs.count - 1].seed_count++;
	return seed;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

enum error seeds_read(struct seeds *seeds, const char *path, struct failure *failure)
{
	struct file file;
	enum error error = file_read(&file, path, LIMIT_FILE_BYTES, failure);
	if (error != OK)
		return error;
	error = file_must_be_text(&file, failure);
	if (error == OK) {
		const struct seed_reader *const *reader = seed_readers;
		while (!(*reader)->recognises(base_name(file.name), &file))
			reader++;
		file.name = intern_string(seeds->pool, file.name);
		struct seed_input input = {.file = file.name, .format = (*reader)->name};
		struct digest digest = digest_of(file.bytes, file.length);
		digest_format(&digest, input.digest);
		*array_add(&seeds->inputs) = input;
		size_t number = seeds->inputs.count - 1;
		size_t weaknesses = seeds->weaknesses.count, skipped = seeds->skipped.count;
		error = (*reader)->read(seeds, &file, failure);
		bool nothing = seeds->inputs.items[number].seed_count == 0 &&
			       seeds->weaknesses.count == weaknesses;
		if (error == OK && nothing && seeds->skipped.count > skipped) {
			const struct skipped *first = &seeds->skipped.items[skipped];
			error = fail(failure, ERR_INPUT,
				"%s:%zu: no line can be used; the first: %s", first->place.file,
				first->place.line, first->reason);
		} else if (error == OK && nothing) {
			error = fail(failure, ERR_INPUT, "%s: holds no name", file.name);
		}
	}
	file_release(&file);
	return error;
}

static int compare_places(const void *a, const void *b)
{
	const struct place *left = a, *right = b;
	int order = strcmp(left->file, right->file);
	return order ? order : (left->line > right->line) - (left->line < right->line);
}

static int compare_seeds(const void *a, const void *b)
{
	return strcmp(((const struct seed *)a)->name, ((const struct seed *)b)->name);
}

static int compare_weaknesses(const void *a, const void *b)
{
	const struct weakness *left = a, *right = b;
	int order = strcmp(left->cause, right->cause);
	order = order ? order : compare_places(&left->place, &right->place);
	return order ? order : strcmp(left->what, right->what);
}

static int compare_skipped(const void *a, const void *b)
{
	const struct skipped *left = a, *right = b;
	int order = compare_places(&left->place, &right->place);
	return order ? order : strcmp(left->reason, right->reason);
}

static int compare_inputs(const void *a, const void *b)
{
	return strcmp(((const struct seed_input *)a)->file, ((const struct seed_input *)b)->file);
}

#define SORT(array, compare)                                                                       \
	do {                                                                                       \
		if ((array)->count > 1)                                                            \
			qsort((array)->items, (array)->count, sizeof *(array)->items, compare);    \
	} while (0)

void seeds_finish(struct seeds *seeds)
{
	for (size_t i = 0; i < seeds->names.count; i++)
		SORT(&seeds->names.items[i].places, compare_places);
	SORT(&seeds->names, compare_seeds);
	SORT(&seeds->weaknesses, compare_weaknesses);
	SORT(&seeds->skipped, compare_skipped);
	SORT(&seeds->inputs, compare_inputs);
}

static int compare_to_seed(const void *key, const void *element)
{
	return strcmp(key, ((const struct seed *)element)->name);
}

const struct seed *seeds_find(const struct seeds *seeds, const char *name)
{
	if (seeds->names.count == 0)
		return NULL;
	return bsearch(name, seeds->names.items, seeds->names.count, sizeof *seeds->names.items,
		compare_to_seed);
}
