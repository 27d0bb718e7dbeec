/* One shape for every structured manifest: TOML, YAML and JSON become the same small tree, so that
 * a reader of a format knows keys and nothing of syntax, and every value knows its line.
 *
 *	struct tree_document document = {0};
 *	tree_read_toml(&document, &file, &failure)
 *	const struct tree *project = tree_find(document.root, "project");
 *	for (const struct tree *item = tree_first(list); item != NULL; item = item->next) ...
 *	tree_release(&document);
 *
 * Limits: LIMIT_TREE_DEPTH levels; a text or key with a NUL is refused, so that every text is a
 * whole C string. A YAML alias is a value of its own type and never expanded: nothing explodes.
 * Tables keep the order of the document, save TOML's, which come sorted by key. */
#ifndef INPUTS_TREE_H
#define INPUTS_TREE_H

#include "base/error.h"
#include "base/file.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stddef.h>

enum tree_type {
	TREE_TABLE,
	TREE_LIST,
	TREE_TEXT,
	TREE_NUMBER,
	TREE_BOOL,
	TREE_DATE,
	TREE_NULL,
	TREE_ALIAS, /* of YAML: not followed */
};

struct tree {
	enum tree_type type;
	int number;       /* TREE_NUMBER: one that is whole and fits; TREE_BOOL: 1 is true */
	size_t line;      /* from 1 */
	const char *key;  /* in a table; NULL in a list and for the root */
	const char *text; /* TREE_TEXT, else NULL */
	size_t length;
	struct tree *first, *last, *next;
};

struct tree_document {
	struct tree *root;
	ARRAY(char *) blocks;
	size_t block_left;
	char *block_next;
};

/* Each reads a whole document. Errors name file and line. The caller releases, also after an
 * error. */
enum error tree_read_toml(
	struct tree_document *document, const struct file *file, struct failure *failure);
enum error tree_read_yaml(
	struct tree_document *document, const struct file *file, struct failure *failure);
enum error tree_read_json(
	struct tree_document *document, const struct file *file, struct failure *failure);
void tree_release(struct tree_document *document);

/* "a table", "a list", "a text", ... */
const char *tree_type_name(enum tree_type type);

/* The member of a table, NULL where there is none, or where TABLE is NULL or no table. */
const struct tree *tree_find(const struct tree *table, const char *key);

/* The same through several tables: tree_at(root, "tool", "uv", NULL). */
const struct tree *tree_at(const struct tree *table, ...) __attribute__((sentinel));

/* The first value of a list or table, NULL where there is none (and for NULL). */
const struct tree *tree_first(const struct tree *parent);

/* The text of a member, NULL where there is none or it is no text. */
const char *tree_text(const struct tree *table, const char *key);

/* Whether a member is `true`. */
bool tree_flag(const struct tree *table, const char *key);

/* For the readers of one syntax: a new value, added to PARENT where that is not NULL. Texts are
 * copied. */
struct tree *tree_add(struct tree_document *document, struct tree *parent, enum tree_type type,
	size_t line, const char *key, size_t key_length);
void tree_set_text(
	struct tree_document *document, struct tree *tree, const char *text, size_t length);

/* A copy that lives as long as the document, ended by NUL: a key that comes before its value. */
const char *tree_copy(struct tree_document *document, const char *text, size_t length);

#endif
