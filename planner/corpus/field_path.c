/* The path of --text-field. */
#include "corpus/field_path.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

bool field_path_read(struct field_path *path, const char *text)
{
	*path = (struct field_path){.bytes = memory_copy(text, strlen(text))};
	for (char *at = path->bytes; at != NULL;) {
		char *dot = strchr(at, '.');
		if (dot != NULL)
			*dot++ = '\0';
		if (*at == '\0' || path->count == sizeof path->keys / sizeof *path->keys)
			return false;
		path->keys[path->count++] = at;
		at = dot;
	}
	return true;
}

void field_path_release(struct field_path *path)
{
	free(path->bytes);
	*path = (struct field_path){0};
}

struct field_walk {
	const struct field_path *path;
	size_t depth;
	door_visit *visit;
	void *context;
};

static void walk_field(void *context, struct door_text key, struct door_value value)
{
	struct field_walk walk = *(struct field_walk *)context;
	struct door_value member;
	if (door_type(value) == DOOR_LIST)
		door_each(value, walk_field, &walk);
	else if (walk.depth == walk.path->count)
		walk.visit(walk.context, key, value);
	else if (door_member(value, walk.path->keys[walk.depth], &member)) {
		walk.depth++;
		walk_field(&walk, key, member);
	}
}

void field_path_each(
	const struct field_path *path, struct door_value record, door_visit *visit, void *context)
{
	struct field_walk walk = {path, 0, visit, context};
	walk_field(&walk, (struct door_text){"", 0}, record);
}
