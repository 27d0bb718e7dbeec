/* The values of a policy: each type of the table of keys, read and checked. */
#include "base/json.h"
#include "base/utf8.h"
#include "names/name.h"
#include "plan/approvals.h"
#include "plan/policy_fields.h"
#include "plan/tlp.h"

#include <stdlib.h>
#include <string.h>

struct reading {
	struct policy *policy;
	const struct policy_field *field;
	struct intern *pool;
	struct failure *failure;
};

void *policy_member(const struct policy *policy, const struct policy_field *field)
{
	return (char *)(uintptr_t)policy + field->offset;
}

/* A project name made canonical (with STAR, `*` may stand in it); NULL after a failure. */
static const char *canonical(const struct reading *reading, const struct json *value, bool star)
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
			return intern_text(reading->pool, name, size);
		}
	}
	json_fail(value, reading->failure,
		"\"%.80s\" is no project name: letters, digits and . _ - between them", text);
	return NULL;
}

/* These texts go into mails and forms: one line, nothing that hides or turns what is beside it. */
static enum error check_line(
	const struct reading *reading, const struct json *value, int64_t least, int64_t most)
{
	const char *text = json_text(value);
	size_t length = strlen(text);
	if ((int64_t)length < least || (int64_t)length > most)
		return json_fail(value, reading->failure, "should have %lld to %lld bytes, has %zu",
			(long long)least, (long long)most, length);
	for (size_t i = 0; i < length;) {
		uint32_t point = 0;
		size_t size = utf8_read(text + i, length - i, &point);
		if (size == 0 || !utf8_is_showable(point))
			return json_fail(value, reading->failure,
				"holds a character that cannot be shown, such as a line feed");
		i += size;
	}
	return OK;
}

static bool only_of(const char *text, const char *others)
{
	for (; *text != '\0'; text++) {
		bool plain = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') ||
			     (*text >= '0' && *text <= '9');
		if (!plain && strchr(others, *text) == NULL)
			return false;
	}
	return true;
}

static bool is_domain(const char *text)
{
	size_t length = strlen(text);
	return length > 0 && only_of(text, ".-") && text[0] != '.' && text[0] != '-' &&
	       text[length - 1] != '.' && text[length - 1] != '-' && strstr(text, "..") == NULL;
}

/* local@domain, without quotes and comments: what anybody can type into a form. */
static bool is_mailbox(const char *text)
{
	const char *at = strchr(text, '@');
	char local[POLICY_TEXT_MOST + 1];
	if (at == NULL || at == text || (size_t)(at - text) > POLICY_TEXT_MOST)
		return false;
	memcpy(local, text, (size_t)(at - text));
	local[at - text] = '\0';
	return only_of(local, ".-_+") && is_domain(at + 1);
}

static enum error read_number(const struct reading *reading, const struct json *value)
{
	const struct policy_field *field = reading->field;
	int64_t number = json_integer(value);
	if (number < field->least || number > field->most)
		return json_fail(value, reading->failure, "should be from %lld to %lld, is %lld",
			(long long)field->least, (long long)field->most, (long long)number);
	*(uint32_t *)policy_member(reading->policy, field) = (uint32_t)number;
	return OK;
}

static enum error read_text(const struct reading *reading, const struct json *value)
{
	const struct policy_field *field = reading->field;
	enum error error = check_line(reading, value, field->least, field->most);
	if (error != OK)
		return error;
	if (field->type == POLICY_URL && (strncmp(json_text(value), "https://", 8) != 0 ||
						 strchr(json_text(value), ' ') != NULL))
		return json_fail(value, reading->failure, "should be a URL with https://");
	*(const char **)policy_member(reading->policy, field) =
		intern_string(reading->pool, json_text(value));
	return OK;
}

static enum error read_date(const struct reading *reading, const struct json *value)
{
	if (!date_parse(json_text(value), policy_member(reading->policy, reading->field)))
		return json_fail(value, reading->failure, "should be a day such as 2027-03-31");
	return OK;
}

static enum error read_tlp(const struct reading *reading, const struct json *value)
{
	const char *label = tlp_find(json_text(value));
	if (label == NULL)
		return json_fail(value, reading->failure,
			"should be RED, AMBER+STRICT, AMBER, GREEN or CLEAR (TLP 2.0)");
	*(const char **)policy_member(reading->policy, reading->field) = label;
	return OK;
}

/* One text of a list, interned; NULL after a failure. */
static const char *list_text(const struct reading *reading, const struct json *item)
{
	enum policy_type type = reading->field->type;
	if (json_expect(item, JSON_TEXT, reading->failure) != OK)
		return NULL;
	if (type == POLICY_NAMES || type == POLICY_PATTERNS)
		return canonical(reading, item, type == POLICY_PATTERNS);
	const char *text = json_text(item);
	if (check_line(reading, item, 1, POLICY_TEXT_MOST) != OK)
		return NULL;
	if (type == POLICY_MAILBOXES && !is_mailbox(text)) {
		json_fail(item, reading->failure,
			"should be a mail address such as security@acme.example");
		return NULL;
	}
	if (type == POLICY_ROLES && !approvals_is_role(text)) {
		json_fail(item, reading->failure,
			"should be a role such as legal: lower-case words with hyphens between "
			"them, at most %d bytes",
			LIMIT_ROLE_BYTES);
		return NULL;
	}
	if (type == POLICY_DOMAINS && !is_domain(text)) {
		json_fail(item, reading->failure, "should be a domain such as acme.example");
		return NULL;
	}
	return intern_string(reading->pool, text);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names have no order of their own, and two spellings may be one name. */
static void sort_names(struct texts *texts)
{
	if (texts->count > 1)
		qsort(texts->items, texts->count, sizeof *texts->items, compare_texts);
	size_t kept = 0;
	for (size_t i = 0; i < texts->count; i++) {
		if (kept == 0 || texts->items[kept - 1] != texts->items[i])
			texts->items[kept++] = texts->items[i];
	}
	texts->count = kept;
}

static enum error read_texts(const struct reading *reading, const struct json *list)
{
	const struct policy_field *field = reading->field;
	struct texts *texts = policy_member(reading->policy, field);
	free(texts->items);
	*texts = (struct texts){
		memory_new((size_t)cJSON_GetArraySize(list->node), sizeof *texts->items), 0};
	struct json item = {0};
	while (json_next(list, &item)) {
		const char *text = list_text(reading, &item);
		if (text == NULL)
			return ERR_INPUT;
		bool once = field->type == POLICY_MAILBOXES || field->type == POLICY_ROLES;
		for (size_t i = 0; i < texts->count; i++) {
			if (once && texts->items[i] == text)
				return json_fail(&item, reading->failure, "stands here twice");
		}
		texts->items[texts->count++] = text;
	}
	if (field->type == POLICY_NAMES || field->type == POLICY_PATTERNS)
		sort_names(texts);
	return OK;
}

/* Two members of an object, both texts, and no others but those in KEYS. */
static enum error two_texts(const struct reading *reading, const struct json *item,
	const char *const *keys, struct json *first, struct json *second)
{
	enum error error = json_expect(item, JSON_OBJECT, reading->failure);
	if (error == OK)
		error = json_only(item, keys, reading->failure);
	if (error == OK)
		error = json_member(item, keys[0], JSON_TEXT, first, reading->failure);
	if (error == OK)
		error = json_member(item, keys[1], JSON_TEXT, second, reading->failure);
	return error;
}

static enum error read_corpus(const struct reading *reading, const struct json *item)
{
	static const char *const keys[] = {"file", "digest", "trust", NULL};
	struct json file, digest, trust;
	enum error error = two_texts(reading, item, keys, &file, &digest);
	if (error == OK)
		error = json_member(item, "trust", JSON_INTEGER, &trust, reading->failure);
	if (error == OK)
		error = check_line(reading, &file, 1, LIMIT_MESSAGE_BYTES / 2);
	if (error != OK)
		return error;
	if (strlen(json_text(&digest)) != 64 ||
		strspn(json_text(&digest), "0123456789abcdef") != 64)
		return json_fail(&digest, reading->failure,
			"should be the file's SHA-256: 64 lower-case hexadecimal digits, as "
			"sha256sum prints");
	if (json_integer(&trust) < 0 || json_integer(&trust) > 1000000)
		return json_fail(&trust, reading->failure, "should be from 0 to 1000000");
	const char *bytes = intern_string(reading->pool, json_text(&digest));
	for (size_t i = 0; i < reading->policy->corpora.count; i++) {
		if (reading->policy->corpora.items[i].digest == bytes)
			return json_fail(&digest, reading->failure,
				"the same file stands here twice: one list cannot vote twice");
	}
	*array_add(&reading->policy->corpora) =
		(struct policy_corpus){intern_string(reading->pool, json_text(&file)), bytes,
			(uint32_t)json_integer(&trust)};
	return OK;
}

static enum error read_exception(const struct reading *reading, const struct json *item)
{
	static const char *const keys[] = {"name", "reason", NULL};
	struct json name, reason;
	enum error error = two_texts(reading, item, keys, &name, &reason);
	if (error != OK)
		return error;
	const char *text = canonical(reading, &name, false);
	if (text == NULL)
		return ERR_INPUT;
	if (strlen(json_text(&reason)) < POLICY_REASON_LEAST)
		return json_fail(&reason, reading->failure,
			"should say why, in a sentence: the request shows it");
	error = check_line(reading, &reason, POLICY_REASON_LEAST, POLICY_REASON_MOST);
	if (error != OK)
		return error;
	*array_add(&reading->policy->exceptions) =
		(struct policy_exception){text, intern_string(reading->pool, json_text(&reason))};
	return OK;
}

static enum error read_hold(const struct reading *reading, const struct json *item)
{
	static const char *const keys[] = {"name", "until", NULL};
	struct json name, until;
	struct policy_hold hold;
	enum error error = two_texts(reading, item, keys, &name, &until);
	if (error != OK)
		return error;
	hold.name = canonical(reading, &name, false);
	if (hold.name == NULL)
		return ERR_INPUT;
	if (!date_parse(json_text(&until), &hold.until))
		return json_fail(&until, reading->failure, "should be a day such as 2027-03-31");
	*array_add(&reading->policy->holds) = hold;
	return OK;
}

/* Exceptions and holds begin with the name. */
static int compare_entries(const void *a, const void *b)
{
	return compare_texts(a, b);
}

/* Sorts the COUNT entries of SIZE bytes, whose names come first, and refuses a name twice. */
static enum error sort_entries(const struct reading *reading, const struct json *list, void *items,
	size_t count, size_t size)
{
	if (count > 1)
		qsort(items, count, size, compare_entries);
	for (size_t i = 1; i < count; i++) {
		const char *name, *before;
		memcpy(&name, (char *)items + i * size, sizeof name);
		memcpy(&before, (char *)items + (i - 1) * size, sizeof before);
		if (name == before)
			return json_fail(list, reading->failure, "\"%s\" stands here twice", name);
	}
	return OK;
}

static enum error read_entries(const struct reading *reading, const struct json *list)
{
	struct policy *policy = reading->policy;
	struct json item = {0};
	enum error error = OK;
	while (error == OK && json_next(list, &item)) {
		if (reading->field->type == POLICY_CORPORA)
			error = read_corpus(reading, &item);
		else if (reading->field->type == POLICY_EXCEPTIONS)
			error = read_exception(reading, &item);
		else
			error = read_hold(reading, &item);
	}
	if (error == OK && reading->field->type == POLICY_EXCEPTIONS)
		error = sort_entries(reading, list, policy->exceptions.items,
			policy->exceptions.count, sizeof *policy->exceptions.items);
	if (error == OK && reading->field->type == POLICY_HOLDS)
		error = sort_entries(reading, list, policy->holds.items, policy->holds.count,
			sizeof *policy->holds.items);
	return error;
}

static enum error check_count(const struct reading *reading, const struct json *list)
{
	int64_t count = cJSON_GetArraySize(list->node);
	if (count < reading->field->least || count > reading->field->most)
		return json_fail(list, reading->failure,
			"should have %lld to %lld entries, has %lld",
			(long long)reading->field->least, (long long)reading->field->most,
			(long long)count);
	return OK;
}

enum error policy_field_read(struct policy *policy, const struct policy_field *field,
	const struct json *value, struct intern *pool, struct failure *failure)
{
	struct reading reading = {policy, field, pool, failure};
	enum json_type type = JSON_ARRAY;
	if (field->type == POLICY_NUMBER)
		type = JSON_INTEGER;
	else if (field->type == POLICY_BOOL)
		type = JSON_BOOL;
	else if (field->type <= POLICY_TLP)
		type = JSON_TEXT;
	enum error error = json_expect(value, type, failure);
	if (error == OK && type == JSON_ARRAY)
		error = check_count(&reading, value);
	if (error != OK)
		return error;
	switch (field->type) {
	case POLICY_NUMBER:
		return read_number(&reading, value);
	case POLICY_BOOL:
		*(bool *)policy_member(policy, field) = json_bool(value);
		return OK;
	case POLICY_TEXT:
	case POLICY_URL:
		return read_text(&reading, value);
	case POLICY_DATE:
		return read_date(&reading, value);
	case POLICY_TLP:
		return read_tlp(&reading, value);
	case POLICY_TEXTS:
	case POLICY_ROLES:
	case POLICY_MAILBOXES:
	case POLICY_DOMAINS:
	case POLICY_NAMES:
	case POLICY_PATTERNS:
		return read_texts(&reading, value);
	case POLICY_CORPORA:
	case POLICY_EXCEPTIONS:
	case POLICY_HOLDS:
		return read_entries(&reading, value);
	}
	return OK;
}
