/* A call of a tool, in the form of OpenAI (`function` with `arguments` that are JSON in a text),
 * Anthropic (`input`), OpenAI's own tools (`action`, `code`): what the model wrote into it.
 *
 * Every text among the arguments is a turn; Python where a path among them ends in `.py`, which is
 * then a file that the answer defines. A command beside the list of its words is one line. */
#ifndef CORPUS_TOOL_CALL_H
#define CORPUS_TOOL_CALL_H

#include "corpus/scribe.h"

void tool_call_read(struct scribe *scribe, struct door_value call);

#endif
