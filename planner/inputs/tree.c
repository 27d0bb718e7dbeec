/* The tree that every structured manifest becomes. */
#include "inputs/tree.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024 };

static void *take(struct tree_document *document, size_t size, size_t align)
{
	size_t pad = (size_t)(-(uintptr_t)document->block_next & (align - 1));
	if (size + pad > document->block_left) {
		size_t room = size > BLOCK_BYTES ? size : BLOCK_BYTES;
		size_t had = 0;
		document->block_next = memory_grow(NULL, &had, room, 1); /* not zeroed */
		document->block_left = room;
		*array_add(&document->blocks) = document->block_next;
		pad = 0;
	}
	char *place = document->block_next + pad;
	document->block_next += size + pad;
	document->block_left -= size + pad;
	return place;
}

const char *tree_copy(struct tree_document *document, const char *text, size_t length)
{
	char *place = take(document, length + 1, 1);
	if (length > 0)
		memcpy(place, text, length);
	place[length] = '\0';
	return place;
}

struct tree *tree_add(struct tree_document *document, struct tree *parent, enum tree_type type,
	size_t line, const char *key, size_t key_length)
{
	struct tree *tree = take(document, sizeof *tree, _Alignof(struct tree));
	*tree = (struct tree){.type = type, .line = line};
	if (key != NULL)
		tree->key = tree_copy(document, key, key_length);
	if (parent == NULL)
		return tree;
	if (parent->last != NULL)
		parent->last->next = tree;
	else
		parent->first = tree;
	parent->last = tree;
	return tree;
}

void tree_set_text(
	struct tree_document *document, struct tree *tree, const char *text, size_t length)
{
	tree->text = tree_copy(document, text, length);
	tree->length = length;
}

void tree_release(struct tree_document *document)
{
	for (size_t i = 0; i < document->blocks.count; i++)
		free(document->blocks.items[i]);
	array_release(&document->blocks);
	*document = (struct tree_document){0};
}

const char *tree_type_name(enum tree_type type)
{
	static const char *const names[] = {"a table", "a list", "a text", "a number",
		"true or false", "a date or time", "null", "an alias, which is not followed"};
	return names[type];
}

const struct tree *tree_find(const struct tree *table, const char *key)
{
	if (table == NULL || table->type != TREE_TABLE)
		return NULL;
	for (const struct tree *member = table->first; member != NULL; member = member->next) {
		if (strcmp(member->key, key) == 0)
			return member;
	}
	return NULL;
}

const struct tree *tree_at(const struct tree *table, ...)
{
	va_list keys;
	va_start(keys, table);
	const char *key;
	while (table != NULL && (key = va_arg(keys, const char *)) != NULL)
		table = tree_find(table, key);
	va_end(keys);
	return table;
}

const struct tree *tree_first(const struct tree *parent)
{
	return parent ? parent->first : NULL;
}

const char *tree_text(const struct tree *table, const char *key)
{
	const struct tree *member = tree_find(table, key);
	return member ? member->text : NULL;
}

bool tree_flag(const struct tree *table, const char *key)
{
	const struct tree *member = tree_find(table, key);
	return member != NULL && member->type == TREE_BOOL && member->number != 0;
}
