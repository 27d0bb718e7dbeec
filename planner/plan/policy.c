/* Policy: three layers, one table of keys. */
#include "plan/policy.h"
#include "base/digest.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/json.h"
#include "base/say.h"
#include "base/text.h"
#include "plan/policy_fields.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* One layer being read. */
struct layer {
	struct policy *policy;
	struct intern *pool;
	struct failure *failure;
};

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
		/* A key "cost.name" is not the key `name` of `cost`. */
		bool dotted = strchr(value.node->string, '.') != NULL;
		const struct policy_field *field = field_of(dotted ? "." : path.bytes, &inside);
		/* "$schema" and "about" are for people and editors. */
		bool about = object->parent == NULL &&
			     (strcmp(value.node->string, "about") == 0 ||
				     strcmp(value.node->string, "$schema") == 0);
		if (about)
			error = json_expect(&value, JSON_TEXT, layer->failure);
		else if (field != NULL)
			error = policy_field_read(
				layer->policy, field, &value, layer->pool, layer->failure);
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
	*policy = (struct policy){.embargo_until = DATE_NONE};
	read_embedded(policy, pool, "policy/default.json");
	read_embedded(policy, pool, "policy/registry-pypi.json");
}

/* Says where the organisation's value does not count. */
static bool outranks(const struct policy_field *field, const void *mine, const void *theirs)
{
	if (field->rank == RANK_FREE)
		return false;
	if (field->type != POLICY_NUMBER) {
		size_t size = field->type == POLICY_BOOL ? sizeof(bool) : sizeof(const char *);
		bool other = memcmp(mine, theirs, size) != 0; /* texts of one pool */
		if (other)
			say_note("policy: %s is the registry's own; what the policy says of it "
				 "does not count",
				field->path);
		return other;
	}
	uint32_t ours, limit;
	memcpy(&ours, mine, sizeof ours);
	memcpy(&limit, theirs, sizeof limit);
	bool over = (field->rank == RANK_CEILING && ours > limit) ||
		    (field->rank == RANK_FLOOR && ours < limit);
	if (over)
		say_note("policy: %s is %u; the registry's policy allows %u, which counts",
			field->path, ours, limit);
	return over;
}

/* The registry's values outrank the organisation's; of a draft, only those that are fixed. */
static void outrank(struct policy *policy, const struct policy *registry, bool draft)
{
	for (const struct policy_field *field = policy_fields; field->path != NULL; field++) {
		void *ours = policy_member(policy, field);
		const void *theirs = policy_member(registry, field);
		if ((draft && field->rank != RANK_FIXED) || !outranks(field, ours, theirs))
			continue;
		size_t size = field->type == POLICY_NUMBER ? sizeof(uint32_t)
			      : field->type == POLICY_BOOL ? sizeof(bool)
							   : sizeof(const char *);
		memcpy(ours, theirs, size);
	}
}

/* Whether URL's host is DOMAIN or below it; what stands before an `@` is no host. */
static bool is_at(const char *url, const char *domain)
{
	const char *host = url + strlen("https://");
	size_t length = strcspn(host, "/:?#"), size = strlen(domain);
	if (memchr(host, '@', length) != NULL || length < size)
		return false;
	const char *end = host + length - size;
	return strncasecmp(end, domain, size) == 0 && (end == host || end[-1] == '.');
}

/* What one key says of another. */
static enum error check_together(
	const struct policy *policy, const char *path, struct failure *failure)
{
	const char *url = policy->organisation.key_url;
	bool is_ours = url == NULL;
	for (size_t i = 0; !is_ours && i < policy->organisation.domains.count; i++)
		is_ours = is_at(url, policy->organisation.domains.items[i]);
	if (!is_ours)
		return fail(failure, ERR_INPUT,
			"%s: organisation.key_url: should be at one of organisation.domains: a "
			"key that is published elsewhere proves nothing",
			path);
	if ((policy->trademark.statement == NULL) != (policy->trademark.registration == NULL))
		return fail(failure, ERR_INPUT,
			"%s: trademark: needs both statement and registration (office and "
			"number): what nobody can look up is not claimed",
			path);
	return OK;
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
	if (error == OK)
		error = check_together(policy, path, failure);
	if (error == OK)
		outrank(policy, &registry, draft);
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
		bool list = field->type >= POLICY_TEXTS && field->type <= POLICY_PATTERNS;
		struct texts *texts = list ? policy_member(policy, field) : NULL;
		if (list)
			free(texts->items);
	}
	array_release(&policy->corpora);
	array_release(&policy->exceptions);
	array_release(&policy->holds);
	*policy = (struct policy){0};
}

static void describe_list(struct text *line, const struct texts *texts)
{
	for (size_t i = 0; i < texts->count; i++)
		text_addf(line, "%s%s", i > 0 ? ", " : "", texts->items[i]);
	if (texts->count == 0)
		text_add(line, "none");
}

/* "approvals: security; default security, legal, communications". "" where they are the same. */
static void describe_words(struct text *line, const struct policy_field *field,
	const struct policy *policy, const struct policy *standard)
{
	autotext struct text ours = text_new(LIMIT_MESSAGE_BYTES);
	autotext struct text theirs = text_new(LIMIT_MESSAGE_BYTES);
	if (field->type == POLICY_ROLES) {
		describe_list(&ours, policy_member(policy, field));
		describe_list(&theirs, policy_member(standard, field));
	} else {
		text_add(&ours, *(const char **)policy_member(policy, field));
		text_add(&theirs, *(const char **)policy_member(standard, field));
	}
	if (strcmp(ours.bytes, theirs.bytes) != 0)
		text_addf(line, "%s: %s; default %s", field->path, ours.bytes, theirs.bytes);
}

/* "budget: 80, default 60" */
static void describe(struct text *line, const struct policy_field *field,
	const struct policy *policy, const struct policy *standard)
{
	uint32_t ours = 0, theirs = 0;
	size_t size = field->type == POLICY_NUMBER ? sizeof ours : sizeof(bool);
	memcpy(&ours, policy_member(policy, field), size);
	memcpy(&theirs, policy_member(standard, field), size);
	if (ours == theirs)
		return;
	if (field->type == POLICY_BOOL)
		text_addf(line, "%s: %s, default %s", field->path, ours ? "true" : "false",
			theirs ? "true" : "false");
	else
		text_addf(line, "%s: %u, default %u", field->path, ours, theirs);
}

bool texts_hold(const struct texts *texts, const char *text)
{
	for (size_t i = 0; i < texts->count; i++) {
		if (strcmp(texts->items[i], text) == 0)
			return true;
	}
	return false;
}

struct texts policy_differences(const struct policy *policy, struct intern *pool)
{
	struct policy standard;
	policy_default(&standard, pool);
	struct texts differences = {0};
	size_t room = 0;
	for (const struct policy_field *field = policy_fields; field->path != NULL; field++) {
		autotext struct text line = text_new(LIMIT_MESSAGE_BYTES);
		/* How one talks to indexes changes nothing of what is asked for. */
		if (strncmp(field->path, "index.", 6) == 0 ||
			strcmp(field->path, "registry.live") == 0)
			continue;
		if (field->type == POLICY_NUMBER || field->type == POLICY_BOOL)
			describe(&line, field, policy, &standard);
		else if (field->type == POLICY_ROLES || field->type == POLICY_TLP)
			describe_words(&line, field, policy, &standard);
		if (line.length == 0)
			continue;
		differences.items = memory_grow(
			differences.items, &room, differences.count + 1, sizeof *differences.items);
		differences.items[differences.count++] = intern_string(pool, line.bytes);
	}
	policy_release(&standard);
	return differences;
}
