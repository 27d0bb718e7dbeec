/* bundle/: what is asked, and each file of a bundle. Expected values are by hand: from the issue of
 * a request (design 6, 7), RFC 5322, RFC 4180 and PyPI's bulk form, over
 * tests/data/plan-sample.json. */
#include "base/digest.h"
#include "base/json.h"
#include "base/text.h"
#include "base/utf8.h"
#include "bundle/asked.h"
#include "bundle/bundle.h"
#include "bundle/comment.h"
#include "bundle/disclosure.h"
#include "bundle/format.h"
#include "bundle/mail.h"
#include "bundle/sends.h"
#include "bundle/sheet.h"
#include "bundle/withhold.h"
#include "bundle/words.h"
#include "registry/answers.h"
#include "registry/findings.h"
#include "plans.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

START_TEST(table_of_formats)
{
	for (size_t i = 0; report_formats[i] != NULL; i++) {
		const struct report_format *format = report_formats[i];
		ck_assert_str_eq(format->name, report_format_names[i]);
		ck_assert_ptr_eq(report_format_find(format->name), format);
		ck_assert_int_eq(format->scope == SCOPE_INTERNAL, format->render != NULL);
		ck_assert_int_eq(format->scope == SCOPE_SEND,
			format->render_asked != NULL || format->render_part != NULL);
		ck_assert_int_eq(strchr(format->file, '%') != NULL, format->render_part != NULL);
	}
	ck_assert_ptr_null(report_format_find("spreadsheet"));
}
END_TEST

/* What the sample asks, by hand. */
START_TEST(what_is_asked)
{
	struct plan plan = plan_sample();
	struct asked asked = asked_new(&plan);
	ck_assert_uint_eq(asked.requests.count, 4);
	ck_assert_uint_eq(asked.name_count, 4);
	ck_assert_uint_eq(asked.left_out, 0);
	ck_assert_str_eq(asked.requests.items[0].target, "acmeworks");
	ck_assert_uint_eq(asked.requests.items[0].names.count, 0);
	ck_assert_uint_eq(asked.requests.items[0].covered, 1);
	ck_assert_int_eq(asked.requests.items[0].since, plan.names.items[1].since);
	ck_assert_uint_eq(asked_count(&asked, ASK_PROHIBIT), 2);
	ck_assert_uint_eq(asked_count(&asked, ASK_HOLD), 1);
	ck_assert_uint_eq(asked_count(&asked, ASK_CONVERT), 1);
	ck_assert(asked.requests.items[1].names.items[1].locked_out);
	ck_assert_uint_eq(asked.prefixes.count, 1);
	ck_assert_str_eq(asked.prefixes.items[0], "acmeworks");
	asked_release(&asked);
	plan_sample_release(&plan);
}
END_TEST

static size_t asked_names_of(const struct plan *plan, enum ask ask)
{
	struct asked asked = asked_new(plan);
	size_t count = asked_count(&asked, ask);
	asked_release(&asked);
	return count;
}

/* A plan that asks for what may not be asked: left out, whatever plan.json says. */
START_TEST(what_may_not_be_asked)
{
	struct plan plan = plan_sample();
	struct plan_name *name = plan_named(&plan, "kestrelmill");
	const struct plan_name good = *name;
	static const enum verdict closed[] = {
		VERDICT_EXISTS, VERDICT_STDLIB, VERDICT_INVALID, VERDICT_RESERVED, VERDICT_UNKNOWN};
	for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) {
		name->verdict = closed[i];
		ck_assert_uint_eq(asked_names_of(&plan, ASK_PROHIBIT), 1);
	}
	*name = good;
	name->secret = true;
	ck_assert_uint_eq(asked_names_of(&plan, ASK_PROHIBIT), 1);
	*name = good;
	static const char *const bad[] = {"Kestrelmill", "kestrel mill", "kestrel\nmill",
		"kestrel_mill", "-kestrel", "",
		"kestrelmill-kestrelmill-kestrelmill-kestrelmill-kestrelmill-kestrelmill",
		"kestrel\xc2\xa0mill"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		name->name = bad[i];
		ck_assert_msg(asked_names_of(&plan, ASK_PROHIBIT) == 1, "\"%s\"", bad[i]);
	}
	ck_assert_uint_eq(asked_left_out(&plan), 1);
	*name = good;
	ck_assert_uint_eq(asked_left_out(&plan), 0);
	/* A project that nobody has shown to be ours is deleted by nobody. */
	plan.draft = false;
	ck_assert_uint_eq(asked_names_of(&plan, ASK_CONVERT), 0);
	plan_prove(&plan, "acmeworks");
	ck_assert_uint_eq(asked_names_of(&plan, ASK_CONVERT), 1);
	plan_named(&plan, "acmeworks")->evidence->fit = false;
	ck_assert_uint_eq(asked_names_of(&plan, ASK_CONVERT), 0);
	plan.draft = true;
	ck_assert_uint_eq(asked_names_of(&plan, ASK_CONVERT), 1);
	plan_named(&plan, "acmeworks")->verdict = VERDICT_UNREGISTERED;
	ck_assert_uint_eq(asked_names_of(&plan, ASK_CONVERT), 0);
	plan.requests.items[1].bundle = 2;
	ck_assert_uint_eq(asked_names_of(&plan, ASK_PROHIBIT), 0);
	ck_assert(asked_anything(&plan));
	const size_t requests = plan.requests.count;
	plan.requests.count = 0;
	ck_assert(!asked_anything(&plan));
	plan.requests.count = requests;
	plan_sample_release(&plan);
}
END_TEST

START_TEST(disclosure_says_it_all)
{
	static const char *const said[] = {"First: paste the 2 names of R2",
		"Organisation:   Acmeworks Mutual", "security@acmeworks.example",
		"https://acmeworks.example/.well-known/nameward.pub", "prohibit 2 names",
		"\nkestrelmill\ntidewell\n", "\"Prohibited 2 projects\"", "deletes an existing",
		"an internal name, as it is", "since 2018-02",
		"Exposure:", "Others:", "WHAT THIS WOULD COST OTHERS",
		"WHAT IS NOT ASKED FOR, AND WHY", "SILENCE IS RELEASE", "30 days",
		"2026-11-20 (3 days old), 886,323", "Until:     2028-11-23",
		"HOW OUR POLICY DIFFERS", "budget: 30, default 40",
		"THESE PROJECTS EXIST, AND PROHIBITING THEIR NAMES DELETES THEM",
		"hold 1 name until 2027-04-01", "grant the namespace acmeworks",
		"its absence harms the community (weak)", "HOW TO ANSWER",
		"\n    OK ALL\n    OK 1 3\n    NO 2: reason\n    NO kestrelmill: reason\n",
		"\n    /admin/prohibited_project_names/add/?project=NAME\n", "prohibit-links.txt",
		"Proof:     PyPI, 2026-11-22: owned by the organisation acmeworks; 0\n"};
	struct plan plan = plan_sample();
	plan.draft = false;
	plan_prove(&plan, "acmeworks");
	struct text out = plan_rendered(&plan, "disclosure");
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		ck_assert_msg(strstr(out.bytes, said[i]) != NULL, "does not say: %s", said[i]);
	ck_assert_ptr_nonnull(strstr(out.bytes, "Nothing was\nregistered, uploaded or created"));
	ck_assert_ptr_null(strstr(out.bytes, "DRAFT"));
	ck_assert_uint_eq(count_lines_over(out.bytes, SHEET_COLUMNS), 0);
	text_release(&out);
	plan.draft = true;
	out = plan_rendered(&plan, "disclosure");
	ck_assert_int_eq(strncmp(out.bytes, "TLP:AMBER+STRICT\n", 17), 0);
	ck_assert_ptr_nonnull(strstr(out.bytes, "\n\nDRAFT, NOT TO BE SENT\n  - "));
	ck_assert_uint_eq(count_lines_over(out.bytes, SHEET_COLUMNS), 0);
	text_release(&out);
	out = plan_rendered(&plan, "prohibit-comment");
	ck_assert_int_eq(strncmp(out.bytes, "DRAFT, NOT TO BE SENT", 21), 0);
	text_release(&out);
	plan_sample_release(&plan);
}
END_TEST

/* The page of what changed, by hand from the sample; none without a plan before. */
START_TEST(changes_are_one_page)
{
	static const char *const said[] = {"# What changed: Acmeworks Mutual, 2026-11-23",
		"Compared with the plan of 2026-11-16.", "882,100 projects of 2026-11-13",
		"The policy is the same.", "**4 requests stand as asked for then**",
		"\n## Asked for now (1)\n\n| what | then | now |\n| --- | --- | --- |\n| <code>",
		"<code>ledgerline</code> | not there | hold, R3, until ",
		"\n## Internal names that were not there (1)\n",
		"<code>tidewell</code> | &#45; | similar to tidewe11&#58; the internal"};
	struct plan plan = plan_sample();
	struct text out = plan_rendered(&plan, "changes");
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		ck_assert_msg(strstr(out.bytes, said[i]) != NULL, "does not say: %s in\n%s",
			said[i], out.bytes);
	text_release(&out);
	plan.previous.is_there = false;
	out = plan_rendered(&plan, "changes");
	ck_assert_uint_eq(out.length, 0);
	text_release(&out);
	plan_sample_release(&plan);
}
END_TEST

START_TEST(prohibit_list_is_names_and_line_feeds)
{
	struct plan plan = plan_sample();
	struct text out = plan_rendered(&plan, "prohibit");
	ck_assert_str_eq(out.bytes, "kestrelmill\ntidewell\n");
	text_release(&out);
	plan_sample_release(&plan);
}
END_TEST

/* Paths by RFC 3986, by hand; none where more than ten names would make a list of clicks. */
START_TEST(links_for_few_names)
{
	struct plan plan = plan_sample();
	plan.draft = false;
	plan.organisation.contacts.items[0] = "a+b&c=d@x.example";
	plan.organisation.contacts.count = 1;
	plan.organisation.reference = NULL;
	struct text out = plan_rendered(&plan, "prohibit-links");
	static const char rest[] =
		"Contact%3A%20a%2Bb%26c%3Dd%40x.example.%20Released%20if%20they%20do%20not%20"
		"answer%20in%2030%20days.%20Until%20";
	autotext struct text expected = text_new(LIMIT_LINE_BYTES);
	static const char *const lines[][3] = {
		{"kestrelmill", "internal%20names%2C%20against%20dependency%20confusion",
			"2028-11-23"},
		{"tidewell", "internal%20names%2C%20against%20dependency%20confusion",
			"2028-11-23"},
		{"ledgerline", "held%20for%20a%20project%20of%20theirs%2C%20not%20yet%20published",
			"2027-04-01"}};
	for (size_t i = 0; i < 3; i++)
		text_addf(&expected,
			"/admin/prohibited_project_names/add/?project=%s&comment="
			"Acmeworks%%20Mutual%%3A%%20%s.%%20%s%s.\n",
			lines[i][0], lines[i][1], rest, lines[i][2]);
	ck_assert_str_eq(out.bytes, expected.bytes);
	text_release(&out);
	struct asked asked = asked_new(&plan);
	for (size_t i = 0; i < LINKED_NAMES; i++) {
		autotext struct text few = text_new(LIMIT_FILE_BYTES);
		prohibit_links_render(&asked, &few);
		size_t count = 0;
		for (const char *at = few.bytes; (at = strchr(at, '\n')) != NULL; at++)
			count++;
		ck_assert_uint_eq(count, i + 2 <= LINKED_NAMES ? i + 3 : 1);
		ck_assert(prohibit_links_apply(&asked));
		*array_add(&asked.requests.items[1].names) = (struct asked_name){.name = "x"};
		ck_assert_uint_eq(asked_count(&asked, ASK_PROHIBIT), i + 3);
	}
	asked_release(&asked);
	plan_sample_release(&plan);
}
END_TEST

/* No list to paste: its first words are no names, so that PyPI's bulk form refuses all of it. */
START_TEST(conversions_are_loud)
{
	static const char *const said[] = {"!!!! NOT A LIST TO PASTE. THESE PROJECTS EXIST",
		"\n1. acmeworks\n", "/admin/prohibited_project_names/add/?project=NAME",
		"Proof:    PyPI, 2026-11-22: owned by the organisation acmeworks; 0\n",
		"\"Prohibited Project Name 'acmeworks'\""};
	struct plan plan = plan_sample();
	plan.draft = false;
	plan_prove(&plan, "acmeworks");
	struct text out = plan_rendered(&plan, "convert");
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		ck_assert_msg(strstr(out.bytes, said[i]) != NULL, "does not say: %s", said[i]);
	ck_assert_int_eq(strncmp(out.bytes, "!!!! ", 5), 0);
	ck_assert_uint_eq(count_lines_over(out.bytes, SHEET_COLUMNS), 0);
	text_release(&out);
	plan.draft = true;
	plan_named(&plan, "acmeworks")->findings = 0;
	out = plan_rendered(&plan, "convert");
	ck_assert_ptr_nonnull(strstr(out.bytes, "DRAFT, NOT TO BE SENT"));
	ck_assert_ptr_nonnull(strstr(out.bytes, "Proof:    NONE YET"));
	text_release(&out);
	plan_sample_release(&plan);
}
END_TEST

START_TEST(namespaces_are_argued)
{
	struct plan plan = plan_sample();
	plan.draft = false;
	const struct report_format *format = report_format_find("namespace");
	struct text out = plan_rendered(&plan, "namespace");
	ck_assert_int_eq(
		strncmp(out.bytes, "TLP:AMBER+STRICT\n\n# Namespace <code>acmeworks</code>\n", 53),
		0);
	for (size_t i = 0; i < plan.requests.items[0].criterion_count; i++) {
		autotext struct text row = text_new(LIMIT_LINE_BYTES);
		const struct score_part *part = &plan.requests.items[0].criteria[i];
		text_addf(&row, "\n| %s | %s |", part->what,
			part->value >= 700000   ? "strong"
			: part->value >= 400000 ? "fair"
						: "weak");
		ck_assert_msg(strstr(out.bytes, row.bytes) != NULL, "%s", row.bytes);
	}
	ck_assert_ptr_nonnull(strstr(out.bytes, " as weak, and say so."));
	ck_assert_ptr_null(strstr(out.bytes, "DRAFT"));
	text_clear(&out);
	ck_assert(!report_format_render_part(format, &plan, 2, &out));
	ck_assert(!report_format_render_part(format, &plan, 0, &out));
	ck_assert(!report_format_render_part(report_format_find("md"), &plan, 2, &out));
	ck_assert_uint_eq(out.length, 0);
	report_format_file(format, 7, &out);
	ck_assert_str_eq(out.bytes, "namespace-07.md");
	text_release(&out);
	plan_sample_release(&plan);
}
END_TEST

START_TEST(comments_fit)
{
	struct plan plan = plan_sample();
	struct asked asked = asked_new(&plan);
	autotext struct text longer = text_new(LIMIT_FILE_BYTES);
	asked.draft = false;
	autotext struct text out = text_new(LIMIT_FILE_BYTES);
	comment_add(&out, &asked, &asked.requests.items[1]);
	ck_assert_str_eq(out.bytes,
		"Acmeworks Mutual: internal names, against dependency confusion. Contact: "
		"product-security@acmeworks.example, psirt@acmeworks.example. Released if they do "
		"not answer in 30 days. Until 2028-11-23. Ref: AW-2026-1");
	for (size_t i = 0; i < 300; i++) {
		text_add(&longer, "\xc3\xa9");
		asked.draft = i % 2;
		asked.organisation.name = longer.bytes;
		asked.organisation.contacts.items[0] = longer.bytes;
		asked.organisation.contacts.items[1] = longer.bytes;
		asked.organisation.reference = longer.bytes;
		for (size_t j = 0; j < asked.requests.count; j++) {
			text_clear(&out);
			comment_add(&out, &asked, &asked.requests.items[j]);
			ck_assert_uint_le(out.length, LIMIT_COMMENT_BYTES);
			ck_assert_uint_eq(utf8_valid_length(out.bytes, out.length), out.length);
		}
	}
	asked_release(&asked);
	plan_sample_release(&plan);
}
END_TEST

static struct file read_back(const char *folder, const char *name)
{
	struct file file;
	struct failure failure;
	autotext struct text path = text_new(4096);
	text_addf(&path, "%s/%s", folder, name);
	ck_assert_msg(
		file_read(&file, path.bytes, LIMIT_FILE_BYTES, &failure) == OK, "%s", failure.text);
	return file;
}

/* Each line of SHA256SUMS is `digest  file`, of a file that is there. */
static void check_sums(const char *folder, const char *scope, size_t count)
{
	autotext struct text path = text_new(4096);
	text_addf(&path, "%s/%s", folder, scope);
	struct file sums = read_back(path.bytes, "SHA256SUMS");
	struct lines lines = lines_of(sums.name, sums.bytes, sums.length);
	size_t found = 0;
	for (; lines_next(&lines); found++) {
		char name[100] = "", digits[DIGEST_TEXT_BYTES];
		memcpy(name, lines.text + 66, lines.length - 66);
		struct file file = read_back(path.bytes, name);
		struct digest digest = digest_of(file.bytes, file.length);
		digest_format(&digest, digits);
		ck_assert_int_eq(strncmp(digits, lines.text, 64), 0);
		ck_assert_int_eq(strncmp(lines.text + 64, "  ", 2), 0);
		file_release(&file);
	}
	ck_assert_uint_eq(found, count);
	file_release(&sums);
}

static bool is_there(const char *folder, const char *name)
{
	autotext struct text path = text_new(4096);
	text_addf(&path, "%s/%s", folder, name);
	return access(path.bytes, F_OK) == 0;
}

START_TEST(bundles_appear_whole)
{
	char parent[] = "/tmp/nameward-bundle.XXXXXX";
	ck_assert_ptr_nonnull(mkdtemp(parent));
	autotext struct text out = text_new(4096);
	struct failure failure;
	struct plan plan = plan_sample();
	text_addf(&out, "%s/out", parent);
	ck_assert_int_eq(bundle_write(&plan, out.bytes, NULL, &failure), OK);
	check_sums(out.bytes, "internal", 7);
	check_sums(out.bytes, "send", 8);
	ck_assert(is_there(out.bytes, "send/namespace-01.md"));
	ck_assert(!is_there(out.bytes, "send/namespace-02.md"));
	struct stat status;
	ck_assert_int_eq(stat(out.bytes, &status), 0);
	ck_assert_uint_eq(status.st_mode & 0777, 0700);
	/* Nothing asked: no folder that invites anybody to send it. The older bundle is replaced.
	 */
	const size_t requests = plan.requests.count;
	plan.requests.count = 0;
	for (size_t i = 0; i < plan.names.count; i++)
		plan.names.items[i].request = 0;
	ck_assert_int_eq(bundle_write(&plan, out.bytes, NULL, &failure), OK);
	check_sums(out.bytes, "internal", 7);
	ck_assert(!is_there(out.bytes, "send"));
	/* A folder of somebody else's stays. */
	text_clear(&out);
	text_addf(&out, "%s", parent);
	ck_assert_int_eq(bundle_write(&plan, out.bytes, NULL, &failure), ERR_INPUT);
	ck_assert(is_there(parent, "out/internal/plan.json"));
	plan.requests.count = requests;
	plan_sample_release(&plan);
	struct folder folder;
	text_add(&out, "/out");
	/* An emptied bundle goes with its last exchange: remove it by hand. */
	ck_assert_int_eq(folder_begin(&folder, out.bytes, "internal/plan.json", &failure), OK);
	ck_assert_int_eq(folder_commit(&folder, &failure), OK);
	ck_assert_int_eq(rmdir(out.bytes), 0);
	ck_assert_int_eq(rmdir(parent), 0);
}
END_TEST

UNIT_MAIN("bundle", table_of_formats, what_is_asked, what_may_not_be_asked, disclosure_says_it_all,
	changes_are_one_page, prohibit_list_is_names_and_line_feeds, links_for_few_names,
	conversions_are_loud, namespaces_are_argued, comments_fit, bundles_appear_whole)
