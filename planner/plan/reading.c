/* Members of plan.json's objects, each of its type. */
#include "plan/reading.h"

#include <string.h>

struct json reading_member(
	struct reading *reading, const struct json *object, const char *key, enum json_type type)
{
	struct json value = {0};
	if (reading->error == OK)
		reading->error = json_member(object, key, type, &value, reading->failure);
	if (reading->error != OK)
		value.node = NULL;
	return value;
}

static const char *intern_value(struct reading *reading, const struct json *value)
{
	return value->node ? intern_string(reading->plan->pool, json_text(value)) : "";
}

const char *reading_text(struct reading *reading, const struct json *object, const char *key)
{
	struct json value = reading_member(reading, object, key, JSON_TEXT);
	return intern_value(reading, &value);
}

/* A text, or NULL for null. */
const char *reading_text_or_null(
	struct reading *reading, const struct json *object, const char *key)
{
	struct json value = json_find(object, key);
	if (reading->error == OK && value.node != NULL && json_type(&value) == JSON_NULL)
		return NULL;
	return reading_text(reading, object, key);
}

int64_t reading_integer(
	struct reading *reading, const struct json *object, const char *key, int64_t most)
{
	struct json value = reading_member(reading, object, key, JSON_INTEGER);
	if (value.node == NULL)
		return 0;
	int64_t number = json_integer(&value);
	if (number < 0 || number > most) {
		reading->error = json_fail(
			&value, reading->failure, "should be from 0 to %lld", (long long)most);
		return 0;
	}
	return number;
}

uint32_t reading_number(struct reading *reading, const struct json *object, const char *key)
{
	return (uint32_t)reading_integer(reading, object, key, UINT32_MAX);
}

/* Millionths: at most the whole. */
uint32_t reading_share(struct reading *reading, const struct json *object, const char *key)
{
	return (uint32_t)reading_integer(reading, object, key, 1000000);
}

bool reading_boolean(struct reading *reading, const struct json *object, const char *key)
{
	struct json value = reading_member(reading, object, key, JSON_BOOL);
	return value.node != NULL && json_bool(&value);
}

/* A day or month, or DATE_NONE for null. */
date reading_day(struct reading *reading, const struct json *object, const char *key,
	bool (*parse)(const char *, date *))
{
	const char *value = reading_text_or_null(reading, object, key);
	date found = DATE_NONE;
	if (reading->error == OK && value != NULL && !parse(value, &found))
		reading->error = json_fail(object, reading->failure, "\"%s\" is no date", key);
	return found;
}

/* A moment, or -1 for null. */
int64_t reading_moment(struct reading *reading, const struct json *object, const char *key)
{
	struct json value = json_find(object, key);
	if (value.node != NULL && json_type(&value) == JSON_NULL)
		return -1;
	return reading_integer(reading, object, key, INT64_C(1) << 40);
}

void reading_digest(
	struct reading *reading, const struct json *object, const char *key, char out[65])
{
	const char *value = reading_text(reading, object, key);
	if (reading->error == OK &&
		(strlen(value) != 64 || strspn(value, "0123456789abcdef") != 64))
		reading->error = json_fail(
			object, reading->failure, "\"%s\" should be 64 hexadecimal digits", key);
	if (reading->error == OK)
		memcpy(out, value, 65);
}

/* The place of a text in an enumeration. */
int reading_choice(struct reading *reading, const struct json *object, const char *key,
	int (*of_name)(const char *))
{
	const char *value = reading_text(reading, object, key);
	int place = reading->error == OK ? of_name(value) : 0;
	if (place < 0)
		reading->error =
			json_fail(object, reading->failure, "\"%s\" is no known %s", value, key);
	return place < 0 ? 0 : place;
}

size_t reading_length(const struct json *list)
{
	return list->node ? (size_t)cJSON_GetArraySize(list->node) : 0;
}

const char **reading_texts(
	struct reading *reading, const struct json *object, const char *key, size_t *count)
{
	struct json list = reading_member(reading, object, key, JSON_ARRAY);
	const char **items = memory_new(reading_length(&list), sizeof *items);
	*count = 0;
	struct json item = {0};
	while (list.node != NULL && reading->error == OK && json_next(&list, &item)) {
		reading->error = json_expect(&item, JSON_TEXT, reading->failure);
		if (reading->error == OK)
			items[(*count)++] = intern_value(reading, &item);
	}
	return items;
}

void reading_only(struct reading *reading, const struct json *object, const char *const *keys)
{
	if (reading->error == OK)
		reading->error = json_expect(object, JSON_OBJECT, reading->failure);
	if (reading->error == OK)
		reading->error = json_only(object, keys, reading->failure);
}

void reading_each(struct reading *reading, const struct json *root, const char *key,
	void (*read)(struct reading *, const struct json *))
{
	struct json list = reading_member(reading, root, key, JSON_ARRAY), item = {0};
	while (list.node != NULL && reading->error == OK && json_next(&list, &item))
		read(reading, &item);
}

struct score_part *reading_parts(
	struct reading *reading, const struct json *object, const char *key, size_t *count)
{
	static const char *const keys[] = {"what", "fact", "value", NULL};
	struct json list = reading_member(reading, object, key, JSON_ARRAY);
	struct score_part *items = memory_new(reading_length(&list), sizeof *items);
	*count = 0;
	struct json item = {0};
	while (list.node != NULL && reading->error == OK && json_next(&list, &item)) {
		reading_only(reading, &item, keys);
		items[(*count)++] = (struct score_part){reading_text(reading, &item, "what"),
			reading_text(reading, &item, "fact"),
			reading_share(reading, &item, "value")};
	}
	return items;
}
