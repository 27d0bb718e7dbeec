/* [dependency-groups] of pyproject.toml. */
#include "inputs/groups.h"
#include "names/name.h"

#include <stdlib.h>
#include <string.h>

enum group_state { GROUP_NEW, GROUP_OPEN, GROUP_ENDS, GROUP_ENDLESS };

struct group {
	const struct tree *list;
	enum group_state state;
};

struct groups {
	const struct manifest *manifest;
	struct intern *names; /* canonical; the numbers are places in `items` */
	ARRAY(struct group) items;
};

/* The number of a group by its name in any spelling, INTERN_NONE where there is none. */
static uint32_t find(const struct groups *groups, const char *name)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	size_t length = name ? strlen(name) : 0;
	if (length == 0 || length > LIMIT_NAME_BYTES)
		return INTERN_NONE;
	return intern_find(groups->names, canonical, name_canonical(name, length, canonical));
}

/* The group that ITEM, `{include-group = "..."}`, names. */
static uint32_t included(const struct groups *groups, const struct tree *item)
{
	return find(groups, tree_text(item, "include-group"));
}

/* Whether the includes of a group come to an end; below DEPTH nothing is looked at. */
static bool ends(struct groups *groups, uint32_t number, unsigned depth)
{
	struct group *group = &groups->items.items[number];
	if (group->state == GROUP_OPEN || group->state == GROUP_ENDLESS)
		return false;
	if (group->state == GROUP_ENDS || depth == 0)
		return true;
	group->state = GROUP_OPEN;
	bool all = true;
	for (const struct tree *item = group->list->first; item != NULL; item = item->next) {
		uint32_t other = included(groups, item);
		all = (other == INTERN_NONE || ends(groups, other, depth - 1)) && all;
	}
	group->state = all ? GROUP_ENDS : GROUP_ENDLESS;
	return all;
}

static void read_item(struct groups *groups, const struct tree *item)
{
	const struct manifest *manifest = groups->manifest;
	if (item->type != TREE_TABLE) {
		manifest_requirement(manifest, item, NULL);
		return;
	}
	const char *why = NULL;
	if (tree_find(item, "include-group") == NULL)
		why = "is neither a requirement nor an `include-group`";
	else if (manifest_get(manifest, item, "include-group", TREE_TEXT) == NULL)
		return;
	else if (included(groups, item) == INTERN_NONE)
		why = "includes no group that the file has";
	else if (!ends(groups, included(groups, item), LIMIT_TREE_DEPTH))
		why = "includes groups that include one another: there is no end of it";
	if (why != NULL)
		seeds_skip(manifest->seeds, manifest_place(manifest, item), "%s", why);
}

static void add(struct groups *groups, const struct tree *list)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	size_t length = strlen(list->key);
	if (!manifest_is(groups->manifest, list, TREE_LIST))
		return;
	if (length > LIMIT_NAME_BYTES || find(groups, list->key) != INTERN_NONE) {
		seeds_skip(groups->manifest->seeds, manifest_place(groups->manifest, list),
			"the group \"%.80s\" stands there before, in another spelling", list->key);
		return;
	}
	length = name_canonical(list->key, length, canonical);
	intern_number(groups->names, canonical, length);
	*array_add(&groups->items) = (struct group){list, GROUP_NEW};
}

void groups_read(const struct manifest *manifest)
{
	const struct tree *table =
		manifest_get(manifest, manifest->root, "dependency-groups", TREE_TABLE);
	if (table == NULL)
		return;
	struct groups groups = {.manifest = manifest, .names = intern_new()};
	for (const struct tree *list = table->first; list != NULL; list = list->next)
		add(&groups, list);
	for (const struct tree *list = table->first; list != NULL; list = list->next) {
		const struct tree *item = list->type == TREE_LIST ? list->first : NULL;
		for (; item != NULL; item = item->next)
			read_item(&groups, item);
	}
	array_release(&groups.items);
	intern_free(groups.names);
}
