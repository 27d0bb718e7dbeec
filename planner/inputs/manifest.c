/* What the readers of structured manifests share. */
#include "inputs/manifest.h"
#include "inputs/requirement.h"
#include "names/name.h"

#include <string.h>

enum error manifest_read(struct seeds *seeds, const struct file *file,
	enum error (*parse)(struct tree_document *, const struct file *, struct failure *),
	void (*read)(const struct manifest *manifest), struct failure *failure)
{
	struct tree_document document = {0};
	enum error error = parse(&document, file, failure);
	if (error == OK && document.root->type != TREE_TABLE)
		error = fail(failure, ERR_INPUT, "%s:%zu: should be a table, is %s", file->name,
			document.root->line, tree_type_name(document.root->type));
	if (error == OK) {
		struct manifest manifest = {seeds, file, document.root};
		read(&manifest);
	}
	tree_release(&document);
	return error;
}

struct place manifest_place(const struct manifest *manifest, const struct tree *tree)
{
	return (struct place){manifest->file->name, tree->line};
}

bool manifest_is(const struct manifest *manifest, const struct tree *value, enum tree_type type)
{
	if (value->type == type)
		return true;
	seeds_skip(manifest->seeds, manifest_place(manifest, value), "%s: should be %s, is %s",
		value->key ? value->key : "an entry of the list", tree_type_name(type),
		tree_type_name(value->type));
	return false;
}

const struct tree *manifest_get(const struct manifest *manifest, const struct tree *table,
	const char *key, enum tree_type type)
{
	const struct tree *value = tree_find(table, key);
	return value != NULL && manifest_is(manifest, value, type) ? value : NULL;
}

/* How long the name is of `name @ {root:uri}/x`, a path by Hatch's context formatting; 0: it is
 * none.
 */
static size_t name_of_context(const char *text)
{
	size_t name = 0;
	while (name_may_hold(text[name]))
		name++;
	const char *at = text + name + strspn(text + name, " \t");
	if (*at != '@' || name == 0)
		return 0;
	at += 1 + strspn(at + 1, " \t");
	return strncmp(at, "{root:", 6) == 0 || strncmp(at, "{home:", 6) == 0 ? name : 0;
}

struct seed *manifest_requirement(
	const struct manifest *manifest, const struct tree *value, const char *url)
{
	if (!manifest_is(manifest, value, TREE_TEXT))
		return NULL;
	struct place place = manifest_place(manifest, value);
	struct requirement found = requirement_read_strict(value->text, value->length);
	if (found.kind == REQUIREMENT_INDEXED)
		return seeds_add_from(manifest->seeds, found.name, found.length, place, url, false);
	if (found.kind == REQUIREMENT_DIRECT)
		return seeds_add_from(
			manifest->seeds, found.name, found.length, place, found.url, true);
	size_t context = name_of_context(value->text);
	if (context > 0)
		return seeds_add(manifest->seeds, SEED_DIRECT, value->text, context, place);
	seeds_skip(manifest->seeds, place, "\"%.120s\": %s", value->text, found.why);
	return NULL;
}

static void add_list(const struct manifest *manifest, const struct tree *list)
{
	for (const struct tree *item = tree_first(list); item != NULL; item = item->next)
		manifest_requirement(manifest, item, NULL);
}

void manifest_requirements(
	const struct manifest *manifest, const struct tree *table, const char *key)
{
	add_list(manifest, manifest_get(manifest, table, key, TREE_LIST));
}

void manifest_requirement_lists(
	const struct manifest *manifest, const struct tree *table, const char *key)
{
	const struct tree *lists = manifest_get(manifest, table, key, TREE_TABLE);
	for (const struct tree *list = tree_first(lists); list != NULL; list = list->next) {
		if (manifest_is(manifest, list, TREE_LIST))
			add_list(manifest, list);
	}
}

struct seed *manifest_name(
	const struct manifest *manifest, enum seed_kind kind, const struct tree *value)
{
	if (!manifest_is(manifest, value, TREE_TEXT))
		return NULL;
	return seeds_add(
		manifest->seeds, kind, value->text, value->length, manifest_place(manifest, value));
}

void manifest_commands(const struct manifest *manifest, const char *project,
	const struct tree *table, const char *key)
{
	const struct tree *commands =
		project ? manifest_get(manifest, table, key, TREE_TABLE) : NULL;
	for (const struct tree *item = tree_first(commands); item != NULL; item = item->next)
		seeds_alias(manifest->seeds, project, ALIAS_COMMAND, item->key, strlen(item->key),
			manifest_place(manifest, item));
}

void manifest_imports(const struct manifest *manifest, const char *project,
	const struct tree *table, const char *key)
{
	const struct tree *imports = project ? manifest_get(manifest, table, key, TREE_LIST) : NULL;
	for (const struct tree *item = tree_first(imports); item != NULL; item = item->next) {
		if (!manifest_is(manifest, item, TREE_TEXT))
			continue;
		/* PEP 794: `larkmoor_core ; private`. */
		size_t length = strcspn(item->text, "; \t");
		seeds_alias(manifest->seeds, project, ALIAS_IMPORT, item->text, length,
			manifest_place(manifest, item));
	}
}
