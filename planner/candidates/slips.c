/* Slips of the hand that any keyboard gives: a character too few, too many, or in the wrong place.
 */
#include "candidates/generator.h"

#include <string.h>

/* A hyphen left out is the same look-alike form: separators.c has those. */
void form_omissions(struct forming *f)
{
	for (size_t i = 0; i < f->length; i++) {
		if (f->name[i] != '-')
			form_splice(f, i, 1, "", 0, place_of(f, i));
	}
}

void form_repetitions(struct forming *f)
{
	for (size_t i = 0; i < f->length; i++)
		form_splice(f, i, 0, f->name + i, 1, place_of(f, i));
}

void form_overwrites(struct forming *f)
{
	for (size_t i = 0; i + 1 < f->length; i++)
		form_splice(f, i + 1, 1, f->name + i, 1, place_of(f, i + 1));
}

void form_transpositions(struct forming *f)
{
	for (size_t i = 0; i + 1 < f->length; i++) {
		char swapped[] = {f->name[i + 1], f->name[i]};
		form_splice(f, i, 2, swapped, 2, place_of(f, i));
	}
}

void form_moves(struct forming *f)
{
	char form[LIMIT_NAME_BYTES + 1];
	for (size_t from = 0; from < f->length; from++) {
		for (size_t to = 0; to < f->length; to++) {
			if (from == to)
				continue;
			memcpy(form, f->name, f->length);
			if (from < to)
				memmove(form + from, form + from + 1, to - from);
			else
				memmove(form + to + 1, form + to, from - to);
			form[to] = f->name[from];
			form_emit(f, form, f->length, place_of(f, from));
		}
	}
}

void form_substitutions(struct forming *f)
{
	for (size_t i = 0; i < f->length; i++) {
		struct form_place place = place_of(f, i);
		for (int s = 0; s < SYMBOLS; s++) {
			place.character = (uint8_t)character_of(s);
			if (symbols[s] != f->name[i])
				form_splice(f, i, 1, symbols + s, 1, place);
		}
	}
}

/* Inserts every symbol of SET at every place but the two ends, which are `appended` and
 * `prepended`. */
static void insert_inside(struct forming *f, uint64_t set)
{
	for (size_t i = 1; i < f->length; i++) {
		struct form_place place = place_before(f, i);
		for (int s = 0; s < SYMBOLS; s++) {
			place.character = (uint8_t)character_of(s);
			if (set & symbol_bit(s))
				form_splice(f, i, 0, symbols + s, 1, place);
		}
	}
}

void form_insertions(struct forming *f)
{
	insert_inside(f, symbol_bit(SYMBOLS) - 1 - symbol_bit(SYMBOL_HYPHEN));
}

void form_contained(struct forming *f)
{
	insert_inside(f, f->letters);
}

/* The end of the name, and of every word before a hyphen. */
void form_appended(struct forming *f)
{
	for (size_t w = 0; w < f->word_count; w++) {
		size_t end = (size_t)f->words[w].start + f->words[w].length;
		struct form_place place = place_before(f, end);
		for (int s = 0; s < SYMBOL_HYPHEN; s++) {
			place.character = (uint8_t)character_of(s);
			form_splice(f, end, 0, symbols + s, 1, place);
		}
	}
}

void form_prepended(struct forming *f)
{
	for (int s = 0; s < SYMBOL_HYPHEN; s++) {
		struct form_place place = place_before(f, 0);
		place.character = (uint8_t)character_of(s);
		form_splice(f, 0, 0, symbols + s, 1, place);
	}
}
