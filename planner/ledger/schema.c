/* The ledger's tables, version by version. */
#include "ledger/schema.h"
#include "base/json.h"
#include "ledger/log.h"
#include "ledger/seal.h"
#include "ledger/sql.h"

#include <stdio.h>

/* Days are days since 1970-01-01. Texts that are one of few (mechanism, state, class, verdict) are
 * their names, so that a ledger can be read with sqlite3 alone; of a name's verdict, of which there
 * are millions, the number (0 invalid, 1 stdlib, 2 exists, 3 reserved, 4 similar, 5 unregistered).
 */
static const char version_1[] =
	"CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE organisations(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
	"CREATE TABLE runs(id INTEGER PRIMARY KEY,"
	" organisation INTEGER NOT NULL REFERENCES organisations(id),"
	" day INTEGER NOT NULL, program TEXT NOT NULL, snapshot TEXT NOT NULL,"
	" serial INTEGER NOT NULL, snapshot_day INTEGER, policy TEXT NOT NULL,"
	" inputs TEXT NOT NULL, baseline INTEGER NOT NULL, shown INTEGER NOT NULL,"
	" index_names INTEGER NOT NULL, names INTEGER NOT NULL, internal INTEGER NOT NULL, open "
	"INTEGER NOT NULL,"
	" taken INTEGER NOT NULL, blocked INTEGER NOT NULL, asks INTEGER NOT NULL,"
	" exposure INTEGER NOT NULL, own_side INTEGER NOT NULL);"
	"CREATE TABLE names(id INTEGER PRIMARY KEY,"
	" organisation INTEGER NOT NULL REFERENCES organisations(id), name TEXT NOT NULL,"
	" kind INTEGER NOT NULL, active INTEGER NOT NULL, verdict INTEGER NOT NULL,"
	" blockers TEXT NOT NULL, since INTEGER, changed INTEGER NOT NULL REFERENCES runs(id),"
	" UNIQUE(organisation, name));"
	"CREATE TABLE history(name INTEGER NOT NULL REFERENCES names(id),"
	" run INTEGER NOT NULL REFERENCES runs(id), verdict INTEGER NOT NULL,"
	" blockers TEXT NOT NULL, PRIMARY KEY(run, name)) WITHOUT ROWID;"
	"CREATE TABLE changes(run INTEGER NOT NULL REFERENCES runs(id), number INTEGER NOT NULL,"
	" class TEXT NOT NULL, name TEXT NOT NULL, evidence TEXT NOT NULL,"
	" suppressed INTEGER NOT NULL, PRIMARY KEY(run, number)) WITHOUT ROWID;"
	"CREATE TABLE weaknesses(organisation INTEGER NOT NULL REFERENCES organisations(id),"
	" cause TEXT NOT NULL, run INTEGER NOT NULL REFERENCES runs(id),"
	" PRIMARY KEY(organisation, cause)) WITHOUT ROWID;"
	"CREATE TABLE requests(id INTEGER PRIMARY KEY,"
	" organisation INTEGER NOT NULL REFERENCES organisations(id), team TEXT NOT NULL,"
	" mechanism TEXT NOT NULL, target TEXT NOT NULL, state TEXT NOT NULL,"
	" day INTEGER NOT NULL, term INTEGER,"
	" UNIQUE(organisation, team, mechanism, target));"
	"CREATE TABLE states(request INTEGER NOT NULL REFERENCES requests(id),"
	" number INTEGER NOT NULL, state TEXT NOT NULL, day INTEGER NOT NULL, who TEXT NOT NULL,"
	" ref TEXT NOT NULL, note TEXT NOT NULL, digest TEXT NOT NULL,"
	" PRIMARY KEY(request, number)) WITHOUT ROWID;"
	"CREATE TABLE suppressions(id INTEGER PRIMARY KEY,"
	" organisation INTEGER NOT NULL REFERENCES organisations(id), class TEXT NOT NULL,"
	" name TEXT NOT NULL, reason TEXT NOT NULL, day INTEGER NOT NULL, until INTEGER NOT NULL,"
	" who TEXT NOT NULL);"
	"CREATE TABLE log(seq INTEGER PRIMARY KEY, day INTEGER NOT NULL, who TEXT NOT NULL,"
	" what TEXT NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL);"
	"CREATE TRIGGER log_stays BEFORE UPDATE ON log"
	" BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;"
	"CREATE TRIGGER log_keeps BEFORE DELETE ON log"
	" BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;";

/* What was told of a request, so that it is told once: the number of the state that was overdue,
 * the term that was about to end. And the day since when a project is missing from the index
 * without anybody having confirmed it. */
static const char version_2[] =
	"ALTER TABLE requests ADD COLUMN told_overdue INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE requests ADD COLUMN told_term INTEGER;"
	"ALTER TABLE names ADD COLUMN missing INTEGER;";

/* What a name was a candidate of: `OPERATOR TARGET WEIGHT PROBABILITY`, so that a request stands
 * also when no generator forms its name this time, and a variant goes with its target. */
static const char version_3[] = "ALTER TABLE names ADD COLUMN origin TEXT NOT NULL DEFAULT '';";

/* The inputs of a run one by one: `runs.inputs` is the digest of their list, `inputs.list`, which
 * is stored once for all runs that read the same. And the day on which the ledger first held a
 * name. */
static const char version_4[] =
	"CREATE TABLE inputs(list TEXT NOT NULL, number INTEGER NOT NULL, file TEXT NOT NULL,"
	" digest TEXT NOT NULL, PRIMARY KEY(list, number)) WITHOUT ROWID;"
	"ALTER TABLE names ADD COLUMN seen INTEGER;"
	"UPDATE names SET seen = first.day FROM (SELECT history.name, min(runs.day) AS day FROM"
	" history JOIN runs ON runs.id = history.run GROUP BY history.name) AS first"
	" WHERE first.name = names.id;";

/* The term that was told to be over, and the term of each word: what was asked for, and until when
 * it was granted or granted again. */
static const char version_5[] = "ALTER TABLE requests ADD COLUMN told_over INTEGER;"
				"ALTER TABLE states ADD COLUMN term INTEGER;";

static const char *const migrations[] = {version_1, version_2, version_3, version_4, version_5};

const struct schema_table schema_tables[] = {
	{"meta", "key", true},
	{"organisations", "id", true},
	{"inputs", "list, number", true},
	{"runs", "id", false},
	{"names", "id", true},
	{"history", "run, name", false},
	{"changes", "run, number", false},
	{"weaknesses", "organisation, cause", true},
	{"requests", "id", true},
	{"states", "request, number", true},
	{"suppressions", "id", true},
	{"log", "seq", false},
	{NULL, NULL, false},
};

int schema_newest(void)
{
	return (int)(sizeof migrations / sizeof *migrations);
}

int schema_version(struct ledger *ledger)
{
	return (int)sql_number(ledger, 0, "PRAGMA user_version", "");
}

enum error schema_refuse(struct ledger *ledger, struct failure *failure)
{
	int version = schema_version(ledger);
	int64_t application = sql_number(ledger, 0, "PRAGMA application_id", "");
	int64_t tables = sql_number(ledger, 0, "SELECT count(*) FROM sqlite_schema", "");
	if (ledger->error != OK)
		return sql_error(ledger, failure);
	if (application != LEDGER_APPLICATION && (version != 0 || tables != 0))
		return fail(failure, ERR_INPUT,
			"%s: this is a database of another program, not a ledger; name another "
			"file",
			ledger->path);
	if (version > schema_newest())
		return fail(failure, ERR_INPUT,
			"%s: a ledger of version %d, this program knows versions up to %d: use "
			"the newer nameward that wrote it",
			ledger->path, version, schema_newest());
	return OK;
}

/* From here on the log speaks of the tables as they are now. */
static void seal_migrated(struct ledger *ledger, int version)
{
	cJSON *detail = cJSON_CreateObject();
	json_add_integer(detail, "version", version);
	date day = (date)sql_number(
		ledger, DATE_NONE, "SELECT day FROM log ORDER BY seq DESC LIMIT 1", "");
	if (day == DATE_NONE) {
		cJSON_Delete(detail);
		return;
	}
	log_detail(ledger, day, "nameward", "migrate", detail);
	seal_add(ledger);
}

enum error schema_migrate(struct ledger *ledger, int up_to, struct failure *failure)
{
	enum error error = schema_refuse(ledger, failure);
	if (error != OK || schema_version(ledger) >= up_to)
		return error;
	sql_do(ledger, "BEGIN IMMEDIATE", "");
	int from = schema_version(ledger);
	/* Another process may have come first. */
	for (int version = schema_version(ledger); ledger->error == OK && version < up_to;
		version++) {
		char pragma[64];
		if (sqlite3_exec(ledger->db, migrations[version], NULL, NULL, NULL) != SQLITE_OK)
			sql_fail(ledger, "could not be brought to a newer version");
		snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d", version + 1);
		sql_do(ledger, pragma, "");
		snprintf(pragma, sizeof pragma, "PRAGMA application_id = %d", LEDGER_APPLICATION);
		sql_do(ledger, pragma, "");
	}
	if (from > 0 && up_to == schema_newest())
		seal_migrated(ledger, up_to);
	sql_do(ledger, "COMMIT", "");
	if (ledger->error != OK)
		sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
	return sql_error(ledger, failure);
}

enum error schema_check(struct ledger *ledger, struct failure *failure)
{
	enum error error = schema_refuse(ledger, failure);
	if (error == OK && schema_version(ledger) == 0)
		return fail(failure, ERR_INPUT,
			"%s: is empty: nameward audit --ledger FILE makes a ledger of it",
			ledger->path);
	if (error == OK && schema_version(ledger) != schema_newest())
		return fail(failure, ERR_INPUT,
			"%s: a ledger of version %d is brought to version %d by the next command "
			"that writes: run nameward ledger vacuum",
			ledger->path, schema_version(ledger), schema_newest());
	return error;
}
