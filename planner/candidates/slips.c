/* Slips of the finger and of the eye: one character wrong, missing, too many or in another place.
 */
#include "candidates/facts.h"
#include "candidates/generator.h"

#include <string.h>

static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

enum { ROOM = LIMIT_NAME_BYTES + 32, ONE = 1000 };

void form_omission(struct forms *forms, const char *name, size_t length)
{
	char form[ROOM];
	for (size_t i = 0; i < length; i++) {
		memcpy(form, name, i);
		memcpy(form + i, name + i + 1, length - i - 1);
		forms_add(forms, form, length - 1, place_of(name, length, i), ONE);
	}
}

/* NAME with CHARACTER put in before place AT. */
static void insert(struct forms *forms, const char *name, size_t length, size_t at, char character)
{
	char form[ROOM];
	memcpy(form, name, at);
	form[at] = character;
	memcpy(form + at + 1, name + at, length - at);
	enum place_in_name place = at == 0        ? PLACE_FIRST
				   : at == length ? PLACE_LAST
						  : place_of(name, length, at);
	forms_add(forms, form, length + 1, place == PLACE_LAST && at < length ? PLACE_INNER : place,
		ONE);
}

/* NAME with character AT replaced. */
static void replace(struct forms *forms, const char *name, size_t length, size_t at, char character)
{
	char form[ROOM];
	memcpy(form, name, length);
	form[at] = character;
	forms_add(forms, form, length, place_of(name, length, at), ONE);
}

void form_repetition(struct forms *forms, const char *name, size_t length)
{
	for (size_t i = 0; i < length; i++)
		insert(forms, name, length, i + 1, name[i]);
}

void form_transposition(struct forms *forms, const char *name, size_t length)
{
	char form[ROOM];
	memcpy(form, name, length);
	for (size_t i = 0; i + 1 < length; i++) {
		form[i] = name[i + 1];
		form[i + 1] = name[i];
		forms_add(forms, form, length, place_of(name, length, i + (i > 0)), ONE);
		form[i] = name[i];
		form[i + 1] = name[i + 1];
	}
}

void form_keyboard(struct forms *forms, const char *name, size_t length)
{
	const struct facts *facts = forms_facts(forms);
	for (size_t i = 0; i < length; i++) {
		for (const char *key = facts->qwerty[(unsigned char)name[i]]; *key != '\0'; key++)
			replace(forms, name, length, i, *key);
	}
}

void form_foreign_keyboard(struct forms *forms, const char *name, size_t length)
{
	const struct facts *facts = forms_facts(forms);
	for (size_t i = 0; i < length; i++) {
		for (const char *key = facts->foreign[(unsigned char)name[i]]; *key != '\0'; key++)
			replace(forms, name, length, i, *key);
	}
}

void form_substitution(struct forms *forms, const char *name, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		for (const char *c = alphabet; *c != '\0'; c++) {
			if (*c != name[i])
				replace(forms, name, length, i, *c);
		}
	}
}

void form_vowel(struct forms *forms, const char *name, size_t length)
{
	static const char vowels[] = "aeiouy";
	for (size_t i = 0; i < length; i++) {
		if (strchr(vowels, name[i]) == NULL)
			continue;
		for (const char *vowel = vowels; *vowel != '\0'; vowel++) {
			if (*vowel != name[i])
				replace(forms, name, length, i, *vowel);
		}
	}
}

void form_look_alike(struct forms *forms, const char *name, size_t length)
{
	const struct facts *facts = forms_facts(forms);
	char form[ROOM];
	for (size_t row = 0; row < facts->look_alikes.count; row++) {
		const char *from = facts->look_alikes.rows[row].columns[0];
		const char *to = facts->look_alikes.rows[row].columns[1];
		size_t from_size = strlen(from), to_size = strlen(to);
		for (size_t i = 0; i + from_size <= length; i++) {
			if (memcmp(name + i, from, from_size) != 0)
				continue;
			memcpy(form, name, i);
			memcpy(form + i, to, to_size);
			memcpy(form + i + to_size, name + i + from_size, length - i - from_size);
			forms_add(forms, form, length - from_size + to_size,
				place_of(name, length, i), ONE);
		}
	}
}

void form_double_hit(struct forms *forms, const char *name, size_t length)
{
	const struct facts *facts = forms_facts(forms);
	char form[ROOM];
	for (size_t i = 0; i + 1 < length; i++) {
		if (name[i] != name[i + 1])
			continue;
		memcpy(form, name, length);
		for (const char *key = facts->qwerty[(unsigned char)name[i]]; *key != '\0'; key++) {
			form[i] = form[i + 1] = *key;
			forms_add(forms, form, length, PLACE_DOUBLED, ONE);
		}
	}
}

void form_bit_flip(struct forms *forms, const char *name, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		for (unsigned bit = 0; bit < 7; bit++) {
			char flipped = (char)(name[i] ^ (char)(1u << bit));
			if (flipped != '\0' && strchr(alphabet, flipped) != NULL)
				replace(forms, name, length, i, flipped);
		}
	}
}

void form_overwrite(struct forms *forms, const char *name, size_t length)
{
	for (size_t i = 0; i + 1 < length; i++) {
		if (name[i] != name[i + 1])
			replace(forms, name, length, i + 1, name[i]);
	}
}

void form_move(struct forms *forms, const char *name, size_t length)
{
	char rest[ROOM], form[ROOM];
	for (size_t from = 0; from < length; from++) {
		memcpy(rest, name, from);
		memcpy(rest + from, name + from + 1, length - from - 1);
		for (size_t to = 0; to < length; to++) {
			if (to == from)
				continue;
			memcpy(form, rest, to);
			form[to] = name[from];
			memcpy(form + to + 1, rest + to, length - 1 - to);
			forms_add(forms, form, length, place_of(name, length, from), ONE);
		}
	}
}

void form_key_insertion(struct forms *forms, const char *name, size_t length)
{
	const struct facts *facts = forms_facts(forms);
	for (size_t i = 0; i < length; i++) {
		for (const char *key = facts->qwerty[(unsigned char)name[i]]; *key != '\0'; key++) {
			insert(forms, name, length, i, *key);
			insert(forms, name, length, i + 1, *key);
		}
	}
}

void form_contained_insertion(struct forms *forms, const char *name, size_t length)
{
	for (const char *c = alphabet; *c != '\0'; c++) {
		if (memchr(name, *c, length) == NULL)
			continue;
		for (size_t i = 0; i <= length; i++)
			insert(forms, name, length, i, *c);
	}
}

void form_insertion(struct forms *forms, const char *name, size_t length)
{
	for (size_t i = 0; i <= length; i++) {
		for (const char *c = alphabet; *c != '\0'; c++)
			insert(forms, name, length, i, *c);
	}
}

void form_appended(struct forms *forms, const char *name, size_t length)
{
	for (const char *c = alphabet; *c != '\0'; c++)
		insert(forms, name, length, length, *c);
}

void form_prepended(struct forms *forms, const char *name, size_t length)
{
	for (const char *c = alphabet; *c != '\0'; c++)
		insert(forms, name, length, 0, *c);
}
