/* The choice against a brute force written from design section 6 alone, with its own scorer: every
 * set of prefixes and names is tried. 20,000 small random cases.
 *
 * Seen to catch: `solver->rows` lowered by one in part_of_group(); `<` turned round in the
 * comparison of collateral in compare_cells(). A greedy choice (best exposure a cost first) is held
 * against the same cases and must fail some, or the cases have no teeth. */
#include "plan/choice.h"
#include "unit.h"

#include <string.h>

enum { CASES = 20000, NAMES = 7, PREFIXES = 3 };

static uint64_t state;

static uint32_t dice(uint32_t sides)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % sides;
}

struct instance {
	struct choice_name names[NAMES];
	struct choice_prefix prefixes[PREFIXES];
	size_t name_count, prefix_count;
	struct choice_limits limits;
};

/* A set of asks: bit i of `names`, of `prefixes`. */
struct set {
	unsigned names, prefixes;
};

static bool under(const char *name, const char *prefix)
{
	char start[64];
	snprintf(start, sizeof start, "%s-", prefix);
	return strcmp(name, prefix) == 0 || strncmp(name, start, strlen(start)) == 0;
}

struct score {
	bool allowed;
	uint64_t covered, cost, collateral;
};

static int compare_strings(const void *a, const void *b)
{
	return strcmp(a, b);
}

static struct score score_of(const struct instance *in, struct set set)
{
	struct score score = {.allowed = true};
	size_t cases = 0, rows = 0;
	for (size_t p = 0; p < in->prefix_count; p++) {
		if (!(set.prefixes >> p & 1))
			continue;
		cases++;
		score.allowed &= in->prefixes[p].eligible;
		score.collateral += in->prefixes[p].collateral;
		for (size_t q = 0; q < in->prefix_count; q++)
			score.allowed &= q == p || !(set.prefixes >> q & 1) ||
					 !under(in->prefixes[p].prefix, in->prefixes[q].prefix);
	}
	for (size_t n = 0; n < in->name_count; n++) {
		bool granted = false;
		for (size_t p = 0; p < in->prefix_count; p++)
			granted |= (set.prefixes >> p & 1) &&
				   under(in->names[n].name, in->prefixes[p].prefix);
		if (granted)
			score.covered += in->names[n].covered;
		if (!(set.names >> n & 1))
			continue;
		rows++;
		score.allowed &= in->names[n].eligible && !granted;
		score.covered += in->names[n].value;
		score.collateral += in->names[n].collateral;
	}
	score.cost = cases * in->limits.case_cost + rows * in->limits.row_cost;
	score.allowed &= cases <= in->limits.cases && rows <= in->limits.rows &&
			 score.cost <= in->limits.budget;
	return score;
}

/* What is asked for, in byte order: \x01 puts a prefix before a name of the same bytes, and both
 * before longer ones. */
static void list_asks(const struct instance *in, struct set set, char out[512])
{
	char asked[NAMES + PREFIXES][40];
	size_t count = 0;
	for (size_t p = 0; p < in->prefix_count; p++) {
		if (set.prefixes >> p & 1)
			snprintf(asked[count++], sizeof asked[0], "%s\x01", in->prefixes[p].prefix);
	}
	for (size_t n = 0; n < in->name_count; n++) {
		if (set.names >> n & 1)
			snprintf(asked[count++], sizeof asked[0], "%s\x02", in->names[n].name);
	}
	qsort(asked, count, sizeof asked[0], compare_strings);
	out[0] = '\0';
	for (size_t i = 0; i < count; i++)
		strcat(out, asked[i]);
}

static bool better(const struct instance *in, struct set a_set, const struct score *a,
	struct set b_set, const struct score *b)
{
	if (!a->allowed || !b->allowed)
		return a->allowed;
	if (a->covered != b->covered)
		return a->covered > b->covered;
	if (a->cost != b->cost)
		return a->cost < b->cost;
	if (a->collateral != b->collateral)
		return a->collateral < b->collateral;
	char ours[512], theirs[512];
	list_asks(in, a_set, ours);
	list_asks(in, b_set, theirs);
	return strcmp(ours, theirs) < 0;
}

static struct set brute_force(const struct instance *in)
{
	struct set best = {0, 0};
	struct score best_score = score_of(in, best);
	for (unsigned p = 0; p < 1u << in->prefix_count; p++) {
		for (unsigned n = 0; n < 1u << in->name_count; n++) {
			struct set set = {n, p};
			struct score score = score_of(in, set);
			if (better(in, set, &score, best, &best_score)) {
				best = set;
				best_score = score;
			}
		}
	}
	return best;
}

/* Adds the ask with the most further exposure a cost while one is allowed. */
static struct set greedy(const struct instance *in)
{
	struct set set = {0, 0};
	for (;;) {
		struct set best = set;
		double best_rate = 0;
		struct score before = score_of(in, set);
		for (size_t i = 0; i < in->name_count + in->prefix_count; i++) {
			struct set more = set;
			if (i < in->name_count)
				more.names |= 1u << i;
			else
				more.prefixes |= 1u << (i - in->name_count);
			struct score score = score_of(in, more);
			if (!score.allowed || score.cost == before.cost)
				continue;
			double rate = ((double)score.covered - (double)before.covered) /
				      (double)(score.cost - before.cost);
			if (rate > best_rate) {
				best_rate = rate;
				best = more;
			}
		}
		if (best_rate <= 0)
			return set;
		set = best;
	}
}

static struct instance random_instance(void)
{
	static const char *const pool[] = {"acme", "acme-a", "acme-a-b", "acme-a-c", "acme-b",
		"acme0", "b", "b-x", "b-x-y", "b-z", "bx", "c", "c-d", "zeta"};
	static const char *const prefix_pool[] = {"acme", "acme-a", "b", "b-x", "c"};
	struct instance in = {0};
	uint32_t few = 1 + dice(12); /* few values, so that ties come often */
	for (size_t i = 0; i < sizeof pool / sizeof *pool && in.name_count < NAMES; i++) {
		if (dice(2) == 0)
			continue;
		uint64_t covered = 100 * (1 + dice(few));
		in.names[in.name_count++] = (struct choice_name){
			pool[i], covered, covered * (5 + dice(6)) / 10, dice(3), dice(5) > 0};
	}
	for (size_t i = 0; i < 5 && in.prefix_count < PREFIXES; i++) {
		if (dice(2) == 0)
			in.prefixes[in.prefix_count++] =
				(struct choice_prefix){prefix_pool[i], dice(4), dice(4) > 0};
	}
	in.limits = (struct choice_limits){dice(4), dice(6), dice(20), 1 + dice(5), 1 + dice(2)};
	return in;
}

static void show(const struct instance *in, struct set expected)
{
	for (size_t i = 0; i < in->name_count; i++)
		printf("  %s covered %llu value %llu collateral %u eligible %d%s\n",
			in->names[i].name, (unsigned long long)in->names[i].covered,
			(unsigned long long)in->names[i].value, in->names[i].collateral,
			in->names[i].eligible, expected.names >> i & 1 ? " *" : "");
	for (size_t i = 0; i < in->prefix_count; i++)
		printf("  %s-* collateral %u eligible %d%s\n", in->prefixes[i].prefix,
			in->prefixes[i].collateral, in->prefixes[i].eligible,
			expected.prefixes >> i & 1 ? " *" : "");
	printf("  cases %u rows %u budget %u costs %u %u\n", in->limits.cases, in->limits.rows,
		in->limits.budget, in->limits.case_cost, in->limits.row_cost);
}

START_TEST(equals_brute_force)
{
	const uint64_t seed = 20261123;
	unsigned greedy_wrong = 0;
	printf("choice: %d cases from seed %llu\n", CASES, (unsigned long long)seed);
	state = seed;
	for (int i = 0; i < CASES; i++) {
		struct instance in = random_instance();
		struct set expected = brute_force(&in), hasty = greedy(&in), found = {0, 0};
		struct choice choice = choice_make(
			in.names, in.name_count, in.prefixes, in.prefix_count, &in.limits);
		for (size_t k = 0; k < in.name_count; k++)
			found.names |= (unsigned)choice.names[k] << k;
		for (size_t k = 0; k < in.prefix_count; k++)
			found.prefixes |= (unsigned)choice.prefixes[k] << k;
		struct score score = score_of(&in, expected);
		if (found.names != expected.names || found.prefixes != expected.prefixes ||
			choice.covered != score.covered || choice.cost != score.cost) {
			show(&in, expected);
			ck_abort_msg("case %d: names %x prefixes %x, expected %x %x", i,
				found.names, found.prefixes, expected.names, expected.prefixes);
		}
		greedy_wrong += score_of(&in, hasty).covered < score.covered;
		choice_release(&choice);
	}
	printf("choice: a greedy choice is worse in %u of them\n", greedy_wrong);
	ck_assert_uint_gt(greedy_wrong, 100);
}
END_TEST

/* Twenty thousand names and lifted ceilings end, and keep the ceilings. */
START_TEST(large_input)
{
	enum { MANY = 20000 };
	struct choice_name *names = calloc(MANY, sizeof *names);
	char(*texts)[24] = calloc(MANY, sizeof *texts);
	for (int i = 0; i < MANY; i++) {
		snprintf(texts[i], sizeof texts[i], "p%02d-%06d", i / 1000, i);
		names[i] = (struct choice_name){texts[i], (uint64_t)(i * 7919 % 1000003),
			(uint64_t)(i * 7919 % 1000003), 0, true};
	}
	struct choice_prefix prefixes[20];
	char prefix_texts[20][8];
	for (int i = 0; i < 20; i++) {
		snprintf(prefix_texts[i], sizeof prefix_texts[i], "p%02d", i);
		prefixes[i] = (struct choice_prefix){prefix_texts[i], 0, true};
	}
	struct choice_limits limits = {5, 250, 300, 10, 1};
	struct choice choice = choice_make(names, MANY, prefixes, 20, &limits);
	ck_assert_uint_le(choice.cases, 5);
	ck_assert_uint_le(choice.rows, 250);
	ck_assert_uint_le(choice.cost, 300);
	ck_assert_uint_eq(choice.cost, choice.cases * 10 + choice.rows);
	choice_release(&choice);
	free(names);
	free(texts);
}
END_TEST

UNIT_MAIN("choice", equals_brute_force, large_input)
