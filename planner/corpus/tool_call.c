/* What the model wrote into a call of a tool. */
#include "corpus/tool_call.h"
#include "base/limits.h"
#include "corpus/member.h"

#include <string.h>

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
		if (member_text(arguments, keys[i], path))
			return true;
	}
	return false;
}

struct join {
	struct scribe *scribe;
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
		scribe_join(join->scribe, (struct door_text){" ", 1});
	scribe_join(join->scribe, text);
	join->any = true;
}

/* `{"command": "uvx", "args": ["name"]}` as the line `uvx name`. */
static void add_command_line(struct scribe *scribe, struct door_value arguments)
{
	struct door_value command, words;
	if (!door_member(arguments, "command", &command))
		return;
	bool is_list = door_type(command) == DOOR_LIST;
	if (!is_list && !door_member(arguments, "args", &words))
		return;
	size_t at = scribe_begin(scribe);
	struct join join = {scribe, false};
	if (is_list) {
		door_each(command, join_word, &join);
	} else {
		join_word(&join, (struct door_text){"", 0}, command);
		door_each(words, join_word, &join);
	}
	scribe_end(scribe, at);
}

static void read_arguments(struct scribe *scribe, struct door_value arguments);

static void read_argument(void *context, struct door_text key, struct door_value value)
{
	struct scribe *scribe = context;
	struct door_text text;
	(void)key;
	if (door_text(value, &text))
		scribe_turn(scribe, text);
	else
		read_arguments(scribe, value);
}

/* Every text among the arguments of a tool call; Python where they name a file of it. */
static void read_arguments(struct scribe *scribe, struct door_value arguments)
{
	struct door_text path;
	bool before = scribe->python;
	if (path_of(arguments, &path) && ends_in_py(path)) {
		*array_add(&scribe->answer->files) = path;
		scribe->python = true;
	}
	add_command_line(scribe, arguments);
	door_each(arguments, read_argument, scribe);
	scribe->python = before;
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
static void add_json_text(struct scribe *scribe, struct door_text text)
{
	struct answer *answer = scribe->answer;
	struct door_parser *parser = fresh_parser(answer);
	struct door_value arguments;
	answer->padded.items = memory_grow(answer->padded.items, &answer->padded.room,
		text.length + DOOR_PADDING, sizeof *answer->padded.items);
	memcpy(answer->padded.items, text.bytes, text.length);
	memset(answer->padded.items + text.length, 0, DOOR_PADDING);
	if (parser != NULL &&
		door_read(parser, answer->padded.items, text.length, &arguments) == NULL &&
		door_type(arguments) == DOOR_OBJECT)
		read_arguments(scribe, arguments);
	else
		scribe_turn(scribe, text);
}

void tool_call_read(struct scribe *scribe, struct door_value call)
{
	struct door_value function, arguments;
	struct door_text text;
	if (door_member(call, "function", &function))
		call = function;
	bool runs = door_member(call, "code", &arguments) && door_text(arguments, &text);
	if (runs) {
		bool before = scribe->python;
		scribe->python = true;
		scribe_turn(scribe, text);
		scribe->python = before;
		return;
	}
	if (!door_member(call, "arguments", &arguments) &&
		!door_member(call, "input", &arguments) && !door_member(call, "action", &arguments))
		return;
	if (door_text(arguments, &text))
		add_json_text(scribe, text);
	else
		read_arguments(scribe, arguments);
}
