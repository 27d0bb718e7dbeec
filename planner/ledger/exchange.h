/* A ledger as JSON lines, and back: `{"table":"runs","row":{"id":1,...}}`, tables in the order in
 * which they refer to one another, rows by key. The first line is
 * `{"format":"nameward-ledger-1","version":4}`. What was exported is imported to an equal ledger,
 * its log and hashes too. */
#ifndef LEDGER_EXCHANGE_H
#define LEDGER_EXCHANGE_H

#include "base/error.h"

#include <stdio.h>

struct ledger;

enum error ledger_export(struct ledger *ledger, FILE *out, struct failure *failure);

/* Fills an empty ledger from LENGTH bytes, in one transaction, and verifies it. FILE is their name
 * for messages. Errors: the ledger holds something already; a line is none of an export. */
enum error ledger_import(struct ledger *ledger, const char *file, const char *bytes, size_t length,
	struct failure *failure);

#endif
