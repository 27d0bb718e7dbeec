/* Whether the log and all that it speaks of are whole. */
#include "base/json.h"
#include "base/memory.h"
#include "ledger/log.h"
#include "ledger/seal.h"
#include "ledger/sql.h"

#include <stdlib.h>
#include <string.h>

struct verifying {
	struct ledger *ledger;
	char previous[DIGEST_TEXT_BYTES];
	const char *head;
	bool head_seen;
	int64_t lines, runs;
	int64_t sealed; /* the newest line `state`, and its detail; 0: none */
	char *state;
	enum error error;
	struct failure *failure;
};

static void refuse(struct verifying *verifying, const struct log_line *line, const char *what)
{
	if (verifying->error == OK)
		verifying->error = fail(verifying->failure, ERR_INPUT,
			"%s: line %lld of the log %s: the ledger was changed behind its log; "
			"compare it with a copy or an export",
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
		check_row(verifying, line, detail,
			"SELECT states.state, states.ref, states.note, states.digest, states.who, "
			"states.day, mechanism, target FROM states JOIN requests ON "
			"requests.id = states.request WHERE request = ? AND number = ?",
			number(detail, "request"), number(detail, "number"));
	} else if (strcmp(line->what, "suppress") == 0) {
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
	log_hash(verifying->previous, line, hash);
	if (strcmp(hash, line->hash) != 0)
		refuse(verifying, line, "does not fit its hash");
	if (line->seq != ++verifying->lines)
		refuse(verifying, line, "has lines missing before it");
	if (verifying->head != NULL && strcmp(verifying->head, line->hash) == 0)
		verifying->head_seen = true;
	memcpy(verifying->previous, hash, sizeof hash);
	if (verifying->error == OK)
		check_detail(verifying, line);
	if (strcmp(line->what, "state") == 0) {
		free(verifying->state);
		verifying->state = memory_copy(line->detail, strlen(line->detail));
		verifying->sealed = line->seq;
	}
}

/* Runs that no line of the log speaks of, and names whose verdict is not the newest of their
 * history. */
static void check_runs(struct verifying *verifying)
{
	struct ledger *ledger = verifying->ledger;
	bool strangers =
		sql_number(ledger, 0, "SELECT count(*) FROM runs", "") != verifying->runs ||
		sql_number(ledger, 0,
			"SELECT EXISTS (SELECT 1 FROM history WHERE run NOT IN (SELECT id FROM "
			"runs) UNION ALL SELECT 1 FROM changes WHERE run NOT IN (SELECT id FROM "
			"runs))",
			"") != 0;
	bool overtaken =
		sql_number(ledger, 0,
			"SELECT EXISTS (SELECT 1 FROM (SELECT name, max(run), verdict, blockers "
			"FROM history GROUP BY name) AS newest JOIN names ON names.id = "
			"newest.name WHERE names.verdict <> newest.verdict OR names.blockers <> "
			"newest.blockers)",
			"") != 0;
	if (verifying->error == OK && (strangers || overtaken))
		verifying->error = fail(verifying->failure, ERR_INPUT,
			"%s: there are %s: the ledger was changed behind its log; compare it with "
			"a copy or an export",
			ledger->path,
			strangers ? "runs that the log does not know"
				  : "names whose verdict is not the newest of their history");
}

/* The tables as they are now, against the newest line. A ledger of an older version has no such
 * line before something is recorded anew. */
static void check_state(struct verifying *verifying)
{
	const char *differs = NULL;
	if (verifying->error != OK || verifying->sealed == 0)
		return;
	if (verifying->sealed != verifying->lines) {
		verifying->error = fail(verifying->failure, ERR_INPUT,
			"%s: the log ends amid a record: it was cut; compare it with a copy or an "
			"export",
			verifying->ledger->path);
		return;
	}
	struct json_document document;
	if (json_read(&document, "log", verifying->state, strlen(verifying->state), NULL) == OK) {
		differs = seal_differs(verifying->ledger, &document.root);
		json_release(&document);
	}
	if (differs != NULL)
		verifying->error = fail(verifying->failure, ERR_INPUT,
			"%s: table %s is not as the newest line of the log has it: the ledger was "
			"changed behind its log; compare it with a copy or an export",
			verifying->ledger->path, differs);
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
	/* All of it as of one moment, whoever writes meanwhile; an import is within its own. */
	bool alone = sqlite3_get_autocommit(ledger->db) != 0;
	if (alone)
		sql_do(ledger, "BEGIN", "");
	check_pragma(&verifying, "PRAGMA integrity_check", "ok");
	check_pragma(&verifying, "PRAGMA foreign_key_check", NULL);
	if (verifying.error == OK)
		log_each(ledger, check_line, &verifying);
	if (verifying.error == OK && ledger->error == OK) {
		check_runs(&verifying);
		check_state(&verifying);
	}
	free(verifying.state);
	if (alone)
		sql_do(ledger, "COMMIT", "");
	if (verifying.error == OK && head != NULL && !verifying.head_seen)
		verifying.error = fail(failure, ERR_INPUT,
			"%s: no line of the log has the hash %.64s: the log was cut or written "
			"anew",
			ledger->path, head);
	*lines = verifying.lines;
	return verifying.error != OK ? verifying.error : sql_error(ledger, failure);
}
