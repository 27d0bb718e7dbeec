/* The document of an internal index (PEP 691 JSON, fetched before): every project of it is internal
 * by its source, unless it stands on PyPI too and the index passes PyPI on. */
#include "inputs/index.h"
#include "inputs/manifest.h"

#include <string.h>

/* The URL that the names of this document came from: the reader of a file knows none, and then the
 * user who names such a file says that these are his. */
static void add_projects(
	struct seeds *seeds, const struct file *file, const struct tree *root, const char *url)
{
	struct manifest manifest = {seeds, file, root};
	const struct tree *list = manifest_get(&manifest, root, "projects", TREE_LIST);
	for (const struct tree *item = tree_first(list); item != NULL; item = item->next) {
		if (!manifest_is(&manifest, item, TREE_TABLE))
			continue;
		const struct tree *name = manifest_get(&manifest, item, "name", TREE_TEXT);
		if (name != NULL)
			seeds_add_from(seeds, name->text, name->length,
				manifest_place(&manifest, name), url, false);
	}
}

enum error index_read(
	struct seeds *seeds, const char *url, const struct file *document, struct failure *failure)
{
	struct file file = *document;
	file.name = intern_string(seeds->pool, document->name);
	struct tree_document tree = {0};
	enum error error = tree_read_json(&tree, &file, failure);
	if (error == OK && tree_find(tree.root, "projects") == NULL)
		error = fail(
			failure, ERR_INPUT, "%s:1: is no list of projects (PEP 691)", file.name);
	if (error == OK)
		add_projects(seeds, &file, tree.root, url);
	tree_release(&tree);
	return error;
}

static enum error read_file(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return index_read(seeds, "file://index", file, failure);
}

static bool recognises(const struct file *file)
{
	return memmem(file->bytes, file->length, "\"projects\"", 10) != NULL &&
	       memmem(file->bytes, file->length, "\"api-version\"", 13) != NULL;
}

const struct seed_reader index_json_reader = {
	.name = "index",
	.summary = "the list of projects of an index (PEP 691 JSON), saved before",
	.names = (const char *const[]){"*.json", NULL},
	.recognises = recognises,
	.anywhere = true,
	.read = read_file,
};
