/* Combosquats: what is put to a name, taken off it, or joined with it. */
#include "candidates/generator.h"

#include <string.h>

static void emit_joined(struct forming *f, const char *first, size_t first_length, bool hyphen,
	const char *second, size_t second_length, struct form_place place)
{
	char form[FORM_BYTES];
	size_t put = 0;
	if (first_length + second_length + 1 > sizeof form)
		return;
	memcpy(form, first, first_length);
	put += first_length;
	if (hyphen)
		form[put++] = '-';
	memcpy(form + put, second, second_length);
	form_emit(f, form, put + second_length, place);
}

static void emit_pair(struct forming *f, const char *text, size_t length, bool before, bool hyphen,
	enum common common)
{
	struct form_place place = {.where = before ? WHERE_FIRST : WHERE_LAST, .common = common};
	place.doubled = !hyphen;
	if (before)
		emit_joined(f, text, length, hyphen, f->name, f->length, place);
	else
		emit_joined(f, f->name, f->length, hyphen, text, length, place);
}

/* The affixes of the classes FROM up to TO. */
static void emit_affixes(struct forming *f, enum common from, enum common to)
{
	for (size_t i = 0; i < f->lists->affixes.count; i++) {
		const struct affix *affix = &f->lists->affixes.items[i];
		if (affix->hyphened && affix->with_hyphen >= from && affix->with_hyphen <= to)
			emit_pair(f, affix->text, affix->length, affix->before, true,
				affix->with_hyphen);
		if (affix->glued && affix->without >= from && affix->without <= to)
			emit_pair(f, affix->text, affix->length, affix->before, false,
				affix->without);
	}
}

void form_affixes(struct forming *f)
{
	emit_affixes(f, COMMON_TOP, COMMON_SOME);
}

void form_rare_affixes(struct forming *f)
{
	emit_affixes(f, COMMON_RARE, COMMON_LEAST);
}

void form_joined(struct forming *f)
{
	for (size_t i = 0; i < f->lists->partners.count; i++) {
		const struct listed_word *partner = &f->lists->partners.items[i];
		for (int way = 0; way < 4; way++)
			emit_pair(f, partner->text, partner->length, way & 1, way < 2,
				partner->common);
	}
}

static bool begins_with(const struct forming *f, const char *text, size_t length)
{
	return f->length > length && memcmp(f->name, text, length) == 0;
}

static bool ends_in(const struct forming *f, const char *text, size_t length)
{
	return f->length > length && memcmp(f->name + f->length - length, text, length) == 0;
}

/* An affix that the name has, with its hyphen, or without where such are common, left off. */
void form_without_affix(struct forming *f)
{
	for (size_t i = 0; i < f->lists->affixes.count; i++) {
		const struct affix *affix = &f->lists->affixes.items[i];
		size_t length = affix->length;
		struct form_place place = {.where = affix->before ? WHERE_FIRST : WHERE_LAST};
		if (affix->before && begins_with(f, affix->text, length)) {
			bool hyphen = f->name[length] == '-';
			place.common = hyphen ? affix->with_hyphen : affix->without;
			place.doubled = !hyphen;
			if (hyphen || (affix->glued && length > 1))
				form_emit(f, f->name + length + hyphen, f->length - length - hyphen,
					place);
		}
		if (!affix->before && ends_in(f, affix->text, length)) {
			bool hyphen = f->name[f->length - length - 1] == '-';
			place.common = hyphen ? affix->with_hyphen : affix->without;
			place.doubled = !hyphen;
			if (hyphen || (affix->glued && length > 1))
				form_emit(f, f->name, f->length - length - hyphen, place);
		}
	}
}

/* The first or the last word replaced by an affix. */
void form_other_affix(struct forming *f)
{
	if (f->word_count < 2)
		return;
	size_t first = f->words[0].length, last = f->words[f->word_count - 1].length;
	for (size_t i = 0; i < f->lists->affixes.count; i++) {
		const struct affix *affix = &f->lists->affixes.items[i];
		struct form_place place = {.where = affix->before ? WHERE_FIRST : WHERE_LAST,
			.common = affix->with_hyphen};
		if (affix->before)
			form_splice(f, 0, first, affix->text, affix->length, place);
		else
			form_splice(f, f->length - last, last, affix->text, affix->length, place);
	}
}

/* The ways in which Python stands before or after a name, and how usual each is. */
struct python_affix {
	const char *text;
	enum common common;
};

static const struct python_affix before_names[] = {{"py", COMMON_TOP}, {"py-", COMMON_OFTEN},
	{"python-", COMMON_TOP}, {"python", COMMON_SOME}, {"python3-", COMMON_SOME},
	{"python2-", COMMON_RARE}, {"py3-", COMMON_RARE}, {"lib", COMMON_SOME},
	{"lib-", COMMON_RARE}};
static const struct python_affix after_names[] = {{"py", COMMON_OFTEN}, {"-py", COMMON_TOP},
	{"-python", COMMON_TOP}, {"python", COMMON_SOME}, {"-python3", COMMON_RARE},
	{"3", COMMON_OFTEN}, {"-lib", COMMON_RARE}};

enum {
	BEFORE_COUNT = sizeof before_names / sizeof *before_names,
	AFTER_COUNT = sizeof after_names / sizeof *after_names,
};

/* The rest of the name with Python put to it in every way, and with none. */
static void put_python(struct forming *f, const char *rest, size_t length, struct form_place place)
{
	for (size_t i = 0; i < BEFORE_COUNT; i++) {
		const char *text = before_names[i].text;
		place.common = (uint8_t)before_names[i].common;
		emit_joined(f, text, strlen(text), false, rest, length, place);
	}
	for (size_t i = 0; i < AFTER_COUNT; i++) {
		const char *text = after_names[i].text;
		place.common = (uint8_t)after_names[i].common;
		emit_joined(f, rest, length, false, text, strlen(text), place);
	}
	place.doubled = DOUBLED_YES; /* here: the bare rest */
	form_emit(f, rest, length, place);
}

/* `pyacme`, `python-acme`, `acme-py`, `acme` ... for one another; `py` for `python` inside, and
 * back. */
void form_python_swaps(struct forming *f)
{
	put_python(f, f->name, f->length, (struct form_place){.where = WHERE_BOUNDARY});
	for (size_t i = 0; i < BEFORE_COUNT; i++) {
		size_t length = strlen(before_names[i].text);
		if (begins_with(f, before_names[i].text, length) && f->name[length] != '-')
			put_python(f, f->name + length, f->length - length,
				(struct form_place){.where = WHERE_FIRST});
	}
	for (size_t i = 0; i < AFTER_COUNT; i++) {
		size_t length = strlen(after_names[i].text);
		if (ends_in(f, after_names[i].text, length) &&
			f->name[f->length - length - 1] != '-')
			put_python(f, f->name, f->length - length,
				(struct form_place){.where = WHERE_LAST});
	}
	for (size_t i = 0; i + 1 < f->length; i++) {
		struct form_place place = {.where = WHERE_INNER};
		if (strncmp(f->name + i, "python", 6) == 0)
			form_splice(f, i, 6, "py", 2, place);
		else if (strncmp(f->name + i, "py", 2) == 0)
			form_splice(f, i, 2, "python", 6, place);
	}
}
