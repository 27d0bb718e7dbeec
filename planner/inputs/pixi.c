/* pixi: pixi.toml or [tool.pixi], and pixi.lock. What it takes from conda's channels is none of
 * PyPI's; what it takes from indexes uv resolves. */
#include "inputs/pixi.h"
#include "inputs/dependency.h"
#include "inputs/settings.h"

#include <string.h>

/* A feature, the default one too, or what it adds for one platform. */
static void read_part(const struct manifest *manifest, const struct tree *part)
{
	dependency_table(manifest, manifest_get(manifest, part, "pypi-dependencies", TREE_TABLE),
		NULL, NULL);
	const struct tree *options = manifest_get(manifest, part, "pypi-options", TREE_TABLE);
	dependency_table(manifest,
		manifest_get(manifest, options, "dependency-overrides", TREE_TABLE), NULL, NULL);
	settings_of_pixi(manifest, options);
}

static void read_feature(const struct manifest *manifest, const struct tree *feature)
{
	read_part(manifest, feature);
	const struct tree *targets = manifest_get(manifest, feature, "target", TREE_TABLE);
	for (const struct tree *target = tree_first(targets); target; target = target->next) {
		if (manifest_is(manifest, target, TREE_TABLE))
			read_part(manifest, target);
	}
}

void pixi_read(const struct manifest *manifest, const struct tree *pixi)
{
	read_feature(manifest, pixi);
	settings_of_variables(manifest, pixi);
	static const char *const names[] = {"workspace", "project"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct tree *table = manifest_get(manifest, pixi, names[i], TREE_TABLE);
		settings_of_pixi(
			manifest, manifest_get(manifest, table, "pypi-options", TREE_TABLE));
	}
	const struct tree *features = manifest_get(manifest, pixi, "feature", TREE_TABLE);
	for (const struct tree *item = tree_first(features); item != NULL; item = item->next) {
		if (manifest_is(manifest, item, TREE_TABLE))
			read_feature(manifest, item);
	}
}

static void read_tables(const struct manifest *manifest)
{
	pixi_read(manifest, manifest->root);
}

static enum error read_toml(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return manifest_read(seeds, file, tree_read_toml, read_tables, failure);
}

/* Whether a package is of PyPI's kind, and *LOCATION, where it comes from, NULL where that is not
 * said. Version 6 has it under `pypi`, versions 4 and 5 under `url` or `path`, those before under
 * `url`. */
static bool is_of_pypi(
	const struct manifest *manifest, const struct tree *package, const struct tree **location)
{
	const char *kind = tree_text(package, "kind"), *manager = tree_text(package, "manager");
	bool older = (kind != NULL && strcmp(kind, "pypi") == 0) ||
		     (manager != NULL && strcmp(manager, "pip") == 0);
	*location = manifest_get(manifest, package, "pypi", TREE_TEXT);
	if (*location == NULL && older)
		*location = manifest_get(manifest, package, "url", TREE_TEXT);
	if (*location == NULL && older)
		*location = manifest_get(manifest, package, "path", TREE_TEXT);
	return older || *location != NULL;
}

static void add_package(
	const struct manifest *manifest, const struct tree *name, const struct tree *location)
{
	struct place place = manifest_place(manifest, name);
	const char *url = location ? location->text : NULL;
	bool path = url != NULL && (strstr(url, "://") == NULL || strncmp(url, "file:", 5) == 0);
	if (path)
		seeds_add(manifest->seeds, SEED_DIRECT, name->text, name->length, place);
	else if (url != NULL)
		seeds_add_file(manifest->seeds, name->text, name->length, place, url);
	else
		seeds_add(manifest->seeds, SEED_REQUIRED, name->text, name->length, place);
}

static void read_package(const struct manifest *manifest, const struct tree *package)
{
	const struct tree *location;
	if (!is_of_pypi(manifest, package, &location))
		return;
	const struct tree *name = manifest_get(manifest, package, "name", TREE_TEXT);
	if (name != NULL)
		add_package(manifest, name, location);
	else if (tree_find(package, "name") == NULL)
		seeds_skip(manifest->seeds, manifest_place(manifest, package),
			"a package without a name");
}

static void read_packages(const struct manifest *manifest)
{
	static const char *const keys[] = {"packages", "package"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct tree *list =
			manifest_get(manifest, manifest->root, keys[i], TREE_LIST);
		for (const struct tree *item = tree_first(list); item; item = item->next) {
			if (manifest_is(manifest, item, TREE_TABLE))
				read_package(manifest, item);
		}
	}
}

static enum error read_lock(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return manifest_read(seeds, file, tree_read_yaml, read_packages, failure);
}

const struct seed_reader pixi_reader = {
	.name = "pixi.toml",
	.summary = "pixi's manifest: what it takes from indexes, and which",
	.names = (const char *const[]){"pixi.toml", NULL},
	.read = read_toml,
};

const struct seed_reader pixi_lock_reader = {
	.name = "pixi.lock",
	.summary = "pixi's lock file, versions 1 to 6: the packages of PyPI's kind",
	.names = (const char *const[]){"pixi.lock", NULL},
	.read = read_lock,
};
