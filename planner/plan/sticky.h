/* Standing requests: what was asked for already, and stays asked for (design 6, "sticky").
 *
 * A registry that reads another list every week trusts none of them. So the planner is given the
 * requests that stand and keeps each one, in the first bundle and with its old term, unless its own
 * facts changed: the name is registered or blocked by now, it is no name of ours any more, the
 * policy forbids it, or the term is over. What only drifts with the index (how many names hold a
 * word, and so the estimate of collateral and what counts as generic) drops no standing request as
 * long as the policy is the same. New requests go to later bundles while a request stands.
 *
 * Where they come from is the caller's: the plan of last time (sticky_of_plan) or a ledger
 * (sticky_add). The planner only reads them (planner_facts.sticky). Pure. */
#ifndef PLAN_STICKY_H
#define PLAN_STICKY_H

#include "base/date.h"
#include "base/intern.h"
#include "base/memory.h"
#include "plan/plan.h"

#include <stdbool.h>

struct sticky_name {
	const char *name; /* canonical */
	/* What it was a candidate of, for a name that no generator forms this time. May be none. */
	const struct origin *origins;
	size_t origin_count;
};

enum sticky_state {
	STICKY_STANDS,  /* waits for an answer: stays asked for */
	STICKY_GRANTED, /* done: its names are closed until the term's end, and not asked for again
			 */
	STICKY_CLOSED,  /* declined, or taken back: not asked for again */
	STICKY_OTHERS,  /* another team of ours asks for it: not asked for, nor what is inside it */
};

struct sticky_request {
	enum sticky_state state;
	const char *why; /* STICKY_CLOSED: a half sentence */
	enum mechanism mechanism;
	const char *target;              /* the prefix of a namespace, else NULL */
	date term;                       /* DATE_NONE: of this plan's policy */
	ARRAY(struct sticky_name) names; /* of a list, each once; empty for a namespace */
};

struct sticky {
	const char
		*policy_digest; /* under which they were asked; NULL: not known, and so the same */
	const char *reference;  /* by which both sides call them; NULL: not known */
	ARRAY(struct sticky_request) requests;
	/* Names that were a project's when they were seen last, NULL: none. One that the index does
	 * not hold today is not open until a single look-up says so. */
	const struct intern *projects;
};

/* A new request of STICKY, to be filled. Its strings are borrowed and must outlive the planning. */
struct sticky_request *sticky_add(
	struct sticky *sticky, enum mechanism mechanism, const char *target, date term);

/* The requests of the first bundle of PLAN, which is borrowed. What is held or converted follows
 * from the policy: of a conversion its term is kept, of a hold that its name was none of many. */
struct sticky sticky_of_plan(const struct plan *plan);
void sticky_release(struct sticky *sticky);

/* The request of this kind that stands for this name by itself and waits for its grant, or NULL.
 * STICKY may be NULL. On AS_OF its term must not be over. */
const struct sticky_request *sticky_name_request(
	const struct sticky *sticky, enum mechanism mechanism, const char *name, date as_of);
/* The same for a namespace. */
const struct sticky_request *sticky_prefix_request(
	const struct sticky *sticky, const char *prefix, date as_of);

/* The request that was granted and closes this name, inside a namespace too; or the one that is
 * closed for this name or prefix. NULL: none. */
const struct sticky_request *sticky_granted(
	const struct sticky *sticky, const char *name, date as_of);
const struct sticky_request *sticky_closed(const struct sticky *sticky, const char *name);

/* Whether NAME was a project's when it was seen last. */
bool sticky_was_project(const struct sticky *sticky, const char *name);

/* Whether what drifted with the index alone may be left out of sight: the policy is the same. */
bool sticky_is_same_policy(const struct sticky *sticky, const char *policy_digest);

#endif
