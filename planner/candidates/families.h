/* Families: private names that share their first word, and the members they lack.
 *
 * A family has two members or more. Its stems are its members without their last word where that
 * leaves two words or more, its members of two words, and the prefix itself; its own last words are
 * those of members with three words or more. Missing members are stems with an own last word (the
 * class COMMON_TOP), and with the most common last words of PyPI's names (their own class, from
 * COMMON_OFTEN). With `acme-auth-client` and `acme-billing`: `acme-billing-client`, `acme-client`,
 * `acme-auth-sdk`, ... At most LIMIT_FAMILY_MEMBERS a family, the most common words first. */
#ifndef CANDIDATES_FAMILIES_H
#define CANDIDATES_FAMILIES_H

#include "candidates/lists.h"

#include <stddef.h>

/* Called for every missing member; MEMBER is the number of the name that its stem came from, FAMILY
 * of the first name of the family. Members of one family follow one another. */
typedef void family_take(void *context, const char *form, size_t length, size_t member,
	size_t family, enum common common);

/* NAMES are canonical and sorted. */
void families_form(const struct lists *lists, const char *const *names, size_t count,
	family_take *take, void *context);

#endif
