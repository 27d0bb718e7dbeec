/* What one answer said. */
#include "corpus/sightings.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

static const char *const kind_names[SIGHTING_KINDS] = {
	"conda", "import", "install", "loose", "manifest", "quoted", "tool"};

const char *sighting_kind_name(enum sighting_kind kind)
{
	return kind_names[kind];
}

enum sighting_kind sighting_kind_of(const char *name, size_t length)
{
	unsigned kind = 0;
	while (kind < SIGHTING_KINDS &&
		(strlen(kind_names[kind]) != length || memcmp(kind_names[kind], name, length) != 0))
		kind++;
	return (enum sighting_kind)kind;
}

void sightings_clear(struct sightings *sightings)
{
	sightings->items.count = 0;
	sightings->names.count = 0;
	sightings->files.count = 0;
	sightings->quoted = false;
	sightings->left_out = 0;
}

void sightings_release(struct sightings *sightings)
{
	array_release(&sightings->items);
	array_release(&sightings->names);
	array_release(&sightings->files);
}

const char *sighting_name(const struct sightings *sightings, const struct sighting *sighting)
{
	return sightings->names.items + sighting->at;
}

/* Keeps the bytes; names follow one another without ends. */
static size_t keep(struct sightings *sightings, const char *name, size_t length)
{
	size_t at = sightings->names.count;
	sightings->names.items = memory_grow(sightings->names.items, &sightings->names.room,
		at + length, sizeof *sightings->names.items);
	memcpy(sightings->names.items + at, name, length);
	sightings->names.count += length;
	return at;
}

/* An answer says the same names again and again: the last few are looked at first. */
static bool said_lately(const struct sightings *sightings, enum sighting_kind kind, bool module,
	const char *name, size_t length)
{
	size_t count = sightings->items.count;
	for (size_t i = count; i-- > 0 && count - i <= 16;) {
		const struct sighting *item = &sightings->items.items[i];
		if (item->length == length && item->kind == kind && item->module == module &&
			memcmp(sighting_name(sightings, item), name, length) == 0)
			return true;
	}
	return false;
}

void sightings_add(struct sightings *sightings, enum sighting_kind kind, bool module,
	const char *name, size_t length)
{
	if (length == 0 || length > LIMIT_NAME_BYTES)
		return;
	kind = sightings->quoted ? SIGHTING_QUOTED : kind;
	if (said_lately(sightings, kind, module, name, length))
		return;
	if (sightings->items.count >= LIMIT_SIGHTINGS) {
		sightings->left_out++;
		return;
	}
	size_t at = keep(sightings, name, length);
	*array_add(&sightings->items) = (struct sighting){kind, module, at, length};
}

static void add_file(struct sightings *sightings, const char *name, size_t length)
{
	if (length == 0 || length > LIMIT_NAME_BYTES || sightings->files.count >= LIMIT_SIGHTINGS)
		return;
	size_t at = keep(sightings, name, length);
	*array_add(&sightings->files) = (struct sighting){SIGHTING_IMPORT, true, at, length};
}

void sightings_add_file(struct sightings *sightings, const char *path, size_t length)
{
	const char *slash = memrchr(path, '/', length);
	size_t base = slash ? (size_t)(slash + 1 - path) : 0;
	add_file(sightings, path + base, length - base);
	if (slash == NULL)
		return;
	/* Every folder above it may be the top-level package. */
	for (size_t from = 0; from < base;) {
		const char *stop = memchr(path + from, '/', length - from);
		add_file(sightings, path + from, (size_t)(stop - path) - from);
		from = (size_t)(stop - path) + 1;
	}
}

bool sightings_define(const struct sightings *sightings, const char *name, size_t length)
{
	for (size_t i = 0; i < sightings->files.count; i++) {
		const struct sighting *file = &sightings->files.items[i];
		if (file->length == length &&
			memcmp(sighting_name(sightings, file), name, length) == 0)
			return true;
	}
	return false;
}

static int compare(const void *a, const void *b, void *context)
{
	const struct sighting *left = a, *right = b;
	const struct sightings *sightings = context;
	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	size_t shared = left->length < right->length ? left->length : right->length;
	int order = memcmp(sighting_name(sightings, left), sighting_name(sightings, right), shared);
	if (order == 0 && left->length != right->length)
		order = left->length < right->length ? -1 : 1;
	return order != 0 ? order : left->module - right->module;
}

void sightings_finish(struct sightings *sightings)
{
	size_t count = sightings->items.count, kept = 0;
	if (count < 2)
		return;
	struct sighting *items = sightings->items.items;
	qsort_r(items, count, sizeof *items, compare, sightings);
	for (size_t i = 1; i < count; i++) {
		if (compare(&items[kept], &items[i], sightings) != 0)
			items[++kept] = items[i];
	}
	sightings->items.count = kept + 1;
}
