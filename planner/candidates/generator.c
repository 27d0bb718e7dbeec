/* The table of generators. */
#include "candidates/generator.h"

#include <string.h>

const struct generator generators[] = {
	{"private", "private", "the private name itself", "1", FOR_PRIVATE, form_private},
	{"separator", "private", "hyphens dropped, moved by one or put in", "3n", FOR_PRIVATE,
		form_separator},
	{"look-alike-twin", "private", "l, i, 1 or o, 0 exchanged", "2n", FOR_PRIVATE,
		form_lookalike_twin},
	{"family-member", "private",
		"a name that the company's own families lack (of all names together)", "200",
		FOR_PRIVATE, NULL},
	{"omission", "slips", "one character left out", "n", FOR_ALL, form_omission},
	{"repetition", "slips", "one character doubled", "n", FOR_ALL, form_repetition},
	{"transposition", "slips", "two neighbours exchanged", "n", FOR_ALL, form_transposition},
	{"keyboard", "slips", "one character replaced by a key beside it (QWERTY)", "7n", FOR_ALL,
		form_keyboard},
	{"foreign-keyboard", "slips", "the same on QWERTZ, AZERTY or JCUKEN", "20n", FOR_ALL,
		form_foreign_keyboard},
	{"substitution", "slips", "one character replaced by any other", "36n", FOR_ALL,
		form_substitution},
	{"vowel", "slips", "one vowel replaced by another", "5n", FOR_ALL, form_vowel},
	{"look-alike", "slips", "characters replaced by such as look alike (rn, m; s, 5)", "6n",
		FOR_ALL, form_look_alike},
	{"double-hit", "slips", "a doubled character typed on a key beside it", "4n", FOR_ALL,
		form_double_hit},
	{"bit-flip", "slips", "one bit of one character flipped", "7n", FOR_ALL, form_bit_flip},
	{"overwrite", "slips", "one character typed over the next", "n", FOR_ALL, form_overwrite},
	{"move", "slips", "one character taken out and put in elsewhere", "n*n", FOR_ALL,
		form_move},
	{"key-insertion", "slips", "a key beside a character hit with it", "14n", FOR_ALL,
		form_key_insertion},
	{"contained-insertion", "slips", "a character of the name put in anywhere", "n*n", FOR_ALL,
		form_contained_insertion},
	{"insertion", "slips", "any character put in anywhere", "37n", FOR_ALL, form_insertion},
	{"appended", "slips", "any character put behind", "37", FOR_ALL, form_appended},
	{"prepended", "slips", "any character put before", "37", FOR_ALL, form_prepended},
	{"plural", "spelling", "a word's plural or singular", "2n", FOR_ALL, form_plural},
	{"spelling", "spelling", "British and American spelling exchanged", "n", FOR_ALL,
		form_spelling},
	{"numeral", "spelling", "a digit and its word exchanged", "6n", FOR_ALL, form_numeral},
	{"version-tail", "spelling", "a digit added or changed at the end", "30", FOR_ALL,
		form_version_tail},
	{"stem", "spelling", "the name without its digits at the end", "1", FOR_ALL, form_stem},
	{"stem-slip", "spelling", "a slip on that stem", "40n", FOR_ALL, form_stem_slip},
	{"word-order", "words", "the words in another order", "720", FOR_ALL, form_word_order},
	{"word-dropped", "words", "one word left out", "n", FOR_ALL, form_word_dropped},
	{"joined", "words", "joined with a popular project by a hyphen", "24", FOR_ALL,
		form_joined},
	{"affix-added", "words", "a usual prefix or suffix put on", "150", FOR_ALL,
		form_affix_added},
	{"affix-removed", "words", "a usual prefix or suffix taken off", "4", FOR_ALL,
		form_affix_removed},
	{"py-python", "words", "py and python exchanged", "2n", FOR_ALL, form_py_python},
	{"requirement-line", "words", "a line of requirements or a command taken for a name", "16",
		FOR_ALL, form_requirement_line},
	{"import-name", "modules", "a module of the project that has another name", "40",
		FOR_PUBLIC, form_import_name},
	{"command-name", "modules", "a command of the project that has another name", "100",
		FOR_PUBLIC, form_command_name},
	{0},
};

int generator_of_name(const char *name)
{
	for (int i = 0; generators[i].name != NULL; i++) {
		if (strcmp(generators[i].name, name) == 0)
			return i;
	}
	return -1;
}
