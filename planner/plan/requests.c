/* The requests: the choice, bundle after bundle for a year; holds and conversions stand outside. */
#include "plan/asking.h"
#include "base/memory.h"
#include "plan/planning.h"
#include "plan/sticky.h"

#include <stdlib.h>
#include <string.h>

/* The best of what is left, within the ceilings of one bundle. The caller releases. */
static struct choice choose(const struct asking *asking, uint32_t names_left)
{
	const struct policy *policy = asking->planning->policy;
	struct choice_limits limits = {policy->registry.cases_max,
		policy->registry.rows_max < names_left ? policy->registry.rows_max : names_left,
		policy->budget, policy->cost.namespace_, policy->cost.name};
	return choice_make(asking->names, asking->planning->plan->names.count, asking->prefixes,
		asking->prefix_count, &limits);
}

/* Asks for what was chosen; false where that is nothing. */
static bool take(struct asking *asking, const struct choice *choice, uint32_t bundle)
{
	for (size_t i = 0; i < asking->prefix_count; i++) {
		if (choice->prefixes[i])
			ask_for_namespace(asking, i, bundle);
	}
	if (choice->rows > 0)
		ask_for_names(asking, choice, bundle);
	return choice->cases + choice->rows > 0;
}

/* One bundle; false where nothing is left worth asking for. */
static bool choose_bundle(struct asking *asking, uint32_t bundle, uint32_t *names_left)
{
	struct choice choice = choose(asking, *names_left);
	*names_left -= choice.rows;
	bool any = take(asking, &choice, bundle);
	choice_release(&choice);
	return any;
}

/* What stands and may still be asked for. */
static bool mark_standing(
	const struct asking *asking, struct choice_name *names, struct choice_prefix *prefixes)
{
	const struct planning *planning = asking->planning;
	const struct sticky *sticky = planning->facts->sticky;
	date as_of = planning->facts->as_of;
	bool any = false;
	for (size_t i = 0; i < planning->plan->names.count; i++) {
		names[i].eligible =
			names[i].eligible && sticky_name_request(sticky, MECHANISM_PROHIBIT,
						     names[i].name, as_of) != NULL;
		any |= names[i].eligible;
	}
	for (size_t i = 0; i < asking->prefix_count; i++) {
		prefixes[i].eligible =
			prefixes[i].eligible &&
			sticky_prefix_request(sticky, prefixes[i].prefix, as_of) != NULL;
		any |= prefixes[i].eligible;
	}
	return any;
}

/* The term that was asked for stays, of a list the earliest of its names'; a hold's is the
 * policy's. */
static void keep_terms(const struct planning *planning)
{
	const struct sticky *sticky = planning->facts->sticky;
	struct plan *plan = planning->plan;
	for (size_t i = 0; i < plan->requests.count; i++) {
		struct request *request = &plan->requests.items[i];
		bool space = request->mechanism == MECHANISM_NAMESPACE;
		if (request->mechanism == MECHANISM_HOLD)
			continue;
		for (size_t k = 0; k < (space ? 1 : request->name_count); k++) {
			const struct sticky_request *stands =
				space ? sticky_prefix_request(sticky, request->target, plan->as_of)
				      : sticky_name_request(sticky, request->mechanism,
						plan->names.items[request->names[k]].name,
						plan->as_of);
			if (stands != NULL && stands->term != DATE_NONE &&
				stands->term < request->term)
				request->term = stands->term;
		}
	}
}

/* The first bundle of a sticky plan: what stands, and nothing else. Within the ceilings, which may
 * have been lowered, the best of it. False where nothing stands. */
static bool keep_standing(struct asking *asking, uint32_t *names_left)
{
	size_t name_count = asking->planning->plan->names.count;
	struct asking standing = *asking;
	standing.names = memory_new(name_count, sizeof *standing.names);
	standing.prefixes = memory_new(asking->prefix_count, sizeof *standing.prefixes);
	if (name_count > 0)
		memcpy(standing.names, asking->names, name_count * sizeof *standing.names);
	if (asking->prefix_count > 0)
		memcpy(standing.prefixes, asking->prefixes,
			asking->prefix_count * sizeof *standing.prefixes);
	bool any = mark_standing(asking, standing.names, standing.prefixes);
	if (any) {
		struct choice choice = choose(&standing, *names_left);
		*names_left -= choice.rows;
		any = take(asking, &choice, 1);
		choice_release(&choice);
		/* What both sides call it by stays, too. */
		const char *reference = asking->planning->facts->sticky->reference;
		if (any && reference != NULL)
			asking->planning->plan->organisation.reference =
				intern_string(asking->planning->pool, reference);
	}
	free(standing.names);
	free(standing.prefixes);
	return any;
}

/* Bundle, then mechanism, then target: requests were made in another order. */
static int compare_requests(const void *a, const void *b)
{
	const struct request *left = a, *right = b;
	if (left->bundle != right->bundle)
		return left->bundle < right->bundle ? -1 : 1;
	if (left->mechanism != right->mechanism)
		return left->mechanism < right->mechanism ? -1 : 1;
	return strcmp(left->target ? left->target : "", right->target ? right->target : "");
}

static void number_requests(struct planning *planning)
{
	struct plan *plan = planning->plan;
	if (plan->requests.count > 1)
		qsort(plan->requests.items, plan->requests.count, sizeof *plan->requests.items,
			compare_requests);
	for (size_t i = 0; i < plan->requests.count; i++) {
		struct request *request = &plan->requests.items[i];
		request->id = intern_format(planning->pool, "R%zu", i + 1);
		for (size_t k = 0; k < request->name_count; k++)
			plan->names.items[request->names[k]].request = (uint32_t)i + 1;
	}
}

/* What was worth asking for and fits into no bundle of the year. */
static void watch_rest(struct planning *planning)
{
	struct plan *plan = planning->plan;
	for (size_t i = 0; i < plan->names.count; i++) {
		struct plan_name *name = &plan->names.items[i];
		if (name->mechanism != MECHANISM_PROHIBIT || name->request != 0)
			continue;
		name->mechanism = MECHANISM_WATCH;
		name->why = "worth asking for, but the ceilings of a year's bundles are reached: "
			    "watched";
	}
}

static void explain_refused(struct asking *asking)
{
	for (size_t i = 0; i < asking->prefix_count; i++) {
		const struct prefix_facts *facts = &asking->facts[i];
		if (facts->refused == NULL)
			continue;
		*array_add(&asking->planning->plan->own_side) = (struct own_action){
			.cause = "prefix-not-asked-for",
			.file = "",
			.what = intern_format(asking->planning->pool,
				"the prefix %s is not asked for as a namespace: %s", facts->prefix,
				facts->refused),
			.change = "choose a longer prefix that nobody else uses for new names, "
				  "and keep the names under this one off every public index",
			.names = facts->own};
	}
}

void requests_choose(struct planning *planning)
{
	struct asking asking = asking_new(planning);
	uint32_t names_left = planning->policy->registry.names_a_year_max;
	ask_for_holds(&asking);
	uint32_t first = keep_standing(&asking, &names_left) ? 2 : 1;
	for (uint32_t bundle = first; bundle <= BUNDLES; bundle++) {
		if (!choose_bundle(&asking, bundle, &names_left))
			break;
	}
	ask_for_conversions(&asking);
	keep_terms(planning);
	explain_refused(&asking);
	asking_release(&asking);
	watch_rest(planning);
	number_requests(planning);
}
