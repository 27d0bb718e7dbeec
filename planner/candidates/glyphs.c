/* Names that look or sound alike: another vowel, a character that resembles. */
#include "candidates/generator.h"

#include <string.h>

static const char vowels[] = "aeiouy";

void form_vowels(struct forming *f)
{
	for (size_t i = 0; i < f->length; i++) {
		if (strchr(vowels, f->name[i]) == NULL)
			continue;
		for (const char *other = vowels; *other != '\0'; other++) {
			if (*other != f->name[i])
				form_splice(f, i, 1, other, 1, place_of(f, i));
		}
	}
}

/* Every occurrence of one vowel becomes another; where it stands once, that is `vowel`. */
void form_all_vowels(struct forming *f)
{
	for (const char *old = vowels; *old != '\0'; old++) {
		const char *first = strchr(f->name, *old);
		if (first == NULL || strchr(first + 1, *old) == NULL)
			continue;
		for (const char *other = vowels; *other != '\0'; other++) {
			if (other == old)
				continue;
			char form[LIMIT_NAME_BYTES + 1];
			for (size_t i = 0; i < f->length; i++)
				form[i] = f->name[i] == *old ? *other : f->name[i];
			form_emit(f, form, f->length, (struct form_place){.where = WHERE_INNER});
		}
	}
}

void form_lookalikes(struct forming *f)
{
	const struct exchanges *list = &f->lists->lookalikes;
	for (size_t i = 0; i < f->length; i++) {
		int symbol = symbol_of(f->name[i]);
		for (uint32_t e = list->start[symbol]; e < list->start[symbol + 1]; e++) {
			const struct exchange *exchange = &list->all.items[e];
			if (strncmp(f->name + i, exchange->from, exchange->from_length) == 0)
				form_splice(f, i, exchange->from_length, exchange->to,
					exchange->to_length, place_of(f, i));
		}
	}
}
