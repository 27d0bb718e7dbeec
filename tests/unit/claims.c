/* bundle/claims and bundle/release. What a form takes is by hand: from PEP 541, pypi/support's
 * forms and Warehouse's malware form, over tests/data/plan-sample.json. */
#include "base/text.h"
#include "base/utf8.h"
#include "bundle/asked.h"
#include "bundle/format.h"
#include "bundle/internals.h"
#include "plans.h"
#include "registry/answers.h"
#include "registry/findings.h"

#include <string.h>

static struct text rendered(const struct plan *plan, const char *format)
{
	struct text out = text_new(LIMIT_BULK_BYTES);
	report_format_render(report_format_find(format), plan, &out);
	return out;
}

static struct plan_name *named(struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->names.count; i++) {
		if (strcmp(plan->names.items[i].name, name) == 0)
			return &plan->names.items[i];
	}
	ck_abort_msg("the sample has no name %s", name);
	return NULL;
}

/* A project of USER's, as PyPI told it on 2026-11-22. */
static void make_claim(
	struct plan *plan, const char *text, unsigned findings, uint32_t files, const char *user)
{
	struct plan_name *name = named(plan, text);
	name->is_private = true;
	name->verdict = VERDICT_EXISTS;
	name->mechanism = MECHANISM_CLAIM;
	name->findings = findings | 1u << FINDING_STRANGER;
	name->evidence = memory_new(1, sizeof *name->evidence);
	*name->evidence = (struct answer){.name = name->name,
		.presence = PRESENCE_PRESENT,
		.reason = "",
		.url = "",
		.status = 200,
		.etag = "",
		.made = 1795348800,
		.fit = true,
		.files = files,
		.first_upload = files > 0 ? 1795262400 : -1, /* 2026-11-21 */
		.owned = true,
		.organisation = ""};
	name->evidence->users = memory_new(1, sizeof *name->evidence->users);
	name->evidence->users[0] = user;
	name->evidence->user_count = 1;
}

static void check_says(const struct text *out, const char *const *said, size_t count, bool says)
{
	for (size_t i = 0; i < count; i++)
		ck_assert_msg((strstr(out->bytes, said[i]) != NULL) == says, "%s: %s in\n%s",
			says ? "does not say" : "says", said[i], out->bytes);
}

#define SAYS(out, ...)                                                                             \
	check_says(out, (const char *const[]){__VA_ARGS__},                                        \
		sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), true)
#define SAYS_NOT(out, ...)                                                                         \
	check_says(out, (const char *const[]){__VA_ARGS__},                                        \
		sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), false)

START_TEST(nothing_to_claim)
{
	struct plan plan = plan_sample();
	struct text out = rendered(&plan, "claims");
	ck_assert_uint_eq(out.length, 0);
	/* What is secret is claimed by nobody. */
	make_claim(&plan, "acmeworks-vault", 1u << FINDING_EMPTY, 0, "stranger");
	ck_assert(!claims_apply(&plan));
	plan_sample_release(&plan);
}
END_TEST

/* An active project is nobody's to claim; an empty one is invalid; what came later may be malware.
 */
START_TEST(claims_by_channel)
{
	struct plan plan = plan_sample();
	make_claim(&plan, "kestrelmill", 0, 3, "stranger");
	struct text active = rendered(&plan, "claims");
	SAYS(&active, "NOTHING HERE IS SENT", "Not eligible: an active project", "No ground known");
	SAYS_NOT(&active, "PUBLIC", "inspector.pypi.io", "squat");
	text_release(&active);
	plan_sample_release(&plan);
	struct plan again = plan_sample();
	make_claim(&again, "kestrelmill", 1u << FINDING_EMPTY, 0, "stranger");
	struct text empty = rendered(&again, "claims");
	SAYS(&empty, "as an invalid project", "PUBLIC: github.com/pypi/support",
		"Title: PEP 541 Request: kestrelmill", "https://pypi.org/project/kestrelmill/");
	SAYS_NOT(&empty, "inspector.pypi.io", "Mass name squat");
	text_release(&empty);
	plan_sample_release(&again);
	again = plan_sample();
	make_claim(&again, "kestrelmill", 1u << FINDING_CONFUSION, 2, "stranger");
	struct text late = rendered(&again, "claims");
	SAYS(&late, "https://inspector.pypi.io/project/kestrelmill/", "not public",
		"earliest visible upload 2026-11-21", "Not eligible: an active");
	SAYS_NOT(&late, "PUBLIC: ");
	text_release(&late);
	plan_sample_release(&again);
	again = plan_sample();
	named(&again, "kestrelmill")->mechanism = MECHANISM_CLAIM;
	struct text unknown = rendered(&again, "claims");
	SAYS(&unknown, "It was not looked up", "Not decided");
	SAYS_NOT(&unknown, "PUBLIC", "Title:");
	text_release(&unknown);
	plan_sample_release(&again);
}
END_TEST

/* Three of one user are one case, of two users none; a name that is no user's is no address. */
START_TEST(many_squats_are_one_case)
{
	static const char *const names[] = {"kestrelmill", "spindlecove", "tidewell"};
	struct plan plan = plan_sample();
	for (size_t i = 0; i < 3; i++)
		make_claim(&plan, names[i], 1u << FINDING_EMPTY, 0, "squats4u");
	struct text out = rendered(&plan, "claims");
	SAYS(&out, "Title: Mass name squat by user: squats4u", "https://pypi.org/user/squats4u/",
		"\n      https://pypi.org/project/tidewell/\n",
		"Part of the case of squats4u above: file no other.");
	SAYS_NOT(&out, "PEP 541 Request:");
	text_release(&out);
	named(&plan, "tidewell")->evidence->users[0] = "another";
	out = rendered(&plan, "claims");
	SAYS(&out, "PEP 541 Request: tidewell", "PEP 541 Request: spindlecove");
	SAYS_NOT(&out, "Mass name squat");
	text_release(&out);
	for (size_t i = 0; i < 3; i++)
		named(&plan, names[i])->evidence->users[0] = "@everyone/../../";
	out = rendered(&plan, "claims");
	SAYS_NOT(&out, "everyone", "Mass name squat");
	text_release(&out);
	plan_sample_release(&plan);
}
END_TEST

/* 10 to 2,000 characters, whatever the organisation is called. */
START_TEST(malware_texts_fit)
{
	autotext struct text name = text_new(LIMIT_FILE_BYTES);
	for (size_t i = 0; i < 2500; i += 7) {
		autotext struct text out = text_new(LIMIT_FILE_BYTES);
		text_clear(&name);
		for (size_t j = 0; j < i; j++)
			text_add(&name, "\xc3\xa9");
		claims_malware_text(&out, name.bytes, "acme", i % 2 ? "2021-03" : "");
		ck_assert_uint_ge(out.length, 10);
		ck_assert_uint_le(out.length, 2000);
		ck_assert_uint_eq(utf8_valid_length(out.bytes, out.length), out.length);
	}
}
END_TEST

/* Names that may go are told; those that are asked for, or are no names, are not. */
START_TEST(names_given_back)
{
	struct plan plan = plan_sample();
	static const char *const back[] = {
		"BAD", "acmeworks-old", "bad name", "kestrelmill", "quernlight", "quernlight"};
	for (size_t i = 0; i < sizeof back / sizeof *back; i++)
		*array_add(&plan.given_back) = back[i];
	struct asked asked = asked_new(&plan);
	ck_assert_uint_eq(asked.given_back.count, 2);
	ck_assert_str_eq(asked.given_back.items[0], "acmeworks-old");
	ck_assert_str_eq(asked.given_back.items[1], "quernlight");
	asked_release(&asked);
	struct text out = rendered(&plan, "release");
	ck_assert_int_eq(strncmp(out.bytes, "!!!! ", 5), 0);
	SAYS(&out, "\n  acmeworks-old\n  quernlight\n", "DRAFT, NOT TO BE SENT",
		"gives back 2 names", "'NAME' unprohibited",
		"/admin/prohibited_project_names/?q=NAME");
	SAYS_NOT(&out, "kestrelmill", "BAD", "bad name");
	text_release(&out);
	out = rendered(&plan, "disclosure");
	SAYS(&out, "GIVEN BACK\n----------", "\n  quernlight\n",
		"Then: take 2 names off the list of prohibited names (GIVEN BACK, below).",
		"/admin/prohibited_project_names/?q=NAME");
	text_release(&out);
	out = rendered(&plan, "prohibit");
	ck_assert_str_eq(out.bytes, "kestrelmill\ntidewell\n");
	text_release(&out);
	/* Nothing else to say: a mail all the same, and no list to paste. */
	plan.draft = false;
	const size_t requests = plan.requests.count;
	plan.requests.count = 0;
	for (size_t i = 0; i < plan.names.count; i++)
		plan.names.items[i].request = 0;
	out = rendered(&plan, "mail");
	SAYS(&out, "Subject: [nameward] Acmeworks Mutual: 3 names given back\r\n",
		"First: take the names of GIVEN BACK");
	SAYS_NOT(&out, "HOW TO ANSWER", "could be used to get", "bulk form passes over");
	text_release(&out);
	out = rendered(&plan, "request");
	SAYS(&out, "\"requests\":\t[]", "\"given_back\":\t[\"", "\"quernlight\"",
		"Acmeworks Mutual");
	text_release(&out);
	plan.requests.count = requests;
	plan_sample_release(&plan);
}
END_TEST

UNIT_MAIN("claims", nothing_to_claim, claims_by_channel, many_squats_are_one_case,
	malware_texts_fit, names_given_back)
