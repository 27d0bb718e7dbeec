/* The ledger: which state may follow which, renewals, what became of a request without a word,
 * suppressions, merging, an equal ledger from an export.
 *
 * Seen to catch: in may_follow(), `next > now` with >=; in is_term_good(), `word->term >
 * request->term` with >=; in moot(), `request->verdict == VERDICT_EXISTS` left out; in
 * is_in_vain(), `verdict_day > request->day` with >=; in outlook_of(), `term > as_of` with >=; in
 * suppressions_find(), `day < it->until` with <=; in requests_merge(), `merging->have` left 0
 * (words twice). */
#include "base/file.h"
#include "base/text.h"
#include "ledger/exchange.h"
#include "ledger/ledger.h"
#include "ledger/log.h"
#include "ledger/outlook.h"
#include "ledger/past.h"
#include "ledger/suppressions.h"
#include "unit.h"

#include <string.h>
#include <unistd.h>

static char folder[64];

static const char *path_of(const char *name)
{
	static char path[128];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static void setup(void)
{
	strcpy(folder, "/tmp/nameward-ledger-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void remove_all(void)
{
	static const char *const names[] = {"a", "b", "c"};
	static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
	for (size_t i = 0; i < 3; i++) {
		for (size_t k = 0; k < 4; k++) {
			char path[128];
			snprintf(path, sizeof path, "%s/%s%s", folder, names[i], ends[k]);
			unlink(path);
		}
	}
	rmdir(folder);
}

static struct ledger *open_one(const char *name)
{
	struct ledger *ledger = NULL;
	struct failure failure;
	enum error error = ledger_open(&ledger, path_of(name), LEDGER_CREATE, &failure);
	ck_assert_msg(error == OK, "%s", error == OK ? "" : failure.text);
	return ledger;
}

static void commit(struct ledger *ledger)
{
	struct failure failure;
	enum error error = ledger_commit(ledger, &failure);
	ck_assert_msg(error == OK, "%s", error == OK ? "" : failure.text);
}

static int64_t draft(struct ledger *ledger, const char *team, const char *target)
{
	struct request_word word = {REQUEST_DRAFTED, 100, "anna", "", "", "", 800};
	ledger_begin(ledger);
	int64_t organisation = ledger_organisation(ledger, "Quillhaven Mutual", true);
	int64_t id = requests_draft(ledger, organisation, team, "prohibit", target, &word);
	commit(ledger);
	return id;
}

static struct ledger_request load(
	struct ledger *ledger, struct intern *pool, const char *team, const char *target)
{
	struct ledger_requests requests = {0};
	struct ledger_request found = {0};
	requests_load(ledger, 0, pool, &requests);
	for (size_t i = 0; i < requests.items.count; i++) {
		const struct ledger_request *request = &requests.items.items[i];
		if (strcmp(request->team, team) == 0 && strcmp(request->target, target) == 0)
			found = *request;
	}
	array_release(&requests.items);
	return found;
}

/* What a person can do, by hand: a row a state, a letter for each state that may follow. */
START_TEST(states_follow)
{
	static const char letters[] = "drasngcwx"; /* drafted reviewed approved sent ackNowledged
						      granted deClined withdrawn released(x) */
	static const char *const after[REQUEST_STATES] = {
		"rasnw", "asnw", "snw", "ngcw", "gcw", "x", "d", "d", "d"};
	struct intern *pool = intern_new();
	setup();
	struct ledger *ledger = open_one("a");
	for (int now = 0; now < REQUEST_STATES; now++) {
		for (int next = 0; next < REQUEST_STATES; next++) {
			struct ledger_request request = {.id = 1,
				.team = "",
				.mechanism = "prohibit",
				.target = "claimspine",
				.state = (enum request_state)now,
				.day = 100};
			struct request_word word = {
				(enum request_state)next, 100, "anna", "", "", "aa", DATE_NONE};
			struct failure failure;
			ledger_begin(ledger);
			bool may = requests_set(ledger, &request, &word, &failure) == OK;
			/* No such request is there: where the step itself is good, the foreign
			 * key refuses it. */
			if (!may && strstr(failure.text, "cannot become") == NULL)
				may = true;
			ledger_close(ledger);
			ledger = open_one("a");
			bool wanted = strchr(after[now], letters[next]) != NULL;
			ck_assert_msg(may == wanted, "%s -> %s", request_state_name(request.state),
				request_state_name(word.state));
		}
	}
	ledger_close(ledger);
	intern_free(pool);
	remove_all();
}
END_TEST

START_TEST(days_go_forward_and_approvals_name_something)
{
	struct intern *pool = intern_new();
	struct failure failure;
	setup();
	struct ledger *ledger = open_one("a");
	draft(ledger, "", "claimspine");
	struct ledger_request request = load(ledger, pool, "", "claimspine");
	struct request_word early = {REQUEST_SENT, 99, "anna", "", "", "", DATE_NONE};
	struct request_word empty = {REQUEST_APPROVED, 101, "anna", "", "", "", DATE_NONE};
	struct request_word good = {REQUEST_APPROVED, 101, "anna", "", "", "00ff", DATE_NONE};
	ledger_begin(ledger);
	ck_assert_int_eq(requests_set(ledger, &request, &early, &failure), ERR_INPUT);
	ck_assert_int_eq(requests_set(ledger, &request, &empty, &failure), ERR_INPUT);
	ck_assert_int_eq(requests_set(ledger, &request, &good, &failure), OK);
	commit(ledger);
	request = load(ledger, pool, "", "claimspine");
	ck_assert_int_eq(request.state, REQUEST_APPROVED);
	ck_assert_int_eq(request.number, 2);
	ck_assert_int_eq(request.term, 800);
	ledger_close(ledger);
	intern_free(pool);
	remove_all();
}
END_TEST

START_TEST(grants_are_renewed)
{
	static const struct {
		enum request_state state;
		date old, now;
		bool good;
	} cases[] = {
		{REQUEST_SENT, 800, 700, true}, /* the registry may grant less than was asked for */
		{REQUEST_SENT, 800, 101, true},
		{REQUEST_SENT, 800, 100, false}, /* no day is left */
		{REQUEST_DRAFTED, 800, 900, false},
		{REQUEST_DECLINED, 800, 900, false},
		{REQUEST_GRANTED, 800, 801, true},
		{REQUEST_GRANTED, 800, 800, false},
		{REQUEST_GRANTED, DATE_NONE, 801, true},
	};
	struct intern *pool = intern_new();
	struct failure failure;
	setup();
	struct ledger *ledger = open_one("a");
	draft(ledger, "", "claimspine");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ledger_request request = load(ledger, pool, "", "claimspine");
		struct request_word word = {REQUEST_GRANTED, 100, "anna", "", "", "", cases[i].now};
		request.state = cases[i].state;
		request.term = cases[i].old;
		ledger_begin(ledger);
		enum error error = requests_set(ledger, &request, &word, &failure);
		commit(ledger);
		ck_assert_msg((error == OK) == cases[i].good, "case %zu", i);
		if (error == OK)
			ck_assert_int_eq(load(ledger, pool, "", "claimspine").term, cases[i].now);
	}
	ledger_close(ledger);
	intern_free(pool);
	remove_all();
}
END_TEST

/* What a person would say of it, by hand: a row a case. */
START_TEST(what_became_of_a_request)
{
	static const struct {
		const char *mechanism;
		enum request_state state;
		enum verdict verdict;
		date term, as_of;
		enum outlook_kind kind;
		const char *says; /* somewhere in the words */
	} cases[] = {
		{"prohibit", REQUEST_SENT, VERDICT_UNREGISTERED, 800, 799, OUTLOOK_GOOD, ""},
		{"prohibit", REQUEST_SENT, VERDICT_UNKNOWN, 800, 799, OUTLOOK_GOOD, ""},
		{"prohibit", REQUEST_SENT, VERDICT_SIMILAR, 800, 799, OUTLOOK_GOOD, ""},
		{"prohibit", REQUEST_GRANTED, VERDICT_UNREGISTERED, 800, 799, OUTLOOK_GOOD, ""},
		{"prohibit", REQUEST_GRANTED, VERDICT_UNREGISTERED, 800, 800, OUTLOOK_OVER,
			"its term is over since 1972-03-11: set it granted with --term"},
		{"prohibit", REQUEST_GRANTED, VERDICT_UNREGISTERED, DATE_NONE, 800, OUTLOOK_GOOD,
			""},
		{"hold", REQUEST_DRAFTED, VERDICT_UNREGISTERED, 800, 900, OUTLOOK_OVER,
			"asks for is over"},
		{"prohibit", REQUEST_RELEASED, VERDICT_EXISTS, 800, 900, OUTLOOK_GOOD, ""},
		{"prohibit", REQUEST_DECLINED, VERDICT_EXISTS, 800, 700, OUTLOOK_GOOD, ""},
		{"prohibit", REQUEST_WITHDRAWN, VERDICT_EXISTS, 800, 900, OUTLOOK_GOOD, ""},
		{"prohibit", REQUEST_APPROVED, VERDICT_EXISTS, 800, 700, OUTLOOK_MOOT,
			"a project of this name since 1971-08-24: do not send it"},
		{"hold", REQUEST_ACKNOWLEDGED, VERDICT_EXISTS, 800, 900, OUTLOOK_MOOT,
			"would delete that project"},
		{"prohibit", REQUEST_GRANTED, VERDICT_EXISTS, 800, 700, OUTLOOK_MOOT,
			"set it released"},
		{"prohibit", REQUEST_SENT, VERDICT_STDLIB, 800, 700, OUTLOOK_MOOT, "withdrawn"},
		{"prohibit", REQUEST_SENT, VERDICT_RESERVED, 800, 700, OUTLOOK_MOOT, "namespace"},
		{"namespace", REQUEST_SENT, VERDICT_RESERVED, 800, 700, OUTLOOK_MOOT, "namespace"},
		{"namespace", REQUEST_GRANTED, VERDICT_RESERVED, 800, 700, OUTLOOK_GOOD, ""},
		{"namespace", REQUEST_SENT, VERDICT_EXISTS, 800, 700, OUTLOOK_GOOD, ""},
		{"convert", REQUEST_SENT, VERDICT_EXISTS, 800, 700, OUTLOOK_GOOD, ""},
		{"convert", REQUEST_SENT, VERDICT_UNREGISTERED, 800, 700, OUTLOOK_MOOT, "convert"},
		{"convert", REQUEST_GRANTED, VERDICT_UNREGISTERED, 800, 700, OUTLOOK_GOOD, ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ledger_request request = {.mechanism = cases[i].mechanism,
			.state = cases[i].state,
			.verdict = cases[i].verdict,
			.verdict_day = 600,
			.missing = DATE_NONE,
			.term = cases[i].term};
		autotext struct text words = text_new(LIMIT_MESSAGE_BYTES);
		struct outlook outlook = outlook_of(&request, cases[i].as_of);
		outlook_say(&outlook, &words);
		ck_assert_msg(outlook.kind == cases[i].kind, "case %zu: %s", i, words.bytes);
		ck_assert_msg(
			strstr(words.bytes, cases[i].says) != NULL, "case %zu: %s", i, words.bytes);
		ck_assert_msg((words.length == 0) == (outlook.kind == OUTLOOK_GOOD), "case %zu", i);
	}
}
END_TEST

/* A project that was seen on day 600, by the day of what was said and by whose it is. */
START_TEST(what_was_seen_before_a_grant)
{
	static const struct {
		enum request_state state;
		date day;
		bool ours;
		const char *says; /* "": nothing */
	} cases[] = {
		{REQUEST_GRANTED, 599, false, "a project of this name since 1971-08-24: somebody"},
		{REQUEST_GRANTED, 600, false, ""},
		{REQUEST_GRANTED, 601, false, ""},
		{REQUEST_GRANTED, 599, true, ""},
		{REQUEST_SENT, 601, false, "a project of this name since 1971-08-24: tell PyPI"},
		{REQUEST_SENT, 599, true, "a project of yours of this name since 1971-08-24: tell"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ledger_request request = {.mechanism = "hold",
			.state = cases[i].state,
			.day = cases[i].day,
			.ours = cases[i].ours,
			.verdict = VERDICT_EXISTS,
			.verdict_day = 600,
			.missing = DATE_NONE,
			.term = 800};
		autotext struct text words = text_new(LIMIT_MESSAGE_BYTES);
		struct outlook outlook = outlook_of(&request, 700);
		outlook_say(&outlook, &words);
		ck_assert_msg(
			strstr(words.bytes, cases[i].says) != NULL, "case %zu: %s", i, words.bytes);
		ck_assert_msg((words.length == 0) == (cases[i].says[0] == '\0'), "case %zu: %s", i,
			words.bytes);
	}
}
END_TEST

/* What is drafted again asks for a term of its own, or for none yet. */
START_TEST(drafted_again_without_its_old_term)
{
	struct intern *pool = intern_new();
	struct failure failure;
	setup();
	struct ledger *ledger = open_one("a");
	draft(ledger, "", "claimspine");
	static const struct {
		enum request_state state;
		date term, after;
	} words[] = {{REQUEST_SENT, DATE_NONE, 800}, {REQUEST_GRANTED, 700, 700},
		{REQUEST_RELEASED, DATE_NONE, 700}, {REQUEST_DRAFTED, DATE_NONE, DATE_NONE}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct ledger_request request = load(ledger, pool, "", "claimspine");
		struct request_word word = {words[i].state, 100, "anna", "", "", "", words[i].term};
		ledger_begin(ledger);
		ck_assert_int_eq(requests_set(ledger, &request, &word, &failure), OK);
		commit(ledger);
		ck_assert_int_eq(load(ledger, pool, "", "claimspine").term, words[i].after);
	}
	ledger_close(ledger);
	intern_free(pool);
	remove_all();
}
END_TEST

static size_t count_lines(const char *bytes)
{
	size_t lines = 0;
	for (; *bytes != '\0'; bytes++)
		lines += *bytes == '\n';
	return lines;
}

static char *exported(struct ledger *ledger)
{
	char *bytes = NULL;
	size_t length = 0;
	struct failure failure;
	FILE *out = open_memstream(&bytes, &length);
	ck_assert_int_eq(ledger_export(ledger, out, &failure), OK);
	fclose(out);
	return bytes;
}

START_TEST(merged_and_exported)
{
	struct intern *pool = intern_new();
	struct failure failure;
	int64_t taken = 0, lines = 0;
	setup();
	struct ledger *ours = open_one("a"), *theirs = open_one("b");
	draft(ours, "", "claimspine");
	draft(theirs, "", "kestrelmq");
	ledger_begin(ours);
	ck_assert_int_eq(requests_merge(ours, theirs, "blue", 120, "anna", &taken, &failure), OK);
	commit(ours);
	ck_assert_int_eq(taken, 1);
	ck_assert_int_eq(load(ours, pool, "blue", "kestrelmq").state, REQUEST_DRAFTED);
	ledger_begin(ours);
	ck_assert_int_eq(requests_merge(ours, theirs, "blue", 121, "anna", &taken, &failure), OK);
	commit(ours);
	ck_assert_int_eq(taken, 0);
	char *one = exported(ours);
	ck_assert_uint_gt(count_lines(one), 6);
	struct ledger *copy = open_one("c");
	ck_assert_int_eq(ledger_import(copy, "one", one, strlen(one), &failure), OK);
	char *two = exported(copy);
	ck_assert_str_eq(one, two);
	ck_assert_int_eq(ledger_verify(copy, NULL, &lines, &failure), OK);
	/* A draft, a word taken over and its merge, a merge of nothing; a state after each. */
	ck_assert_int_eq(lines, 4 + 3);
	free(one);
	free(two);
	ledger_close(ours);
	ledger_close(theirs);
	ledger_close(copy);
	intern_free(pool);
	remove_all();
}
END_TEST

START_TEST(suppressions_narrow_before_wide)
{
	struct suppression items[] = {
		{.class = "*", .name = "*", .until = 200},
		{.class = "taken", .name = "claimspine", .until = 150},
		{.class = "new", .name = "*", .until = 300},
	};
	struct suppressions all = {.items = {items, 3, 3}};
	/* Until a day: that day itself is told again. A narrow one that ran out does not fall back
	 * on a wide one: a person looked at just this. */
	ck_assert_ptr_eq(suppressions_find(&all, "taken", "claimspine", 149), &items[1]);
	ck_assert_ptr_null(suppressions_find(&all, "taken", "claimspine", 150));
	ck_assert_ptr_eq(suppressions_find(&all, "taken", "kestrelmq", 199), &items[0]);
	ck_assert_ptr_null(suppressions_find(&all, "taken", "kestrelmq", 200));
	ck_assert_ptr_eq(suppressions_find(&all, "new", "kestrelmq", 250), &items[2]);
}
END_TEST

UNIT_MAIN("ledger", states_follow, days_go_forward_and_approvals_name_something, grants_are_renewed,
	what_became_of_a_request, what_was_seen_before_a_grant, drafted_again_without_its_old_term,
	merged_and_exported, suppressions_narrow_before_wide)
