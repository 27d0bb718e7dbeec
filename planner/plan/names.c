/* The names that stand in the plan: ours, what resembles them, and what nobody can explain. */
#include "base/text.h"
#include "candidates/candidate.h"
#include "inputs/seeds.h"
#include "plan/planning.h"
#include "plan/sticky.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

/* What the seed of a name says of it. */
static void add_seed_facts(const struct planning *planning, struct plan_name *name)
{
	const struct seeds *seeds = planning->facts->seeds;
	const struct seed *seed = seeds_find(seeds, name->name);
	name->since = DATE_NONE;
	if (seed == NULL)
		return;
	name->is_private = is_own_private(planning, name->name);
	name->secret = seed->secret;
	name->since = seed->since;
	name->owner = seed->owner ? intern_string(planning->pool, seed->owner) : NULL;
	name->places = memory_new(seed->places.count, sizeof *name->places);
	for (size_t i = 0; i < seed->places.count; i++) {
		autotext struct text place = text_new(LIMIT_LINE_BYTES);
		text_addf(&place, "%s:%zu", seed->places.items[i].file, seed->places.items[i].line);
		name->places[name->place_count++] = intern_string(planning->pool, place.bytes);
	}
}

/* Required here, on no index we know, and nothing of ours. Anybody who can propose a change can
 * plant such a name: it is never asked for, not even where one of ours resembles it. */
static bool is_unexplained(const struct planning *planning, const struct seed *seed)
{
	return !is_own_private(planning, seed->name) && !is_own_project(planning, seed->name) &&
	       snapshot_find(planning->snapshot, seed->name, strlen(seed->name)) == SNAPSHOT_NONE;
}

struct watched {
	size_t ours, others;
};

static bool is_ours(enum standing standing)
{
	return standing == STANDING_OWN_PREFIX || standing == STANDING_OWN_PRIVATE ||
	       standing == STANDING_OWN_PROJECT;
}

/* Whether one that is kept only to be watched has room left. */
static bool has_room(const struct watched *watched, enum standing standing)
{
	return is_ours(standing)
		       ? watched->ours < WATCHED_MOST
		       : standing == STANDING_OTHER && watched->others < WATCHED_OTHERS_MOST;
}

/* What can be told before judging: a name that is none of ours is kept where there is room to watch
 * it, or where it may be asked for, which decide_open() does of no exposure below the least; and
 * that of an open name is at most its score. Most candidates end here. */
static bool may_be_kept(const struct planning *planning, const char *name,
	const struct origin *origins, size_t origin_count, const struct watched *watched)
{
	enum standing standing = standing_of(planning, name, origins, origin_count);
	if (is_own_private(planning, name) || has_room(watched, standing))
		return true;
	return is_ours(standing) &&
	       (candidates_score(origins, origin_count) >= planning->policy->exposure_min ||
		       name_stands(planning, name) || texts_hold(&planning->policy->publish, name));
}

/* Judges one name and keeps it, where it is ours or worth asking for. WATCHED counts those kept
 * only to be watched. */
static void consider(struct planning *planning, const char *text, const struct origin *origins,
	size_t origin_count, uint32_t origins_left_out, struct watched *watched)
{
	const struct seed *seed = seeds_find(planning->facts->seeds, text);
	if (seed != NULL && is_unexplained(planning, seed))
		return; /* shown by show_unexplained() */
	if (!may_be_kept(planning, text, origins, origin_count, watched)) {
		planning->candidates.left_out++;
		return;
	}
	struct plan_name name = {.name = intern_string(planning->pool, text),
		.origin_count = origin_count,
		.origins_left_out = origins_left_out,
		.why = ""};
	name.origins = memory_new(origin_count, sizeof *name.origins);
	for (size_t i = 0; i < origin_count; i++) {
		name.origins[i] = origins[i];
		name.origins[i].operator= intern_string(planning->pool, origins[i].operator);
		name.origins[i].target = intern_string(planning->pool, origins[i].target);
	}
	add_seed_facts(planning, &name);
	plan_name_judge(planning, &name);
	bool ours = is_ours(name.standing);
	bool asked = name.mechanism == MECHANISM_PROHIBIT || name.mechanism == MECHANISM_PUBLISH;
	bool keep = name.is_private || (ours && asked);
	bool watch = ours || name.mechanism == MECHANISM_WATCH;
	if (!keep && watch && has_room(watched, name.standing)) {
		*(ours ? &watched->ours : &watched->others) += 1;
		keep = true;
	}
	if (keep) {
		*array_add(&planning->plan->names) = name;
	} else {
		planning->candidates.left_out++;
		plan_name_release(&name);
	}
}

/* One name that no generator forms, kept in any case. */
static void keep_name(struct planning *planning, const char *text, enum standing standing)
{
	struct plan_name name = {.name = intern_string(planning->pool, text), .why = ""};
	add_seed_facts(planning, &name);
	plan_name_judge(planning, &name);
	if (standing != STANDING_NONE)
		name.standing = standing;
	*array_add(&planning->plan->names) = name;
}

static bool is_in_plan(const struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->names.count; i++) {
		if (strcmp(plan->names.items[i].name, name) == 0)
			return true;
	}
	return false;
}

/* The origins of a name that stands, as far as their targets are still ours; the caller frees. */
static struct origin *live_origins(
	const struct planning *planning, const struct sticky_name *name, size_t *count)
{
	struct origin *origins = memory_new(name->origin_count, sizeof *origins);
	*count = 0;
	for (size_t i = 0; i < name->origin_count; i++) {
		const char *target = name->origins[i].target;
		/* What models said has no target: it is ours as long as its prefix is. */
		bool is_live = is_own_private(planning, target) ||
			       is_own_project(planning, target) ||
			       (target[0] == '\0' && own_prefix_of(planning, name->name) != NULL);
		if (is_live)
			origins[(*count)++] = name->origins[i];
	}
	return origins;
}

/* Names that stand and that no generator forms this time: the ranking follows the index too. */
static void keep_standing_names(struct planning *planning, struct watched *watched)
{
	const struct sticky *sticky = planning->facts->sticky;
	for (size_t i = 0; sticky != NULL && i < sticky->requests.count; i++) {
		const struct sticky_request *request = &sticky->requests.items[i];
		bool list = request->mechanism == MECHANISM_PROHIBIT;
		for (size_t k = 0; list && k < request->names.count; k++) {
			const struct sticky_name *name = &request->names.items[k];
			size_t count;
			if (is_in_plan(planning->plan, name->name))
				continue;
			struct origin *origins = live_origins(planning, name, &count);
			if (count > 0)
				consider(planning, name->name, origins, count, 0, watched);
			free(origins);
		}
	}
}

/* Secret names, projects and placeholders of ours, and names to be held for us. */
static void keep_rest(struct planning *planning)
{
	const struct seeds *seeds = planning->facts->seeds;
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		if (seed->secret && is_own_private(planning, seed->name))
			keep_name(planning, seed->name, STANDING_OWN_PRIVATE);
	}
	for (uint32_t i = 0; i < intern_count(planning->own_projects); i++)
		keep_name(planning, intern_at(planning->own_projects, i), STANDING_OWN_PROJECT);
	for (size_t i = 0; i < planning->policy->holds.count; i++)
		keep_name(planning, planning->policy->holds.items[i].name, STANDING_OWN_PROJECT);
}

/* A requirement that is on no index and matches nothing of ours: shown, never asked for. */
static void show_unexplained(struct planning *planning)
{
	const struct seeds *seeds = planning->facts->seeds;
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		if (!is_unexplained(planning, seed))
			continue;
		keep_name(planning, seed->name, STANDING_NONE);
		struct plan_name *name =
			&planning->plan->names.items[planning->plan->names.count - 1];
		name->standing = STANDING_NONE;
		name->mechanism = MECHANISM_OWN_SIDE;
		name->why = "unexplained: our files require it, but it is on no index we know: a "
			    "typo, a "
			    "removed project, a local module or an invention; find out which";
	}
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct plan_name *)a)->name, ((const struct plan_name *)b)->name);
}

/* Byte order, each name once: one of ours may come both as a project and as a candidate. */
static void sort_names(struct plan *plan)
{
	if (plan->names.count > 1)
		qsort(plan->names.items, plan->names.count, sizeof *plan->names.items,
			compare_names);
	size_t kept = 0;
	for (size_t i = 0; i < plan->names.count; i++) {
		struct plan_name *name = &plan->names.items[i];
		if (kept > 0 && strcmp(plan->names.items[kept - 1].name, name->name) == 0) {
			struct plan_name *other = &plan->names.items[kept - 1];
			/* The one with origins says more. */
			struct plan_name swap = *other;
			if (name->origin_count > other->origin_count) {
				*other = *name;
				*name = swap;
			}
			plan_name_release(name);
		} else {
			plan->names.items[kept++] = *name;
		}
	}
	plan->names.count = kept;
}

static void consider_candidates(struct planning *planning, struct watched *watched)
{
	size_t count;
	struct candidates *set = candidates_of_targets(planning);
	const struct candidate *ranked = candidates_finish(set, &count);
	planning->candidates.all = (uint32_t)count;
	for (size_t i = 0; i < count; i++)
		consider(planning, ranked[i].name, ranked[i].origins, ranked[i].origin_count,
			ranked[i].origins_left_out, watched);
	candidates_free(set);
}

void names_gather(struct planning *planning)
{
	struct watched watched = {0};
	consider_candidates(planning, &watched);
	keep_standing_names(planning, &watched);
	keep_rest(planning);
	show_unexplained(planning);
	sort_names(planning->plan);
}
