/* What the ledger knows of an organisation's names, and the recording of a run. */
#include "ledger/past.h"
#include "base/json.h"
#include "base/text.h"
#include "ledger/log.h"
#include "ledger/sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void load_names(struct ledger *ledger, int64_t organisation, struct past *past)
{
	const char *none = intern_string(past->texts, "");
	/* By the table itself: through the index each row would be looked up in another place. */
	sqlite3_stmt *row = sql(ledger,
		"SELECT id, name, kind, active, verdict, blockers, since, missing, origin, seen"
		" FROM names NOT INDEXED WHERE organisation = ?",
		"i", organisation);
	while (sql_next(ledger, row)) {
		const char *name = sql_text(row, 1), *blockers = sql_text(row, 5);
		int64_t kind = sqlite3_column_int64(row, 2), verdict = sqlite3_column_int64(row, 4);
		if (kind < 0 || kind >= NAME_KINDS || verdict < 0 || verdict >= VERDICTS)
			continue;
		uint32_t number =
			intern_number(past->pool, name, (size_t)sqlite3_column_bytes(row, 1));
		if (number != past->names.count)
			continue;
		*array_add(&past->names) = (struct past_name){.id = sqlite3_column_int64(row, 0),
			.name = intern_at(past->pool, number),
			.kind = (enum name_kind)kind,
			.active = sqlite3_column_int64(row, 3) != 0,
			.verdict = (enum verdict)verdict,
			.blockers = blockers[0] ? intern_string(past->texts, blockers) : none,
			.since = sql_date(row, 6),
			.missing = sql_date(row, 7),
			.origin = intern_string(past->texts, sql_text(row, 8)),
			.seen = sql_date(row, 9)};
	}
	sql_end(row);
}

void past_load(struct ledger *ledger, int64_t organisation, struct past *past)
{
	*past = (struct past){.pool = intern_new(),
		.texts = intern_new(),
		.causes = intern_new(),
		.day = DATE_NONE,
		.snapshot_day = DATE_NONE};
	sqlite3_stmt *row = sql(ledger,
		"SELECT id, day, snapshot_day, serial, index_names, snapshot, policy FROM runs"
		" WHERE organisation = ? ORDER BY id DESC LIMIT 1",
		"i", organisation);
	if (sql_next(ledger, row)) {
		past->run = sqlite3_column_int64(row, 0);
		past->day = sql_date(row, 1);
		past->snapshot_day = sql_date(row, 2);
		past->serial = (uint64_t)sqlite3_column_int64(row, 3);
		past->index_names = (uint32_t)sqlite3_column_int64(row, 4);
		snprintf(past->snapshot, sizeof past->snapshot, "%s", sql_text(row, 5));
		snprintf(past->policy, sizeof past->policy, "%s", sql_text(row, 6));
	}
	sql_end(row);
	load_names(ledger, organisation, past);
	row = sql(ledger, "SELECT cause FROM weaknesses WHERE organisation = ?", "i", organisation);
	while (sql_next(ledger, row))
		intern_string(past->causes, sql_text(row, 0));
	sql_end(row);
}

void past_release(struct past *past)
{
	array_release(&past->names);
	intern_free(past->pool);
	intern_free(past->texts);
	intern_free(past->causes);
	*past = (struct past){0};
}

const struct past_name *past_find(const struct past *past, const char *name)
{
	uint32_t number = intern_find(past->pool, name, strlen(name));
	return number == INTERN_NONE ? NULL : &past->names.items[number];
}

/* SHA-256 over the inputs' digests, in their order: the name of their list, which is stored once.
 */
static void record_inputs(
	struct ledger *ledger, const struct run_record *record, char list[DIGEST_TEXT_BYTES])
{
	struct digester *digester = digester_new();
	for (size_t i = 0; i < record->input_count; i++) {
		autotext struct text line = text_new(LIMIT_LINE_BYTES);
		text_addf(&line, "%s %s\n", record->inputs[i].digest, record->inputs[i].file);
		digester_add(digester, line.bytes, line.length);
	}
	struct digest digest = digester_end(digester);
	digest_format(&digest, list);
	for (size_t i = 0; i < record->input_count; i++)
		sql_do(ledger,
			"INSERT OR IGNORE INTO inputs(list, number, file, digest) VALUES (?,?,?,?)",
			"titt", list, (int64_t)i + 1, record->inputs[i].file,
			record->inputs[i].digest);
}

int64_t run_begin(struct ledger *ledger, int64_t organisation, const struct run_record *record)
{
	char list[DIGEST_TEXT_BYTES];
	record_inputs(ledger, record, list);
	sql_do(ledger,
		"INSERT INTO runs(organisation, day, program, snapshot, serial, snapshot_day,"
		" policy, inputs, baseline, shown, index_names, names, internal, open, taken,"
		" blocked, asks, exposure, own_side)"
		" VALUES (?,?,?,?,?,?,?,?,?,0,?,?,?,?,?,?,?,?,?)",
		"idttidttiiiiiiiiii", organisation, record->day, record->program, record->snapshot,
		(int64_t)record->serial, record->snapshot_day, record->policy, list,
		(int64_t)record->baseline, record->index_names, record->names, record->internal,
		record->open, record->taken, record->blocked, record->asks, record->exposure,
		record->own_side);
	return sqlite3_last_insert_rowid(ledger->db);
}

void run_names(struct ledger *ledger, int64_t organisation, int64_t run,
	const struct name_update *updates, size_t count)
{
	sqlite3_stmt *add = sql(ledger,
		"INSERT INTO names(organisation, name, kind, active, verdict, blockers, since,"
		" missing, origin, changed, seen) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
		"");
	sqlite3_stmt *change = sql(ledger,
		"UPDATE names SET kind = ?, active = ?, verdict = ?, blockers = ?, since = ?,"
		" missing = ?, origin = ?, changed = CASE ? WHEN 0 THEN changed ELSE ? END WHERE "
		"id = ?",
		"");
	sqlite3_stmt *history = sql(
		ledger, "INSERT INTO history(run, name, verdict, blockers) VALUES (?,?,?,?)", "");
	for (size_t i = 0; i < count && ledger->error == OK; i++) {
		const struct past_name *name = &updates[i].name;
		int64_t id = name->id;
		if (id == 0) {
			sql_again(ledger, add, "itiiitddtid", organisation, name->name,
				(int64_t)name->kind, (int64_t)name->active, (int64_t)name->verdict,
				name->blockers, name->since, name->missing, name->origin, run,
				name->seen);
			sql_next(ledger, add);
			id = sqlite3_last_insert_rowid(ledger->db);
		} else {
			sql_again(ledger, change, "iiitddtiii", (int64_t)name->kind,
				(int64_t)name->active, (int64_t)name->verdict, name->blockers,
				name->since, name->missing, name->origin,
				(int64_t)updates[i].judged, run, id);
			sql_next(ledger, change);
		}
		if (!updates[i].judged)
			continue;
		sql_again(ledger, history, "iiit", run, id, (int64_t)name->verdict, name->blockers);
		sql_next(ledger, history);
	}
	sql_end(add);
	sql_end(change);
	sql_end(history);
}

void run_changes(
	struct ledger *ledger, int64_t run, const struct recorded_change *changes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		sql_do(ledger,
			"INSERT INTO changes(run, number, class, name, evidence, suppressed)"
			" VALUES (?,?,?,?,?,?)",
			"iittti", run, (int64_t)i + 1, changes[i].class, changes[i].name,
			changes[i].evidence, (int64_t)changes[i].suppressed);
}

void run_causes(struct ledger *ledger, int64_t organisation, int64_t run, const char *const *causes,
	size_t count)
{
	sql_do(ledger, "DELETE FROM weaknesses WHERE organisation = ?", "i", organisation);
	for (size_t i = 0; i < count; i++)
		sql_do(ledger, "INSERT OR IGNORE INTO weaknesses VALUES (?,?,?)", "iti",
			organisation, causes[i], run);
}

void run_end(struct ledger *ledger, int64_t run, date day, const char *who)
{
	char content[DIGEST_TEXT_BYTES];
	run_content(ledger, run, content);
	cJSON *detail = cJSON_CreateObject();
	json_add_integer(detail, "run", run);
	json_add_text(detail, "content", content);
	log_detail(ledger, day, who, "run", detail);
}

void run_shown(struct ledger *ledger, int64_t run)
{
	sql_do(ledger,
		"UPDATE runs SET shown = 1 WHERE shown = 0 AND id <= ?1 AND organisation ="
		" (SELECT organisation FROM runs WHERE id = ?1)",
		"i", run);
}

void runs_each_unshown(struct ledger *ledger, int64_t organisation,
	void (*visit)(void *context, int64_t run, date day), void *context)
{
	sqlite3_stmt *row = sql(ledger,
		"SELECT id, day FROM runs WHERE organisation = ? AND shown = 0 ORDER BY id", "i",
		organisation);
	while (sql_next(ledger, row))
		visit(context, sqlite3_column_int64(row, 0), sql_date(row, 1));
	sql_end(row);
}

void run_each_change(struct ledger *ledger, int64_t run,
	void (*visit)(void *context, const struct recorded_change *change), void *context)
{
	sqlite3_stmt *row = sql(ledger,
		"SELECT class, name, evidence, suppressed FROM changes WHERE run = ?"
		" ORDER BY number",
		"i", run);
	while (sql_next(ledger, row)) {
		struct recorded_change change = {sql_text(row, 0), sql_text(row, 1),
			sql_text(row, 2), sqlite3_column_int64(row, 3) != 0};
		visit(context, &change);
	}
	sql_end(row);
}
