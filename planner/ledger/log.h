/* The ledger's log: who did what, when, each line sealed by a hash over the one before.
 *
 *	hash(n) = SHA-256(hash(n-1) LF seq LF day LF who LF what LF detail)    hash(0) = ""
 *
 * Triggers keep a line from being changed or removed through SQL, the hashes show it where somebody
 * did it all the same. Each detail is JSON that repeats what was recorded, and each transaction
 * ends with a line over all tables (ledger/seal.h), so that ledger_verify() also sees a table that
 * was changed behind the log's back. Whoever keeps the newest hash elsewhere (`ledger verify --head
 * HASH`) sees even a log that was cut or written anew. */
#ifndef LEDGER_LOG_H
#define LEDGER_LOG_H

#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct cJSON;
struct ledger;

void log_add(
	struct ledger *ledger, date day, const char *who, const char *what, const char *detail);

/* The same; DETAIL is an object of cJSON's, which is freed. */
void log_detail(
	struct ledger *ledger, date day, const char *who, const char *what, struct cJSON *detail);

/* The newest line's hash; "" where there is none. */
void log_head(struct ledger *ledger, char head[DIGEST_TEXT_BYTES]);

struct log_line {
	int64_t seq;
	date day;
	const char *who, *what, *detail, *hash;
};

/* The hash of LINE after a line whose hash is PREVIOUS. */
void log_hash(const char *previous, const struct log_line *line, char hash[DIGEST_TEXT_BYTES]);

void log_each(struct ledger *ledger, void (*visit)(void *context, const struct log_line *line),
	void *context);

/* SHA-256 over what a run recorded: its history rows by name, its changes by number. */
void run_content(struct ledger *ledger, int64_t run, char digest[DIGEST_TEXT_BYTES]);

/* The whole chain, every run's content, every state and suppression against its line, all tables
 * against the newest line, SQLite's own integrity_check and foreign keys. HEAD (NULL: none) must be
 * the hash of a line. OK, or ERR_INPUT with the first thing that does not fit; *LINES: how many
 * lines the log has. */
enum error ledger_verify(
	struct ledger *ledger, const char *head, int64_t *lines, struct failure *failure);

#endif
