/* The ledger's log and its hash chain. */
#include "ledger/log.h"
#include "base/json.h"
#include "base/text.h"
#include "ledger/sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void log_hash(const char *previous, const struct log_line *line, char hash[DIGEST_TEXT_BYTES])
{
	autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
	text_addf(&bytes, "%s\n%lld\n%d\n", previous, (long long)line->seq, line->day);
	text_add(&bytes, line->who);
	text_add_char(&bytes, '\n');
	text_add(&bytes, line->what);
	text_add_char(&bytes, '\n');
	text_add(&bytes, line->detail);
	struct digest digest = digest_of(bytes.bytes, bytes.length);
	digest_format(&digest, hash);
}

void log_head(struct ledger *ledger, char head[DIGEST_TEXT_BYTES])
{
	sqlite3_stmt *row = sql(ledger, "SELECT hash FROM log ORDER BY seq DESC LIMIT 1", "");
	head[0] = '\0';
	if (sql_next(ledger, row))
		snprintf(head, DIGEST_TEXT_BYTES, "%s", sql_text(row, 0));
	sql_end(row);
}

void log_add(struct ledger *ledger, date day, const char *who, const char *what, const char *detail)
{
	char previous[DIGEST_TEXT_BYTES], hash[DIGEST_TEXT_BYTES];
	log_head(ledger, previous);
	struct log_line line = {.day = day, .who = who, .what = what, .detail = detail};
	line.seq = 1 + sql_number(ledger, 0, "SELECT max(seq) FROM log", "");
	log_hash(previous, &line, hash);
	sql_do(ledger, "INSERT INTO log(seq, day, who, what, detail, hash) VALUES (?,?,?,?,?,?)",
		"iitttt", line.seq, (int64_t)day, who, what, detail, hash);
	ledger->logged = true;
}

void log_detail(
	struct ledger *ledger, date day, const char *who, const char *what, struct cJSON *detail)
{
	char *line = cJSON_PrintUnformatted(detail);
	log_add(ledger, day, who, what, line);
	cJSON_free(line);
	cJSON_Delete(detail);
}

void log_each(struct ledger *ledger, void (*visit)(void *context, const struct log_line *line),
	void *context)
{
	sqlite3_stmt *row =
		sql(ledger, "SELECT seq, day, who, what, detail, hash FROM log ORDER BY seq", "");
	while (sql_next(ledger, row)) {
		struct log_line line = {sqlite3_column_int64(row, 0), sql_date(row, 1),
			sql_text(row, 2), sql_text(row, 3), sql_text(row, 4), sql_text(row, 5)};
		visit(context, &line);
	}
	sql_end(row);
}

/* All columns of all rows, a line each, so that they can be digested. */
static void add_rows(struct ledger *ledger, struct text *bytes, const char *query, int64_t run)
{
	sqlite3_stmt *row = sql(ledger, query, "i", run);
	while (sql_next(ledger, row)) {
		for (int i = 0; i < sqlite3_column_count(row); i++) {
			text_add(bytes, sql_text(row, i));
			text_add_char(bytes, i + 1 < sqlite3_column_count(row) ? '\t' : '\n');
		}
	}
	sql_end(row);
}

void run_content(struct ledger *ledger, int64_t run, char digest[DIGEST_TEXT_BYTES])
{
	autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
	add_rows(ledger, &bytes,
		"SELECT id, organisation, day, program, snapshot, serial, snapshot_day, policy,"
		" inputs, baseline, index_names, names, internal, open, taken, blocked, asks,"
		" exposure, own_side FROM runs WHERE id = ?",
		run);
	add_rows(ledger, &bytes,
		"SELECT names.name, history.verdict, history.blockers FROM history"
		" JOIN names ON names.id = history.name WHERE run = ? ORDER BY history.name",
		run);
	add_rows(ledger, &bytes,
		"SELECT number, class, name, evidence, suppressed FROM changes WHERE run = ?"
		" ORDER BY number",
		run);
	struct digest sum = digest_of(bytes.bytes, bytes.length);
	digest_format(&sum, digest);
}
