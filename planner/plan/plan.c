/* The plan as a value: names of its enumerations, its memory, its totals. */
#include "plan/plan.h"
#include "plan/tlp.h"
#include "registry/answers.h"

#include <stdlib.h>
#include <string.h>

static const char *const standing_names[STANDINGS] = {
	"none", "other", "own-project", "own-private", "own-prefix"};
static const char *const mechanism_names[MECHANISMS] = {"none", "own-side", "namespace", "prohibit",
	"hold", "convert", "publish", "claim", "report", "watch"};

const char *standing_name(enum standing standing)
{
	return standing_names[standing];
}

const char *mechanism_name(enum mechanism mechanism)
{
	return mechanism_names[mechanism];
}

static int number_of(const char *const *names, int count, const char *name)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return i;
	}
	return -1;
}

int standing_of_name(const char *name)
{
	return number_of(standing_names, STANDINGS, name);
}

int mechanism_of_name(const char *name)
{
	return number_of(mechanism_names, MECHANISMS, name);
}

struct plan plan_new(struct intern *pool)
{
	return (struct plan){.pool = pool,
		.program = "nameward " NAMEWARD_VERSION,
		.tlp = tlp_internal,
		.embargo_until = DATE_NONE};
}

void plan_name_release(struct plan_name *name)
{
	free(name->blockers);
	free(name->origins);
	free(name->collateral_parts);
	free(name->places);
	if (name->evidence != NULL)
		free(name->evidence->users);
	free(name->evidence);
}

void plan_release(struct plan *plan)
{
	for (size_t i = 0; i < plan->names.count; i++) {
		plan_name_release(&plan->names.items[i]);
	}
	for (size_t i = 0; i < plan->requests.count; i++) {
		struct request *request = &plan->requests.items[i];
		free(request->names);
		free(request->foreign);
		free(request->criteria);
	}
	free(plan->organisation.contacts.items);
	free(plan->organisation.domains.items);
	free(plan->organisation.policy_differences.items);
	free(plan->approvals.roles.items);
	array_release(&plan->approvals.given);
	array_release(&plan->draft_reasons);
	array_release(&plan->inputs);
	array_release(&plan->names);
	array_release(&plan->requests);
	array_release(&plan->own_side);
	array_release(&plan->given_back);
	array_release(&plan->appendix);
	array_release(&plan->totals);
	array_release(&plan->changes);
}

int64_t plan_total(const struct plan *plan, const char *what)
{
	for (size_t i = 0; i < plan->totals.count; i++) {
		if (strcmp(plan->totals.items[i].what, what) == 0)
			return plan->totals.items[i].value;
	}
	return 0;
}
