/* JSON, read strictly through cJSON, with errors that name the file and the key path.
 *
 * cJSON reads "a\u0000b" as "a", accepts bad UTF-8, duplicate keys and trailing text. So a
 * document is looked over first: such a one is refused with its line, and so is one deeper than
 * LIMIT_JSON_DEPTH. What gets through is read by key:
 *
 *	struct json_document document;
 *	json_read(&document, "policy.json", bytes, length, &failure)
 *	struct json organisation;
 *	json_member(&document.root, "organisation", JSON_OBJECT, &organisation, &failure)
 *	json_text(...), json_integer(...), json_items(...)
 *
 * A wrong type gives `policy.json: organisation.name: should be a text, is a number`. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/error.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct text;

enum json_type {
	JSON_OBJECT,
	JSON_ARRAY,
	JSON_TEXT,
	JSON_INTEGER, /* a whole number of at most 2^53 */
	JSON_BOOL,
	JSON_NUMBER,
	JSON_NULL,
};

/* "an object", "a text", ... */
const char *json_type_name(enum json_type type);

/* A value and the way to it. It borrows from its parent, which must outlive it. */
struct json {
	const char *file;
	const cJSON *node; /* NULL: not there */
	const struct json *parent;
	size_t index; /* in the parent, where that is an array */
};

struct json_document {
	cJSON *tree;
	struct json root;
};

/* Reads a whole document; FILE is its name for messages and is borrowed. */
enum error json_read(struct json_document *document, const char *file, const char *bytes,
	size_t length, struct failure *failure);
void json_release(struct json_document *document);

/* Looks BYTES over without building a tree: UTF-8, no \u0000 and no half surrogate, depth. */
enum error json_look_over(
	const char *file, const char *bytes, size_t length, struct failure *failure);

/* Writes "organisation.contacts[1]" ("(top)" for the root). */
void json_path(const struct json *json, struct text *out);

/* A failure at this value: "FILE: PATH: sentence". */
enum error json_fail(const struct json *json, struct failure *failure, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The type of a value that is there. */
enum json_type json_type(const struct json *json);

/* OK where the value has TYPE, else a failure that says what it should be. */
enum error json_expect(const struct json *json, enum json_type type, struct failure *failure);

/* The member KEY of an object. json_find leaves `node` NULL where there is none (and where JSON is
 * no object); json_member makes that, and a wrong type, a failure. */
struct json json_find(const struct json *json, const char *key);
enum error json_member(const struct json *json, const char *key, enum json_type type,
	struct json *out, struct failure *failure);

/* Refuses a member whose key is none of KEYS (ended by NULL), and names those that are known. */
enum error json_only(const struct json *json, const char *const *keys, struct failure *failure);

/* Walks an array or object:  struct json item = {0}; while (json_next(&list, &item)) ...
 * The key of an object's member is item.node->string. */
bool json_next(const struct json *json, struct json *item);

/* The value of a checked type. */
const char *json_text(const struct json *json);
int64_t json_integer(const struct json *json);
bool json_bool(const struct json *json);

/* Adds NODE to OUT as cJSON prints it (tabs, one member a line), and a line feed. Characters that
 * would act on a terminal or deceive a reader (base/utf8.h, utf8_is_showable) are written as
 * \uXXXX, which cJSON does for control characters below U+0020 alone. */
void json_print(const cJSON *node, struct text *out);

/* The same on one line: a record of a file of JSON lines. */
void json_print_compact(const cJSON *node, struct text *out);

/* Prints NODE on one line, for JSON lines. */
void json_print_line(const cJSON *node, FILE *out);

/* Writing: adds a member to OBJECT; out of memory ends the program. Text that is no UTF-8 is
 * escaped as escape_name() does. NULL texts become null. */
cJSON *json_add_object(cJSON *object, const char *key);
cJSON *json_add_array(cJSON *object, const char *key);
void json_add_text(cJSON *object, const char *key, const char *value);
void json_add_integer(cJSON *object, const char *key, int64_t value);
void json_add_bool(cJSON *object, const char *key, bool value);
void json_add_null(cJSON *object, const char *key);
/* A list of texts. */
void json_add_texts(cJSON *object, const char *key, const char *const *items, size_t count);

/* The same for arrays. */
cJSON *json_push_object(cJSON *array);
void json_push_text(cJSON *array, const char *value);

#endif
