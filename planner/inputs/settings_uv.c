/* Settings of uv, and of pixi, which resolves with uv. */
#include "base/text.h"
#include "inputs/settings.h"

#include <string.h>

/* VALUE, a text or a list of them, as the setting NAME. */
static void look(const struct manifest *manifest, enum setting_form form, const char *name,
	const struct tree *value)
{
	struct place place = manifest_place(manifest, value);
	if (value->type == TREE_TEXT)
		setting_look(manifest->seeds, place, form, name, value->text);
	for (const struct tree *item = value->type == TREE_LIST ? value->first : NULL; item != NULL;
		item = item->next) {
		if (item->type == TREE_TEXT)
			setting_look(manifest->seeds, manifest_place(manifest, item), form, name,
				item->text);
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
			look(manifest, FORM_TOML, keys[i], value);
		else
			manifest_is(manifest, value, TREE_TEXT);
	}
}

static void find_order(
	const struct manifest *manifest, const struct tree *public, const struct tree *own)
{
	autotext struct text first = source_shown(public), shown = source_shown(own);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	autotext struct text change = text_new(LIMIT_MESSAGE_BYTES);
	const char *name = tree_text(own, "name");
	text_addf(&what,
		"uv keeps to the first index that has a name, and %.200s is asked before %.400s: "
		"an internal name is taken from there as soon as %s",
		first.bytes, shown.bytes,
		!source_is_open(public) ? "that index carries one of that name"
					: "somebody registers it");
	if (tree_flag(own, "default"))
		text_add(&change,
			"remove the public index, which the default one may pass on, or write "
			"`explicit = true` for it and name its packages in [tool.uv.sources]");
	else
		text_addf(&change,
			"write `explicit = true` for the index %.80s and `NAME = { index = "
			"\"%.80s\" }` for each internal name in [tool.uv.sources], or write "
			"`default = true` for the public index: the default is asked last",
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
			if (!source_is_public(item) && public != NULL)
				find_order(manifest, public, item);
			else if (source_is_public(item) && public == NULL)
			public = item;
		}
	}
}

/* Whether uv asks an index for everybody once ITEM did not answer: one behind it, or PyPI, which is
 * the default where none is declared. */
static bool falls_through(const struct tree *list, const struct tree *item)
{
	bool declared = false, public = false;
	for (const struct tree *other = tree_first(list); other != NULL; other = other->next)
		declared |= tree_flag(other, "default");
	for (const struct tree *other = tree_first(list); other != NULL; other = other->next)
	public |= tree_flag(other, "default") && source_is_public(other);
	for (const struct tree *other = item->next; other != NULL; other = other->next)
	public |= !tree_flag(other, "explicit") && source_is_public(other);
	return !tree_flag(item, "default") && !tree_flag(item, "explicit") && (public || !declared);
}

/* uv goes on at 404 whatever is set; any other answer says that the index was not asked. */
static bool holds_refusal(const struct tree *codes)
{
	bool list = codes != NULL && codes->type == TREE_LIST;
	for (const struct tree *code = list ? tree_first(codes) : NULL; code; code = code->next) {
		if (code->type != TREE_NUMBER || code->number != 404)
			return true;
	}
	return false;
}

static void look_at_ignored(
	const struct manifest *manifest, const struct tree *list, const struct tree *item)
{
	const struct tree *ignored = tree_find(item, "ignore-error-codes");
	if (holds_refusal(ignored) && !source_is_public(item) && falls_through(list, item))
		seeds_weakness(manifest->seeds, "ignored-errors", manifest_place(manifest, ignored),
			"when this index refuses the log-in, uv goes on to the next one: with an "
			"expired account an internal name is taken from PyPI",
			"remove `ignore-error-codes`, or give the index `explicit = true`");
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
		look_at_ignored(manifest, list, item);
	}
	look_at_uv_order(manifest, list);
}

void settings_of_uv(const struct manifest *manifest, const struct tree *table)
{
	look_at_keys(manifest, table);
	setting_command(manifest->seeds);
	look_at_keys(manifest, manifest_get(manifest, table, "pip", TREE_TABLE));
	look_at_uv_indexes(manifest, manifest_get(manifest, table, "index", TREE_LIST));
}

/* `find-links = [{path = "wheels"}, {url = "https://..."}]` */
static void look_at_links(const struct manifest *manifest, const struct tree *list)
{
	for (const struct tree *item = tree_first(list); item != NULL; item = item->next) {
		if (!manifest_is(manifest, item, TREE_TABLE))
			continue;
		const struct tree *url = manifest_get(manifest, item, "url", TREE_TEXT);
		const struct tree *path = manifest_get(manifest, item, "path", TREE_TEXT);
		const struct tree *place = url ? url : path;
		if (place != NULL)
			setting_look(manifest->seeds, manifest_place(manifest, place), FORM_TOML,
				"find-links", place->text);
	}
}

void settings_of_pixi(const struct manifest *manifest, const struct tree *options)
{
	static const struct {
		const char *key, *as;
	} keys[] = {{"index-url", "index-url"}, {"extra-index-urls", "extra-index-url"},
		{"index-strategy", "index-strategy"}};
	setting_command(manifest->seeds);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct tree *value = tree_find(options, keys[i].key);
		enum tree_type type = strcmp(keys[i].key, keys[i].as) == 0 ? TREE_TEXT : TREE_LIST;
		if (value != NULL && manifest_is(manifest, value, type))
			look(manifest, FORM_TOML, keys[i].as, value);
	}
	look_at_links(manifest, manifest_get(manifest, options, "find-links", TREE_LIST));
}
