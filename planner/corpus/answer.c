/* What a record of a transcript holds. */
#include "corpus/answer.h"
#include "base/intern.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT_PARSERS = 16 }; /* from record to record */

enum voice { VOICE_ASSISTANT, VOICE_QUOTED };

/* A walk through one record. */
struct reading {
	struct answer *answer;
	enum voice voice;
	uint32_t choice;
	bool python;
	bool spoken; /* the assistant has spoken: later turns belong to no prompt */
	const struct field_path *path;
};

void answer_clear(struct answer *answer)
{
	answer->id = answer->model = (struct door_text){"", 0};
	answer->prompt = 0;
	answer->day = DATE_NONE;
	answer->choices = 1;
	answer->has_answer = false;
	answer->turns.count = answer->files.count = 0;
	answer->joined.count = answer->joined_turns.count = 0;
	while (answer->parsers.count > KEPT_PARSERS)
		door_free(answer->parsers.items[--answer->parsers.count]);
	answer->parsers_used = 0;
}

void answer_release(struct answer *answer)
{
	array_release(&answer->turns);
	array_release(&answer->files);
	array_release(&answer->joined);
	array_release(&answer->joined_turns);
	array_release(&answer->padded);
	while (answer->parsers.count > 0)
		door_free(answer->parsers.items[--answer->parsers.count]);
	array_release(&answer->parsers);
}

static bool ends_with(struct door_text text, const char *tail)
{
	size_t length = strlen(tail);
	return text.length >= length &&
	       memcmp(text.bytes + text.length - length, tail, length) == 0;
}

static bool text_of(struct door_value object, const char *key, struct door_text *out)
{
	struct door_value member;
	return door_member(object, key, &member) && door_text(member, out);
}

/* ---- turns ---- */

/* The prompt is told by what was said before the first answer, wherever no id tells it. */
static void add_to_prompt(struct reading *reading, struct door_text text)
{
	if (reading->voice != VOICE_QUOTED || reading->spoken)
		return;
	uint64_t digest = hash_bytes(text.bytes, text.length);
	reading->answer->prompt = (reading->answer->prompt ^ digest) * UINT64_C(0x9E3779B97F4A7C15);
}

static void add_turn(struct reading *reading, struct door_text text)
{
	struct answer *answer = reading->answer;
	bool quoted = reading->voice == VOICE_QUOTED;
	add_to_prompt(reading, text);
	if (!quoted) {
		reading->spoken = true;
		answer->has_answer = true;
	}
	*array_add(&answer->turns) = (struct turn){.text = text,
		.quoted = quoted,
		.python = reading->python,
		.choice = quoted ? 0 : reading->choice};
}

static void join_bytes(struct answer *answer, struct door_text text)
{
	answer->joined.items = memory_grow(answer->joined.items, &answer->joined.room,
		answer->joined.count + text.length, sizeof *answer->joined.items);
	memcpy(answer->joined.items + answer->joined.count, text.bytes, text.length);
	answer->joined.count += text.length;
}

/* A turn whose text is put together from AT on. */
static void add_joined(struct reading *reading, size_t at)
{
	struct answer *answer = reading->answer;
	add_turn(reading, (struct door_text){"", 0});
	*array_add(&answer->joined_turns) =
		(struct joined_turn){answer->turns.count - 1, at, answer->joined.count - at};
}

/* ---- tool calls ---- */

static bool ends_in_py(struct door_text path)
{
	return path.length > 3 && memcmp(path.bytes + path.length - 3, ".py", 3) == 0;
}

/* The path among a tool's arguments, where it names one. */
static bool path_of(struct door_value arguments, struct door_text *path)
{
	static const char *const keys[] = {
		"path", "file_path", "filename", "file", "notebook_path", "target_file"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (text_of(arguments, keys[i], path))
			return true;
	}
	return false;
}

struct join {
	struct answer *answer;
	bool any;
};

static void join_word(void *context, struct door_text key, struct door_value value)
{
	struct join *join = context;
	struct door_text text;
	(void)key;
	if (!door_text(value, &text))
		return;
	if (join->any)
		join_bytes(join->answer, (struct door_text){" ", 1});
	join_bytes(join->answer, text);
	join->any = true;
}

static void join_line(void *context, struct door_text key, struct door_value value)
{
	struct door_text text;
	(void)key;
	if (door_text(value, &text))
		join_bytes(context, text);
}

/* `{"command": "uvx", "args": ["name"]}` as the line `uvx name`. */
static void add_command_line(struct reading *reading, struct door_value arguments)
{
	struct door_value command, words;
	if (!door_member(arguments, "command", &command))
		return;
	bool is_list = door_type(command) == DOOR_LIST;
	if (!is_list && !door_member(arguments, "args", &words))
		return;
	size_t at = reading->answer->joined.count;
	struct join join = {reading->answer, false};
	if (is_list) {
		door_each(command, join_word, &join);
	} else {
		join_word(&join, (struct door_text){"", 0}, command);
		door_each(words, join_word, &join);
	}
	add_joined(reading, at);
}

static void read_arguments(struct reading *reading, struct door_value arguments);

static void read_argument(void *context, struct door_text key, struct door_value value)
{
	struct reading *reading = context;
	struct door_text text;
	(void)key;
	if (door_text(value, &text))
		add_turn(reading, text);
	else
		read_arguments(reading, value);
}

/* Every text among the arguments of a tool call; Python where they name a file of it. */
static void read_arguments(struct reading *reading, struct door_value arguments)
{
	struct door_text path;
	bool before = reading->python;
	if (path_of(arguments, &path) && ends_in_py(path)) {
		*array_add(&reading->answer->files) = path;
		reading->python = true;
	}
	add_command_line(reading, arguments);
	door_each(arguments, read_argument, reading);
	reading->python = before;
}

/* A parser that no other call of this record uses; NULL past LIMIT_TOOL_CALLS. */
static struct door_parser *fresh_parser(struct answer *answer)
{
	if (answer->parsers_used == LIMIT_TOOL_CALLS)
		return NULL;
	if (answer->parsers_used == answer->parsers.count)
		*array_add(&answer->parsers) = door_new(LIMIT_JSON_DEPTH);
	return answer->parsers.items[answer->parsers_used++];
}

/* Arguments that are JSON in a text; what is no JSON is read as it is. */
static void add_json_text(struct reading *reading, struct door_text text)
{
	struct answer *answer = reading->answer;
	struct door_parser *parser = fresh_parser(answer);
	struct door_value arguments;
	answer->padded.items = memory_grow(answer->padded.items, &answer->padded.room,
		text.length + DOOR_PADDING, sizeof *answer->padded.items);
	memcpy(answer->padded.items, text.bytes, text.length);
	memset(answer->padded.items + text.length, 0, DOOR_PADDING);
	if (parser != NULL &&
		door_read(parser, answer->padded.items, text.length, &arguments) == NULL &&
		door_type(arguments) == DOOR_OBJECT)
		read_arguments(reading, arguments);
	else
		add_turn(reading, text);
}

static void read_call(struct reading *reading, struct door_value call)
{
	struct door_value function, arguments;
	struct door_text text;
	if (door_member(call, "function", &function))
		call = function;
	bool runs = door_member(call, "code", &arguments) && door_text(arguments, &text);
	if (runs) {
		bool before = reading->python;
		reading->python = true;
		add_turn(reading, text);
		reading->python = before;
		return;
	}
	if (!door_member(call, "arguments", &arguments) &&
		!door_member(call, "input", &arguments) && !door_member(call, "action", &arguments))
		return;
	if (door_text(arguments, &text))
		add_json_text(reading, text);
	else
		read_arguments(reading, arguments);
}

static void visit_call(void *context, struct door_text key, struct door_value value)
{
	(void)key;
	read_call(context, value);
}

/* ---- messages ---- */

static void read_content(struct reading *reading, struct door_value content);

/* A part of a message: text, a call of a tool, its result, a thought. */
static void read_part(struct reading *reading, struct door_value part)
{
	static const char *const texts[] = {
		"text", "value", "content", "thinking", "refusal", "summary", "output"};
	struct door_text type = {"", 0}, text;
	struct door_value inner;
	text_of(part, "type", &type);
	if (ends_with(type, "_use") || ends_with(type, "_call")) {
		read_call(reading, part);
		return;
	}
	enum voice before = reading->voice;
	if (ends_with(type, "_result") || ends_with(type, "_output") ||
		door_text_is(type, "thinking") || door_text_is(type, "reasoning"))
		reading->voice = VOICE_QUOTED;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (!door_member(part, texts[i], &inner))
			continue;
		if (door_text(inner, &text))
			add_turn(reading, text);
		else
			read_content(reading, inner);
		break;
	}
	reading->voice = before;
}

static void visit_part(void *context, struct door_text key, struct door_value value)
{
	struct door_text text;
	(void)key;
	if (door_text(value, &text))
		add_turn(context, text);
	else if (door_type(value) == DOOR_OBJECT)
		read_part(context, value);
}

static void read_content(struct reading *reading, struct door_value content)
{
	struct door_text text;
	if (door_text(content, &text))
		add_turn(reading, text);
	else if (door_type(content) == DOOR_LIST)
		door_each(content, visit_part, reading);
	else if (door_type(content) == DOOR_OBJECT)
		read_part(reading, content);
}

static enum voice voice_of(struct door_text role)
{
	return door_text_is(role, "assistant") || door_text_is(role, "model") ||
			       door_text_is(role, "gpt") || door_text_is(role, "bot") ||
			       door_text_is(role, "ai")
		       ? VOICE_ASSISTANT
		       : VOICE_QUOTED;
}

/* `{role, content, tool_calls}` or `{from, value}`. */
static bool read_message(struct reading *reading, struct door_value message)
{
	struct door_text role;
	struct door_value content, calls;
	if (!text_of(message, "role", &role) && !text_of(message, "from", &role))
		return false;
	enum voice before = reading->voice;
	reading->voice = voice_of(role);
	if (door_member(message, "content", &content) || door_member(message, "value", &content) ||
		door_member(message, "parts", &content))
		read_content(reading, content);
	if (door_member(message, "tool_calls", &calls))
		door_each(calls, visit_call, reading);
	if (door_member(message, "function_call", &calls))
		read_call(reading, calls);
	reading->voice = before;
	return true;
}

/* An item of a list of messages: a message, or one of OpenAI's items without a role. */
static void visit_message(void *context, struct door_text key, struct door_value value)
{
	struct reading *reading = context;
	(void)key;
	if (!read_message(reading, value))
		read_content(reading, value);
}

static void visit_choice(void *context, struct door_text key, struct door_value value)
{
	struct reading *reading = context;
	struct door_value inner;
	(void)key;
	if (reading->choice >= LIMIT_CHOICES)
		return;
	reading->voice = VOICE_ASSISTANT;
	if (door_member(value, "message", &inner))
		read_message(reading, inner);
	else if (door_member(value, "text", &inner))
		read_content(reading, inner);
	reading->choice++;
	reading->answer->choices = reading->choice;
}

static void visit_cell(void *context, struct door_text key, struct door_value value)
{
	struct reading *reading = context;
	struct door_text type = {"", 0};
	struct door_value source;
	(void)key;
	text_of(value, "cell_type", &type);
	if (!door_member(value, "source", &source) && !door_member(value, "input", &source))
		return;
	reading->python = door_text_is(type, "code");
	if (door_type(source) == DOOR_LIST) {
		/* A line an element: one text. */
		size_t at = reading->answer->joined.count;
		door_each(source, join_line, reading->answer);
		add_joined(reading, at);
	} else {
		read_content(reading, source);
	}
	reading->python = false;
}

/* ---- the record ---- */

static void read_number_or_text(
	struct answer *answer, struct door_value value, struct door_text *out)
{
	int64_t number;
	if (door_text(value, out) || !door_integer(value, &number))
		return;
	int length = snprintf(answer->number, sizeof answer->number, "%lld", (long long)number);
	*out = (struct door_text){answer->number, (size_t)length};
}

static void read_id(struct answer *answer, struct door_value record)
{
	static const char *const keys[] = {"id", "custom_id", "record_id", "uuid", "_id"};
	struct door_value value;
	for (size_t i = 0; i < sizeof keys / sizeof *keys && answer->id.length == 0; i++) {
		if (door_member(record, keys[i], &value))
			read_number_or_text(answer, value, &answer->id);
	}
}

static void read_day(struct answer *answer, struct door_value record)
{
	static const char *const keys[] = {"created", "created_at", "timestamp", "date", "time"};
	struct door_value value;
	struct door_text text;
	int64_t seconds;
	for (size_t i = 0; i < sizeof keys / sizeof *keys && answer->day == DATE_NONE; i++) {
		if (!door_member(record, keys[i], &value))
			continue;
		char day[DATE_TEXT_BYTES] = "";
		if (door_text(value, &text) && text.length >= sizeof day - 1) {
			memcpy(day, text.bytes, sizeof day - 1);
			if (!date_parse(day, &answer->day))
				answer->day = DATE_NONE;
		} else if (door_integer(value, &seconds) && seconds > 0 &&
			   seconds < INT64_C(253402300800)) {
			answer->day = date_of_seconds(seconds);
		}
	}
}

/* An id of the prompt outranks its text. */
static void read_prompt_id(struct answer *answer, struct door_value record)
{
	static const char *const keys[] = {"prompt_id", "task_id", "question_id"};
	struct door_value value;
	char kept[sizeof answer->number];
	memcpy(kept, answer->number, sizeof kept);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct door_text text = {"", 0};
		if (!door_member(record, keys[i], &value))
			continue;
		read_number_or_text(answer, value, &text);
		if (text.length > 0) {
			answer->prompt = hash_bytes(text.bytes, text.length);
			break;
		}
	}
	memcpy(answer->number, kept, sizeof kept);
}

static void read_record(struct reading *reading, struct door_value record);

/* Members that hold what was asked, then those that hold what was answered. */
static void read_members(struct reading *reading, struct door_value record)
{
	static const char *const asked[] = {
		"system", "prompt", "instruction", "question", "input", "context"};
	static const char *const answered[] = {
		"response", "completion", "output", "answer", "generation"};
	struct door_value value;
	reading->voice = VOICE_QUOTED;
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		if (!door_member(record, asked[i], &value))
			continue;
		if (door_type(value) == DOOR_LIST)
			door_each(value, visit_message, reading);
		else if (door_type(value) == DOOR_TEXT)
			read_content(reading, value);
	}
	reading->voice = VOICE_ASSISTANT;
	for (size_t i = 0; i < sizeof answered / sizeof *answered; i++) {
		if (!door_member(record, answered[i], &value))
			continue;
		if (door_type(value) == DOOR_OBJECT)
			read_record(reading, value);
		else if (door_type(value) == DOOR_LIST)
			door_each(value, visit_message, reading);
		else
			read_content(reading, value);
	}
}

static void read_record(struct reading *reading, struct door_value record)
{
	struct answer *answer = reading->answer;
	struct door_value value;
	if (answer->model.length == 0)
		text_of(record, "model", &answer->model);
	read_day(answer, record);
	if (door_member(record, "messages", &value) ||
		door_member(record, "conversations", &value) ||
		door_member(record, "conversation", &value)) {
		reading->voice = VOICE_QUOTED;
		door_each(value, visit_message, reading);
	}
	read_members(reading, record);
	if (door_member(record, "choices", &value))
		door_each(value, visit_choice, reading);
	if (door_member(record, "cells", &value)) {
		reading->voice = VOICE_ASSISTANT;
		door_each(value, visit_cell, reading);
	}
	/* Envelopes: of batches, and of logs of agents. */
	static const char *const inner[] = {"body", "message", "result", "request"};
	for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
		if (door_member(record, inner[i], &value) && door_type(value) == DOOR_OBJECT)
			read_record(reading, value);
	}
	read_message(reading, record);
}

/* ---- --text-field ---- */

bool field_path_read(struct field_path *path, const char *text)
{
	*path = (struct field_path){.bytes = memory_copy(text, strlen(text))};
	for (char *at = path->bytes; at != NULL;) {
		char *dot = strchr(at, '.');
		if (dot != NULL)
			*dot++ = '\0';
		if (*at == '\0' || path->count == sizeof path->keys / sizeof *path->keys)
			return false;
		path->keys[path->count++] = at;
		at = dot;
	}
	return true;
}

void field_path_release(struct field_path *path)
{
	free(path->bytes);
	*path = (struct field_path){0};
}

struct field_walk {
	struct reading *reading;
	size_t depth;
};

/* Lists on the way are gone through: `choices.message.content`. */
static void walk_field(void *context, struct door_text key, struct door_value value)
{
	struct field_walk walk = *(struct field_walk *)context;
	struct door_value member;
	(void)key;
	if (door_type(value) == DOOR_LIST)
		door_each(value, walk_field, &walk);
	else if (walk.depth == walk.reading->path->count)
		read_content(walk.reading, value);
	else if (door_member(value, walk.reading->path->keys[walk.depth], &member)) {
		walk.depth++;
		walk_field(&walk, key, member);
	}
}

/* Texts that were put together have stopped moving. */
static void settle(struct answer *answer)
{
	for (size_t i = 0; i < answer->joined_turns.count; i++) {
		const struct joined_turn *joined = &answer->joined_turns.items[i];
		answer->turns.items[joined->turn].text =
			(struct door_text){answer->joined.items + joined->at, joined->length};
	}
}

void answer_read(struct answer *answer, struct door_value record, const struct field_path *path)
{
	struct reading reading = {.answer = answer, .path = path};
	answer_clear(answer);
	if (path->count > 0) {
		struct field_walk walk = {&reading, 0};
		text_of(record, "model", &answer->model);
		read_day(answer, record);
		walk_field(&walk, (struct door_text){"", 0}, record);
	} else {
		read_record(&reading, record);
	}
	struct door_value text;
	if (!answer->has_answer && path->count == 0 && door_member(record, "text", &text)) {
		reading.voice = VOICE_ASSISTANT;
		read_content(&reading, text);
	}
	read_id(answer, record);
	read_prompt_id(answer, record);
	settle(answer);
}
