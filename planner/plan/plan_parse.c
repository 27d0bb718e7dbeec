/* plan.json, read again: strictly, since every rendering depends on it. */
#include "base/json.h"
#include "plan/plan.h"
#include "plan/tlp.h"
#include "registry/answers.h"
#include "registry/findings.h"

#include <stdlib.h>
#include <string.h>

/* One walk over the document. The first failure stays; later reads then do nothing, so that the
 * readers below need not look at every answer. */
struct reading {
	struct plan *plan;
	enum error error;
	struct failure *failure;
};

static struct json member(
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

static const char *text(struct reading *reading, const struct json *object, const char *key)
{
	struct json value = member(reading, object, key, JSON_TEXT);
	return intern_value(reading, &value);
}

/* A text, or NULL for null. */
static const char *text_or_null(struct reading *reading, const struct json *object, const char *key)
{
	struct json value = json_find(object, key);
	if (reading->error == OK && value.node != NULL && json_type(&value) == JSON_NULL)
		return NULL;
	return text(reading, object, key);
}

static int64_t integer(
	struct reading *reading, const struct json *object, const char *key, int64_t most)
{
	struct json value = member(reading, object, key, JSON_INTEGER);
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

static uint32_t number(struct reading *reading, const struct json *object, const char *key)
{
	return (uint32_t)integer(reading, object, key, UINT32_MAX);
}

/* Millionths: at most the whole. */
static uint32_t share(struct reading *reading, const struct json *object, const char *key)
{
	return (uint32_t)integer(reading, object, key, 1000000);
}

static bool boolean(struct reading *reading, const struct json *object, const char *key)
{
	struct json value = member(reading, object, key, JSON_BOOL);
	return value.node != NULL && json_bool(&value);
}

/* A day or month, or DATE_NONE for null. */
static date day(struct reading *reading, const struct json *object, const char *key,
	bool (*parse)(const char *, date *))
{
	const char *value = text_or_null(reading, object, key);
	date found = DATE_NONE;
	if (reading->error == OK && value != NULL && !parse(value, &found))
		reading->error = json_fail(object, reading->failure, "\"%s\" is no date", key);
	return found;
}

static void digest(
	struct reading *reading, const struct json *object, const char *key, char out[65])
{
	const char *value = text(reading, object, key);
	if (reading->error == OK &&
		(strlen(value) != 64 || strspn(value, "0123456789abcdef") != 64))
		reading->error = json_fail(
			object, reading->failure, "\"%s\" should be 64 hexadecimal digits", key);
	if (reading->error == OK)
		memcpy(out, value, 65);
}

/* The place of a text in an enumeration. */
static int choice(struct reading *reading, const struct json *object, const char *key,
	int (*of_name)(const char *))
{
	const char *value = text(reading, object, key);
	int place = reading->error == OK ? of_name(value) : 0;
	if (place < 0)
		reading->error =
			json_fail(object, reading->failure, "\"%s\" is no known %s", value, key);
	return place < 0 ? 0 : place;
}

static size_t length_of(const struct json *list)
{
	return list->node ? (size_t)cJSON_GetArraySize(list->node) : 0;
}

static const char **texts(
	struct reading *reading, const struct json *object, const char *key, size_t *count)
{
	struct json list = member(reading, object, key, JSON_ARRAY);
	const char **items = memory_new(length_of(&list), sizeof *items);
	*count = 0;
	struct json item = {0};
	while (list.node != NULL && reading->error == OK && json_next(&list, &item)) {
		reading->error = json_expect(&item, JSON_TEXT, reading->failure);
		if (reading->error == OK)
			items[(*count)++] = intern_value(reading, &item);
	}
	return items;
}

static void only(struct reading *reading, const struct json *object, const char *const *keys)
{
	if (reading->error == OK)
		reading->error = json_expect(object, JSON_OBJECT, reading->failure);
	if (reading->error == OK)
		reading->error = json_only(object, keys, reading->failure);
}

static struct score_part *parts(
	struct reading *reading, const struct json *object, const char *key, size_t *count)
{
	static const char *const keys[] = {"what", "fact", "value", NULL};
	struct json list = member(reading, object, key, JSON_ARRAY);
	struct score_part *items = memory_new(length_of(&list), sizeof *items);
	*count = 0;
	struct json item = {0};
	while (list.node != NULL && reading->error == OK && json_next(&list, &item)) {
		only(reading, &item, keys);
		items[(*count)++] = (struct score_part){text(reading, &item, "what"),
			text(reading, &item, "fact"), share(reading, &item, "value")};
	}
	return items;
}

static struct origin *origins(struct reading *reading, const struct json *object, size_t *count)
{
	static const char *const keys[] = {"operator", "target", "weight", "probability", NULL};
	struct json list = member(reading, object, "origins", JSON_ARRAY);
	struct origin *items = memory_new(length_of(&list), sizeof *items);
	*count = 0;
	struct json item = {0};
	while (list.node != NULL && reading->error == OK && json_next(&list, &item)) {
		only(reading, &item, keys);
		items[(*count)++] = (struct origin){text(reading, &item, "operator"),
			text(reading, &item, "target"), share(reading, &item, "weight"),
			share(reading, &item, "probability")};
	}
	return items;
}

/* A moment, or -1 for null. */
static int64_t moment(struct reading *reading, const struct json *object, const char *key)
{
	struct json value = json_find(object, key);
	if (value.node != NULL && json_type(&value) == JSON_NULL)
		return -1;
	return integer(reading, object, key, INT64_C(1) << 40);
}

static void read_answer(struct reading *reading, const struct json *node, struct answer *answer)
{
	static const char *const keys[] = {"presence", "reason", "url", "status", "etag", "made",
		"fit", "marker", "files", "first_upload", "owned", "organisation", "users", NULL};
	only(reading, node, keys);
	if (reading->error != OK)
		return;
	answer->presence = (enum presence)choice(reading, node, "presence", presence_of_name);
	answer->reason = text(reading, node, "reason");
	answer->url = text(reading, node, "url");
	answer->status = number(reading, node, "status");
	answer->etag = text(reading, node, "etag");
	answer->made = moment(reading, node, "made");
	answer->fit = boolean(reading, node, "fit");
	answer->marker = (enum marker)choice(reading, node, "marker", marker_of_name);
	answer->files = number(reading, node, "files");
	answer->first_upload = moment(reading, node, "first_upload");
	answer->owned = boolean(reading, node, "owned");
	answer->organisation = text(reading, node, "organisation");
	answer->users = texts(reading, node, "users", &answer->user_count);
}

static void read_evidence(struct reading *reading, const struct json *node, struct plan_name *name)
{
	struct json evidence = json_find(node, "evidence"), item = {0};
	struct json findings = json_find(node, "findings");
	/* Plans of before single look-ups have neither. */
	if (evidence.node == NULL && findings.node == NULL)
		return;
	findings = member(reading, node, "findings", JSON_ARRAY);
	while (findings.node != NULL && reading->error == OK && json_next(&findings, &item)) {
		unsigned i = 0;
		reading->error = json_expect(&item, JSON_TEXT, reading->failure);
		if (reading->error != OK)
			return;
		while (i < FINDINGS && strcmp(finding_name((enum finding)i), json_text(&item)) != 0)
			i++;
		if (i == FINDINGS)
			reading->error = json_fail(&item, reading->failure, "is no known finding");
		else
			name->findings |= 1u << i;
	}
	if (evidence.node != NULL && json_type(&evidence) == JSON_NULL)
		return;
	evidence = member(reading, node, "evidence", JSON_OBJECT);
	if (evidence.node == NULL)
		return;
	name->evidence = memory_new(1, sizeof *name->evidence);
	name->evidence->name = name->name;
	read_answer(reading, &evidence, name->evidence);
}

static void read_name(struct reading *reading, const struct json *node)
{
	static const char *const keys[] = {"name", "verdict", "blockers", "alarm", "alarm_target",
		"standing", "private", "secret", "origins", "origins_left_out", "said", "exposure",
		"exposure_before", "collateral", "collateral_parts", "generic", "exception",
		"since", "owner", "places", "mechanism", "why", "request", "evidence", "findings",
		NULL};
	only(reading, node, keys);
	if (reading->error != OK)
		return;
	struct plan_name *name = array_add(&reading->plan->names);
	*name = (struct plan_name){.name = text(reading, node, "name")};
	name->verdict = (enum verdict)choice(reading, node, "verdict", verdict_of_name);
	name->blockers = texts(reading, node, "blockers", &name->blocker_count);
	const char *alarm = text_or_null(reading, node, "alarm");
	int check = alarm ? alarm_of_name(alarm) : ALARM_NONE;
	if (reading->error == OK && check < 0)
		reading->error =
			json_fail(node, reading->failure, "\"%s\" is no known alarm", alarm);
	name->alarm = (enum alarm_check)(check < 0 ? 0 : check);
	name->alarm_target = text_or_null(reading, node, "alarm_target");
	name->standing = (enum standing)choice(reading, node, "standing", standing_of_name);
	name->is_private = boolean(reading, node, "private");
	name->secret = boolean(reading, node, "secret");
	name->origins = origins(reading, node, &name->origin_count);
	name->origins_left_out = number(reading, node, "origins_left_out");
	name->said = text_or_null(reading, node, "said");
	name->exposure = share(reading, node, "exposure");
	name->exposure_before = share(reading, node, "exposure_before");
	name->collateral = share(reading, node, "collateral");
	name->collateral_parts =
		parts(reading, node, "collateral_parts", &name->collateral_part_count);
	name->generic = text_or_null(reading, node, "generic");
	name->exception = text_or_null(reading, node, "exception");
	name->since = day(reading, node, "since", month_parse);
	name->owner = text_or_null(reading, node, "owner");
	name->places = texts(reading, node, "places", &name->place_count);
	name->mechanism = (enum mechanism)choice(reading, node, "mechanism", mechanism_of_name);
	name->why = text(reading, node, "why");
	name->request = number(reading, node, "request");
	read_evidence(reading, node, name);
}

static int compare_to_name(const void *key, const void *element)
{
	return strcmp(key, ((const struct plan_name *)element)->name);
}

/* The numbers of a request's names, which must stand in `names`. */
static void read_request_names(
	struct reading *reading, const struct json *node, struct request *request)
{
	size_t count;
	const char **items = texts(reading, node, "names", &count);
	request->names = memory_new(count, sizeof *request->names);
	const struct plan_name *first = reading->plan->names.items;
	for (size_t i = 0; i < count && reading->error == OK; i++) {
		const struct plan_name *name =
			reading->plan->names.count == 0
				? NULL
				: bsearch(items[i], first, reading->plan->names.count,
					  sizeof *first, compare_to_name);
		if (name == NULL)
			reading->error = json_fail(node, reading->failure,
				"asks for \"%s\", which stands not in \"names\"", items[i]);
		else
			request->names[request->name_count++] = (uint32_t)(name - first);
	}
	free(items);
}

static void read_request(struct reading *reading, const struct json *node)
{
	static const char *const keys[] = {"id", "mechanism", "target", "names", "covers", "cost",
		"bundle", "why", "cost_to_others", "foreign", "criteria", "release", "term", NULL};
	only(reading, node, keys);
	if (reading->error != OK)
		return;
	struct request *request = array_add(&reading->plan->requests);
	*request = (struct request){.id = text(reading, node, "id")};
	request->mechanism = (enum mechanism)choice(reading, node, "mechanism", mechanism_of_name);
	request->target = text_or_null(reading, node, "target");
	read_request_names(reading, node, request);
	request->covers = (uint64_t)integer(reading, node, "covers", INT64_C(1) << 53);
	request->cost = number(reading, node, "cost");
	request->bundle = number(reading, node, "bundle");
	request->why = text(reading, node, "why");
	request->cost_to_others = text(reading, node, "cost_to_others");
	request->foreign = texts(reading, node, "foreign", &request->foreign_count);
	request->criteria = parts(reading, node, "criteria", &request->criterion_count);
	request->release = text(reading, node, "release");
	request->term = day(reading, node, "term", date_parse);
}

static void read_own_side(struct reading *reading, const struct json *node)
{
	static const char *const keys[] = {
		"cause", "file", "line", "owner", "what", "change", "names", NULL};
	only(reading, node, keys);
	bool owned = json_find(node, "owner").node != NULL;
	*array_add(&reading->plan->own_side) =
		(struct own_action){.cause = text(reading, node, "cause"),
			.file = text(reading, node, "file"),
			.line = (size_t)integer(reading, node, "line", UINT32_MAX),
			.owner = owned ? text(reading, node, "owner") : NULL,
			.what = text(reading, node, "what"),
			.change = text(reading, node, "change"),
			.names = number(reading, node, "names")};
}

static void read_appendix(struct reading *reading, const struct json *node)
{
	static const char *const keys[] = {"name", "fact", NULL};
	only(reading, node, keys);
	*array_add(&reading->plan->appendix) =
		(struct appendix_entry){text(reading, node, "name"), text(reading, node, "fact")};
}

static void read_input(struct reading *reading, const struct json *node)
{
	static const char *const keys[] = {"kind", "file", "format", "digest", "names", NULL};
	only(reading, node, keys);
	struct plan_input input = {.kind = text(reading, node, "kind"),
		.file = text(reading, node, "file"),
		.format = text(reading, node, "format"),
		.names = number(reading, node, "names")};
	digest(reading, node, "digest", input.digest);
	*array_add(&reading->plan->inputs) = input;
}

static void each(struct reading *reading, const struct json *root, const char *key,
	void (*read)(struct reading *, const struct json *))
{
	struct json list = member(reading, root, key, JSON_ARRAY), item = {0};
	while (list.node != NULL && reading->error == OK && json_next(&list, &item))
		read(reading, &item);
}

static void read_totals(struct reading *reading, const struct json *root)
{
	struct json totals = member(reading, root, "totals", JSON_OBJECT), item = {0};
	while (totals.node != NULL && reading->error == OK && json_next(&totals, &item)) {
		const char *what = intern_string(reading->plan->pool, item.node->string);
		int64_t value = integer(reading, &totals, what, INT64_C(1) << 53);
		*array_add(&reading->plan->totals) = (struct plan_total){what, value};
	}
}

static void read_trademark(struct reading *reading, const struct json *organisation)
{
	static const char *const keys[] = {"statement", "registration", NULL};
	if (json_find(organisation, "trademark").node == NULL)
		return;
	struct json node = member(reading, organisation, "trademark", JSON_OBJECT);
	if (node.node == NULL)
		return;
	only(reading, &node, keys);
	reading->plan->organisation.trademark = text(reading, &node, "statement");
	reading->plan->organisation.trademark_registration = text(reading, &node, "registration");
}

static void read_approval(struct reading *reading, const struct json *node)
{
	static const char *const keys[] = {"role", "by", "date", "digest", "note", NULL};
	only(reading, node, keys);
	struct approval approval = {.role = text(reading, node, "role"),
		.by = text(reading, node, "by"),
		.day = day(reading, node, "date", date_parse),
		.note = reading->error == OK && json_find(node, "note").node != NULL
				? text(reading, node, "note")
				: NULL};
	digest(reading, node, "digest", approval.digest);
	*array_add(&reading->plan->approvals.given) = approval;
}

/* Plans before it was thought of have neither label nor approvals: then nobody had to. */
static void read_sending(struct reading *reading, const struct json *root)
{
	static const char *const keys[] = {"roles", "digest", "given", NULL};
	struct plan *plan = reading->plan;
	if (json_find(root, "approvals").node == NULL && json_find(root, "tlp").node == NULL)
		return;
	const char *label = text(reading, root, "tlp");
	plan->tlp = tlp_find(label);
	if (reading->error == OK && plan->tlp == NULL)
		reading->error =
			json_fail(root, reading->failure, "\"%s\" is no label of TLP 2.0", label);
	plan->embargo_until = day(reading, root, "embargo_until", date_parse);
	struct json node = member(reading, root, "approvals", JSON_OBJECT);
	if (node.node == NULL)
		return;
	only(reading, &node, keys);
	plan->approvals.roles.items = texts(reading, &node, "roles", &plan->approvals.roles.count);
	if (text_or_null(reading, &node, "digest") != NULL)
		digest(reading, &node, "digest", plan->approvals.digest);
	each(reading, &node, "given", read_approval);
	if (reading->error == OK && (plan->approvals.roles.count > LIMIT_APPROVALS ||
					    plan->approvals.given.count > LIMIT_APPROVALS))
		reading->error = json_fail(&node, reading->failure,
			"holds more than %d roles or approvals", LIMIT_APPROVALS);
}

static void read_organisation(struct reading *reading, const struct json *root)
{
	static const char *const keys[] = {"name", "role", "pypi_organisation", "key_url",
		"registry_mail", "pypi_user", "reference", "contacts", "domains",
		"policy_differences", "trademark", NULL};
	struct plan *plan = reading->plan;
	struct json node = member(reading, root, "organisation", JSON_OBJECT);
	if (node.node == NULL)
		return;
	only(reading, &node, keys);
	plan->organisation.name = text(reading, &node, "name");
	plan->organisation.role = text(reading, &node, "role");
	plan->organisation.pypi_organisation = text_or_null(reading, &node, "pypi_organisation");
	/* Plans before it was asked for have none. */
	if (json_find(&node, "pypi_user").node != NULL)
		plan->organisation.pypi_user = text_or_null(reading, &node, "pypi_user");
	plan->organisation.key_url = text_or_null(reading, &node, "key_url");
	plan->organisation.registry_mail = text(reading, &node, "registry_mail");
	plan->organisation.reference = text(reading, &node, "reference");
	plan->organisation.contacts.items =
		texts(reading, &node, "contacts", &plan->organisation.contacts.count);
	plan->organisation.domains.items =
		texts(reading, &node, "domains", &plan->organisation.domains.count);
	plan->organisation.policy_differences.items = texts(
		reading, &node, "policy_differences", &plan->organisation.policy_differences.count);
	read_trademark(reading, &node);
}

static void read_snapshot(struct reading *reading, const struct json *root)
{
	static const char *const keys[] = {
		"digest", "url", "serial", "day", "names", "embedded", NULL};
	struct plan *plan = reading->plan;
	struct json node = member(reading, root, "snapshot", JSON_OBJECT);
	if (node.node == NULL)
		return;
	only(reading, &node, keys);
	digest(reading, &node, "digest", plan->snapshot.digest);
	plan->snapshot.url = text(reading, &node, "url");
	plan->snapshot.serial = (uint64_t)integer(reading, &node, "serial", INT64_C(1) << 53);
	plan->snapshot.day = day(reading, &node, "day", date_parse);
	plan->snapshot.name_count = number(reading, &node, "names");
	plan->snapshot.embedded = boolean(reading, &node, "embedded");
}

/* Plans before it was thought of have none. */
static void read_given_back(struct reading *reading, const struct json *root)
{
	if (json_find(root, "given_back").node == NULL)
		return;
	size_t count;
	const char **names = texts(reading, root, "given_back", &count);
	for (size_t i = 0; i < count; i++)
		*array_add(&reading->plan->given_back) = names[i];
	free(names);
}

static void read_change(struct reading *reading, const struct json *node)
{
	static const char *const keys[] = {"class", "name", "was", "now", NULL};
	only(reading, node, keys);
	struct plan_change change = {.name = text(reading, node, "name"),
		.was = text(reading, node, "was"),
		.now = text(reading, node, "now")};
	change.class =
		(enum plan_change_class)choice(reading, node, "class", plan_change_class_of_name);
	*array_add(&reading->plan->changes) = change;
}

/* A plan that was made without one before has neither. */
static void read_previous(struct reading *reading, const struct json *root)
{
	static const char *const keys[] = {"as_of", "digest", "policy_digest", "snapshot_day",
		"snapshot_names", "standing", NULL};
	struct plan *plan = reading->plan;
	if (json_find(root, "previous").node == NULL && json_find(root, "changes").node == NULL)
		return;
	struct json node = member(reading, root, "previous", JSON_OBJECT);
	if (node.node == NULL)
		return;
	only(reading, &node, keys);
	plan->previous.is_there = true;
	plan->previous.as_of = day(reading, &node, "as_of", date_parse);
	digest(reading, &node, "digest", plan->previous.digest);
	digest(reading, &node, "policy_digest", plan->previous.policy_digest);
	plan->previous.snapshot_day = day(reading, &node, "snapshot_day", date_parse);
	plan->previous.snapshot_names = number(reading, &node, "snapshot_names");
	plan->previous.standing = number(reading, &node, "standing");
	each(reading, root, "changes", read_change);
}

static void read_root(struct reading *reading, const struct json *root)
{
	static const char *const keys[] = {"schema", "program", "as_of", "organisation", "tlp",
		"embargo_until", "approvals", "policy_digest", "snapshot", "draft", "draft_reasons",
		"inputs", "names", "requests", "own_side", "given_back", "appendix", "totals",
		"previous", "changes", NULL};
	struct plan *plan = reading->plan;
	only(reading, root, keys);
	if (reading->error == OK && integer(reading, root, "schema", UINT32_MAX) != 1 &&
		reading->error == OK)
		reading->error = json_fail(root, reading->failure,
			"is of another schema than 1, the one this program reads");
	plan->program = text(reading, root, "program");
	plan->as_of = day(reading, root, "as_of", date_parse);
	read_organisation(reading, root);
	read_sending(reading, root);
	digest(reading, root, "policy_digest", plan->policy_digest);
	read_snapshot(reading, root);
	plan->draft = boolean(reading, root, "draft");
	size_t count;
	const char **reasons = texts(reading, root, "draft_reasons", &count);
	for (size_t i = 0; i < count; i++)
		*array_add(&plan->draft_reasons) = reasons[i];
	free(reasons);
	each(reading, root, "inputs", read_input);
	each(reading, root, "names", read_name);
	each(reading, root, "requests", read_request);
	each(reading, root, "own_side", read_own_side);
	read_given_back(reading, root);
	each(reading, root, "appendix", read_appendix);
	read_totals(reading, root);
	read_previous(reading, root);
}

static void check_order(struct reading *reading, const struct json *root)
{
	const struct plan *plan = reading->plan;
	for (size_t i = 0; reading->error == OK && i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		if (i > 0 && strcmp(name[-1].name, name->name) >= 0)
			reading->error = json_fail(root, reading->failure,
				"\"names\" should be in byte order, each once: \"%s\"", name->name);
		else if (name->request > plan->requests.count)
			reading->error = json_fail(root, reading->failure,
				"\"%s\" points to request %u of %zu", name->name, name->request,
				plan->requests.count);
	}
}

enum error plan_parse(struct plan *plan, const char *file, const char *bytes, size_t length,
	struct failure *failure)
{
	struct json_document document;
	enum error error = json_read(&document, file, bytes, length, failure);
	if (error != OK)
		return error;
	struct reading reading = {.plan = plan, .failure = failure};
	read_root(&reading, &document.root);
	check_order(&reading, &document.root);
	json_release(&document);
	return reading.error;
}
