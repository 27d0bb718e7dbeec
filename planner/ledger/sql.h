/* SQLite, made small: one statement a call, and errors that wait until they are asked for.
 *
 * The first error of a ledger stays in it: every later call does nothing, and sql_error() (at the
 * commit, at the latest) gives it. So a function that writes ten rows has one place that fails.
 *
 *	struct sqlite3_stmt *row = sql(ledger, "SELECT day FROM runs WHERE id = ?", "i", 7);
 *	while (sql_next(ledger, row))
 *		... sqlite3_column_int64(row, 0) ...
 *	sql_end(row);
 *
 * Only files of ledger/ include this header, and only this one sqlite3.h. */
#ifndef LEDGER_SQL_H
#define LEDGER_SQL_H

#include "base/date.h"
#include "base/error.h"

#include <sqlite3.h>
#include <stdbool.h>

struct ledger {
	sqlite3 *db;
	char *path;
	int lock; /* of PATH.lock, held by one writer; -1: not held */
	bool writes;
	bool logged;      /* a line was added to the log since ledger_begin() */
	enum error error; /* the first one */
	struct failure failure;
};

/* What SQLite said last becomes the ledger's error, where it has none yet. WHAT: "could not ...".
 */
void sql_fail(struct ledger *ledger, const char *what);
enum error sql_error(const struct ledger *ledger, struct failure *failure);

/* Prepares QUERY and binds what TYPES says, a letter each: i int64_t, t const char * (NULL is
 * null), d date (DATE_NONE is null). NULL after an error. */
sqlite3_stmt *sql(struct ledger *ledger, const char *query, const char *types, ...);
/* Binds again, for a statement that is run many times. */
void sql_again(struct ledger *ledger, sqlite3_stmt *statement, const char *types, ...);
/* The next row, if any. */
bool sql_next(struct ledger *ledger, sqlite3_stmt *statement);
void sql_end(sqlite3_stmt *statement);
/* One statement that gives no row. */
void sql_do(struct ledger *ledger, const char *query, const char *types, ...);
/* The first column of the first row, or OTHERWISE. */
int64_t sql_number(
	struct ledger *ledger, int64_t otherwise, const char *query, const char *types, ...);

const char *sql_text(sqlite3_stmt *statement, int column); /* "" for null */
date sql_date(sqlite3_stmt *statement, int column);        /* DATE_NONE for null */

#endif
