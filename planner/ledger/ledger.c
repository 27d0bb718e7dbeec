/* Opening and closing the ledger, and its transactions. */
#include "ledger/ledger.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/say.h"
#include "base/text.h"
#include "ledger/log.h"
#include "ledger/schema.h"
#include "ledger/seal.h"
#include "ledger/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A ledger belongs to one thread: no lock around every value that is read. */
enum { ONE_THREAD = SQLITE_OPEN_NOMUTEX };

/* Waits for the lock of one writer. A killed process gives it back by itself. */
static enum error lock(struct ledger *ledger, struct failure *failure)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	text_addf(&path, "%s.lock", ledger->path);
	ledger->lock = open(path.bytes, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (ledger->lock < 0)
		return fail(failure, ERR_IO,
			"%s: could not be made (%s): a ledger is written in a folder that can be "
			"written",
			path.bytes, strerror(errno));
	for (int tenths = 0; flock(ledger->lock, LOCK_EX | LOCK_NB) != 0; tenths++) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return fail(failure, ERR_IO, "%s: could not be locked: %s", path.bytes,
				strerror(errno));
		if (tenths >= LEDGER_WAIT_SECONDS * 10)
			return fail(failure, ERR_DOUBT,
				"%s: another nameward has been writing for %d seconds; nothing was "
				"done: run again when it has ended",
				ledger->path, LEDGER_WAIT_SECONDS);
		nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
	}
	return OK;
}

/* What a database file of SQLite begins with (its "Database File Format", 1.3): 16 bytes, and from
 * byte 68 on the application. A ledger whose first writer was killed may not have the latter yet.
 */
enum { HEADER_BYTES = 100, APPLICATION_AT = 68 };

/* Refuses another file before anything of it or beside it is touched; *OURS: it says so itself. */
static enum error look_at_header(const struct ledger *ledger, bool *ours, struct failure *failure)
{
	unsigned char header[HEADER_BYTES] = {0};
	int file = open(ledger->path, O_RDONLY | O_CLOEXEC);
	ssize_t got = file >= 0 ? read(file, header, sizeof header) : -1;
	if (file >= 0)
		close(file);
	if (got < 0)
		return fail(failure, ERR_IO, "%s: could not be read: %s", ledger->path,
			strerror(errno));
	if (got > 0 && memcmp(header, "SQLite format 3", 16) != 0)
		return fail(failure, ERR_INPUT,
			"%s: this is no ledger, or a damaged one: name another file, or put a copy "
			"or an import of an export in its place",
			ledger->path);
	uint32_t application = 0;
	for (int i = 0; i < 4; i++)
		application = application << 8 | header[APPLICATION_AT + i];
	*ours = application == LEDGER_APPLICATION;
	return OK;
}

/* The file is there, plain, and for its owner alone: -wal and -shm get its mode from SQLite. */
static enum error look_at_file(
	const struct ledger *ledger, enum ledger_mode mode, struct failure *failure)
{
	struct stat status;
	bool ours = false;
	if (stat(ledger->path, &status) != 0) {
		if (errno != ENOENT || mode != LEDGER_CREATE)
			return fail(failure, ERR_INPUT,
				"%s: %s; nameward audit --ledger FILE makes a ledger", ledger->path,
				strerror(errno));
		int made = open(ledger->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (made < 0 && errno != EEXIST)
			return fail(failure, ERR_IO, "%s: could not be made: %s", ledger->path,
				strerror(errno));
		if (made >= 0)
			close(made);
		return OK;
	}
	if (!S_ISREG(status.st_mode))
		return fail(failure, ERR_INPUT, "%s: is no file", ledger->path);
	enum error error = look_at_header(ledger, &ours, failure);
	if (error != OK || mode == LEDGER_READ)
		return error;
	if (access(ledger->path, W_OK) != 0 || (status.st_mode & 0222) == 0)
		return fail(failure, ERR_IO,
			"%s: is read-only, and this command records: give it back its owner's "
			"right to write, or use nameward ledger list and show",
			ledger->path);
	if (ours && (status.st_mode & 077) != 0) {
		say_warning("%s: others could read it; its mode is now 0600", ledger->path);
		if (chmod(ledger->path, 0600) != 0)
			return fail(failure, ERR_IO, "%s: its mode could not be changed: %s",
				ledger->path, strerror(errno));
	}
	return OK;
}

/* A ledger in a folder that cannot be written has no -shm: with no -wal either nobody is writing,
 * and SQLite may read the file as it is. */
static void open_unchanging(struct ledger *ledger)
{
	autotext struct text uri = text_new(LIMIT_LINE_BYTES);
	text_add(&uri, "file:");
	for (const char *c = ledger->path; *c != '\0'; c++) {
		if (strchr("?#%", *c) != NULL)
			text_addf(&uri, "%%%02x", (unsigned char)*c);
		else
			text_add_char(&uri, *c);
	}
	text_add(&uri, "?immutable=1");
	sqlite3_close(ledger->db);
	ledger->db = NULL;
	ledger->error = OK;
	if (sqlite3_open_v2(uri.bytes, &ledger->db,
		    SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | ONE_THREAD, NULL) != SQLITE_OK)
		sql_fail(ledger, "could not be opened");
}

static bool has_wal(const struct ledger *ledger)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	struct stat status;
	text_addf(&path, "%s-wal", ledger->path);
	return stat(path.bytes, &status) == 0 && status.st_size > 0;
}

static enum error open_reading(struct ledger *ledger, struct failure *failure)
{
	if (sqlite3_open_v2(ledger->path, &ledger->db, SQLITE_OPEN_READONLY | ONE_THREAD, NULL) !=
		SQLITE_OK)
		sql_fail(ledger, "could not be opened");
	sqlite3_busy_timeout(ledger->db, LEDGER_WAIT_SECONDS * 1000);
	sql_number(ledger, 0, "SELECT count(*) FROM sqlite_schema", "");
	if (ledger->error != OK && !has_wal(ledger))
		open_unchanging(ledger);
	return ledger->error == OK ? schema_check(ledger, failure) : sql_error(ledger, failure);
}

static enum error open_writing(struct ledger *ledger, struct failure *failure)
{
	mode_t mask = umask(0077);
	if (sqlite3_open_v2(ledger->path, &ledger->db, SQLITE_OPEN_READWRITE | ONE_THREAD, NULL) !=
		SQLITE_OK)
		sql_fail(ledger, "could not be opened");
	sqlite3_busy_timeout(ledger->db, LEDGER_WAIT_SECONDS * 1000);
	sql_do(ledger, "PRAGMA foreign_keys = ON", "");
	/* Another program's database stays as it is, its journal too. */
	enum error error = schema_refuse(ledger, failure);
	if (error == OK)
		sql_do(ledger, "PRAGMA journal_mode = WAL", "");
	/* A commit is on the disk when it returns. */
	sql_do(ledger, "PRAGMA synchronous = FULL", "");
	if (error == OK)
		error = schema_migrate(ledger, schema_newest(), failure);
	umask(mask);
	return error;
}

enum error ledger_open(
	struct ledger **ledger, const char *path, enum ledger_mode mode, struct failure *failure)
{
	struct ledger *opened = memory_new(1, sizeof *opened);
	*opened = (struct ledger){
		.path = memory_copy(path, strlen(path)), .lock = -1, .writes = mode != LEDGER_READ};
	enum error error = look_at_file(opened, mode, failure);
	if (error == OK && opened->writes)
		error = lock(opened, failure);
	if (error == OK)
		error = opened->writes ? open_writing(opened, failure)
				       : open_reading(opened, failure);
	if (error != OK) {
		ledger_close(opened);
		return error;
	}
	*ledger = opened;
	return OK;
}

void ledger_close(struct ledger *ledger)
{
	if (ledger == NULL)
		return;
	sqlite3_close(ledger->db);
	if (ledger->lock >= 0)
		close(ledger->lock);
	free(ledger->path);
	free(ledger);
}

bool ledger_is_same(const struct ledger *ledger, const struct ledger *other)
{
	struct stat one, two;
	return stat(ledger->path, &one) == 0 && stat(other->path, &two) == 0 &&
	       one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

void ledger_discard(struct ledger *ledger)
{
	static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
	bool empty = ledger->writes && sql_number(ledger, 1, "SELECT count(*) FROM log", "") == 0;
	for (size_t i = 0; empty && i < sizeof ends / sizeof *ends; i++) {
		autotext struct text path = text_new(LIMIT_LINE_BYTES);
		text_addf(&path, "%s%s", ledger->path, ends[i]);
		unlink(path.bytes);
	}
	ledger_close(ledger);
}

void ledger_begin(struct ledger *ledger)
{
	ledger->logged = false;
	sql_do(ledger, "BEGIN IMMEDIATE", "");
}

enum error ledger_commit(struct ledger *ledger, struct failure *failure)
{
	if (ledger->logged)
		seal_add(ledger);
	sql_do(ledger, "COMMIT", "");
	if (ledger->error == OK)
		return OK;
	ledger_abandon(ledger);
	return sql_error(ledger, failure);
}

void ledger_abandon(struct ledger *ledger)
{
	if (!sqlite3_get_autocommit(ledger->db))
		sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
}

enum error ledger_error(const struct ledger *ledger, struct failure *failure)
{
	return sql_error(ledger, failure);
}

int64_t ledger_organisation(struct ledger *ledger, const char *name, bool add)
{
	if (add)
		sql_do(ledger, "INSERT OR IGNORE INTO organisations(name) VALUES (?)", "t", name);
	return sql_number(ledger, 0, "SELECT id FROM organisations WHERE name = ?", "t", name);
}

int64_t ledger_only_organisation(struct ledger *ledger)
{
	return sql_number(ledger, 0, "SELECT min(id) FROM organisations HAVING count(*) = 1", "");
}

void ledger_set_team(struct ledger *ledger, const char *team, date day, const char *who)
{
	autofree char *now = ledger_team(ledger);
	if (strcmp(now, team) == 0)
		return;
	sql_do(ledger, "INSERT OR REPLACE INTO meta(key, value) VALUES ('team', ?)", "t", team);
	/* Its own requests go with it. */
	sql_do(ledger, "UPDATE OR IGNORE requests SET team = ?1 WHERE team = ?2", "tt", team, now);
	cJSON *detail = cJSON_CreateObject();
	json_add_text(detail, "team", team);
	log_detail(ledger, day, who, "team", detail);
}

char *ledger_team(struct ledger *ledger)
{
	sqlite3_stmt *row = sql(ledger, "SELECT value FROM meta WHERE key = 'team'", "");
	const char *team = sql_next(ledger, row) ? sql_text(row, 0) : "";
	char *copy = memory_copy(team, strlen(team));
	sql_end(row);
	return copy;
}

enum error ledger_vacuum(struct ledger *ledger, struct failure *failure)
{
	sql_do(ledger, "VACUUM", "");
	sql_do(ledger, "PRAGMA wal_checkpoint(TRUNCATE)", "");
	return sql_error(ledger, failure);
}
