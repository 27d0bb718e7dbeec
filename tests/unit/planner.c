/* What no plan may ever ask for, over random policies, seeds and snapshots (house rule: 10,000
 * names judged and more, from a printed seed).
 *
 * Seen to catch: `name->generic != NULL && name->exception == NULL` without its first half;
 * decide_similar() answering true for a name that is not private; add_private_targets() without
 * its look at `secret`; registry.rows_max left out of choose_bundle()'s limits. */
#include "base/text.h"
#include "names/name.h"
#include "worlds.h"

#include <string.h>

static void check_asked(const struct world *world, const struct wordlist *common,
	const struct wordlist *never, const struct request *request, const struct plan_name *name)
{
	const struct seed *seed = seeds_find(&world->seeds, name->name);
	autojudgement struct judgement judgement = {0};
	rules_judge(world->rules, name->name, strlen(name->name), &judgement);
	ck_assert_int_eq(judgement.verdict, name->verdict);
	ck_assert_msg(seed == NULL || !seed->secret, "%s is secret", name->name);
	if (request->mechanism == MECHANISM_CONVERT) {
		ck_assert(in(&world->policy.placeholders, name->name));
		ck_assert_int_eq(name->verdict, VERDICT_EXISTS);
		return;
	}
	bool open = name->verdict == VERDICT_UNREGISTERED;
	if (name->verdict == VERDICT_SIMILAR) {
		open = seed != NULL;
		for (size_t i = 0; i < judgement.blocker_count; i++) {
			const char *blocker = snapshot_name(world->snapshot, judgement.blockers[i]);
			open &= !in(&world->policy.own_projects, blocker) &&
				!in(&world->policy.placeholders, blocker);
		}
	}
	ck_assert_msg(open, "%s is %s", name->name, verdict_name(name->verdict));
	ck_assert_msg(name->standing >= STANDING_OWN_PROJECT, "%s has no standing", name->name);
	if (request->mechanism == MECHANISM_NAMESPACE)
		return; /* the prefix is asked for, and argued */
	ck_assert_msg(!is_generic(world, common, never, name->name) ||
			      has_exception(&world->policy, name->name),
		"%s is generic", name->name);
	if (request->mechanism == MECHANISM_PROHIBIT && !has_exception(&world->policy, name->name))
		ck_assert_uint_le(name->collateral, world->policy.collateral_max);
	if (request->mechanism == MECHANISM_PROHIBIT)
		ck_assert_uint_ge(name->exposure, world->policy.exposure_min);
}

static void check_ceilings(const struct world *world, const struct plan *plan)
{
	uint32_t year = 0;
	for (uint32_t bundle = 1; bundle <= 4; bundle++) {
		uint32_t cases = 0, rows = 0, cost = 0;
		for (size_t i = 0; i < plan->requests.count; i++) {
			const struct request *request = &plan->requests.items[i];
			if (request->bundle != bundle)
				continue;
			cases += request->mechanism == MECHANISM_NAMESPACE;
			rows += request->mechanism == MECHANISM_PROHIBIT
					? (uint32_t)request->name_count
					: 0;
			cost += request->cost;
		}
		ck_assert_uint_le(cases, world->policy.registry.cases_max);
		ck_assert_uint_le(rows, world->policy.registry.rows_max);
		ck_assert_uint_le(cost, world->policy.budget);
		year += rows;
	}
	ck_assert_uint_le(year, world->policy.registry.names_a_year_max);
}

START_TEST(never_asked_for)
{
	enum { PLANS = 400 };
	struct priors priors;
	priors_embedded(&priors);
	struct wordlist common = wordlist_embedded("wordlists/common.txt", 1, 1);
	struct wordlist never = wordlist_embedded("policy/never.txt", 1, 1);
	size_t asked = 0, judged = 0, mechanisms[MECHANISMS] = {0};
	for (uint64_t seed = 1; seed <= PLANS; seed++) {
		struct world world = world_new(seed, false);
		struct plan plan = make(&world, &priors);
		for (size_t i = 0; i < plan.requests.count; i++) {
			const struct request *request = &plan.requests.items[i];
			for (size_t k = 0; k < request->name_count; k++)
				check_asked(&world, &common, &never, request,
					&plan.names.items[request->names[k]]);
			asked += request->name_count;
			mechanisms[request->mechanism]++;
		}
		check_ceilings(&world, &plan);
		judged += plan.names.count;
		plan_release(&plan);
		world_release(&world);
	}
	printf("planner: %d plans from seeds 1 to %d, %zu names, %zu asked for\n", PLANS, PLANS,
		judged, asked);
	ck_assert_uint_ge(judged, 10000);
	ck_assert_uint_ge(asked, 1000);
	ck_assert_uint_gt(mechanisms[MECHANISM_NAMESPACE], 10);
	ck_assert_uint_gt(mechanisms[MECHANISM_PROHIBIT], 10);
	ck_assert_uint_gt(mechanisms[MECHANISM_HOLD], 10);
	ck_assert_uint_gt(mechanisms[MECHANISM_CONVERT], 10);
	wordlist_release(&common);
	wordlist_release(&never);
}
END_TEST

/* Seeds in another order give the same plan.json; what is written is read back to the same. */
START_TEST(same_bytes)
{
	struct priors priors;
	priors_embedded(&priors);
	for (uint64_t seed = 1; seed <= 40; seed++) {
		autotext struct text one = text_new(LIMIT_BULK_BYTES),
				     two = text_new(LIMIT_BULK_BYTES);
		autotext struct text again = text_new(LIMIT_BULK_BYTES);
		struct world world = world_new(seed, false), turned = world_new(seed, true);
		struct plan plan = make(&world, &priors), other = make(&turned, &priors);
		plan_write(&plan, &one);
		plan_write(&other, &two);
		ck_assert_msg(strcmp(one.bytes, two.bytes) == 0, "seed %d", (int)seed);
		struct intern *pool = intern_new();
		struct plan read = plan_new(pool);
		struct failure failure;
		ck_assert_msg(plan_parse(&read, "t", one.bytes, one.length, &failure) == OK, "%s",
			failure.text);
		plan_write(&read, &again);
		ck_assert_msg(strcmp(one.bytes, again.bytes) == 0, "seed %d", (int)seed);
		plan_release(&read);
		intern_free(pool);
		plan_release(&plan);
		plan_release(&other);
		world_release(&world);
		world_release(&turned);
	}
}
END_TEST

UNIT_MAIN("planner", never_asked_for, same_bytes)
