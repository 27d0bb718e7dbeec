/* Names that may not leave the company, taken out of sentences that do.
 *
 * A plan holds sentences that people and other stages wrote: why a request is made, what a score's
 * part rests on, where the policy differs. Such a sentence may name a name that is not asked for.
 * The view of what is asked (bundle/asked.h) is made of those sentences only after each went
 * through withhold_text(), so that no rendering has to remember it.
 *
 * Names are found in any spelling (upper case, `_` or `.` for `-`), whole or as a run of whole
 * words inside a longer word ("acme-vault" in "libs/acme-vault.git"). What is also told openly (a
 * name that is asked for, and its words) stays; and so does a common English word
 * (wordlists/common.txt): in a sentence it tells nothing of a name that is the same word. */
#ifndef BUNDLE_WITHHOLD_H
#define BUNDLE_WITHHOLD_H

#include <stdbool.h>
#include <stddef.h>

struct intern;
struct text;

struct withhold {
	struct intern *hidden; /* canonical names that may not be told */
	struct intern *told;   /* canonical names, and their words, that may */
};

struct withhold withhold_new(void);
void withhold_release(struct withhold *withhold);

/* Canonical names. A name that is both hidden and told is told. */
void withhold_hide(struct withhold *withhold, const char *name);
void withhold_tell(struct withhold *withhold, const char *name);

/* Whether this canonical name may not be told. */
bool withhold_is_hidden(const struct withhold *withhold, const char *name, size_t length);

/* Adds SENTENCE to OUT with "[withheld]" in place of each hidden name. */
void withhold_text(const struct withhold *withhold, const char *sentence, struct text *out);

#endif
