/* What the steps of the planner share, made and given back. */
#include "plan/planning.h"
#include "base/limits.h"
#include "names/name.h"

#include <string.h>

static void learn_names(struct intern *pool, const struct texts *names)
{
	for (size_t i = 0; i < names->count; i++)
		intern_string(pool, names->items[i]);
}

/* Modules and commands that Debian's packages bring, canonical. */
static struct intern *known_elsewhere(void)
{
	static const char *const lists[] = {
		"wordlists/import-names.tsv", "wordlists/console-scripts.tsv"};
	struct intern *known = intern_new();
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct wordlist list = wordlist_embedded(lists[i], 2, 2);
		for (size_t k = 0; k < list.count; k++) {
			char canonical[LIMIT_NAME_BYTES + 1];
			const char *name = list.rows[k].columns[0];
			size_t length = strlen(name);
			if (length <= LIMIT_NAME_BYTES)
				intern_number(
					known, canonical, name_canonical(name, length, canonical));
		}
		wordlist_release(&list);
	}
	return known;
}

struct planning planning_new(struct plan *plan, const struct planner_facts *facts)
{
	struct planning planning = {.facts = facts,
		.policy = facts->policy,
		.snapshot = rules_snapshot(facts->rules),
		.plan = plan,
		.pool = plan->pool,
		.own_private = intern_new(),
		.own_projects = intern_new(),
		.dependencies = intern_new(),
		.mirrors = intern_new(),
		.common = wordlist_embedded("wordlists/common.txt", 1, 1),
		.never = wordlist_embedded("policy/never.txt", 1, 1),
		.known_elsewhere = known_elsewhere()};
	learn_names(planning.own_projects, &facts->policy->own_projects);
	learn_names(planning.own_projects, &facts->policy->placeholders);
	return planning;
}

void planning_release(struct planning *planning)
{
	intern_free(planning->own_private);
	intern_free(planning->own_projects);
	intern_free(planning->dependencies);
	intern_free(planning->mirrors);
	intern_free(planning->known_elsewhere);
	wordlist_release(&planning->common);
	wordlist_release(&planning->never);
}
