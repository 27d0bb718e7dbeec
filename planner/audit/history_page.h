/* The year in a page: what the ledger holds, drawn. Counts alone: no name of a package. */
#ifndef AUDIT_HISTORY_PAGE_H
#define AUDIT_HISTORY_PAGE_H

#include "base/date.h"
#include "base/error.h"

struct ledger;
struct text;

/* AS_OF: the day on which terms are over or not. */
enum error history_page(
	struct ledger *ledger, date as_of, struct text *out, struct failure *failure);

#endif
