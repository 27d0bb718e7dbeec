/* Word lists: facts, one entry a line, sorted. */
#include "names/wordlist.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/say.h"

#include <stdlib.h>
#include <string.h>

/* Cuts a line (ended by NUL) at its TABs; returns how many columns, or WORDLIST_COLUMNS + 1. */
static size_t cut(char *line, struct wordlist_row *row)
{
	row->count = 0;
	for (;;) {
		if (row->count == WORDLIST_COLUMNS)
			return WORDLIST_COLUMNS + 1;
		row->columns[row->count++] = line;
		char *tab = strchr(line, '\t');
		if (tab == NULL)
			return row->count;
		*tab = '\0';
		line = tab + 1;
	}
}

static int compare_rows(const void *a, const void *b)
{
	const struct wordlist_row *left = a, *right = b;
	int order = strcmp(left->columns[0], right->columns[0]);
	return order ? order : (left->line > right->line) - (left->line < right->line);
}

/* The shipped lists are, and are read at every start. */
static bool is_sorted(const struct wordlist *list)
{
	for (size_t i = 1; i < list->count; i++) {
		if (compare_rows(&list->rows[i - 1], &list->rows[i]) > 0)
			return false;
	}
	return true;
}

static enum error no_entry_twice(const struct wordlist *list, struct failure *failure)
{
	for (size_t i = 1; i < list->count; i++) {
		if (strcmp(list->rows[i - 1].columns[0], list->rows[i].columns[0]) == 0)
			return fail(failure, ERR_INPUT,
				"%s:%zu: \"%s\" stands already on line %zu; keep one", list->name,
				list->rows[i].line, list->rows[i].columns[0],
				list->rows[i - 1].line);
	}
	return OK;
}

static enum error read_rows(struct wordlist *list, size_t length, size_t columns_min,
	size_t columns_max, struct failure *failure)
{
	size_t room = 0;
	struct lines lines = lines_of(list->name, list->bytes, length);
	while (lines_next(&lines)) {
		if (lines.length == 0 || lines.text[0] == '#')
			continue;
		if (memchr(lines.text, '\0', lines.length) != NULL)
			return fail(failure, ERR_INPUT, "%s:%zu: holds a NUL byte", list->name,
				lines.number);
		char *line = list->bytes + (lines.text - list->bytes);
		line[lines.length] = '\0';
		list->rows = memory_grow(list->rows, &room, list->count + 1, sizeof *list->rows);
		struct wordlist_row *row = &list->rows[list->count++];
		row->line = lines.number;
		size_t columns = cut(line, row);
		if (columns < columns_min || columns > columns_max)
			return fail(failure, ERR_INPUT,
				"%s:%zu: has %zu columns separated by TAB, should have %zu "
				"to %zu",
				list->name, lines.number, columns, columns_min, columns_max);
		if (row->columns[0][0] == '\0')
			return fail(failure, ERR_INPUT, "%s:%zu: the first column is empty",
				list->name, lines.number);
	}
	if (lines.error != OK)
		return fail(failure, lines.error, "%s", lines.failure.text);
	if (!is_sorted(list))
		qsort(list->rows, list->count, sizeof *list->rows, compare_rows);
	return columns_max == 1 ? no_entry_twice(list, failure) : OK;
}

enum error wordlist_read(struct wordlist *list, const char *name, const char *bytes, size_t length,
	size_t columns_min, size_t columns_max, struct failure *failure)
{
	*list = (struct wordlist){.name = name, .bytes = memory_copy(bytes, length)};
	enum error error = read_rows(list, length, columns_min, columns_max, failure);
	if (error != OK)
		wordlist_release(list);
	return error;
}

void wordlist_release(struct wordlist *list)
{
	free(list->rows);
	free(list->bytes);
	*list = (struct wordlist){0};
}

struct wordlist wordlist_embedded(const char *name, size_t columns_min, size_t columns_max)
{
	const struct embedded_file *file = embedded_get(name);
	struct wordlist list;
	struct failure failure;
	if (wordlist_read(&list, name, file->bytes, embedded_size(file), columns_min, columns_max,
		    &failure) != OK) {
		say_failure(&failure);
		exit(2);
	}
	return list;
}

const struct wordlist_row *wordlist_find(
	const struct wordlist *list, const char *word, size_t length)
{
	size_t low = 0, high = list->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *entry = list->rows[middle].columns[0];
		int order = strncmp(entry, word, length);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == list->count || strncmp(list->rows[low].columns[0], word, length) != 0 ||
		list->rows[low].columns[0][length] != '\0')
		return NULL;
	return &list->rows[low];
}

bool wordlist_has(const struct wordlist *list, const char *word, size_t length)
{
	return wordlist_find(list, word, length) != NULL;
}
