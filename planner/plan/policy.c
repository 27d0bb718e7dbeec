/* Policy: three layers, one table of keys. */
#include "plan/policy.h"
#include "base/digest.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/json.h"
#include "base/say.h"
#include "base/text.h"
#include "names/name.h"
#include "plan/policy_fields.h"

#include <stdlib.h>
#include <string.h>

/* One layer being read. */
struct layer {
	struct policy *policy;
	struct intern *pool;
	struct failure *failure;
};

static void *member_of(const struct policy *policy, const struct policy_field *field)
{
	return (char *)(uintptr_t)policy + field->offset;
}

/* A project name made canonical (with STAR, `*` may stand in it); NULL after a failure. */
static const char *canonical(const struct layer *layer, const struct json *value, bool star)
{
	const char *text = json_text(value);
	size_t length = strlen(text);
	char name[LIMIT_NAME_BYTES + 1], plain[LIMIT_NAME_BYTES + 1];
	if (length > 0 && length <= LIMIT_NAME_BYTES) {
		memcpy(plain, text, length + 1);
		for (size_t i = 0; star && i < length; i++)
			plain[i] = plain[i] == '*' ? 'x' : plain[i];
		if (name_is_valid(plain, length)) {
			size_t size = name_canonical(text, length, name);
			return intern_text(layer->pool, name, size);
		}
	}
	json_fail(value, layer->failure,
		"\"%.80s\" is no project name: letters, digits and . _ - between them", text);
	return NULL;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum error read_texts(const struct layer *layer, const struct policy_field *field,
	const struct json *list, struct texts *texts)
{
	size_t count = (size_t)cJSON_GetArraySize(list->node);
	if ((int64_t)count < field->least || (int64_t)count > field->most)
		return json_fail(list, layer->failure, "should have %lld to %lld entries, has %zu",
			(long long)field->least, (long long)field->most, count);
	free(texts->items);
	*texts = (struct texts){memory_new(count, sizeof *texts->items), 0};
	struct json item = {0};
	while (json_next(list, &item)) {
		enum error error = json_expect(&item, JSON_TEXT, layer->failure);
		if (error != OK)
			return error;
		const char *text =
			field->type == POLICY_TEXTS
				? intern_string(layer->pool, json_text(&item))
				: canonical(layer, &item, field->type == POLICY_PATTERNS);
		if (text == NULL)
			return ERR_INPUT;
		if (text[0] == '\0')
			return json_fail(&item, layer->failure, "is empty");
		texts->items[texts->count++] = text;
	}
	/* Names have no order of their own; contacts do. */
	if (field->type != POLICY_TEXTS && texts->count > 1)
		qsort(texts->items, texts->count, sizeof *texts->items, compare_texts);
	return OK;
}

static enum error read_corpora(
	const struct layer *layer, const struct json *list, struct policy *policy)
{
	static const char *const keys[] = {"file", "digest", "trust", NULL};
	struct json item = {0};
	while (json_next(list, &item)) {
		struct json file, digest, trust;
		enum error error = json_expect(&item, JSON_OBJECT, layer->failure);
		error = error ? error : json_only(&item, keys, layer->failure);
		error = error ? error
			      : json_member(&item, "file", JSON_TEXT, &file, layer->failure);
		error = error ? error
			      : json_member(&item, "digest", JSON_TEXT, &digest, layer->failure);
		error = error ? error
			      : json_member(&item, "trust", JSON_INTEGER, &trust, layer->failure);
		if (error != OK)
			return error;
		if (strlen(json_text(&digest)) != 64 ||
			strspn(json_text(&digest), "0123456789abcdef") != 64)
			return json_fail(&digest, layer->failure,
				"should be the file's SHA-256: 64 lower-case hexadecimal "
				"digits, as sha256sum prints");
		if (json_integer(&trust) < 0 || json_integer(&trust) > 1000000)
			return json_fail(&trust, layer->failure, "should be from 0 to 1000000");
		*array_add(&policy->corpora) =
			(struct policy_corpus){intern_string(layer->pool, json_text(&file)),
				intern_string(layer->pool, json_text(&digest)),
				(uint32_t)json_integer(&trust)};
	}
	return OK;
}

static enum error read_exceptions(
	const struct layer *layer, const struct json *list, struct policy *policy)
{
	static const char *const keys[] = {"name", "reason", NULL};
	struct json item = {0};
	while (json_next(list, &item)) {
		struct json name, reason;
		enum error error = json_expect(&item, JSON_OBJECT, layer->failure);
		error = error ? error : json_only(&item, keys, layer->failure);
		error = error ? error
			      : json_member(&item, "name", JSON_TEXT, &name, layer->failure);
		error = error ? error
			      : json_member(&item, "reason", JSON_TEXT, &reason, layer->failure);
		if (error != OK)
			return error;
		const char *text = canonical(layer, &name, false);
		if (text == NULL)
			return ERR_INPUT;
		if (strlen(json_text(&reason)) < 10)
			return json_fail(&reason, layer->failure,
				"should say why, in a sentence: the request shows it");
		*array_add(&policy->exceptions) = (struct policy_exception){
			text, intern_string(layer->pool, json_text(&reason))};
	}
	return OK;
}

static enum error read_holds(
	const struct layer *layer, const struct json *list, struct policy *policy)
{
	static const char *const keys[] = {"name", "until", NULL};
	struct json item = {0};
	while (json_next(list, &item)) {
		struct json name, until;
		struct policy_hold hold;
		enum error error = json_expect(&item, JSON_OBJECT, layer->failure);
		error = error ? error : json_only(&item, keys, layer->failure);
		error = error ? error
			      : json_member(&item, "name", JSON_TEXT, &name, layer->failure);
		error = error ? error
			      : json_member(&item, "until", JSON_TEXT, &until, layer->failure);
		if (error != OK)
			return error;
		hold.name = canonical(layer, &name, false);
		if (hold.name == NULL)
			return ERR_INPUT;
		if (!date_parse(json_text(&until), &hold.until))
			return json_fail(
				&until, layer->failure, "should be a day such as 2027-03-31");
		*array_add(&policy->holds) = hold;
	}
	return OK;
}

static enum error read_number(const struct layer *layer, const struct policy_field *field,
	const struct json *value, uint32_t *out)
{
	int64_t number = json_integer(value);
	if (number < field->least || number > field->most)
		return json_fail(value, layer->failure, "should be from %lld to %lld, is %lld",
			(long long)field->least, (long long)field->most, (long long)number);
	*out = (uint32_t)number;
	return OK;
}

static enum error read_text(const struct layer *layer, const struct policy_field *field,
	const struct json *value, const char **out)
{
	const char *text = json_text(value);
	if (strlen(text) < (size_t)field->least || strlen(text) > (size_t)field->most)
		return json_fail(value, layer->failure, "should have %lld to %lld bytes",
			(long long)field->least, (long long)field->most);
	*out = intern_string(layer->pool, text);
	return OK;
}

static enum error read_field(
	const struct layer *layer, const struct policy_field *field, const struct json *value)
{
	static const enum json_type types[] = {[POLICY_NUMBER] = JSON_INTEGER,
		[POLICY_BOOL] = JSON_BOOL,
		[POLICY_TEXT] = JSON_TEXT,
		[POLICY_TEXTS] = JSON_ARRAY,
		[POLICY_NAMES] = JSON_ARRAY,
		[POLICY_PATTERNS] = JSON_ARRAY,
		[POLICY_CORPORA] = JSON_ARRAY,
		[POLICY_EXCEPTIONS] = JSON_ARRAY,
		[POLICY_HOLDS] = JSON_ARRAY};
	enum error error = json_expect(value, types[field->type], layer->failure);
	void *member = member_of(layer->policy, field);
	if (error != OK)
		return error;
	switch (field->type) {
	case POLICY_NUMBER:
		return read_number(layer, field, value, member);
	case POLICY_BOOL:
		*(bool *)member = json_bool(value);
		return OK;
	case POLICY_TEXT:
		return read_text(layer, field, value, member);
	case POLICY_TEXTS:
	case POLICY_NAMES:
	case POLICY_PATTERNS:
		return read_texts(layer, field, value, member);
	case POLICY_CORPORA:
		return read_corpora(layer, value, layer->policy);
	case POLICY_EXCEPTIONS:
		return read_exceptions(layer, value, layer->policy);
	case POLICY_HOLDS:
		return read_holds(layer, value, layer->policy);
	}
	return OK;
}

/* The field with this path; *INSIDE says whether longer paths begin with it. */
static const struct policy_field *field_of(const char *path, bool *inside)
{
	size_t length = strlen(path);
	*inside = false;
	for (const struct policy_field *field = policy_fields; field->path != NULL; field++) {
		if (strcmp(field->path, path) == 0)
			return field;
		*inside |= strncmp(field->path, path, length) == 0 && field->path[length] == '.';
	}
	return NULL;
}

static enum error unknown_key(
	const struct layer *layer, const struct json *value, const struct json *object)
{
	autotext struct text known = text_new(LIMIT_MESSAGE_BYTES / 2);
	autotext struct text above = text_new(LIMIT_MESSAGE_BYTES / 2);
	json_path(object, &above);
	size_t length = object->parent ? above.length + 1 : 0;
	const char *last = "";
	size_t last_size = 0;
	for (const struct policy_field *field = policy_fields; field->path != NULL; field++) {
		if (length > 0 && (strncmp(field->path, above.bytes, length - 1) != 0 ||
					  field->path[length - 1] != '.'))
			continue;
		const char *key = field->path + length;
		size_t size = strcspn(key, ".");
		if (size == last_size && strncmp(key, last, size) == 0)
			continue;
		text_addf(&known, "%s%.*s", known.length > 0 ? ", " : "", (int)size, key);
		last = key;
		last_size = size;
	}
	return json_fail(value, layer->failure, "is no known key; known here: %s", known.bytes);
}

static enum error read_object(const struct layer *layer, const struct json *object)
{
	struct json value = {0};
	while (json_next(object, &value)) {
		autotext struct text path = text_new(LIMIT_MESSAGE_BYTES);
		bool inside;
		enum error error;
		json_path(&value, &path);
		const struct policy_field *field = field_of(path.bytes, &inside);
		/* "$schema" and "about" are for people and editors. */
		bool about = object->parent == NULL &&
			     (strcmp(value.node->string, "about") == 0 ||
				     strcmp(value.node->string, "$schema") == 0);
		if (about)
			error = json_expect(&value, JSON_TEXT, layer->failure);
		else if (field != NULL)
			error = read_field(layer, field, &value);
		else if (inside)
			error = json_expect(&value, JSON_OBJECT, layer->failure);
		else
			error = unknown_key(layer, &value, object);
		if (error == OK && inside && field == NULL)
			error = read_object(layer, &value);
		if (error != OK)
			return error;
	}
	return OK;
}

static enum error read_layer(const struct layer *layer, const char *name, const char *bytes,
	size_t length, bool required)
{
	struct json_document document;
	enum error error = json_read(&document, name, bytes, length, layer->failure);
	if (error != OK)
		return error;
	error = json_expect(&document.root, JSON_OBJECT, layer->failure);
	if (error == OK)
		error = read_object(layer, &document.root);
	for (const struct policy_field *field = policy_fields;
		error == OK && required && field->path != NULL; field++) {
		const char *dot = strchr(field->path, '.');
		struct json object = document.root, found;
		if (!field->required)
			continue;
		if (dot != NULL) {
			const char *key =
				intern_text(layer->pool, field->path, (size_t)(dot - field->path));
			object = json_find(&document.root, key);
		}
		found = json_find(&object, dot ? dot + 1 : field->path);
		if (found.node == NULL)
			error = fail(layer->failure, ERR_INPUT, "%s: the key \"%s\" is missing",
				name, field->path);
	}
	json_release(&document);
	return error;
}

static void read_embedded(struct policy *policy, struct intern *pool, const char *name)
{
	const struct embedded_file *file = embedded_get(name);
	struct failure failure;
	struct layer layer = {policy, pool, &failure};
	if (read_layer(&layer, name, file->bytes, embedded_size(file), false) != OK) {
		say_failure(&failure);
		exit(2);
	}
}

void policy_default(struct policy *policy, struct intern *pool)
{
	*policy = (struct policy){0};
	read_embedded(policy, pool, "policy/default.json");
	read_embedded(policy, pool, "policy/registry-pypi.json");
}

/* The registry's values outrank the organisation's. */
static void outrank(struct policy *policy, const struct policy *registry)
{
	for (const struct policy_field *field = policy_fields; field->path != NULL; field++) {
		void *ours = member_of(policy, field);
		const void *theirs = member_of(registry, field);
		if (field->rank == RANK_FIXED && field->type == POLICY_TEXT)
			memcpy(ours, theirs, sizeof(const char *));
		if (field->rank == RANK_FIXED && field->type == POLICY_BOOL)
			memcpy(ours, theirs, sizeof(bool));
		if (field->type != POLICY_NUMBER)
			continue;
		uint32_t mine, limit;
		memcpy(&mine, ours, sizeof mine);
		memcpy(&limit, theirs, sizeof limit);
		bool over = (field->rank == RANK_CEILING && mine > limit) ||
			    (field->rank == RANK_FLOOR && mine < limit);
		if (!over)
			continue;
		say_note("policy: %s is %u; the registry's policy allows %u, which counts",
			field->path, mine, limit);
		memcpy(ours, theirs, sizeof mine);
	}
}

enum error policy_read(struct policy *policy, const char *path, bool draft, struct intern *pool,
	struct failure *failure)
{
	struct file file;
	enum error error = file_read(&file, path, LIMIT_FILE_BYTES, failure);
	if (error != OK)
		return error;
	struct policy registry;
	policy_default(policy, pool);
	policy_default(&registry, pool);
	struct layer layer = {policy, pool, failure};
	error = file_must_be_text(&file, failure);
	if (error == OK)
		error = read_layer(&layer, path, file.bytes, file.length, true);
	if (error == OK && !draft)
		outrank(policy, &registry);
	struct digest digest = digest_of(file.bytes, file.length);
	digest_format(&digest, policy->digest);
	file_release(&file);
	policy_release(&registry);
	if (error != OK)
		policy_release(policy);
	return error;
}

void policy_release(struct policy *policy)
{
	for (const struct policy_field *field = policy_fields; field->path != NULL; field++) {
		bool list = field->type == POLICY_TEXTS || field->type == POLICY_NAMES ||
			    field->type == POLICY_PATTERNS;
		struct texts *texts = list ? member_of(policy, field) : NULL;
		if (list)
			free(texts->items);
	}
	array_release(&policy->corpora);
	array_release(&policy->exceptions);
	array_release(&policy->holds);
	*policy = (struct policy){0};
}

struct texts policy_differences(const struct policy *policy, struct intern *pool)
{
	struct policy standard;
	policy_default(&standard, pool);
	struct texts differences = {0};
	size_t room = 0;
	for (const struct policy_field *field = policy_fields; field->path != NULL; field++) {
		uint32_t ours = 0, theirs = 0;
		size_t size = field->type == POLICY_NUMBER ? sizeof ours : sizeof(bool);
		if (field->type != POLICY_NUMBER && field->type != POLICY_BOOL)
			continue;
		memcpy(&ours, member_of(policy, field), size);
		memcpy(&theirs, member_of(&standard, field), size);
		if (ours == theirs)
			continue;
		autotext struct text line = text_new(LIMIT_MESSAGE_BYTES);
		text_addf(&line, "%s: %u, default %u", field->path, ours, theirs);
		differences.items = memory_grow(
			differences.items, &room, differences.count + 1, sizeof *differences.items);
		differences.items[differences.count++] = intern_string(pool, line.bytes);
	}
	policy_release(&standard);
	return differences;
}
