/* A tree of JSON, read strictly by base/json. cJSON keeps no positions, so the lines are counted
 * beside it: values begin in the text in the order in which the tree is walked. */
#include "base/json.h"
#include "inputs/tree.h"

#include <string.h>

/* The place in the text, moved from the begin of one value to the next. */
struct position {
	const char *at, *end;
	size_t line;
};

/* Skips a text; AT stands on its first quote. The document was looked over: it is whole. */
static void skip_text(struct position *position)
{
	const char *at = position->at + 1;
	while (at < position->end && *at != '"')
		at += *at == '\\' ? 2 : 1;
	position->at = at < position->end ? at + 1 : position->end;
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

static void add(struct tree_document *document, struct tree *parent, const cJSON *node,
	struct position *position)
{
	bool member = parent != NULL && parent->type == TREE_TABLE;
	seek(position);
	if (member) {
		skip_text(position);
		seek(position);
	}
	enum tree_type type = cJSON_IsObject(node)   ? TREE_TABLE
			      : cJSON_IsArray(node)  ? TREE_LIST
			      : cJSON_IsString(node) ? TREE_TEXT
			      : cJSON_IsNumber(node) ? TREE_NUMBER
			      : cJSON_IsBool(node)   ? TREE_BOOL
						     : TREE_NULL;
	struct tree *tree = tree_add(document, parent, type, position->line,
		member ? node->string : NULL, member ? strlen(node->string) : 0);
	if (parent == NULL)
		document->root = tree;
	tree->flag = cJSON_IsTrue(node);
	if (type == TREE_TEXT) {
		tree_set_text(document, tree, node->valuestring, strlen(node->valuestring));
		skip_text(position);
	} else if (type == TREE_TABLE || type == TREE_LIST) {
		position->at++;
		const cJSON *item;
		cJSON_ArrayForEach (item, node)
			add(document, tree, item, position);
	} else {
		skip_word(position);
	}
}

enum error tree_read_json(
	struct tree_document *document, const struct file *file, struct failure *failure)
{
	struct json_document json;
	enum error error = json_read(&json, file->name, file->bytes, file->length, failure);
	if (error != OK)
		return error;
	struct position position = {file->bytes, file->bytes + file->length, 1};
	if (file->length >= 3 && memcmp(file->bytes, "\xef\xbb\xbf", 3) == 0)
		position.at += 3;
	add(document, NULL, json.tree, &position);
	json_release(&json);
	return OK;
}
