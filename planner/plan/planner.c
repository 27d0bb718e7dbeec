/* The planner: facts in, plan out. */
#include "plan/planner.h"
#include "plan/difference.h"
#include "plan/planning.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct texts_view view_of(struct intern *pool, const struct texts *texts)
{
	const char **items = memory_new(texts->count, sizeof *items);
	for (size_t i = 0; i < texts->count; i++)
		items[i] = intern_string(pool, texts->items[i]);
	return (struct texts_view){items, texts->count};
}

static void fill_organisation(struct plan *plan, const struct policy *policy)
{
	plan->organisation.name = policy->organisation.name;
	plan->organisation.role = policy->organisation.role;
	plan->organisation.pypi_organisation = policy->organisation.pypi_organisation;
	plan->organisation.pypi_user = policy->organisation.pypi_users.count > 0
					       ? policy->organisation.pypi_users.items[0]
					       : NULL;
	plan->organisation.key_url = policy->organisation.key_url;
	plan->organisation.registry_mail = policy->registry.mail;
	plan->organisation.contacts = view_of(plan->pool, &policy->organisation.contacts);
	plan->organisation.domains = view_of(plan->pool, &policy->organisation.domains);
	plan->organisation.trademark = policy->trademark.statement;
	plan->organisation.trademark_registration = policy->trademark.registration;
	struct texts differences = policy_differences(policy, plan->pool);
	plan->organisation.policy_differences =
		(struct texts_view){differences.items, differences.count};
}

/* In byte order. */
static void fill_given_back(struct plan *plan, const struct policy *policy)
{
	for (size_t i = 0; i < policy->given_back.count; i++)
		*array_add(&plan->given_back) =
			intern_string(plan->pool, policy->given_back.items[i]);
	if (plan->given_back.count > 1)
		qsort(plan->given_back.items, plan->given_back.count,
			sizeof *plan->given_back.items, compare_texts);
}

static void fill_snapshot(struct plan *plan, const struct snapshot_info *info)
{
	memcpy(plan->snapshot.digest, info->digest, sizeof plan->snapshot.digest);
	plan->snapshot.url = intern_string(plan->pool, info->url);
	plan->snapshot.serial = info->serial;
	plan->snapshot.day = info->day;
	plan->snapshot.name_count = info->name_count;
	plan->snapshot.embedded = info->embedded;
}

static void fill_head(struct planning *planning)
{
	struct plan *plan = planning->plan;
	const struct policy *policy = planning->policy;
	plan->as_of = planning->facts->as_of;
	fill_organisation(plan, policy);
	plan->tlp = policy->tlp;
	/* One that is over binds nobody any more. */
	plan->embargo_until =
		policy->embargo_until > plan->as_of ? policy->embargo_until : DATE_NONE;
	plan->approvals.roles = view_of(plan->pool, &policy->approvals);
	fill_given_back(plan, policy);
	memcpy(plan->policy_digest, policy->digest, sizeof plan->policy_digest);
	fill_snapshot(plan, snapshot_info(planning->snapshot));
	/* A reference that both sides can quote: the day and the policy, nothing of the inputs. */
	char day[DATE_TEXT_BYTES];
	date_format(plan->as_of, day);
	plan->organisation.reference =
		intern_format(planning->pool, "nameward-%s-%.8s", day, policy->digest);
}

void planner_make(struct plan *plan, const struct planner_facts *facts)
{
	struct planning planning = planning_new(plan, facts);
	fill_head(&planning);
	look_at_evidence(&planning);
	sort_seeds(&planning);
	names_gather(&planning);
	requests_choose(&planning);
	look_at_confirmations(&planning);
	own_side_gather(&planning);
	totals_gather(&planning);
	difference_gather(&planning);
	planning_release(&planning);
}
