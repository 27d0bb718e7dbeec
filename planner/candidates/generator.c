/* The table of generators. */
#include "candidates/generator.h"

#include <string.h>

/* Symbols inserted or substituted at one place. */
enum { ALPHABET = SYMBOLS, NEIGHBOURS = 16, AFFIXES = 800, PIECES = 4, EXCHANGES = 12 };

const struct generator generators[] = {
	{"omission", "slips", "one character left out", {0, 1, 0}, FOR_BOTH, STEM_FREQUENT | STEM_TWICE,
		form_omissions},
	{"repetition", "slips", "one character doubled", {0, 1, 0}, FOR_BOTH, STEM_FREQUENT | STEM_TWICE,
		form_repetitions},
	{"overwrite", "slips", "one character put over the next", {0, 1, 0}, FOR_BOTH, STEM_DIGITS,
		form_overwrites},
	{"transposition", "slips", "two neighbouring characters swapped", {0, 1, 0}, FOR_BOTH,
		STEM_FREQUENT | STEM_TWICE, form_transpositions},
	{"move", "slips", "one character taken out and put back anywhere", {0, 0, 1}, FOR_BOTH, 0,
		form_moves},
	{"substitution", "slips", "one character replaced by any other", {0, ALPHABET, 0}, FOR_BOTH,
		STEM_DIGITS, form_substitutions},
	{"insertion", "slips", "any character inserted inside the name", {0, ALPHABET, 0}, FOR_BOTH,
		STEM_DIGITS, form_insertions},
	{"contained", "slips", "a character of the name inserted inside it", {0, ALPHABET, 0},
		FOR_BOTH, STEM_DIGITS, form_contained},
	{"appended", "slips", "a letter or digit put after the name or one of its words",
		{0, ALPHABET, 0}, FOR_BOTH, STEM_PLAIN | STEM_TAIL, form_appended},
	{"prepended", "slips", "a letter or digit put before the name", {ALPHABET, 0, 0}, FOR_BOTH,
		STEM_DIGITS, form_prepended},
	{"keyboard", "keys", "one character replaced by a neighbouring key's", {0, NEIGHBOURS, 0},
		FOR_BOTH, STEM_PLAIN, form_keyboard},
	{"key-insertion", "keys", "a neighbouring key's character put before or after one",
		{0, 2 * NEIGHBOURS, 0}, FOR_BOTH, STEM_DIGITS, form_key_insertions},
	{"double-hit", "keys", "a doubled character replaced by a neighbouring key's, doubled",
		{0, NEIGHBOURS, 0}, FOR_BOTH, STEM_DIGITS, form_double_hits},
	{"bit-flip", "keys", "one bit of one character flipped", {0, 8, 0}, FOR_BOTH, 0,
		form_bit_flips},
	{"vowel", "glyphs", "one vowel replaced by another", {0, 5, 0}, FOR_BOTH, STEM_FREQUENT | STEM_TWICE,
		form_vowels},
	{"vowel-all", "glyphs", "every occurrence of one vowel replaced by another", {30, 0, 0},
		FOR_BOTH, STEM_DIGITS, form_all_vowels},
	{"look-alike", "glyphs", "characters replaced by ones that look like them",
		{0, EXCHANGES, 0}, FOR_BOTH, STEM_DIGITS, form_lookalikes},
	{"plural", "spelling", "a word made plural or singular", {0, 8, 0}, FOR_BOTH,
		STEM_FREQUENT | STEM_TAIL | STEM_TWICE, form_plurals},
	{"misspelling", "spelling", "a word as it is often misspelled, or the other way round",
		{0, EXCHANGES, 0}, FOR_BOTH, STEM_DIGITS | STEM_TAIL, form_misspellings},
	{"british", "spelling", "American for British spelling, or the other way round",
		{0, EXCHANGES, 0}, FOR_BOTH, STEM_PLAIN | STEM_TAIL, form_british},
	{"homophone", "spelling", "a word replaced by one that sounds like it", {0, EXCHANGES, 0},
		FOR_BOTH, STEM_DIGITS, form_homophones},
	{"numeral", "spelling", "a numeral for its word, or the other way round", {0, EXCHANGES, 0},
		FOR_BOTH, STEM_DIGITS, form_numerals},
	{"growth", "spelling", "a short form grown into its word", {0, EXCHANGES, 0}, FOR_BOTH,
		STEM_DIGITS | STEM_TAIL, form_growth},
	{"shortened", "spelling", "a word cut to its short form", {0, EXCHANGES, 0}, FOR_BOTH,
		STEM_DIGITS | STEM_TAIL, form_shortened},
	{"version", "spelling", "digits put after the name, or other digits", {30, 0, 0}, FOR_BOTH,
		0, form_versions},
	{"version-off", "spelling", "the digits at the end left off", {2, 0, 0}, FOR_BOTH, 0,
		form_without_version},
	{"word-order", "words", "the words in another order", {LIMIT_PERMUTATIONS, 0, 0}, FOR_BOTH,
		0, form_word_orders},
	{"word-order-glued", "words", "two or three words in another order, without hyphens",
		{6, 0, 0}, FOR_BOTH, 0, form_glued_orders},
	{"dropped-word", "words", "one word left out, or all but the first or last few", {0, 3, 0},
		FOR_BOTH, 0, form_dropped_words},
	{"truncation", "words", "two to four characters left off at one end", {5, 0, 0}, FOR_BOTH,
		0, form_truncations},
	{"joined", "affixes", "joined with one of the most downloaded projects",
		{4 * LIMIT_PARTNERS, 0, 0}, FOR_BOTH, STEM_DIGITS, form_joined},
	{"affix", "affixes", "a common first or last word put to the name", {2 * AFFIXES, 0, 0},
		FOR_BOTH, STEM_DIGITS | STEM_TAIL, form_affixes},
	{"affix-off", "affixes", "a common first or last word left off", {AFFIXES, 0, 0}, FOR_BOTH,
		0, form_without_affix},
	{"affix-other", "affixes", "the first or last word replaced by a common one",
		{AFFIXES, 0, 0}, FOR_BOTH, 0, form_other_affix},
	{"python", "affixes", "py, python and lib put to the name for one another", {100, 1, 0},
		FOR_BOTH, 0, form_python_swaps},
	{"separator-dropped", "separators", "one or all hyphens left out", {1, 1, 0}, FOR_PRIVATE,
		0, form_separators_dropped},
	{"separator-added", "separators", "one hyphen put in", {0, 1, 0}, FOR_PRIVATE, 0,
		form_separators_added},
	{"separator-moved", "separators", "one hyphen moved by at most three characters", {0, 7, 0},
		FOR_PRIVATE, 0, form_separators_moved},
	{"stem-slip", "stem", "a slip on the name without its digits", {2000, 400, 0}, FOR_BOTH, 0,
		form_stem_slips},
	{"stem-slip-tail", "stem", "a slip on the name without its digits, which are put back",
		{4000, 400, 0}, FOR_BOTH, 0, form_stem_slips_with_tail},
	{"affix-slip", "stem", "a slip on the name without its Python affix", {4000, 800, 0},
		FOR_BOTH, 0, form_affix_slips},
	{"glued-slip", "stem", "a slip on the name without its hyphens", {0, 200, 0}, FOR_BOTH, 0,
		form_glued_slips},
	{"base-slip", "stem", "a frequent slip on the name without its last word", {0, 32, 0},
		FOR_BOTH, 0, form_base_slips},
	{"twice", "twice", "two frequent slips, one after the other", {0, 0, 80}, FOR_PUBLIC, 0,
		form_twice},
	{"blend", "blends", "one piece of the name replaced by a word of other names",
		{PIECES * LIMIT_BLENDS, 0, 0}, FOR_BOTH, 0, form_blends},
	{"piece-order", "blends", "the pieces of the name in another order", {NEIGHBOURS, 0, 0},
		FOR_BOTH, 0, form_piece_orders},
	{"import-name", "aliases", "a module of the project that is no project name", {200, 0, 0},
		FOR_BOTH, 0, form_import_names},
	{"command-name", "aliases", "a command of the project that is no project name", {200, 0, 0},
		FOR_BOTH, 0, form_command_names},
	{"alias-slip", "aliases", "a slip on, or an affix put to, another name that the project goes by",
		{8000, 1600, 0}, FOR_BOTH, 0, form_alias_slips},
	{"requirement-line", "lines", "the name run together with a version or an option",
		{64, 0, 0}, FOR_BOTH, 0, form_requirement_lines},
	{"private", "private", "the private name itself", {1, 0, 0}, FOR_PRIVATE, 0, NULL},
	{"family-member", "private", "a missing member of a family of private names",
		{LIMIT_FAMILY_MEMBERS, 0, 0}, FOR_PRIVATE, 0, NULL},
	{0},
};

size_t generator_count(void)
{
	_Static_assert(sizeof generators / sizeof *generators - 1 <= OPERATORS_MOST,
		"more generators than OPERATORS_MOST");
	return sizeof generators / sizeof *generators - 1;
}

int generator_find(const char *name)
{
	for (int g = 0; generators[g].name != NULL; g++) {
		if (strcmp(generators[g].name, name) == 0)
			return g;
	}
	return -1;
}

size_t bound_of(const struct bound *bound, size_t length)
{
	return bound->fixed + bound->each * length + bound->square * length * length;
}
