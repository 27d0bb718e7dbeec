/* Readers of corpora: the forms told apart, plain lists, and what a column may hold. */
#include "corpus/reader.h"
#include "corpus/tally.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum corpus_column corpus_column_of(const char *header)
{
	static const struct {
		const char *name;
		enum corpus_column column;
	} names[] = {
		{"name", COLUMN_NAME},
		{"package", COLUMN_NAME},
		{"package_name", COLUMN_NAME},
		{"library", COLUMN_NAME},
		{"module", COLUMN_NAME},
		{"project", COLUMN_NAME},
		{"runs", COLUMN_RUNS},
		{"count", COLUMN_RUNS},
		{"prompts", COLUMN_PROMPTS},
		{"models", COLUMN_MODELS},
		{"model", COLUMN_MODELS},
		{"first_seen", COLUMN_FIRST_SEEN},
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcasecmp(header, names[i].name) == 0)
			return names[i].column;
	}
	return COLUMN_NONE;
}

/* A whole number below 2^32; false where the text is none. An empty text is 0. */
static bool number_of(const char *text, uint32_t *out)
{
	uint64_t value = 0;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9' || value > UINT32_MAX / 10)
			return false;
		value = value * 10 + (uint64_t)(*text - '0');
	}
	*out = (uint32_t)value;
	return true;
}

/* How many names separated by `;` or `|`. */
static uint32_t count_names(const char *text)
{
	uint32_t count = 0;
	while (*text != '\0') {
		text += strspn(text, ";| ");
		count += *text != '\0';
		text += strcspn(text, ";|");
	}
	return count;
}

const char *corpus_field(struct corpus_row *row, enum corpus_column column, const char *text)
{
	switch (column) {
	case COLUMN_NAME:
		row->name = text;
		row->length = strlen(text);
		return NULL;
	case COLUMN_RUNS:
		return number_of(text, &row->runs) ? NULL : "the count should be a whole number";
	case COLUMN_PROMPTS:
		return number_of(text, &row->prompts) ? NULL : "prompts should be a whole number";
	case COLUMN_MODELS:
		if (!number_of(text, &row->models))
			row->models = count_names(text);
		return NULL;
	case COLUMN_FIRST_SEEN:
		if (text[0] == '\0' || date_parse(text, &row->first_seen) ||
			month_parse(text, &row->first_seen))
			return NULL;
		return "first_seen should be a month or day such as 2026-03 or 2026-03-09";
	case COLUMN_NONE:
		break;
	}
	return NULL;
}

static enum error parse_list(
	struct corpus *corpus, const struct file *file, struct failure *failure)
{
	enum error error = OK;
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (error == OK && lines_next(&lines)) {
		struct corpus_row row = {
			.name = lines.text, .length = lines.length, .first_seen = DATE_NONE};
		while (row.length > 0 && strchr(" \t", row.name[row.length - 1]) != NULL)
			row.length--;
		while (row.length > 0 && strchr(" \t", row.name[0]) != NULL) {
			row.name++;
			row.length--;
		}
		if (row.length > 0 && row.name[0] != '#')
			error = corpus_add(corpus, &row, failure);
	}
	if (lines.error != OK)
		error = fail(failure, lines.error, "%s", lines.failure.text);
	return error;
}

/* The separator of a header line that names a name column: TAB, comma, or 0 where it is none. */
static char separator_of(const struct file *file)
{
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	if (!lines_next(&lines))
		return 0;
	char separator = memchr(lines.text, '\t', lines.length) ? '\t' : ',';
	for (size_t from = 0; from <= lines.length;) {
		const char *stop = memchr(lines.text + from, separator, lines.length - from);
		size_t end = stop ? (size_t)(stop - lines.text) : lines.length;
		char header[32] = "";
		size_t begin = from, last = end;
		if (last > begin + 1 && lines.text[begin] == '"' && lines.text[last - 1] == '"') {
			begin++;
			last--;
		}
		if (last - begin < sizeof header)
			memcpy(header, lines.text + begin, last - begin);
		if (corpus_column_of(header) == COLUMN_NAME)
			return separator;
		from = end + 1;
	}
	/* A header without a name column is still no list of names. */
	return memchr(lines.text, separator, lines.length) != NULL ? separator : 0;
}

enum error corpus_parse(struct corpus *corpus, const struct file *file, struct failure *failure)
{
	if (tally_is_file(file->bytes, file->length))
		return corpus_parse_tally(corpus, file, failure);
	size_t at = file->length >= 3 && memcmp(file->bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	at += strspn(file->bytes + at, " \t\r\n");
	if (file->bytes[at] == '[' || file->bytes[at] == '{')
		return corpus_parse_json(corpus, file, failure);
	char separator = separator_of(file);
	if (separator != 0)
		return corpus_parse_table(corpus, file, separator, failure);
	return parse_list(corpus, file, failure);
}
