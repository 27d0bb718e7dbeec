/* What no plan may ever ask for, over random policies, seeds and snapshots (house rule: 10,000
 * names judged and more, from a printed seed).
 *
 * Seen to catch: `name->generic != NULL && name->exception == NULL` without its first half;
 * decide_similar() answering true for a name that is not private; add_private_targets() without
 * its look at `secret`; registry.rows_max left out of choose_bundle()'s limits. */
#include "base/embedded.h"
#include "base/text.h"
#include "candidates/priors.h"
#include "corpus/corpus.h"
#include "inputs/seeds.h"
#include "names/name.h"
#include "names/wordlist.h"
#include "plan/planner.h"
#include "registry/builder.h"
#include "registry/rules.h"
#include "registry/snapshot_file.h"
#include "unit.h"

#include <string.h>

static uint64_t state;

static uint32_t dice(uint32_t sides)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % sides;
}

static const char *const words[] = {"acme", "auth", "billing", "client", "zurp", "quix", "report",
	"engine", "utils", "flim", "il", "oo", "sdk", "grobble"};

static void random_name(char out[64])
{
	size_t at = 0;
	for (uint32_t i = 0, count = 1 + dice(3); i < count; i++)
		at += (size_t)snprintf(out + at, 64 - at, "%s%s", i ? "-" : "",
			words[dice(sizeof words / sizeof *words)]);
}

/* A name, or one near it, so that look-alikes and slips meet in the snapshot. */
static void random_relative(char out[64])
{
	random_name(out);
	size_t length = strlen(out);
	uint32_t at = dice((uint32_t)length);
	if (dice(3) == 0)
		out[at] = out[at] == 'l' ? '1' : out[at] == 'o' ? '0' : out[at];
	else if (dice(3) == 0 && out[at] == '-')
		memmove(out + at, out + at + 1, length - at);
}

struct world {
	struct intern *pool;
	struct snapshot *snapshot;
	struct rules *rules;
	struct seeds seeds;
	struct corpus corpus;
	struct policy policy;
};

static void add_text(struct world *world, struct texts *texts, const char *text)
{
	texts->items = realloc(texts->items, (texts->count + 1) * sizeof *texts->items);
	texts->items[texts->count++] = intern_string(world->pool, text);
}

static struct snapshot *random_snapshot(void)
{
	struct embedded_list list = {0};
	struct builder *builder = builder_new();
	for (int i = 0; i < 120; i++) {
		char name[64];
		random_relative(name);
		/* Strangers seldom use our prefixes, or no grant could ever be asked for. */
		bool ours = strncmp(name, "zurp", 4) == 0 || strncmp(name, "quix", 4) == 0;
		if (!ours || dice(20) == 0)
			builder_add(builder, name, strlen(name));
	}
	struct builder_facts facts = {
		.url = "https://pypi.org/simple/", .day = 20000, .list = &list};
	struct builder_counts counts;
	struct snapshot *snapshot;
	char *image;
	size_t size;
	builder_finish(builder, &facts, &image, &size, &counts);
	builder_free(builder);
	ck_assert_int_eq(snapshot_of_image(&snapshot, "t", image, size, false, NULL), OK);
	return snapshot;
}

static void random_policy(struct world *world)
{
	struct policy *policy = &world->policy;
	policy_default(policy, world->pool);
	policy->organisation.name = "Zurp and Quix";
	policy->organisation.role = "Security";
	memset(policy->digest, '0', 64);
	policy->generic_min = 1 + dice(60);
	policy->exposure_min = 1 + dice(50000);
	policy->collateral_max = dice(1000001);
	policy->budget = dice(80);
	policy->registry.cases_max = dice(6);
	policy->registry.rows_max = dice(26);
	policy->registry.names_a_year_max = dice(101);
	for (uint32_t i = dice(3); i-- > 0;)
		add_text(world, &policy->prefixes, i ? "zurp" : "quix");
	char name[64];
	for (uint32_t i = dice(3); i-- > 0;) {
		random_name(name);
		add_text(world, &policy->own_projects, name);
		random_name(name);
		add_text(world, &policy->placeholders, name);
		random_name(name);
		*array_add(&policy->exceptions) = (struct policy_exception){
			intern_string(world->pool, name), "a reason for it"};
		random_name(name);
		*array_add(&policy->holds) =
			(struct policy_hold){intern_string(world->pool, name), 20500};
	}
}

static void random_seeds(struct world *world, bool turned)
{
	enum { SEEDS = 14 };
	char names[SEEDS][64];
	uint32_t kinds[SEEDS], secrets[SEEDS];
	world->seeds = seeds_new(world->pool);
	*array_add(&world->seeds.inputs) = (struct seed_input){.file = "t", .format = "list"};
	memset(world->seeds.inputs.items[0].digest, '0', 64);
	world->seeds.inputs.items[0].digest[64] = '\0';
	for (int i = 0; i < SEEDS; i++) {
		random_relative(names[i]);
		kinds[i] = dice(3);
		secrets[i] = dice(6);
	}
	for (int i = 0; i < SEEDS; i++) {
		int k = turned ? SEEDS - 1 - i : i;
		struct seed *seed = seeds_add(&world->seeds, (enum seed_kind)kinds[k], names[k],
			strlen(names[k]), (struct place){"t", (size_t)k + 1});
		if (seed != NULL)
			seed->secret |= secrets[k] == 0;
	}
	seeds_finish(&world->seeds);
}

static struct world world_new(uint64_t seed, bool turned)
{
	struct world world = {.pool = intern_new()};
	state = seed;
	world.snapshot = random_snapshot();
	world.rules = rules_new(world.snapshot, ALARM_CORPUS);
	world.corpus = corpus_new(world.pool);
	corpus_finish(&world.corpus, world.rules, 800000, 4);
	random_policy(&world);
	random_seeds(&world, turned);
	return world;
}

static void world_release(struct world *world)
{
	seeds_release(&world->seeds);
	corpus_release(&world->corpus);
	policy_release(&world->policy);
	rules_free(world->rules);
	snapshot_close(world->snapshot);
	intern_free(world->pool);
}

static struct plan make(struct world *world, const struct priors *priors)
{
	struct plan plan = plan_new(world->pool);
	struct planner_facts facts = {.policy = &world->policy,
		.seeds = &world->seeds,
		.corpus = &world->corpus,
		.rules = world->rules,
		.priors = priors,
		.as_of = 20001};
	planner_make(&plan, &facts);
	return plan;
}

static bool in(const struct texts *texts, const char *name)
{
	for (size_t i = 0; i < texts->count; i++) {
		if (strcmp(texts->items[i], name) == 0)
			return true;
	}
	return false;
}

static bool has_exception(const struct policy *policy, const char *name)
{
	for (size_t i = 0; i < policy->exceptions.count; i++) {
		if (strcmp(policy->exceptions.items[i].name, name) == 0)
			return true;
	}
	return false;
}

/* Generic, from design section 6 alone. */
static bool is_generic(const struct world *world, const struct wordlist *common,
	const struct wordlist *never, const char *name)
{
	size_t length = strlen(name);
	if (length < 5 || wordlist_has(never, name, length) || in(&world->policy.never, name))
		return true;
	bool all = true;
	for (const char *word = name; word != NULL;) {
		size_t size = strcspn(word, "-");
		uint32_t holders = 0;
		for (uint32_t i = 0; i < snapshot_info(world->snapshot)->name_count; i++) {
			const char *other = snapshot_name(world->snapshot, i);
			bool holds = false;
			for (const char *w = other; w != NULL;) {
				size_t n = strcspn(w, "-");
				holds |= n == size && strncmp(w, word, n) == 0;
				w = w[n] ? w + n + 1 : NULL;
			}
			holders += holds;
		}
		all &= wordlist_has(common, word, size) || holders >= world->policy.generic_min;
		word = word[size] ? word + size + 1 : NULL;
	}
	return all;
}

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
