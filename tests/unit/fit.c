/* candidates/: labelled pairs, and priors fitted to them. Pairs are made by a rule, so that what
 * must come out is known. */
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "candidates/fit.h"
#include "candidates/former.h"
#include "candidates/generator.h"
#include "candidates/pairs.h"
#include "candidates/priors_write.h"
#include "unit.h"

#include <string.h>
#include <unistd.h>

static const char *const targets[] = {"requests", "numpy", "pandas", "matplotlib", "flask",
	"django", "tensorflow", "sqlalchemy", "cryptography", "colorama", "setuptools", "pytest",
	"pydantic", "celery", "fastapi", "uvicorn", "scrapy", "selenium", "twisted", "tornado"};
enum { TARGETS = sizeof targets / sizeof *targets };

static struct priors priors;
static struct lists *lists;

static void set_up(void)
{
	priors_embedded(&priors);
	lists = lists_new(NULL);
}

/* All targets, each without its last character but AT_END. */
static struct fit *fit_of_omissions(size_t at_end, unsigned copies)
{
	struct fit *fit = fit_new(&priors, lists);
	for (unsigned copy = 0; copy < copies; copy++) {
		for (size_t t = 0; t < TARGETS; t++) {
			char name[64];
			size_t length = strlen(targets[t]), at = length - 1 - at_end;
			snprintf(name, sizeof name, "%.*s%s", (int)at, targets[t],
				targets[t] + at + 1);
			struct pair pair = {targets[t], name, 1, 0};
			fit_add(fit, &pair, TARGET_PUBLIC);
		}
	}
	fit_prepare(fit);
	return fit;
}

static uint32_t part_of(const struct priors *of, const char *operator)
{
	uint64_t all = 0;
	for (size_t g = 0; g < generator_count(); g++)
		all += generators[g].form ? of->operators[g].share : 0;
	return (uint32_t)((uint64_t)of->operators[generator_find(operator)].share * MILLION / all);
}

/* Twenty times the last character left out: the operator that does it gains, the others lose, and
 * the last place gains on the first. Seen to catch: the gradient of shares without what is
 * expected. */
START_TEST(learns_what_it_is_shown)
{
	struct priors fitted, start;
	size_t found[FIT_CUTS] = {0};
	set_up();
	struct fit *fit = fit_of_omissions(0, 1);
	fit_run(fit, FIT_NO_FOLD);
	fit_result(fit, &fitted);
	start = priors;
	for (size_t g = 0; g < generator_count(); g++)
		start.operators[g].share = start.operators[g].start;
	int omission = generator_find("omission");
	ck_assert_uint_gt(part_of(&fitted, "omission"), part_of(&start, "omission"));
	ck_assert_uint_lt(part_of(&fitted, "repetition"), part_of(&start, "repetition"));
	const uint32_t *where = fitted.operators[omission].factors[0];
	ck_assert_uint_gt(where[WHERE_LAST], where[WHERE_FIRST]);
	ck_assert_uint_gt(where[WHERE_LAST], where[WHERE_INNER]);
	ck_assert_uint_ge(fitted.operators[omission].pairs, 10);
	ck_assert_uint_eq(fit_recall(fit, 0, FIT_NO_FOLD, found), TARGETS);
	ck_assert_uint_eq(found[FIT_CUTS - 1], TARGETS);
	ck_assert_uint_ge(found[0], TARGETS / 2);
	fit_free(fit);
	lists_free(lists);
}
END_TEST

/* A file that says the same five times counts as sqrt(5) times, a target within it likewise. */
START_TEST(campaigns_are_held_back)
{
	struct priors once, often;
	set_up();
	struct fit *few = fit_of_omissions(0, 1), *many = fit_of_omissions(0, 25);
	fit_run(few, FIT_NO_FOLD);
	fit_run(many, FIT_NO_FOLD);
	fit_result(few, &once);
	fit_result(many, &often);
	/* 25 copies of a pair: 1 / sqrt(25) for the target, 1 / sqrt(25) for the file. */
	ck_assert_uint_eq(part_of(&once, "omission"), part_of(&often, "omission"));
	fit_free(few);
	fit_free(many);
	lists_free(lists);
}
END_TEST

/* Pairs that no generator forms leave the shares in the proportions of the start values. */
START_TEST(nothing_to_learn)
{
	struct priors fitted;
	size_t found[FIT_CUTS] = {0};
	set_up();
	struct fit *fit = fit_new(&priors, lists);
	struct pair pair = {"requests", "entirely-other-thing-7", 1, 0};
	fit_add(fit, &pair, TARGET_PUBLIC);
	fit_prepare(fit);
	fit_run(fit, FIT_NO_FOLD);
	fit_result(fit, &fitted);
	ck_assert_uint_eq(fit_recall(fit, 0, FIT_NO_FOLD, found), 1);
	ck_assert_uint_eq(found[FIT_CUTS - 1], 0);
	uint64_t starts = 0;
	for (size_t g = 0; g < generator_count(); g++)
		starts += generators[g].form ? priors.operators[g].start : 0;
	for (size_t g = 0; g < generator_count(); g++) {
		const struct prior *prior = &fitted.operators[g];
		uint64_t expected = (uint64_t)priors.operators[g].start * MILLION / starts;
		if (generators[g].form == NULL)
			continue;
		ck_assert_uint_ge(prior->share + 20, expected);
		ck_assert_uint_le(prior->share, expected + 20);
		for (size_t f = 0; f < PRIOR_FEATURES; f++) {
			for (size_t v = 0; v < prior_features[f].count; v++)
				ck_assert_uint_eq(prior->factors[f][v], MILLION);
		}
	}
	fit_free(fit);
	lists_free(lists);
}
END_TEST

/* Every target is in one fold; what is left out of a run is what fit_recall() then counts. */
START_TEST(folds)
{
	set_up();
	struct fit *fit = fit_of_omissions(1, 1);
	size_t pairs = 0, found[FIT_CUTS] = {0};
	for (int fold = 0; fold < FIT_FOLDS; fold++) {
		fit_run(fit, fold);
		pairs += fit_recall(fit, 0, fold, found);
	}
	ck_assert_uint_eq(pairs, TARGETS);
	ck_assert_uint_eq(found[FIT_CUTS - 1], TARGETS);
	for (size_t c = 1; c < FIT_CUTS; c++)
		ck_assert_uint_le(found[c - 1], found[c]);
	fit_free(fit);
	lists_free(lists);
}
END_TEST

/* The places that the fit counts by are those of the ranking with the written priors. */
START_TEST(recall_is_that_of_the_ranking)
{
	struct priors fitted;
	size_t found[FIT_CUTS] = {0}, ranked[FIT_CUTS] = {0};
	set_up();
	struct fit *fit = fit_of_omissions(2, 1);
	fit_run(fit, FIT_NO_FOLD);
	fit_recall(fit, 0, FIT_NO_FOLD, found);
	fit_result(fit, &fitted);
	struct former *former = former_new(&fitted, lists);
	for (size_t t = 0; t < TARGETS; t++) {
		char name[64];
		size_t count, length = strlen(targets[t]);
		snprintf(name, sizeof name, "%.*s%s", (int)length - 3, targets[t],
			targets[t] + length - 2);
		former_form(former, targets[t], length, TARGET_PUBLIC, EVERY_GENERATOR, NULL);
		const struct formed *formed =
			former_rank(former, MILLION, &(struct former_wish){0}, &count);
		for (size_t i = 0; i < count; i++) {
			for (size_t c = 0; c < FIT_CUTS; c++)
				ranked[c] += strcmp(former_text(former, &formed[i]), name) == 0 &&
					     i < fit_cuts[c];
		}
	}
	/* Rounding to two digits may move a name that stands at the edge of a cut. */
	for (size_t c = 0; c < FIT_CUTS; c++) {
		ck_assert_uint_le(ranked[c], found[c] + 2);
		ck_assert_uint_le(found[c], ranked[c] + 2);
	}
	ck_assert_uint_eq(ranked[FIT_CUTS - 1], TARGETS);
	former_free(former);
	fit_free(fit);
	lists_free(lists);
}
END_TEST

START_TEST(written_priors_are_read_back)
{
	struct priors fitted, again;
	struct failure failure;
	struct json_document start;
	char *path = unit_path("policy/priors.json");
	struct file file;
	set_up();
	struct fit *fit = fit_of_omissions(0, 1);
	fit_run(fit, FIT_NO_FOLD);
	fit_result(fit, &fitted);
	ck_assert_int_eq(file_read(&file, path, LIMIT_FILE_BYTES, &failure), OK);
	ck_assert_int_eq(json_read(&start, path, file.bytes, file.length, &failure), OK);
	struct text out = text_new(LIMIT_FILE_BYTES), same = text_new(LIMIT_FILE_BYTES);
	priors_write(&fitted, &start.root, "a test", &out);
	ck_assert_msg(priors_read(&again, "again", out.bytes, out.length, &failure) == OK, "%s",
		failure.text);
	ck_assert_int_eq(memcmp(&fitted, &again, sizeof fitted), 0);
	/* The shipped file is what the writer writes. */
	struct json how = json_find(&start.root, "how");
	priors_write(&priors, &start.root, json_text(&how), &same);
	ck_assert_uint_eq(same.length, file.length);
	ck_assert_int_eq(memcmp(same.bytes, file.bytes, file.length), 0);
	text_release(&out);
	text_release(&same);
	json_release(&start);
	file_release(&file);
	fit_free(fit);
	lists_free(lists);
	free(path);
}
END_TEST

static enum error read_text(struct pairs *pairs, const char *text, struct failure *failure)
{
	char path[] = "/tmp/nameward-pairs-XXXXXX";
	int descriptor = mkstemp(path);
	ck_assert_int_ge(descriptor, 0);
	ck_assert_int_eq(write(descriptor, text, strlen(text)), (ssize_t)strlen(text));
	close(descriptor);
	enum error error = pairs_read(pairs, path, failure);
	unlink(path);
	return error;
}

START_TEST(pairs_as_written)
{
	struct intern *pool = intern_new();
	struct pairs pairs = {.pool = pool, .before = DATE_NONE};
	struct failure failure = {""};
	ck_assert_int_eq(read_text(&pairs,
				 "base\tkind\tname\n# a note\nRequests\tx\tre_quests\n\n"
				 "numpy\ty\tnumpi\nsame\tz\tSame\n",
				 &failure),
		OK);
	ck_assert_int_eq(read_text(&pairs,
				 "squat\ttarget\tweight\tfirst_seen\nnumpyy\tnumpy\t0.5\t\n"
				 "numpi\tnumpy\t\t2024-01-02\n",
				 &failure),
		OK);
	ck_assert_uint_eq(pairs.items.count, 4);
	ck_assert_str_eq(pairs.items.items[0].target, "requests");
	ck_assert_str_eq(pairs.items.items[0].name, "re-quests");
	ck_assert_uint_eq(pairs.items.items[1].file, 0);
	ck_assert_uint_eq(pairs.items.items[2].file, 1);
	ck_assert_double_eq(pairs.items.items[2].weight, 0.5);
	ck_assert_double_eq(pairs.items.items[3].weight, 1);
	ck_assert(date_parse("2024-01-02", &pairs.before));
	ck_assert_int_eq(
		read_text(&pairs, "name\tfirst_seen\na1\t2024-01-01\na2\t2024-01-02\na3\t\n",
			&failure),
		OK);
	ck_assert_uint_eq(pairs.items.count, 5);
	ck_assert_ptr_null(pairs.items.items[4].target);
	ck_assert_uint_eq(pairs.later, 2);
	pairs_release(&pairs);
	intern_free(pool);
}
END_TEST

START_TEST(wrong_pairs)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{"target\n", ":1: should be a header"},
		{"requests\trequestss\nnumpy\tnumpi\n", ":1: should be a header"},
		{"target\tname\tsquat\na\tb\tc\n", ":1: two columns say the same"},
		{"target\tname\n", "holds no pair"},
		{"# nothing\n", "holds no pair"},
		{"target\tname\nrequests\n", ":2: has 1 columns, the header has 2"},
		{"target\tname\nrequests\trequestss\tx\n", ":2: has 3 columns, the header has 2"},
		{"target\tname\nre quests\trequestss\n",
			":2: the target \"re quests\" is no project"},
		{"target\tname\nrequests\t-x\n", ":2: the name \"-x\" is no project name"},
		{"target\tname\nrequests\t\n", ":2: the name \"\" is no project name"},
		{"target\tname\tweight\na\tb\t0\n", ":2: the weight is a number above 0"},
		{"target\tname\tweight\na\tb\tnan\n", ":2: the weight is a number above 0"},
		{"target\tname\tweight\na\tb\t-1\n", ":2: the weight is a number above 0"},
		{"target\tname\tweight\na\tb\t1e9\n", ":2: the weight is a number above 0"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct intern *pool = intern_new();
		struct pairs pairs = {.pool = pool, .before = DATE_NONE};
		struct failure failure = {""};
		ck_assert_msg(read_text(&pairs, cases[i].text, &failure) == ERR_INPUT,
			"case %zu was read", i);
		ck_assert_msg(strstr(failure.text, cases[i].message) != NULL &&
				      strncmp(failure.text, "/tmp/nameward-pairs-", 20) == 0,
			"case %zu: %s", i, failure.text);
		pairs_release(&pairs);
		intern_free(pool);
	}
	struct intern *pool = intern_new();
	struct pairs pairs = {.pool = pool, .before = 0};
	struct failure failure = {""};
	ck_assert_int_eq(read_text(&pairs, "target\tname\na\tb\n", &failure), ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(failure.text, "no column `first_seen`"));
	ck_assert_int_eq(
		read_text(&pairs, "name\tfirst_seen\nb\t2024-13-01\n", &failure), ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(failure.text, ":2: first_seen should be a day"));
	intern_free(pool);
}
END_TEST

UNIT_MAIN("fit", learns_what_it_is_shown, campaigns_are_held_back, nothing_to_learn, folds,
	recall_is_that_of_the_ranking, written_priors_are_read_back, pairs_as_written, wrong_pairs)
