/* prohibit.txt over random plans, snapshots, answers and ages: every word of it, split as Python's
 * str.split does, is a canonical name that is asked for and that rules and evidence allow.
 *
 * What is expected is worked out here from design 6 and Warehouse's rules. Seen to catch, each
 * alone: decide_open() without its look at `given_back`; plan_name_judge() without
 * PRESENCE_UNKNOWN; is_askable() without its verdicts, over plans whose verdicts were changed;
 * `request->ask == ASK_PROHIBIT` left out of prohibit_render(). */
#include "base/text.h"
#include "bundle/format.h"
#include "python.h"
#include "registry/answers.h"
#include "worlds.h"

enum { PLANS = 300, CASES_LEAST = 10000 };

/* Canonical by PEP 503, letter by letter. */
static bool is_canonical(const char *word, size_t length)
{
	bool may_be_hyphen = false;
	for (size_t i = 0; i < length; i++) {
		bool letter =
			(word[i] >= 'a' && word[i] <= 'z') || (word[i] >= '0' && word[i] <= '9');
		if (!letter && (word[i] != '-' || !may_be_hyphen))
			return false;
		may_be_hyphen = letter;
	}
	return length > 0 && may_be_hyphen;
}

/* What an index answered of every third name, at random; or of every one that it is not there. */
static void random_answers(const struct plan *plan, struct answers *answers, struct intern *pool,
	date as_of, bool all_absent)
{
	for (size_t i = 0; i < plan->names.count; i++) {
		enum presence presence =
			all_absent ? PRESENCE_ABSENT : (enum presence)dice(PRESENCES);
		if (!all_absent && dice(3) != 0)
			continue;
		*array_add(&answers->items) = (struct answer){.name = plan->names.items[i].name,
			.presence = presence,
			.reason = presence == PRESENCE_UNKNOWN ? "was busy" : "",
			.url = intern_string(pool, "https://pypi.org/simple/"),
			.status = presence == PRESENCE_ABSENT ? 404 : 200,
			.etag = "",
			.made = ((int64_t)as_of - (all_absent ? 0 : dice(30))) * 86400,
			.fit = all_absent || dice(2) == 0,
			.files = dice(3),
			.first_upload = dice(2) == 0 ? ((int64_t)as_of - dice(900)) * 86400 : -1,
			.organisation = ""};
	}
	answers_sort(answers);
}

struct word_lists {
	struct wordlist common, never;
};

/* Whether the name may be prohibited without harm, by the facts alone. */
static void check_word(
	const struct world *world, const struct word_lists *lists, const struct plan_name *name)
{
	autojudgement struct judgement judgement = {0};
	const struct seed *seed = seeds_find(&world->seeds, name->name);
	const struct answer *answer = answers_find(world->answers, name->name);
	rules_judge(world->rules, name->name, strlen(name->name), &judgement);
	bool open = judgement.verdict == VERDICT_UNREGISTERED;
	if (judgement.verdict == VERDICT_SIMILAR)
		open = seed != NULL;
	for (size_t i = 0; judgement.verdict == VERDICT_SIMILAR && i < judgement.blocker_count;
		i++) {
		const char *blocker = snapshot_name(world->snapshot, judgement.blockers[i]);
		open &= !texts_hold(&world->policy.own_projects, blocker) &&
			!texts_hold(&world->policy.placeholders, blocker);
	}
	/* A page that says 404 after the snapshot's day frees the name: nothing is there to delete.
	 */
	bool gone = judgement.verdict == VERDICT_EXISTS && answer != NULL &&
		    answer->presence == PRESENCE_ABSENT;
	ck_assert_msg(open || gone, "%s is %s", name->name, verdict_name(judgement.verdict));
	ck_assert_msg(answer == NULL || answer->presence == PRESENCE_ABSENT,
		"%s: the index says %s", name->name, answer ? presence_name(answer->presence) : "");
	ck_assert_msg(seed == NULL || !seed->secret, "%s is secret", name->name);
	ck_assert_msg(
		!texts_hold(&world->policy.given_back, name->name), "%s is given back", name->name);
	ck_assert_msg(!is_generic(world, &lists->common, &lists->never, name->name) ||
			      has_exception(&world->policy, name->name),
		"%s is generic", name->name);
	ck_assert_msg(name->collateral <= world->policy.collateral_max ||
			      has_exception(&world->policy, name->name),
		"%s: others want it", name->name);
	ck_assert_uint_ge(name->exposure, world->policy.exposure_min);
}

static const struct plan_name *find(const struct plan *plan, const char *word, size_t length)
{
	for (size_t i = 0; i < plan->names.count; i++) {
		const char *name = plan->names.items[i].name;
		if (strlen(name) == length && memcmp(name, word, length) == 0)
			return &plan->names.items[i];
	}
	return NULL;
}

/* What is no draft rests on fresh evidence, and on an answer for every word. */
static bool is_confirmed(const struct world *world, const char *name)
{
	const struct answer *answer = answers_find(world->answers, name);
	return answer != NULL && answer->presence == PRESENCE_ABSENT && answer->fit &&
	       world->as_of - 20000 <= (date)world->policy.registry.evidence_days_max;
}

/* Returns how many words the list has. */
static size_t check_list(const struct world *world, const struct word_lists *lists,
	const struct plan *plan, bool by_facts)
{
	autotext struct text out = text_new(LIMIT_FILE_BYTES);
	report_format_render(report_format_find("prohibit"), plan, &out);
	size_t words = 0, at = 0, length;
	const char *word, *last = NULL;
	while ((word = python_word(out.bytes, out.length, &at, &length)), length > 0) {
		const struct plan_name *name = find(plan, word, length);
		ck_assert_msg(is_canonical(word, length), "%.*s", (int)length, word);
		ck_assert_ptr_nonnull(name);
		ck_assert_uint_gt(name->request, 0);
		const struct request *request = &plan->requests.items[name->request - 1];
		ck_assert_int_eq(request->mechanism, MECHANISM_PROHIBIT);
		ck_assert_uint_eq(request->bundle, 1);
		ck_assert(
			name->verdict == VERDICT_UNREGISTERED || name->verdict == VERDICT_SIMILAR);
		ck_assert(!name->secret);
		ck_assert(last == NULL || strcmp(last, name->name) < 0);
		if (by_facts)
			check_word(world, lists, name);
		if (by_facts && !plan->draft)
			ck_assert_msg(
				is_confirmed(world, name->name), "%s is not confirmed", name->name);
		last = name->name;
		words++;
	}
	ck_assert_uint_le(words, world->policy.registry.rows_max);
	return words;
}

/* A plan that somebody changed by hand. */
static void damage(struct plan *plan)
{
	static const char *const texts[] = {"two words", "Upper", "a_b", "-a", "a\nb", "a\xc2\xa0",
		"", "a--b", "a.b", "\xe2\x80\xa8x"};
	for (size_t i = 0; i < plan->names.count; i++) {
		struct plan_name *name = &plan->names.items[i];
		if (name->request == 0 || dice(2) == 0)
			continue;
		if (dice(3) == 0)
			name->verdict = (enum verdict)dice(VERDICTS);
		else if (dice(2) == 0)
			name->secret = true;
		else
			name->name = texts[dice(sizeof texts / sizeof *texts)];
	}
}

START_TEST(every_word_may_be_prohibited)
{
	struct priors priors;
	priors_embedded(&priors);
	struct word_lists lists = {wordlist_embedded("wordlists/common.txt", 1, 1),
		wordlist_embedded("policy/never.txt", 1, 1)};
	size_t words = 0, names = 0, left = 0, ready = 0;
	for (uint64_t seed = 1; seed <= PLANS; seed++) {
		struct world world = world_new(seed, false);
		struct answers answers = {0};
		bool fresh = seed % 3 == 0;
		world.as_of = 20000 + (date)dice(fresh ? 6 : 900);
		struct plan first = make(&world, &priors);
		size_t before = check_list(&world, &lists, &first, true);
		random_answers(&first, &answers, world.pool, world.as_of, fresh);
		world.answers = &answers;
		for (size_t i = 0; i < first.names.count; i++) {
			if (dice(20) == 0)
				add_text(&world, &world.policy.given_back,
					first.names.items[i].name);
		}
		struct plan plan = make(&world, &priors);
		size_t after = check_list(&world, &lists, &plan, true);
		ready += !plan.draft && after > 0;
		damage(&plan);
		left += after - check_list(&world, &lists, &plan, false);
		words += before + after;
		names += first.names.count + plan.names.count;
		plan_release(&first);
		plan_release(&plan);
		array_release(&answers.items);
		world.answers = NULL;
		world_release(&world);
	}
	printf("prohibited: %d plans from seeds 1 to %d, %zu names, %zu words, %zu left out, "
	       "%zu no drafts\n",
		2 * PLANS, PLANS, names, words, left, ready);
	ck_assert_uint_ge(ready, 10);
	ck_assert_uint_ge(names, CASES_LEAST);
	ck_assert_uint_ge(words, 1000);
	ck_assert_uint_ge(left, 100);
	wordlist_release(&lists.common);
	wordlist_release(&lists.never);
}
END_TEST

UNIT_MAIN("prohibited", every_word_may_be_prohibited)
