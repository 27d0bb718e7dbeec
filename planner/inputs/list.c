/* Plain lists of internal names: `name [TAB weight [TAB since [TAB owner [TAB secret]]]]`.
 *
 *	quillhaven-auth-client	42	2021-03	identity
 *	quillhaven-project-osprey	2	2026-05	actuarial	secret   # comment */
#include "base/text.h"
#include "inputs/seeds.h"
#include "inputs/url.h"

#include <string.h>

enum { COLUMNS = 5, WEIGHT_MOST = 1000000 };

struct column {
	const char *text;
	size_t length;
};

static struct column trim(struct column column)
{
	while (column.length > 0 && (*column.text == ' ' || *column.text == '\t')) {
		column.text++;
		column.length--;
	}
	while (column.length > 0 &&
		(column.text[column.length - 1] == ' ' || column.text[column.length - 1] == '\t'))
		column.length--;
	return column;
}

/* The line up to a `#` that begins it or follows white space. */
static size_t without_comment(const char *line, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t'))
			return i;
	}
	return length;
}

/* Cuts at TABs; returns how many columns there are, of which at most COLUMNS are written. */
static size_t cut(const char *line, size_t length, struct column columns[COLUMNS])
{
	size_t count = 0;
	for (size_t from = 0;; count++) {
		const char *tab = memchr(line + from, '\t', length - from);
		size_t end = tab ? (size_t)(tab - line) : length;
		if (count < COLUMNS)
			columns[count] = trim((struct column){line + from, end - from});
		if (tab == NULL)
			return count + 1;
		from = end + 1;
	}
}

/* 1 to WEIGHT_MOST, or 0. */
static uint32_t weight_of(struct column column)
{
	uint32_t weight = 0;
	for (size_t i = 0; i < column.length; i++) {
		if (column.text[i] < '0' || column.text[i] > '9' || weight > WEIGHT_MOST)
			return 0;
		weight = weight * 10 + (uint32_t)(column.text[i] - '0');
	}
	return weight <= WEIGHT_MOST ? weight : 0;
}

static date month_of(struct column column)
{
	char text[MONTH_TEXT_BYTES] = "";
	date day;
	if (column.length == MONTH_TEXT_BYTES - 1)
		memcpy(text, column.text, column.length);
	return month_parse(text, &day) ? day : DATE_NONE;
}

static bool is(struct column column, const char *word)
{
	return column.length == strlen(word) && memcmp(column.text, word, column.length) == 0;
}

/* Checks the columns before anything is added: a line counts whole or not at all. */
static bool usable(
	struct seeds *seeds, struct place place, const struct column *columns, size_t count)
{
	if (count > COLUMNS)
		seeds_skip(seeds, place,
			"has %zu columns separated by TAB; at most %d: name, "
			"weight, since, owner, secret",
			count, COLUMNS);
	else if (columns[1].length > 0 && weight_of(columns[1]) == 0)
		seeds_skip(seeds, place,
			"the second column should be a weight from 1 to %d, not \"%.*s\"",
			WEIGHT_MOST, (int)columns[1].length, columns[1].text);
	else if (columns[2].length > 0 && month_of(columns[2]) == DATE_NONE)
		seeds_skip(seeds, place,
			"the third column should be a month such as 2021-03, not \"%.*s\"",
			(int)columns[2].length, columns[2].text);
	else if (columns[4].length > 0 && !is(columns[4], "secret"))
		seeds_skip(seeds, place,
			"the fifth column should be `secret` or empty, not \"%.*s\"",
			(int)columns[4].length, columns[4].text);
	else
		return true;
	return false;
}

static void read_line(struct seeds *seeds, struct place place, const char *line, size_t length)
{
	struct column columns[COLUMNS] = {{0}};
	size_t count = cut(line, length, columns);
	if (!usable(seeds, place, columns, count))
		return;
	struct seed *seed =
		seeds_add(seeds, SEED_LISTED, columns[0].text, columns[0].length, place);
	if (seed == NULL)
		return;
	uint32_t weight = weight_of(columns[1]);
	if (weight > 0 && !seeds->again)
		seed->weight += weight - 1;
	date since = columns[2].length > 0 ? month_of(columns[2]) : DATE_NONE;
	if (since != DATE_NONE && (seed->since == DATE_NONE || since < seed->since))
		seed->since = since;
	if (columns[3].length > 0) {
		autotext struct text clean = text_new(LIMIT_LINE_BYTES);
		without_secrets(&clean, columns[3].text, columns[3].length);
		const char *owner = intern_string(seeds->pool, clean.bytes);
		if (seed->owner == NULL || strcmp(owner, seed->owner) < 0)
			seed->owner = owner;
	}
	seed->secret |= columns[4].length > 0;
}

static enum error read_list(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (lines_next(&lines)) {
		size_t length = without_comment(lines.text, lines.length);
		if (trim((struct column){lines.text, length}).length == 0)
			continue;
		read_line(seeds, (struct place){file->name, lines.number}, lines.text, length);
	}
	if (lines.error != OK)
		return fail(failure, lines.error, "%s", lines.failure.text);
	return OK;
}

static bool recognises(const struct file *file)
{
	(void)file;
	return true;
}

const struct seed_reader list_reader = {
	.name = "list",
	.summary = "a name a line, with columns for weight, since, owner and `secret`",
	.recognises = recognises,
	.anywhere = true,
	.read = read_list,
};
