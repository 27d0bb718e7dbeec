/* Lock files in TOML: pylock.toml (PEP 751), poetry.lock, uv.lock, pdm.lock. They say where each
 * package came from. */
#include "inputs/dependency.h"
#include "inputs/manifest.h"
#include "inputs/url.h"

#include <string.h>

static const char pypi[] = "https://pypi.org/simple";

/* Adds the `name` of a package from URL. */
static void add(
	const struct manifest *manifest, const struct tree *package, const char *url, bool direct)
{
	const struct tree *name = manifest_get(manifest, package, "name", TREE_TEXT);
	if (name != NULL)
		seeds_add_from(manifest->seeds, name->text, name->length,
			manifest_place(manifest, name), url, direct);
	else if (tree_find(package, "name") == NULL)
		seeds_skip(manifest->seeds, manifest_place(manifest, package),
			"a package without a name");
}

/* Adds the `name` of a package by where its files lie: the first of them that has a URL tells. */
static bool add_by_files(
	const struct manifest *manifest, const struct tree *package, const struct tree *files)
{
	bool one = files != NULL && files->type == TREE_TABLE;
	const struct tree *name = manifest_get(manifest, package, "name", TREE_TEXT);
	for (const struct tree *file = one ? files : tree_first(files); file != NULL;
		file = one ? NULL : file->next) {
		const char *url = tree_text(file, "url");
		if (name == NULL || url == NULL || strstr(url, "://") == NULL)
			continue;
		seeds_add_file(manifest->seeds, name->text, name->length,
			manifest_place(manifest, name), url);
		return true;
	}
	return false;
}

static void each_package(const struct manifest *manifest, const char *key,
	void (*read)(const struct manifest *manifest, const struct tree *package))
{
	const struct tree *list = manifest_get(manifest, manifest->root, key, TREE_LIST);
	for (const struct tree *item = tree_first(list); item != NULL; item = item->next) {
		if (manifest_is(manifest, item, TREE_TABLE))
			read(manifest, item);
	}
}

/* PEP 751: exactly one of vcs, directory, archive, or an index with sdist and wheels. */
static void read_pylock_package(const struct manifest *manifest, const struct tree *package)
{
	const struct tree *vcs = manifest_get(manifest, package, "vcs", TREE_TABLE);
	const struct tree *archive = manifest_get(manifest, package, "archive", TREE_TABLE);
	const struct tree *directory = manifest_get(manifest, package, "directory", TREE_TABLE);
	const struct tree *index = manifest_get(manifest, package, "index", TREE_TEXT);
	const char *url = NULL;
	if (vcs != NULL || archive != NULL || directory != NULL) {
		url = vcs ? tree_text(vcs, "url") : archive ? tree_text(archive, "url") : NULL;
		add(manifest, package, url ? url : ".", true);
		return;
	}
	if (index != NULL)
		add(manifest, package, index->text, false);
	else if (!add_by_files(manifest, package, tree_find(package, "wheels")) &&
		 !add_by_files(manifest, package, tree_find(package, "sdist")))
		add(manifest, package, NULL, false);
}

static void read_pylock(const struct manifest *manifest)
{
	each_package(manifest, "packages", read_pylock_package);
}

/* Poetry writes a source only where it is not PyPI. */
static void read_poetry_package(const struct manifest *manifest, const struct tree *package)
{
	const struct tree *source = manifest_get(manifest, package, "source", TREE_TABLE);
	const char *type = tree_text(source, "type"), *url = tree_text(source, "url");
	if (source == NULL)
		add(manifest, package, pypi, false);
	else if (type != NULL && strcmp(type, "legacy") == 0)
		add(manifest, package, url, false);
	else
		add(manifest, package, url ? url : ".", true);
}

static void read_poetry_lock(const struct manifest *manifest)
{
	each_package(manifest, "package", read_poetry_package);
}

static void read_uv_package(const struct manifest *manifest, const struct tree *package)
{
	const struct tree *source = manifest_get(manifest, package, "source", TREE_TABLE);
	const char *registry = tree_text(source, "registry");
	const char *git = tree_text(source, "git"), *url = tree_text(source, "url");
	if (source == NULL)
		add(manifest, package, NULL, false);
	else if (registry != NULL && strstr(registry, "://") != NULL)
		add(manifest, package, registry, false);
	else if (git != NULL || url != NULL)
		add(manifest, package, git ? git : url, true);
	else
		add(manifest, package, ".", true);
}

static void read_uv_lock(const struct manifest *manifest)
{
	each_package(manifest, "package", read_uv_package);
}

/* PDM says the index only by the URLs of files (strategy static_urls). */
static void read_pdm_package(const struct manifest *manifest, const struct tree *package)
{
	static const char *const keys[] = {"git", "hg", "svn", "url", "path"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const char *text = tree_text(package, keys[i]);
		if (text != NULL) {
			add(manifest, package, strstr(text, "://") || i < 4 ? text : ".", true);
			return;
		}
	}
	if (!add_by_files(manifest, package, tree_find(package, "files")))
		add(manifest, package, NULL, false);
}

static void read_pdm_lock(const struct manifest *manifest)
{
	each_package(manifest, "package", read_pdm_package);
}

static enum error read_with(struct seeds *seeds, const struct file *file,
	void (*read)(const struct manifest *manifest), struct failure *failure)
{
	return manifest_read(seeds, file, tree_read_toml, read, failure);
}

#define READER(symbol, title, help, reading, mark, ...)                                            \
	static enum error symbol##_read(                                                           \
		struct seeds *seeds, const struct file *file, struct failure *failure)             \
	{                                                                                          \
		return read_with(seeds, file, reading, failure);                                   \
	}                                                                                          \
	static bool symbol##_recognises(const struct file *file)                                   \
	{                                                                                          \
		const char *slash = strrchr(file->name, '/');                                      \
		const char *name = slash ? slash + 1 : file->name;                                 \
		return strcasecmp(name, title) == 0 || strncasecmp(name, "pylock.", 7) == 0 ||     \
		       memmem(file->bytes, file->length, mark, sizeof mark - 1) != NULL;           \
	}                                                                                          \
	const struct seed_reader symbol##_reader = {.name = title,                                 \
		.summary = help,                                                                   \
		.names = (const char *const[]){title, __VA_ARGS__, NULL},                          \
		.recognises = symbol##_recognises,                                                 \
		.anywhere = true,                                                                  \
		.read = symbol##_read}

READER(pylock, "pylock.toml", "the lock file of PEP 751", read_pylock, "[[packages]]",
	"pylock.*.toml");
READER(poetry_lock, "poetry.lock", "Poetry's lock file", read_poetry_lock, "generated by Poetry",
	"*poetry*.lock");
READER(uv_lock, "uv.lock", "uv's lock file", read_uv_lock, "source = { registry = ", "*uv*.lock");
READER(pdm_lock, "pdm.lock", "PDM's lock file", read_pdm_lock, "generated by PDM", "*pdm*.lock");
