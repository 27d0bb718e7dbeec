/* The ledger: what was seen, asked for and answered, over the years. The only folder that knows
 * SQLite.
 *
 * One file (PATH, with -wal and -shm beside it while it is open; 0600), in WAL mode, written by one
 * process at a time: a writer holds PATH.lock for its whole run, so that two audits never compare
 * against the same past. Readers open it read-only and wait for nobody. Every change stands in one
 * transaction with its line in the log (ledger/log.h): a killed run leaves nothing half.
 *
 * The clock of everything here is `--as-of`: days come from the caller. */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include "base/date.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct ledger;

enum ledger_mode {
	LEDGER_READ,   /* must be there; nothing of it is written (SQLite may make its -shm) */
	LEDGER_WRITE,  /* must be there */
	LEDGER_CREATE, /* made where it is missing */
};

enum {
	/* How long one waits for another writer: an audit takes seconds, one that asks a registry
	 * minutes. */
	LEDGER_WAIT_SECONDS = 60,
	/* Days without an answer after which a request is overdue, and before its term's end from
	 * which it is to be renewed or released. */
	LEDGER_OVERDUE_DAYS = 30,
	LEDGER_TERM_DAYS = 60,
};

/* Opens it. Errors: ERR_INPUT where it is missing, no ledger or of a newer program; ERR_IO where
 * the machine refuses; ERR_DOUBT where another writer does not end. */
enum error ledger_open(
	struct ledger **ledger, const char *path, enum ledger_mode mode, struct failure *failure);
void ledger_close(struct ledger *ledger);
/* Closes one that was opened to be filled, and takes its file away where nothing came of it. */
void ledger_discard(struct ledger *ledger);
/* Whether both are one file. */
bool ledger_is_same(const struct ledger *ledger, const struct ledger *other);

/* One transaction. What goes wrong within is kept and given by ledger_commit(), after which nothing
 * of it stands. */
void ledger_begin(struct ledger *ledger);
enum error ledger_commit(struct ledger *ledger, struct failure *failure);
void ledger_abandon(struct ledger *ledger);

/* What went wrong while reading, if anything did. */
enum error ledger_error(const struct ledger *ledger, struct failure *failure);

/* The number of an organisation, made where it is new (0 where it is new and ADD is false). */
int64_t ledger_organisation(struct ledger *ledger, const char *name, bool add);
/* The only one; 0 where there are none or several. */
int64_t ledger_only_organisation(struct ledger *ledger);

/* Whose ledger this is, said once (`--team`): stands on its requests, so that merged ledgers tell
 * whose is whose. "" where nobody said it. */
void ledger_set_team(struct ledger *ledger, const char *team, date day, const char *who);
/* The caller frees. */
char *ledger_team(struct ledger *ledger);

/* Gives room back to the disk. */
enum error ledger_vacuum(struct ledger *ledger, struct failure *failure);

#endif
