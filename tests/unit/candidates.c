/* candidates/: the set over many targets, its scores, families and bounds. Scores are recomputed
 * here from the definition; expected members are written by hand. */
#include "base/intern.h"
#include "base/memory.h"
#include "candidates/candidate.h"
#include "candidates/families.h"
#include "candidates/former.h"
#include "candidates/generator.h"
#include "unit.h"

#include <string.h>

static struct priors priors;

static struct candidates *new_set(struct intern *pool)
{
	priors_embedded(&priors);
	return candidates_new(&priors, NULL, pool);
}

static const struct candidate *find(const struct candidate *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	}
	return NULL;
}

/* By hand: 1 - 0.5 x 0.1 left = 950,000; of that 1 - 0.2 x 0.25 = 0.95 is left: 902,500. */
START_TEST(score_by_hand)
{
	struct origin origins[] = {
		{"omission", "acme", 500000, 100000}, {"plural", "acme", 200000, 250000}};
	ck_assert_uint_eq(candidates_score(origins, 2), 97500);
	ck_assert_uint_eq(candidates_score(origins, 0), 0);
	ck_assert_uint_eq(
		candidates_score(&(struct origin){"x", "y", MILLION, MILLION}, 1), MILLION);
}
END_TEST

/* Every score again from its origins; order, ties, and origins sorted and distinct. */
static void check_list(const struct candidate *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t left = 1000000;
		for (uint32_t o = 0; o < list[i].origin_count; o++) {
			const struct origin *origin = &list[i].origins[o];
			uint64_t exposure =
				(uint64_t)origin->weight * origin->probability / 1000000;
			left = left * (1000000 - exposure) / 1000000;
			if (o == 0)
				continue;
			char before[300], after[300];
			snprintf(before, sizeof before, "%s:%s", origin[-1].operator,
				origin[-1].target);
			snprintf(after, sizeof after, "%s:%s", origin->operator, origin->target);
			ck_assert_msg(strcmp(before, after) < 0, "%s: origins out of order",
				list[i].name);
		}
		ck_assert_msg(list[i].score == 1000000 - left, "%s: %u, recomputed %u",
			list[i].name, list[i].score, (uint32_t)(1000000 - left));
		if (i > 0)
			ck_assert_msg(list[i - 1].score > list[i].score ||
					      (list[i - 1].score == list[i].score &&
						      strcmp(list[i - 1].name, list[i].name) < 0),
				"%s before %s", list[i - 1].name, list[i].name);
	}
}

static struct target targets[] = {{"acme-auth", TARGET_PRIVATE, 600000},
	{"acme-auth-kit", TARGET_PRIVATE, 300000}, {"exampleco", TARGET_PUBLIC, 900000},
	{"exampleco2", TARGET_PUBLIC, 2000}};

START_TEST(sets_of_targets)
{
	struct intern *pool = intern_new();
	struct candidates *set = new_set(pool), *reversed = new_set(pool);
	size_t many = sizeof targets / sizeof *targets, count, again;
	for (size_t i = 0; i < many; i++) {
		candidates_add_target(set, &targets[i], 200);
		candidates_add_target(reversed, &targets[many - 1 - i], 200);
	}
	const struct candidate *list = candidates_finish(set, &count);
	const struct candidate *other = candidates_finish(reversed, &again);
	check_list(list, count);
	ck_assert_uint_eq(count, again);
	for (size_t i = 0; i < count; i++) {
		ck_assert_ptr_eq(list[i].name, other[i].name);
		ck_assert_uint_eq(list[i].score, other[i].score);
	}
	const struct candidate *own = find(list, count, "acme-auth");
	ck_assert_ptr_nonnull(own);
	ck_assert_ptr_null(find(list, count, "examp1eco"));
	bool named = false;
	for (uint32_t o = 0; o < own->origin_count; o++)
		named = named || (strcmp(own->origins[o].operator, "private") == 0 &&
					 strcmp(own->origins[o].target, "acme-auth") == 0);
	ck_assert(named);
	candidates_free(set);
	candidates_free(reversed);
	intern_free(pool);
}
END_TEST

/* The best of a bounded set are the best of an unbounded one, where no name needs several targets
 * to be among them. */
START_TEST(bounded_set)
{
	struct intern *pool = intern_new();
	struct candidates *set = new_set(pool), *bounded = new_set(pool);
	candidates_keep(bounded, 20);
	for (int i = 0; i < 100; i++) {
		char name[32];
		int length = snprintf(name, sizeof name, "acme%cx%c", 'a' + i % 26, 'a' + i / 26);
		struct target target = {intern_text(pool, name, (size_t)length), TARGET_PRIVATE,
			1000000 - (uint32_t)i * 5000};
		candidates_add_target(set, &target, 100);
		candidates_add_target(bounded, &target, 100);
	}
	size_t all, count;
	const struct candidate *list = candidates_finish(set, &all);
	const struct candidate *best = candidates_finish(bounded, &count);
	ck_assert_uint_eq(count, 20);
	ck_assert_uint_gt(all, 1000);
	for (size_t i = 0; i < count; i++)
		ck_assert_msg(list[i].name == best[i].name, "%zu: %s, should be %s", i,
			best[i].name, list[i].name);
	candidates_free(set);
	candidates_free(bounded);
	intern_free(pool);
}
END_TEST

/* The strongest LIMIT_ORIGINS are kept, the rest is counted. */
START_TEST(origins_are_bounded)
{
	struct intern *pool = intern_new();
	struct candidates *set = new_set(pool);
	for (uint32_t i = 0; i < LIMIT_ORIGINS + 10; i++) {
		char target[32];
		int length = snprintf(target, sizeof target, "acme%u", i);
		struct origin origin = {
			"omission", intern_text(pool, target, (size_t)length), MILLION, 1000 + i};
		candidates_add(set, "acmf", &origin);
	}
	size_t count;
	const struct candidate *list = candidates_finish(set, &count);
	ck_assert_uint_eq(count, 1);
	ck_assert_uint_eq(list[0].origin_count, LIMIT_ORIGINS);
	ck_assert_uint_eq(list[0].origins_left_out, 10);
	for (uint32_t o = 0; o < list[0].origin_count; o++)
		ck_assert_uint_ge(list[0].origins[o].probability, 1010);
	candidates_free(set);
	intern_free(pool);
}
END_TEST

START_TEST(missing_members_of_families)
{
	static const char *const names[] = {
		"acme-auth-client", "acme-billing", "acme-store-server", "other", "solo-name"};
	static const uint32_t uses[] = {3, 1, 9, 1, 1};
	static const char *const expected[] = {"acme-billing-client", "acme-auth-server",
		"acme-store-client", "acme-client", "acme-billing-server", "acme-auth-sdk",
		"acme-utils"};
	struct intern *pool = intern_new();
	struct candidates *set = new_set(pool);
	candidates_add_families(set, names, uses, 5);
	size_t count;
	const struct candidate *list = candidates_finish(set, &count);
	check_list(list, count);
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		ck_assert_msg(find(list, count, expected[i]) != NULL, "%s is missing", expected[i]);
	uint64_t sum = 0;
	for (size_t i = 0; i < count; i++) {
		ck_assert_msg(strncmp(list[i].name, "acme-", 5) == 0, "%s", list[i].name);
		for (size_t n = 0; n < 5; n++)
			ck_assert_str_ne(list[i].name, names[n]);
		sum += list[i].origins[0].probability;
	}
	uint32_t share = priors.operators[generator_find("family-member")].share;
	ck_assert_uint_le(sum, share);
	ck_assert_uint_ge(sum + count, share);
	ck_assert_ptr_null(find(list, count, "acme-auth-client"));
	candidates_free(set);
	intern_free(pool);
}
END_TEST

/* The probabilities of the operators that have a form add up as their shares do, those of exclusive
 * ones counted in any case, of which the part may be smaller: all but for rounding down. */
START_TEST(shares_are_divided)
{
	priors_embedded(&priors);
	struct lists *lists = lists_new(NULL);
	struct former *former = former_new(&priors, lists);
	former_form(former, "python-acme-kit2", 16, TARGET_PUBLIC, EVERY_GENERATOR, NULL);
	uint64_t sums[OPERATORS_MOST] = {0}, all = 0;
	size_t counts[OPERATORS_MOST] = {0}, count;
	const struct formed *formed = former_all(former, &count);
	for (size_t i = 0; i < count; i++) {
		for (uint32_t o = formed[i].first; o != 0; o = former_origin(former, o)->next) {
			sums[former_origin(former, o)->operator] +=
				former_origin(former, o)->probability;
			counts[former_origin(former, o)->operator]++;
		}
	}
	for (size_t g = 0; g < generator_count(); g++) {
		if (counts[g] > 0 || is_exclusive(&generators[g]))
			all += prior_share(&priors.operators[g], length_class_of(16));
	}
	for (size_t g = 0; g < generator_count(); g++) {
		uint64_t share = prior_share(&priors.operators[g], length_class_of(16));
		uint64_t part = share * MILLION / all;
		bool least = is_exclusive(&generators[g]) || sums[g] + counts[g] + 64 >= part;
		ck_assert_msg(counts[g] == 0 || (sums[g] <= part && least),
			"%s: %zu of %zu in %zu forms", generators[g].name, (size_t)sums[g],
			(size_t)part, counts[g]);
	}
	former_free(former);
	lists_free(lists);
}
END_TEST

/* An exclusive generator is credited with nothing that another one forms. */
START_TEST(exclusive_generators)
{
	static const char *const names[] = {"requests", "acme-kit2", "matplotlib", "a-b-c"};
	priors_embedded(&priors);
	struct lists *lists = lists_new(NULL);
	struct former *former = former_new(&priors, lists);
	size_t alone = 0;
	for (size_t t = 0; t < sizeof names / sizeof *names; t++) {
		size_t count;
		former_form(
			former, names[t], strlen(names[t]), TARGET_PUBLIC, EVERY_GENERATOR, NULL);
		const struct formed *formed = former_all(former, &count);
		for (size_t i = 0; i < count; i++) {
			size_t origins = 0, exclusive = 0;
			for (uint32_t o = formed[i].first; o != 0; origins++) {
				const struct formed_origin *origin = former_origin(former, o);
				exclusive += is_exclusive(&generators[origin->operator]);
				o = origin->next;
			}
			ck_assert_msg(exclusive == 0 || origins == 1, "%s has %zu origins",
				former_text(former, &formed[i]), origins);
			alone += exclusive;
		}
	}
	ck_assert_uint_gt(alone, 500);
	former_free(former);
	lists_free(lists);
}
END_TEST

/* The first N are the same, scores and all, whether N are asked for or all are formed: what is
 * passed over could not have been among them. */
START_TEST(first_of_all)
{
	static const char *const names[] = {"requests", "acme-kit2", "matplotlib", "a-b-c", "ab",
		"python-acme-client", "beautifulsoup4", "zz", "tensorflow-io-gcs-filesystem"};
	static const size_t firsts[] = {1, 10, 100, 1000};
	priors_embedded(&priors);
	struct lists *lists = lists_new(NULL);
	struct former *all = former_new(&priors, lists), *some = former_new(&priors, lists);
	size_t fewer = 0;
	for (size_t t = 0; t < sizeof names / sizeof *names * 8; t++) {
		const char *target = names[t / 8];
		enum target_kind kind = t % 2 ? TARGET_PUBLIC : TARGET_PRIVATE;
		struct former_wish wish = {.most = firsts[t % 8 / 2]};
		size_t every, count, formed;
		former_form(all, target, strlen(target), kind, EVERY_GENERATOR, NULL);
		former_all(all, &every);
		const struct formed *expected = former_rank(all, MILLION, &wish, &count);
		former_form(some, target, strlen(target), kind, EVERY_GENERATOR, &wish);
		former_all(some, &formed);
		fewer += formed < every;
		size_t other;
		const struct formed *got = former_rank(some, MILLION, &wish, &other);
		ck_assert_uint_eq(count, other);
		for (size_t i = 0; i < count; i++) {
			ck_assert_str_eq(
				former_text(all, &expected[i]), former_text(some, &got[i]));
			ck_assert_uint_eq(expected[i].score, got[i].score);
		}
	}
	ck_assert_uint_gt(fewer, 20);
	former_free(all);
	former_free(some);
	lists_free(lists);
}
END_TEST

UNIT_MAIN("candidates", score_by_hand, sets_of_targets, bounded_set, origins_are_bounded,
	missing_members_of_families, shares_are_divided, exclusive_generators, first_of_all)
