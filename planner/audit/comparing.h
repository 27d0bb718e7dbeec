/* A comparison at work: what its parts share (changes.h is for everybody else).
 *
 * changes.c compares; recorded.c goes through the names, steps.c looks at one of them, evidence.c
 * words what is told, wants.c says what must be known before. */
#ifndef AUDIT_COMPARING_H
#define AUDIT_COMPARING_H

#include "audit/changes.h"
#include "base/limits.h"
#include "registry/answers.h"
#include "registry/rules.h"

struct plan_name;

struct comparing {
	const struct compare_facts *facts;
	struct intern *pool;
	struct comparison *result;
	struct intern *asked; /* names of standing requests for one name */
	struct intern *told;  /* projects and grants that a change was told of already */
};

struct comparing comparing_begin(
	const struct compare_facts *facts, struct intern *pool, struct comparison *result);
void comparing_end(struct comparing *comparing);

/* What the bulk index says of a name today. */
struct today {
	enum verdict verdict;
	const char *blockers; /* as struct past_name has them */
	bool looked_up;       /* it was a single look-up that says so, against the bulk index */
};

enum verdict comparing_verdict(const struct comparing *comparing, const char *name);
/* The same with the blockers, where the verdict is known already. */
struct today comparing_judge(
	const struct comparing *comparing, const char *name, enum verdict verdict);

/* What a single look-up adds to TODAY: a project that the index hides or does not hold yet. */
void comparing_heed_look_up(
	const struct comparing *comparing, const char *name, struct today *today);

/* Walks the words of a list of blockers: start with *AT = the list. */
bool blockers_next(const char **at, char word[LIMIT_NAME_BYTES + 1]);
bool blockers_hold(const char *blockers, const char *name);

/* The plan's own entry of a name, or NULL. */
const struct plan_name *comparing_planned(const struct plan *plan, const char *name);
/* Whether the policy calls a project ours. */
bool comparing_is_ours(const struct policy *policy, const char *name);
/* Whether a request of ours for this name, or for a namespace around it, stands. */
bool comparing_is_asked(const struct comparing *comparing, const char *name);
/* Whether the name vanished for us: it was somebody's, or was blocked by somebody. */
bool comparing_is_vanishing(
	const struct comparing *comparing, const struct past_name *name, const struct today *today);
/* What a single look-up answered, or NULL. */
const struct answer *comparing_answer(const struct comparing *comparing, const char *name);
/* What the look-up of a name of ours says of it (registry/findings.h), a bit each. */
unsigned comparing_findings(const struct comparing *comparing, const struct past_name *name);

bool comparing_holds(const struct intern *names, const char *name);

/* Tells a change; NULL in the first run, which tells none. */
struct change *comparing_add_change(struct comparing *comparing, enum change_class class,
	const char *name, const char *evidence);

#endif
