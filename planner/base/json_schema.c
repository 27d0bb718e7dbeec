/* JSON documents against our published schemas. */
#include "base/json_schema.h"
#include "base/embedded.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <math.h>
#include <regex.h>
#include <string.h>

/* One place of the document, and what holds there. */
struct checking {
	const cJSON *root; /* where $defs stand */
	const struct json *at;
	const cJSON *schema;
	struct failure *failure; /* NULL: only the answer counts */
	int depth;
};

static enum error check(const struct checking *above, const struct json *at, const cJSON *schema);

static enum error wrong(const struct checking *checking, const char *what)
{
	return json_fail(checking->at, checking->failure, "%s", what);
}

static bool is_type(const cJSON *node, const char *type)
{
	if (strcmp(type, "integer") == 0)
		return cJSON_IsNumber(node) && fabs(node->valuedouble) <= 0x1p53 &&
		       node->valuedouble == (double)(int64_t)node->valuedouble;
	return (strcmp(type, "object") == 0 && cJSON_IsObject(node)) ||
	       (strcmp(type, "array") == 0 && cJSON_IsArray(node)) ||
	       (strcmp(type, "string") == 0 && cJSON_IsString(node)) ||
	       (strcmp(type, "boolean") == 0 && cJSON_IsBool(node)) ||
	       (strcmp(type, "number") == 0 && cJSON_IsNumber(node)) ||
	       (strcmp(type, "null") == 0 && cJSON_IsNull(node));
}

static enum error check_type(const struct checking *checking, const cJSON *value)
{
	if (cJSON_IsString(value))
		return is_type(checking->at->node, value->valuestring)
			       ? OK
			       : wrong(checking, "is of another type than the schema says");
	const cJSON *type;
	cJSON_ArrayForEach (type, value) {
		if (is_type(checking->at->node, type->valuestring))
			return OK;
	}
	return wrong(checking, "is of another type than the schema says");
}

static enum error check_const(const struct checking *checking, const cJSON *value)
{
	return cJSON_Compare(checking->at->node, value, true)
		       ? OK
		       : wrong(checking, "is not the value that the schema says");
}

static enum error check_enum(const struct checking *checking, const cJSON *value)
{
	const cJSON *choice;
	cJSON_ArrayForEach (choice, value) {
		if (cJSON_Compare(checking->at->node, choice, true))
			return OK;
	}
	return wrong(checking, "is none of the values that the schema says");
}

static enum error check_required(const struct checking *checking, const cJSON *value)
{
	const cJSON *key;
	if (!cJSON_IsObject(checking->at->node))
		return OK;
	cJSON_ArrayForEach (key, value) {
		if (json_find(checking->at, key->valuestring).node == NULL)
			return json_fail(checking->at, checking->failure, "lacks the key \"%s\"",
				key->valuestring);
	}
	return OK;
}

static enum error check_properties(const struct checking *checking, const cJSON *value)
{
	const cJSON *property;
	if (!cJSON_IsObject(checking->at->node))
		return OK;
	cJSON_ArrayForEach (property, value) {
		struct json member = json_find(checking->at, property->string);
		enum error error = member.node ? check(checking, &member, property) : OK;
		if (error != OK)
			return error;
	}
	return OK;
}

/* Only `false` is known: no key but those of `properties`. */
static enum error check_additional(const struct checking *checking, const cJSON *value)
{
	const cJSON *known = cJSON_GetObjectItemCaseSensitive(checking->schema, "properties");
	struct json member = {0};
	if (!cJSON_IsFalse(value))
		return wrong(checking, "has a schema that this program cannot read");
	while (cJSON_IsObject(checking->at->node) && json_next(checking->at, &member)) {
		if (cJSON_GetObjectItemCaseSensitive(known, member.node->string) == NULL)
			return json_fail(&member, checking->failure, "is no key of the schema");
	}
	return OK;
}

static enum error check_items(const struct checking *checking, const cJSON *value)
{
	struct json item = {0};
	enum error error = OK;
	while (error == OK && cJSON_IsArray(checking->at->node) && json_next(checking->at, &item))
		error = check(checking, &item, value);
	return error;
}

static size_t characters(const char *text)
{
	size_t count = 0, length = strlen(text);
	for (size_t i = 0; i < length; count++) {
		uint32_t point;
		size_t size = utf8_read(text + i, length - i, &point);
		i += size > 0 ? size : 1;
	}
	return count;
}

static enum error check_bounds(const struct checking *checking, const cJSON *value)
{
	const char *key = value->string;
	const cJSON *node = checking->at->node;
	double size = 0;
	if (strstr(key, "Items") != NULL && cJSON_IsArray(node))
		size = cJSON_GetArraySize(node);
	else if (strstr(key, "Length") != NULL && cJSON_IsString(node))
		size = (double)characters(node->valuestring);
	else if (strstr(key, "imum") != NULL && cJSON_IsNumber(node))
		size = node->valuedouble;
	else
		return OK;
	bool good = strncmp(key, "min", 3) == 0 ? size >= value->valuedouble
						: size <= value->valuedouble;
	return good ? OK : wrong(checking, "is smaller or larger than the schema says");
}

static enum error check_multiple(const struct checking *checking, const cJSON *value)
{
	const cJSON *node = checking->at->node;
	double times = cJSON_IsNumber(node) ? node->valuedouble / value->valuedouble : 0;
	return times == floor(times) ? OK
				     : wrong(checking, "is no multiple of what the schema says");
}

static enum error check_pattern(const struct checking *checking, const cJSON *value)
{
	regex_t regex;
	if (!cJSON_IsString(checking->at->node))
		return OK;
	if (regcomp(&regex, value->valuestring, REG_EXTENDED | REG_NOSUB) != 0)
		return wrong(checking, "has a schema that this program cannot read");
	bool good = regexec(&regex, checking->at->node->valuestring, 0, NULL, 0) == 0;
	regfree(&regex);
	return good ? OK : wrong(checking, "has not the form that the schema says");
}

/* "#/$defs/NAME" */
static enum error check_reference(const struct checking *checking, const cJSON *value)
{
	static const char start[] = "#/$defs/";
	const cJSON *defs = cJSON_GetObjectItemCaseSensitive(checking->root, "$defs");
	const cJSON *schema = strncmp(value->valuestring, start, sizeof start - 1) == 0
				      ? cJSON_GetObjectItemCaseSensitive(
						defs, value->valuestring + sizeof start - 1)
				      : NULL;
	return schema ? check(checking, checking->at, schema)
		      : wrong(checking, "has a schema that this program cannot read");
}

static bool fits(const struct checking *checking, const cJSON *schema)
{
	struct checking quiet = *checking;
	quiet.failure = NULL;
	return check(&quiet, checking->at, schema) == OK;
}

static enum error check_one_of(const struct checking *checking, const cJSON *value)
{
	const cJSON *choice;
	int fitting = 0;
	cJSON_ArrayForEach (choice, value)
		fitting += fits(checking, choice);
	return fitting == 1 ? OK : wrong(checking, "fits none of the schema's forms, or several");
}

static enum error check_if(const struct checking *checking, const cJSON *value)
{
	const cJSON *schema = cJSON_GetObjectItemCaseSensitive(
		checking->schema, fits(checking, value) ? "then" : "else");
	return schema ? check(checking, checking->at, schema) : OK;
}

static enum error check_nothing(const struct checking *checking, const cJSON *value)
{
	(void)checking;
	(void)value;
	return OK;
}

static const struct {
	const char *keyword;
	enum error (*check)(const struct checking *checking, const cJSON *value);
} keywords[] = {
	{"type", check_type},
	{"const", check_const},
	{"enum", check_enum},
	{"required", check_required},
	{"properties", check_properties},
	{"additionalProperties", check_additional},
	{"items", check_items},
	{"minItems", check_bounds},
	{"maxItems", check_bounds},
	{"minLength", check_bounds},
	{"maxLength", check_bounds},
	{"minimum", check_bounds},
	{"maximum", check_bounds},
	{"multipleOf", check_multiple},
	{"pattern", check_pattern},
	{"$ref", check_reference},
	{"oneOf", check_one_of},
	{"if", check_if},
	{"then", check_nothing}, /* with `if` */
	{"else", check_nothing},
	{"title", check_nothing},
	{"description", check_nothing},
	{"$schema", check_nothing},
	{"$defs", check_nothing},
};

static enum error check_keyword(const struct checking *checking, const cJSON *value)
{
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
		if (strcmp(keywords[i].keyword, value->string) == 0)
			return keywords[i].check(checking, value);
	}
	return wrong(checking, "has a schema that this program cannot read");
}

/* What AT must be by SCHEMA, all keywords of it. */
static enum error check(const struct checking *above, const struct json *at, const cJSON *schema)
{
	struct checking checking = {above->root, at, schema, above->failure, above->depth + 1};
	const cJSON *value;
	if (checking.depth > LIMIT_JSON_DEPTH)
		return wrong(&checking, "is deeper than any document of its schema");
	cJSON_ArrayForEach (value, schema) {
		enum error error = check_keyword(&checking, value);
		if (error != OK)
			return error;
	}
	return OK;
}

enum error json_schema_check(
	const struct json *document, const cJSON *schema, struct failure *failure)
{
	struct checking checking = {schema, document, schema, failure, 0};
	return check(&checking, document, schema);
}

enum error json_schema_check_embedded(
	const struct json *document, const char *name, struct failure *failure)
{
	const struct embedded_file *file = embedded_get(name);
	cJSON *schema = cJSON_ParseWithLength(file->bytes, embedded_size(file));
	if (schema == NULL)
		memory_exhausted();
	enum error error = json_schema_check(document, schema, failure);
	cJSON_Delete(schema);
	return error;
}
