/* Two slips in one name: `reqest` is requests without u and without s.
 *
 * The first is an omission, a repetition, a transposition or another vowel; the second one of these
 * or a plural, at the same place or behind it: in either order two slips give the same name. */
#include "candidates/generator.h"

#include <string.h>

enum {
	LONGEST = 24, /* of a target: the number of forms grows with the square */
	SLIP_LONGEST = 8, /* what a first slip puts in */
};

/* The second slip, on the name with DROP characters at AT replaced by INSERT. */
static void slip_again(struct forming *f, size_t at, size_t drop, const char *insert,
	size_t insert_length, uint32_t scale, unsigned stems)
{
	char once[LIMIT_NAME_BYTES + SLIP_LONGEST];
	size_t rest = f->length - at - drop;
	memcpy(once, f->name, at);
	memcpy(once + at, insert, insert_length);
	memcpy(once + at + insert_length, f->name + at + drop, rest);
	struct forming again = *f;
	again.from = at;
	again.scale = scale;
	if (at + insert_length + rest <= LIMIT_NAME_BYTES)
		form_on_stem(&again, once, at + insert_length + rest, "", stems);
}

void form_twice(struct forming *f)
{
	static const char vowels[] = "aeiou";
	/* How often the first slip happens at one place, in comparison: a vowel has four others. */
	enum { OFTEN = MILLION, RARELY = MILLION / 4 };
	if (f->length < 5 || f->length > LONGEST)
		return;
	for (size_t i = 0; i < f->length; i++) {
		char c = f->name[i], next = f->name[i + 1];
		if (c == '-')
			continue;
		if (i > 0 && f->name[i - 1] != c)
			slip_again(f, i, 1, "", 0, OFTEN, STEM_TWICE);
		if (next != c)
			slip_again(f, i, 0, &c, 1, OFTEN, STEM_TWICE);
		char swapped[] = {next, c};
		if (next != '\0' && next != '-' && next != c)
			slip_again(f, i, 2, swapped, 2, OFTEN, STEM_TWICE);
		if (strchr(vowels, c) == NULL)
			continue;
		for (const char *other = vowels; *other != '\0'; other++) {
			if (*other != c)
				slip_again(f, i, 1, other, 1, RARELY, STEM_TWICE);
		}
	}
}

/* The second one behind the first. */
void form_lookalikes_twice(struct forming *f)
{
	const struct exchanges *list = &f->lists->lookalikes;
	for (size_t i = 0; i < f->length && f->length <= LONGEST; i++) {
		int symbol = symbol_of(f->name[i]);
		for (uint32_t e = list->start[symbol]; e < list->start[symbol + 1]; e++) {
			const struct exchange *exchange = &list->all.items[e];
			if (strncmp(f->name + i, exchange->from, exchange->from_length) == 0)
				slip_again(f, i, exchange->from_length, exchange->to,
					exchange->to_length, MILLION, STEM_GLYPHS);
		}
	}
}
