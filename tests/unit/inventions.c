/* candidates/inventions: names that fit the patterns of a corpus. What must come out is computed by
 * a walk over all combinations that knows nothing of thresholds. */
#include "candidates/inventions.h"
#include "base/limits.h"
#include "base/memory.h"
#include "candidates/candidate.h"
#include "candidates/priors.h"
#include "corpus/corpus.h"
#include "corpus/reader.h"
#include "registry/rules.h"
#include "registry/snapshot.h"
#include "unit.h"

#include <math.h>
#include <string.h>

struct world {
	struct intern *pool;
	struct corpus corpus;
	struct snapshot *snapshot;
	struct rules *rules;
	struct priors priors;
};

static void world_new(struct world *world, const char *text)
{
	struct failure failure;
	*world = (struct world){.pool = intern_new()};
	world->corpus = corpus_new(world->pool);
	priors_embedded(&world->priors);
	ck_assert_int_eq(snapshot_open(&world->snapshot, "embedded", &failure), OK);
	world->rules = rules_new(world->snapshot, 0);
	struct file file = {"said", memory_copy(text, strlen(text)), strlen(text)};
	*array_add(&world->corpus.sources) =
		(struct corpus_source){.name = "said", .file = "said", .trust = MILLION};
	ck_assert_int_eq(corpus_parse(&world->corpus, &file, &failure), OK);
	free(file.bytes);
	corpus_finish(&world->corpus, world->rules, world->priors.recurrence.cap,
		world->priors.recurrence.half);
}

static void world_free(struct world *world)
{
	corpus_release(&world->corpus);
	rules_free(world->rules);
	snapshot_close(world->snapshot);
	intern_free(world->pool);
}

struct taken {
	struct intern *names;
	ARRAY(double) chances;
	double sum;
};

static void take(void *context, const char *name, size_t length, double chance)
{
	struct taken *taken = context;
	ck_assert_uint_eq(strlen(name), length);
	ck_assert_uint_eq(intern_number(taken->names, name, length), taken->chances.count);
	*array_add(&taken->chances) = chance;
	taken->sum += chance;
}

static void taken_release(struct taken *taken)
{
	array_release(&taken->chances);
	intern_free(taken->names);
}

/* Three words at three places each, of which the corpus holds nine names: without the index there
 * are 27 - 9 more, less those with a word beside itself. */
static const char square[] = "flimzag-quux-alpha9\nflimzag-blorp-beta9\nflimzag-norg-gamma9\n"
			     "krangle-quux-beta9\nkrangle-blorp-gamma9\nkrangle-norg-alpha9\n"
			     "zimwort-quux-gamma9\nzimwort-blorp-alpha9\nzimwort-norg-beta9\n";

START_TEST(all_combinations)
{
	struct world world;
	world_new(&world, square);
	world.priors.invented.index = 0;
	struct inventions *in = inventions_learn(&world.corpus, &world.priors, NULL);
	struct taken taken = {.names = intern_new()};
	size_t count = inventions_form(in, 1000, take, &taken);
	ck_assert_uint_eq(count, 18);
	ck_assert_uint_eq(taken.chances.count, 18);
	ck_assert_uint_ne(intern_find(taken.names, "flimzag-quux-beta9", 18), INTERN_NONE);
	ck_assert_uint_eq(intern_find(taken.names, "flimzag-quux-alpha9", 19), INTERN_NONE);
	/* The chain: 1/3 x (each of three) x (the one that followed it, half of all, or not). The
	 * nine names that are known have the rest. */
	double known = 0;
	for (size_t i = 0; i < taken.chances.count; i++) {
		ck_assert_double_gt(taken.chances.items[i], 0);
		ck_assert_double_eq_tol(taken.chances.items[i], taken.chances.items[0], 1e-9);
	}
	known = 1 - taken.sum;
	ck_assert_double_gt(known, 9 * taken.chances.items[0]);
	ck_assert_double_lt(known, 1);
	taken_release(&taken);
	inventions_free(in);
	world_free(&world);
}
END_TEST

/* Fewer are asked for: what comes out is the likeliest, whatever the threshold that gave it. */
START_TEST(the_likeliest_come)
{
	static const char skewed[] = "name\truns\nflimzag-quux-alpha9\t50\nflimzag-blorp-beta9\t9\n"
				     "krangle-quux-beta9\t2\nzimwort-norg-gamma9\t1\n";
	struct world world;
	world_new(&world, skewed);
	world.priors.invented.index = 0;
	struct inventions *in = inventions_learn(&world.corpus, &world.priors, NULL);
	struct taken all = {.names = intern_new()};
	inventions_form(in, LIMIT_INVENTIONS, take, &all);
	for (size_t most = 1; most <= 8; most++) {
		struct taken some = {.names = intern_new()};
		size_t count = inventions_form(in, most, take, &some);
		ck_assert_uint_ge(count, most);
		double least = 1;
		for (size_t i = 0; i < count; i++)
			least = fmin(least, some.chances.items[i]);
		size_t better = 0;
		for (size_t i = 0; i < all.chances.count; i++)
			better += all.chances.items[i] > least;
		ck_assert_uint_lt(better, count);
		taken_release(&some);
	}
	/* The word said most often begins the likeliest. */
	size_t best = 0;
	for (size_t i = 0; i < all.chances.count; i++)
		best = all.chances.items[i] > all.chances.items[best] ? i : best;
	ck_assert_msg(strncmp(intern_at(all.names, (uint32_t)best), "flimzag-", 8) == 0, "%s",
		intern_at(all.names, (uint32_t)best));
	taken_release(&all);
	inventions_free(in);
	world_free(&world);
}
END_TEST

/* What follows a word in PyPI's own names comes up too: `mcp` before `server`. */
START_TEST(words_of_the_index)
{
	struct world world;
	world_new(&world, "flimzag-mcp\nkrangle-mcp-blorp9\n");
	struct inventions *in = inventions_learn(&world.corpus, &world.priors, world.snapshot);
	struct taken taken = {.names = intern_new()};
	inventions_form(in, 2000, take, &taken);
	ck_assert_uint_ne(intern_find(taken.names, "flimzag-mcp-server", 18), INTERN_NONE);
	taken_release(&taken);
	inventions_free(in);
	world_free(&world);
}
END_TEST

/* Nothing to learn from: no name, no trouble. */
START_TEST(corpora_without_patterns)
{
	static const char *const texts[] = {
		"requests\nnumpy\n", "flimzag\n", "installed\n", "a-b-c-d-e-f-g-h-i-j-zzq9\n"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct world world;
		world_new(&world, texts[i]);
		struct inventions *in =
			inventions_learn(&world.corpus, &world.priors, world.snapshot);
		struct taken taken = {.names = intern_new()};
		ck_assert_uint_eq(inventions_form(in, 100, take, &taken), 0);
		taken_release(&taken);
		inventions_free(in);
		world_free(&world);
	}
}
END_TEST

/* In a set: the corpus's names, its inventions, and slips on its names, each by its own origin. */
START_TEST(in_a_set)
{
	struct world world;
	world_new(&world, square);
	struct candidates *set = candidates_new(&world.priors, world.snapshot, world.pool);
	for (size_t i = 0; i < world.corpus.names.count; i++)
		candidates_add_corpus_name(
			set, &world.corpus, &world.corpus.names.items[i], &world.priors);
	candidates_add_inventions(set, &world.corpus, 100);
	size_t count, said = 0, invented = 0, near = 0;
	const struct candidate *list = candidates_finish(set, &count);
	for (size_t i = 0; i < count; i++) {
		for (uint32_t o = 0; o < list[i].origin_count; o++) {
			const char *operator= list[i].origins[o].operator;
			said += strcmp(operator, "corpus:said") == 0;
			invented += strcmp(operator, "invented") == 0;
			near += list[i].origins[o].target[0] != '\0';
		}
		if (i < 9)
			ck_assert_str_eq(list[i].origins[0].operator, "corpus:said");
	}
	ck_assert_uint_eq(said, 9);
	ck_assert_uint_ge(invented, 18);
	ck_assert_uint_ge(near, 9);
	candidates_free(set);
	world_free(&world);
}
END_TEST

UNIT_MAIN("inventions", all_combinations, the_likeliest_come, words_of_the_index,
	corpora_without_patterns, in_a_set)
