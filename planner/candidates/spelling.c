/* What people misspell or say otherwise: plurals, misspellings, homophones, numerals, short and
 * long forms of words, versions. */
#include "candidates/generator.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool ends_with(const char *text, size_t length, const char *end)
{
	size_t size = strlen(end);
	return length >= size && memcmp(text + length - size, end, size) == 0;
}

/* Whether the LENGTH characters at AT are a whole word of the name. */
static bool is_word(const struct forming *f, size_t at, size_t length)
{
	return (at == 0 || f->name[at - 1] == '-') &&
	       (at + length == f->length || f->name[at + length] == '-');
}

/* Whether they begin or end a word. */
static bool is_edge(const struct forming *f, size_t at, size_t length)
{
	return at == 0 || f->name[at - 1] == '-' || at + length == f->length ||
	       f->name[at + length] == '-';
}

/* Puts every exchange of LIST wherever its text stands in the name; those shorter than SHORTEST
 * only where they are a whole word. COMMON tells a whole word (often) from a part (some). */
static void exchange_texts(struct forming *f, const struct exchanges *list, size_t shortest,
	bool edges_only, int direction)
{
	for (size_t i = 0; i < f->length; i++) {
		int symbol = symbol_of(f->name[i]);
		for (uint32_t e = list->start[symbol]; e < list->start[symbol + 1]; e++) {
			const struct exchange *x = &list->all.items[e];
			if (strncmp(f->name + i, x->from, x->from_length) != 0)
				continue;
			if (direction != 0 && (x->to_length > x->from_length) != (direction > 0))
				continue;
			bool word = is_word(f, i, x->from_length);
			if (!word && (x->from_length < shortest ||
					     (edges_only && !is_edge(f, i, x->from_length))))
				continue;
			struct form_place place = place_of(f, i);
			place.common = word ? COMMON_OFTEN : COMMON_SOME;
			form_splice(f, i, x->from_length, x->to, x->to_length, place);
		}
	}
}

void form_misspellings(struct forming *f)
{
	exchange_texts(f, &f->lists->misspellings, 4, false, 0);
}

void form_british(struct forming *f)
{
	exchange_texts(f, &f->lists->british, 3, false, 0);
}

void form_homophones(struct forming *f)
{
	exchange_texts(f, &f->lists->homophones, 4, true, 0);
}

void form_numerals(struct forming *f)
{
	exchange_texts(f, &f->lists->numerals, 1, false, 0);
}

void form_growth(struct forming *f)
{
	exchange_texts(f, &f->lists->abbreviations, 2, true, 1);
}

void form_shortened(struct forming *f)
{
	exchange_texts(f, &f->lists->abbreviations, 2, true, -1);
}

/* Which ending makes a word a plural: s; es after s, x, z, ch, sh; ies for a consonant and y. */
static void add_plural(struct forming *f, size_t end, size_t length, struct form_place place)
{
	const char *word = f->name + end - length;
	bool vowel_before_y = length >= 2 && strchr("aeiou", word[length - 2]) != NULL;
	if (ends_with(word, length, "s") || ends_with(word, length, "x") ||
		ends_with(word, length, "z") || ends_with(word, length, "ch") ||
		ends_with(word, length, "sh"))
		form_splice(f, end, 0, "es", 2, place);
	else if (ends_with(word, length, "y") && !vowel_before_y)
		form_splice(f, end - 1, 1, "ies", 3, place);
	else
		form_splice(f, end, 0, "s", 1, place);
}

static void drop_plural(struct forming *f, size_t end, size_t length, struct form_place place)
{
	const char *word = f->name + end - length;
	if (ends_with(word, length, "ies"))
		form_splice(f, end - 3, 3, "y", 1, place);
	if (ends_with(word, length, "ses") || ends_with(word, length, "xes") ||
		ends_with(word, length, "zes") || ends_with(word, length, "ches") ||
		ends_with(word, length, "shes"))
		form_splice(f, end - 2, 2, "", 0, place);
	if (ends_with(word, length, "s") && !ends_with(word, length, "ss"))
		form_splice(f, end - 1, 1, "", 0, place);
}

/* `es` inside the name, behind s, x or z: `boxeslib`; a lone s is an insertion like any other. */
static void add_inner_plurals(struct forming *f)
{
	for (size_t i = 1; i + 1 < f->length; i++) {
		if (strchr("sxz", f->name[i]) != NULL && f->name[i + 1] != '-')
			form_splice(f, i + 1, 0, "es", 2, (struct form_place){.where = WHERE_INNER});
	}
}

void form_plurals(struct forming *f)
{
	add_inner_plurals(f);
	for (size_t w = 0; w < f->word_count; w++) {
		size_t length = f->words[w].length, end = (size_t)f->words[w].start + length;
		struct form_place place = {
			.where = w + 1 == f->word_count ? WHERE_LAST : WHERE_BOUNDARY};
		if (length < 2)
			continue;
		add_plural(f, end, length, place);
		drop_plural(f, end, length, place);
		const struct exchanges *list = &f->lists->plurals;
		for (uint32_t e = 0; e < list->all.count; e++) {
			const struct exchange *x = &list->all.items[e];
			if (ends_with(f->name, end, x->from) && x->from_length <= length)
				form_splice(f, end - x->from_length, x->from_length, x->to,
					x->to_length, place);
		}
	}
}

/* Where the digits at the end of the name begin, with the dot or hyphen before them left out:
 * `acme-2` and `acme2` both have the stem `acme`. The length where there are none. */
static size_t version_start(const struct forming *f)
{
	size_t at = f->length;
	while (at > 0 && (is_digit(f->name[at - 1]) || f->name[at - 1] == '-'))
		at--;
	return at;
}

/* Digits put after the stem, with and without hyphen: a version somebody might expect. */
void form_versions(struct forming *f)
{
	static const char *const tails[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10",
		"11", "12", "20", "21", "100", "123", "v1", "v2", "v3", "-v1", "-v2", "-v3", "-0",
		"-1", "-2", "-3", "-4", "-5"};
	size_t stem = version_start(f);
	if (stem == 0)
		return;
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		struct form_place place = {.where = WHERE_LAST, .doubled = stem < f->length};
		place.common = tails[i][0] == '-' ? COMMON_RARE
			       : i < 10           ? COMMON_OFTEN
						  : COMMON_SOME;
		if (strcmp(tails[i], "2") == 0 || strcmp(tails[i], "3") == 0)
			place.common = COMMON_TOP;
		form_splice(f, stem, f->length - stem, tails[i], strlen(tails[i]), place);
	}
}

void form_without_version(struct forming *f)
{
	size_t stem = version_start(f);
	if (stem > 0 && stem < f->length)
		form_emit(f, f->name, stem, (struct form_place){.where = WHERE_LAST});
	if (f->length > 3 && is_digit(f->name[f->length - 1]) &&
		!is_digit(f->name[f->length - 3]) && f->name[f->length - 2] == 'v')
		form_emit(f, f->name, f->length - 2 - (f->name[f->length - 3] == '-'),
			(struct form_place){.where = WHERE_LAST});
}
