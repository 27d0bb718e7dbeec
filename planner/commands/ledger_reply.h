/* `nameward ledger reply`: what PyPI answered by mail, into the ledger. */
#ifndef COMMANDS_LEDGER_REPLY_H
#define COMMANDS_LEDGER_REPLY_H

#include "base/error.h"

struct arguments;
struct ledger;

/* Reads the reply that the second word names ("-" and none: standard input) to the bundle of
 * `--bundle`, and sets each request that it answers to granted or declined, with what was said as
 * its note: all of them, or, where one cannot be set, none. WHO says so. */
enum error ledger_reply(const struct arguments *arguments, struct ledger *ledger, const char *who,
	struct failure *failure);

#endif
