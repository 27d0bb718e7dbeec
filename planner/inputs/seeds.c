/* Seeds: the set of internal names. */
#include "inputs/seeds_inner.h"
#include "base/text.h"
#include "inputs/url.h"
#include "names/name.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *seed_kind_name(enum seed_kind kind)
{
	static const char *const names[] = {"requirement", "public requirement",
		"forge requirement", "project", "indexed requirement", "direct requirement",
		"list"};
	return names[kind];
}

struct seeds seeds_new(struct intern *pool)
{
	return (struct seeds){.pool = pool,
		.index = intern_new(),
		.spellings = intern_new(),
		.repositories = intern_new(),
		.included = intern_new(),
		.read = intern_new()};
}

void seeds_release(struct seeds *seeds)
{
	for (size_t i = 0; i < seeds->names.count; i++) {
		array_release(&seeds->names.items[i].places);
		array_release(&seeds->names.items[i].repositories);
		array_release(&seeds->names.items[i].indexes);
	}
	array_release(&seeds->names);
	array_release(&seeds->aliases);
	array_release(&seeds->weaknesses);
	array_release(&seeds->skipped);
	array_release(&seeds->inputs);
	array_release(&seeds->owners);
	array_release(&seeds->of_spellings);
	array_release(&seeds->files);
	array_release(&seeds->same_repository);
	intern_free(seeds->index);
	intern_free(seeds->spellings);
	intern_free(seeds->repositories);
	intern_free(seeds->read);
	intern_free(seeds->included);
	seeds->index = seeds->spellings = seeds->repositories = seeds->read = NULL;
	seeds->included = NULL;
}

static const char *clean_sentence(struct seeds *seeds, const char *sentence)
{
	autotext struct text shown = text_new(2 * LIMIT_MESSAGE_BYTES);
	without_secrets(&shown, sentence, strlen(sentence));
	return intern_string(seeds->pool, shown.bytes);
}

void seeds_skip(struct seeds *seeds, struct place place, const char *format, ...)
{
	char reason[LIMIT_MESSAGE_BYTES];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(reason, sizeof reason, format, arguments);
	va_end(arguments);
	*array_add(&seeds->skipped) = (struct skipped){place, clean_sentence(seeds, reason)};
}

void seeds_skip_failure(struct seeds *seeds, const char *file, const struct failure *failure)
{
	const char *sentence = failure->text;
	size_t length = strlen(file);
	struct place place = {intern_string(seeds->pool, file), 1};
	if (strncmp(sentence, file, length) == 0 && sentence[length] == ':') {
		sentence += length + 1;
		char *end;
		unsigned long line = strtoul(sentence, &end, 10);
		if (end > sentence && *end == ':') {
			place.line = line;
			sentence = end + 1;
		}
		sentence += *sentence == ' ';
	}
	seeds_skip(seeds, place, "%s", sentence);
}

void seeds_weakness(struct seeds *seeds, const char *cause, struct place place, const char *what,
	const char *change)
{
	*array_add(&seeds->weaknesses) = (struct weakness){.cause = cause,
		.place = place,
		.pass = seeds->pass,
		.what = clean_sentence(seeds, what),
		.change = clean_sentence(seeds, change)};
}

int seed_compare_places(const void *a, const void *b)
{
	const struct place *left = a, *right = b;
	int order = left->file == right->file ? 0 : strcmp(left->file, right->file);
	return order ? order : (left->line > right->line) - (left->line < right->line);
}

void seed_keep_first_places(struct seed *seed)
{
	if (seed->places_unsorted)
		SORT(&seed->places, seed_compare_places);
	seed->places_unsorted = false;
	if (seed->places.count < LIMIT_PLACES)
		return;
	seed->places.count = LIMIT_PLACES;
	seed->last_kept = seed->places.items[LIMIT_PLACES - 1];
}

/* seed_compare_places() of what is read now with an earlier place: files come in byte order mostly,
 * and then the newest is behind all others. */
static int compare_now(
	const struct seeds *seeds, const struct place *now, const struct place *place)
{
	bool behind = now->file == seeds->last_file && place->file != now->file;
	return behind ? 1 : seed_compare_places(now, place);
}

/* After the first cut what comes behind the last kept place is left out at once, and places that
 * come in order are not sorted: that would cost more than reading. */
static void add_place(const struct seeds *seeds, struct seed *seed, const struct place *place)
{
	if (seed->last_kept.file != NULL && compare_now(seeds, place, &seed->last_kept) >= 0)
		return;
	size_t count = seed->places.count;
	seed->places_unsorted |=
		count > 0 && compare_now(seeds, place, &seed->places.items[count - 1]) < 0;
	*array_add(&seed->places) = *place;
	if (count + 1 >= (seed->places_unsorted ? 2 : 1) * (size_t)LIMIT_PLACES)
		seed_keep_first_places(seed);
}

/* Notes the repository that is read, once a name. They are kept in rising order, and new ones
 * mostly have the largest number. */
static void add_repository(struct seed *seed, uint32_t repository)
{
	size_t at = seed->repositories.count;
	while (at > 0 && seed->repositories.items[at - 1] > repository)
		at--;
	if (at > 0 && seed->repositories.items[at - 1] == repository)
		return;
	uint32_t *last = array_add(&seed->repositories);
	uint32_t *place = &seed->repositories.items[at];
	memmove(place + 1, place, (size_t)(last - place) * sizeof *place);
	*place = repository;
}

static void set_home(const struct seeds *seeds, struct seed *seed, enum seed_kind kind,
	const struct place *place)
{
	bool first = seed->mentions == 0 || kind > seed->kind ||
		     (kind == seed->kind && compare_now(seeds, place, &seed->home) < 0);
	if (first)
		seed->home = *place;
	if (kind > seed->kind)
		seed->kind = kind;
	bool public =
		kind == SEED_PUBLIC &&
		(seed->public_at.file == NULL || compare_now(seeds, place, &seed->public_at) < 0);
	if (public)
		seed->public_at = *place;
}

/* How a message shows a name that is none: cut, since it may be of any length. */
enum { SHOWN_BYTES = 80 };

/* The seed of a spelling that was not met before: an own number, or that of another spelling of the
 * name. INTERN_NONE after a note where it is none. */
static uint32_t meet_spelling(
	struct seeds *seeds, const char *written, size_t length, struct place place)
{
	int shown = (int)(length < SHOWN_BYTES ? length : SHOWN_BYTES);
	if (!name_is_valid(written, length) || length > LIMIT_NAME_BYTES) {
		seeds_skip(seeds, place,
			"\"%.*s\" is no project name: letters, digits and . _ - between them",
			shown, written);
		return INTERN_NONE;
	}
	char canonical[LIMIT_NAME_BYTES + 1];
	size_t canonical_length = name_canonical(written, length, canonical);
	if (seeds->names.count >= LIMIT_SEEDS &&
		intern_find(seeds->index, canonical, canonical_length) == INTERN_NONE) {
		seeds_skip(seeds, place, "more than %d names; split the input", LIMIT_SEEDS);
		return INTERN_NONE;
	}
	uint32_t number = intern_number(seeds->index, canonical, canonical_length);
	if (number == seeds->names.count)
		*array_add(&seeds->names) =
			(struct seed){.name = intern_text(seeds->pool, canonical, canonical_length),
				.written = intern_text(seeds->pool, written, length),
				.since = DATE_NONE};
	struct seed *seed = &seeds->names.items[number];
	int order = strncmp(written, seed->written, length);
	if (order < 0 || (order == 0 && seed->written[length] != '\0'))
		seed->written = intern_text(seeds->pool, written, length);
	if (seeds->of_spellings.count < LIMIT_SPELLINGS) {
		intern_number(seeds->spellings, written, length);
		*array_add(&seeds->of_spellings) = number;
	}
	return number;
}

struct seed *seeds_add(struct seeds *seeds, enum seed_kind kind, const char *written, size_t length,
	struct place place)
{
	uint32_t spelling = intern_find(seeds->spellings, written, length);
	uint32_t number = spelling != INTERN_NONE ? seeds->of_spellings.items[spelling]
						  : meet_spelling(seeds, written, length, place);
	if (number == INTERN_NONE)
		return NULL;
	struct seed *seed = &seeds->names.items[number];
	if (place.file != seeds->last_file &&
		(seeds->last_file == NULL || strcmp(place.file, seeds->last_file) > 0))
		seeds->last_file = place.file;
	set_home(seeds, seed, kind, &place);
	bool row = kind == SEED_LISTED && !seeds->again;
	bool once = !seeds->again &&
		    (seed->newest.file != place.file || seed->newest.line != place.line);
	seed->newest = place;
	seed->mentions += once;
	seed->rows += row;
	if (once)
		add_place(seeds, seed, &place);
	/* A list's row counts for itself, and its column replaces this one. */
	seed->weight += row;
	if (kind != SEED_LISTED)
		add_repository(seed, seeds->repository);
	if (seeds->inputs.count > 0)
		seeds->inputs.items[seeds->inputs.count - 1].seed_count++;
	return seed;
}

/* Keeps INDEX (interned) in byte order, once: of too many the first ones, whatever the order of the
 * reads. */
static void add_index(struct seed *seed, const char *index)
{
	size_t low = 0, high = seed->indexes.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *there = seed->indexes.items[middle];
		if (there == index)
			return;
		if (strcmp(there, index) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (seed->indexes.count == LIMIT_SEED_INDEXES) {
		seed->indexes_cut = true;
		if (low == LIMIT_SEED_INDEXES)
			return;
		seed->indexes.count--;
	}
	const char **last = array_add(&seed->indexes);
	const char **place = &seed->indexes.items[low];
	memmove(place + 1, place, (size_t)(last - place) * sizeof *place);
	*place = index;
}

const char *seed_index(const struct seed *seed)
{
	return seed->indexes.count > 0 ? seed->indexes.items[0] : NULL;
}

struct seed *seeds_add_from(struct seeds *seeds, const char *written, size_t length,
	struct place place, const char *url, bool direct)
{
	enum url_host host = url ? url_host(url, strlen(url)) : URL_NONE;
	bool of_many = host == URL_PAGE || (direct && host == URL_FORGE);
	enum seed_kind kind = host == URL_PYPI                         ? SEED_PUBLIC
			      : host == URL_OPEN || host == URL_VENDOR ? SEED_REQUIRED
			      : of_many                                ? SEED_FORGE
			      : direct                                 ? SEED_DIRECT
			      : host == URL_NONE                       ? SEED_REQUIRED
								       : SEED_INDEXED;
	struct seed *seed = seeds_add(seeds, kind, written, length, place);
	if (seed == NULL || kind != SEED_INDEXED)
		return seed;
	autotext struct text index = text_new(LIMIT_LINE_BYTES);
	url_index(&index, url);
	add_index(seed, intern_string(seeds->pool, index.bytes));
	return seed;
}

struct seed *seeds_add_file(struct seeds *seeds, const char *written, size_t length,
	struct place place, const char *url)
{
	autotext struct text host = text_new(LIMIT_LINE_BYTES);
	const char *mark = strstr(url, "://");
	size_t scheme = mark ? (size_t)(mark - url) + 3 : 0;
	text_add_bytes(&host, url, scheme + strcspn(url + scheme, "/?#"));
	bool direct = url_host(url, strlen(url)) == URL_FORGE || url_is_version_control(url);
	bool vendor = url_host(url, strlen(url)) == URL_VENDOR;
	return seeds_add_from(seeds, written, length, place, vendor ? NULL : host.bytes, direct);
}

/* Python's identifiers and dotted names; commands may hold hyphens. */
static bool is_alias(const char *text, size_t length, enum alias_kind kind)
{
	if (length == 0 || length > LIMIT_NAME_BYTES || (*text >= '0' && *text <= '9'))
		return kind == ALIAS_COMMAND && name_is_valid(text, length);
	for (size_t i = 0; i < length; i++) {
		char c = text[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
			      (c >= '0' && c <= '9') || c == '.';
		if (!letter && !(kind == ALIAS_COMMAND && c == '-'))
			return false;
	}
	return true;
}

void seeds_alias(struct seeds *seeds, const char *project, enum alias_kind kind,
	const char *written, size_t length, struct place place)
{
	size_t project_length = strlen(project);
	if (!name_is_valid(project, project_length) || project_length > LIMIT_NAME_BYTES ||
		!is_alias(written, length, kind))
		return;
	if (seeds->aliases.count >= LIMIT_SEEDS) {
		seeds_skip(seeds, place, "more than %d import and command names", LIMIT_SEEDS);
		return;
	}
	char canonical[LIMIT_NAME_BYTES + 1];
	size_t canonical_length = name_canonical(project, project_length, canonical);
	*array_add(&seeds->aliases) =
		(struct seed_alias){intern_text(seeds->pool, canonical, canonical_length),
			intern_text(seeds->pool, written, length), kind, place};
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

size_t seeds_first_alias(const struct seeds *seeds, const char *project)
{
	size_t low = 0, high = seeds->aliases.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(seeds->aliases.items[middle].project, project) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < seeds->aliases.count &&
		     strcmp(seeds->aliases.items[low].project, project) == 0;
	return found ? low : seeds->aliases.count;
}
