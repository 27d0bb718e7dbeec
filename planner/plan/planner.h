/* The planner: facts in, plan out. Pure.
 *
 * standing -> exposure and collateral -> mechanisms -> the choice of requests (plan/choice.h) ->
 * own-side actions, appendix, totals. */
#ifndef PLAN_PLANNER_H
#define PLAN_PLANNER_H

#include "plan/plan.h"
#include "plan/policy.h"

struct seeds;
struct corpus;
struct rules;
struct priors;
struct answers;
struct sticky;

struct planner_facts {
	const struct policy *policy;
	const struct seeds *seeds;   /* finished */
	const struct corpus *corpus; /* finished; may be empty */
	const struct rules *rules;
	const struct priors *priors;
	date as_of;
	bool draft;                    /* the user asked for a draft */
	const struct answers *answers; /* single look-ups, sorted; NULL: none */
	const struct sticky *sticky;   /* requests that stand (plan/sticky.h); NULL: none */
	const struct plan *previous; /* to say what changed since (plan/difference.h); NULL: none */
	const char *previous_digest; /* SHA-256 of its plan.json; set where `previous` is */
};

/* Fills PLAN, which is new. Everything it keeps lives in plan->pool. */
void planner_make(struct plan *plan, const struct planner_facts *facts);

#endif
