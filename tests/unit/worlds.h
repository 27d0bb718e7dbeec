/* Random worlds for the tests of the planner: a snapshot, seeds, a policy, from one number. */
#ifndef TESTS_WORLDS_H
#define TESTS_WORLDS_H

#include "base/embedded.h"
#include "candidates/priors.h"
#include "corpus/corpus.h"
#include "inputs/seeds.h"
#include "names/wordlist.h"
#include "plan/planner.h"
#include "registry/builder.h"
#include "registry/rules.h"
#include "registry/snapshot_file.h"
#include "unit.h"

#include <string.h>

static uint64_t state;

static inline uint32_t dice(uint32_t sides)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % sides;
}

static const char *const parts[] = {"acme", "auth", "billing", "client", "zurp", "quix", "report",
	"engine", "utils", "flim", "il", "oo", "sdk", "grobble"};

static inline void random_name(char out[64])
{
	size_t at = 0;
	for (uint32_t i = 0, count = 1 + dice(3); i < count; i++)
		at += (size_t)snprintf(out + at, 64 - at, "%s%s", i ? "-" : "",
			parts[dice(sizeof parts / sizeof *parts)]);
}

/* A name, or one near it, so that look-alikes and slips meet in the snapshot. */
static inline void random_relative(char out[64])
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
	date as_of;
	const struct answers *answers; /* NULL: nothing was looked up */
};

static inline void add_text(struct world *world, struct texts *texts, const char *text)
{
	texts->items = realloc(texts->items, (texts->count + 1) * sizeof *texts->items);
	texts->items[texts->count++] = intern_string(world->pool, text);
}

static inline struct snapshot *random_snapshot(void)
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
		.url = "https://pypi.org/simple/", .day = 20000, .verified = true, .list = &list};
	struct builder_counts counts;
	struct snapshot *snapshot;
	char *image;
	size_t size;
	builder_finish(builder, &facts, &image, &size, &counts);
	builder_free(builder);
	ck_assert_int_eq(snapshot_of_image(&snapshot, "t", image, size, false, NULL), OK);
	return snapshot;
}

static inline void random_policy(struct world *world)
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

static inline void random_seeds(struct world *world, bool turned)
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

static inline struct world world_new(uint64_t seed, bool turned)
{
	struct world world = {.pool = intern_new(), .as_of = 20001};
	state = seed;
	world.snapshot = random_snapshot();
	world.rules = rules_new(world.snapshot, ALARM_CORPUS);
	world.corpus = corpus_new(world.pool);
	corpus_finish(&world.corpus, world.rules, 800000, 4);
	random_policy(&world);
	random_seeds(&world, turned);
	return world;
}

static inline void world_release(struct world *world)
{
	seeds_release(&world->seeds);
	corpus_release(&world->corpus);
	policy_release(&world->policy);
	rules_free(world->rules);
	snapshot_close(world->snapshot);
	intern_free(world->pool);
}

static inline struct plan make(struct world *world, const struct priors *priors)
{
	struct plan plan = plan_new(world->pool);
	struct planner_facts facts = {.policy = &world->policy,
		.seeds = &world->seeds,
		.corpus = &world->corpus,
		.rules = world->rules,
		.priors = priors,
		.answers = world->answers,
		.as_of = world->as_of};
	planner_make(&plan, &facts);
	return plan;
}

static inline bool has_exception(const struct policy *policy, const char *name)
{
	for (size_t i = 0; i < policy->exceptions.count; i++) {
		if (strcmp(policy->exceptions.items[i].name, name) == 0)
			return true;
	}
	return false;
}

/* Generic, from design section 6 alone. */
static inline bool is_generic(const struct world *world, const struct wordlist *common,
	const struct wordlist *never, const char *name)
{
	size_t length = strlen(name);
	if (length < 5 || wordlist_has(never, name, length) ||
		texts_hold(&world->policy.never, name))
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

#endif
