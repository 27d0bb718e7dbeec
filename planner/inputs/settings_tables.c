/* Settings of uv, Poetry, PDM and Pipenv in their own tables. */
#include "inputs/settings.h"
#include "base/text.h"
#include "inputs/url.h"

#include <string.h>

const char *settings_source_url(const struct tree *list, const char *name)
{
	for (const struct tree *item = tree_first(list); name != NULL && item != NULL;
		item = item->next) {
		const char *its = tree_text(item, "name");
		if (its != NULL && strcasecmp(its, name) == 0)
			return tree_text(item, "url");
	}
	if (name != NULL && strcasecmp(name, "pypi") == 0)
		return "https://pypi.org/simple";
	return NULL;
}

static bool is_public(const struct tree *source)
{
	const char *url = tree_text(source, "url"), *name = tree_text(source, "name");
	if (url == NULL)
		return name != NULL && strcasecmp(name, "pypi") == 0;
	return url_host(url, strlen(url)) == URL_PYPI;
}

static struct text shown_url(const struct tree *source)
{
	struct text shown = text_new(LIMIT_LINE_BYTES);
	const char *url = tree_text(source, "url"), *name = tree_text(source, "name");
	const char *best = url ? url : name ? name : "the source";
	without_secrets(&shown, best, strlen(best));
	return shown;
}

static void look(const struct manifest *manifest, enum setting_form form, const struct tree *value)
{
	struct place place = manifest_place(manifest, value);
	if (value->type == TREE_TEXT)
		setting_look(manifest->seeds, place, form, value->key, value->text);
	for (const struct tree *item = value->type == TREE_LIST ? value->first : NULL; item != NULL;
		item = item->next) {
		if (item->type == TREE_TEXT)
			setting_look(manifest->seeds, manifest_place(manifest, item), form,
				value->key, item->text);
	}
}

static void look_at_keys(const struct manifest *manifest, const struct tree *table)
{
	static const char *const keys[] = {"index-url", "extra-index-url", "index-strategy",
		"allow-insecure-host", "find-links"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct tree *value = tree_find(table, keys[i]);
		if (value == NULL)
			continue;
		if (value->type == TREE_TEXT || value->type == TREE_LIST)
			look(manifest, FORM_TOML, value);
		else
			manifest_is(manifest, value, TREE_TEXT);
	}
}

/* uv asks its indexes in order and keeps to the first that has a name. */
static void look_at_uv_indexes(const struct manifest *manifest, const struct tree *list)
{
	const struct tree *public = NULL;
	for (const struct tree *item = tree_first(list); item != NULL; item = item->next) {
		if (!manifest_is(manifest, item, TREE_TABLE))
			continue;
		struct place place = manifest_place(manifest, item);
		const struct tree *url = manifest_get(manifest, item, "url", TREE_TEXT);
		if (url != NULL)
			setting_look(manifest->seeds, manifest_place(manifest, url), FORM_INI,
				"index-url", url->text);
		if (tree_flag(item, "explicit"))
			continue;
		bool last = tree_flag(item, "default");
		if (is_public(item) && !last && public == NULL)
		public = item;
		else if (!is_public(item) && public != NULL)
		{
			autotext struct text shown = shown_url(item);
			autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
			text_addf(&what,
				"uv keeps to the first index that has a name, and PyPI stands "
				"before "
				"%.400s: an internal name is taken from PyPI as soon as somebody "
				"registers it there",
				shown.bytes);
			seeds_weakness(manifest->seeds, "index-order",
				manifest_place(manifest, public), what.bytes,
				"give the internal index `explicit = true` and name it in "
				"[tool.uv.sources], or let it stand before PyPI");
		}
		const struct tree *ignored = tree_find(item, "ignore-error-codes");
		if (ignored != NULL && ignored->type == TREE_LIST && !is_public(item))
			seeds_weakness(manifest->seeds, "ignored-errors", place,
				"when this index refuses the log-in, uv goes on to the next one: "
				"with "
				"an expired password an internal name is taken from PyPI",
				"remove `ignore-error-codes`, or give the index `explicit = true`");
	}
}

void settings_of_uv(const struct manifest *manifest, const struct tree *table)
{
	look_at_keys(manifest, table);
	look_at_keys(manifest, manifest_get(manifest, table, "pip", TREE_TABLE));
	look_at_uv_indexes(manifest, manifest_get(manifest, table, "index", TREE_LIST));
}

enum poetry_rank {
	POETRY_DEFAULT,
	POETRY_PRIMARY,
	POETRY_SECONDARY,
	POETRY_SUPPLEMENTAL,
	POETRY_EXPLICIT
};

static enum poetry_rank poetry_rank_of(const struct manifest *manifest, const struct tree *source)
{
	static const char *const names[] = {
		"default", "primary", "secondary", "supplemental", "explicit"};
	const struct tree *priority = manifest_get(manifest, source, "priority", TREE_TEXT);
	for (size_t i = 0; priority != NULL && i < sizeof names / sizeof *names; i++) {
		if (strcasecmp(names[i], priority->text) == 0)
			return (enum poetry_rank)i;
	}
	if (priority != NULL)
		seeds_skip(manifest->seeds, manifest_place(manifest, priority),
			"\"%.40s\" is no priority that Poetry knows", priority->text);
	return tree_flag(source, "default")     ? POETRY_DEFAULT
	       : tree_flag(source, "secondary") ? POETRY_SECONDARY
						: POETRY_PRIMARY;
}

void settings_of_poetry(const struct manifest *manifest, const struct tree *sources)
{
	/* Poetry asks PyPI by itself unless a primary or default source is declared. */
	bool primary = false, public = false;
	for (const struct tree *item = tree_first(sources); item != NULL; item = item->next) {
		if (!manifest_is(manifest, item, TREE_TABLE))
			continue;
		enum poetry_rank rank = poetry_rank_of(manifest, item);
		primary |= rank == POETRY_DEFAULT || rank == POETRY_PRIMARY;
		public |= is_public(item) && rank != POETRY_EXPLICIT;
		const struct tree *url = manifest_get(manifest, item, "url", TREE_TEXT);
		if (url != NULL)
			setting_look(manifest->seeds, manifest_place(manifest, url), FORM_INI,
				"index-url", url->text);
	}
	public |= !primary;
	for (const struct tree *item = tree_first(sources); item != NULL; item = item->next) {
		if (item->type != TREE_TABLE || is_public(item) || !public ||
			poetry_rank_of(manifest, item) == POETRY_EXPLICIT)
			continue;
		autotext struct text shown = shown_url(item);
		autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
		autotext struct text change = text_new(LIMIT_MESSAGE_BYTES);
		const char *name = tree_text(item, "name");
		text_addf(&what,
			"Poetry asks PyPI too: a name that is internal on %.400s is taken from "
			"PyPI as "
			"soon as somebody registers it there",
			shown.bytes);
		text_addf(&change,
			"write `priority = \"explicit\"` for this source, and `source = \"%.80s\"` "
			"with each "
			"internal dependency",
			name ? name : "NAME");
		seeds_weakness(manifest->seeds, "poetry-source", manifest_place(manifest, item),
			what.bytes, change.bytes);
	}
}

void settings_of_pdm(const struct manifest *manifest, const struct tree *pdm)
{
	const struct tree *sources = manifest_get(manifest, pdm, "source", TREE_LIST);
	bool ordered = tree_flag(tree_find(pdm, "resolution"), "respect-source-order");
	bool replaced = false;
	for (const struct tree *item = tree_first(sources); item != NULL; item = item->next) {
		const char *name = tree_text(item, "name");
		replaced |= name != NULL && strcmp(name, "pypi") == 0 && !is_public(item);
	}
	for (const struct tree *item = tree_first(sources); item != NULL; item = item->next) {
		if (!manifest_is(manifest, item, TREE_TABLE))
			continue;
		const struct tree *url = manifest_get(manifest, item, "url", TREE_TEXT);
		if (url != NULL)
			setting_look(manifest->seeds, manifest_place(manifest, url), FORM_INI,
				"index-url", url->text);
		const struct tree *verify = tree_find(item, "verify_ssl");
		if (verify != NULL && verify->type == TREE_BOOL && !verify->flag && url != NULL)
			setting_look(manifest->seeds, manifest_place(manifest, verify), FORM_INI,
				"trusted-host", url->text);
		if (is_public(item) || replaced || ordered ||
			tree_find(item, "include_packages") != NULL)
			continue;
		autotext struct text shown = shown_url(item);
		autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
		text_addf(&what,
			"PDM takes the highest version of all its sources, and PyPI is one: a name "
			"that "
			"is internal on %.400s is taken from PyPI as soon as somebody registers it "
			"there",
			shown.bytes);
		seeds_weakness(manifest->seeds, "pdm-source", manifest_place(manifest, item),
			what.bytes,
			"give the source `include_packages` with the patterns of your internal "
			"names, "
			"and a source for the rest `exclude_packages` with the same");
	}
}

void settings_of_pipfile(const struct manifest *manifest)
{
	const struct tree *sources = manifest_get(manifest, manifest->root, "source", TREE_LIST);
	const struct tree *pipenv = manifest_get(manifest, manifest->root, "pipenv", TREE_TABLE);
	const struct tree *first = NULL;
	for (const struct tree *item = tree_first(sources); item != NULL; item = item->next) {
		if (!manifest_is(manifest, item, TREE_TABLE))
			continue;
		const struct tree *url = manifest_get(manifest, item, "url", TREE_TEXT);
		const struct tree *verify = manifest_get(manifest, item, "verify_ssl", TREE_BOOL);
		if (url != NULL)
			setting_look(manifest->seeds, manifest_place(manifest, url), FORM_INI,
				"index-url", url->text);
		if (verify != NULL && !verify->flag && url != NULL)
			setting_look(manifest->seeds, manifest_place(manifest, verify), FORM_INI,
				"trusted-host", url->text);
		if (first == NULL) {
			first = item;
			continue;
		}
		bool all = tree_flag(pipenv, "install_search_all_sources");
		if (!all && !(is_public(first) && !is_public(item)))
			continue;
		autotext struct text shown = shown_url(item);
		autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
		text_addf(&what,
			all ? "install_search_all_sources lets Pipenv take a name from any source: "
			      "one "
			      "that is internal on %.400s is taken from PyPI as soon as somebody "
			      "registers it there"
			    : "Pipenv takes a package without `index` from the first source, PyPI: "
			      "a "
			      "name that is internal on %.400s is taken from there as soon as "
			      "somebody "
			      "registers it",
			shown.bytes);
		const char *name = tree_text(item, "name");
		autotext struct text change = text_new(LIMIT_MESSAGE_BYTES);
		text_addf(&change, "%swrite `index = \"%.80s\"` with each internal package",
			all ? "remove install_search_all_sources, and " : "", name ? name : "NAME");
		seeds_weakness(manifest->seeds, "pipfile-source", manifest_place(manifest, item),
			what.bytes, change.bytes);
	}
}
