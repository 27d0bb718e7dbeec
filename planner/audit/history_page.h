/* The year in a page: what the ledger holds, drawn. Counts alone: no name of a package. */
#ifndef AUDIT_HISTORY_PAGE_H
#define AUDIT_HISTORY_PAGE_H

#include "base/error.h"

struct ledger;
struct text;

enum error history_page(struct ledger *ledger, struct text *out, struct failure *failure);

#endif
