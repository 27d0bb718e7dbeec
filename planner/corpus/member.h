/* Texts of a record's members, and what they are. */
#ifndef CORPUS_MEMBER_H
#define CORPUS_MEMBER_H

#include "base/json_door.h"

/* The text of the member KEY; false where OBJECT has none, or it is no text. */
static inline bool member_text(struct door_value object, const char *key, struct door_text *out)
{
	struct door_value member;
	return door_member(object, key, &member) && door_text(member, out);
}

#endif
