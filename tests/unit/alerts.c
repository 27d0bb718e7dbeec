/* bundle/alerts, findings.sarif and tickets.jsonl. Expected values are by hand from SARIF 2.1.0 and
 * RFC 3986, over tests/data/plan-sample.json; the fingerprint by Python's hashlib. */
#include "bundle/alerts.h"
#include "base/json.h"
#include "base/text.h"
#include "bundle/format.h"
#include "plans.h"

#include <string.h>

static struct json_document rendered(const struct plan *plan, const char *format)
{
	struct text out = text_new(LIMIT_BULK_BYTES);
	struct json_document document;
	struct failure failure;
	report_format_render(report_format_find(format), plan, &out);
	ck_assert_msg(json_read(&document, format, out.bytes, out.length, &failure) == OK, "%s",
		failure.text);
	text_release(&out);
	return document;
}

/* What the sample tells, worst first. */
START_TEST(alerts_of_the_sample)
{
	static const char *const expected[][4] = {
		{"name-taken", "acmeworks-etl", "internal.tsv", "data"},
		{"extra-index-url", "", "requirements-dev.txt", ""},
		{"extra-index-url", "", "requirements.txt", ""},
		{"name-locked-out", "tidewell", "internal.tsv", "claims"},
		{"name-could-be-taken", "acmeworks-auth-client", "internal.tsv", "identity"},
		{"name-could-be-taken", "kestrelmill", "internal.tsv", "platform"},
		{"name-could-be-taken", "ledgerline", "internal.tsv", "finance"},
		{"name-could-be-taken", "spindlecove", "internal.tsv", "actuarial"},
		{"name-could-be-taken", "report-engine", "internal.tsv", "data"},
		{"own-side-other", "", "internal.tsv", ""},
		{"own-side-other", "", "requirements.txt", ""},
		{"near-name-could-be-taken", "kestrelmil", "internal.tsv", "platform"},
		{"near-name-could-be-taken", "acmeworks-auth-clinet", "internal.tsv", "identity"},
		{"near-name-could-be-taken", "openacme-requests", "", ""},
	};
	struct plan plan = plan_sample();
	struct alerts alerts = alerts_new(&plan);
	ck_assert_uint_eq(alerts.items.count, sizeof expected / sizeof *expected);
	for (size_t i = 0; i < alerts.items.count; i++) {
		const struct alert *alert = &alerts.items.items[i];
		ck_assert_str_eq(alert->rule->id, expected[i][0]);
		ck_assert_str_eq(alert->name ? alert->name : "", expected[i][1]);
		ck_assert_str_eq(
			alert->places.count ? alert->places.items[0].file : "", expected[i][2]);
		ck_assert_str_eq(alert->owner ? alert->owner : "", expected[i][3]);
	}
	ck_assert_uint_eq(alerts.secrets, 1);
	ck_assert_uint_eq(alerts.items.items[4].places.count, 2);
	ck_assert_str_eq(
		alerts.items.items[4].places.items[1].file, "services/auth/requirements.txt");
	ck_assert_uint_eq(alerts.items.items[4].places.items[1].line, 7);
	alerts_release(&alerts);
	plan_sample_release(&plan);
}
END_TEST

/* hashlib.sha256(b"name-taken\nacmeworks-etl\n\n\n") */
static const char taken[] = "237caa0fa07ab317ac061b5c97396ed59c9c7fbfd2497d1b151c113a5ee67cf6:1";

/* Lines, scores, owners and counts move; what it is about does not. Seen to catch: numbers hashed.
 */
START_TEST(fingerprints_stay)
{
	struct plan plan = plan_sample();
	struct alerts before = alerts_new(&plan);
	ck_assert_str_eq(before.items.items[0].fingerprint, taken);
	for (size_t i = 0; i < plan.own_side.count; i++) {
		plan.own_side.items[i].line += 7;
		plan.own_side.items[i].names += 7;
		plan.own_side.items[i].owner = "somebody";
	}
	for (size_t i = 0; i < plan.names.count; i++) {
		plan.names.items[i].owner = "somebody else";
		if (plan.names.items[i].place_count > 0)
			plan.names.items[i].places[0] = "internal.tsv:999";
	}
	plan.own_side.items[3].what = "5 requirements without a hash";
	struct alerts moved = alerts_new(&plan);
	plan.own_side.items[3].what = "17 requirements without a hash";
	struct alerts counted = alerts_new(&plan);
	ck_assert_uint_eq(moved.items.count, before.items.count);
	for (size_t i = 0; i < moved.items.count; i++) {
		if (i != 10)
			ck_assert_str_eq(moved.items.items[i].fingerprint,
				before.items.items[i].fingerprint);
		ck_assert_str_eq(
			moved.items.items[i].fingerprint, counted.items.items[i].fingerprint);
		for (size_t j = 0; j < i; j++)
			ck_assert_str_ne(
				moved.items.items[i].fingerprint, moved.items.items[j].fingerprint);
	}
	ck_assert_str_ne(moved.items.items[10].fingerprint, before.items.items[10].fingerprint);
	/* Two that only their numbers tell apart. */
	plan.own_side.items[1].file = plan.own_side.items[0].file;
	struct alerts twice = alerts_new(&plan);
	const char *first = twice.items.items[1].fingerprint;
	const char *second = twice.items.items[2].fingerprint;
	ck_assert_int_eq(strncmp(first, second, 64), 0);
	ck_assert_str_eq(first + 64, ":1");
	ck_assert_str_eq(second + 64, ":2");
	alerts_release(&before);
	alerts_release(&moved);
	alerts_release(&counted);
	alerts_release(&twice);
	plan_sample_release(&plan);
}
END_TEST

/* Not as a result, a related place's name, or a word of an action. */
START_TEST(secret_names_are_told_to_nobody)
{
	struct plan plan = plan_sample();
	plan.own_side.items[0].what = "Acmeworks_Vault comes from two indexes";
	plan.own_side.items[1].change = "pin acmeworks-vault";
	static const char *const formats[] = {"sarif", "tickets"};
	for (size_t i = 0; i < 2; i++) {
		struct text out = text_new(LIMIT_BULK_BYTES);
		report_format_render(report_format_find(formats[i]), &plan, &out);
		ck_assert_ptr_null(strcasestr(out.bytes, "vault"));
		ck_assert_ptr_nonnull(strstr(out.bytes, "withheld"));
		text_release(&out);
	}
	plan_sample_release(&plan);
}
END_TEST

static const char *text_at(const struct json *json, const char *key)
{
	struct json found = json_find(json, key);
	return found.node ? json_text(&found) : "";
}

/* The first action's message and place, as findings.sarif has them. */
static void check_result(const char *file, const char *what, const char *uri, const char *message)
{
	struct plan plan = plan_sample();
	plan.own_side.items[0].file = file;
	plan.own_side.items[0].what = what;
	plan.own_side.items[0].change = "x";
	plan.own_side.items[0].cause = "public-project-gone";
	struct json_document document = rendered(&plan, "sarif");
	struct json runs = json_find(&document.root, "runs"), run = {0}, result = {0};
	ck_assert(json_next(&runs, &run));
	struct json results = json_find(&run, "results");
	while (json_next(&results, &result) &&
		strcmp(text_at(&result, "ruleId"), "public-project-gone") != 0)
		;
	struct json words = json_find(&result, "message"), place = {0};
	ck_assert_str_eq(text_at(&words, "text"), message);
	struct json places = json_find(&result, "locations");
	ck_assert(json_next(&places, &place));
	struct json physical = json_find(&place, "physicalLocation");
	struct json artifact = json_find(&physical, "artifactLocation");
	ck_assert_str_eq(text_at(&artifact, "uri"), uri);
	bool is_relative = strstr(uri, "://") == NULL;
	ck_assert_str_eq(text_at(&artifact, "uriBaseId"), is_relative ? "SRCROOT" : "");
	json_release(&document);
	plan_sample_release(&plan);
}

START_TEST(places_are_addresses_and_messages_inert)
{
	static const char *const cases[][4] = {
		{"a b/\xc3\xa9.txt", "Two", "a%20b/%C3%A9.txt", "Two. To do: x"},
		{"./a/b", "One.", "a/b", "One. To do: x"},
		{".//../a", "One.", "../a", "One. To do: x"},
		{"/srv/a:b?c#d%41", "One.", "file:///srv/a%3Ab%3Fc%23d%2541", "One. To do: x"},
		{"//evil/x", "One.", "file:///evil/x", "One. To do: x"},
		{"javascript:alert(1)", "One.", "javascript%3Aalert%281%29", "One. To do: x"},
		{"https://index.example/simple/", "One.", "https://index.example/simple/",
			"One. To do: x"},
		{"c:\\x", "{0} [a](javascript:b)", "c%3A%5Cx",
			"{{0}} [a] (javascript:b). To do: x"},
		{"a", "line\n\x1b[31m", "a", "line\\n\\x1b[31m. To do: x"},
		{"", "no file", "internal.tsv", "no file. To do: x"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_result(cases[i][0], cases[i][1], cases[i][2], cases[i][3]);
}
END_TEST

/* One an owner and cause; near names have none. */
START_TEST(tickets_of_the_sample)
{
	static const char *const expected[][4] = {
		{"name-taken", "data", "high",
			"An internal name is somebody else's project (1 name)"},
		{"extra-index-url", "", "high",
			"pip asks two indexes for the same names (2 places)"},
		{"name-locked-out", "claims", "medium",
			"An internal name is locked by a stranger's look-alike (1 name)"},
		{"name-could-be-taken", "data", "medium",
			"An internal name could be taken on PyPI (2 names)"},
		{"name-could-be-taken", "finance", "medium",
			"An internal name could be taken on PyPI (1 name)"},
		{"name-could-be-taken", "identity", "medium",
			"An internal name could be taken on PyPI (1 name)"},
		{"name-could-be-taken", "platform", "medium",
			"An internal name could be taken on PyPI (1 name)"},
		{"own-side-other", "", "medium", "To mend in your own files (2 places)"},
	};
	struct plan plan = plan_sample();
	for (size_t i = 0; i < plan.names.count; i++) {
		if (strcmp(plan.names.items[i].name, "spindlecove") == 0)
			plan.names.items[i].owner = "data";
	}
	struct text out = text_new(LIMIT_BULK_BYTES);
	report_format_render(report_format_find("tickets"), &plan, &out);
	struct lines lines = lines_of("tickets.jsonl", out.bytes, out.length);
	size_t count = 0;
	for (; lines_next(&lines); count++) {
		struct json_document document;
		struct failure failure;
		ck_assert_uint_lt(count, sizeof expected / sizeof *expected);
		ck_assert_int_eq(
			json_read(&document, "line", lines.text, lines.length, &failure), OK);
		struct json owner = json_find(&document.root, "owner");
		const char *whose = json_type(&owner) == JSON_NULL ? "" : json_text(&owner);
		ck_assert_str_eq(text_at(&document.root, "cause"), expected[count][0]);
		ck_assert_str_eq(whose, expected[count][1]);
		ck_assert_str_eq(text_at(&document.root, "priority"), expected[count][2]);
		ck_assert_str_eq(text_at(&document.root, "title"), expected[count][3]);
		json_release(&document);
	}
	ck_assert_uint_eq(count, sizeof expected / sizeof *expected);
	text_release(&out);
	plan_sample_release(&plan);
}
END_TEST

/* Beside code the likeliest are enough, and the rest is counted. */
START_TEST(near_names_are_few)
{
	struct plan plan = plan_sample();
	const size_t before = plan.names.count;
	for (uint32_t i = 0; i < 500; i++) {
		char name[32];
		snprintf(name, sizeof name, "zz-near-%03u", i);
		*array_add(&plan.names) = (struct plan_name){.name = intern_string(plan.pool, name),
			.verdict = VERDICT_UNREGISTERED,
			.standing = STANDING_OWN_PREFIX,
			.exposure = 10000 + i};
	}
	struct alerts alerts = alerts_new(&plan);
	ck_assert_uint_eq(alerts.items.count, 11 + LIMIT_NEAR_ALERTS);
	ck_assert_uint_eq(alerts.near_left_out, 503 - LIMIT_NEAR_ALERTS);
	ck_assert_str_eq(alerts.items.items[11].name, "kestrelmil");
	ck_assert_str_eq(alerts.items.items[13].name, "zz-near-499");
	ck_assert_str_eq(alerts.items.items[110].name, "zz-near-402");
	alerts_release(&alerts);
	plan.names.count = before;
	plan_sample_release(&plan);
}
END_TEST

/* Long lists are cut, said so, and counted. */
START_TEST(tickets_keep_their_size)
{
	struct plan plan = plan_sample();
	const size_t before = plan.own_side.count;
	for (size_t i = 0; i < 3000; i++) {
		char file[64];
		snprintf(file, sizeof file, "services/%04zu/requirements.txt", i);
		*array_add(&plan.own_side) = (struct own_action){.cause = "trusted-host",
			.file = intern_string(plan.pool, file),
			.line = 1,
			.what = "<b>@everyone fixes #1</b>",
			.change = "check it"};
	}
	struct text out = text_new(LIMIT_BULK_BYTES);
	report_format_render(report_format_find("tickets"), &plan, &out);
	const char *ticket =
		strstr(out.bytes, "A host's certificate is not checked (3,000 places)");
	ck_assert_ptr_nonnull(ticket);
	const char *end = strstr(ticket, "\"owner\":");
	ck_assert_int_lt(end - ticket, LIMIT_TICKET_BYTES + 1000);
	ck_assert_ptr_nonnull(strstr(ticket, " more, in names.csv and report.html"));
	ck_assert_ptr_nonnull(strstr(ticket, "\"place_count\":3000}"));
	ck_assert_ptr_null(strstr(ticket, "services/1000/requirements.txt:1"));
	ck_assert_ptr_nonnull(strstr(ticket, "services/0999/requirements.txt:1"));
	ck_assert_ptr_null(strstr(ticket, "@everyone"));
	ck_assert_ptr_null(strstr(ticket, "<b>"));
	plan.own_side.count = before;
	text_release(&out);
	plan_sample_release(&plan);
}
END_TEST

UNIT_MAIN("alerts", alerts_of_the_sample, fingerprints_stay, secret_names_are_told_to_nobody,
	places_are_addresses_and_messages_inert, tickets_of_the_sample, near_names_are_few,
	tickets_keep_their_size)
