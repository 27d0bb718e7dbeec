/* bundle/words.h, sheet.h and withhold.h: how numbers, origins and sheets read, and which names are
 * taken out. Expected values are by hand. */
#include "base/text.h"
#include "bundle/comment.h"
#include "bundle/format.h"
#include "bundle/sheet.h"
#include "bundle/withhold.h"
#include "bundle/words.h"
#include "candidates/generator.h"
#include "plans.h"

#include <string.h>

START_TEST(words_of_numbers)
{
	static const struct {
		uint32_t millionths;
		const char *share, *level;
	} shares[] = {{0, "0.000", "none"}, {499, "<0.001", "slight"}, {500, "0.001", "slight"},
		{9999, "0.010", "slight"}, {10000, "0.010", "low"}, {299999, "0.300", "moderate"},
		{412345, "0.412", "high"}, {999999, "1.000", "very high"},
		{1000000, "1.000", "very high"}};
	for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
		autotext struct text out = text_new(100);
		words_share(&out, shares[i].millionths);
		ck_assert_str_eq(out.bytes, shares[i].share);
		ck_assert_str_eq(words_level(shares[i].millionths), shares[i].level);
	}
	autotext struct text out = text_new(1000);
	words_count(&out, 1, "name", NULL);
	text_add_char(&out, ' ');
	words_count(&out, 886323, "name", NULL);
	text_add_char(&out, ' ');
	words_count(&out, 1000, "entry", "entries");
	text_add_char(&out, ' ');
	words_age(&out, 20000, 20001);
	text_add_char(&out, ' ');
	words_age(&out, DATE_NONE, 20001);
	ck_assert_str_eq(out.bytes, "1 name 886,323 names 1,000 entries 1 day old of unknown age");
}
END_TEST

/* A generator without a phrase would be shown as `name: target`. */
START_TEST(words_of_every_origin)
{
	for (const struct generator *generator = generators; generator->name; generator++) {
		autotext struct text out = text_new(1000), bare = text_new(1000);
		words_origin(&out, generator->name, "x");
		text_addf(&bare, "%s: x", generator->name);
		ck_assert_str_ne(out.bytes, bare.bytes);
	}
	autotext struct text out = text_new(1000);
	words_origin(&out, "omission", "requests");
	text_add(&out, "; ");
	words_origin(&out, "corpus:chat.2026", "");
	text_add(&out, "; ");
	words_origin(&out, "new-way", "x");
	ck_assert_str_eq(
		out.bytes, "a character left out of requests; said by language models; new-way: x");
}
END_TEST

START_TEST(sheets_keep_72_columns)
{
	autotext struct text out = text_new(LIMIT_FILE_BYTES);
	autotext struct text word = text_new(LIMIT_FILE_BYTES);
	for (size_t i = 0; i < 200; i++)
		text_add(&word, i % 7 == 0 ? "\xe6\xbc\xa2" : "x");
	text_add(&word, " after it\nand \x1b[31m a line break\t.");
	sheet_paragraph(&out, 4, word.bytes);
	sheet_fact(&out, 2, 10, "A label longer than its column", word.bytes);
	sheet_fact(&out, 2, 10, "Empty", "");
	sheet_item(&out, 2, word.bytes);
	sheet_say(&out, 0, "%s: %d", word.bytes, 12);
	ck_assert_uint_eq(count_lines_over(out.bytes, SHEET_COLUMNS), 0);
	ck_assert_ptr_null(strstr(out.bytes, " \n"));
	ck_assert_ptr_null(strchr(out.bytes, '\x1b'));
	ck_assert_ptr_nonnull(strstr(out.bytes, "after it\\nand \\x1b[31m a line break\\t."));
	text_clear(&out);
	sheet_fact(&out, 2, 8, "Why", "one two three");
	ck_assert_str_eq(out.bytes, "  Why:    one two three\n");
	text_clear(&out);
	sheet_heading(&out, "WHO ASKS");
	ck_assert_str_eq(out.bytes, "\nWHO ASKS\n--------\n");
}
END_TEST

/* What HTML's value sanitization leaves of a pasted text: all but the line feeds. */
START_TEST(a_copied_text_is_whole_in_a_field_of_one_line)
{
	for (size_t length = 0; length < 400; length++) {
		autotext struct text text = text_new(LIMIT_FILE_BYTES);
		autotext struct text out = text_new(LIMIT_FILE_BYTES);
		autotext struct text pasted = text_new(LIMIT_FILE_BYTES);
		for (size_t i = 0; i < length; i++)
			text_add_char(&text, i % 9 == 8 || i == 150 || i % 71 == 70 ? ' ' : 'x');
		for (size_t i = 0; i < length / 4; i++)
			text_add_char(&text, 'y');
		sheet_copied(&out, text.bytes);
		ck_assert_uint_eq(count_lines_over(out.bytes, SHEET_COLUMNS), 0);
		for (const char *c = out.bytes; *c != '\0'; c++) {
			if (*c != '\n')
				text_add_char(&pasted, *c);
		}
		ck_assert_str_eq(pasted.bytes, text.bytes);
	}
}
END_TEST

START_TEST(hidden_names_are_taken_out)
{
	static const char *const cases[][2] = {
		{"acme-vault is ours", "[withheld] is ours"},
		{"see ACME_Vault, acme.vault.", "see [withheld], [withheld]."},
		{"libs/acme-vault.git", "libs/[withheld].git"},
		{"x-acme-vault-y", "x-[withheld]-y"},
		{"acme-vaults and theacme-vault", "acme-vaults and theacme-vault"},
		{"acme-billing: billing", "acme-billing: billing"},
		{"acme-billing-core", "[withheld]"},
		{"ledgerlines", "[withheld]"},
		{"a common word", "a common word"},
		{"", ""},
	};
	struct withhold withhold = withhold_new();
	withhold_hide(&withhold, "acme-vault");
	withhold_hide(&withhold, "acme-billing-core");
	withhold_hide(&withhold, "ledgerlines");
	withhold_hide(&withhold, "common");
	withhold_hide(&withhold, "billing");
	withhold_tell(&withhold, "acme-billing");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		autotext struct text out = text_new(1000);
		withhold_text(&withhold, cases[i][0], &out);
		ck_assert_str_eq(out.bytes, cases[i][1]);
	}
	ck_assert(withhold_is_hidden(&withhold, "ledgerlines", 11));
	ck_assert(!withhold_is_hidden(&withhold, "billing", 7));
	withhold_release(&withhold);
}
END_TEST

UNIT_MAIN("words", words_of_numbers, words_of_every_origin, sheets_keep_72_columns,
	a_copied_text_is_whole_in_a_field_of_one_line, hidden_names_are_taken_out)
