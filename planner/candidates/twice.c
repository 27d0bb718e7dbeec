/* Two slips in one name: `reqest` is requests without u and without s.
 *
 * The first is an omission, a repetition, a transposition or another vowel; the second one of these
 * or a plural, at the same place or behind it: in either order two slips give the same name. */
#include "candidates/generator.h"

#include <string.h>

enum { LONGEST = 24 }; /* of a target: the number of forms grows with the square */

/* The second slip, on the name with DROP characters at AT replaced by INSERT. */
static void slip_again(struct forming *f, size_t at, size_t drop, const char *insert,
	size_t insert_length, uint32_t scale)
{
	char once[LONGEST + 2];
	size_t rest = f->length - at - drop;
	memcpy(once, f->name, at);
	memcpy(once + at, insert, insert_length);
	memcpy(once + at + insert_length, f->name + at + drop, rest);
	struct forming again = *f;
	again.from = at;
	again.scale = scale;
	form_on_stem(&again, once, at + insert_length + rest, "", STEM_TWICE);
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
			slip_again(f, i, 1, "", 0, OFTEN);
		if (next != c)
			slip_again(f, i, 0, &c, 1, OFTEN);
		char swapped[] = {next, c};
		if (next != '\0' && next != '-' && next != c)
			slip_again(f, i, 2, swapped, 2, OFTEN);
		if (strchr(vowels, c) == NULL)
			continue;
		for (const char *other = vowels; *other != '\0'; other++) {
			if (*other != c)
				slip_again(f, i, 1, other, 1, RARELY);
		}
	}
}
