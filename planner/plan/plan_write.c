/* plan.json, written: name by name, so that memory does not follow the size of the document. */
#include "base/json.h"
#include "base/text.h"
#include "plan/plan.h"
#include "registry/answers.h"
#include "registry/findings.h"

#include <string.h>

static void add_day(cJSON *object, const char *key, date day)
{
	char text[DATE_TEXT_BYTES];
	if (day != DATE_NONE)
		date_format(day, text);
	json_add_text(object, key, day == DATE_NONE ? NULL : text);
}

static void add_month(cJSON *object, const char *key, date day)
{
	char text[MONTH_TEXT_BYTES];
	if (day != DATE_NONE)
		month_format(day, text);
	json_add_text(object, key, day == DATE_NONE ? NULL : text);
}

static void add_parts(cJSON *object, const char *key, const struct score_part *parts, size_t count)
{
	cJSON *list = json_add_array(object, key);
	for (size_t i = 0; i < count; i++) {
		cJSON *part = json_push_object(list);
		json_add_text(part, "what", parts[i].what);
		json_add_text(part, "fact", parts[i].fact);
		json_add_integer(part, "value", parts[i].value);
	}
}

/* Of a number that -1 leaves open. */
static void add_moment(cJSON *object, const char *key, int64_t moment)
{
	if (moment < 0)
		json_add_null(object, key);
	else
		json_add_integer(object, key, moment);
}

static void add_evidence(cJSON *node, const struct plan_name *name)
{
	const struct answer *answer = name->evidence;
	if (answer == NULL) {
		json_add_null(node, "evidence");
	} else {
		cJSON *evidence = json_add_object(node, "evidence");
		json_add_text(evidence, "presence", presence_name(answer->presence));
		json_add_text(evidence, "reason", answer->reason);
		json_add_text(evidence, "url", answer->url);
		json_add_integer(evidence, "status", answer->status);
		json_add_text(evidence, "etag", answer->etag);
		add_moment(evidence, "made", answer->made);
		json_add_bool(evidence, "fit", answer->fit);
		json_add_text(evidence, "marker", marker_name(answer->marker));
		json_add_integer(evidence, "files", answer->files);
		add_moment(evidence, "first_upload", answer->first_upload);
		json_add_bool(evidence, "owned", answer->owned);
		json_add_text(evidence, "organisation", answer->organisation);
		json_add_texts(evidence, "users", answer->users, answer->user_count);
	}
	cJSON *findings = json_add_array(node, "findings");
	for (unsigned i = 0; i < FINDINGS; i++) {
		if (name->findings & 1u << i)
			json_push_text(findings, finding_name((enum finding)i));
	}
}

static cJSON *name_node(const struct plan_name *name)
{
	cJSON *node = cJSON_CreateObject();
	json_add_text(node, "name", name->name);
	json_add_text(node, "verdict", verdict_name(name->verdict));
	json_add_texts(node, "blockers", name->blockers, name->blocker_count);
	json_add_text(node, "alarm", name->alarm ? alarm_name(name->alarm) : NULL);
	json_add_text(node, "alarm_target", name->alarm_target);
	json_add_text(node, "standing", standing_name(name->standing));
	json_add_bool(node, "private", name->is_private);
	json_add_bool(node, "secret", name->secret);
	cJSON *origins = json_add_array(node, "origins");
	for (size_t i = 0; i < name->origin_count; i++) {
		cJSON *origin = json_push_object(origins);
		json_add_text(origin, "operator", name->origins[i].operator);
		json_add_text(origin, "target", name->origins[i].target);
		json_add_integer(origin, "weight", name->origins[i].weight);
		json_add_integer(origin, "probability", name->origins[i].probability);
	}
	json_add_integer(node, "origins_left_out", (int64_t)name->origins_left_out);
	json_add_text(node, "said", name->said);
	json_add_integer(node, "exposure", name->exposure);
	json_add_integer(node, "exposure_before", name->exposure_before);
	json_add_integer(node, "collateral", name->collateral);
	add_parts(node, "collateral_parts", name->collateral_parts, name->collateral_part_count);
	json_add_text(node, "generic", name->generic);
	json_add_text(node, "exception", name->exception);
	add_month(node, "since", name->since);
	json_add_text(node, "owner", name->owner);
	json_add_texts(node, "places", name->places, name->place_count);
	json_add_text(node, "mechanism", mechanism_name(name->mechanism));
	json_add_text(node, "why", name->why);
	json_add_integer(node, "request", name->request);
	add_evidence(node, name);
	return node;
}

static cJSON *request_node(const struct plan *plan, const struct request *request)
{
	cJSON *node = cJSON_CreateObject();
	json_add_text(node, "id", request->id);
	json_add_text(node, "mechanism", mechanism_name(request->mechanism));
	json_add_text(node, "target", request->target);
	cJSON *names = json_add_array(node, "names");
	for (size_t i = 0; i < request->name_count; i++)
		json_push_text(names, plan->names.items[request->names[i]].name);
	json_add_integer(node, "covers", (int64_t)request->covers);
	json_add_integer(node, "cost", request->cost);
	json_add_integer(node, "bundle", request->bundle);
	json_add_text(node, "why", request->why);
	json_add_text(node, "cost_to_others", request->cost_to_others);
	json_add_texts(node, "foreign", request->foreign, request->foreign_count);
	add_parts(node, "criteria", request->criteria, request->criterion_count);
	json_add_text(node, "release", request->release);
	add_day(node, "term", request->term);
	return node;
}

static cJSON *own_node(const struct own_action *action)
{
	cJSON *node = cJSON_CreateObject();
	json_add_text(node, "cause", action->cause);
	json_add_text(node, "file", action->file);
	json_add_integer(node, "line", (int64_t)action->line);
	if (action->owner != NULL)
		json_add_text(node, "owner", action->owner);
	json_add_text(node, "what", action->what);
	json_add_text(node, "change", action->change);
	json_add_integer(node, "names", action->names);
	return node;
}

static void add_approvals(cJSON *root, const struct plan *plan)
{
	const char *digest = plan->approvals.digest;
	cJSON *approvals = json_add_object(root, "approvals");
	json_add_texts(
		approvals, "roles", plan->approvals.roles.items, plan->approvals.roles.count);
	json_add_text(approvals, "digest", digest[0] != '\0' ? digest : NULL);
	cJSON *given = json_add_array(approvals, "given");
	for (size_t i = 0; i < plan->approvals.given.count; i++) {
		const struct approval *approval = &plan->approvals.given.items[i];
		cJSON *node = json_push_object(given);
		json_add_text(node, "role", approval->role);
		json_add_text(node, "by", approval->by);
		add_day(node, "date", approval->day);
		json_add_text(node, "digest", approval->digest);
		if (approval->note != NULL)
			json_add_text(node, "note", approval->note);
	}
}

static void add_head(cJSON *root, const struct plan *plan)
{
	json_add_integer(root, "schema", 1);
	json_add_text(root, "program", plan->program);
	add_day(root, "as_of", plan->as_of);
	cJSON *organisation = json_add_object(root, "organisation");
	json_add_text(organisation, "name", plan->organisation.name);
	json_add_text(organisation, "role", plan->organisation.role);
	json_add_text(organisation, "pypi_organisation", plan->organisation.pypi_organisation);
	json_add_text(organisation, "pypi_user", plan->organisation.pypi_user);
	json_add_text(organisation, "key_url", plan->organisation.key_url);
	json_add_text(organisation, "registry_mail", plan->organisation.registry_mail);
	json_add_text(organisation, "reference", plan->organisation.reference);
	json_add_texts(organisation, "contacts", plan->organisation.contacts.items,
		plan->organisation.contacts.count);
	json_add_texts(organisation, "domains", plan->organisation.domains.items,
		plan->organisation.domains.count);
	json_add_texts(organisation, "policy_differences",
		plan->organisation.policy_differences.items,
		plan->organisation.policy_differences.count);
	if (plan->organisation.trademark != NULL) {
		cJSON *trademark = json_add_object(organisation, "trademark");
		json_add_text(trademark, "statement", plan->organisation.trademark);
		json_add_text(trademark, "registration", plan->organisation.trademark_registration);
	}
	json_add_text(root, "tlp", plan->tlp);
	add_day(root, "embargo_until", plan->embargo_until);
	add_approvals(root, plan);
	json_add_text(root, "policy_digest", plan->policy_digest);
	cJSON *snapshot = json_add_object(root, "snapshot");
	json_add_text(snapshot, "digest", plan->snapshot.digest);
	json_add_text(snapshot, "url", plan->snapshot.url);
	json_add_integer(snapshot, "serial", (int64_t)plan->snapshot.serial);
	add_day(snapshot, "day", plan->snapshot.day);
	json_add_integer(snapshot, "names", plan->snapshot.name_count);
	json_add_bool(snapshot, "embedded", plan->snapshot.embedded);
	json_add_bool(root, "draft", plan->draft);
	json_add_texts(root, "draft_reasons", plan->draft_reasons.items, plan->draft_reasons.count);
	cJSON *inputs = json_add_array(root, "inputs");
	for (size_t i = 0; i < plan->inputs.count; i++) {
		const struct plan_input *input = &plan->inputs.items[i];
		cJSON *node = json_push_object(inputs);
		json_add_text(node, "kind", input->kind);
		json_add_text(node, "file", input->file);
		json_add_text(node, "format", input->format);
		json_add_text(node, "digest", input->digest);
		json_add_integer(node, "names", input->names);
	}
}

/* Only where a plan before was given. */
static void add_changes(cJSON *root, const struct plan *plan)
{
	if (!plan->previous.is_there)
		return;
	cJSON *previous = json_add_object(root, "previous");
	add_day(previous, "as_of", plan->previous.as_of);
	json_add_text(previous, "digest", plan->previous.digest);
	json_add_text(previous, "policy_digest", plan->previous.policy_digest);
	add_day(previous, "snapshot_day", plan->previous.snapshot_day);
	json_add_integer(previous, "snapshot_names", plan->previous.snapshot_names);
	json_add_integer(previous, "standing", plan->previous.standing);
	cJSON *changes = json_add_array(root, "changes");
	for (size_t i = 0; i < plan->changes.count; i++) {
		const struct plan_change *change = &plan->changes.items[i];
		cJSON *node = json_push_object(changes);
		json_add_text(node, "class", plan_change_classes[change->class].name);
		json_add_text(node, "name", change->name);
		json_add_text(node, "was", change->was);
		json_add_text(node, "now", change->now);
	}
}

static void add_tail(cJSON *root, const struct plan *plan)
{
	json_add_texts(root, "given_back", plan->given_back.items, plan->given_back.count);
	cJSON *appendix = json_add_array(root, "appendix");
	for (size_t i = 0; i < plan->appendix.count; i++) {
		cJSON *node = json_push_object(appendix);
		json_add_text(node, "name", plan->appendix.items[i].name);
		json_add_text(node, "fact", plan->appendix.items[i].fact);
	}
	cJSON *totals = json_add_object(root, "totals");
	for (size_t i = 0; i < plan->totals.count; i++)
		json_add_integer(totals, plan->totals.items[i].what, plan->totals.items[i].value);
	add_changes(root, plan);
}

/* NODE as an element of a list that stands in the document: `json_print` gives it with a line
 * feed, which goes where it is not the last. */
static void add_element(struct text *out, cJSON *node, bool last)
{
	json_print(node, out);
	cJSON_Delete(node);
	out->bytes[--out->length] = '\0';
	text_add(out, last ? "\n" : ",\n");
}

/* The members of ROOT, without the braces around them. */
static void add_members(struct text *out, cJSON *root)
{
	autotext struct text printed = text_new(out->ceiling);
	json_print(root, &printed);
	cJSON_Delete(root);
	/* "{\n\t...\n}\n" */
	text_add_bytes(out, printed.bytes + 2, printed.length - 5);
}

void plan_write(const struct plan *plan, struct text *out)
{
	cJSON *head = cJSON_CreateObject(), *tail = cJSON_CreateObject();
	add_head(head, plan);
	add_tail(tail, plan);
	text_add(out, "{\n");
	add_members(out, head);
	text_add(out, ",\n\t\"names\":\t[\n");
	for (size_t i = 0; i < plan->names.count; i++)
		add_element(out, name_node(&plan->names.items[i]), i + 1 == plan->names.count);
	text_add(out, "\t],\n\t\"requests\":\t[\n");
	for (size_t i = 0; i < plan->requests.count; i++)
		add_element(out, request_node(plan, &plan->requests.items[i]),
			i + 1 == plan->requests.count);
	text_add(out, "\t],\n\t\"own_side\":\t[\n");
	for (size_t i = 0; i < plan->own_side.count; i++)
		add_element(out, own_node(&plan->own_side.items[i]), i + 1 == plan->own_side.count);
	text_add(out, "\t],\n");
	add_members(out, tail);
	text_add(out, "\n}\n");
}
