/* Collateral once more, by the default policy. */
#include "plan/recheck.h"
#include "base/memory.h"
#include "plan/planning.h"

#include <stdlib.h>

struct recheck {
	struct policy policy;
	struct planner_facts facts;
	struct plan plan;
	struct planning planning;
};

struct recheck *recheck_new(
	const struct rules *rules, const struct priors *priors, struct intern *pool)
{
	struct recheck *recheck = memory_new(1, sizeof *recheck);
	policy_default(&recheck->policy, pool);
	recheck->plan = plan_new(pool);
	recheck->facts = (struct planner_facts){
		.policy = &recheck->policy, .rules = rules, .priors = priors};
	recheck->planning = planning_new(&recheck->plan, &recheck->facts);
	return recheck;
}

void recheck_free(struct recheck *recheck)
{
	if (recheck == NULL)
		return;
	planning_release(&recheck->planning);
	plan_release(&recheck->plan);
	policy_release(&recheck->policy);
	free(recheck);
}

struct recheck_answer recheck_name(const struct recheck *recheck, const char *name)
{
	struct plan_name weighed = {.name = name};
	collateral_weigh(&recheck->planning, &weighed);
	struct recheck_answer answer = {weighed.collateral, weighed.generic,
		weighed.collateral > recheck->policy.collateral_max};
	plan_name_release(&weighed);
	return answer;
}
