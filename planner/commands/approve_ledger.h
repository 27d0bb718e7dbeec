/* A bundle and its ledger: what approvals and sending mean for the requests recorded there.
 *
 * Each request of the bundle at hand, a name or prefix a row, must be in the ledger (`audit
 * --ledger` puts it there). With the first approval it becomes `reviewed`, with the last one
 * `approved`, under the approval digest; so with one role, or none, it is approved at once. A
 * request that is that far already stays as it is. */
#ifndef COMMANDS_APPROVE_LEDGER_H
#define COMMANDS_APPROVE_LEDGER_H

#include "base/error.h"

#include <stdbool.h>

struct arguments;
struct ledger;
struct plan;

struct approve_ledger {
	struct ledger *ledger; /* NULL: none is kept */
	unsigned count;        /* requests whose state changes */
	const char *state;
};

/* Opens --ledger, where one was given, and changes the states, uncommitted. Errors: a ledger that
 * lacks a request. */
enum error approve_ledger_begin(struct approve_ledger *ledger, const struct arguments *arguments,
	const struct plan *plan, struct failure *failure);
enum error approve_ledger_commit(struct approve_ledger *ledger, struct failure *failure);
/* What was not committed is forgotten. */
void approve_ledger_end(struct approve_ledger *ledger);

/* Reads the bundle at DIR and fills DIGEST; ERR_INPUT where it is not as it was written, or, with
 * FOR_SENDING, a draft, and where an approval is missing. */
enum error approve_bundle_digest(const char *dir, bool for_sending, char digest[65],
	const struct arguments *arguments, struct failure *failure);

#endif
