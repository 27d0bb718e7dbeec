/* Pipfile and Pipfile.lock. */
#include "inputs/dependency.h"
#include "inputs/manifest.h"
#include "inputs/settings.h"

#include <string.h>

/* Every table of a Pipfile that is none of these is a category of packages. */
static bool is_category(const char *key)
{
	static const char *const others[] = {"source", "requires", "pipenv", "scripts", "_meta"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (strcmp(others[i], key) == 0)
			return false;
	}
	return true;
}

static void read_categories(
	const struct manifest *manifest, const struct tree *sources, const char *otherwise)
{
	for (const struct tree *item = manifest->root->first; item != NULL; item = item->next) {
		if (is_category(item->key) && manifest_is(manifest, item, TREE_TABLE))
			dependency_table(manifest, item, sources, otherwise);
	}
}

static void read_pipfile(const struct manifest *manifest)
{
	read_categories(
		manifest, manifest_get(manifest, manifest->root, "source", TREE_LIST), NULL);
	settings_of_pipfile(manifest);
}

static void read_lock(const struct manifest *manifest)
{
	const struct tree *meta = manifest_get(manifest, manifest->root, "_meta", TREE_TABLE);
	const struct tree *sources = manifest_get(manifest, meta, "sources", TREE_LIST);
	const struct tree *only = tree_first(sources);
	/* What was locked came from the only source there is; of several it is said where. */
	bool one = only != NULL && only->next == NULL;
	read_categories(manifest, sources, one ? tree_text(only, "url") : NULL);
}

static enum error read_toml(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return manifest_read(seeds, file, tree_read_toml, read_pipfile, failure);
}

static enum error read_json(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return manifest_read(seeds, file, tree_read_json, read_lock, failure);
}

const struct seed_reader pipfile_reader = {
	.name = "Pipfile",
	.summary = "Pipenv's manifest and its sources",
	.names = (const char *const[]){"pipfile", NULL},
	.read = read_toml,
};

const struct seed_reader pipfile_lock_reader = {
	.name = "Pipfile.lock",
	.summary = "Pipenv's lock file",
	.names = (const char *const[]){"pipfile.lock", NULL},
	.read = read_json,
};
