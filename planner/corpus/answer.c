/* What a record of a transcript holds. */
#include "corpus/answer.h"
#include "base/intern.h"
#include "base/limits.h"
#include "corpus/field_path.h"
#include "corpus/member.h"
#include "corpus/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT_PARSERS = 16 }; /* from record to record */

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

/* ---- who, when, to which prompt ---- */

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

/* ---- answers ---- */

static void visit_choice(void *context, struct door_text key, struct door_value value)
{
	struct scribe *scribe = context;
	struct door_value inner;
	(void)key;
	if (scribe->choice >= LIMIT_CHOICES)
		return;
	scribe->voice = VOICE_ASSISTANT;
	if (door_member(value, "message", &inner))
		message_read(scribe, inner);
	else if (door_member(value, "text", &inner))
		content_read(scribe, inner);
	scribe->choice++;
	scribe->answer->choices = scribe->choice;
}

static void join_line(void *context, struct door_text key, struct door_value value)
{
	struct door_text text;
	(void)key;
	if (door_text(value, &text))
		scribe_join(context, text);
}

static void visit_cell(void *context, struct door_text key, struct door_value value)
{
	struct scribe *scribe = context;
	struct door_text type = {"", 0};
	struct door_value source;
	(void)key;
	member_text(value, "cell_type", &type);
	if (!door_member(value, "source", &source) && !door_member(value, "input", &source))
		return;
	scribe->python = door_text_is(type, "code");
	if (door_type(source) == DOOR_LIST) {
		/* A line an element: one text. */
		size_t at = scribe_begin(scribe);
		door_each(source, join_line, scribe);
		scribe_end(scribe, at);
	} else {
		content_read(scribe, source);
	}
	scribe->python = false;
}

/* ---- the record ---- */

static void read_record(struct scribe *scribe, struct door_value record);

/* Members that hold what was asked, then those that hold what was answered. */
static void read_members(struct scribe *scribe, struct door_value record)
{
	static const char *const asked[] = {
		"system", "prompt", "instruction", "question", "input", "context"};
	static const char *const answered[] = {
		"response", "completion", "output", "answer", "generation"};
	struct door_value value;
	scribe->voice = VOICE_QUOTED;
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		if (!door_member(record, asked[i], &value))
			continue;
		if (door_type(value) == DOOR_LIST)
			messages_read(scribe, value);
		else if (door_type(value) == DOOR_TEXT)
			content_read(scribe, value);
	}
	scribe->voice = VOICE_ASSISTANT;
	for (size_t i = 0; i < sizeof answered / sizeof *answered; i++) {
		if (!door_member(record, answered[i], &value))
			continue;
		if (door_type(value) == DOOR_OBJECT)
			read_record(scribe, value);
		else if (door_type(value) == DOOR_LIST)
			messages_read(scribe, value);
		else
			content_read(scribe, value);
	}
}

static void read_record(struct scribe *scribe, struct door_value record)
{
	struct answer *answer = scribe->answer;
	struct door_value value;
	if (answer->model.length == 0)
		member_text(record, "model", &answer->model);
	read_day(answer, record);
	if (door_member(record, "messages", &value) ||
		door_member(record, "conversations", &value) ||
		door_member(record, "conversation", &value)) {
		scribe->voice = VOICE_QUOTED;
		messages_read(scribe, value);
	}
	read_members(scribe, record);
	if (door_member(record, "choices", &value))
		door_each(value, visit_choice, scribe);
	if (door_member(record, "cells", &value)) {
		scribe->voice = VOICE_ASSISTANT;
		door_each(value, visit_cell, scribe);
	}
	/* Envelopes: of batches, and of logs of agents. */
	static const char *const inner[] = {"body", "message", "result", "request"};
	for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
		if (door_member(record, inner[i], &value) && door_type(value) == DOOR_OBJECT)
			read_record(scribe, value);
	}
	message_read(scribe, record);
}

static void visit_content(void *context, struct door_text key, struct door_value value)
{
	(void)key;
	content_read(context, value);
}

void answer_read(struct answer *answer, struct door_value record, const struct field_path *path)
{
	struct scribe scribe = {.answer = answer};
	answer_clear(answer);
	if (path->count > 0) {
		member_text(record, "model", &answer->model);
		read_day(answer, record);
		field_path_each(path, record, visit_content, &scribe);
	} else {
		read_record(&scribe, record);
	}
	struct door_value text;
	if (!answer->has_answer && path->count == 0 && door_member(record, "text", &text)) {
		scribe.voice = VOICE_ASSISTANT;
		content_read(&scribe, text);
	}
	read_id(answer, record);
	read_prompt_id(answer, record);
	scribe_settle(&scribe);
}
