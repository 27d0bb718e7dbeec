/* Words for people: what the plan's enums, origins and numbers are called in a report. */
#include "bundle/words.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { MILLIONTHS = 1000000 };

void words_number(struct text *out, uint64_t number)
{
	char digits[24];
	int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
	for (int i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			text_add_char(out, ',');
		text_add_char(out, digits[i]);
	}
}

void words_count(struct text *out, uint64_t count, const char *singular, const char *plural)
{
	words_number(out, count);
	text_add_char(out, ' ');
	if (count == 1)
		text_add(out, singular);
	else if (plural != NULL)
		text_add(out, plural);
	else
		text_addf(out, "%ss", singular);
}

void words_share(struct text *out, uint32_t millionths)
{
	uint32_t thousandths = (millionths + 500) / 1000;
	if (millionths > 0 && thousandths == 0)
		text_add(out, "<0.001");
	else
		text_addf(out, "%u.%03u", thousandths / 1000, thousandths % 1000);
}

const char *words_level(uint32_t millionths)
{
	static const struct {
		uint32_t below;
		const char *word;
	} levels[] = {{1, "none"}, {10 * 1000, "slight"}, {100 * 1000, "low"},
		{300 * 1000, "moderate"}, {600 * 1000, "high"}};
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
		if (millionths < levels[i].below)
			return levels[i].word;
	}
	return "very high";
}

void words_day(struct text *out, date day)
{
	char text[DATE_TEXT_BYTES];
	if (day == DATE_NONE) {
		text_add(out, "not known");
		return;
	}
	date_format(day, text);
	text_add(out, text);
}

void words_month(struct text *out, date day)
{
	char text[MONTH_TEXT_BYTES];
	if (day == DATE_NONE) {
		text_add(out, "not known");
		return;
	}
	month_format(day, text);
	text_add(out, text);
}

void words_age(struct text *out, date day, date as_of)
{
	if (day == DATE_NONE || as_of == DATE_NONE || day > as_of)
		text_add(out, "of unknown age");
	else if (day == as_of)
		text_add(out, "of the same day");
	else {
		words_count(out, (uint64_t)((int64_t)as_of - day), "day", NULL);
		text_add(out, " old");
	}
}

/* `relation` ends with the target; `whole` stands alone. */
struct operator_words {
	const char *operator, * relation, *whole;
};

static const struct operator_words operator_words[] = {
	{"private", NULL, "an internal name, as it is"},
	{"corpus", NULL, "said by language models"},
	{"separator-dropped", "hyphens left out of", NULL},
	{"separator-added", "a hyphen put into", NULL},
	{"separator-moved", "a hyphen moved in", NULL},
	{"family-member", "a name missing from the family of", NULL},
	{"omission", "a character left out of", NULL},
	{"repetition", "a character doubled in", NULL},
	{"transposition", "two characters swapped in", NULL},
	{"keyboard", "a neighbouring key in", NULL},
	{"substitution", "a character replaced in", NULL},
	{"vowel", "a vowel replaced in", NULL},
	{"vowel-all", "one vowel replaced everywhere in", NULL},
	{"look-alike", "characters that look alike in", NULL},
	{"double-hit", "a doubled character mistyped in", NULL},
	{"bit-flip", "one bit flipped in", NULL},
	{"overwrite", "a character typed over the next in", NULL},
	{"move", "a character moved in", NULL},
	{"key-insertion", "a second key hit in", NULL},
	{"contained", "a character repeated elsewhere in", NULL},
	{"insertion", "a character put into", NULL},
	{"appended", "a character put behind", NULL},
	{"prepended", "a character put before", NULL},
	{"plural", "singular or plural of", NULL},
	{"misspelling", "a word misspelled in", NULL},
	{"british", "American or British spelling of", NULL},
	{"homophone", "a word that sounds the same in", NULL},
	{"growth", "a short form written out in", NULL},
	{"shortened", "a word cut short in", NULL},
	{"numeral", "a number written otherwise in", NULL},
	{"version", "a version put behind", NULL},
	{"version-off", "the version left off", NULL},
	{"stem-slip", "a slip, its digits left out, in", NULL},
	{"stem-slip-tail", "a slip before the digits of", NULL},
	{"affix-slip", "a slip, its `python` left out, in", NULL},
	{"glued-slip", "a slip, its hyphens left out, in", NULL},
	{"base-slip", "a slip, its last word left out, in", NULL},
	{"twice", "two slips in", NULL},
	{"look-alike-twice", "two characters replaced by ones that look like them in", NULL},
	{"blend", "a piece replaced by another word in", NULL},
	{"piece-order", "the pieces in another order of", NULL},
	{"alias-slip", "a slip in another name of", NULL},
	{"affix-rare", "a less common word put to", NULL},
	{"word-order", "the words in another order of", NULL},
	{"word-order-glued", "the words in another order, as one word, of", NULL},
	{"dropped-word", "words left out of", NULL},
	{"truncation", "characters cut off", NULL},
	{"joined", "joined with a popular name:", NULL},
	{"affix", "a usual word added to", NULL},
	{"affix-off", "a usual word taken off", NULL},
	{"affix-other", "the first or last word exchanged for a usual one in", NULL},
	{"python", "py, python or lib put to, or exchanged in,", NULL},
	{"requirement-line", "a line taken for a name:", NULL},
	{"import-name", "the import name of", NULL},
	{"command-name", "the command of", NULL},
};

bool words_is_corpus(const char *operator)
{
	return strncmp(operator, "corpus:", 7) == 0 || strcmp(operator, "corpus") == 0;
}

void words_origin(struct text *out, const char *operator, const char * target)
{
	size_t kind = strcspn(operator, ":");
	for (size_t i = 0; i < sizeof operator_words / sizeof *operator_words; i++) {
		const struct operator_words *words = &operator_words[i];
		if (strncmp(words->operator, operator, kind) != 0 || words->operator[kind] != '\0')
			continue;
		if (words->whole != NULL)
			text_add(out, words->whole);
		else
			text_addf(out, "%s %s", words->relation, target);
		return;
	}
	text_addf(out, "%s: %s", operator, target);
}
