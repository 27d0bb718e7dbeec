/* What the paths in a wheel let people type. */
#include "inputs/modules.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Deeper packages are parts of those above, or of no use to anybody who types. */
enum { PARTS = 3 };

static bool is_identifier(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		char c = text[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
		if (!letter && !(i > 0 && c >= '0' && c <= '9'))
			return false;
	}
	return length > 0;
}

/* Where the installed path begins: behind `larkmoor-1.0.data/purelib/`. NULL: nothing that is
 * imported. *SCRIPT: the name of a script, else NULL. */
static const char *installed_path(const char *path, const char **script)
{
	size_t length = strcspn(path, "/");
	*script = NULL;
	if (length < 5 || path[length] == '\0' || strncmp(path + length - 5, ".data", 5) != 0)
		return path;
	const char *at = path + length + 1;
	if (strncmp(at, "scripts/", 8) == 0)
		*script = at + 8;
	bool imported = strncmp(at, "purelib/", 8) == 0 || strncmp(at, "platlib/", 8) == 0;
	return imported ? at + 8 : NULL;
}

/* Notes `a/b/__init__.py` as a package. */
static void note_package(struct modules *modules, const char *path, size_t length)
{
	size_t parts = 0;
	for (size_t at = 0; at < length; at++, parts++) {
		size_t part = strcspn(path + at, "/");
		if (!is_identifier(path + at, part))
			return;
		at += part;
	}
	if (parts > PARTS)
		return;
	if (modules->packages == NULL)
		modules->packages = intern_new();
	intern_number(modules->packages, path, length);
}

void modules_note(struct modules *modules, const char *path)
{
	const char *script;
	path = installed_path(path, &script);
	if (script != NULL && strpbrk(script, "/.") == NULL)
		*array_add(&modules->scripts) = memory_copy(script, strlen(script));
	if (path == NULL)
		return;
	static const char init[] = "/__init__.py";
	const char *slash = strrchr(path, '/');
	if (slash != NULL && strcmp(slash, init) == 0) {
		note_package(modules, path, (size_t)(slash - path));
		return;
	}
	/* `larkfast.cpython-312-x86_64-linux-gnu.so` */
	const char *end = strrchr(path, '.');
	bool module =
		slash == NULL && end != NULL &&
		(strcmp(end, ".py") == 0 || strcmp(end, ".so") == 0 || strcmp(end, ".pyd") == 0);
	size_t name = strcspn(path, ".");
	if (module && is_identifier(path, name))
		*array_add(&modules->files) = memory_copy(path, name);
}

/* Whether a folder above the package has an __init__.py too. */
static bool is_inner(const struct modules *modules, const char *package)
{
	for (const char *at = strchr(package, '/'); at != NULL; at = strchr(at + 1, '/')) {
		if (intern_find(modules->packages, package, (size_t)(at - package)) != INTERN_NONE)
			return true;
	}
	return false;
}

static void use_packages(
	const struct modules *modules, struct seeds *seeds, const char *project, struct place place)
{
	uint32_t count = modules->packages ? intern_count(modules->packages) : 0;
	for (uint32_t i = 0; i < count; i++) {
		const char *package = intern_at(modules->packages, i);
		if (is_inner(modules, package))
			continue;
		autofree char *dotted = memory_copy(package, strlen(package));
		for (char *c = dotted; *c != '\0'; c++)
			*c = *c == '/' ? '.' : *c;
		seeds_alias(seeds, project, ALIAS_IMPORT, dotted, strlen(dotted), place);
	}
}

void modules_use(const struct modules *modules, struct seeds *seeds, const char *project,
	bool imports, struct place place)
{
	for (size_t i = 0; i < modules->scripts.count; i++)
		seeds_alias(seeds, project, ALIAS_COMMAND, modules->scripts.items[i],
			strlen(modules->scripts.items[i]), place);
	if (!imports)
		return;
	for (size_t i = 0; i < modules->files.count; i++)
		seeds_alias(seeds, project, ALIAS_IMPORT, modules->files.items[i],
			strlen(modules->files.items[i]), place);
	use_packages(modules, seeds, project, place);
}

void modules_release(struct modules *modules)
{
	for (size_t i = 0; i < modules->files.count; i++)
		free(modules->files.items[i]);
	for (size_t i = 0; i < modules->scripts.count; i++)
		free(modules->scripts.items[i]);
	array_release(&modules->files);
	array_release(&modules->scripts);
	intern_free(modules->packages);
}
