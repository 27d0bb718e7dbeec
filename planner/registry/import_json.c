/* PEP 691 JSON, read as it arrives, project by project.
 *
 *	{"meta": {"_last-serial": 123, "api-version": "1.4"}, "projects": [{"name": "a", ...}, ...]}
 *
 * A parser holds all that it is given, so it is given one value at a time: the members of the outer
 * object and the elements of `projects` are told apart here, each is collected, looked over, read
 * through the door to simdjson, and forgotten. */
#include "base/json.h"
#include "base/json_door.h"
#include "base/memory.h"
#include "base/text.h"
#include "registry/import.h"

#include <stdlib.h>
#include <string.h>

enum place {
	PLACE_START,
	PLACE_FIRST_KEY,
	PLACE_KEY,
	PLACE_COLON,
	PLACE_MEMBER,
	PLACE_AFTER_MEMBER,
	PLACE_LIST,
	PLACE_FIRST_PROJECT,
	PLACE_PROJECT,
	PLACE_AFTER_PROJECT,
	PLACE_END,
};

struct import_stream {
	struct import *import;
	struct file file; /* its name alone, for messages */
	enum place place;
	struct text value; /* the value being collected */
	struct door_parser *parser;
	size_t value_line, line;
	size_t depth;
	bool collecting, in_text, escaped, scalar;
	bool plain; /* ASCII without escapes and control characters, not deep: nothing to look over
		     */
	bool is_projects, is_meta; /* the key just read */
	bool projects, meta;       /* seen */
};

struct import_stream *import_json_begin(struct import *import, const char *name)
{
	struct import_stream *stream = memory_new(1, sizeof *stream);
	*stream = (struct import_stream){.import = import,
		.file = {.name = name},
		.line = 1,
		.value = text_new(LIMIT_FILE_BYTES + DOOR_PADDING),
		.parser = door_new(LIMIT_JSON_DEPTH)};
	import->format = "PEP 691 JSON";
	return stream;
}

static enum error broken(
	const struct import_stream *stream, const char *what, struct failure *failure)
{
	return fail(failure, ERR_INPUT, "%s:%zu: %s", stream->file.name, stream->line, what);
}

/* The collected value, looked over and parsed. */
static enum error parse(
	struct import_stream *stream, struct door_value *value, struct failure *failure)
{
	struct text *text = &stream->value;
	size_t length = text->length;
	struct failure found = {""};
	if (!stream->plain && json_look_over("", text->bytes, length, &found) != OK) {
		/* ":LINE: sentence", counted from where the value begins */
		char *sentence;
		size_t line = strtoul(found.text + 1, &sentence, 10) + stream->value_line - 1;
		return fail(failure, ERR_INPUT, "%s:%zu%s", stream->file.name, line, sentence);
	}
	text_add_bytes(text, (const char[DOOR_PADDING]){0}, DOOR_PADDING);
	if (text->overflowed)
		return fail(failure, ERR_LIMIT, "%s:%zu: a value has more than %d bytes",
			stream->file.name, stream->line, LIMIT_FILE_BYTES);
	if (door_read(stream->parser, text->bytes, length, value) != NULL)
		return broken(stream, "is no JSON from here on", failure);
	return OK;
}

static enum error take_key(
	struct import_stream *stream, struct door_value value, struct failure *failure)
{
	struct door_text key;
	if (!door_text(value, &key))
		return broken(stream, "is no JSON from here on", failure);
	stream->is_projects = door_text_is(key, "projects");
	stream->is_meta = door_text_is(key, "meta");
	if (stream->is_projects && stream->projects)
		return broken(stream, "\"projects\" stands twice", failure);
	if (stream->is_meta && stream->meta)
		return broken(stream, "\"meta\" stands twice", failure);
	stream->projects |= stream->is_projects;
	stream->meta |= stream->is_meta;
	stream->place = PLACE_COLON;
	return OK;
}

static enum error take_member(
	struct import_stream *stream, struct door_value member, struct failure *failure)
{
	(void)failure;
	struct door_value value;
	int64_t serial;
	if (stream->is_meta && door_member(member, "_last-serial", &value) &&
		door_integer(value, &serial) && serial > 0 && serial < (int64_t)9e15)
		stream->import->serial = (uint64_t)serial;
	stream->place = PLACE_AFTER_MEMBER;
	return OK;
}

struct project {
	struct door_text name;
	size_t names, texts; /* members called "name", and those that are texts */
};

static void look_at_member(void *context, struct door_text key, struct door_value value)
{
	struct project *project = context;
	if (!door_text_is(key, "name"))
		return;
	project->names++;
	project->texts += door_text(value, &project->name);
}

static enum error take_project(
	struct import_stream *stream, struct door_value value, struct failure *failure)
{
	struct project project = {0};
	if (door_type(value) == DOOR_OBJECT)
		door_each(value, look_at_member, &project);
	if (project.names > 1)
		return broken(stream, "a project with two names", failure);
	if (project.texts == 0)
		return broken(stream, "a project without a text \"name\"", failure);
	stream->place = PLACE_AFTER_PROJECT;
	return import_name(
		stream->import, &stream->file, project.name.bytes, project.name.length, failure);
}

/* The value is whole: what it means depends on where it stands. */
static enum error take_value(struct import_stream *stream, struct failure *failure)
{
	struct door_value value;
	stream->collecting = false;
	enum error error = parse(stream, &value, failure);
	if (error != OK)
		return error;
	return stream->place == PLACE_KEY      ? take_key(stream, value, failure)
	       : stream->place == PLACE_MEMBER ? take_member(stream, value, failure)
					       : take_project(stream, value, failure);
}

/* Collects the value's bytes from BYTES; returns how many were its own. *WHOLE: it ended. */
static size_t collect(struct import_stream *stream, const char *bytes, size_t length, bool *whole)
{
	size_t i = 0;
	*whole = false;
	for (; i < length && !*whole; i++) {
		char c = bytes[i];
		stream->line += c == '\n';
		stream->plain &= c >= ' ' && c < 0x7f && c != '\\';
		if (stream->in_text) {
			if (stream->escaped)
				stream->escaped = false;
			else if (c == '\\')
				stream->escaped = true;
			else if (c == '"')
				*whole = (stream->in_text = false, stream->depth == 0);
		} else if (stream->scalar) {
			if (c == '\0' || strchr(",]}: \t\r\n", c) != NULL) {
				stream->line -= c == '\n';
				*whole = true;
				break;
			}
		} else if (c == '"') {
			stream->in_text = true;
		} else if (c == '{' || c == '[') {
			stream->plain &= ++stream->depth <= LIMIT_JSON_DEPTH;
		} else if (c == '}' || c == ']') {
			*whole = --stream->depth == 0;
		} else if (stream->depth == 0) {
			stream->scalar = true;
		}
	}
	text_add_bytes(&stream->value, bytes, i);
	return i;
}

static void begin_value(struct import_stream *stream, enum place place)
{
	stream->place = place;
	stream->collecting = true;
	stream->in_text = stream->escaped = stream->scalar = false;
	stream->plain = true;
	stream->depth = 0;
	stream->value_line = stream->line;
	text_clear(&stream->value);
}

/* One character between values; where a value begins with it, it is left to collect(). */
static enum error step(struct import_stream *stream, char c, struct failure *failure)
{
	static const char fault[] = "is no JSON from here on";
	bool starts = strchr(",:]}", c) == NULL;
	switch (stream->place) {
	case PLACE_START:
		stream->place = PLACE_FIRST_KEY;
		return c == '{' ? OK : broken(stream, "should be an object", failure);
	case PLACE_FIRST_KEY:
	case PLACE_KEY:
		if (c == '}' && stream->place == PLACE_FIRST_KEY)
			stream->place = PLACE_END;
		else if (c == '"')
			begin_value(stream, PLACE_KEY);
		else
			return broken(stream, fault, failure);
		return OK;
	case PLACE_COLON:
		stream->place = stream->is_projects ? PLACE_LIST : PLACE_MEMBER;
		return c == ':' ? OK : broken(stream, fault, failure);
	case PLACE_LIST:
		stream->place = PLACE_FIRST_PROJECT;
		return c == '[' ? OK : broken(stream, "\"projects\" should be a list", failure);
	case PLACE_MEMBER:
	case PLACE_FIRST_PROJECT:
	case PLACE_PROJECT:
		if (c == ']' && stream->place == PLACE_FIRST_PROJECT)
			stream->place = PLACE_AFTER_MEMBER;
		else if (starts)
			begin_value(stream,
				stream->place == PLACE_MEMBER ? PLACE_MEMBER : PLACE_PROJECT);
		else
			return broken(stream, fault, failure);
		return OK;
	case PLACE_AFTER_PROJECT:
		stream->place = c == ',' ? PLACE_PROJECT : PLACE_AFTER_MEMBER;
		return c == ',' || c == ']' ? OK : broken(stream, fault, failure);
	case PLACE_AFTER_MEMBER:
		stream->place = c == ',' ? PLACE_KEY : PLACE_END;
		return c == ',' || c == '}' ? OK : broken(stream, fault, failure);
	case PLACE_END:
		break;
	}
	return broken(stream, "text after the end of the document", failure);
}

enum error import_json_feed(
	struct import_stream *stream, const char *bytes, size_t length, struct failure *failure)
{
	enum error error = OK;
	for (size_t i = 0; i < length && error == OK;) {
		if (stream->collecting) {
			bool whole;
			i += collect(stream, bytes + i, length - i, &whole);
			if (whole)
				error = take_value(stream, failure);
			continue;
		}
		char c = bytes[i];
		stream->line += c == '\n';
		if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
			i++;
			continue;
		}
		if (c == '\0')
			return broken(stream, "is no JSON from here on", failure);
		error = step(stream, c, failure);
		i += !stream->collecting;
	}
	return error;
}

enum error import_json_end(struct import_stream *stream, struct failure *failure)
{
	enum error error = OK;
	if (stream->place != PLACE_END)
		error = broken(stream, "the document ends early; download it again", failure);
	else if (!stream->projects)
		error = fail(failure, ERR_INPUT,
			"%s: has no \"projects\"; it should be the answer of GET /simple/ as "
			"PEP 691 JSON",
			stream->file.name);
	import_json_free(stream);
	return error;
}

void import_json_free(struct import_stream *stream)
{
	if (stream == NULL)
		return;
	text_release(&stream->value);
	door_free(stream->parser);
	free(stream);
}

enum error import_json(struct import *import, const struct file *file, struct failure *failure)
{
	struct import_stream *stream = import_json_begin(import, file->name);
	enum error error = import_json_feed(stream, file->bytes, file->length, failure);
	if (error == OK)
		return import_json_end(stream, failure);
	import_json_free(stream);
	return error;
}
