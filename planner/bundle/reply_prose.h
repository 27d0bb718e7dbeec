/* Whether words of a mail that are no code could take back what its codes grant. Pure.
 *
 * The lists of words cannot be complete, so both are looked for, each by itself: a word that limits
 * ("not", "declined", a question mark), and anything that speaks of a request: its number (R3,
 * R3's, R2-R3, 3), its place or kind ("the second", "the hold"), a name or namespace that was asked
 * for. What is left are thanks, greetings and dates. A number of days, of a month or of a telephone
 * is none of requests, nor is the name in "Dear Acmeworks team,". */
#ifndef BUNDLE_REPLY_PROSE_H
#define BUNDLE_REPLY_PROSE_H

#include "bundle/reply_said.h"

#include <stdbool.h>
#include <stddef.h>

enum prose {
	PROSE_LIMITS = 1,
	PROSE_IDS = 2,     /* R3 */
	PROSE_NUMBERS = 4, /* 3 */
	PROSE_POINTS = 8,  /* the third */
	PROSE_NAMES = 16,
	PROSE_ALL = 31,
};

/* What of WANTED the plain TEXT holds first; 0: nothing. *WORD is where, of *LENGTH bytes, in TEXT.
 * With GRANTED_ONLY, requests are those that were granted a thing. */
unsigned prose_find(const struct sayings *sayings, const char *text, const char *end,
	unsigned wanted, bool granted_only, const char **word, size_t *length);

#endif
