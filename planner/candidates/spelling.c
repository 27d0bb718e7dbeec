/* Other ways to write the same word: plural, spelling, numerals, digit tails. */
#include "candidates/facts.h"
#include "candidates/generator.h"
#include "names/name.h"

#include <string.h>

enum { ROOM = 2 * LIMIT_NAME_BYTES, ONE = 1000 };

/* NAME with SIZE bytes at AT replaced by WORD. */
static void exchange(struct forms *forms, const char *name, size_t length, size_t at, size_t size,
	const char *word)
{
	char form[ROOM];
	size_t word_size = strlen(word);
	if (length - size + word_size > LIMIT_NAME_BYTES)
		return;
	memcpy(form, name, at);
	memcpy(form + at, word, word_size);
	memcpy(form + at + word_size, name + at + size, length - at - size);
	enum place_in_name place = at + size == length ? PLACE_LAST
				   : at == 0           ? PLACE_FIRST
						       : PLACE_INNER;
	forms_add(forms, form, length - size + word_size, place, ONE);
}

static bool ends(const char *word, size_t length, const char *end)
{
	size_t size = strlen(end);
	return length > size && memcmp(word + length - size, end, size) == 0;
}

/* utils and util, libraries and library, classes and class: for each word of the name. */
void form_plural(struct forms *forms, const char *name, size_t length)
{
	struct word words[NAME_WORDS];
	size_t count = name_words(name, length, words);
	for (size_t i = 0; i < count; i++) {
		const char *word = name + words[i].start;
		size_t size = words[i].length, end = words[i].start + size;
		if (ends(word, size, "ies"))
			exchange(forms, name, length, end - 3, 3, "y");
		if (ends(word, size, "es"))
			exchange(forms, name, length, end - 2, 2, "");
		if (ends(word, size, "s")) {
			exchange(forms, name, length, end - 1, 1, "");
			exchange(forms, name, length, end, 0, "es");
		} else {
			exchange(forms, name, length, end, 0, "s");
			if (ends(word, size, "x") || ends(word, size, "h") || ends(word, size, "z"))
				exchange(forms, name, length, end, 0, "es");
			if (ends(word, size, "y"))
				exchange(forms, name, length, end - 1, 1, "ies");
		}
	}
}

/* colorama: `color` inside it is `colour` in British English. Every spelling of four letters or
 * more that stands anywhere in the name is exchanged. */
void form_spelling(struct forms *forms, const char *name, size_t length)
{
	const struct wordlist *spelling = &forms_facts(forms)->spelling;
	for (size_t at = 0; at < length; at++) {
		for (size_t size = 4; at + size <= length && size <= 24; size++) {
			const struct wordlist_row *row = wordlist_find(spelling, name + at, size);
			const struct wordlist_row *end = spelling->rows + spelling->count;
			for (; row != NULL && row < end && strlen(row->columns[0]) == size &&
				memcmp(row->columns[0], name + at, size) == 0;
				row++)
				exchange(forms, name, length, at, size, row->columns[1]);
		}
	}
}

/* A word inside a name counts as a numeral only where it stands between hyphens, digits or ends. */
static bool stands_alone(const char *name, size_t length, size_t at, size_t size)
{
	bool before =
		at == 0 || name[at - 1] == '-' || (name[at - 1] >= '0' && name[at - 1] <= '9');
	bool after = at + size == length || name[at + size] == '-' ||
		     (name[at + size] >= '0' && name[at + size] <= '9');
	return before && after;
}

void form_numeral(struct forms *forms, const char *name, size_t length)
{
	const struct wordlist *numerals = &forms_facts(forms)->numerals;
	for (size_t row = 0; row < numerals->count; row++) {
		const char *digit = numerals->rows[row].columns[0];
		const char *word = numerals->rows[row].columns[1];
		size_t size = strlen(word);
		for (size_t at = 0; at < length; at++) {
			if (name[at] == digit[0])
				exchange(forms, name, length, at, 1, word);
			if (at + size <= length && memcmp(name + at, word, size) == 0 &&
				(size > 3 || stands_alone(name, length, at, size)))
				exchange(forms, name, length, at, size, digit);
		}
	}
}

/* The length without its digits at the end, and without a hyphen before them. */
static size_t stem_length(const char *name, size_t length)
{
	size_t stem = length;
	while (stem > 0 && name[stem - 1] >= '0' && name[stem - 1] <= '9')
		stem--;
	if (stem > 0 && stem < length && name[stem - 1] == '-')
		stem--;
	return stem;
}

void form_version_tail(struct forms *forms, const char *name, size_t length)
{
	size_t stem = stem_length(name, length);
	for (char digit = '0'; digit <= '9'; digit++) {
		const char plain[] = {digit, '\0'}, hyphen[] = {'-', digit, '\0'};
		exchange(forms, name, length, length, 0, plain);
		exchange(forms, name, length, length, 0, hyphen);
		if (stem < length && stem > 0)
			exchange(forms, name, length, stem, length - stem, plain);
	}
}

void form_stem(struct forms *forms, const char *name, size_t length)
{
	size_t stem = stem_length(name, length);
	if (stem < length && stem > 1)
		forms_add(forms, name, stem, PLACE_LAST, ONE);
}

/* Slips on the stem, the tail left off (put back, they are slips of the whole name). */
void form_stem_slip(struct forms *forms, const char *name, size_t length)
{
	size_t stem = stem_length(name, length);
	if (stem == length || stem < 3)
		return;
	form_omission(forms, name, stem);
	form_repetition(forms, name, stem);
	form_transposition(forms, name, stem);
	form_keyboard(forms, name, stem);
	form_vowel(forms, name, stem);
	form_key_insertion(forms, name, stem);
}
