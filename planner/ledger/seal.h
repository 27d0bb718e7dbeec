/* What the tables hold, as one line of the log.
 *
 * Every transaction that adds to the log ends with a line `state`: of each table that may be
 * changed in place a SHA-256 over all its rows. So the newest line of the log speaks of everything
 * that the ledger holds now, and whoever keeps its hash sees a change of any value anywhere. What a
 * run recorded is never changed again, and has a digest of its own in the line of that run
 * (run_content). */
#ifndef LEDGER_SEAL_H
#define LEDGER_SEAL_H

#include <stdbool.h>

struct json;
struct ledger;

/* Adds the line, by whom and on the day of the newest one. */
void seal_add(struct ledger *ledger);

/* The first table that does not hold what the detail of a line `state` says, or NULL. */
const char *seal_differs(struct ledger *ledger, const struct json *detail);

#endif
