/* audit/: its exit codes, which requests of the ledger stand, are granted, closed or another
 * team's, and where a name came from, read again.
 *
 * Seen to catch: in standing.c, `!own && over` with `over`; in closes(), choice_is_under with
 * strcmp for STICKY_OTHERS; in origin_read(), a target that must not be "" (`length == 0`). */
#include "audit/origin.h"
#include "audit/report.h"
#include "audit/standing.h"
#include "plan/sticky.h"
#include "unit.h"

#include <string.h>

/* Another team's request is in our way until its term is over; ours is the planner's to judge. */
START_TEST(others_do_not_stand_for_ever)
{
	struct intern *pool = intern_new();
	struct past past = {.pool = intern_new()};
	struct ledger_requests requests = {0};
	static const char *const teams[] = {"red", "blue"};
	for (size_t i = 0; i < 2; i++)
		*array_add(&requests.items) = (struct ledger_request){.target = "claimspine",
			.mechanism = "prohibit",
			.team = teams[i],
			.state = REQUEST_GRANTED,
			.verdict = VERDICT_UNKNOWN,
			.term = 500};
	for (date as_of = 499; as_of <= 500; as_of++) {
		struct standing_requests standing =
			standing_of_ledger(&past, &requests, "red", as_of, pool);
		ck_assert_uint_eq(standing.sticky.requests.count, as_of < 500 ? 2 : 1);
		ck_assert_int_eq(standing.sticky.requests.items[0].state, STICKY_GRANTED);
		ck_assert((sticky_closed(&standing.sticky, "claimspine") != NULL) == (as_of < 500));
		standing_release(&standing);
	}
	array_release(&requests.items);
	intern_free(past.pool);
	intern_free(pool);
}
END_TEST

static int status_of(const char *list, enum change_class class, bool suppressed, bool doubt)
{
	struct audits audits = {0};
	struct audit *audit = array_add(&audits.items);
	*audit = (struct audit){.organisation = "Quillhaven Mutual", .doubt = doubt ? "old" : NULL};
	audits_fail_on_default(&audits);
	if (list != NULL)
		ck_assert(audits_fail_on(&audits, list));
	*array_add(&audit->changes) = (struct audit_change){
		{.class = class, .name = "x", .evidence = "", .suppressed = suppressed}, 1};
	int status = audits_status(&audits);
	audits_release(&audits);
	return status;
}

START_TEST(exit_codes)
{
	struct audits audits = {0};
	ck_assert_int_eq(status_of(NULL, CHANGE_TAKEN, false, false), 4);
	ck_assert_int_eq(status_of(NULL, CHANGE_TAKEN, true, false), 0);
	ck_assert_int_eq(status_of(NULL, CHANGE_NEW, false, false), 1);
	ck_assert_int_eq(status_of(NULL, CHANGE_NEARBY, false, false), 0);
	ck_assert_int_eq(status_of("nearby", CHANGE_NEARBY, false, false), 1);
	ck_assert_int_eq(status_of("new", CHANGE_TAKEN, false, false), 0);
	ck_assert_int_eq(status_of("none", CHANGE_TAKEN, false, false), 0);
	ck_assert_int_eq(status_of(NULL, CHANGE_NEW, false, true), 3);
	ck_assert_int_eq(status_of(NULL, CHANGE_TAKEN, false, true), 4);
	ck_assert(!audits_fail_on(&audits, ""));
	ck_assert(!audits_fail_on(&audits, "taken,"));
	ck_assert(!audits_fail_on(&audits, ",taken"));
	ck_assert(!audits_fail_on(&audits, "stolen"));
	ck_assert(!audits_fail_on(&audits, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}
END_TEST

START_TEST(what_stands)
{
	struct sticky sticky = {0};
	struct sticky_request *list = sticky_add(&sticky, MECHANISM_PROHIBIT, NULL, 500);
	*array_add(&list->names) = (struct sticky_name){.name = "claimspine"};
	struct sticky_request *granted =
		sticky_add(&sticky, MECHANISM_NAMESPACE, "quillhaven", 500);
	granted->state = STICKY_GRANTED;
	struct sticky_request *closed = sticky_add(&sticky, MECHANISM_NAMESPACE, "larkmoor", 500);
	closed->state = STICKY_CLOSED;
	closed->why = "it was declined";
	struct sticky_request *others = sticky_add(&sticky, MECHANISM_NAMESPACE, "wrenfold", 500);
	others->state = STICKY_OTHERS;
	others->why = "team blue has asked for it already";
	ck_assert_ptr_nonnull(sticky_name_request(&sticky, MECHANISM_PROHIBIT, "claimspine", 499));
	ck_assert_ptr_null(sticky_name_request(&sticky, MECHANISM_PROHIBIT, "claimspine", 500));
	ck_assert_ptr_null(sticky_prefix_request(&sticky, "quillhaven", 100));
	ck_assert_ptr_nonnull(sticky_granted(&sticky, "quillhaven-vault", 499));
	ck_assert_ptr_null(sticky_granted(&sticky, "quillhaven-vault", 500));
	ck_assert_ptr_null(sticky_granted(&sticky, "quillhavenvault", 100));
	/* What was declined as a namespace may be asked for name by name; what another team asks
	 * for covers all inside. */
	ck_assert_ptr_nonnull(sticky_closed(&sticky, "larkmoor"));
	ck_assert_ptr_null(sticky_closed(&sticky, "larkmoor-vault"));
	ck_assert_ptr_nonnull(sticky_closed(&sticky, "wrenfold-vault"));
	ck_assert_ptr_null(sticky_closed(&sticky, "claimspine"));
	sticky_release(&sticky);
}
END_TEST

/* What models said has no target, and stands all the same; its operator is named after a file. */
START_TEST(origins_are_read_again)
{
	static const struct {
		struct origin origin;
		const char *text;
	} good[] = {{{"omission", "claimspine", 800000, 1200}, "omission claimspine 800000 1200"},
		{{"corpus:said", "", 1000000, 0}, "corpus:said  1000000 0"},
		{{"corpus:said by chat 7", "", 5, 6}, "corpus:said by chat 7  5 6"},
		{{"prefix", "a", 999999999, 1}, "prefix a 999999999 1"}};
	static const char *const bad[] = {"", "omission", "omission claimspine 800000",
		"corpus:said  5", " claimspine 5 6", "omission claimspine 5 6 ",
		"omission claimspine -5 6", "omission claimspine 5 4294967296", "5 6", " 5 6"};
	struct intern *pool = intern_new();
	struct origin origin;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct origin weak = {"x", "y", 1, 0}, both[] = {weak, good[i].origin};
		struct plan_name name = {.origins = both, .origin_count = 2};
		if (good[i].origin.probability > 0)
			ck_assert_str_eq(origin_text(pool, &name), good[i].text);
		name.origins++;
		name.origin_count--;
		ck_assert_str_eq(origin_text(pool, &name), good[i].text);
		ck_assert_msg(origin_read(pool, good[i].text, &origin), "%s", good[i].text);
		ck_assert_str_eq(origin.operator, good[i].origin.operator);
		ck_assert_str_eq(origin.target, good[i].origin.target);
		ck_assert_uint_eq(origin.weight, good[i].origin.weight);
		ck_assert_uint_eq(origin.probability, good[i].origin.probability);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_msg(!origin_read(pool, bad[i], &origin), "%s", bad[i]);
	ck_assert_str_eq(origin_text(pool, &(struct plan_name){0}), "");
	intern_free(pool);
}
END_TEST

/* What was somebody's project is told to the planner, save what is near others' or ours no more. */
START_TEST(what_was_a_project)
{
	static const struct {
		const char *name;
		enum name_kind kind;
		bool active;
		enum verdict verdict;
		bool was;
	} cases[] = {
		{"claimspine", KIND_INTERNAL, true, VERDICT_EXISTS, true},
		{"claimspine-agent", KIND_VARIANT, true, VERDICT_EXISTS, true},
		{"quillhaven", KIND_PROJECT, true, VERDICT_EXISTS, true},
		{"reqests", KIND_NEARBY, true, VERDICT_EXISTS, false},
		{"claimspin", KIND_VARIANT, false, VERDICT_EXISTS, false},
		{"kestrelmq", KIND_INTERNAL, true, VERDICT_UNREGISTERED, false},
		{"kestrelnq", KIND_VARIANT, true, VERDICT_SIMILAR, false},
	};
	struct intern *pool = intern_new();
	struct past past = {.pool = intern_new()};
	struct ledger_requests requests = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		*array_add(&past.names) = (struct past_name){.name = cases[i].name,
			.kind = cases[i].kind,
			.active = cases[i].active,
			.verdict = cases[i].verdict};
	struct standing_requests standing = standing_of_ledger(&past, &requests, "", 100, pool);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(sticky_was_project(&standing.sticky, cases[i].name) == cases[i].was,
			"%s", cases[i].name);
	ck_assert(!sticky_was_project(NULL, "claimspine"));
	ck_assert(!sticky_was_project(&(struct sticky){0}, "claimspine"));
	standing_release(&standing);
	array_release(&past.names);
	intern_free(past.pool);
	intern_free(pool);
}
END_TEST

START_TEST(what_models_said_stands)
{
	struct intern *pool = intern_new();
	struct past past = {.pool = intern_new()};
	struct ledger_requests requests = {0};
	intern_string(past.pool, "claimspine-agent");
	*array_add(&past.names) = (struct past_name){
		.name = "claimspine-agent", .origin = "corpus:said by chat  1000000 70000"};
	*array_add(&requests.items) = (struct ledger_request){.target = "claimspine-agent",
		.mechanism = "prohibit",
		.team = "",
		.state = REQUEST_SENT,
		.term = 500};
	struct standing_requests standing = standing_of_ledger(&past, &requests, "", 100, pool);
	const struct sticky_request *kept =
		sticky_name_request(&standing.sticky, MECHANISM_PROHIBIT, "claimspine-agent", 100);
	ck_assert_ptr_nonnull(kept);
	ck_assert_uint_eq(kept->names.items[0].origin_count, 1);
	ck_assert_str_eq(kept->names.items[0].origins->operator, "corpus:said by chat");
	ck_assert_str_eq(kept->names.items[0].origins->target, "");
	standing_release(&standing);
	array_release(&past.names);
	intern_free(past.pool);
	array_release(&requests.items);
	intern_free(pool);
}
END_TEST

UNIT_MAIN("audit", others_do_not_stand_for_ever, exit_codes, what_stands, origins_are_read_again,
	what_was_a_project, what_models_said_stands)
