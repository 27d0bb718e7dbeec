/* Messages, and their contents. */
#include "corpus/message.h"
#include "corpus/member.h"
#include "corpus/tool_call.h"

#include <string.h>

static bool ends_with(struct door_text text, const char *tail)
{
	size_t length = strlen(tail);
	return text.length >= length &&
	       memcmp(text.bytes + text.length - length, tail, length) == 0;
}

/* A part of a message: text, a call of a tool, its result, a thought. */
static void read_part(struct scribe *scribe, struct door_value part)
{
	static const char *const texts[] = {
		"text", "value", "content", "thinking", "refusal", "summary", "output"};
	struct door_text type = {"", 0}, text;
	struct door_value inner;
	member_text(part, "type", &type);
	if (ends_with(type, "_use") || ends_with(type, "_call")) {
		tool_call_read(scribe, part);
		return;
	}
	enum voice before = scribe->voice;
	if (ends_with(type, "_result") || ends_with(type, "_output") ||
		door_text_is(type, "thinking") || door_text_is(type, "reasoning"))
		scribe->voice = VOICE_QUOTED;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (!door_member(part, texts[i], &inner))
			continue;
		if (door_text(inner, &text))
			scribe_turn(scribe, text);
		else
			content_read(scribe, inner);
		break;
	}
	scribe->voice = before;
}

static void visit_part(void *context, struct door_text key, struct door_value value)
{
	struct door_text text;
	(void)key;
	if (door_text(value, &text))
		scribe_turn(context, text);
	else if (door_type(value) == DOOR_OBJECT)
		read_part(context, value);
}

void content_read(struct scribe *scribe, struct door_value content)
{
	struct door_text text;
	if (door_text(content, &text))
		scribe_turn(scribe, text);
	else if (door_type(content) == DOOR_LIST)
		door_each(content, visit_part, scribe);
	else if (door_type(content) == DOOR_OBJECT)
		read_part(scribe, content);
}

static enum voice voice_of(struct door_text role)
{
	return door_text_is(role, "assistant") || door_text_is(role, "model") ||
			       door_text_is(role, "gpt") || door_text_is(role, "bot") ||
			       door_text_is(role, "ai")
		       ? VOICE_ASSISTANT
		       : VOICE_QUOTED;
}

static void visit_call(void *context, struct door_text key, struct door_value value)
{
	(void)key;
	tool_call_read(context, value);
}

bool message_read(struct scribe *scribe, struct door_value message)
{
	struct door_text role;
	struct door_value content, calls;
	if (!member_text(message, "role", &role) && !member_text(message, "from", &role))
		return false;
	enum voice before = scribe->voice;
	scribe->voice = voice_of(role);
	if (door_member(message, "content", &content) || door_member(message, "value", &content) ||
		door_member(message, "parts", &content))
		content_read(scribe, content);
	if (door_member(message, "tool_calls", &calls))
		door_each(calls, visit_call, scribe);
	if (door_member(message, "function_call", &calls))
		tool_call_read(scribe, calls);
	scribe->voice = before;
	return true;
}

static void visit_message(void *context, struct door_text key, struct door_value value)
{
	struct scribe *scribe = context;
	(void)key;
	if (!message_read(scribe, value))
		content_read(scribe, value);
}

void messages_read(struct scribe *scribe, struct door_value list)
{
	door_each(list, visit_message, scribe);
}
