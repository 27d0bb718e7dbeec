/* SQLite, made small. */
#include "ledger/sql.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *advice(int code)
{
	switch (code & 0xff) {
	case SQLITE_FULL:
		return "the disk is full: make room and run again; what was recorded before stands";
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return "another program holds it: run again when that one is done";
	case SQLITE_READONLY:
		return "it cannot be written: look at its permissions and its folder's";
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return "this is no ledger, or a damaged one: put a copy or an import of an export "
		       "in its place";
	case SQLITE_CANTOPEN:
		return "it cannot be opened: look at its path and permissions";
	case SQLITE_CONSTRAINT:
		return "its rules refuse that";
	default:
		return "look at the disk, then try nameward ledger verify";
	}
}

void sql_fail(struct ledger *ledger, const char *what)
{
	if (ledger->error != OK)
		return;
	int code = ledger->db ? sqlite3_extended_errcode(ledger->db) : SQLITE_NOMEM;
	bool busy = (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
	ledger->error =
		fail(&ledger->failure, busy ? ERR_DOUBT : ERR_IO, "%s: %s (%s): %s", ledger->path,
			what, ledger->db ? sqlite3_errmsg(ledger->db) : "no memory", advice(code));
}

enum error sql_error(const struct ledger *ledger, struct failure *failure)
{
	if (ledger->error != OK && failure != NULL)
		*failure = ledger->failure;
	return ledger->error;
}

/* Bytes that are no UTF-8 (a file's name, say) are stored as they would be exported, so that an
 * import gives an equal ledger. */
static int bind_text(sqlite3_stmt *statement, int at, const char *bytes)
{
	size_t length = bytes ? strlen(bytes) : 0;
	if (bytes == NULL || utf8_valid_length(bytes, length) == length)
		return sqlite3_bind_text(statement, at, bytes, -1, SQLITE_TRANSIENT);
	autotext struct text escaped = text_new(LIMIT_BULK_BYTES);
	escape_name(&escaped, bytes, length);
	return sqlite3_bind_text(statement, at, escaped.bytes, -1, SQLITE_TRANSIENT);
}

static void bind(struct ledger *ledger, sqlite3_stmt *statement, const char *types, va_list values)
{
	for (int i = 0; types[i] != '\0'; i++) {
		int code = SQLITE_OK;
		if (types[i] == 'i') {
			code = sqlite3_bind_int64(statement, i + 1, va_arg(values, int64_t));
		} else if (types[i] == 'd') {
			date day = va_arg(values, date);
			code = day == DATE_NONE ? sqlite3_bind_null(statement, i + 1)
						: sqlite3_bind_int64(statement, i + 1, day);
		} else {
			code = bind_text(statement, i + 1, va_arg(values, const char *));
		}
		if (code != SQLITE_OK)
			sql_fail(ledger, "could not take a value");
	}
}

static sqlite3_stmt *prepare(
	struct ledger *ledger, const char *query, const char *types, va_list values)
{
	sqlite3_stmt *statement = NULL;
	if (ledger->error != OK)
		return NULL;
	if (sqlite3_prepare_v2(ledger->db, query, -1, &statement, NULL) != SQLITE_OK) {
		sql_fail(ledger, "could not be read");
		return NULL;
	}
	bind(ledger, statement, types, values);
	return statement;
}

sqlite3_stmt *sql(struct ledger *ledger, const char *query, const char *types, ...)
{
	va_list values;
	va_start(values, types);
	sqlite3_stmt *statement = prepare(ledger, query, types, values);
	va_end(values);
	return statement;
}

void sql_again(struct ledger *ledger, sqlite3_stmt *statement, const char *types, ...)
{
	if (ledger->error != OK || statement == NULL)
		return;
	sqlite3_reset(statement);
	va_list values;
	va_start(values, types);
	bind(ledger, statement, types, values);
	va_end(values);
}

bool sql_next(struct ledger *ledger, sqlite3_stmt *statement)
{
	if (ledger->error != OK || statement == NULL)
		return false;
	int code = sqlite3_step(statement);
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		sql_fail(ledger, sqlite3_stmt_readonly(statement) ? "could not be read"
								  : "could not be written");
	return false;
}

void sql_end(sqlite3_stmt *statement)
{
	sqlite3_finalize(statement);
}

void sql_do(struct ledger *ledger, const char *query, const char *types, ...)
{
	va_list values;
	va_start(values, types);
	sqlite3_stmt *statement = prepare(ledger, query, types, values);
	va_end(values);
	while (sql_next(ledger, statement))
		continue;
	sql_end(statement);
}

int64_t sql_number(
	struct ledger *ledger, int64_t otherwise, const char *query, const char *types, ...)
{
	va_list values;
	va_start(values, types);
	sqlite3_stmt *statement = prepare(ledger, query, types, values);
	va_end(values);
	int64_t number = otherwise;
	if (sql_next(ledger, statement) && sqlite3_column_type(statement, 0) != SQLITE_NULL)
		number = sqlite3_column_int64(statement, 0);
	sql_end(statement);
	return number;
}

const char *sql_text(sqlite3_stmt *statement, int column)
{
	const unsigned char *text = sqlite3_column_text(statement, column);
	return text ? (const char *)text : "";
}

date sql_date(sqlite3_stmt *statement, int column)
{
	return sqlite3_column_type(statement, column) == SQLITE_NULL
		       ? DATE_NONE
		       : (date)sqlite3_column_int64(statement, column);
}
