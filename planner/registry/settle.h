/* A snapshot's judgement and a single answer, put together. Pure.
 *
 * A single answer tells what the bulk index does not: quarantined projects, and what changed since.
 * Doubt stays doubt: an unknown answer turns `unregistered` into `unknown` and nothing else into
 * anything; a project is never thought gone because a server was busy. Where the two disagree, that
 * is said. */
#ifndef REGISTRY_SETTLE_H
#define REGISTRY_SETTLE_H

#include "registry/answers.h"
#include "registry/rules.h"

enum disagreement {
	DISAGREEMENT_NONE,
	DISAGREEMENT_APPEARED, /* not in the snapshot, but it has a page: new, or quarantined */
	DISAGREEMENT_GONE,     /* in the snapshot, but it has no page: removed since */
	DISAGREEMENT_OLDER,    /* in the snapshot; the page says no, but is older than that */
	DISAGREEMENTS,
};

/* A half sentence that says what disagrees; "" for DISAGREEMENT_NONE. */
const char *disagreement_words(enum disagreement disagreement);

/* Judges NAME by RULES and ANSWER (NULL: it was not asked for). The caller releases the judgement.
 */
enum disagreement settle(const struct rules *rules, const char *name, size_t length,
	const struct answer *answer, struct judgement *judgement);

#endif
