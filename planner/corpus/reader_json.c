/* JSON corpora: an array of texts or objects, or one object a line. */
#include "base/json.h"
#include "base/text.h"
#include "corpus/reader.h"

#include <stdlib.h>
#include <string.h>

/* A list of model names is counted; a number is a number; a text is read as a field. */
static enum error read_models(
	struct corpus_row *row, const struct json *value, struct failure *failure)
{
	if (json_type(value) == JSON_ARRAY) {
		row->models = (uint32_t)cJSON_GetArraySize(value->node);
		return OK;
	}
	if (json_type(value) == JSON_TEXT) {
		corpus_field(row, COLUMN_MODELS, json_text(value));
		return OK;
	}
	enum error error = json_expect(value, JSON_INTEGER, failure);
	if (error == OK && json_integer(value) >= 0 && json_integer(value) <= UINT32_MAX)
		row->models = (uint32_t)json_integer(value);
	return error;
}

static enum error read_member(struct corpus_row *row, const struct json *value,
	enum corpus_column column, struct failure *failure)
{
	if (json_type(value) == JSON_NULL && column != COLUMN_NAME)
		return OK;
	if (column == COLUMN_MODELS)
		return read_models(row, value, failure);
	bool counts = column == COLUMN_RUNS || column == COLUMN_PROMPTS;
	enum error error = json_expect(value, counts ? JSON_INTEGER : JSON_TEXT, failure);
	if (error != OK)
		return error;
	if (counts) {
		int64_t number = json_integer(value);
		if (number < 0 || number > UINT32_MAX)
			return json_fail(value, failure, "should be from 0 to %u", UINT32_MAX);
		*(column == COLUMN_RUNS ? &row->runs : &row->prompts) = (uint32_t)number;
		return OK;
	}
	const char *wrong = corpus_field(row, column, json_text(value));
	return wrong ? json_fail(value, failure, "%s", wrong) : OK;
}

static enum error read_object(
	struct corpus *corpus, const struct json *object, struct failure *failure)
{
	struct corpus_row row = {.first_seen = DATE_NONE};
	struct json member = {0};
	while (json_next(object, &member)) {
		enum corpus_column column = corpus_column_of(member.node->string);
		if (column == COLUMN_NONE || (column == COLUMN_NAME && row.name != NULL))
			continue;
		enum error error = read_member(&row, &member, column, failure);
		if (error != OK)
			return error;
	}
	if (row.length == 0)
		return json_fail(object, failure,
			"has no name: a text under `name`, `package`, `package_name`, "
			"`library`, `module` or `project`");
	return corpus_add(corpus, &row, failure);
}

static enum error read_item(struct corpus *corpus, const struct json *item, struct failure *failure)
{
	if (json_type(item) != JSON_TEXT) {
		enum error error = json_expect(item, JSON_OBJECT, failure);
		return error ? error : read_object(corpus, item, failure);
	}
	struct corpus_row row = {.name = json_text(item),
		.length = strlen(json_text(item)),
		.first_seen = DATE_NONE};
	return row.length > 0 ? corpus_add(corpus, &row, failure)
			      : json_fail(item, failure, "is empty");
}

static enum error parse_array(
	struct corpus *corpus, const struct file *file, struct failure *failure)
{
	struct json_document document;
	enum error error = json_read(&document, file->name, file->bytes, file->length, failure);
	if (error != OK)
		return error;
	struct json item = {0};
	error = json_expect(&document.root, JSON_ARRAY, failure);
	while (error == OK && json_next(&document.root, &item))
		error = read_item(corpus, &item, failure);
	json_release(&document);
	return error;
}

/* One object a line. */
static enum error parse_lines(
	struct corpus *corpus, const struct file *file, struct failure *failure)
{
	enum error error = OK;
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (error == OK && lines_next(&lines)) {
		if (lines.length == 0)
			continue;
		autotext struct text name = text_new(LIMIT_LINE_BYTES);
		text_addf(&name, "%s:%zu", file->name, lines.number);
		struct json_document document;
		error = json_read(&document, name.bytes, lines.text, lines.length, failure);
		if (error != OK)
			break;
		error = read_item(corpus, &document.root, failure);
		json_release(&document);
	}
	if (lines.error != OK)
		error = fail(failure, lines.error, "%s", lines.failure.text);
	return error;
}

enum error corpus_parse_json(
	struct corpus *corpus, const struct file *file, struct failure *failure)
{
	size_t at = file->length >= 3 && memcmp(file->bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	at += strspn(file->bytes + at, " \t\r\n");
	return file->bytes[at] == '[' ? parse_array(corpus, file, failure)
				      : parse_lines(corpus, file, failure);
}
