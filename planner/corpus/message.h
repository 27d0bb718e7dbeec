/* Messages, and their contents: texts, lists of parts, one part in another. */
#ifndef CORPUS_MESSAGE_H
#define CORPUS_MESSAGE_H

#include "corpus/scribe.h"

/* `{role, content, tool_calls}` or `{from, value}`, in the voice of its role; false where it has
 * none: then nothing was read. */
bool message_read(struct scribe *scribe, struct door_value message);

/* Each of a list: a message, or one of OpenAI's items without a role. */
void messages_read(struct scribe *scribe, struct door_value list);

/* A text, a part or a list of parts, in the voice of whoever speaks now; but results of tools, and
 * what was thought without being said, are quoted. */
void content_read(struct scribe *scribe, struct door_value content);

#endif
