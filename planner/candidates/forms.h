/* The forms of one target, each kept once: single edits by their number, all others by their name.
 *
 * A single edit is written out when its name is asked for: of most it never is. Memory is kept from
 * target to target. */
#ifndef CANDIDATES_FORMS_H
#define CANDIDATES_FORMS_H

#include "base/memory.h"
#include "candidates/edits.h"

#include <stddef.h>
#include <stdint.h>

#define FORM_UNWRITTEN UINT32_MAX /* an enum's constants end at INT_MAX */

struct formed {
	uint32_t text;  /* where the name begins in `text`; FORM_UNWRITTEN */
	uint32_t hash;  /* of the name, once it is written */
	uint32_t first; /* number + 1 of its first origin; origins are sorted by origin_compare() */
	uint32_t score; /* millionths, after former_rank() */
	uint16_t length;        /* of the name, once it is written */
	uint16_t edit;          /* EDIT_NONE: it is none */
	uint8_t letters, sound; /* of an edit: what its places say, once forming.c has looked */
};

struct forms {
	const char *target; /* canonical, borrowed */
	size_t target_length;
	ARRAY(struct formed) all;
	size_t closed; /* those before are found no more */
	ARRAY(char) text;
	uint32_t *slots; /* number + 1 of those that are no edits, below some bits of the hash */
	size_t slot_count, slot_room, slots_used;
	uint32_t *edits; /* number + 1 of those that are, by edit; 0: none */
	size_t edits_room;
};

/* Forgets all forms, for a new target. */
void forms_begin(struct forms *forms, const char *target, size_t length);
void forms_release(struct forms *forms);

/* From here on, forms that are there already are found no more. */
void forms_close(struct forms *forms);

/* Where the next form is put together: room for LIMIT_NAME_BYTES and FORM_SLACK more. */
char *forms_room(struct forms *forms);

/* The form whose name stands in the room, or that is this edit: new or old; NULL where it is
 * closed, or where there are too many (a million). */
struct formed *forms_find(struct forms *forms, size_t length);
struct formed *forms_find_edit(struct forms *forms, uint16_t edit);

/* The name of a form, ended by NUL, until the next form: written out where it was not. */
const char *forms_name(struct forms *forms, struct formed *formed);

/* The hash of a name, as in struct formed. */
uint32_t forms_hash(const char *name, size_t length);

#endif
