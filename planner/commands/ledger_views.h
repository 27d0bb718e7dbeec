/* nameward ledger list, show and log: what the ledger holds, for people and programs. */
#ifndef COMMANDS_LEDGER_VIEWS_H
#define COMMANDS_LEDGER_VIEWS_H

#include "commands/command.h"

struct ledger;

/* ORGANISATION 0: all of them. */
void ledger_list(struct ledger *ledger, int64_t organisation, enum format format, date as_of);
/* False where the ledger knows nothing of that name. */
bool ledger_show(struct ledger *ledger, int64_t organisation, const char *name, enum format format,
	date as_of);
void ledger_log(struct ledger *ledger, enum format format);

#endif
