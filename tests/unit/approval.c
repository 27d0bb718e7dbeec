/* What may be sent: the digest that is approved, marks of drafts and of TLP, trademarks, and whose
 * key is known. */
#include "base/json_schema.h"
#include "base/text.h"
#include "bundle/approval.h"
#include "bundle/format.h"
#include "bundle/known_signers.h"
#include "bundle/sums.h"
#include "plan/approvals.h"
#include "plan/tlp.h"
#include "plans.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { CASES = 10000, SEED = 20261126 };

static const char *const roles[] = {"security", "legal", "communications"};

/* Calls VISIT with each file of send/. */
static void each_sent(const struct plan *plan,
	void (*visit)(void *context, const char *file, const struct text *bytes), void *context)
{
	for (const struct report_format *const *at = report_formats; *at != NULL; at++) {
		for (size_t part = 1; (*at)->scope == SCOPE_SEND; part++) {
			autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
			autotext struct text file = text_new(LIMIT_LINE_BYTES);
			if (!report_format_render_part(*at, plan, part, &bytes))
				break;
			report_format_file(*at, part, &file);
			visit(context, file.bytes, &bytes);
		}
	}
}

static void add_sum(void *context, const char *file, const struct text *bytes)
{
	sums_add(context, file, bytes);
}

/* The digest of send/ as it is now: SHA-256 of its sums. */
static void digest_now(const struct plan *plan, char out[DIGEST_TEXT_BYTES])
{
	autotext struct text sums = text_new(LIMIT_FILE_BYTES);
	each_sent(plan, add_sum, &sums);
	struct digest digest = digest_of(sums.bytes, sums.length);
	digest_format(&digest, out);
}

/* The sample, with every kind of request, no draft by its evidence. */
static struct plan sendable(void)
{
	struct plan plan = plan_sample();
	plan.draft = false;
	plan.draft_reasons.count = 0;
	*array_add(&plan.given_back) = "quernlight";
	plan.approvals.roles.items = memory_new(3, sizeof *plan.approvals.roles.items);
	memcpy(plan.approvals.roles.items, roles, sizeof roles);
	plan.approvals.roles.count = 3;
	approval_settle(&plan);
	return plan;
}

static void give(struct plan *plan, const char *role, const char *by, const char *digest)
{
	struct approval approval = {.role = role, .by = by, .day = 20000, .note = "a note"};
	snprintf(approval.digest, sizeof approval.digest, "%s", digest);
	*array_add(&plan->approvals.given) = approval;
}

static void must_be_marked(void *context, const char *file, const struct text *bytes)
{
	const bool *draft = context;
	/* Names and line feeds alone: its comment bears the mark. */
	if (strcmp(file, "prohibit.txt") == 0)
		return;
	const char *mark = strcmp(file, "request.json") == 0 ? "\"draft\":\ttrue" : "DRAFT";
	ck_assert_msg((strstr(bytes->bytes, mark) != NULL) == *draft, "%s: draft %d", file, *draft);
}

/* Which approvals there are, of which bytes, by whom, and in which order, changes nothing of what
 * is approved; and what is sent in the end is exactly that. Seen to catch: approvals_of() without
 * its look at the digest; approval_digest() of *plan in the place of `approved`. */
START_TEST(the_digest_is_that_of_what_is_sent)
{
	struct plan plan = sendable();
	char wanted[DIGEST_TEXT_BYTES], other[DIGEST_TEXT_BYTES];
	memcpy(wanted, plan.approvals.digest, sizeof wanted);
	memset(other, 'a', sizeof other - 1);
	other[sizeof other - 1] = '\0';
	size_t complete = 0;
	srand(SEED);
	printf("approval: %d cases from seed %d\n", CASES, SEED);
	for (size_t i = 0; i < CASES; i++) {
		bool given[3] = {false};
		plan.approvals.given.count = 0;
		for (size_t k = 0; k < 4; k++) {
			size_t role = (size_t)rand() % 3;
			bool stale = rand() % 4 == 0;
			if (rand() % 8 == 0)
				give(&plan, "passer-by", "N.N.", wanted);
			give(&plan, roles[role], i % 2 ? "Ada" : "Bo", stale ? other : wanted);
			given[role] |= !stale;
		}
		bool all = given[0] && given[1] && given[2], draft = !all;
		ck_assert_int_eq(approvals_complete(&plan), all);
		ck_assert_uint_eq(approvals_given(&plan), given[0] + given[1] + given[2]);
		ck_assert_int_eq(plan_is_draft(&plan), draft);
		complete += all;
		if (i % 40 != 0)
			continue;
		char digest[DIGEST_TEXT_BYTES], now[DIGEST_TEXT_BYTES];
		approval_digest(&plan, digest);
		ck_assert_str_eq(digest, wanted);
		digest_now(&plan, now);
		ck_assert_int_eq(strcmp(now, wanted) == 0, all);
		each_sent(&plan, must_be_marked, &draft);
	}
	ck_assert_uint_gt(complete, CASES / 20);
	plan_sample_release(&plan);
}
END_TEST

/* Whatever an administrator would read is part of what is approved. */
START_TEST(another_word_is_another_digest)
{
	struct plan plan = sendable();
	char digest[DIGEST_TEXT_BYTES];
	const char **const texts[] = {&plan.organisation.name, &plan.organisation.role,
		&plan.organisation.reference, &plan.organisation.key_url,
		&plan.organisation.contacts.items[1], &plan.requests.items[0].why,
		&plan.requests.items[0].release, &plan.tlp};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *before = *texts[i];
		*texts[i] = "another";
		approval_digest(&plan, digest);
		ck_assert_msg(strcmp(digest, plan.approvals.digest) != 0, "text %zu", i);
		*texts[i] = before;
	}
	plan.embargo_until = plan.as_of + 30;
	approval_digest(&plan, digest);
	ck_assert_str_ne(digest, plan.approvals.digest);
	plan.embargo_until = DATE_NONE;
	approval_digest(&plan, digest);
	ck_assert_str_eq(digest, plan.approvals.digest);
	plan_sample_release(&plan);
}
END_TEST

START_TEST(nothing_asked_is_nothing_to_approve)
{
	struct plan plan = sendable();
	size_t requests = plan.requests.count;
	plan.requests.count = plan.given_back.count = 0;
	approval_settle(&plan);
	ck_assert_str_eq(plan.approvals.digest, "");
	ck_assert(approvals_complete(&plan));
	plan.requests.count = requests;
	plan_sample_release(&plan);
}
END_TEST

static void must_have_label(void *context, const char *file, const struct text *bytes)
{
	/* What is pasted into PyPI's forms is PyPI's from then on. */
	if (strncmp(file, "prohibit", 8) == 0) {
		ck_assert_ptr_null(strstr(bytes->bytes, "TLP"));
		return;
	}
	ck_assert_msg(strstr(bytes->bytes, context) != NULL, "%s: %s", file, (char *)context);
	ck_assert_msg(strstr(bytes->bytes, "2027-05-06") != NULL, "%s: embargo", file);
}

START_TEST(every_text_has_its_label)
{
	struct plan plan = sendable();
	date_parse("2027-05-06", &plan.embargo_until);
	for (size_t i = 0; tlp_labels[i] != NULL; i++) {
		char label[32];
		snprintf(label, sizeof label, "TLP:%s", tlp_labels[i]);
		plan.tlp = tlp_labels[i];
		each_sent(&plan, must_have_label, label);
		for (size_t k = 0; k < 2; k++) {
			autotext struct text inside = text_new(LIMIT_FILE_BYTES);
			report_format_render(report_format_find(k ? "html" : "md"), &plan, &inside);
			const char *wanted = i == 0 ? "TLP:RED" : "TLP:AMBER+STRICT";
			ck_assert_ptr_nonnull(strstr(inside.bytes, wanted));
		}
	}
	plan_sample_release(&plan);
}
END_TEST

static void count_trademarks(void *context, const char *file, const struct text *bytes)
{
	(void)file;
	*(size_t *)context += strcasestr(bytes->bytes, "trademark") != NULL;
	ck_assert_ptr_null(strcasestr(bytes->bytes, "trade mark"));
}

/* A claim of a trademark is a person's: by itself the program says no word of one. */
START_TEST(a_trademark_only_where_a_person_says_so)
{
	struct plan plan = sendable();
	size_t files = 0;
	each_sent(&plan, count_trademarks, &files);
	ck_assert_uint_eq(files, 0);
	plan.organisation.trademark = "ACMEWORKS is a registered word mark of ours";
	plan.organisation.trademark_registration = "EUIPO 018000001";
	each_sent(&plan, count_trademarks, &files);
	/* disclosure.txt, mail.eml, request.json, one namespace */
	ck_assert_uint_eq(files, 4);
	autotext struct text report = text_new(LIMIT_FILE_BYTES);
	report_format_render(report_format_find("disclosure"), &plan, &report);
	ck_assert_ptr_nonnull(strstr(report.bytes, "018000001"));
	plan_sample_release(&plan);
}
END_TEST

/* plan_write() and plan_parse() are inverse for what this adds. */
START_TEST(plan_json_keeps_approvals)
{
	struct plan plan = sendable();
	give(&plan, "legal", "Ada \"the\" Lane\xc3\xa9", plan.approvals.digest);
	plan.approvals.given.items[0].note = NULL;
	give(&plan, "security", "Bo",
		"0000000000000000000000000000000000000000000000000000000000000000");
	plan.organisation.trademark = "words";
	plan.organisation.trademark_registration = "number";
	plan.tlp = "GREEN";
	date_parse("2027-05-06", &plan.embargo_until);
	autotext struct text once = text_new(LIMIT_FILE_BYTES);
	autotext struct text twice = text_new(LIMIT_FILE_BYTES);
	struct failure failure = {""};
	plan_write(&plan, &once);
	struct plan again = plan_new(intern_new());
	ck_assert_msg(plan_parse(&again, "p", once.bytes, once.length, &failure) == OK, "%s",
		failure.text);
	plan_write(&again, &twice);
	ck_assert_str_eq(once.bytes, twice.bytes);
	ck_assert_ptr_nonnull(approvals_of(&again, "legal"));
	ck_assert_ptr_null(approvals_of(&again, "security"));
	ck_assert_str_eq(
		approvals_missing(&again), "not approved yet by: security, communications");
	plan_sample_release(&again);
	plan_sample_release(&plan);
}
END_TEST

/* Lines of the file, by hand: a key is 32 bytes of base64 behind 19 that say its type. */
#define KEY_A "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define KEY_B "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"

START_TEST(known_signers_are_read)
{
	static const struct {
		const char *text;
		bool good;
	} cases[] = {
		{"", true},
		{"# nobody\n\n", true},
		{KEY_A " 2026-11-03 Acme Ltd. & Co\n" KEY_B " 2026-11-04 acme\n", true},
		{KEY_A " 2026-11-03 Acme\n" KEY_B " 2026-11-04 Acme\n", false},
		{KEY_A " 2026-11-31 Acme\n", false},
		{KEY_A " 2026-11-03\n", false},
		{KEY_A " 2026-11-03 \n", false},
		{KEY_A " 2026-11-03  Acme\n", false},
		{KEY_A "  2026-11-03 Acme\n", false},
		{" " KEY_A " 2026-11-03 Acme\n", false},
		{KEY_A " 2026-11-03 Acme\x1b[2J\n", false},
		{KEY_A " 2026-11-03 Acme\xff\n", false},
		{"ssh-rsa AAAA 2026-11-03 Acme\n", false},
		{"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA 2026-11-03 Acme\n", false},
		{"garbage\n", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct intern *pool = intern_new();
		struct known_signers known = {0};
		struct failure failure = {""};
		enum error error = known_signers_parse(
			&known, pool, "known", cases[i].text, strlen(cases[i].text), &failure);
		ck_assert_msg(
			(error == OK) == cases[i].good, "%s: %s", cases[i].text, failure.text);
		known_signers_release(&known);
		intern_free(pool);
	}
}
END_TEST

START_TEST(known_signers_are_replaced_and_kept)
{
	struct intern *pool = intern_new();
	struct known_signers known = {0};
	struct signature_key a, b;
	struct failure failure;
	autotext struct text out = text_new(LIMIT_FILE_BYTES);
	ck_assert(signature_key_read(&a, KEY_A, strlen(KEY_A)));
	ck_assert(signature_key_read(&b, KEY_B, strlen(KEY_B)));
	ck_assert_int_eq(known_signers_parse(&known, pool, "known", "", 0, &failure), OK);
	known_signers_set(&known, "Zurp", &a, 0);
	known_signers_set(&known, "Acme", &a, 0);
	known_signers_set(&known, "Acme", &a, 9); /* the same: since as before */
	known_signers_set(&known, "Zurp", &b, 1);
	known_signers_print(&known, &out);
	ck_assert_str_eq(
		strchr(out.bytes, '\n') + 1, KEY_A " 1970-01-01 Acme\n" KEY_B " 1970-01-02 Zurp\n");
	ck_assert_ptr_null(known_signers_find(&known, "acme"));
	known_signers_release(&known);
	intern_free(pool);
}
END_TEST

/* Every request that the program writes is of the schema's form. */
START_TEST(requests_have_the_form_of_the_schema)
{
	for (int i = 0; i < 2; i++) {
		struct plan plan = sendable();
		struct json_document document;
		struct failure failure = {""};
		autotext struct text bytes = text_new(LIMIT_FILE_BYTES);
		plan.organisation.trademark = i ? "words" : NULL;
		plan.organisation.trademark_registration = i ? "number" : NULL;
		report_format_render(report_format_find("request"), &plan, &bytes);
		ck_assert_int_eq(
			json_read(&document, "r", bytes.bytes, bytes.length, &failure), OK);
		ck_assert_msg(json_schema_check_embedded(
				      &document.root, "policy/request.schema.json", &failure) == OK,
			"%s", failure.text);
		json_release(&document);
		plan_sample_release(&plan);
	}
}
END_TEST

/* A keyword that the reader does not know fails, so that none is skipped. */
START_TEST(schemas_that_cannot_be_read_fail)
{
	static const char *const schemas[] = {"{\"uniqueItems\": true}",
		"{\"additionalProperties\": {}}", "{\"$ref\": \"#/$defs/missing\"}",
		"{\"$ref\": \"other.json\"}", "{\"pattern\": \"(\"}",
		"{\"$defs\": {\"a\": {\"$ref\": \"#/$defs/a\"}}, \"$ref\": \"#/$defs/a\"}"};
	for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++) {
		struct json_document document;
		struct failure failure;
		cJSON *schema = cJSON_Parse(schemas[i]);
		ck_assert_int_eq(json_read(&document, "d", "\"x\"", 3, &failure), OK);
		ck_assert_msg(json_schema_check(&document.root, schema, &failure) != OK, "%s",
			schemas[i]);
		json_release(&document);
		cJSON_Delete(schema);
	}
}
END_TEST

UNIT_MAIN("approval", the_digest_is_that_of_what_is_sent, another_word_is_another_digest,
	nothing_asked_is_nothing_to_approve, every_text_has_its_label,
	a_trademark_only_where_a_person_says_so, plan_json_keeps_approvals, known_signers_are_read,
	known_signers_are_replaced_and_kept, requests_have_the_form_of_the_schema,
	schemas_that_cannot_be_read_fail)
