/* bundle/mail.h: addresses, headers and the mail that carries the report, by RFC 5322, 2045 and
 * 2047, over tests/data/plan-sample.json. */
#include "base/text.h"
#include "bundle/mail.h"
#include "plans.h"

#include <string.h>

START_TEST(addresses)
{
	static const char *const good[] = {"admin@pypi.org", "a.b+c@x.example", "x_y@a-b.example"};
	static const char *const bad[] = {"", "a", "@", "a@", "@b", "a@b@c", "a b@c",
		"a@b\r\nBcc: x@y", "a\n@b", "<a@b>", "a@b>", "a..b@c", ".a@b", "a.@b", "a@b..c",
		"a@b.", "\"a\"@b", "a,b@c", "\xc3\xa9@b", "a@[127.0.0.1]", "a@b c"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		ck_assert_msg(mail_is_address(good[i]), "%s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_msg(!mail_is_address(bad[i]), "%s", bad[i]);
}
END_TEST

/* RFC 2047's words by hand: base64 of the UTF-8 bytes. */
START_TEST(headers_fold)
{
	static const struct {
		const char *words, *header;
	} cases[] = {
		{"plain words", "Subject: plain words\r\n"},
		{"Soci\xc3\xa9t\xc3\xa9", "Subject: =?utf-8?B?U29jacOpdMOp?=\r\n"},
		{"a\r\nBcc: x@y", "Subject: a\\r\\nBcc: x@y\r\n"},
		{"=?utf-8?q?x?=", "Subject: =?utf-8?B?PT91dGYtOD9xP3g/PQ==?=\r\n"},
		{"one two three four five six seven eight nine ten eleven twelve thirteen fourteen",
			"Subject: one two three four five six seven eight nine ten eleven "
			"twelve\r\n"
			" thirteen fourteen\r\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		autotext struct text out = text_new(4096);
		mail_header(&out, "Subject", cases[i].words);
		ck_assert_str_eq(out.bytes, cases[i].header);
	}
}
END_TEST

START_TEST(mail_carries_the_report)
{
	struct plan plan = plan_sample();
	plan.draft = false;
	plan_prove(&plan, "acmeworks");
	struct text mail = plan_rendered(&plan, "mail"),
		    report = plan_rendered(&plan, "disclosure");
	static const char head[] =
		"Date: Mon, 23 Nov 2026 00:00:00 +0000\r\n"
		"From: \"Acmeworks Mutual\"\r\n"
		" <product-security@acmeworks.example>\r\n"
		"Cc: psirt@acmeworks.example\r\n"
		"To: admin@pypi.org\r\n"
		"Subject: [nameward] Acmeworks Mutual: 4 names, prefix acmeworks-\r\n"
		"Message-ID: <nameward.";
	ck_assert_int_eq(strncmp(mail.bytes, head, sizeof head - 1), 0);
	ck_assert_ptr_nonnull(strstr(mail.bytes, "\r\nX-Unsent: 1\r\n"));
	ck_assert_ptr_nonnull(
		strstr(mail.bytes, "\r\nContent-Type: text/plain; charset=utf-8\r\n"));
	const char *body = strstr(mail.bytes, "\r\n\r\n") + 4;
	autotext struct text plain = text_new(LIMIT_FILE_BYTES);
	for (; *body != '\0'; body++) {
		if (*body != '\r')
			text_add_char(&plain, *body);
	}
	ck_assert_str_eq(plain.bytes, report.bytes);
	text_release(&mail);
	text_release(&report);
	plan.draft = true;
	mail = plan_rendered(&plan, "mail");
	ck_assert_ptr_nonnull(strstr(mail.bytes, "\r\nSubject: [DRAFT] [nameward] "));
	text_release(&mail);
	plan_sample_release(&plan);
}
END_TEST

UNIT_MAIN("mail", addresses, headers_fold, mail_carries_the_report)
