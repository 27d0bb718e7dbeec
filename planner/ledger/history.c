/* The years as the ledger holds them. */
#include "ledger/history.h"
#include "ledger/sql.h"

void history_organisations(struct ledger *ledger,
	void (*visit)(void *context, int64_t organisation, const char *name), void *context)
{
	sqlite3_stmt *row = sql(ledger, "SELECT id, name FROM organisations ORDER BY name", "");
	while (sql_next(ledger, row))
		visit(context, sqlite3_column_int64(row, 0), sql_text(row, 1));
	sql_end(row);
}

void history_runs(struct ledger *ledger, int64_t organisation,
	void (*visit)(void *context, const struct history_run *run), void *context)
{
	sqlite3_stmt *row = sql(ledger,
		"SELECT day, internal, open, taken, blocked, asks, exposure, own_side FROM runs"
		" WHERE organisation = ? ORDER BY day, id",
		"i", organisation);
	while (sql_next(ledger, row)) {
		struct history_run run = {sql_date(row, 0), sqlite3_column_int64(row, 1),
			sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 3),
			sqlite3_column_int64(row, 4), sqlite3_column_int64(row, 5),
			sqlite3_column_int64(row, 6), sqlite3_column_int64(row, 7)};
		visit(context, &run);
	}
	sql_end(row);
}

void history_classes(struct ledger *ledger, int64_t organisation,
	void (*visit)(void *context, const char *class, int64_t count), void *context)
{
	sqlite3_stmt *row = sql(ledger,
		"SELECT class, count(*) FROM changes JOIN runs ON runs.id = run"
		" WHERE organisation = ? AND suppressed = 0 GROUP BY class",
		"i", organisation);
	while (sql_next(ledger, row))
		visit(context, sql_text(row, 0), sqlite3_column_int64(row, 1));
	sql_end(row);
}

void history_waits(struct ledger *ledger, int64_t organisation,
	void (*visit)(void *context, int64_t days), void *context)
{
	sqlite3_stmt *row = sql(ledger,
		"SELECT (SELECT min(day) FROM states WHERE request = requests.id AND"
		" state = 'granted') - (SELECT min(day) FROM states WHERE request = requests.id"
		" AND state = 'sent') AS wait FROM requests WHERE organisation = ? AND wait IS NOT"
		" NULL ORDER BY wait",
		"i", organisation);
	while (sql_next(ledger, row))
		visit(context, sqlite3_column_int64(row, 0));
	sql_end(row);
}

int64_t history_requests(struct ledger *ledger, int64_t organisation, const char *state)
{
	return sql_number(ledger, 0,
		"SELECT count(*) FROM requests WHERE organisation = ? AND state = ?", "it",
		organisation, state);
}
