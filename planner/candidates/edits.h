/* Single edits of a target: one character left out, replaced or put in.
 *
 * Most of the forms of a name are, and most of them are formed by several generators. Place and
 * symbol give each a number, so that one is found again without being written out. A form has one
 * number, however it came about: of a run of equal characters the last place counts. Pure. */
#ifndef CANDIDATES_EDITS_H
#define CANDIDATES_EDITS_H

#include "candidates/lists.h"

#include <stddef.h>
#include <stdint.h>

enum {
	/* At each place: its character left out, replaced by any symbol, any symbol before it. */
	EDITS_AT_PLACE = 1 + 2 * SYMBOLS,
	EDIT_NONE = UINT16_MAX, /* the form is no single edit */
};

/* How many edits a target of this length has, and one more number than the last. */
static inline size_t edits_count(size_t length)
{
	return (length + 1) * EDITS_AT_PLACE;
}

/* The edit that replaces DROP characters at AT, 0 or 1, by INSERT_LENGTH others, 0 or 1; not the
 * same character again, nor none by none. */
static inline uint16_t edit_of_splice(const char *target, size_t length, size_t at, size_t drop,
	const char *insert, size_t insert_length)
{
	if (drop != insert_length) {
		char run = drop ? target[at] : *insert;
		while (at + drop < length && target[at + drop] == run)
			at++;
	}
	size_t edit = insert_length ? 1 + drop * SYMBOLS + (size_t)symbol_of(*insert) : 0;
	return (uint16_t)(at * EDITS_AT_PLACE + edit);
}

/* The edit that turns the target into FORM; EDIT_NONE where none does, or they are the same. */
uint16_t edit_of_form(const char *target, size_t length, const char *form, size_t form_length);

/* Writes the edited target to OUT, and a NUL; returns its length. */
size_t edit_write(uint16_t edit, const char *target, size_t length, char *out);

#endif
