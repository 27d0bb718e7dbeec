/* Sources of Poetry, PDM and Pipenv in their own tables. */
#include "inputs/settings.h"
#include "base/text.h"
#include "inputs/url.h"
#include "inputs/variables.h"

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

bool source_is_public(const struct tree *source)
{
	const char *url = tree_text(source, "url"), *name = tree_text(source, "name");
	if (url == NULL)
		return name != NULL && strcasecmp(name, "pypi") == 0;
	return url_is_public(url);
}

bool source_is_open(const struct tree *source)
{
	const char *url = tree_text(source, "url");
	return source_is_public(source) && !(url != NULL && url_is_closed(url));
}

struct text source_shown(const struct tree *source)
{
	struct text shown = text_new(LIMIT_LINE_BYTES);
	const char *url = tree_text(source, "url"), *name = tree_text(source, "name");
	const char *best = url ? url : name ? name : "the source";
	without_secrets(&shown, best, strlen(best));
	return shown;
}

static void look_at_value(
	const struct manifest *manifest, const char *name, const struct tree *value)
{
	enum setting_form form = setting_form_of(name);
	bool number = value->type == TREE_NUMBER || value->type == TREE_BOOL;
	if (number || manifest_is(manifest, value, TREE_TEXT))
		setting_look(manifest->seeds, manifest_place(manifest, value), form, name,
			!number         ? value->text
			: value->number ? "1"
					: "0");
}

/* A variable's value: a text, several, or Poe's table with a `default`. Of those that do not matter
 * here, whatever they are given is right. */
static void look_at_variable(const struct manifest *manifest, const struct tree *item)
{
	const struct tree *value = item;
	if (!setting_is_known(item->key))
		return;
	if (item->type == TREE_TABLE && tree_find(item, "default") != NULL)
		value = tree_find(item, "default");
	else if (item->type == TREE_TABLE && tree_find(item, "value") != NULL)
		value = tree_find(item, "value");
	if (value->type != TREE_LIST)
		look_at_value(manifest, item->key, value);
	for (const struct tree *one = value->type == TREE_LIST ? value->first : NULL; one != NULL;
		one = one->next)
		look_at_value(manifest, item->key, one);
}

/* `environment = "PIP_INDEX_URL=x UV_INDEX=y"`, and the lines of a command. */
static void look_at_text(const struct manifest *manifest, const struct tree *item)
{
	const char *line = item->text, *stop = item->text + item->length, *behind;
	for (const char *end; line < stop; line = end + 1) {
		end = memchr(line, '\n', (size_t)(stop - line));
		end = end ? end : stop;
		for (const char *at = line; (at = variable_next(at, end, &behind)) != NULL;) {
			autofree char *name = memory_copy(at, (size_t)(behind - at));
			autofree char *value =
				setting_is_known(name)
					? variable_value(line, at, behind, end, &behind)
					: NULL;
			if (value != NULL)
				setting_look(manifest->seeds, manifest_place(manifest, item),
					setting_form_of(name), name, value);
			at = behind;
		}
	}
}

void settings_of_variables(const struct manifest *manifest, const struct tree *table)
{
	for (const struct tree *item = tree_first(table); item != NULL; item = item->next) {
		if (item->key != NULL && variable_is_known(item->key, strlen(item->key)))
			look_at_variable(manifest, item);
		else if (item->type == TREE_TEXT)
			look_at_text(manifest, item);
		else
			settings_of_variables(manifest, item);
	}
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
		if (source_is_open(item) && rank != POETRY_EXPLICIT && public != PUBLIC_ALWAYS)
		public = rank == POETRY_SUPPLEMENTAL ? PUBLIC_LAST : PUBLIC_ALWAYS;
	}
	return primary ? public : PUBLIC_ALWAYS;
}

static void find_poetry_source(
	const struct manifest *manifest, const struct tree *source, enum poetry_public public)
{
	autotext struct text shown = source_shown(source);
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
		if (item->type == TREE_TABLE && !source_is_public(item) && public != PUBLIC_NEVER &&
			poetry_rank_of(item) != POETRY_EXPLICIT)
			find_poetry_source(manifest, item, public);
	}
}

/* What PDM makes of its sources: it takes the highest version of all, or keeps to their order where
 * the project says so; and PyPI is the first of them unless one of that name stands among them. */
struct pdm_sources {
	const struct tree *first;
	bool ordered, named;
};

static bool is_pypi(const struct tree *source)
{
	const char *name = tree_text(source, "name");
	return name != NULL && strcmp(name, "pypi") == 0;
}

/* An empty list of patterns is to PDM as none. */
static bool has_patterns(const struct tree *source, const char *key)
{
	const struct tree *list = tree_find(source, key);
	return list != NULL && (list->type != TREE_LIST || list->first != NULL);
}

/* Whether an index for everybody may give a package that the source OWN has. One that leaves
 * packages out by their names does not. */
static bool pdm_asks_public(const struct pdm_sources *sources, const struct tree *own)
{
	if (!sources->named)
		return true;
	for (const struct tree *item = sources->first; item != NULL; item = item->next) {
		if (item == own && sources->ordered)
			return false;
		if (source_is_open(item) && !has_patterns(item, "exclude_packages"))
			return true;
	}
	return false;
}

static void find_pdm_source(
	const struct manifest *manifest, const struct pdm_sources *sources, const struct tree *own)
{
	autotext struct text shown = source_shown(own);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	text_addf(&what,
		"PDM %s: a name that is internal on %.400s is taken from PyPI as soon as somebody "
		"registers it there",
		sources->ordered ? "asks its sources in their order, and PyPI before this one"
				 : "takes the highest version of all its sources, and PyPI is one",
		shown.bytes);
	seeds_weakness(manifest->seeds, "pdm-source", manifest_place(manifest, own), what.bytes,
		"give this source `include_packages` with the patterns of your internal names: "
		"what they fit PDM takes from it alone");
}

static void read_pdm_source(
	const struct manifest *manifest, const struct pdm_sources *sources, const struct tree *item)
{
	const struct tree *url = manifest_get(manifest, item, "url", TREE_TEXT);
	if (url != NULL)
		setting_look(manifest->seeds, manifest_place(manifest, url), FORM_INI,
			"default-index", url->text);
	const struct tree *verify = tree_find(item, "verify_ssl");
	if (verify != NULL && verify->type == TREE_BOOL && verify->number == 0 && url != NULL)
		setting_look(manifest->seeds, manifest_place(manifest, verify), FORM_INI,
			"trusted-host", url->text);
	if (!source_is_public(item) && !has_patterns(item, "include_packages") &&
		pdm_asks_public(sources, item))
		find_pdm_source(manifest, sources, item);
}

void settings_of_pdm(const struct manifest *manifest, const struct tree *pdm)
{
	const struct tree *list = manifest_get(manifest, pdm, "source", TREE_LIST);
	struct pdm_sources sources = {.first = tree_first(list),
		.ordered = tree_flag(tree_find(pdm, "resolution"), "respect-source-order")};
	for (const struct tree *item = sources.first; item != NULL; item = item->next)
		sources.named |= is_pypi(item);
	for (const struct tree *item = sources.first; item != NULL; item = item->next) {
		if (manifest_is(manifest, item, TREE_TABLE))
			read_pdm_source(manifest, &sources, item);
	}
}

static void find_pipfile_source(
	const struct manifest *manifest, const struct tree *own, bool all, struct place place)
{
	autotext struct text shown = source_shown(own);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	text_addf(&what,
		all ? "install_search_all_sources lets Pipenv take a name from any source: one "
		      "that is internal on %.400s is taken from PyPI as soon as somebody registers "
		      "it there"
		    : "Pipenv takes a package without `index` from the first source, PyPI: a name "
		      "that is internal on %.400s is taken from there as soon as somebody "
		      "registers it",
		shown.bytes);
	const char *name = tree_text(own, "name");
	autotext struct text change = text_new(LIMIT_MESSAGE_BYTES);
	text_addf(&change, "%swrite `index = \"%.80s\"` with each internal package",
		all ? "remove install_search_all_sources, and " : "", name ? name : "NAME");
	seeds_weakness(manifest->seeds, "pipfile-source", place, what.bytes, change.bytes);
}

static void read_pipfile_source(const struct manifest *manifest, const struct tree *item)
{
	const struct tree *url = manifest_get(manifest, item, "url", TREE_TEXT);
	const struct tree *verify = manifest_get(manifest, item, "verify_ssl", TREE_BOOL);
	if (url != NULL)
		setting_look(manifest->seeds, manifest_place(manifest, url), FORM_INI,
			"default-index", url->text);
	if (verify != NULL && verify->number == 0 && url != NULL)
		setting_look(manifest->seeds, manifest_place(manifest, verify), FORM_INI,
			"trusted-host", url->text);
}

void settings_of_pipfile(const struct manifest *manifest)
{
	const struct tree *sources = manifest_get(manifest, manifest->root, "source", TREE_LIST);
	const struct tree *pipenv = manifest_get(manifest, manifest->root, "pipenv", TREE_TABLE);
	const struct tree *own = NULL, *first = tree_first(sources);
	bool open = false;
	for (const struct tree *item = first; item != NULL; item = item->next) {
		if (!manifest_is(manifest, item, TREE_TABLE))
			continue;
		read_pipfile_source(manifest, item);
		open |= source_is_open(item);
		if (source_is_public(item))
			continue;
		own = own ? own : item;
		if (first != item && source_is_open(first))
			find_pipfile_source(manifest, item, false, manifest_place(manifest, item));
	}
	if (open && own != NULL && tree_flag(pipenv, "install_search_all_sources"))
		find_pipfile_source(manifest, own, true,
			manifest_place(manifest, tree_find(pipenv, "install_search_all_sources")));
}
