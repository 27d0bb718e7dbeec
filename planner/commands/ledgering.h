/* nameward ledger at work: what its actions share, each in a file ledger_ACTION.c.
 *
 * To add one: its function here, a row in the table of ledger.c, its words in nameward.1. */
#ifndef COMMANDS_LEDGERING_H
#define COMMANDS_LEDGERING_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

struct arguments;
struct ledger;

struct ledgering {
	const struct arguments *arguments;
	struct ledger *ledger;
	int64_t organisation; /* 0: all */
	struct failure failure;
};

enum error ledger_set(struct ledgering *ledgering);
enum error ledger_suppress(struct ledgering *ledgering);
/* ledger_others.c: the files of other ledgers. */
enum error ledger_import_file(struct ledgering *ledgering);
enum error ledger_merge(struct ledgering *ledgering);

/* Who says so: --who, else $USER. */
const char *ledger_who(const struct arguments *arguments);
/* The organisation that is meant, where one must be. */
enum error ledger_one_organisation(struct ledgering *ledgering);
/* How many words stand behind the action. */
enum error ledger_words_must_be(
	struct ledgering *ledgering, size_t least, size_t most, const char *usage);

#endif
