/* The ledger's tables, and how an older ledger becomes one of today.
 *
 * PRAGMA user_version is the version. A migration is a script that leads from one version to the
 * next; each runs once, all in one transaction, so that a ledger is never between two versions. To
 * change the tables: add a script to the list in schema.c, never touch an older one, and store a
 * ledger of the version before it in tests/data/ledger. */
#ifndef LEDGER_SCHEMA_H
#define LEDGER_SCHEMA_H

#include "base/error.h"

#include <stdbool.h>

struct ledger;

/* "nwld": PRAGMA application_id, so that another program's database is not taken for a ledger. */
enum { LEDGER_APPLICATION = 0x6e776c64 };

/* A table, and the columns that order its rows. */
struct schema_table {
	const char *name, *order;
	bool changes; /* its rows may be changed later: ledger/seal.h digests them as they are now
		       */
};

/* In the order in which they refer to one another; ended by one without a name. */
extern const struct schema_table schema_tables[];

int schema_newest(void);
/* The version of an open ledger; 0: an empty file. */
int schema_version(struct ledger *ledger);
/* Refuses what is no ledger, and one of a newer program. */
enum error schema_refuse(struct ledger *ledger, struct failure *failure);
/* Brings it to version UP_TO (schema_newest(), save in tests). Errors: the ledger is of a newer
 * program, or no ledger. */
enum error schema_migrate(struct ledger *ledger, int up_to, struct failure *failure);
/* Refuses what is no ledger of this version; for readers, who cannot migrate. */
enum error schema_check(struct ledger *ledger, struct failure *failure);

#endif
