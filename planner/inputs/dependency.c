/* Dependencies as tables. */
#include "inputs/dependency.h"
#include "inputs/settings.h"

#include <string.h>

/* The URL of a package of its own in VALUE: of a version control system or an archive; "." stands
 * for a path or workspace, which is internal without any host. NULL: an index resolves it. */
static const char *own_place(const struct tree *value)
{
	static const char *const keys[] = {"git", "hg", "svn", "bzr", "url", "ref"};
	static const char *const paths[] = {"path", "file", "directory", "editable", "virtual"};
	for (size_t i = 0; i + 1 < sizeof keys / sizeof *keys; i++) {
		if (tree_text(value, keys[i]) != NULL)
			return tree_text(value, keys[i]);
	}
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		const char *text = tree_text(value, paths[i]);
		/* Pipenv's `file` and uv's `path` may be URLs too. */
		if (text != NULL)
			return strstr(text, "://") != NULL ? text : ".";
	}
	return tree_flag(value, "workspace") || tree_flag(value, "editable") ? "." : NULL;
}

static void add(const struct manifest *manifest, const char *name, const struct tree *value,
	const struct tree *sources, const char *otherwise)
{
	struct place place = manifest_place(manifest, value);
	size_t length = strlen(name);
	const char *own = value->type == TREE_TABLE ? own_place(value) : NULL;
	if (own != NULL) {
		seeds_add_from(manifest->seeds, name, length, place, own, true);
		return;
	}
	const char *source = tree_text(value, "source");
	source = source ? source : tree_text(value, "index");
	const char *url = settings_source_url(sources, source);
	if (source != NULL && url == NULL && strstr(source, "://") != NULL)
		url = source;
	if (source == NULL)
		url = otherwise;
	seeds_add_from(manifest->seeds, name, length, place, url, false);
}

static void read_source(const struct manifest *manifest, const struct tree *value,
	const struct tree *sources, const char *otherwise)
{
	switch (value->type) {
	case TREE_TEXT:
	case TREE_TABLE:
		add(manifest, value->key, value, sources, otherwise);
		break;
	case TREE_LIST: /* one for each platform or Python */
		for (const struct tree *item = value->first; item != NULL; item = item->next) {
			if (item->type == TREE_TABLE || item->type == TREE_TEXT)
				add(manifest, value->key, item, sources, otherwise);
			else
				manifest_is(manifest, item, TREE_TABLE);
		}
		break;
	default:
		manifest_is(manifest, value, TREE_TEXT);
	}
}

void dependency_source(
	const struct manifest *manifest, const struct tree *value, const struct tree *sources)
{
	read_source(manifest, value, sources, NULL);
}

void dependency_table(const struct manifest *manifest, const struct tree *table,
	const struct tree *sources, const char *otherwise)
{
	for (const struct tree *item = tree_first(table); item != NULL; item = item->next) {
		if (strcmp(item->key, "python") != 0)
			read_source(manifest, item, sources, otherwise);
	}
}
