/* pyproject.toml: PEP 621, PEP 735, PEP 518, and the tables of Poetry, PDM, Hatch, uv, Flit and
 * setuptools. */
#include "inputs/dependency.h"
#include "inputs/groups.h"
#include "inputs/manifest.h"
#include "inputs/pixi.h"
#include "inputs/requirements.h"
#include "inputs/settings.h"

#include <string.h>

/* The project's own name, and what people type for it. Returns the name, NULL where none is said.
 */
static const char *add_project(
	const struct manifest *manifest, const struct tree *table, const char *key)
{
	const struct tree *name = manifest_get(manifest, table, key, TREE_TEXT);
	if (name == NULL || manifest_name(manifest, SEED_PROJECT, name) == NULL)
		return NULL;
	return name->text;
}

/* PEP 621, and PEP 794 for the import names. */
static const char *read_project(const struct manifest *manifest)
{
	const struct tree *project = manifest_get(manifest, manifest->root, "project", TREE_TABLE);
	const char *name = add_project(manifest, project, "name");
	manifest_requirements(manifest, project, "dependencies");
	manifest_requirement_lists(manifest, project, "optional-dependencies");
	manifest_commands(manifest, name, project, "scripts");
	manifest_commands(manifest, name, project, "gui-scripts");
	manifest_imports(manifest, name, project, "import-names");
	manifest_imports(manifest, name, project, "import-namespaces");
	return name;
}

/* NAME: that of [project], NULL where it says none. */
static void read_poetry(const struct manifest *manifest, const char *name)
{
	const struct tree *poetry = tree_at(manifest->root, "tool", "poetry", NULL);
	const struct tree *sources = manifest_get(manifest, poetry, "source", TREE_LIST);
	const char *own = add_project(manifest, poetry, "name");
	name = own ? own : name;
	static const char *const keys[] = {"dependencies", "dev-dependencies", "requires-plugins"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		dependency_table(manifest, manifest_get(manifest, poetry, keys[i], TREE_TABLE),
			sources, NULL);
	const struct tree *groups = manifest_get(manifest, poetry, "group", TREE_TABLE);
	for (const struct tree *group = tree_first(groups); group != NULL; group = group->next) {
		if (manifest_is(manifest, group, TREE_TABLE))
			dependency_table(manifest,
				manifest_get(manifest, group, "dependencies", TREE_TABLE), sources,
				NULL);
	}
	manifest_commands(manifest, name, poetry, "scripts");
	const struct tree *packages = manifest_get(manifest, poetry, "packages", TREE_LIST);
	for (const struct tree *item = name ? tree_first(packages) : NULL; item;
		item = item->next) {
		const struct tree *include = manifest_get(manifest, item, "include", TREE_TEXT);
		if (include != NULL)
			seeds_alias(manifest->seeds, name, ALIAS_IMPORT, include->text,
				strcspn(include->text, "/"), manifest_place(manifest, include));
	}
	settings_of_poetry(manifest, sources);
}

/* PDM's groups of development hold requirement lines, editable ones too. */
static void read_pdm(const struct manifest *manifest)
{
	const struct tree *pdm = tree_at(manifest->root, "tool", "pdm", NULL);
	const struct tree *groups = manifest_get(manifest, pdm, "dev-dependencies", TREE_TABLE);
	for (const struct tree *group = tree_first(groups); group != NULL; group = group->next) {
		if (!manifest_is(manifest, group, TREE_LIST))
			continue;
		for (const struct tree *item = group->first; item != NULL; item = item->next) {
			if (item->type == TREE_TEXT && strncmp(item->text, "-e ", 3) == 0)
				requirements_line(manifest->seeds, manifest->file, item->line,
					item->text, item->length);
			else
				manifest_requirement(manifest, item, NULL);
		}
	}
	const struct tree *resolution = manifest_get(manifest, pdm, "resolution", TREE_TABLE);
	dependency_table(
		manifest, manifest_get(manifest, resolution, "overrides", TREE_TABLE), NULL, NULL);
	settings_of_pdm(manifest, pdm);
}

/* The requirements that one environment is given for a platform or matrix variable: texts, or
 * tables whose `value` is one. */
static void read_hatch_overrides(const struct manifest *manifest, const struct tree *overrides)
{
	static const char *const keys[] = {"dependencies", "extra-dependencies"};
	for (const struct tree *by = tree_first(overrides); by != NULL; by = by->next) {
		for (const struct tree *option = tree_first(by); option; option = option->next) {
			for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
				const struct tree *item = tree_first(tree_find(option, keys[i]));
				for (; item != NULL; item = item->next) {
					const struct tree *value = tree_find(item, "value");
					manifest_requirement(manifest, value ? value : item, NULL);
				}
			}
		}
	}
}

/* The table of hatch.toml, or [tool.hatch]. */
static void read_hatch(const struct manifest *manifest, const struct tree *hatch)
{
	manifest_requirements(
		manifest, manifest_get(manifest, hatch, "env", TREE_TABLE), "requires");
	const struct tree *envs = manifest_get(manifest, hatch, "envs", TREE_TABLE);
	for (const struct tree *env = tree_first(envs); env != NULL; env = env->next) {
		if (!manifest_is(manifest, env, TREE_TABLE))
			continue;
		manifest_requirements(manifest, env, "dependencies");
		manifest_requirements(manifest, env, "extra-dependencies");
		read_hatch_overrides(
			manifest, manifest_get(manifest, env, "overrides", TREE_TABLE));
		settings_of_variables(
			manifest, manifest_get(manifest, env, "env-vars", TREE_TABLE));
	}
	const struct tree *build = manifest_get(manifest, hatch, "build", TREE_TABLE);
	manifest_requirements(manifest, build, "dependencies");
	static const char *const keys[] = {"targets", "hooks"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct tree *table = manifest_get(manifest, build, keys[i], TREE_TABLE);
		for (const struct tree *item = tree_first(table); item; item = item->next) {
			if (manifest_is(manifest, item, TREE_TABLE))
				manifest_requirements(manifest, item, "dependencies");
		}
	}
}

/* `packages = ["src/larkmoor"]` of a wheel: what is imported is the last part of each path. */
static void add_hatch_packages(
	const struct manifest *manifest, const char *name, const struct tree *hatch)
{
	const struct tree *wheel = tree_at(hatch, "build", "targets", "wheel", NULL);
	const struct tree *list =
		name ? manifest_get(manifest, wheel, "packages", TREE_LIST) : NULL;
	for (const struct tree *item = tree_first(list); item != NULL; item = item->next) {
		if (!manifest_is(manifest, item, TREE_TEXT))
			continue;
		const char *slash = strrchr(item->text, '/');
		const char *last = slash ? slash + 1 : item->text;
		seeds_alias(manifest->seeds, name, ALIAS_IMPORT, last, strlen(last),
			manifest_place(manifest, item));
	}
}

/* `extra-build-dependencies`: texts, or tables whose `requirement` is one. */
static void read_uv_builds(const struct manifest *manifest, const struct tree *uv)
{
	const struct tree *table =
		manifest_get(manifest, uv, "extra-build-dependencies", TREE_TABLE);
	for (const struct tree *list = tree_first(table); list != NULL; list = list->next) {
		if (!manifest_is(manifest, list, TREE_LIST))
			continue;
		for (const struct tree *item = list->first; item != NULL; item = item->next) {
			const struct tree *inner = tree_find(item, "requirement");
			manifest_requirement(manifest, inner ? inner : item, NULL);
		}
	}
}

/* The requirements of uv.toml, or of [tool.uv]. */
static void read_uv_lists(const struct manifest *manifest, const struct tree *uv)
{
	static const char *const lists[] = {"dev-dependencies", "constraint-dependencies",
		"override-dependencies", "build-constraint-dependencies"};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		manifest_requirements(manifest, uv, lists[i]);
	read_uv_builds(manifest, uv);
	settings_of_uv(manifest, uv);
}

void dependency_read_uv(const struct manifest *manifest)
{
	const struct tree *uv = tree_at(manifest->root, "tool", "uv", NULL);
	const struct tree *indexes = tree_find(uv, "index");
	const struct tree *sources = manifest_get(manifest, uv, "sources", TREE_TABLE);
	for (const struct tree *source = tree_first(sources); source; source = source->next)
		dependency_source(manifest, source, indexes);
	read_uv_lists(manifest, uv);
	const char *name = tree_text(tree_find(manifest->root, "project"), "name");
	const struct tree *backend = tree_find(uv, "build-backend");
	const struct tree *module = tree_find(backend, "module-name");
	if (module != NULL && module->type == TREE_LIST)
		manifest_imports(manifest, name, backend, "module-name");
	else if (name != NULL && module != NULL && module->type == TREE_TEXT)
		seeds_alias(manifest->seeds, name, ALIAS_IMPORT, module->text, module->length,
			manifest_place(manifest, module));
}

static void read_flit(const struct manifest *manifest)
{
	const struct tree *flit = tree_at(manifest->root, "tool", "flit", NULL);
	const struct tree *metadata = manifest_get(manifest, flit, "metadata", TREE_TABLE);
	const struct tree *module = manifest_get(manifest, metadata, "module", TREE_TEXT);
	bool named = tree_find(metadata, "dist-name") != NULL;
	const char *name = add_project(manifest, metadata, named ? "dist-name" : "module");
	if (name != NULL && module != NULL)
		seeds_alias(manifest->seeds, name, ALIAS_IMPORT, module->text, module->length,
			manifest_place(manifest, module));
	manifest_requirements(manifest, metadata, "requires");
	manifest_requirements(manifest, metadata, "dev-requires");
	manifest_requirement_lists(manifest, metadata, "requires-extra");
	manifest_commands(manifest, name, flit, "scripts");
	const struct tree *project = tree_find(manifest->root, "project");
	const struct tree *other = tree_at(flit, "module", "name", NULL);
	if (tree_text(project, "name") != NULL && other != NULL && other->type == TREE_TEXT)
		seeds_alias(manifest->seeds, tree_text(project, "name"), ALIAS_IMPORT, other->text,
			other->length, manifest_place(manifest, other));
}

static void include_files(const struct manifest *manifest, const struct tree *value)
{
	const struct tree *files = tree_find(value, "file");
	if (files != NULL && files->type == TREE_TEXT)
		requirements_include(manifest->seeds, manifest->file, files->line, files->text);
	const struct tree *list = files != NULL && files->type == TREE_LIST ? files : NULL;
	for (const struct tree *item = tree_first(list); item != NULL; item = item->next) {
		if (manifest_is(manifest, item, TREE_TEXT))
			requirements_include(
				manifest->seeds, manifest->file, item->line, item->text);
	}
}

static void read_setuptools(const struct manifest *manifest, const char *name)
{
	const struct tree *setuptools = tree_at(manifest->root, "tool", "setuptools", NULL);
	const struct tree *packages = tree_find(setuptools, "packages");
	if (packages != NULL && packages->type == TREE_LIST)
		manifest_imports(manifest, name, setuptools, "packages");
	manifest_imports(manifest, name, setuptools, "py-modules");
	const struct tree *dynamic = manifest_get(manifest, setuptools, "dynamic", TREE_TABLE);
	include_files(manifest, manifest_get(manifest, dynamic, "dependencies", TREE_TABLE));
	const struct tree *extras =
		manifest_get(manifest, dynamic, "optional-dependencies", TREE_TABLE);
	for (const struct tree *extra = tree_first(extras); extra != NULL; extra = extra->next) {
		if (manifest_is(manifest, extra, TREE_TABLE))
			include_files(manifest, extra);
	}
}

/* Tools of which one key matters. */
static void read_small_tools(
	const struct manifest *manifest, const char *name, const struct tree *tool)
{
	const struct tree *rye = manifest_get(manifest, tool, "rye", TREE_TABLE);
	manifest_requirements(manifest, rye, "dev-dependencies");
	/* Their environments have many names. */
	static const char *const runners[] = {"cibuildwheel", "pdm", "poe", "tox"};
	for (size_t i = 0; i < sizeof runners / sizeof *runners; i++)
		settings_of_variables(manifest, tree_find(tool, runners[i]));
	const struct tree *maturin = manifest_get(manifest, tool, "maturin", TREE_TABLE);
	const struct tree *module = manifest_get(manifest, maturin, "module-name", TREE_TEXT);
	if (name != NULL && module != NULL)
		seeds_alias(manifest->seeds, name, ALIAS_IMPORT, module->text,
			strcspn(module->text, "."), manifest_place(manifest, module));
}

static void read_tables(const struct manifest *manifest)
{
	const char *name = read_project(manifest);
	const struct tree *build =
		manifest_get(manifest, manifest->root, "build-system", TREE_TABLE);
	manifest_requirements(manifest, build, "requires");
	groups_read(manifest);
	const struct tree *tool = manifest_get(manifest, manifest->root, "tool", TREE_TABLE);
	static const char *const tools[] = {"poetry", "pdm", "hatch", "uv", "flit", "setuptools"};
	for (size_t i = 0; i < sizeof tools / sizeof *tools; i++)
		manifest_get(manifest, tool, tools[i], TREE_TABLE);
	read_poetry(manifest, name);
	read_pdm(manifest);
	const struct tree *hatch = tree_at(manifest->root, "tool", "hatch", NULL);
	read_hatch(manifest, hatch);
	add_hatch_packages(manifest, name, hatch);
	pixi_read(manifest, manifest_get(manifest, tool, "pixi", TREE_TABLE));
	read_small_tools(manifest, name, tool);
	dependency_read_uv(manifest);
	read_flit(manifest);
	read_setuptools(manifest, name);
}

static enum error read_file(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return manifest_read(seeds, file, tree_read_toml, read_tables, failure);
}

static bool recognises(const struct file *file)
{
	return memmem(file->bytes, file->length, "[project]", 9) != NULL ||
	       memmem(file->bytes, file->length, "[build-system]", 14) != NULL;
}

static bool always(const struct file *file)
{
	const char *slash = strrchr(file->name, '/');
	return strcasecmp(slash ? slash + 1 : file->name, "pyproject.toml") == 0 ||
	       recognises(file);
}

const struct seed_reader pyproject_reader = {
	.name = "pyproject",
	.summary = "pyproject.toml: PEP 621, 735, 518; Poetry, PDM, Hatch, uv, Flit, setuptools",
	.names = (const char *const[]){"pyproject.toml", "*pyproject*.toml", NULL},
	.recognises = always,
	.anywhere = true,
	.read = read_file,
};

static void read_uv_settings(const struct manifest *manifest)
{
	read_uv_lists(manifest, manifest->root);
}

static enum error read_uv(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return manifest_read(seeds, file, tree_read_toml, read_uv_settings, failure);
}

const struct seed_reader uv_toml_reader = {
	.name = "uv.toml",
	.summary = "settings of uv: indexes and their strategy",
	.names = (const char *const[]){"uv.toml", NULL},
	.read = read_uv,
};

static void read_hatch_tables(const struct manifest *manifest)
{
	read_hatch(manifest, manifest->root);
}

static enum error read_hatch_file(
	struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return manifest_read(seeds, file, tree_read_toml, read_hatch_tables, failure);
}

const struct seed_reader hatch_toml_reader = {
	.name = "hatch.toml",
	.summary = "settings of Hatch: environments and what they need",
	.names = (const char *const[]){"hatch.toml", NULL},
	.read = read_hatch_file,
};
