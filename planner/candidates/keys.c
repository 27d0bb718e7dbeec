/* Slips of the finger to a neighbouring key, and of the machine to a neighbouring bit. */
#include "candidates/generator.h"

/* Calls form_splice for every neighbour on any keyboard of the symbol at KEY, put COPIES times. */
static void put_neighbours(struct forming *f, size_t key, size_t at, size_t drop, size_t copies,
	struct form_place place)
{
	int old = symbol_of(f->name[key]);
	for (int s = 0; s < SYMBOLS; s++) {
		if ((f->lists->near[old] & symbol_bit(s)) == 0)
			continue;
		char insert[] = {symbols[s], symbols[s]};
		bool qwerty = (f->lists->near_qwerty[old] & symbol_bit(s)) != 0;
		place.keys = qwerty ? KEYS_QWERTY : KEYS_OTHER;
		place.character = (uint8_t)character_of(s);
		form_splice(f, at, drop, insert, copies, place);
	}
}

void form_keyboard(struct forming *f)
{
	for (size_t i = 0; i < f->length; i++)
		put_neighbours(f, i, i, 1, 1, place_of(f, i));
}

void form_key_insertions(struct forming *f)
{
	for (size_t i = 0; i < f->length; i++) {
		put_neighbours(f, i, i, 0, 1, place_before(f, i));
		put_neighbours(f, i, i + 1, 0, 1, place_before(f, i + 1));
	}
}

void form_double_hits(struct forming *f)
{
	for (size_t i = 0; i + 1 < f->length; i++) {
		if (f->name[i] == f->name[i + 1])
			put_neighbours(f, i, i, 2, 2, place_of(f, i));
	}
}

/* One bit of one byte, where a symbol of names comes out; an upper-case letter is the same name. */
void form_bit_flips(struct forming *f)
{
	for (size_t i = 0; i < f->length; i++) {
		for (int bit = 0; bit < 8; bit++) {
			char flipped = (char)(f->name[i] ^ 1 << bit);
			if (symbol_of(flipped) >= 0)
				form_splice(f, i, 1, &flipped, 1, place_of(f, i));
		}
	}
}
