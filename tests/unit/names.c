/* names/: validity, canonical and look-alike forms, words. Expected values are PEP 503's and
 * PEP 508's examples and Warehouse's rules, by hand. */
#include "names/name.h"
#include "unit.h"

#include <string.h>

START_TEST(valid_names)
{
	static const char *const valid[] = {"a", "A", "0", "a-b", "a._-b", "friendly-Bard", "x1"};
	static const char *const invalid[] = {
		"", "-", "a-", "-a", "_a", "a.", "a b", "a\n", "\xc3\xa9", "a/b", "a+b"};
	for (size_t i = 0; i < sizeof valid / sizeof *valid; i++)
		ck_assert_msg(name_is_valid(valid[i], strlen(valid[i])), "%s", valid[i]);
	for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++)
		ck_assert_msg(!name_is_valid(invalid[i], strlen(invalid[i])), "%s", invalid[i]);
	ck_assert(!name_is_valid("a\0b", 3));
}
END_TEST

START_TEST(canonical_forms)
{
	/* PEP 503: these are all friendly-bard. */
	static const char *const spellings[] = {"friendly-bard", "Friendly-Bard", "FRIENDLY-BARD",
		"friendly.bard", "friendly_bard", "friendly--bard", "FrIeNdLy-._.-bArD"};
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
		char out[64];
		ck_assert_uint_eq(name_canonical(spellings[i], strlen(spellings[i]), out), 13);
		ck_assert_str_eq(out, "friendly-bard");
		ck_assert_int_eq(name_is_canonical(spellings[i], strlen(spellings[i])), i == 0);
	}
}
END_TEST

START_TEST(lookalike_forms)
{
	static const char *const pairs[][2] = {{"Lib.io_IO-l", "11b1010"
							       "1"},
		{"zope.interface", "z0pe1nterface"}, {"a-b", "ab"}, {"-_.", ""},
		{"OoIiLl", "001111"}};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		char out[64];
		size_t length = name_lookalike(pairs[i][0], strlen(pairs[i][0]), out);
		ck_assert_str_eq(out, pairs[i][1]);
		ck_assert_uint_eq(length, strlen(out));
	}
}
END_TEST

START_TEST(words_of_a_name)
{
	struct word words[NAME_WORDS];
	ck_assert_uint_eq(name_words("acme-auth-client", 16, words), 3);
	ck_assert_uint_eq(words[2].start, 10);
	ck_assert_uint_eq(words[2].length, 6);
	ck_assert_uint_eq(name_words("acme", 4, words), 1);
}
END_TEST

UNIT_MAIN("names", valid_names, canonical_forms, lookalike_forms, words_of_a_name)
