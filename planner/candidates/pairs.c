/* Reading labelled pairs. */
#include "candidates/pairs.h"
#include "base/file.h"
#include "base/limits.h"
#include "names/name.h"

#include <stdlib.h>
#include <string.h>

enum column { COLUMN_TARGET, COLUMN_NAME, COLUMN_WEIGHT, COLUMN_DAY, COLUMNS };

static const struct {
	const char *header;
	enum column column;
} headers[] = {
	{"target", COLUMN_TARGET},
	{"base", COLUMN_TARGET},
	{"name", COLUMN_NAME},
	{"squat", COLUMN_NAME},
	{"weight", COLUMN_WEIGHT},
	{"first_seen", COLUMN_DAY},
};

#define ABSENT SIZE_MAX /* an enum's constants end at INT_MAX */

struct reading {
	struct pairs *pairs;
	const struct lines *lines;
	size_t columns[COLUMNS]; /* where each stands; ABSENT: nowhere */
	size_t count;            /* of columns in the header */
	struct failure *failure;
};

struct field {
	const char *text;
	size_t length;
};

/* The field at PLACE of the line; how many there are is returned in *COUNT. */
static struct field field_at(const struct lines *lines, size_t place, size_t *count)
{
	struct field found = {"", 0};
	const char *at = lines->text, *end = lines->text + lines->length;
	for (*count = 0;; (*count)++) {
		const char *tab = memchr(at, '\t', (size_t)(end - at));
		const char *stop = tab ? tab : end;
		if (*count == place)
			found = (struct field){at, (size_t)(stop - at)};
		if (tab == NULL)
			break;
		at = tab + 1;
	}
	++*count;
	return found;
}

static enum error refuse(const struct reading *reading, const char *what)
{
	return fail(reading->failure, ERR_INPUT, "%s:%zu: %s", reading->lines->name,
		reading->lines->number, what);
}

static enum error read_header(struct reading *reading)
{
	for (size_t c = 0; c < COLUMNS; c++)
		reading->columns[c] = ABSENT;
	field_at(reading->lines, ABSENT, &reading->count);
	for (size_t place = 0; place < reading->count; place++) {
		size_t count;
		struct field field = field_at(reading->lines, place, &count);
		for (size_t h = 0; h < sizeof headers / sizeof *headers; h++) {
			size_t *at = &reading->columns[headers[h].column];
			if (strlen(headers[h].header) != field.length ||
				memcmp(headers[h].header, field.text, field.length) != 0)
				continue;
			if (*at != ABSENT)
				return refuse(reading, "two columns say the same");
			*at = place;
		}
	}
	if (reading->columns[COLUMN_NAME] == ABSENT)
		return refuse(reading,
			"should be a header with the columns `target` (or `base`) and `name` (or "
			"`squat`), separated by TAB");
	if (reading->pairs->before != DATE_NONE && reading->columns[COLUMN_DAY] == ABSENT)
		return refuse(reading, "has no column `first_seen`, which --before needs");
	return OK;
}

/* The canonical form of a field, interned. */
static enum error read_name(const struct reading *reading, enum column column, const char **out)
{
	size_t count;
	struct field field = field_at(reading->lines, reading->columns[column], &count);
	char canonical[LIMIT_NAME_BYTES + 1];
	if (field.length > LIMIT_NAME_BYTES || !name_is_valid(field.text, field.length))
		return fail(reading->failure, ERR_INPUT,
			"%s:%zu: the %s \"%.*s\" is no project name: letters, digits and . _ - "
			"between them, at most %d",
			reading->lines->name, reading->lines->number,
			column == COLUMN_TARGET ? "target" : "name",
			(int)(field.length > 40 ? 40 : field.length), field.text, LIMIT_NAME_BYTES);
	size_t length = name_canonical(field.text, field.length, canonical);
	*out = intern_text(reading->pairs->pool, canonical, length);
	return OK;
}

static enum error read_weight(const struct reading *reading, double *out)
{
	size_t count;
	*out = 1;
	if (reading->columns[COLUMN_WEIGHT] == ABSENT)
		return OK;
	struct field field = field_at(reading->lines, reading->columns[COLUMN_WEIGHT], &count);
	char text[32], *end;
	if (field.length == 0)
		return OK;
	if (field.length < sizeof text) {
		memcpy(text, field.text, field.length);
		text[field.length] = '\0';
		*out = strtod(text, &end);
		if (*end == '\0' && text[0] >= '0' && text[0] <= '9' && *out > 0 && *out <= 1e6)
			return OK;
	}
	return refuse(reading, "the weight is a number above 0, at most 1000000");
}

static enum error read_day(const struct reading *reading, bool *later)
{
	size_t count;
	if (reading->pairs->before == DATE_NONE)
		return OK;
	struct field field = field_at(reading->lines, reading->columns[COLUMN_DAY], &count);
	char text[32];
	date day;
	if (field.length == 0) {
		*later = true;
		return OK;
	}
	if (field.length >= sizeof text)
		return refuse(reading, "first_seen should be a day such as 2026-03-09");
	memcpy(text, field.text, field.length);
	text[field.length] = '\0';
	if (!date_parse(text, &day))
		return refuse(reading, "first_seen should be a day such as 2026-03-09");
	*later = day >= reading->pairs->before;
	return OK;
}

static enum error read_row(const struct reading *reading)
{
	struct pairs *pairs = reading->pairs;
	struct pair pair = {.file = pairs->files};
	size_t count;
	bool later = false;
	field_at(reading->lines, ABSENT, &count);
	if (count != reading->count)
		return fail(reading->failure, ERR_INPUT,
			"%s:%zu: has %zu columns, the header has %zu", reading->lines->name,
			reading->lines->number, count, reading->count);
	enum error error = read_name(reading, COLUMN_NAME, &pair.name);
	if (error == OK && reading->columns[COLUMN_TARGET] != ABSENT)
		error = read_name(reading, COLUMN_TARGET, &pair.target);
	if (error == OK)
		error = read_weight(reading, &pair.weight);
	if (error == OK)
		error = read_day(reading, &later);
	if (error != OK)
		return error;
	if (pairs->items.count == LIMIT_PAIRS)
		return refuse(reading, "too many pairs (LIMIT_PAIRS)");
	if (later)
		pairs->later++;
	else if (pair.target != pair.name)
		*array_add(&pairs->items) = pair;
	return OK;
}

enum error pairs_read(struct pairs *pairs, const char *path, struct failure *failure)
{
	struct file file;
	enum error error = file_read(&file, path, LIMIT_FILE_BYTES, failure);
	if (error != OK)
		return error;
	size_t rows = 0;
	error = file_must_be_text(&file, failure);
	struct lines lines = lines_of(file.name, file.bytes, file.length);
	struct reading reading = {.pairs = pairs, .lines = &lines, .failure = failure};
	while (error == OK && lines_next(&lines)) {
		if (lines.length == 0 || lines.text[0] == '#')
			continue;
		error = reading.count == 0 ? read_header(&reading) : read_row(&reading);
		rows++;
	}
	if (error == OK && lines.error != OK)
		error = fail(failure, lines.error, "%s", lines.failure.text);
	if (error == OK && rows < 2)
		error = fail(failure, ERR_INPUT,
			"%s: holds no pair; a header `target`, `name` and one pair a line are "
			"expected",
			path);
	pairs->files++;
	file_release(&file);
	return error;
}

void pairs_release(struct pairs *pairs)
{
	array_release(&pairs->items);
}
