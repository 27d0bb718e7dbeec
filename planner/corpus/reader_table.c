/* CSV and TSV with a header, through libcsv (RFC 4180 quoting). */
#include "base/memory.h"
#include "base/text.h"
#include "corpus/reader.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_COLUMNS = 64 };

struct table {
	struct corpus *corpus;
	const struct file *file;
	struct failure *failure;
	enum error error;
	enum corpus_column columns[TABLE_COLUMNS];
	size_t column_count;
	size_t field;
	size_t line; /* of the row that is read now */
	size_t next_line;
	bool header, has_name;
	char *fields[COLUMN_NONE]; /* of this row, by column */
};

static void refuse(struct table *table, const char *what)
{
	if (table->error == OK)
		table->error = fail(table->failure, ERR_INPUT, "%s:%zu: %s", table->file->name,
			table->line, what);
}

static void read_header(struct table *table, const char *text)
{
	if (table->field >= TABLE_COLUMNS)
		return;
	enum corpus_column column = corpus_column_of(text);
	/* Of two columns that could hold the name the first counts. */
	if (column == COLUMN_NAME && table->has_name)
		column = COLUMN_NONE;
	table->has_name |= column == COLUMN_NAME;
	table->columns[table->field] = column;
	table->column_count = table->field + 1;
}

static void on_field(void *bytes, size_t length, void *context)
{
	struct table *table = context;
	const char *text = bytes ? bytes : "";
	for (size_t i = 0; i < length; i++)
		table->next_line += text[i] == '\n';
	if (length > LIMIT_LINE_BYTES) {
		refuse(table, "a field has more bytes than a line may have");
	} else if (table->header) {
		read_header(table, text);
	} else if (table->field < table->column_count) {
		enum corpus_column column = table->columns[table->field];
		if (column != COLUMN_NONE && table->fields[column] == NULL)
			table->fields[column] = memory_copy(text, length);
	}
	table->field++;
}

static void read_row(struct table *table)
{
	struct corpus_row row = {.first_seen = DATE_NONE};
	for (enum corpus_column i = COLUMN_NAME; i < COLUMN_NONE; i++) {
		const char *wrong =
			table->fields[i] ? corpus_field(&row, i, table->fields[i]) : NULL;
		if (wrong != NULL)
			refuse(table, wrong);
	}
	if (row.length == 0)
		refuse(table, "the name is missing");
	if (table->error == OK)
		table->error = corpus_add(table->corpus, &row, table->failure);
}

static void on_row(int end, void *context)
{
	(void)end;
	struct table *table = context;
	if (table->error == OK && table->header && !table->has_name)
		refuse(table, "the header names no column `name` (nor package, package_name, "
			      "library, module, project)");
	else if (table->error == OK && !table->header)
		read_row(table);
	for (size_t i = 0; i < COLUMN_NONE; i++) {
		free(table->fields[i]);
		table->fields[i] = NULL;
	}
	table->header = false;
	table->field = 0;
	table->line = ++table->next_line;
}

enum error corpus_parse_table(
	struct corpus *corpus, const struct file *file, char separator, struct failure *failure)
{
	struct csv_parser parser;
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
		memory_exhausted();
	csv_set_delim(&parser, (unsigned char)separator);
	struct table table = {.corpus = corpus,
		.file = file,
		.failure = failure,
		.line = 1,
		.next_line = 1,
		.header = true};
	size_t at = file->length >= 3 && memcmp(file->bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	/* Line by line, so that an error stops the walk and empty lines are counted. */
	while (at < file->length && table.error == OK) {
		const char *feed = memchr(file->bytes + at, '\n', file->length - at);
		size_t size = feed ? (size_t)(feed - file->bytes) + 1 - at : file->length - at;
		if (size > LIMIT_LINE_BYTES)
			refuse(&table, "the line has more than 65536 bytes");
		else if (csv_parse(&parser, file->bytes + at, size, on_field, on_row, &table) !=
			 size)
			refuse(&table, csv_strerror(csv_error(&parser)));
		at += size;
	}
	if (table.error == OK && csv_fini(&parser, on_field, on_row, &table) != 0)
		refuse(&table, "the last row ends inside quotes");
	for (size_t i = 0; i < COLUMN_NONE; i++)
		free(table.fields[i]);
	csv_free(&parser);
	return table.error;
}
