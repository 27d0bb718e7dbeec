/* The years as the ledger holds them. */
#include "ledger/history.h"
#include "base/text.h"
#include "ledger/sql.h"
#include "registry/rules.h"

void history_organisations(struct ledger *ledger,
	void (*visit)(void *context, int64_t organisation, const char *name), void *context)
{
	sqlite3_stmt *row = sql(ledger, "SELECT id, name FROM organisations ORDER BY name", "");
	while (sql_next(ledger, row))
		visit(context, sqlite3_column_int64(row, 0), sql_text(row, 1));
	sql_end(row);
}

static void add_organisation(void *context, int64_t organisation, const char *name)
{
	struct text *out = context;
	(void)organisation;
	text_addf(out, "%s\"%s\"", out->length > 0 ? ", " : "", name);
}

void history_name_organisations(struct ledger *ledger, struct text *out)
{
	history_organisations(ledger, add_organisation, out);
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

void history_takeovers(struct ledger *ledger, int64_t organisation,
	void (*visit)(void *context, const char *month, int64_t count), void *context)
{
	sqlite3_stmt *row = sql(ledger,
		"SELECT strftime('%Y-%m', runs.day * 86400, 'unixepoch') AS month, count(class)"
		" FROM runs LEFT JOIN changes ON run = runs.id AND suppressed = 0 AND class IN"
		" ('taken', 'lookalike') WHERE organisation = ? GROUP BY month ORDER BY month",
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

void history_changes(struct ledger *ledger, int64_t organisation, date from,
	void (*visit)(void *context, const struct history_change *change), void *context)
{
	sqlite3_stmt *row = sql(ledger,
		"SELECT runs.day, organisations.name, class, changes.name, evidence, suppressed"
		" FROM changes JOIN runs ON runs.id = run"
		" JOIN organisations ON organisations.id = organisation"
		" WHERE ? IN (0, organisation) AND runs.day >= ? ORDER BY run, number",
		"ii", organisation, (int64_t)from);
	while (sql_next(ledger, row)) {
		struct history_change change = {sql_date(row, 0), sql_text(row, 1),
			sql_text(row, 2), sql_text(row, 3), sql_text(row, 4),
			sqlite3_column_int(row, 5) != 0};
		visit(context, &change);
	}
	sql_end(row);
}

void history_name(struct ledger *ledger, int64_t organisation, const char *name,
	void (*visit)(void *context, const struct name_event *event), void *context)
{
	sqlite3_stmt *row = sql(ledger,
		"SELECT runs.day, history.verdict, history.blockers FROM history JOIN names ON"
		" names.id = history.name JOIN runs ON runs.id = history.run WHERE"
		" names.organisation = ? AND names.name = ? ORDER BY history.run",
		"it", organisation, name);
	while (sql_next(ledger, row)) {
		int64_t verdict = sqlite3_column_int64(row, 1);
		autotext struct text detail = text_new(LIMIT_LINE_BYTES);
		if (verdict < 0 || verdict >= VERDICTS)
			continue;
		text_add(&detail, verdict_name((enum verdict)verdict));
		if (sql_text(row, 2)[0])
			text_addf(&detail, ": %s", sql_text(row, 2));
		struct name_event event = {sql_date(row, 0), "verdict", detail.bytes};
		visit(context, &event);
	}
	sql_end(row);
	row = sql(ledger,
		"SELECT runs.day, class, evidence FROM changes JOIN runs ON runs.id = run WHERE"
		" organisation = ? AND name = ? ORDER BY run, number",
		"it", organisation, name);
	while (sql_next(ledger, row)) {
		struct name_event event = {sql_date(row, 0), sql_text(row, 1), sql_text(row, 2)};
		visit(context, &event);
	}
	sql_end(row);
}
