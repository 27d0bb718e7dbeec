/* Texts of a record's members, and what they are. */
#ifndef CORPUS_MEMBER_H
#define CORPUS_MEMBER_H

#include "base/json_door.h"

#include <string.h>

/* The text of the member KEY; false where OBJECT has none, or it is no text. */
static inline bool member_text(struct door_value object, const char *key, struct door_text *out)
{
	struct door_value member;
	return door_member(object, key, &member) && door_text(member, out);
}

static inline bool text_is(struct door_text text, const char *word)
{
	return text.length == strlen(word) && memcmp(text.bytes, word, text.length) == 0;
}

#endif
