/* `--text-field a.b.c`: where the assistant's text stands in records of a form of their own. */
#ifndef CORPUS_FIELD_PATH_H
#define CORPUS_FIELD_PATH_H

#include "base/json_door.h"

/* The path, cut at its dots. */
struct field_path {
	const char *keys[16];
	size_t count; /* 0: forms are recognised */
	char *bytes;
};

/* False where the path has an empty key or more than 16. The caller releases. */
bool field_path_read(struct field_path *path, const char *text);
void field_path_release(struct field_path *path);

/* Calls VISIT with every value at the path's end, without a key. Lists on the way, and at the end,
 * are gone through: `choices.message.content`. */
void field_path_each(
	const struct field_path *path, struct door_value record, door_visit *visit, void *context);

#endif
