/* The ledger's log, its hash chain, and what is recorded against it. */
#include "ledger/log.h"
#include "base/json.h"
#include "base/text.h"
#include "ledger/sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void seal(const char *previous, const struct log_line *line, char hash[DIGEST_TEXT_BYTES])
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
	seal(previous, &line, hash);
	sql_do(ledger, "INSERT INTO log(seq, day, who, what, detail, hash) VALUES (?,?,?,?,?,?)",
		"iitttt", line.seq, (int64_t)day, who, what, detail, hash);
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

struct verifying {
	struct ledger *ledger;
	char previous[DIGEST_TEXT_BYTES];
	const char *head;
	bool head_seen;
	int64_t lines, runs, states, suppressions;
	enum error error;
	struct failure *failure;
};

static void refuse(struct verifying *verifying, const struct log_line *line, const char *what)
{
	if (verifying->error == OK)
		verifying->error = fail(verifying->failure, ERR_INPUT,
			"%s: line %lld of the log %s: the ledger was changed behind its log; "
			"compare "
			"it with a copy or an export",
			verifying->ledger->path, (long long)line->seq, what);
}

static int64_t number(const struct json *detail, const char *key)
{
	struct json value = json_find(detail, key);
	return value.node && cJSON_IsNumber(value.node) ? (int64_t)value.node->valuedouble : -1;
}

/* Whether the row that a line speaks of has the values that the line repeats. */
static void check_row(struct verifying *verifying, const struct log_line *line,
	const struct json *detail, const char *query, int64_t first, int64_t second)
{
	sqlite3_stmt *row = sql(verifying->ledger, query, "ii", first, second);
	bool same = sql_next(verifying->ledger, row);
	for (int i = 0; same && i < sqlite3_column_count(row); i++) {
		struct json value = json_find(detail, sqlite3_column_name(row, i));
		if (value.node != NULL && cJSON_IsString(value.node))
			same = strcmp(value.node->valuestring, sql_text(row, i)) == 0;
		else
			same = value.node != NULL && cJSON_IsNumber(value.node) &&
			       (int64_t)value.node->valuedouble == sqlite3_column_int64(row, i);
	}
	sql_end(row);
	if (!same)
		refuse(verifying, line, "does not fit what the ledger holds now");
}

static void check_detail(struct verifying *verifying, const struct log_line *line)
{
	struct json_document document;
	if (json_read(&document, "log", line->detail, strlen(line->detail), NULL) != OK) {
		refuse(verifying, line, "is no JSON");
		return;
	}
	const struct json *detail = &document.root;
	if (strcmp(line->what, "run") == 0) {
		char content[DIGEST_TEXT_BYTES];
		struct json told = json_find(detail, "content");
		verifying->runs++;
		run_content(verifying->ledger, number(detail, "run"), content);
		if (told.node == NULL || !cJSON_IsString(told.node) ||
			strcmp(told.node->valuestring, content) != 0)
			refuse(verifying, line, "tells another content of its run");
	} else if (strcmp(line->what, "request") == 0) {
		verifying->states++;
		check_row(verifying, line, detail,
			"SELECT states.state, states.ref, states.note, states.digest, states.who, "
			"states.day, mechanism, target FROM states JOIN requests ON "
			"requests.id = states.request WHERE request = ? AND number = ?",
			number(detail, "request"), number(detail, "number"));
	} else if (strcmp(line->what, "suppress") == 0) {
		verifying->suppressions++;
		check_row(verifying, line, detail,
			"SELECT class, name, reason, until FROM suppressions WHERE id = ? AND ? = "
			"-1",
			number(detail, "suppression"), -1);
	}
	json_release(&document);
}

static void check_line(void *context, const struct log_line *line)
{
	struct verifying *verifying = context;
	char hash[DIGEST_TEXT_BYTES];
	seal(verifying->previous, line, hash);
	if (strcmp(hash, line->hash) != 0)
		refuse(verifying, line, "does not fit its hash");
	if (line->seq != ++verifying->lines)
		refuse(verifying, line, "has lines missing before it");
	if (verifying->head != NULL && strcmp(verifying->head, line->hash) == 0)
		verifying->head_seen = true;
	memcpy(verifying->previous, hash, sizeof hash);
	if (verifying->error == OK)
		check_detail(verifying, line);
}

/* Rows that no line of the log speaks of, and states that are not the newest one. */
static void check_counts(struct verifying *verifying)
{
	static const struct {
		const char *what, *query;
	} checks[] = {
		{"runs that the log does not know", "SELECT (SELECT count(*) FROM runs) <> ?1 OR "
						    "?2 + ?3 < 0 OR EXISTS (SELECT 1 FROM history "
						    "WHERE run NOT IN (SELECT id FROM runs))"},
		{"answers to requests that the log does not know",
			"SELECT (SELECT count(*) FROM states) <> ?2 OR ?1 + ?3 < 0"},
		{"suppressions that the log does not know",
			"SELECT (SELECT count(*) FROM suppressions) <> ?3 OR ?1 + ?2 < 0"},
		{"a request whose state is not its newest answer",
			"SELECT EXISTS (SELECT 1 FROM requests WHERE state IS NOT (SELECT "
			"states.state FROM states WHERE request = requests.id ORDER BY number DESC "
			"LIMIT 1))"},
		{"a name whose verdict is not the newest of its history",
			"SELECT EXISTS (SELECT 1 FROM (SELECT name, max(run), verdict, blockers "
			"FROM "
			"history GROUP BY name) AS newest JOIN names ON names.id = newest.name "
			"WHERE names.verdict <> newest.verdict OR names.blockers <> "
			"newest.blockers)"},
	};
	for (size_t i = 0; i < sizeof checks / sizeof *checks && verifying->error == OK; i++) {
		bool has_numbers = strchr(checks[i].query, '?') != NULL;
		int64_t bad = has_numbers ? sql_number(verifying->ledger, 0, checks[i].query, "iii",
						    verifying->runs, verifying->states,
						    verifying->suppressions)
					  : sql_number(verifying->ledger, 0, checks[i].query, "");
		if (bad != 0)
			verifying->error = fail(verifying->failure, ERR_INPUT,
				"%s: there are %s: the ledger was changed behind its log; compare "
				"it with a copy or an export",
				verifying->ledger->path, checks[i].what);
	}
}

static void check_pragma(struct verifying *verifying, const char *pragma, const char *good)
{
	sqlite3_stmt *row = sql(verifying->ledger, pragma, "");
	bool any = sql_next(verifying->ledger, row);
	if (verifying->error == OK && any && (good == NULL || strcmp(sql_text(row, 0), good) != 0))
		verifying->error = fail(verifying->failure, ERR_INPUT,
			"%s: %s: %s: the ledger is damaged; go back to a copy or an export",
			verifying->ledger->path, pragma, sql_text(row, 0));
	sql_end(row);
}

enum error ledger_verify(
	struct ledger *ledger, const char *head, int64_t *lines, struct failure *failure)
{
	struct verifying verifying = {.ledger = ledger, .head = head, .failure = failure};
	check_pragma(&verifying, "PRAGMA integrity_check", "ok");
	check_pragma(&verifying, "PRAGMA foreign_key_check", NULL);
	if (verifying.error == OK)
		log_each(ledger, check_line, &verifying);
	if (verifying.error == OK && ledger->error == OK)
		check_counts(&verifying);
	if (verifying.error == OK && head != NULL && !verifying.head_seen)
		verifying.error = fail(failure, ERR_INPUT,
			"%s: no line of the log has the hash %.64s: the log was cut or written "
			"anew",
			ledger->path, head);
	*lines = verifying.lines;
	return verifying.error != OK ? verifying.error : sql_error(ledger, failure);
}
