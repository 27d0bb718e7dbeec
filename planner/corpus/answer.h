/* What a record of a transcript holds: whose words, of which model, to which prompt.
 *
 * Read: plain `{id, model, prompt, response}` (also `prompt_id`, `run`, `completion`, `output`,
 * `answer`, `text`); OpenAI chat completions, their batches and fine-tuning files (`messages`,
 * `choices`, `tool_calls`, `function_call`); OpenAI responses (`output` of messages and function
 * calls); Anthropic messages and their batches (`content` of text and tool_use); ShareGPT
 * (`conversations` of `from` and `value`); notebooks (`cells`). `--text-field a.b.c` names the
 * assistant's text of any other form.
 *
 * Only what the assistant wrote counts, with the arguments of its tool calls. What a user, system
 * or tool said, and what a model thought without saying it, is quoted. */
#ifndef CORPUS_ANSWER_H
#define CORPUS_ANSWER_H

#include "base/date.h"
#include "base/json_door.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct turn {
	struct door_text text;
	bool quoted;
	bool python;     /* a whole file of Python, or a notebook's cell of code */
	uint32_t choice; /* of several answers to one request; quoted turns belong to all */
};

struct joined_turn {
	size_t turn, at, length;
};

/* Borrows from the record and, for what is put together here, from `joined`. */
struct answer {
	struct door_text id;    /* empty: the record has none */
	struct door_text model; /* empty: not said */
	uint64_t prompt;        /* a digest of the prompt; 0: not said */
	date day;               /* DATE_NONE: not said */
	uint32_t choices;       /* at least 1 */
	bool has_answer;        /* the assistant said something */
	ARRAY(struct turn) turns;
	ARRAY(struct door_text) files; /* paths that its tool calls write to */
	/* Texts that were put together, one after another. Turns learn their places at the end: the
	 * bytes move while the record is read. */
	ARRAY(char) joined;
	ARRAY(struct joined_turn) joined_turns;
	/* Arguments of tool calls that are JSON in a text: one parser each, so that all live. */
	ARRAY(struct door_parser *) parsers;
	size_t parsers_used;
	ARRAY(char) padded;
	char number[24]; /* an id that is a number, as text */
};

struct field_path; /* of --text-field; without keys: forms are recognised */

/* Empties ANSWER and fills it from RECORD. */
void answer_read(struct answer *answer, struct door_value record, const struct field_path *path);
void answer_clear(struct answer *answer);
void answer_release(struct answer *answer);

#endif
