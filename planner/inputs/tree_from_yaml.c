/* A tree of YAML, through libyaml's events: its own tree expands nothing either, but keeps no
 * ceiling. */
#include "inputs/tree.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct building {
	struct tree_document *document;
	const struct file *file;
	struct failure *failure;
	struct tree *open[LIMIT_TREE_DEPTH];
	size_t depth;
	/* The key that was read and waits for its value. */
	const char *key;
	bool done;
};

static struct tree *place(struct building *building, enum tree_type type, size_t line)
{
	struct tree *parent = building->depth > 0 ? building->open[building->depth - 1] : NULL;
	struct tree *tree = tree_add(building->document, parent, type, line, NULL, 0);
	if (parent != NULL && parent->type == TREE_TABLE)
		tree->key = building->key;
	building->key = NULL;
	if (parent == NULL)
		building->document->root = tree;
	return tree;
}

static bool waits_for_key(const struct building *building)
{
	return building->depth > 0 && building->open[building->depth - 1]->type == TREE_TABLE &&
	       building->key == NULL;
}

static enum error open_value(struct building *building, enum tree_type type, size_t line)
{
	if (waits_for_key(building))
		return fail(building->failure, ERR_INPUT, "%s:%zu: a key that is no text",
			building->file->name, line);
	if (building->depth == LIMIT_TREE_DEPTH)
		return fail(building->failure, ERR_LIMIT,
			"%s:%zu: tables and lists inside one another deeper than %d",
			building->file->name, line, LIMIT_TREE_DEPTH);
	struct tree *tree = place(building, type, line);
	building->open[building->depth++] = tree;
	return OK;
}

static bool is_number(const char *text, size_t length)
{
	return strspn(text, "+-.0123456789eE") == length && strpbrk(text, "0123456789") != NULL;
}

/* Plain scalars are null, true, false and numbers by their look (YAML 1.2, 10.3.2); nearly all
 * others show by their first letter that they are texts. */
static enum tree_type type_of(const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t length = event->data.scalar.length;
	if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return TREE_TEXT;
	switch (*text) {
	case '\0':
		return TREE_NULL;
	case '~':
		return length == 1 ? TREE_NULL : TREE_TEXT;
	case 'n':
	case 'N':
		return strcasecmp(text, "null") == 0 ? TREE_NULL : TREE_TEXT;
	case 't':
	case 'T':
		return strcasecmp(text, "true") == 0 ? TREE_BOOL : TREE_TEXT;
	case 'f':
	case 'F':
		return strcasecmp(text, "false") == 0 ? TREE_BOOL : TREE_TEXT;
	default:
		return *text <= '9' && is_number(text, length) ? TREE_NUMBER : TREE_TEXT;
	}
}

/* 0 where the number is none that is whole and fits. */
static int whole_number(const char *text)
{
	char *end;
	long number = strtol(text, &end, 10);
	return *end == '\0' && number >= INT_MIN && number <= INT_MAX ? (int)number : 0;
}

static enum error add_scalar(struct building *building, const yaml_event_t *event, size_t line)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t length = event->data.scalar.length;
	/* The library refuses the character itself; "\0" is an escape of double quotes. */
	bool escaped = event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	if (escaped && memchr(text, '\0', length) != NULL)
		return fail(building->failure, ERR_INPUT, "%s:%zu: \\0 in a text is refused",
			building->file->name, line);
	if (waits_for_key(building)) {
		building->key = tree_copy(building->document, text, length);
		return OK;
	}
	struct tree *tree = place(building, type_of(event), line);
	if (tree->type == TREE_BOOL)
		tree->number = *text == 't' || *text == 'T';
	if (tree->type == TREE_NUMBER)
		tree->number = whole_number(text);
	if (tree->type == TREE_TEXT)
		tree_set_text(building->document, tree, text, length);
	return OK;
}

static enum error take(struct building *building, const yaml_event_t *event)
{
	size_t line = event->start_mark.line + 1;
	switch (event->type) {
	case YAML_MAPPING_START_EVENT:
		return open_value(building, TREE_TABLE, line);
	case YAML_SEQUENCE_START_EVENT:
		return open_value(building, TREE_LIST, line);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		building->depth--;
		building->key = NULL;
		return OK;
	case YAML_SCALAR_EVENT:
		return add_scalar(building, event, line);
	case YAML_ALIAS_EVENT:
		if (waits_for_key(building))
			return fail(building->failure, ERR_INPUT, "%s:%zu: a key that is no text",
				building->file->name, line);
		place(building, TREE_ALIAS, line);
		return OK;
	case YAML_DOCUMENT_END_EVENT: /* the first document is what the tools read */
	case YAML_STREAM_END_EVENT:
		building->done = true;
		return OK;
	default:
		return OK;
	}
}

enum error tree_read_yaml(
	struct tree_document *document, const struct file *file, struct failure *failure)
{
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser))
		memory_exhausted();
	yaml_parser_set_input_string(&parser, (const unsigned char *)file->bytes, file->length);
	struct building building = {.document = document, .file = file, .failure = failure};
	enum error error = OK;
	while (error == OK && !building.done) {
		yaml_event_t event;
		if (!yaml_parser_parse(&parser, &event)) {
			if (parser.error == YAML_MEMORY_ERROR)
				memory_exhausted();
			error = fail(failure, ERR_INPUT, "%s:%zu: is no YAML: %s", file->name,
				parser.problem_mark.line + 1,
				parser.problem ? parser.problem : "it cannot be read");
			break;
		}
		error = take(&building, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	if (error == OK && document->root == NULL)
		error = fail(failure, ERR_INPUT, "%s:1: holds no value", file->name);
	return error;
}
