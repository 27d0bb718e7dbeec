/* A piece of a transcript, which holds whole records, and the records taken out of it. */
#ifndef CORPUS_PIECE_H
#define CORPUS_PIECE_H

#include "corpus/transcript_form.h"

#include <stdbool.h>
#include <stddef.h>

struct piece {
	char *bytes; /* DOOR_PADDING more may be read */
	size_t length, room;
	size_t line; /* of the first byte, from 1 */
	enum form form;
	bool array;         /* FORM_JSON: elements of an array; commas stand between them */
	size_t at, at_line; /* where piece_next() goes on */
};

struct record {
	const char *bytes; /* borrowed from the piece; no blanks behind it */
	size_t length;
	size_t line;
};

/* The next record; false behind the last one. Empty lines are none. */
bool piece_next(struct piece *piece, struct record *record);
void piece_release(struct piece *piece);

#endif
