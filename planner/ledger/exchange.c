/* A ledger as JSON lines, and back. */
#include "ledger/exchange.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "ledger/ledger.h"
#include "ledger/log.h"
#include "ledger/schema.h"
#include "ledger/sql.h"

#include <string.h>

enum { TABLES_MOST = 16, COLUMNS_MOST = 32 };

static const char format_name[] = "nameward-ledger-1";

/* ---- out ---- */

static void export_row(sqlite3_stmt *row, const char *table, FILE *out)
{
	cJSON *line = cJSON_CreateObject();
	json_add_text(line, "table", table);
	cJSON *node = json_add_object(line, "row");
	for (int i = 0; i < sqlite3_column_count(row); i++) {
		const char *column = sqlite3_column_name(row, i);
		int type = sqlite3_column_type(row, i);
		if (type == SQLITE_NULL)
			json_add_null(node, column);
		else if (type == SQLITE_INTEGER)
			json_add_integer(node, column, sqlite3_column_int64(row, i));
		else
			json_add_text(node, column, sql_text(row, i));
	}
	json_print_line(line, out);
	cJSON_Delete(line);
}

enum error ledger_export(struct ledger *ledger, FILE *out, struct failure *failure)
{
	/* All tables as of one moment, whoever writes meanwhile. */
	sql_do(ledger, "BEGIN", "");
	fprintf(out, "{\"format\":\"%s\",\"version\":%d}\n", format_name, schema_version(ledger));
	for (const struct schema_table *table = schema_tables; table->name != NULL; table++) {
		char query[128];
		snprintf(query, sizeof query, "SELECT * FROM %s ORDER BY %s", table->name,
			table->order);
		sqlite3_stmt *row = sql(ledger, query, "");
		while (sql_next(ledger, row))
			export_row(row, table->name, out);
		sql_end(row);
	}
	sql_do(ledger, "COMMIT", "");
	if (ledger->error == OK && (fflush(out) != 0 || ferror(out)))
		return fail(failure, ERR_IO, "the export could not be written");
	return sql_error(ledger, failure);
}

/* ---- back ---- */

struct importing {
	struct ledger *ledger;
	const char *file;
	size_t line;
	struct failure *failure;
	struct {
		sqlite3_stmt *insert;
		char names[COLUMNS_MOST][64];
		int count;
	} tables[TABLES_MOST];
};

static enum error refuse(struct importing *importing, const char *why)
{
	return fail(importing->failure, ERR_INPUT,
		"%s:%zu: %s; an import takes what nameward ledger export wrote", importing->file,
		importing->line, why);
}

/* The statement that fills a table, made from its own columns. */
static void prepare(struct importing *importing, size_t table)
{
	char query[128];
	autotext struct text insert = text_new(LIMIT_MESSAGE_BYTES);
	autotext struct text marks = text_new(LIMIT_MESSAGE_BYTES);
	snprintf(query, sizeof query, "SELECT * FROM %s LIMIT 0", schema_tables[table].name);
	sqlite3_stmt *row = sql(importing->ledger, query, "");
	int count = row ? sqlite3_column_count(row) : 0;
	text_addf(&insert, "INSERT INTO %s(", schema_tables[table].name);
	for (int i = 0; i < count && i < COLUMNS_MOST; i++) {
		char *name = importing->tables[table].names[i];
		snprintf(name, 64, "%s", sqlite3_column_name(row, i));
		text_addf(&insert, "%s%s", i > 0 ? "," : "", name);
		text_add(&marks, i > 0 ? ",?" : "?");
		importing->tables[table].count = i + 1;
	}
	sql_end(row);
	text_addf(&insert, ") VALUES (%s)", marks.bytes);
	importing->tables[table].insert = sql(importing->ledger, insert.bytes, "");
}

static enum error insert(struct importing *importing, size_t table, const struct json *row)
{
	sqlite3_stmt *statement = importing->tables[table].insert;
	int count = importing->tables[table].count;
	if (cJSON_GetArraySize(row->node) != count)
		return refuse(importing, "has other columns than this table");
	sqlite3_reset(statement);
	for (int i = 0; i < count; i++) {
		struct json value = json_find(row, importing->tables[table].names[i]);
		if (value.node == NULL)
			return refuse(importing, "lacks a column of its table");
		if (cJSON_IsNull(value.node))
			sqlite3_bind_null(statement, i + 1);
		else if (cJSON_IsString(value.node))
			sqlite3_bind_text(
				statement, i + 1, json_text(&value), -1, SQLITE_TRANSIENT);
		else if (json_type(&value) == JSON_INTEGER)
			sqlite3_bind_int64(statement, i + 1, json_integer(&value));
		else
			return refuse(importing, "holds a value that is neither text nor whole "
						 "number nor null");
	}
	if (sqlite3_step(statement) != SQLITE_DONE)
		return refuse(importing, sqlite3_errmsg(importing->ledger->db));
	return OK;
}

static enum error import_line(struct importing *importing, const struct json *line)
{
	struct json name = json_find(line, "table"), row = json_find(line, "row");
	if (name.node == NULL || !cJSON_IsString(name.node) || row.node == NULL ||
		!cJSON_IsObject(row.node))
		return refuse(importing, "has no table and row");
	for (size_t i = 0; schema_tables[i].name != NULL; i++) {
		if (strcmp(schema_tables[i].name, json_text(&name)) == 0)
			return insert(importing, i, &row);
	}
	return refuse(importing, "is of no table that a ledger has");
}

static enum error check_head(struct importing *importing, const struct json *line)
{
	struct json format = json_find(line, "format"), version = json_find(line, "version");
	if (format.node == NULL || !cJSON_IsString(format.node) ||
		strcmp(json_text(&format), format_name) != 0 || version.node == NULL ||
		json_type(&version) != JSON_INTEGER)
		return refuse(importing, "is not the first line of an export");
	if (json_integer(&version) != schema_newest())
		return refuse(
			importing, "is of another version: export it again with this program");
	return OK;
}

static enum error import_lines(struct importing *importing, const char *bytes, size_t length)
{
	struct lines lines = lines_of(importing->file, bytes, length);
	enum error error = OK;
	while (error == OK && lines_next(&lines)) {
		struct json_document document;
		importing->line = lines.number;
		if (lines.length == 0)
			continue;
		if (json_read(&document, importing->file, lines.text, lines.length,
			    importing->failure) != OK)
			return refuse(importing, "is no JSON");
		error = lines.number == 1 ? check_head(importing, &document.root)
					  : import_line(importing, &document.root);
		json_release(&document);
	}
	if (error == OK && lines.error != OK)
		error = refuse(importing, "is too long");
	if (error == OK && importing->line == 0)
		error = refuse(importing, "holds nothing");
	return error;
}

/* The ledger is new: what does not fit in it came with the export. */
static enum error check_imported(struct ledger *ledger, const char *file, struct failure *failure)
{
	struct failure why;
	int64_t lines;
	if (ledger_verify(ledger, NULL, &lines, &why) == OK)
		return OK;
	if (ledger->error != OK)
		return sql_error(ledger, failure);
	return fail(failure, ERR_INPUT,
		"%s: its rows do not fit its own log: it was changed or cut since nameward ledger "
		"export wrote it; export the ledger again",
		file);
}

enum error ledger_import(struct ledger *ledger, const char *file, const char *bytes, size_t length,
	struct failure *failure)
{
	struct importing importing = {.ledger = ledger, .file = file, .failure = failure};
	if (sql_number(ledger, 0, "SELECT count(*) FROM log", "") > 0)
		return fail(failure, ERR_INPUT,
			"%s: holds something already; import into a new file, or take another "
			"team's requests over with nameward ledger merge",
			ledger->path);
	sql_do(ledger, "BEGIN IMMEDIATE", "");
	for (size_t i = 0; schema_tables[i].name != NULL; i++)
		prepare(&importing, i);
	enum error error = sql_error(ledger, failure);
	if (error == OK)
		error = import_lines(&importing, bytes, length);
	for (size_t i = 0; i < TABLES_MOST; i++)
		sql_end(importing.tables[i].insert);
	if (error == OK)
		error = check_imported(ledger, file, failure);
	if (error == OK)
		sql_do(ledger, "COMMIT", "");
	else
		ledger_abandon(ledger);
	return error == OK ? sql_error(ledger, failure) : error;
}
