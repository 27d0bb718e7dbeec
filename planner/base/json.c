/* JSON, read strictly through cJSON. */
#include "base/json.h"
#include "base/escape.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double largest_integer = 9007199254740992.0; /* 2^53 */

const char *json_type_name(enum json_type type)
{
	static const char *const names[] = {"an object", "a list", "a text", "a whole number",
		"true or false", "a number", "null"};
	return names[type];
}

static size_t line_of(const char *bytes, size_t offset)
{
	size_t line = 1;
	for (size_t i = 0; i < offset; i++)
		line += bytes[i] == '\n';
	return line;
}

/* Four hexadecimal digits of \uXXXX, or -1. */
static int unit_of(const char *bytes, size_t left)
{
	if (left < 6 || bytes[0] != '\\' || bytes[1] != 'u')
		return -1;
	int value = 0;
	for (size_t i = 2; i < 6; i++) {
		char c = bytes[i];
		int digit = c >= '0' && c <= '9'   ? c - '0'
			    : c >= 'a' && c <= 'f' ? c - 'a' + 10
			    : c >= 'A' && c <= 'F' ? c - 'A' + 10
						   : -1;
		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

/* What is wrong with the escape at BYTES, or NULL; *SIZE is how long it is. */
static const char *escape_fault(const char *bytes, size_t left, size_t *size)
{
	*size = 2;
	if (left < 2)
		return "the text ends inside an escape";
	if (bytes[1] != 'u')
		return NULL;
	int unit = unit_of(bytes, left);
	*size = 6;
	if (unit < 0)
		return "\\u needs four hexadecimal digits";
	if (unit == 0)
		return "\\u0000 in a text is refused";
	if (unit >= 0xdc00 && unit <= 0xdfff)
		return "half a surrogate pair";
	if (unit >= 0xd800 && unit <= 0xdbff) {
		int low = left > 6 ? unit_of(bytes + 6, left - 6) : -1;
		*size = 12;
		if (low < 0xdc00 || low > 0xdfff)
			return "half a surrogate pair";
	}
	return NULL;
}

enum error json_look_over(
	const char *file, const char *bytes, size_t length, struct failure *failure)
{
	size_t valid = utf8_valid_length(bytes, length);
	if (valid < length)
		return fail(failure, ERR_INPUT, "%s:%zu: byte 0x%02x is no UTF-8", file,
			line_of(bytes, valid), (unsigned char)bytes[valid]);
	bool in_text = false;
	size_t depth = 0;
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)bytes[i];
		const char *fault = NULL;
		if (in_text && c >= 0x20 && c != '"' && c != '\\')
			continue;
		if (in_text && c == '\\') {
			size_t size;
			fault = escape_fault(bytes + i, length - i, &size);
			i += fault ? 0 : size - 1;
		} else if (c == '"') {
			in_text = !in_text;
		} else if (in_text && c < 0x20) {
			fault = "a control character inside a text";
		} else if (!in_text && (c == '{' || c == '[')) {
			if (++depth > LIMIT_JSON_DEPTH)
				fault = "objects and lists inside one another deeper than 64";
		} else if (!in_text && (c == '}' || c == ']')) {
			depth -= depth > 0;
		}
		if (fault != NULL)
			return fail(
				failure, ERR_INPUT, "%s:%zu: %s", file, line_of(bytes, i), fault);
	}
	return OK;
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum { FEW_KEYS = 12 };

static enum error no_pair_twice(
	const struct json *json, const char *const *keys, size_t count, struct failure *failure)
{
	for (size_t i = 1; i < count; i++) {
		for (size_t k = 0; k < i; k++) {
			if (keys[i][0] == keys[k][0] && strcmp(keys[i], keys[k]) == 0)
				return json_fail(json, failure,
					"the key \"%s\" stands twice; keep one", keys[i]);
		}
	}
	return OK;
}

/* Refuses a key that stands twice in one object, anywhere below JSON. */
static enum error no_key_twice(const struct json *json, struct failure *failure)
{
	if (!cJSON_IsObject(json->node) && !cJSON_IsArray(json->node))
		return OK;
	ARRAY(const char *) keys = {0};
	enum error error = OK;
	struct json item = {0};
	while (error == OK && json_next(json, &item)) {
		if (cJSON_IsObject(json->node))
			*array_add(&keys) = item.node->string;
		error = no_key_twice(&item, failure);
	}
	if (keys.count > LIMIT_JSON_KEYS)
		error = json_fail(json, failure, "has more than %d keys", LIMIT_JSON_KEYS);
	/* Of few keys each pair is looked at faster than they are sorted. */
	if (keys.count <= FEW_KEYS)
		error = error == OK ? no_pair_twice(json, keys.items, keys.count, failure) : error;
	else
		qsort(keys.items, keys.count, sizeof *keys.items, compare_keys);
	for (size_t i = 1; error == OK && keys.count > FEW_KEYS && i < keys.count; i++) {
		if (strcmp(keys.items[i - 1], keys.items[i]) == 0)
			error = json_fail(json, failure, "the key \"%s\" stands twice; keep one",
				keys.items[i]);
	}
	array_release(&keys);
	return error;
}

enum error json_read(struct json_document *document, const char *file, const char *bytes,
	size_t length, struct failure *failure)
{
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	enum error error = json_look_over(file, bytes, length, failure);
	if (error != OK)
		return error;
	const char *end = bytes;
	cJSON *tree = cJSON_ParseWithLengthOpts(bytes, length, &end, 0);
	if (tree == NULL)
		return fail(failure, ERR_INPUT, "%s:%zu: is no JSON from here on", file,
			line_of(bytes, end >= bytes ? (size_t)(end - bytes) : 0));
	size_t rest = (size_t)(end - bytes);
	while (rest < length && strchr(" \t\r\n", bytes[rest]) != NULL && bytes[rest] != '\0')
		rest++;
	*document = (struct json_document){tree, {.file = file, .node = tree}};
	if (rest < length)
		error = fail(failure, ERR_INPUT, "%s:%zu: text after the end of the document", file,
			line_of(bytes, rest));
	else
		error = no_key_twice(&document->root, failure);
	if (error != OK)
		json_release(document);
	return error;
}

void json_release(struct json_document *document)
{
	cJSON_Delete(document->tree);
	*document = (struct json_document){0};
}

static void add_path(const struct json *json, struct text *out)
{
	if (json->parent == NULL)
		return;
	add_path(json->parent, out);
	if (cJSON_IsArray(json->parent->node))
		text_addf(out, "[%zu]", json->index);
	else
		text_addf(out, "%s%s", out->length > 0 ? "." : "", json->node->string);
}

void json_path(const struct json *json, struct text *out)
{
	size_t before = out->length;
	add_path(json, out);
	if (out->length == before)
		text_add(out, "(top)");
}

enum error json_fail(const struct json *json, struct failure *failure, const char *format, ...)
{
	autotext struct text path = text_new(LIMIT_MESSAGE_BYTES);
	json_path(json, &path);
	char sentence[LIMIT_MESSAGE_BYTES];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(sentence, sizeof sentence, format, arguments);
	va_end(arguments);
	return fail(failure, ERR_INPUT, "%s: %s: %s", json->file, path.bytes, sentence);
}

enum json_type json_type(const struct json *json)
{
	const cJSON *node = json->node;
	if (cJSON_IsObject(node))
		return JSON_OBJECT;
	if (cJSON_IsArray(node))
		return JSON_ARRAY;
	if (cJSON_IsString(node))
		return JSON_TEXT;
	if (cJSON_IsBool(node))
		return JSON_BOOL;
	if (cJSON_IsNull(node))
		return JSON_NULL;
	double value = node->valuedouble;
	bool whole = fabs(value) <= largest_integer && floor(value) == value;
	return whole ? JSON_INTEGER : JSON_NUMBER;
}

enum error json_expect(const struct json *json, enum json_type type, struct failure *failure)
{
	enum json_type found = json_type(json);
	if (found == type || (type == JSON_NUMBER && found == JSON_INTEGER))
		return OK;
	return json_fail(
		json, failure, "should be %s, is %s", json_type_name(type), json_type_name(found));
}

struct json json_find(const struct json *json, const char *key)
{
	const cJSON *node = cJSON_GetObjectItemCaseSensitive(json->node, key);
	return (struct json){.file = json->file, .node = node, .parent = json};
}

enum error json_member(const struct json *json, const char *key, enum json_type type,
	struct json *out, struct failure *failure)
{
	*out = json_find(json, key);
	if (out->node == NULL)
		return json_fail(json, failure, "the key \"%s\" is missing; it should be %s", key,
			json_type_name(type));
	return json_expect(out, type, failure);
}

enum error json_only(const struct json *json, const char *const *keys, struct failure *failure)
{
	struct json item = {0};
	while (json_next(json, &item)) {
		const char *const *key = keys;
		while (*key != NULL && strcmp(*key, item.node->string) != 0)
			key++;
		if (*key != NULL)
			continue;
		autotext struct text known = text_new(LIMIT_MESSAGE_BYTES / 2);
		for (key = keys; *key != NULL; key++)
			text_addf(&known, "%s%s", known.length > 0 ? ", " : "", *key);
		return json_fail(&item, failure, "is no known key; known here: %s", known.bytes);
	}
	return OK;
}

bool json_next(const struct json *json, struct json *item)
{
	bool first = item->node == NULL;
	const cJSON *node = first ? json->node->child : item->node->next;
	size_t index = first ? 0 : item->index + 1;
	*item = (struct json){.file = json->file, .node = node, .parent = json, .index = index};
	return node != NULL;
}

const char *json_text(const struct json *json)
{
	return json->node->valuestring;
}

int64_t json_integer(const struct json *json)
{
	return (int64_t)json->node->valuedouble;
}

bool json_bool(const struct json *json)
{
	return cJSON_IsTrue(json->node);
}

/* Adds a code point as \uXXXX, or as the two halves of a surrogate pair. */
static void add_unit(struct text *out, uint32_t code_point)
{
	if (code_point >= 0x10000) {
		code_point -= 0x10000;
		text_addf(out, "\\u%04x", (unsigned)(0xd800 + (code_point >> 10)));
		code_point = 0xdc00 + (code_point & 0x3ff);
	}
	text_addf(out, "\\u%04x", (unsigned)code_point);
}

/* Adds what cJSON printed, its characters escaped, and frees it. */
static void add_printed(char *printed, struct text *out)
{
	if (printed == NULL)
		memory_exhausted();
	size_t length = strlen(printed), plain = 0;
	for (size_t at = 0; at < length;) {
		uint32_t code_point = (unsigned char)printed[at];
		size_t size = utf8_read(printed + at, length - at, &code_point);
		bool is_layout = code_point == '\n' || code_point == '\t';
		if (size > 0 && !is_layout && !utf8_is_showable(code_point)) {
			text_add_bytes(out, printed + plain, at - plain);
			add_unit(out, code_point);
			plain = at + size;
		}
		at += size > 0 ? size : 1;
	}
	text_add_bytes(out, printed + plain, length - plain);
	text_add_char(out, '\n');
	cJSON_free(printed);
}

void json_print(const cJSON *node, struct text *out)
{
	add_printed(cJSON_Print(node), out);
}

void json_print_compact(const cJSON *node, struct text *out)
{
	add_printed(cJSON_PrintUnformatted(node), out);
}

void json_print_line(const cJSON *node, FILE *out)
{
	char *printed = cJSON_PrintUnformatted(node);
	if (printed == NULL)
		memory_exhausted();
	fputs(printed, out);
	fputc('\n', out);
	cJSON_free(printed);
}

/* NODE made a member of PARENT (KEY is NULL for a list). */
static cJSON *attach(cJSON *parent, const char *key, cJSON *node)
{
	if (node == NULL)
		memory_exhausted();
	if (!(key ? cJSON_AddItemToObject(parent, key, node) : cJSON_AddItemToArray(parent, node)))
		memory_exhausted();
	return node;
}

static cJSON *text_node(const char *value)
{
	if (value == NULL)
		return cJSON_CreateNull();
	size_t length = strlen(value);
	if (utf8_valid_length(value, length) == length)
		return cJSON_CreateString(value);
	autotext struct text escaped = text_new(SIZE_MAX / 2);
	escape_name(&escaped, value, length);
	return cJSON_CreateString(escaped.bytes);
}

cJSON *json_add_object(cJSON *object, const char *key)
{
	return attach(object, key, cJSON_CreateObject());
}

cJSON *json_add_array(cJSON *object, const char *key)
{
	return attach(object, key, cJSON_CreateArray());
}

void json_add_text(cJSON *object, const char *key, const char *value)
{
	attach(object, key, text_node(value));
}

void json_add_integer(cJSON *object, const char *key, int64_t value)
{
	attach(object, key, cJSON_CreateNumber((double)value));
}

void json_add_bool(cJSON *object, const char *key, bool value)
{
	attach(object, key, cJSON_CreateBool(value));
}

void json_add_null(cJSON *object, const char *key)
{
	attach(object, key, cJSON_CreateNull());
}

cJSON *json_push_object(cJSON *array)
{
	return attach(array, NULL, cJSON_CreateObject());
}

void json_push_text(cJSON *array, const char *value)
{
	attach(array, NULL, text_node(value));
}

void json_add_texts(cJSON *object, const char *key, const char *const *items, size_t count)
{
	cJSON *array = json_add_array(object, key);
	for (size_t i = 0; i < count; i++)
		json_push_text(array, items[i]);
}
