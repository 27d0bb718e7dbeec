/* The scribe of a record: writes each text down as a turn of the answer, and knows whose words are
 * heard now.
 *
 * Readers of messages, tool calls and records (message.h, tool_call.h, answer.c) walk down the
 * record, say on the way who speaks from there on, and set it back behind it. */
#ifndef CORPUS_SCRIBE_H
#define CORPUS_SCRIBE_H

#include "corpus/answer.h"

enum voice { VOICE_ASSISTANT, VOICE_QUOTED };

struct scribe {
	struct answer *answer;
	enum voice voice;
	uint32_t choice; /* of several answers to one request, from 0 */
	bool python;     /* the texts are whole files or cells of Python */
	bool spoken;     /* the assistant has spoken: later turns belong to no prompt */
};

/* A turn of whoever speaks now. */
void scribe_turn(struct scribe *scribe, struct door_text text);

/* A turn whose text is put together from several: begin, join any number of texts, end. AT is what
 * scribe_begin() gave. */
size_t scribe_begin(const struct scribe *scribe);
void scribe_join(struct scribe *scribe, struct door_text text);
void scribe_end(struct scribe *scribe, size_t at);

/* Behind the whole record: texts that were put together have stopped moving, their turns learn
 * where they are. */
void scribe_settle(struct scribe *scribe);

#endif
