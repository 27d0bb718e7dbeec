/* The table of generators. */
#include "candidates/generator.h"

#include <string.h>

/* Symbols inserted or substituted at one place. */
enum { ALPHABET = SYMBOLS, NEIGHBOURS = 16, AFFIXES = 800, PIECES = 4, EXCHANGES = 12 };

/* The floor of a generator that is not exclusive. */
#define INCLUSIVE                                                                                  \
	{                                                                                          \
		0, 0, 0                                                                            \
	}

const struct generator generators[] = {
	{"omission", "slips", "one character left out", {0, 1, 0}, FOR_BOTH, STEM_FREQUENT | STEM_TWICE,
		form_omissions, INCLUSIVE, false, 0},
	{"repetition", "slips", "one character doubled", {0, 1, 0}, FOR_BOTH, STEM_FREQUENT | STEM_TWICE,
		form_repetitions, INCLUSIVE, false, 0},
	{"overwrite", "slips", "one character put over the next", {0, 1, 0}, FOR_BOTH, STEM_DIGITS,
		form_overwrites, INCLUSIVE, false, 0},
	{"transposition", "slips", "two neighbouring characters swapped", {0, 1, 0}, FOR_BOTH,
		STEM_FREQUENT | STEM_TWICE, form_transpositions, INCLUSIVE, false, 0},
	{"move", "slips", "one character taken out and put back anywhere", {0, 0, 1}, FOR_BOTH, 0,
		form_moves,
		{0, 0, 1}, false, 0},
	{"substitution", "slips", "one character replaced by any other", {0, ALPHABET, 0}, FOR_BOTH,
		STEM_DIGITS, form_substitutions, INCLUSIVE, false, 0},
	{"insertion", "slips", "any character inserted inside the name", {0, ALPHABET, 0}, FOR_BOTH,
		STEM_DIGITS, form_insertions, INCLUSIVE, false, 0},
	{"contained", "slips", "a character of the name inserted inside it", {0, ALPHABET, 0},
		FOR_BOTH, STEM_DIGITS, form_contained, INCLUSIVE, false, 0},
	{"appended", "slips", "a letter or digit put after the name or one of its words",
		{0, ALPHABET, 0}, FOR_BOTH, STEM_PLAIN | STEM_TAIL, form_appended, INCLUSIVE, false, 0},
	{"prepended", "slips", "a letter or digit put before the name", {ALPHABET, 0, 0}, FOR_BOTH,
		STEM_DIGITS, form_prepended, INCLUSIVE, false, 0},
	{"keyboard", "keys", "one character replaced by a neighbouring key's", {0, NEIGHBOURS, 0},
		FOR_BOTH, STEM_PLAIN, form_keyboard, INCLUSIVE, false, 0},
	{"key-insertion", "keys", "a neighbouring key's character put before or after one",
		{0, 2 * NEIGHBOURS, 0}, FOR_BOTH, STEM_DIGITS, form_key_insertions, INCLUSIVE, false, 0},
	{"double-hit", "keys", "a doubled character replaced by a neighbouring key's, doubled",
		{0, NEIGHBOURS, 0}, FOR_BOTH, STEM_DIGITS, form_double_hits, INCLUSIVE, false, 0},
	{"bit-flip", "keys", "one bit of one character flipped", {0, 8, 0}, FOR_BOTH, 0,
		form_bit_flips, INCLUSIVE, false, 0},
	{"vowel", "glyphs", "one vowel replaced by another", {0, 5, 0}, FOR_BOTH, STEM_FREQUENT | STEM_TWICE,
		form_vowels, INCLUSIVE, false, 0},
	{"vowel-all", "glyphs", "every occurrence of one vowel replaced by another", {30, 0, 0},
		FOR_BOTH, STEM_DIGITS, form_all_vowels, INCLUSIVE, false, 0},
	{"look-alike", "glyphs", "characters replaced by ones that look like them",
		{0, EXCHANGES, 0}, FOR_BOTH, STEM_DIGITS | STEM_GLYPHS, form_lookalikes, INCLUSIVE, false, 0},
	{"plural", "spelling", "a word made plural or singular", {0, 8, 0}, FOR_BOTH,
		STEM_FREQUENT | STEM_TAIL | STEM_TWICE, form_plurals, INCLUSIVE, false, 0},
	{"misspelling", "spelling", "a word as it is often misspelled, or the other way round",
		{0, EXCHANGES, 0}, FOR_BOTH, STEM_DIGITS | STEM_TAIL, form_misspellings, INCLUSIVE, false, 0},
	{"british", "spelling", "American for British spelling, or the other way round",
		{0, EXCHANGES, 0}, FOR_BOTH, STEM_PLAIN | STEM_TAIL, form_british, INCLUSIVE, false, 0},
	{"homophone", "spelling", "a word replaced by one that sounds like it", {0, EXCHANGES, 0},
		FOR_BOTH, STEM_DIGITS, form_homophones, INCLUSIVE, false, 0},
	{"numeral", "spelling", "a numeral for its word, or the other way round", {0, EXCHANGES, 0},
		FOR_BOTH, STEM_DIGITS, form_numerals, INCLUSIVE, false, 0},
	{"growth", "spelling", "a short form grown into its word", {0, EXCHANGES, 0}, FOR_BOTH,
		STEM_DIGITS | STEM_TAIL, form_growth, INCLUSIVE, false, 0},
	{"shortened", "spelling", "a word cut to its short form", {0, EXCHANGES, 0}, FOR_BOTH,
		STEM_DIGITS | STEM_TAIL, form_shortened, INCLUSIVE, false, 0},
	{"version", "spelling", "digits put after the name, or other digits", {30, 0, 0}, FOR_BOTH,
		0, form_versions, INCLUSIVE, false, 0},
	{"version-off", "spelling", "the digits at the end left off", {2, 0, 0}, FOR_BOTH, 0,
		form_without_version, INCLUSIVE, false, 0},
	{"word-order", "words", "the words in another order", {LIMIT_PERMUTATIONS, 0, 0}, FOR_BOTH,
		0, form_word_orders, INCLUSIVE, false, 0},
	{"word-order-glued", "words", "two or three words in another order, without hyphens",
		{6, 0, 0}, FOR_BOTH, 0, form_glued_orders, INCLUSIVE, false, 0},
	{"dropped-word", "words", "one word left out, or all but the first or last few", {0, 3, 0},
		FOR_BOTH, 0, form_dropped_words, INCLUSIVE, false, 0},
	{"truncation", "words", "two to four characters left off at one end", {5, 0, 0}, FOR_BOTH,
		0, form_truncations, INCLUSIVE, false, 0},
	{"joined", "affixes", "joined with one of the most downloaded projects",
		{4 * LIMIT_PARTNERS, 0, 0}, FOR_BOTH, STEM_DIGITS, form_joined,
		{150, 0, 0}, false, 0},
	{"affix", "affixes", "a common first or last word put to the name", {2 * AFFIXES, 0, 0},
		FOR_BOTH, STEM_DIGITS | STEM_TAIL, form_affixes, INCLUSIVE, false, 0},
	{"affix-rare", "affixes", "a less common first or last word put to the name",
		{2 * AFFIXES, 0, 0}, FOR_BOTH, 0, form_rare_affixes,
		{200, 0, 0}, false, 0},
	{"affix-off", "affixes", "a common first or last word left off", {AFFIXES, 0, 0}, FOR_BOTH,
		0, form_without_affix, INCLUSIVE, false, 0},
	{"affix-other", "affixes", "the first or last word replaced by a common one",
		{AFFIXES, 0, 0}, FOR_BOTH, 0, form_other_affix, INCLUSIVE, false, 0},
	{"python", "affixes", "py, python and lib put to the name for one another", {100, 1, 0},
		FOR_BOTH, 0, form_python_swaps, INCLUSIVE, false, 0},
	{"separator-dropped", "separators", "one or all hyphens left out", {1, 1, 0}, FOR_PRIVATE,
		0, form_separators_dropped, INCLUSIVE, false, 0},
	{"separator-added", "separators", "one hyphen put in", {0, 1, 0}, FOR_PRIVATE, 0,
		form_separators_added, INCLUSIVE, false, 0},
	{"separator-moved", "separators", "one hyphen moved by at most three characters", {0, 7, 0},
		FOR_PRIVATE, 0, form_separators_moved, INCLUSIVE, false, 0},
	{"stem-slip", "stem", "a slip on the name without its digits", {2000, 400, 0}, FOR_BOTH, 0,
		form_stem_slips, INCLUSIVE, false, 0},
	{"stem-slip-tail", "stem", "a slip on the name without its digits, which are put back",
		{4000, 400, 0}, FOR_BOTH, 0, form_stem_slips_with_tail, INCLUSIVE, false, 0},
	{"affix-slip", "stem", "a slip on the name without its Python affix", {4000, 800, 0},
		FOR_BOTH, 0, form_affix_slips, INCLUSIVE, false, 0},
	{"glued-slip", "stem", "a slip on the name without its hyphens", {0, 200, 0}, FOR_BOTH, 0,
		form_glued_slips, INCLUSIVE, false, 0},
	{"base-slip", "stem", "a frequent slip on the name without its last word", {0, 32, 0},
		FOR_BOTH, 0, form_base_slips, INCLUSIVE, false, 0},
	{"twice", "twice", "two frequent slips, one after the other", {0, 0, 80}, FOR_PUBLIC, 0,
		form_twice, {0, 0, 4}, true, STEM_TWICE},
	{"look-alike-twice", "twice", "two characters replaced by ones that look like them",
		{0, 0, EXCHANGES * EXCHANGES}, FOR_PUBLIC, 0, form_lookalikes_twice, {0, 4, 0}, true,
		STEM_GLYPHS},
	{"blend", "blends", "one piece of the name replaced by a word of other names",
		{PIECES * LIMIT_BLENDS, 0, 0}, FOR_BOTH, 0, form_blends,
		{400, 0, 0}, true, 0},
	{"piece-order", "blends", "the pieces of the name in another order", {NEIGHBOURS, 0, 0},
		FOR_BOTH, 0, form_piece_orders, INCLUSIVE, false, 0},
	{"import-name", "aliases", "a module of the project that is no project name", {200, 0, 0},
		FOR_BOTH, 0, form_import_names, INCLUSIVE, false, 0},
	{"command-name", "aliases", "a command of the project that is no project name", {200, 0, 0},
		FOR_BOTH, 0, form_command_names, INCLUSIVE, false, 0},
	{"alias-slip", "aliases", "a slip on, or an affix put to, another name that the project goes by",
		{8000, 1600, 0}, FOR_BOTH, 0, form_alias_slips, INCLUSIVE, false, 0},
	{"requirement-line", "lines", "the name run together with a version or an option",
		{64, 0, 0}, FOR_BOTH, 0, form_requirement_lines,
		{25, 0, 0}, false, 0},
	{"private", "private", "the private name itself", {1, 0, 0}, FOR_PRIVATE, 0, NULL, INCLUSIVE, false, 0},
	{"family-member", "private", "a missing member of a family of private names",
		{LIMIT_FAMILY_MEMBERS, 0, 0}, FOR_PRIVATE, 0, NULL, INCLUSIVE, false, 0},
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

bool is_exclusive(const struct generator *generator)
{
	return bound_of(&generator->floor, 1) > 0;
}

size_t bound_of(const struct bound *bound, size_t length)
{
	return bound->fixed + bound->each * length + bound->square * length * length;
}
