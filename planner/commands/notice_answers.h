/* Whether what a bundle asks was answered, by the ledger. */
#ifndef COMMANDS_NOTICE_ANSWERS_H
#define COMMANDS_NOTICE_ANSWERS_H

#include "base/error.h"

struct asked;

/* OK where the ledger at PATH holds, for each name and prefix that is asked for, an answer to it:
 * it was granted, or declined, withdrawn or released since the day of the plan (what was declined
 * before is asked for again). Else ERR_INPUT with a sentence that says which are open. */
enum error notice_answers_check(
	const struct asked *asked, const char *path, struct failure *failure);

#endif
