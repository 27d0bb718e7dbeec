/* conda: environment.yml (the lines under `pip:`), conda-lock.yml (packages of manager pip), and
 * its explicit lists (lines of pip). Names of conda channels are none of PyPI's. */
#include "inputs/manifest.h"
#include "inputs/requirement.h"
#include "inputs/requirements.h"
#include "inputs/settings.h"

#include <string.h>

static void read_environment(const struct manifest *manifest)
{
	settings_of_variables(
		manifest, manifest_get(manifest, manifest->root, "variables", TREE_TABLE));
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

/* `# pip larkmoor @ https://host/larkmoor-1.whl --hash=sha256:...`, which conda-lock writes below
 * the URLs of conda's own packages. */
static void read_explicit_line(struct seeds *seeds, struct place place, const char *text)
{
	size_t length = strcspn(text, " ");
	const char *at = strstr(text, " @ ");
	if (at != NULL)
		length = (size_t)(at - text) + 3 + strcspn(at + 3, " ");
	struct requirement found = requirement_read(text, length, false);
	if (found.kind == REQUIREMENT_DIRECT) {
		autofree char *url = memory_copy(found.url, (size_t)(text + length - found.url));
		seeds_add_file(seeds, found.name, found.length, place, url);
	} else if (found.kind == REQUIREMENT_INDEXED) {
		seeds_add_from(seeds, found.name, found.length, place, NULL, false);
	} else {
		seeds_skip(seeds, place, "\"%.120s\": %s", text, found.why);
	}
}

/* A line of its own. */
static bool has_mark(const struct file *file)
{
	static const char mark[] = "@EXPLICIT";
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (lines_next(&lines)) {
		if (lines.length >= sizeof mark - 1 &&
			memcmp(lines.text, mark, sizeof mark - 1) == 0)
			return true;
	}
	return false;
}

static enum error read_explicit(
	struct seeds *seeds, const struct file *file, struct failure *failure)
{
	if (!has_mark(file))
		return fail(failure, ERR_INPUT, "%s:1: a list of conda's without a line @EXPLICIT",
			file->name);
	static const char mark[] = "# pip ";
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (lines_next(&lines)) {
		size_t skip = sizeof mark - 1;
		if (lines.length <= skip || memcmp(lines.text, mark, skip) != 0)
			continue;
		autofree char *text = memory_copy(lines.text + skip, lines.length - skip);
		read_explicit_line(seeds, (struct place){file->name, lines.number}, text);
	}
	return lines.error == OK ? OK : fail(failure, lines.error, "%s", lines.failure.text);
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

static const char *last_part(const struct file *file)
{
	const char *slash = strrchr(file->name, '/');
	return slash ? slash + 1 : file->name;
}

static bool is_environment(const struct file *file)
{
	const char *name = last_part(file);
	return strncasecmp(name, "environment.y", 13) == 0 ||
	       (holds(file, "dependencies:") &&
		       (holds(file, "channels:") || holds(file, "- pip:")));
}

static bool is_lock(const struct file *file)
{
	return strcasestr(last_part(file), "conda-lock.y") != NULL || holds(file, "manager: pip");
}

/* By its mark, or as conda-lock calls it: conda-linux-64.lock. */
static bool is_explicit(const struct file *file)
{
	const char *name = last_part(file);
	const char *end = strrchr(name, '.');
	return has_mark(file) || (strncasecmp(name, "conda-", 6) == 0 && end != NULL &&
					 strcasecmp(end, ".lock") == 0);
}

const struct seed_reader conda_reader = {
	.name = "conda environment",
	.summary = "environment.yml: what pip installs in it",
	.names = (const char *const[]){"*environment*.yml", "*environment*.yaml", "env.yml",
		"env.yaml", "env-*.yml", "env-*.yaml", "*-env.yml", "*-env.yaml", "*conda*.yml",
		"*conda*.yaml", NULL},
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

const struct seed_reader conda_explicit_reader = {
	.name = "conda explicit",
	.summary = "conda's list of URLs: the packages that conda-lock has pip install",
	.names = (const char *const[]){"*conda*.lock", "*conda*.txt", "*explicit*.txt",
		"*spec*.txt", "*requirements*.txt", NULL},
	.recognises = is_explicit,
	.anywhere = true,
	.read = read_explicit,
};
