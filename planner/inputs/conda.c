/* conda: environment.yml (the lines under `pip:`) and conda-lock.yml (packages of manager pip).
 * Names of conda channels are none of PyPI's. */
#include "inputs/manifest.h"
#include "inputs/requirements.h"

#include <string.h>

static void read_environment(const struct manifest *manifest)
{
	const struct tree *list = manifest_get(manifest, manifest->root, "dependencies", TREE_LIST);
	for (const struct tree *item = tree_first(list); item != NULL; item = item->next) {
		if (item->type == TREE_TEXT)
			continue;
		if (!manifest_is(manifest, item, TREE_TABLE))
			continue;
		const struct tree *pip = manifest_get(manifest, item, "pip", TREE_LIST);
		for (const struct tree *line = tree_first(pip); line != NULL; line = line->next) {
			if (manifest_is(manifest, line, TREE_TEXT))
				requirements_line(manifest->seeds, manifest->file, line->line,
					line->text, line->length);
		}
	}
}

static void read_locked(const struct manifest *manifest)
{
	const struct tree *list = manifest_get(manifest, manifest->root, "package", TREE_LIST);
	for (const struct tree *item = tree_first(list); item != NULL; item = item->next) {
		if (!manifest_is(manifest, item, TREE_TABLE))
			continue;
		const char *manager = tree_text(item, "manager");
		const struct tree *name = manifest_get(manifest, item, "name", TREE_TEXT);
		const struct tree *url = manifest_get(manifest, item, "url", TREE_TEXT);
		if (manager == NULL || strcmp(manager, "pip") != 0 || name == NULL)
			continue;
		struct place place = manifest_place(manifest, name);
		if (url != NULL)
			seeds_add_file(manifest->seeds, name->text, name->length, place, url->text);
		else
			seeds_add_from(
				manifest->seeds, name->text, name->length, place, NULL, false);
	}
}

static enum error read_yaml(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return manifest_read(seeds, file, tree_read_yaml, read_environment, failure);
}

static enum error read_lock(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return manifest_read(seeds, file, tree_read_yaml, read_locked, failure);
}

static bool holds(const struct file *file, const char *word)
{
	return memmem(file->bytes, file->length, word, strlen(word)) != NULL;
}

static bool is_environment(const struct file *file)
{
	const char *slash = strrchr(file->name, '/');
	const char *name = slash ? slash + 1 : file->name;
	return strncasecmp(name, "environment.y", 13) == 0 ||
	       (holds(file, "dependencies:") &&
		       (holds(file, "channels:") || holds(file, "- pip:")));
}

static bool is_lock(const struct file *file)
{
	const char *slash = strrchr(file->name, '/');
	const char *name = slash ? slash + 1 : file->name;
	return strcasestr(name, "conda-lock.y") != NULL || holds(file, "manager: pip");
}

const struct seed_reader conda_reader = {
	.name = "conda environment",
	.summary = "environment.yml: what pip installs in it",
	.names = (const char *const[]){"environment*.yml", "environment*.yaml", "*-env.yml",
		"*-env.yaml", "*conda*.yml", "*conda*.yaml", NULL},
	.recognises = is_environment,
	.anywhere = true,
	.read = read_yaml,
};

const struct seed_reader conda_lock_reader = {
	.name = "conda-lock",
	.summary = "conda-lock.yml: the packages of manager pip",
	.names = (const char *const[]){"*conda-lock*.yml", "*conda-lock*.yaml", NULL},
	.recognises = is_lock,
	.anywhere = true,
	.read = read_lock,
};
