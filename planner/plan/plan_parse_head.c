/* What plan.json says of itself: for whom, from what, since when, to be sent to whom. */
#include "plan/reading.h"
#include "plan/tlp.h"

static void read_trademark(struct reading *reading, const struct json *organisation)
{
	static const char *const keys[] = {"statement", "registration", NULL};
	if (json_find(organisation, "trademark").node == NULL)
		return;
	struct json node = reading_member(reading, organisation, "trademark", JSON_OBJECT);
	if (node.node == NULL)
		return;
	reading_only(reading, &node, keys);
	reading->plan->organisation.trademark = reading_text(reading, &node, "statement");
	reading->plan->organisation.trademark_registration =
		reading_text(reading, &node, "registration");
}

void read_organisation(struct reading *reading, const struct json *root)
{
	static const char *const keys[] = {"name", "role", "pypi_organisation", "key_url",
		"registry_mail", "pypi_user", "reference", "contacts", "domains",
		"policy_differences", "trademark", NULL};
	struct plan *plan = reading->plan;
	struct json node = reading_member(reading, root, "organisation", JSON_OBJECT);
	if (node.node == NULL)
		return;
	reading_only(reading, &node, keys);
	plan->organisation.name = reading_text(reading, &node, "name");
	plan->organisation.role = reading_text(reading, &node, "role");
	plan->organisation.pypi_organisation =
		reading_text_or_null(reading, &node, "pypi_organisation");
	/* Plans before it was asked for have none. */
	if (json_find(&node, "pypi_user").node != NULL)
		plan->organisation.pypi_user = reading_text_or_null(reading, &node, "pypi_user");
	plan->organisation.key_url = reading_text_or_null(reading, &node, "key_url");
	plan->organisation.registry_mail = reading_text(reading, &node, "registry_mail");
	plan->organisation.reference = reading_text(reading, &node, "reference");
	plan->organisation.contacts.items =
		reading_texts(reading, &node, "contacts", &plan->organisation.contacts.count);
	plan->organisation.domains.items =
		reading_texts(reading, &node, "domains", &plan->organisation.domains.count);
	plan->organisation.policy_differences.items = reading_texts(
		reading, &node, "policy_differences", &plan->organisation.policy_differences.count);
	read_trademark(reading, &node);
}

void read_snapshot(struct reading *reading, const struct json *root)
{
	static const char *const keys[] = {
		"digest", "url", "serial", "day", "names", "embedded", NULL};
	struct plan *plan = reading->plan;
	struct json node = reading_member(reading, root, "snapshot", JSON_OBJECT);
	if (node.node == NULL)
		return;
	reading_only(reading, &node, keys);
	reading_digest(reading, &node, "digest", plan->snapshot.digest);
	plan->snapshot.url = reading_text(reading, &node, "url");
	plan->snapshot.serial =
		(uint64_t)reading_integer(reading, &node, "serial", INT64_C(1) << 53);
	plan->snapshot.day = reading_day(reading, &node, "day", date_parse);
	plan->snapshot.name_count = reading_number(reading, &node, "names");
	plan->snapshot.embedded = reading_boolean(reading, &node, "embedded");
}

void read_input(struct reading *reading, const struct json *node)
{
	static const char *const keys[] = {"kind", "file", "format", "digest", "names", NULL};
	reading_only(reading, node, keys);
	struct plan_input input = {.kind = reading_text(reading, node, "kind"),
		.file = reading_text(reading, node, "file"),
		.format = reading_text(reading, node, "format"),
		.names = reading_number(reading, node, "names")};
	reading_digest(reading, node, "digest", input.digest);
	*array_add(&reading->plan->inputs) = input;
}

static void read_approval(struct reading *reading, const struct json *node)
{
	static const char *const keys[] = {"role", "by", "date", "digest", "note", NULL};
	reading_only(reading, node, keys);
	struct approval approval = {.role = reading_text(reading, node, "role"),
		.by = reading_text(reading, node, "by"),
		.day = reading_day(reading, node, "date", date_parse),
		.note = reading->error == OK && json_find(node, "note").node != NULL
				? reading_text(reading, node, "note")
				: NULL};
	reading_digest(reading, node, "digest", approval.digest);
	*array_add(&reading->plan->approvals.given) = approval;
}

/* Plans before it was thought of have neither label nor approvals: then nobody had to. */
void read_sending(struct reading *reading, const struct json *root)
{
	static const char *const keys[] = {"roles", "digest", "given", NULL};
	struct plan *plan = reading->plan;
	if (json_find(root, "approvals").node == NULL && json_find(root, "tlp").node == NULL)
		return;
	const char *label = reading_text(reading, root, "tlp");
	plan->tlp = tlp_find(label);
	if (reading->error == OK && plan->tlp == NULL)
		reading->error =
			json_fail(root, reading->failure, "\"%s\" is no label of TLP 2.0", label);
	plan->embargo_until = reading_day(reading, root, "embargo_until", date_parse);
	struct json node = reading_member(reading, root, "approvals", JSON_OBJECT);
	if (node.node == NULL)
		return;
	reading_only(reading, &node, keys);
	plan->approvals.roles.items =
		reading_texts(reading, &node, "roles", &plan->approvals.roles.count);
	if (reading_text_or_null(reading, &node, "digest") != NULL)
		reading_digest(reading, &node, "digest", plan->approvals.digest);
	reading_each(reading, &node, "given", read_approval);
	if (reading->error == OK && (plan->approvals.roles.count > LIMIT_APPROVALS ||
					    plan->approvals.given.count > LIMIT_APPROVALS))
		reading->error = json_fail(&node, reading->failure,
			"holds more than %d roles or approvals", LIMIT_APPROVALS);
}

static void read_change(struct reading *reading, const struct json *node)
{
	static const char *const keys[] = {"class", "name", "was", "now", NULL};
	reading_only(reading, node, keys);
	struct plan_change change = {.name = reading_text(reading, node, "name"),
		.was = reading_text(reading, node, "was"),
		.now = reading_text(reading, node, "now")};
	change.class = (enum plan_change_class)reading_choice(
		reading, node, "class", plan_change_class_of_name);
	*array_add(&reading->plan->changes) = change;
}

/* A plan that was made without one before has neither. */
void read_previous(struct reading *reading, const struct json *root)
{
	static const char *const keys[] = {"as_of", "digest", "policy_digest", "snapshot_day",
		"snapshot_names", "standing", NULL};
	struct plan *plan = reading->plan;
	if (json_find(root, "previous").node == NULL && json_find(root, "changes").node == NULL)
		return;
	struct json node = reading_member(reading, root, "previous", JSON_OBJECT);
	if (node.node == NULL)
		return;
	reading_only(reading, &node, keys);
	plan->previous.is_there = true;
	plan->previous.as_of = reading_day(reading, &node, "as_of", date_parse);
	reading_digest(reading, &node, "digest", plan->previous.digest);
	reading_digest(reading, &node, "policy_digest", plan->previous.policy_digest);
	plan->previous.snapshot_day = reading_day(reading, &node, "snapshot_day", date_parse);
	plan->previous.snapshot_names = reading_number(reading, &node, "snapshot_names");
	plan->previous.standing = reading_number(reading, &node, "standing");
	reading_each(reading, root, "changes", read_change);
}
