/* The candidates: from internal names, public projects of ours, dependencies, and what models say. */
#include "candidates/generator.h"
#include "candidates/priors.h"
#include "corpus/corpus.h"
#include "inputs/seeds.h"
#include "names/name.h"
#include "plan/planning.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

/* The modules and commands of a private project, read from its own wheels: what people type. */
static void add_aliases(
	const struct planning *planning, struct candidates *set, const struct target *target)
{
	static const char *const operators[] = {
		[ALIAS_IMPORT] = "import-name", [ALIAS_COMMAND] = "command-name"};
	const struct seeds *seeds = planning->facts->seeds;
	for (size_t i = seeds_first_alias(seeds, target->name);
		i < seeds->aliases.count && seeds->aliases.items[i].project == target->name; i++) {
		const struct seed_alias *alias = &seeds->aliases.items[i];
		char name[LIMIT_NAME_BYTES + 1];
		size_t length = strcspn(alias->written, ".");
		if (length > LIMIT_NAME_BYTES || !name_is_valid(alias->written, length))
			continue;
		length = name_canonical(alias->written, length, name);
		int operator= generator_find(operators[alias->kind]);
		struct origin origin = {generators[operator].name, target->name, target->weight,
			planning->facts->priors->operators[operator].share};
		if (strcmp(name, target->name) != 0)
			candidates_add(set, name, &origin);
	}
}

static void add_private_targets(const struct planning *planning, struct candidates *set)
{
	const struct seeds *seeds = planning->facts->seeds;
	ARRAY(const char *) names = {0};
	ARRAY(uint32_t) weights = {0};
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		/* A secret name forms nothing: its slips would tell it. */
		if (seed->secret || !is_own_private(planning, seed->name))
			continue;
		struct target target = {intern_string(planning->pool, seed->name), TARGET_PRIVATE,
			weight_of_use(planning->facts->priors, seed->weight)};
		candidates_add_target(set, &target, FORMS_PER_PRIVATE);
		add_aliases(planning, set, &target);
		*array_add(&names) = target.name;
		*array_add(&weights) = seed->weight;
	}
	candidates_add_families(set, names.items, weights.items, names.count);
	array_release(&names);
	array_release(&weights);
}

static void add_project_targets(const struct planning *planning, struct candidates *set)
{
	const struct texts *projects = &planning->policy->own_projects;
	for (size_t i = 0; i < projects->count; i++) {
		const char *name = projects->items[i];
		uint32_t number = snapshot_find(planning->snapshot, name, strlen(name));
		struct target target = {name, TARGET_PUBLIC,
			weight_of_rank(planning->facts->priors,
				snapshot_rank(planning->snapshot, number))};
		/* A public project without rank is ours all the same: as one use of a private name.
		 */
		uint32_t one_use = weight_of_use(planning->facts->priors, 1);
		if (target.weight < one_use)
			target.weight = one_use;
		if (number != SNAPSHOT_NONE)
			candidates_add_target(set, &target, FORMS_PER_PROJECT);
	}
}

/* Projects of others that we use: their slips are worth watching, by how much we use them. */
static void add_dependency_targets(const struct planning *planning, struct candidates *set)
{
	const struct seeds *seeds = planning->facts->seeds;
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		if (!is_dependency(planning, seed->name))
			continue;
		struct target target = {intern_string(planning->pool, seed->name), TARGET_PUBLIC,
			weight_of_use(planning->facts->priors, seed->weight)};
		candidates_add_target(set, &target, FORMS_PER_DEPENDENCY);
	}
}

static void add_corpus(const struct planning *planning, struct candidates *set)
{
	const struct corpus *corpus = planning->facts->corpus;
	for (size_t i = 0; i < corpus->names.count; i++)
		candidates_add_corpus_name(
			set, corpus, &corpus->names.items[i], planning->facts->priors);
}

struct candidates *candidates_of_targets(const struct planning *planning)
{
	struct candidates *set =
		candidates_new(planning->facts->priors, planning->snapshot, planning->pool);
	add_private_targets(planning, set);
	add_project_targets(planning, set);
	add_dependency_targets(planning, set);
	add_corpus(planning, set);
	return set;
}
