/* A tree of TOML. */
#include "inputs/tree.h"
#include "inputs/tree_toml.h"

#include <string.h>

struct building {
	struct tree_document *document;
	size_t line; /* of the value told last */
};

static void *add(void *user, void *parent, const struct toml_value *value)
{
	static const enum tree_type types[] = {
		TREE_TABLE, TREE_LIST, TREE_TEXT, TREE_NUMBER, TREE_BOOL, TREE_DATE};
	struct building *building = user;
	const struct tree *above = parent;
	bool member = above != NULL && above->type == TREE_TABLE;
	struct tree *tree = tree_add(building->document, parent, types[value->kind], value->line,
		member ? value->key : NULL, value->key_length);
	tree->number = value->number;
	if (value->text != NULL)
		tree_set_text(building->document, tree, value->text, value->text_length);
	if (parent == NULL)
		building->document->root = tree;
	building->line = value->line;
	return tree;
}

static bool is_key_character(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_' || c == '"' || c == '\'' || c == ' ' || c == '\t';
}

/* The line of a key such as `a.a.a...` of more parts than LIMIT_TREE_DEPTH, 0 where there is none:
 * toml++ makes a table of each part and takes them down by recursion. */
static size_t endless_key(const char *bytes, size_t length)
{
	size_t line = 1, dots = 0;
	const char *end = bytes + length;
	/* Only what stands around a dot matters, and dots are few. */
	const char *before = bytes;
	for (const char *at = memchr(bytes, '.', length); at != NULL;
		at = memchr(at + 1, '.', (size_t)(end - at - 1))) {
		const char *part = at;
		while (part > before && is_key_character(part[-1]))
			part--;
		bool joined = dots > 0 && part == before && part < at;
		dots = joined ? dots + 1 : 1;
		before = at + 1;
		if (dots > LIMIT_TREE_DEPTH) {
			for (const char *c = bytes; c < at; c++)
				line += *c == '\n';
			return line;
		}
	}
	return 0;
}

enum error tree_read_toml(
	struct tree_document *document, const struct file *file, struct failure *failure)
{
	struct toml_sink sink = {.add = add};
	struct building building = {document, 1};
	struct toml_fault fault;
	size_t endless = endless_key(file->bytes, file->length);
	if (endless > 0)
		return fail(failure, ERR_LIMIT, "%s:%zu: a key of more than %d parts", file->name,
			endless, LIMIT_TREE_DEPTH);
	switch (toml_read(file->bytes, file->length, LIMIT_TREE_DEPTH, &sink, &building, &fault)) {
	case TOML_READ:
		return OK;
	case TOML_TOO_DEEP:
		return fail(failure, ERR_LIMIT,
			"%s:%zu: tables and lists inside one another deeper than %d", file->name,
			building.line, LIMIT_TREE_DEPTH);
	case TOML_HOLDS_NUL:
		return fail(failure, ERR_INPUT, "%s:%zu: \\u0000 in a text is refused", file->name,
			building.line);
	case TOML_WRONG:
		break;
	}
	return fail(
		failure, ERR_INPUT, "%s:%zu: is no TOML: %s", file->name, fault.line, fault.what);
}
