/* The ledger's log: who did what, when, each line sealed by a hash over the one before.
 *
 *	hash(n) = SHA-256(hash(n-1) LF seq LF day LF who LF what LF detail)    hash(0) = ""
 *
 * Triggers keep a line from being changed or removed through SQL, the hashes show it where somebody
 * did it all the same. Each detail is JSON that repeats what was recorded, so that ledger_verify()
 * also sees a table that was changed behind the log's back. Whoever keeps the newest hash elsewhere
 * (`ledger verify --head HASH`) sees even a log that was cut or written anew. */
#ifndef LEDGER_LOG_H
#define LEDGER_LOG_H

#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct ledger;
struct text;

void log_add(
	struct ledger *ledger, date day, const char *who, const char *what, const char *detail);

/* The newest line's hash; "" where there is none. */
void log_head(struct ledger *ledger, char head[DIGEST_TEXT_BYTES]);

struct log_line {
	int64_t seq;
	date day;
	const char *who, *what, *detail, *hash;
};

void log_each(struct ledger *ledger, void (*visit)(void *context, const struct log_line *line),
	void *context);

/* SHA-256 over what a run recorded: its history rows by name, its changes by number. */
void run_content(struct ledger *ledger, int64_t run, char digest[DIGEST_TEXT_BYTES]);

/* The whole chain, every run's content, every state and suppression against its line, SQLite's own
 * integrity_check and foreign keys. HEAD (NULL: none) must be the hash of a line. OK, or ERR_INPUT
 * with the first thing that does not fit; *LINES: how many lines the log has. */
enum error ledger_verify(
	struct ledger *ledger, const char *head, int64_t *lines, struct failure *failure);

#endif
