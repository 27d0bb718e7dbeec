/* Standing: whose is a name? Only what is ours can be asked for (design 6). */
#include "candidates/candidate.h"
#include "inputs/seeds.h"
#include "plan/choice.h"
#include "plan/planning.h"
#include "registry/snapshot.h"

#include <fnmatch.h>
#include <string.h>

static bool holds(const struct intern *pool, const char *name)
{
	return intern_find(pool, name, strlen(name)) != INTERN_NONE;
}

bool is_own_project(const struct planning *planning, const char *name)
{
	return holds(planning->own_projects, name);
}

bool is_own_private(const struct planning *planning, const char *name)
{
	return holds(planning->own_private, name);
}

bool is_dependency(const struct planning *planning, const char *name)
{
	return holds(planning->dependencies, name);
}

const char *own_prefix_of(const struct planning *planning, const char *name)
{
	const struct texts *prefixes = &planning->policy->prefixes;
	for (size_t i = 0; i < prefixes->count; i++) {
		if (choice_is_under(name, prefixes->items[i]))
			return prefixes->items[i];
	}
	return NULL;
}

/* Whether an index that the name came from passes PyPI on. */
static bool is_mirrored(const struct planning *planning, const struct seed *seed)
{
	for (size_t i = 0; i < seed->indexes.count; i++) {
		if (holds(planning->mirrors, seed->indexes.items[i]))
			return true;
	}
	return false;
}

static bool is_by_source(const struct planning *planning, const struct seed *seed)
{
	bool exists =
		snapshot_find(planning->snapshot, seed->name, strlen(seed->name)) != SNAPSHOT_NONE;
	switch (seed->kind) {
	case SEED_LISTED:
	case SEED_DIRECT:
		return true;
	case SEED_INDEXED:
		return !exists || !is_mirrored(planning, seed);
	case SEED_FORGE:
	case SEED_PROJECT:
		return !exists;
	case SEED_REQUIRED:
	case SEED_PUBLIC:
		break;
	}
	return false;
}

bool seed_is_private(const struct planning *planning, const struct seed *seed)
{
	if (is_own_project(planning, seed->name))
		return false;
	if (is_by_source(planning, seed) || own_prefix_of(planning, seed->name) != NULL)
		return true;
	const struct texts *patterns = &planning->policy->internal;
	for (size_t i = 0; i < patterns->count; i++) {
		if (fnmatch(patterns->items[i], seed->name, 0) == 0)
			return true;
	}
	return false;
}

enum standing standing_of(const struct planning *planning, const char *name,
	const struct origin *origins, size_t origin_count)
{
	if (own_prefix_of(planning, name) != NULL)
		return STANDING_OWN_PREFIX;
	bool project = is_own_project(planning, name), private = is_own_private(planning, name);
	bool other = false;
	for (size_t i = 0; i < origin_count; i++) {
		const char *target = origins[i].target;
		project |= is_own_project(planning, target);
		other |= is_dependency(planning, target);
		/* A family without a declared prefix is one of internal names too. */
		private |= is_own_private(planning, target) ||
			   strcmp(origins[i].operator, "family-member") == 0;
	}
	return project   ? STANDING_OWN_PROJECT
	       : private ? STANDING_OWN_PRIVATE
	       : other   ? STANDING_OTHER
			 : STANDING_NONE;
}

/* An index that also serves one of the most downloaded projects passes PyPI on: that a name came
 * from there does not make it internal, whatever other indexes it came from too. */
static void learn_mirrors(struct planning *planning)
{
	const struct seeds *seeds = planning->facts->seeds;
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		uint32_t number = snapshot_find(planning->snapshot, seed->name, strlen(seed->name));
		bool popular =
			number != SNAPSHOT_NONE && snapshot_rank(planning->snapshot, number) > 0;
		for (size_t k = 0; popular && k < seed->indexes.count; k++)
			intern_string(planning->mirrors, seed->indexes.items[k]);
	}
}

/* Sorts seeds into ours, public dependencies, and what nobody can explain. */
void sort_seeds(struct planning *planning)
{
	learn_mirrors(planning);
	const struct seeds *seeds = planning->facts->seeds;
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		bool exists = snapshot_find(planning->snapshot, seed->name, strlen(seed->name)) !=
			      SNAPSHOT_NONE;
		if (is_own_project(planning, seed->name)) {
			planning->seeds.own++;
		} else if (seed_is_private(planning, seed)) {
			intern_string(planning->own_private, seed->name);
			planning->seeds.listed++;
			planning->seeds.secret += seed->secret;
		} else if (exists) {
			planning->seeds.dependencies++;
			intern_string(planning->dependencies, seed->name);
		} else {
			planning->seeds.unexplained++;
		}
	}
}
