/* The policy: its table of keys against the published schema, both ways; its three layers; what is
 * refused and where. */
#include "base/file.h"
#include "base/json.h"
#include "base/say.h"
#include "plan/policy_fields.h"
#include "unit.h"

#include <string.h>
#include <unistd.h>

/* How the schema says each type. */
static const struct {
	const char *type, *pattern; /* of a list: of its items */
	bool list, bytes;
} forms[] = {
	[POLICY_NUMBER] = {"integer", NULL, false, false},
	[POLICY_BOOL] = {"boolean", NULL, false, false},
	[POLICY_TEXT] = {"string", NULL, false, true},
	[POLICY_URL] = {"string", "^https://[^ ]+$", false, true},
	[POLICY_DATE] = {"string", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", false, false},
	[POLICY_TLP] = {"string", NULL, false, false},
	[POLICY_TEXTS] = {"string", NULL, true, true},
	[POLICY_ROLES] = {"string", "^[a-z0-9]+(-[a-z0-9]+)*$", true, false},
	[POLICY_MAILBOXES] = {"string", "^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$", true, true},
	[POLICY_DOMAINS] = {"string", "^[A-Za-z0-9.-]+$", true, true},
	[POLICY_NAMES] = {"string", "^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$", true, true},
	[POLICY_PATTERNS] = {"string", "^[A-Za-z0-9*]([A-Za-z0-9*._-]*[A-Za-z0-9*])?$", true, true},
	[POLICY_CORPORA] = {"object", NULL, true, false},
	[POLICY_EXCEPTIONS] = {"object", NULL, true, false},
	[POLICY_HOLDS] = {"object", NULL, true, false},
};

static const cJSON *member(const cJSON *node, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(node, key);
}

static int64_t whole(const cJSON *node, const char *key)
{
	const cJSON *value = member(node, key);
	return cJSON_IsNumber(value) ? (int64_t)value->valuedouble : -1;
}

static bool requires(const cJSON *object, const char *key)
{
	const cJSON *item;
	cJSON_ArrayForEach (item, member(object, "required")) {
		if (strcmp(item->valuestring, key) == 0)
			return true;
	}
	return false;
}

static size_t count_leaves(const cJSON *object)
{
	size_t leaves = 0;
	ck_assert_msg(cJSON_IsFalse(member(object, "additionalProperties")), "open object");
	for (const cJSON *key = member(object, "properties")->child; key != NULL; key = key->next)
		leaves += member(key, "properties") ? count_leaves(key) : 1;
	return leaves;
}

static void check_row(const cJSON *object, const char *key, const struct policy_field *field)
{
	const cJSON *node = member(member(object, "properties"), key), *leaf = node;
	ck_assert_msg(node != NULL, "%s is not in the schema", field->path);
	ck_assert_msg(requires(object, key) == field->required, "%s: required", field->path);
	if (forms[field->type].list) {
		ck_assert_str_eq(member(node, "type")->valuestring, "array");
		ck_assert_int_eq(whole(node, "minItems"), field->least);
		ck_assert_int_eq(whole(node, "maxItems"), field->most);
		leaf = member(node, "items");
	}
	ck_assert_str_eq(member(leaf, "type")->valuestring, forms[field->type].type);
	const cJSON *pattern = member(leaf, "pattern");
	ck_assert_msg((pattern == NULL) == (forms[field->type].pattern == NULL), "%s: pattern",
		field->path);
	if (pattern != NULL)
		ck_assert_str_eq(pattern->valuestring, forms[field->type].pattern);
	if (field->type == POLICY_NUMBER) {
		ck_assert_int_eq(whole(leaf, "minimum"), field->least);
		ck_assert_int_eq(whole(leaf, "maximum"), field->most);
	}
	if (forms[field->type].bytes && !forms[field->type].list) {
		ck_assert_int_eq(whole(leaf, "minLength"), field->least);
		ck_assert_int_eq(whole(leaf, "maxLength"), field->most);
	}
	if (field->type == POLICY_NAMES || field->type == POLICY_PATTERNS)
		ck_assert_int_eq(whole(leaf, "maxLength"), LIMIT_NAME_BYTES);
	else if (forms[field->type].bytes && forms[field->type].list)
		ck_assert_int_eq(whole(leaf, "maxLength"), POLICY_TEXT_MOST);
}

/* Every row of the table stands in the schema with its bounds, and the schema has no other key. */
START_TEST(schema_is_the_table)
{
	struct file file;
	struct failure failure;
	char *path = unit_path("policy/policy.schema.json");
	ck_assert_int_eq(file_read(&file, path, LIMIT_FILE_BYTES, &failure), OK);
	cJSON *schema = cJSON_ParseWithLength(file.bytes, file.length);
	size_t rows = 0;
	for (const struct policy_field *field = policy_fields; field->path != NULL; field++) {
		const cJSON *object = schema;
		const char *key = field->path, *dot;
		while ((dot = strchr(key, '.')) != NULL) {
			char part[100] = "";
			memcpy(part, key, (size_t)(dot - key));
			object = member(member(object, "properties"), part);
			ck_assert_msg(object != NULL, "%s is not in the schema", field->path);
			key = dot + 1;
		}
		check_row(object, key, field);
		rows++;
	}
	/* Beside the table: "$schema" and "about". */
	ck_assert_uint_eq(count_leaves(schema), rows + 2);
	cJSON_Delete(schema);
	file_release(&file);
	free(path);
}
END_TEST

static enum error read_text(struct policy *policy, struct intern *pool, const char *text,
	bool draft, struct failure *failure)
{
	char path[] = "/tmp/nameward-policy-XXXXXX";
	int descriptor = mkstemp(path);
	ck_assert_int_ge(descriptor, 0);
	ck_assert_int_eq(write(descriptor, text, strlen(text)), (long)strlen(text));
	close(descriptor);
	enum error error = policy_read(policy, path, draft, pool, failure);
	unlink(path);
	return error;
}

#define ORGANISATION                                                                               \
	"\"organisation\": {\"name\": \"A\", \"role\": \"S\", \"contacts\": [\"a@a.b\", "          \
	"\"b@a.b\"], \"domains\": [\"a.b\"]}"
#define HEAD "{\"version\": 1, " ORGANISATION
#define WITH(member)                                                                               \
	"{\"version\": 1, \"organisation\": {\"name\": \"A\", \"role\": \"S\", " member "}}"

START_TEST(refused)
{
	static const struct {
		const char *text, *sentence; /* what stands behind the file's name; NULL: read */
	} cases[] = {
		{HEAD "}", NULL},
		{HEAD ", \"about\": \"x\", \"$schema\": \"y\"}", NULL},
		{HEAD ", \"bugdet\": 1}", ": bugdet: is no known key; known here: version, "},
		{HEAD ", \"Budget\": 1}", ": Budget: is no known key"},
		{HEAD ", \"cost.name\": 1}", "is no known key"},
		{HEAD ", \"cost\": {\"nam\": 1}}",
			": cost.nam: is no known key; known here: namespace, name"},
		{HEAD ", \"cost\": 1}", ": cost: should be an object, is "},
		{HEAD ", \"budget\": \"1\"}", ": budget: should be a whole number, is a text"},
		{HEAD ", \"budget\": 1.5}", ": budget: should be a whole number"},
		{HEAD ", \"budget\": -1}", ": budget: should be from 0 to 100000, is -1"},
		{HEAD ", \"budget\": 4294967297}",
			": budget: should be from 0 to 100000, is 4294967297"},
		{HEAD ", \"mechanisms\": {\"hold\": 1}}", ": mechanisms.hold: should be "},
		{HEAD ", \"prefixes\": \"acme\"}", ": prefixes: should be a list"},
		{HEAD ", \"prefixes\": [\"a b\"]}", ": prefixes[0]: \"a b\" is no project name"},
		{HEAD ", \"prefixes\": [\"a*\"]}", ": prefixes[0]: \"a*\" is no project name"},
		{HEAD ", \"internal\": [\"a-*\", \"*-\"]}", ": internal[1]: \"*-\" is no project"},
		{HEAD ", \"never\": [\"\"]}", ": never[0]: \"\" is no project name"},
		{HEAD ", \"exceptions\": [{\"name\": \"a\", \"reason\": \"x\"}]}",
			": exceptions[0].reason: should say why"},
		{HEAD ", \"exceptions\": [{\"name\": \"a\", \"reason\": \"ten letters\\nand a "
		      "line\"}]}",
			": exceptions[0].reason: holds a character that cannot be shown"},
		{HEAD ", \"exceptions\": [{\"name\": \"b\", \"reason\": \"a reason for it\"}, "
		      "{\"name\": \"B\", \"reason\": \"another reason\"}]}",
			": exceptions: \"b\" stands here twice"},
		{HEAD ", \"corpora\": [{\"file\": \"f\", \"digest\": \"0\", \"trust\": 1}]}",
			": corpora[0].digest: should be the file's SHA-256"},
		{HEAD ", \"corpora\": [{\"file\": \"f\", \"trust\": 1}]}", "digest"},
		{HEAD ", \"holds\": [{\"name\": \"a\", \"until\": \"soon\"}]}",
			": holds[0].until: should be a day"},
		{HEAD ", \"holds\": [{\"name\": \"a\", \"until\": \"2027-02-29\"}]}",
			": holds[0].until: should be a day"},
		{HEAD ", \"holds\": [{\"name\": \"a\", \"until\": \"2027-01-01\"}, {\"name\": "
		      "\"A\", \"until\": \"2028-01-01\"}]}",
			": holds: \"a\" stands here twice"},
		{HEAD "}}", ""},
		{"{\"version\": 1}", ": the key \"organisation.name\" is missing"},
		{"{\"version\": 2}", ": version: should be from 1 to 1, is 2"},
		{"[]", "(top): should be an object, is a list"},
		{WITH("\"contacts\": [\"a@a.b\"], \"domains\": [\"a.b\"]"),
			": organisation.contacts: should have 2 to 10 entries, has 1"},
		{WITH("\"contacts\": [\"a@a.b\", \"a@a.b\"], \"domains\": [\"a.b\"]"),
			": organisation.contacts[1]: stands here twice"},
		{WITH("\"contacts\": [\"a@a.b\", \"b@a.b\\r\\nBcc: x@y.z\"], \"domains\": "
		      "[\"a.b\"]"),
			": organisation.contacts[1]: holds a character"},
		{WITH("\"contacts\": [\"a@a.b\", \"B <b@a.b>\"], \"domains\": [\"a.b\"]"),
			": organisation.contacts[1]: should be a mail address"},
		{WITH("\"contacts\": [\"a@a.b\", \"b@a.b\"], \"domains\": [\"https://a.b\"]"),
			": organisation.domains[0]: should be a domain"},
		{WITH("\"contacts\": [\"a@a.b\", \"b@a.b\"], \"domains\": [\"a.b\"], "
		      "\"key_url\": \"http://a.b/k\""),
			": organisation.key_url: should be a URL with https://"},
		{WITH("\"contacts\": [\"a@a.b\", \"b@a.b\"], \"domains\": [\"a.b\"], "
		      "\"key_url\": \"https://a.b.evil.example/k\""),
			": organisation.key_url: should be at one of organisation.domains"},
		{WITH("\"contacts\": [\"a@a.b\", \"b@a.b\"], \"domains\": [\"a.b\"], "
		      "\"key_url\": \"https://nota.b/k\""),
			": organisation.key_url: should be at one of organisation.domains"},
		{WITH("\"contacts\": [\"a@a.b\", \"b@a.b\"], \"domains\": [\"a.b\"], "
		      "\"key_url\": \"https://a.b@evil.example/k\""),
			": organisation.key_url: should be at one of organisation.domains"},
		{WITH("\"contacts\": [\"a@a.b\", \"b@a.b\"], \"domains\": [\"a.b\"], "
		      "\"key_url\": \"https://evil.example/?https://a.b\""),
			": organisation.key_url: should be at one of organisation.domains"},
		{WITH("\"contacts\": [\"a@a.b\", \"b@a.b\"], \"domains\": [\"c.d\", \"a.b\"], "
		      "\"key_url\": \"https://Keys.A.b:8443/k\""),
			NULL},
		{HEAD ", \"approvals\": []}", NULL},
		{HEAD ", \"approvals\": [\"security\", \"works-council\"]}", NULL},
		{HEAD ", \"approvals\": [\"legal\", \"legal\"]}",
			": approvals[1]: stands here twice"},
		{HEAD ", \"approvals\": [\"Legal\"]}", ": approvals[0]: should be a role"},
		{HEAD ", \"approvals\": [\"legal, security\"]}",
			": approvals[0]: should be a role"},
		{HEAD ", \"approvals\": [\"legal\\nOK ALL\"]}",
			": approvals[0]: holds a character"},
		{HEAD ", \"approvals\": [\"-a\"]}", ": approvals[0]: should be a role"},
		{HEAD ", \"approvals\": [\"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx\"]}",
			": approvals[0]: should be a role"},
		{HEAD ", \"approvals\": true}", ": approvals: should be a list"},
		{HEAD ", \"tlp\": \"GREEN\"}", NULL},
		{HEAD ", \"tlp\": \"WHITE\"}", ": tlp: should be RED, AMBER+STRICT"},
		{HEAD ", \"tlp\": \"TLP:RED\"}", ": tlp: should be RED, AMBER+STRICT"},
		{HEAD ", \"embargo_until\": \"2027-01-31\"}", NULL},
		{HEAD ", \"embargo_until\": \"2027-02-30\"}", ": embargo_until: should be a day"},
		{HEAD ", \"embargo_until\": null}", ": embargo_until: should be a text"},
		{HEAD ", \"trademark\": {\"statement\": \"A is ours\", \"registration\": \"EUIPO "
		      "1\"}}",
			NULL},
		{HEAD ", \"trademark\": {\"statement\": \"A is ours\"}}",
			": trademark: needs both statement and registration"},
		{HEAD ", \"trademark\": {\"registration\": \"EUIPO 1\"}}",
			": trademark: needs both statement and registration"},
		{WITH("\"contacts\": [\"a@a.b\", \"b@a.b\"], \"domains\": [\"a.b\"], "
		      "\"pypi_organisation\": \"a\\u202eb\""),
			": organisation.pypi_organisation: holds a character"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct failure failure = {""};
		struct policy policy;
		struct intern *pool = intern_new();
		enum error error = read_text(&policy, pool, cases[i].text, false, &failure);
		ck_assert_msg((error == OK) == (cases[i].sentence == NULL), "%s: %s", cases[i].text,
			failure.text);
		if (cases[i].sentence != NULL)
			ck_assert_msg(strstr(failure.text, cases[i].sentence) != NULL, "%s: %s",
				cases[i].text, failure.text);
		if (error == OK)
			policy_release(&policy);
		intern_free(pool);
	}
}
END_TEST

/* Two spellings of a name are one; names and entries stand in byte order. */
START_TEST(names)
{
	struct intern *pool = intern_new();
	struct failure failure;
	struct policy policy;
	ck_assert_int_eq(read_text(&policy, pool,
				 HEAD ", \"prefixes\": [\"zurp\", \"Acme\", \"acme\", \"ACME\"], "
				      "\"internal\": [\"Zurp_*\", \"*.acme\"], "
				      "\"own_projects\": [\"A__b\", \"a-b\", \"a.b\"], \"holds\": ["
				      "{\"name\": \"Z\", \"until\": \"2027-01-01\"}, "
				      "{\"name\": \"y\", \"until\": \"2028-01-01\"}]}",
				 false, &failure),
		OK);
	ck_assert_uint_eq(policy.prefixes.count, 2);
	ck_assert_str_eq(policy.prefixes.items[0], "acme");
	ck_assert_str_eq(policy.prefixes.items[1], "zurp");
	ck_assert_uint_eq(policy.internal.count, 2);
	ck_assert_str_eq(policy.internal.items[0], "*-acme");
	ck_assert_str_eq(policy.internal.items[1], "zurp-*");
	ck_assert_uint_eq(policy.own_projects.count, 1);
	ck_assert_str_eq(policy.own_projects.items[0], "a-b");
	ck_assert_str_eq(policy.holds.items[0].name, "y");
	ck_assert_str_eq(policy.holds.items[1].name, "z");
	ck_assert_str_eq(policy.organisation.contacts.items[0], "a@a.b");
	policy_release(&policy);
	intern_free(pool);
}
END_TEST

#define LAXER                                                                                      \
	HEAD ", \"budget\": 500, \"term_months\": 60, \"registry\": {\"url\": "                    \
	     "\"https://mirror.example\", \"mail\": \"me@a.b\", \"cases_max\": 9, \"rows_max\": "  \
	     "200, \"names_a_year_max\": 999, \"days_between_bundles\": 1, "                       \
	     "\"evidence_days_max\": 99, \"unanswered_blocks\": false}}"

/* design 6: the registry's policy can be made stricter, not laxer; a draft may go over it. */
START_TEST(registry_outranks)
{
	struct intern *pool = intern_new();
	struct failure failure;
	struct policy policy;
	say_quiet();
	ck_assert_int_eq(read_text(&policy, pool, LAXER, false, &failure), OK);
	ck_assert_uint_eq(policy.budget, 500);
	ck_assert_uint_eq(policy.term_months, 24);
	ck_assert_str_eq(policy.registry.url, "https://pypi.org");
	ck_assert_str_eq(policy.registry.mail, "admin@pypi.org");
	ck_assert_uint_eq(policy.registry.cases_max, 5);
	ck_assert_uint_eq(policy.registry.rows_max, 25);
	ck_assert_uint_eq(policy.registry.names_a_year_max, 100);
	ck_assert_uint_eq(policy.registry.days_between_bundles, 90);
	ck_assert(policy.registry.unanswered_blocks);
	policy_release(&policy);
	ck_assert_int_eq(read_text(&policy, pool,
				 HEAD ", \"term_months\": 6, \"registry\": {\"rows_max\": 3, "
				      "\"days_between_bundles\": 200}}",
				 false, &failure),
		OK);
	ck_assert_uint_eq(policy.term_months, 6);
	ck_assert_uint_eq(policy.registry.rows_max, 3);
	ck_assert_uint_eq(policy.registry.days_between_bundles, 200);
	ck_assert_uint_eq(policy.registry.cases_max, 5);
	policy_release(&policy);
	ck_assert_int_eq(read_text(&policy, pool, LAXER, true, &failure), OK);
	ck_assert_uint_eq(policy.registry.rows_max, 200);
	ck_assert_uint_eq(policy.term_months, 60);
	ck_assert_str_eq(policy.registry.url, "https://pypi.org");
	policy_release(&policy);
	intern_free(pool);
}
END_TEST

START_TEST(differences)
{
	static const char *const expected[] = {"mechanisms.hold: false, default true",
		"budget: 500, default 60", "term_months: 6, default 24"};
	struct intern *pool = intern_new();
	struct failure failure;
	struct policy policy;
	ck_assert_int_eq(read_text(&policy, pool,
				 HEAD ", \"budget\": 500, \"term_months\": 6, \"mechanisms\": "
				      "{\"hold\": false, \"convert\": true}}",
				 false, &failure),
		OK);
	struct texts found = policy_differences(&policy, pool);
	ck_assert_uint_eq(found.count, sizeof expected / sizeof *expected);
	for (size_t i = 0; i < found.count; i++)
		ck_assert_str_eq(found.items[i], expected[i]);
	free(found.items);
	policy_release(&policy);
	intern_free(pool);
}
END_TEST

UNIT_MAIN("policy", schema_is_the_table, refused, names, registry_outranks, differences)
