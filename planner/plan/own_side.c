/* What the company mends itself: by cause, always before any request. */
#include "base/text.h"
#include "inputs/seeds.h"
#include "plan/planning.h"
#include "registry/findings.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

static uint32_t count_private(const struct planning *planning)
{
	return intern_count(planning->own_private);
}

static void add_weaknesses(struct planning *planning)
{
	const struct seeds *seeds = planning->facts->seeds;
	for (size_t i = 0; i < seeds->weaknesses.count; i++) {
		const struct weakness *weakness = &seeds->weaknesses.items[i];
		bool concerns_all = strcmp(weakness->cause, "index-without-tls") != 0 &&
				    strcmp(weakness->cause, "trusted-host") != 0;
		*array_add(&planning->plan->own_side) = (struct own_action){
			.cause = weakness->cause,
			.file = intern_string(planning->pool, weakness->place.file),
			.line = weakness->place.line,
			.owner = weakness->owner ? intern_string(planning->pool, weakness->owner)
						 : NULL,
			.what = intern_string(planning->pool, weakness->what),
			.change = intern_string(planning->pool, weakness->change),
			.names = concerns_all ? count_private(planning) : 0};
	}
}

/* The first place of a seed, as file and line. */
static void set_place(const struct planning *planning, struct own_action *action, const char *name)
{
	const struct seed *seed = seeds_find(planning->facts->seeds, name);
	action->file = "";
	if (seed == NULL || seed->places.count == 0)
		return;
	action->file = intern_string(planning->pool, seed->home.file);
	action->line = seed->home.line;
	if (seed->owner != NULL)
		action->owner = intern_string(planning->pool, seed->owner);
}

/* A lock file says that a name came from pypi.org, and it is not there now. */
static void add_gone(struct planning *planning)
{
	const struct seeds *seeds = planning->facts->seeds;
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		if (seed->public_at.file == NULL || snapshot_find(planning->snapshot, seed->name,
							    strlen(seed->name)) != SNAPSHOT_NONE)
			continue;
		*array_add(&planning->plan->own_side) = (struct own_action){
			.cause = "public-project-gone",
			.file = intern_string(planning->pool, seed->public_at.file),
			.line = seed->public_at.line,
			.owner = seed->owner ? intern_string(planning->pool, seed->owner) : NULL,
			.what = intern_format(planning->pool,
				"a lock file says that %s came from pypi.org: the public project "
				"is gone, "
				"its name may be free to take",
				seed->name),
			.change = intern_format(planning->pool,
				"remove %s, or keep a copy on the internal index under a name of "
				"your own; until then install with hashes",
				seed->name),
			.names = 1};
	}
}

static bool was_public(const struct planning *planning, const char *name)
{
	const struct seed *seed = seeds_find(planning->facts->seeds, name);
	return seed != NULL && seed->public_at.file != NULL;
}

/* A name that somebody else has: nothing but our own side can be mended today. */
static void add_taken(struct planning *planning)
{
	struct plan *plan = planning->plan;
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		bool taken = name->is_private && name->verdict == VERDICT_EXISTS &&
			     !(name->findings & 1u << FINDING_OURS) &&
			     name->mechanism != MECHANISM_CONVERT &&
			     !is_own_project(planning, name->name);
		bool unexplained = !name->is_private && name->standing == STANDING_NONE &&
				   !was_public(planning, name->name);
		if (!taken && !unexplained)
			continue;
		struct own_action action = {.names = 1};
		set_place(planning, &action, name->name);
		if (taken && name->findings & 1u << FINDING_CONFUSION) {
			action.cause = "active-confusion";
			action.what = intern_format(planning->pool,
				"%s appeared on PyPI after you first used the name: machines that "
				"ask PyPI for it have been getting a stranger's code (%s)",
				name->name, findings_sentence(planning, name->findings));
			action.change = intern_format(planning->pool,
				"today: keep %s off PyPI's answers, find out which machines "
				"installed it, and treat those as compromised until shown "
				"otherwise",
				name->name);
		} else if (taken) {
			action.cause = "name-taken";
			action.what = intern_format(planning->pool,
				"%s is a project of somebody else on PyPI: a machine that asks "
				"PyPI for it gets theirs",
				name->name);
			action.change = intern_format(planning->pool,
				"pin %s to the internal index, look at what was installed under "
				"this name since it appeared, then rename it into your family",
				name->name);
		} else {
			action.cause = "unexplained-requirement";
			action.what = intern_format(planning->pool,
				"%s is required here and stands on no index we know: whoever "
				"registers it is installed here",
				name->name);
			action.change = intern_format(planning->pool,
				"find out what %s is: correct the typo, remove the line, or add "
				"it to the list of internal names",
				name->name);
		}
		*array_add(&plan->own_side) = action;
	}
}

/* Names that carry no prefix of ours: PyPI gives such names to others on request (#2500). */
static void add_rename_advice(struct planning *planning)
{
	struct plan *plan = planning->plan;
	const struct texts *prefixes = &planning->policy->prefixes;
	uint32_t bare = 0, generic = 0;
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		bool without = name->is_private && own_prefix_of(planning, name->name) == NULL;
		bool settled =
			name->verdict == VERDICT_EXISTS && is_own_project(planning, name->name);
		bare += without && !settled && name->generic == NULL;
		generic += without && !settled && name->generic != NULL;
	}
	const char *change =
		prefixes->count > 0
			? intern_format(planning->pool,
				  "rename them into your family, %s-NAME, with the next major "
				  "version of each",
				  prefixes->items[0])
			: "choose one prefix that nobody else uses, declare it in the policy, and "
			  "rename them into that family with the next major version of each";
	if (bare > 0)
		*array_add(&plan->own_side) = (struct own_action){.cause = "name-without-prefix",
			.file = "",
			.what = intern_format(planning->pool,
				"%u internal name%s no declared prefix: no grant covers "
				"%s, and PyPI often gives such names to others who ask",
				bare, bare == 1 ? " carries" : "s carry",
				bare == 1 ? "it" : "them"),
			.change = change,
			.names = bare};
	if (generic > 0)
		*array_add(&plan->own_side) = (struct own_action){.cause = "generic-name",
			.file = "",
			.what = intern_format(planning->pool,
				"%u internal name%s made of words that anybody may want: "
				"never asked for, and somebody will rightly register %s",
				generic, generic == 1 ? " is" : "s are",
				generic == 1 ? "it" : "them"),
			.change = change,
			.names = generic};
}

static int compare_actions(const void *a, const void *b)
{
	const struct own_action *left = a, *right = b;
	int order = strcmp(left->cause, right->cause);
	order = order ? order : strcmp(left->file, right->file);
	order = order ? order : (left->line > right->line) - (left->line < right->line);
	return order ? order : strcmp(left->what, right->what);
}

void own_side_gather(struct planning *planning)
{
	struct plan *plan = planning->plan;
	add_weaknesses(planning);
	add_gone(planning);
	add_taken(planning);
	add_rename_advice(planning);
	if (plan->own_side.count > 1)
		qsort(plan->own_side.items, plan->own_side.count, sizeof *plan->own_side.items,
			compare_actions);
}
