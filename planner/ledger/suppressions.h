/* Suppressions: what a person has looked at and does not want to hear of again until a day. */
#ifndef LEDGER_SUPPRESSIONS_H
#define LEDGER_SUPPRESSIONS_H

#include "base/date.h"
#include "base/intern.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>

struct ledger;

struct suppression {
	int64_t id;
	const char *class; /* of changes (audit/changes.h), or "*" */
	const char *name;  /* canonical, or "*" */
	const char *reason, *who, *organisation;
	date day, until; /* up to, not including */
};

struct suppressions {
	ARRAY(struct suppression) items;
};

void suppressions_load(struct ledger *ledger, int64_t organisation, struct intern *pool,
	struct suppressions *suppressions);
/* A new one; of two of the same class and name the newer holds. */
void suppressions_add(
	struct ledger *ledger, int64_t organisation, const struct suppression *suppression);
/* The one that silences this change on that day, or NULL. */
const struct suppression *suppressions_find(
	const struct suppressions *suppressions, const char *class, const char *name, date day);

#endif
