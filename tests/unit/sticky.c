/* `plan --previous` over random worlds: Monday after Monday with a grown index, what was asked for
 * stays asked for, in the same way and until the same day, unless its own facts changed.
 *
 * What is expected is worked out here from design 6: a single name stands while its verdict is the
 * same, and that of what it is a slip of; a namespace while as many projects of others are inside
 * it. Seen to catch, each alone: `!stands` left out of decide_open()'s look at the collateral;
 * `!name_stands()` left out of collateral_weigh(); keep_terms() not called; sticky_of_plan()
 * without holds; decide_open() without `given_back`. */
#include "plan/choice.h"
#include "plan/sticky.h"
#include "worlds.h"

enum { WORLDS = 700, MONDAYS = 4, CASES_LEAST = 10000, NEW_NAMES = 8 };

/* The world's index with a few more names: a week in which it grew by 7 %, where PyPI's grows by
 * half a per cent. */
static void grow(struct world *world)
{
	struct embedded_list list = {0};
	struct builder *builder = builder_new();
	for (uint32_t i = 0; i < snapshot_info(world->snapshot)->name_count; i++) {
		const char *name = snapshot_name(world->snapshot, i);
		builder_add(builder, name, strlen(name));
	}
	for (int i = 0; i < NEW_NAMES; i++) {
		char name[64];
		random_relative(name);
		builder_add(builder, name, strlen(name));
	}
	struct builder_facts facts = {.url = "https://pypi.org/simple/",
		.day = world->as_of,
		.verified = true,
		.list = &list};
	struct builder_counts counts;
	char *image;
	size_t size;
	builder_finish(builder, &facts, &image, &size, &counts);
	builder_free(builder);
	rules_free(world->rules);
	snapshot_close(world->snapshot);
	ck_assert_int_eq(snapshot_of_image(&world->snapshot, "t", image, size, false, NULL), OK);
	world->rules = rules_new(world->snapshot, ALARM_CORPUS);
}

static struct plan make_after(
	struct world *world, const struct priors *priors, const struct plan *last)
{
	static const char digest[] =
		"0000000000000000000000000000000000000000000000000000000000000000";
	struct plan plan = plan_new(world->pool);
	struct sticky sticky = sticky_of_plan(last);
	struct planner_facts facts = {.policy = &world->policy,
		.seeds = &world->seeds,
		.corpus = &world->corpus,
		.rules = world->rules,
		.priors = priors,
		.as_of = world->as_of,
		.sticky = &sticky,
		.previous = last,
		.previous_digest = digest};
	planner_make(&plan, &facts);
	sticky_release(&sticky);
	return plan;
}

static uint32_t foreign_in(const struct world *world, const char *prefix)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < snapshot_info(world->snapshot)->name_count; i++) {
		const char *name = snapshot_name(world->snapshot, i);
		count += choice_is_under(name, prefix) &&
			 !texts_hold(&world->policy.own_projects, name) &&
			 !texts_hold(&world->policy.placeholders, name);
	}
	return count;
}

/* The request of the first bundle that asks for this name in this way, or NULL. */
static const struct request *asks(
	const struct plan *plan, enum mechanism mechanism, const char *name)
{
	for (size_t i = 0; i < plan->requests.count; i++) {
		const struct request *request = &plan->requests.items[i];
		if (request->bundle != 1 || request->mechanism != mechanism)
			continue;
		if (mechanism == MECHANISM_NAMESPACE && strcmp(request->target, name) == 0)
			return request;
		for (size_t k = 0; mechanism != MECHANISM_NAMESPACE && k < request->name_count;
			k++) {
			if (strcmp(plan->names.items[request->names[k]].name, name) == 0)
				return request;
		}
	}
	return NULL;
}

static size_t changes_of(const struct plan *plan, enum plan_change_class class, const char *name)
{
	size_t count = 0;
	for (size_t i = 0; i < plan->changes.count; i++)
		count += plan->changes.items[i].class == class &&
			 strcmp(plan->changes.items[i].name, name) == 0;
	return count;
}

/* Whether a name that this one is a slip of exists by now, or is one of ours no more. */
static bool targets_changed(
	const struct world *world, const struct plan *last, const struct plan_name *name)
{
	for (size_t i = 0; i < name->origin_count; i++) {
		const char *target = name->origins[i].target;
		for (size_t k = 0; k < last->names.count; k++) {
			if (strcmp(last->names.items[k].name, target) == 0 &&
				last->names.items[k].verdict !=
					rules_verdict(world->rules, target, strlen(target)))
				return true;
		}
	}
	return false;
}

struct counts {
	size_t cases, kept, dropped, spaces;
};

/* What was asked for by name, one by one. */
static void check_name(const struct world *world, const struct plan *last, const struct plan *plan,
	const struct request *request, const struct plan_name *name, struct counts *counts)
{
	const struct request *now = asks(plan, request->mechanism, name->name);
	enum verdict verdict = rules_verdict(world->rules, name->name, strlen(name->name));
	bool gone = verdict != name->verdict || targets_changed(world, last, name);
	counts->cases++;
	if (!gone || request->mechanism == MECHANISM_CONVERT) {
		ck_assert_msg(now != NULL, "%s was asked for, and is no longer", name->name);
		ck_assert_int_eq(now->term, request->term);
	}
	/* What exists by now is never asked to be prohibited. */
	if (verdict == VERDICT_EXISTS && request->mechanism != MECHANISM_CONVERT)
		ck_assert_msg(now == NULL, "%s exists, and is asked for", name->name);
	ck_assert_uint_eq(changes_of(plan, PLAN_CHANGE_DROPPED, name->name), now == NULL);
	counts->kept += now != NULL;
	counts->dropped += now == NULL;
}

static void check_plans(const struct world *world, const uint32_t foreign[2],
	const struct plan *last, const struct plan *plan, struct counts *counts)
{
	uint32_t standing = 0;
	for (size_t i = 0; i < last->requests.count; i++) {
		const struct request *request = &last->requests.items[i];
		if (request->bundle != 1)
			continue;
		if (request->mechanism == MECHANISM_NAMESPACE) {
			const struct request *now = asks(plan, request->mechanism, request->target);
			bool zurp = strcmp(request->target, "zurp") == 0;
			counts->cases++;
			counts->spaces++;
			if (foreign_in(world, request->target) == foreign[zurp]) {
				ck_assert_msg(now != NULL, "the namespace %s stands no more",
					request->target);
				ck_assert_int_eq(now->term, request->term);
			}
			standing += now != NULL;
			continue;
		}
		for (size_t k = 0; k < request->name_count; k++) {
			const struct plan_name *name = &last->names.items[request->names[k]];
			check_name(world, last, plan, request, name, counts);
			standing += asks(plan, request->mechanism, name->name) != NULL;
		}
	}
	ck_assert_uint_eq(plan->previous.standing, standing);
	ck_assert_int_eq(plan->previous.as_of, last->as_of);
}

START_TEST(what_stands_stays)
{
	struct priors priors;
	struct counts counts = {0};
	priors_embedded(&priors);
	for (uint64_t seed = 1; seed <= WORLDS; seed++) {
		struct world world = world_new(seed, false);
		struct plan last = make(&world, &priors);
		for (int monday = 0; monday < MONDAYS; monday++) {
			uint32_t foreign[2] = {
				foreign_in(&world, "quix"), foreign_in(&world, "zurp")};
			world.as_of += 7;
			grow(&world);
			struct plan plan = make_after(&world, &priors, &last);
			check_plans(&world, foreign, &last, &plan, &counts);
			plan_release(&last);
			last = plan;
		}
		plan_release(&last);
		world_release(&world);
	}
	printf("sticky: %d Mondays from seeds 1 to %d, %zu requests, %zu stand, %zu dropped, "
	       "%zu of them namespaces\n",
		WORLDS * MONDAYS, WORLDS, counts.cases, counts.kept, counts.dropped, counts.spaces);
	ck_assert_uint_ge(counts.cases, CASES_LEAST);
	ck_assert_uint_ge(counts.dropped, 50);
	ck_assert_uint_ge(counts.spaces, 100);
}
END_TEST

/* The same index, and one fact of a request that changed. */
START_TEST(its_own_facts_drop_it)
{
	struct priors priors;
	size_t given_back = 0, unused = 0;
	priors_embedded(&priors);
	for (uint64_t seed = 1; seed <= WORLDS / 4; seed++) {
		struct world world = world_new(seed, false);
		struct plan last = make(&world, &priors);
		const char *back = NULL, *used = NULL;
		for (size_t i = 0; i < last.names.count; i++) {
			const struct plan_name *name = &last.names.items[i];
			bool asked = asks(&last, MECHANISM_PROHIBIT, name->name) != NULL;
			if (asked && back == NULL)
				back = name->name;
			else if (asked && name->is_private)
				used = name->name;
		}
		if (back != NULL)
			add_text(&world, &world.policy.given_back, back);
		/* An internal name that no file holds any more. */
		struct seeds all = world.seeds;
		struct seeds fewer = seeds_new(world.pool);
		*array_add(&fewer.inputs) = all.inputs.items[0];
		for (size_t i = 0; i < all.names.count; i++) {
			const struct seed *seed_of = &all.names.items[i];
			if (used == NULL || strcmp(seed_of->name, used) != 0) {
				struct seed *copy = seeds_add(&fewer, seed_of->kind, seed_of->name,
					strlen(seed_of->name), (struct place){"t", i + 1});
				copy->secret = seed_of->secret;
			}
		}
		seeds_finish(&fewer);
		world.seeds = fewer;
		struct plan plan = make_after(&world, &priors, &last);
		if (back != NULL) {
			ck_assert_ptr_null(asks(&plan, MECHANISM_PROHIBIT, back));
			ck_assert_uint_eq(changes_of(&plan, PLAN_CHANGE_DROPPED, back), 1);
			ck_assert_uint_eq(changes_of(&plan, PLAN_CHANGE_GIVEN_BACK, back), 1);
			given_back++;
		}
		if (used != NULL) {
			ck_assert_uint_eq(changes_of(&plan, PLAN_CHANGE_UNUSED, used), 1);
			unused++;
		}
		plan_release(&plan);
		plan_release(&last);
		seeds_release(&all);
		world_release(&world);
	}
	printf("sticky: %zu given back, %zu used no more\n", given_back, unused);
	ck_assert_uint_ge(given_back, 20);
	ck_assert_uint_ge(unused, 10);
}
END_TEST

UNIT_MAIN("sticky", what_stands_stays, its_own_facts_drop_it)
