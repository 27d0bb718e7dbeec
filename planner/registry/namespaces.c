/* Namespace grants: read, kept beside the snapshot, looked up. */
#include "registry/namespaces.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/json.h"
#include "base/text.h"
#include "names/name.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int compare_grants(const void *a, const void *b)
{
	return strcmp(((const struct namespace_grant *)a)->name,
		((const struct namespace_grant *)b)->name);
}

static void sort_grants(struct namespaces *namespaces)
{
	struct namespace_grant *items = namespaces->grants.items;
	size_t kept = 0;
	if (namespaces->grants.count > 1)
		qsort(items, namespaces->grants.count, sizeof *items, compare_grants);
	for (size_t i = 0; i < namespaces->grants.count; i++) {
		if (kept == 0 || strcmp(items[kept - 1].name, items[i].name) != 0)
			items[kept++] = items[i];
	}
	namespaces->grants.count = kept;
}

static enum error read_grant(struct namespaces *namespaces, const struct json *item,
	struct intern *pool, struct failure *failure)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	struct json name = *item, owner = {0};
	enum error error = OK;
	if (cJSON_IsObject(item->node)) {
		error = json_member(item, "name", JSON_TEXT, &name, failure);
		owner = json_find(item, "owner");
	} else {
		error = json_expect(item, JSON_TEXT, failure);
	}
	if (error != OK)
		return error;
	const char *text = json_text(&name);
	size_t length = strlen(text);
	if (length > LIMIT_NAME_BYTES || !name_is_valid(text, length))
		return json_fail(&name, failure, "is no name of a namespace");
	if (namespaces->grants.count == LIMIT_NAMESPACES)
		return json_fail(&name, failure, "is one namespace more than %d", LIMIT_NAMESPACES);
	name_canonical(text, length, canonical);
	bool told = owner.node != NULL && cJSON_IsString(owner.node);
	*array_add(&namespaces->grants) = (struct namespace_grant){
		intern_string(pool, canonical), intern_string(pool, told ? json_text(&owner) : "")};
	return OK;
}

static enum error read_grants(struct namespaces *namespaces, const struct json *root,
	struct intern *pool, struct failure *failure)
{
	struct json list, item = {0};
	enum error error = json_member(root, "namespaces", JSON_ARRAY, &list, failure);
	while (error == OK && json_next(&list, &item))
		error = read_grant(namespaces, &item, pool, failure);
	namespaces->known = error == OK;
	sort_grants(namespaces);
	return error;
}

enum error namespaces_parse(struct namespaces *namespaces, const char *file, const char *bytes,
	size_t length, struct intern *pool, struct failure *failure)
{
	struct json_document document;
	enum error error = json_read(&document, file, bytes, length, failure);
	if (error != OK)
		return error;
	error = json_expect(&document.root, JSON_OBJECT, failure);
	if (error == OK)
		error = read_grants(namespaces, &document.root, pool, failure);
	json_release(&document);
	return error;
}

static void path_beside(struct text *path, const char *snapshot_path)
{
	text_addf(path, "%s.namespaces", snapshot_path);
}

enum error namespaces_read(struct namespaces *namespaces, const char *snapshot_path,
	const char *digest, struct intern *pool, struct failure *failure)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	struct json_document document;
	struct json of, known;
	struct file file;
	path_beside(&path, snapshot_path);
	*namespaces = (struct namespaces){0};
	if (access(path.bytes, F_OK) != 0)
		return OK;
	enum error error = file_read(&file, path.bytes, LIMIT_FILE_BYTES, failure);
	if (error != OK)
		return error;
	error = json_read(&document, path.bytes, file.bytes, file.length, failure);
	file_release(&file);
	if (error != OK)
		return error;
	error = json_member(&document.root, "snapshot", JSON_TEXT, &of, failure);
	if (error == OK)
		error = json_member(&document.root, "known", JSON_BOOL, &known, failure);
	if (error == OK && strcmp(json_text(&of), digest) == 0) {
		error = read_grants(namespaces, &document.root, pool, failure);
		namespaces->supported = true;
		namespaces->known &= json_bool(&known);
	}
	json_release(&document);
	return error;
}

enum error namespaces_write(const struct namespaces *namespaces, const char *snapshot_path,
	const char *digest, struct failure *failure)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	autotext struct text bytes = text_new(LIMIT_FILE_BYTES);
	path_beside(&path, snapshot_path);
	if (!namespaces->supported) {
		unlink(path.bytes);
		return OK;
	}
	cJSON *root = cJSON_CreateObject();
	json_add_text(root, "snapshot", digest);
	json_add_bool(root, "known", namespaces->known);
	cJSON *list = json_add_array(root, "namespaces");
	for (size_t i = 0; i < namespaces->grants.count; i++) {
		cJSON *grant = json_push_object(list);
		json_add_text(grant, "name", namespaces->grants.items[i].name);
		json_add_text(grant, "owner", namespaces->grants.items[i].owner);
	}
	json_print(root, &bytes);
	cJSON_Delete(root);
	if (bytes.overflowed)
		return fail(failure, ERR_LIMIT, "%s: would be larger than %d bytes", path.bytes,
			LIMIT_FILE_BYTES);
	return file_write(path.bytes, bytes.bytes, bytes.length, 0600, failure);
}

/* Orders a part of a name against a grant. */
static int compare_part(const char *part, size_t length, const char *grant)
{
	int order = strncmp(part, grant, length);
	return order != 0 ? order : grant[length] == '\0' ? 0 : -1;
}

/* The place of the first grant that is not before this text. */
static size_t first_from(const struct namespaces *namespaces, const char *text, size_t length)
{
	size_t low = 0, high = namespaces->grants.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_part(text, length, namespaces->grants.items[middle].name) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct namespace_grant *namespaces_cover(
	const struct namespaces *namespaces, const char *name, size_t length)
{
	if (namespaces == NULL || namespaces->grants.count == 0)
		return NULL;
	for (size_t end = 1; end <= length; end++) {
		if (end < length && name[end] != '-')
			continue;
		size_t place = first_from(namespaces, name, end);
		if (place < namespaces->grants.count &&
			compare_part(name, end, namespaces->grants.items[place].name) == 0)
			return &namespaces->grants.items[place];
	}
	return NULL;
}

const struct namespace_grant *namespaces_inside(
	const struct namespaces *namespaces, const char *prefix)
{
	size_t length = strlen(prefix);
	if (namespaces == NULL)
		return NULL;
	for (size_t i = first_from(namespaces, prefix, length); i < namespaces->grants.count; i++) {
		const char *name = namespaces->grants.items[i].name;
		if (strncmp(name, prefix, length) != 0)
			break;
		if (name[length] == '\0' || name[length] == '-')
			return &namespaces->grants.items[i];
	}
	return NULL;
}

void namespaces_release(struct namespaces *namespaces)
{
	array_release(&namespaces->grants);
}
