/* Whether the evidence is good enough to send what is asked for; else the plan is a draft. */
#include "plan/planning.h"
#include "registry/findings.h"
#include "registry/namespaces.h"
#include "registry/snapshot.h"

#include <string.h>

static void add_draft_reason(struct planning *planning, const char *reason)
{
	planning->plan->draft = true;
	*array_add(&planning->plan->draft_reasons) = reason;
}

/* Whether an address lies at the registry, and at no host that only begins like it. */
static bool is_registry(const struct policy *policy, const char *url)
{
	size_t length = strlen(policy->registry.url);
	return strncmp(url, policy->registry.url, length) == 0 && url[length] == '/';
}

/* Evidence for a request must come fresh from the registry itself (design 6). */
void look_at_evidence(struct planning *planning)
{
	const struct snapshot_info *info = snapshot_info(planning->snapshot);
	const struct policy *policy = planning->policy;
	if (planning->facts->draft)
		add_draft_reason(planning, "a draft was asked for");
	if (info->embedded)
		add_draft_reason(planning,
			"the evidence is the list inside the program, not an index "
			"fetched for this request");
	else if (!is_registry(policy, info->url))
		add_draft_reason(
			planning, intern_format(planning->pool, "the evidence did not come from %s",
					  policy->registry.url));
	else if (!info->verified)
		add_draft_reason(planning,
			"no authority of the system's own vouched for where the evidence came "
			"from: a proxy may have changed it");
	if (info->day == DATE_NONE)
		add_draft_reason(planning, "the age of the evidence is not known");
	else if (planning->facts->as_of - info->day > (date)policy->registry.evidence_days_max ||
		 info->day > planning->facts->as_of)
		add_draft_reason(
			planning, intern_format(planning->pool,
					  "the evidence is %d days old, at most %u are allowed",
					  planning->facts->as_of - info->day,
					  policy->registry.evidence_days_max));
}

/* Whether the registry itself, fresh, said of this one name what the request needs: that there is
 * no project, or, of a placeholder, that it is there and ours. */
static bool is_confirmed(const struct planning *planning, const struct plan_name *name)
{
	const struct answer *answer = name->evidence;
	date as_of = planning->facts->as_of;
	if (answer == NULL || !answer->fit || answer->made < 0)
		return false;
	date day = date_of_seconds(answer->made);
	if (as_of - day > (date)planning->policy->registry.evidence_days_max || day > as_of)
		return false;
	if (name->mechanism == MECHANISM_CONVERT)
		return (name->findings & 1u << FINDING_OURS) != 0;
	return answer->presence == PRESENCE_ABSENT;
}

/* Each single name that this bundle asks for needs its own fresh answer (issue 4: a mirror that
 * hides a project would get it deleted). */
void look_at_confirmations(struct planning *planning)
{
	const struct plan *plan = planning->plan;
	uint32_t missing = 0;
	for (size_t i = 0; i < plan->requests.count; i++) {
		const struct request *request = &plan->requests.items[i];
		if (request->bundle != 1 || request->mechanism == MECHANISM_NAMESPACE)
			continue;
		for (size_t k = 0; k < request->name_count; k++)
			missing += !is_confirmed(planning, &plan->names.items[request->names[k]]);
	}
	if (missing > 0)
		add_draft_reason(planning,
			intern_format(planning->pool,
				"%u of the names asked for were not confirmed one by one at %s "
				"(--confirm)",
				missing, planning->policy->registry.url));
	const struct namespaces *namespaces = rules_namespaces(planning->facts->rules);
	if (namespaces != NULL && namespaces->supported && !namespaces->known)
		add_draft_reason(
			planning, "the registry grants namespaces, but which could not be read");
}
