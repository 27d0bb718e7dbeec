/* A tree of JSON. simdjson keeps no positions, so the lines are counted beside it: values begin in
 * the text in the order in which the document is walked. */
#include "base/json.h"
#include "base/json_door.h"
#include "inputs/tree.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* The place in the text, moved from the begin of one value to the next. */
struct position {
	const char *at, *end;
	size_t line;
};

struct building {
	struct tree_document *document;
	struct tree *parent;
	struct position position;
	const struct file *file;
	struct failure *failure;
	enum error error; /* the first one */
};

/* Skips a text; AT stands on its first quote. It was read already: it is whole. */
static void skip_text(struct position *position)
{
	const char *from = position->at + 1;
	for (const char *at = from;; at++) {
		at = memchr(at, '"', (size_t)(position->end - at));
		if (at == NULL) {
			position->at = position->end;
			return;
		}
		const char *before = at;
		while (before > from && before[-1] == '\\')
			before--;
		if ((at - before) % 2 == 0) {
			position->at = at + 1;
			return;
		}
	}
}

/* Moves to the next character that begins a value or a key. */
static void seek(struct position *position)
{
	for (; position->at < position->end; position->at++) {
		char c = *position->at;
		if (c == '\n')
			position->line++;
		else if (c != ' ' && c != '\t' && c != '\r' && c != ',' && c != ':' && c != ']' &&
			 c != '}')
			return;
	}
}

/* Moves behind a number or word. */
static void skip_word(struct position *position)
{
	while (position->at < position->end && strchr(",]} \t\r\n", *position->at) == NULL)
		position->at++;
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Refuses a key that stands twice in one table. */
static void no_key_twice(struct building *building, const struct tree *table)
{
	ARRAY(const char *) keys = {0};
	for (const struct tree *member = table->first; member != NULL; member = member->next)
		*array_add(&keys) = member->key;
	if (keys.count > 1)
		qsort(keys.items, keys.count, sizeof *keys.items, compare_keys);
	for (size_t i = 1; building->error == OK && i < keys.count; i++) {
		if (strcmp(keys.items[i - 1], keys.items[i]) == 0)
			building->error = fail(building->failure, ERR_INPUT,
				"%s:%zu: the key \"%.80s\" stands twice in what begins here; keep "
				"one",
				building->file->name, table->line, keys.items[i]);
	}
	array_release(&keys);
}

static bool holds_nul(struct door_text text)
{
	return text.length > 0 && memchr(text.bytes, '\0', text.length) != NULL;
}

/* 0 where the value is no number, or none that is whole and fits. */
static int whole_number(struct door_value value)
{
	int64_t number;
	bool fits = door_integer(value, &number) && number >= INT_MIN && number <= INT_MAX;
	return fits ? (int)number : 0;
}

static void add(void *context, struct door_text key, struct door_value value)
{
	static const enum tree_type types[] = {
		TREE_NULL, TREE_BOOL, TREE_NUMBER, TREE_TEXT, TREE_LIST, TREE_TABLE};
	struct building *building = context;
	struct position *position = &building->position;
	struct tree *parent = building->parent;
	bool member = parent != NULL && parent->type == TREE_TABLE;
	if (building->error != OK)
		return;
	seek(position);
	if (member) {
		skip_text(position);
		seek(position);
	}
	enum door_type type = door_type(value);
	struct tree *tree = tree_add(building->document, parent, types[type], position->line,
		member ? key.bytes : NULL, key.length);
	struct door_text text = {NULL, 0};
	if (parent == NULL)
		building->document->root = tree;
	if (type == DOOR_TEXT && door_text(value, &text)) {
		tree_set_text(building->document, tree, text.bytes, text.length);
		skip_text(position);
	} else if (type == DOOR_OBJECT || type == DOOR_LIST) {
		position->at++;
		building->parent = tree;
		door_each(value, add, building);
		building->parent = parent;
		if (building->error == OK && type == DOOR_OBJECT)
			no_key_twice(building, tree);
	} else {
		tree->number = type == DOOR_BOOL ? *position->at == 't' : whole_number(value);
		skip_word(position);
	}
	if (building->error == OK && (holds_nul(key) || holds_nul(text)))
		building->error = fail(building->failure, ERR_INPUT,
			"%s:%zu: \\u0000 in a text is refused", building->file->name, tree->line);
}

/* What base/json says of a document that simdjson refuses: it knows the line. */
static enum error explain(const struct file *file, const char *why, struct failure *failure)
{
	struct json_document json;
	enum error error = json_read(&json, file->name, file->bytes, file->length, failure);
	if (error != OK)
		return error;
	json_release(&json);
	return fail(failure, ERR_INPUT, "%s:1: is no JSON: %s", file->name, why);
}

enum error tree_read_json(
	struct tree_document *document, const struct file *file, struct failure *failure)
{
	bool marked = file->length >= 3 && memcmp(file->bytes, "\xef\xbb\xbf", 3) == 0;
	const char *bytes = file->bytes + (marked ? 3 : 0);
	size_t length = file->length - (marked ? 3 : 0);
	autofree char *padded = memory_new(length + DOOR_PADDING, 1);
	if (length > 0)
		memcpy(padded, bytes, length);
	struct door_parser *parser = door_new(LIMIT_JSON_DEPTH);
	struct door_value root;
	const char *wrong = door_read(parser, padded, length, &root);
	struct building building = {.document = document,
		.position = {bytes, bytes + length, 1},
		.file = file,
		.failure = failure};
	if (wrong != NULL)
		building.error = explain(file, wrong, failure);
	else
		add(&building, (struct door_text){NULL, 0}, root);
	door_free(parser);
	return building.error;
}
