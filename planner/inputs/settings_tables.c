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
	return url_is_public(url);
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
	if (tree_flag(table, "no-index"))
		setting_look(manifest->seeds,
			manifest_place(manifest, tree_find(table, "no-index")), FORM_TOML,
			"no-index", "");
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

static void find_order(
	const struct manifest *manifest, const struct tree *public, const struct tree *own)
{
	autotext struct text first = shown_url(public), shown = shown_url(own);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	autotext struct text change = text_new(LIMIT_MESSAGE_BYTES);
	const char *name = tree_text(own, "name");
	text_addf(&what,
		"uv keeps to the first index that has a name, and %.200s is asked before %.400s: "
		"an internal name is taken from there as soon as somebody registers it",
		first.bytes, shown.bytes);
	text_addf(&change,
		"write `explicit = true` for the index %.80s and `NAME = { index = \"%.80s\" }` "
		"for "
		"each internal name in [tool.uv.sources], or write `default = true` for the public "
		"index: the default is asked last",
		name ? name : "of yours", name ? name : "INDEX");
	seeds_weakness(manifest->seeds, "index-order", manifest_place(manifest, public), what.bytes,
		change.bytes);
}

/* uv asks its indexes in their order, the default one last wherever it stands, and keeps to the
 * first that has a name. */
static void look_at_uv_order(const struct manifest *manifest, const struct tree *list)
{
	const struct tree *public = NULL;
	for (int last = 0; last < 2; last++) {
		for (const struct tree *item = tree_first(list); item; item = item->next) {
			if (tree_flag(item, "explicit") || tree_flag(item, "default") != last)
				continue;
			if (!is_public(item) && public != NULL)
				find_order(manifest, public, item);
			else if (is_public(item) && public == NULL)
			public = item;
		}
	}
}

static void look_at_uv_indexes(const struct manifest *manifest, const struct tree *list)
{
	for (const struct tree *item = tree_first(list); item != NULL; item = item->next) {
		if (!manifest_is(manifest, item, TREE_TABLE))
			continue;
		const struct tree *url = manifest_get(manifest, item, "url", TREE_TEXT);
		if (url != NULL)
			setting_look(manifest->seeds, manifest_place(manifest, url), FORM_TOML,
				"default-index", url->text);
		const struct tree *ignored = tree_find(item, "ignore-error-codes");
		if (ignored != NULL && ignored->type == TREE_LIST && !is_public(item) &&
			!tree_flag(item, "explicit"))
			seeds_weakness(manifest->seeds, "ignored-errors",
				manifest_place(manifest, item),
				"when this index refuses the log-in, uv goes on to the next one: "
				"with an expired password an internal name is taken from PyPI",
				"remove `ignore-error-codes`, or give the index `explicit = true`");
	}
	look_at_uv_order(manifest, list);
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

static const char *const priorities[] = {
	"default", "primary", "secondary", "supplemental", "explicit"};

static enum poetry_rank poetry_rank_of(const struct tree *source)
{
	const char *priority = tree_text(source, "priority");
	for (size_t i = 0; priority != NULL && i < sizeof priorities / sizeof *priorities; i++) {
		if (strcasecmp(priorities[i], priority) == 0)
			return (enum poetry_rank)i;
	}
	return tree_flag(source, "default")     ? POETRY_DEFAULT
	       : tree_flag(source, "secondary") ? POETRY_SECONDARY
						: POETRY_PRIMARY;
}

/* How PyPI comes in: by itself unless a primary or default source is declared, or as a source. */
enum poetry_public { PUBLIC_NEVER, PUBLIC_LAST, PUBLIC_ALWAYS };

static enum poetry_public poetry_public_of(
	const struct manifest *manifest, const struct tree *sources)
{
	bool primary = false;
	enum poetry_public public = PUBLIC_NEVER;
	for (const struct tree *item = tree_first(sources); item != NULL; item = item->next) {
		if (!manifest_is(manifest, item, TREE_TABLE))
			continue;
		const struct tree *priority = manifest_get(manifest, item, "priority", TREE_TEXT);
		enum poetry_rank rank = poetry_rank_of(item);
		if (priority != NULL && strcasecmp(priority->text, priorities[rank]) != 0)
			seeds_skip(manifest->seeds, manifest_place(manifest, priority),
				"\"%.40s\" is no priority that Poetry knows", priority->text);
		primary |= rank == POETRY_DEFAULT || rank == POETRY_PRIMARY;
		if (is_public(item) && rank != POETRY_EXPLICIT && public != PUBLIC_ALWAYS)
		public = rank == POETRY_SUPPLEMENTAL ? PUBLIC_LAST : PUBLIC_ALWAYS;
	}
	return primary ? public : PUBLIC_ALWAYS;
}

static void find_poetry_source(
	const struct manifest *manifest, const struct tree *source, enum poetry_public public)
{
	autotext struct text shown = shown_url(source);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	autotext struct text change = text_new(LIMIT_MESSAGE_BYTES);
	const char *name = tree_text(source, "name");
	text_addf(&what,
		public == PUBLIC_LAST
			? "Poetry asks PyPI for what %.400s has in no version that fits: an "
			  "internal name is taken from PyPI as soon as somebody registers such a "
			  "version there"
			: "Poetry asks PyPI too: a name that is internal on %.400s is taken from "
			  "PyPI as soon as somebody registers it there",
		shown.bytes);
	text_addf(&change,
		"write `priority = \"explicit\"` for this source, and `source = \"%.80s\"` with "
		"each internal dependency",
		name ? name : "NAME");
	seeds_weakness(manifest->seeds, "poetry-source", manifest_place(manifest, source),
		what.bytes, change.bytes);
}

void settings_of_poetry(const struct manifest *manifest, const struct tree *sources)
{
	enum poetry_public public = poetry_public_of(manifest, sources);
	for (const struct tree *item = tree_first(sources); item != NULL; item = item->next) {
		const struct tree *url = manifest_get(manifest, item, "url", TREE_TEXT);
		if (url != NULL)
			setting_look(manifest->seeds, manifest_place(manifest, url), FORM_INI,
				"default-index", url->text);
		if (item->type == TREE_TABLE && !is_public(item) && public != PUBLIC_NEVER &&
			poetry_rank_of(item) != POETRY_EXPLICIT)
			find_poetry_source(manifest, item, public);
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
				"default-index", url->text);
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
				"default-index", url->text);
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
