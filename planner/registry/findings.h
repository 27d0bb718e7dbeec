/* What a project's own facts say to us: words for an answer. Pure.
 *
 * `ours` and `stranger` need a policy that names our organisation or users, and an index that tells
 * whose a project is. `confusion` is the most urgent of all: the project's earliest visible upload
 * came after we first used the name, so our machines may have been installing it. */
#ifndef REGISTRY_FINDINGS_H
#define REGISTRY_FINDINGS_H

#include "registry/answers.h"

#include <stddef.h>

enum finding {
	FINDING_CONFUSION,   /* appeared after we first used the name */
	FINDING_QUARANTINED, /* PyPI holds it for a look */
	FINDING_OURS,
	FINDING_STRANGER,
	FINDING_EMPTY,    /* no files: a placeholder */
	FINDING_ARCHIVED, /* its owner has closed it */
	FINDINGS,
};

/* Whose we are; NULL texts and no users: not known. */
struct us {
	const char *organisation; /* on PyPI */
	const char *const *users;
	size_t user_count;
};

/* "confusion", ...; and for people: "appeared after you first used the name", ... */
const char *finding_name(enum finding finding);
const char *finding_words(enum finding finding);

/* The findings of an answer, a bit each (1 << finding); none unless the project is there. SINCE is
 * when we first used the name, DATE_NONE where that is not known. */
unsigned findings_of(const struct answer *answer, const struct us *us, date since);

#endif
