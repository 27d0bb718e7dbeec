/* The requests for a program to read: send/request.json (schema policy/request.schema.json). */
#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"
#include "bundle/asked.h"
#include "bundle/sends.h"

/* A day, or null where it is not known. */
static void add_day(cJSON *object, const char *key, date day)
{
	char text[DATE_TEXT_BYTES];
	if (day != DATE_NONE)
		date_format(day, text);
	json_add_text(object, key, day != DATE_NONE ? text : NULL);
}

static void add_month(cJSON *object, const char *key, date day)
{
	char text[MONTH_TEXT_BYTES];
	if (day != DATE_NONE)
		month_format(day, text);
	json_add_text(object, key, day != DATE_NONE ? text : NULL);
}

static void add_organisation(cJSON *root, const struct asked *asked)
{
	cJSON *object = json_add_object(root, "organisation");
	json_add_text(object, "name", asked->organisation.name);
	json_add_text(object, "role", asked->organisation.role);
	json_add_texts(object, "contacts", asked->organisation.contacts.items,
		asked->organisation.contacts.count);
	json_add_text(object, "pypi_organisation", asked->organisation.pypi_organisation);
	json_add_text(object, "pypi_user", asked->organisation.pypi_user);
	json_add_texts(object, "domains", asked->organisation.domains.items,
		asked->organisation.domains.count);
	json_add_text(object, "key_url", asked->organisation.key_url);
	json_add_text(object, "reference", asked->organisation.reference);
	/* No word of one where nobody claims it. */
	if (asked->organisation.trademark != NULL) {
		cJSON *trademark = json_add_object(object, "trademark");
		json_add_text(trademark, "statement", asked->organisation.trademark);
		json_add_text(
			trademark, "registration", asked->organisation.trademark_registration);
	}
}

static void add_evidence(cJSON *root, const struct asked *asked)
{
	cJSON *object = json_add_object(root, "evidence");
	json_add_text(object, "digest", asked->snapshot.digest);
	add_day(object, "date", asked->snapshot.day);
	json_add_integer(object, "serial", (int64_t)asked->snapshot.serial);
	json_add_text(object, "url", asked->snapshot.url);
	json_add_integer(object, "names", asked->snapshot.name_count);
}

static void add_part(cJSON *array, const struct asked_part *part)
{
	cJSON *object = json_push_object(array);
	json_add_text(object, "what", part->what);
	json_add_text(object, "fact", part->fact);
	json_add_integer(object, "value", part->value);
}

static void add_name(cJSON *array, enum ask ask, const struct asked_name *name)
{
	cJSON *object = json_push_object(array);
	json_add_text(object, "name", name->name);
	json_add_bool(object, "in_use", name->in_use);
	json_add_bool(object, "locked_out", name->locked_out);
	add_month(object, "since", name->since);
	cJSON *reasons = json_add_array(object, "reasons");
	for (size_t i = 0; i < name->reasons.count; i++) {
		cJSON *reason = json_push_object(reasons);
		json_add_text(reason, "what", name->reasons.items[i].words);
		json_add_integer(reason, "value", name->reasons.items[i].value);
	}
	json_add_integer(object, "reasons_left_out", name->reasons_left_out);
	json_add_integer(object, "exposure", name->exposure);
	json_add_integer(object, "exposure_before", name->exposure_before);
	json_add_integer(object, "collateral", name->collateral);
	cJSON *parts = json_add_array(object, "collateral_parts");
	for (size_t i = 0; i < name->collateral_parts.count; i++)
		add_part(parts, &name->collateral_parts.items[i]);
	json_add_text(object, "exception", name->exception);
	if (ask == ASK_CONVERT)
		json_add_text(object, "proof", name->proof);
}

static void add_request(cJSON *array, const struct asked_request *request)
{
	cJSON *object = json_push_object(array);
	json_add_text(object, "id", request->id);
	json_add_text(object, "mechanism", ask_name(request->ask));
	json_add_text(object, "namespace", request->target);
	cJSON *names = json_add_array(object, "names");
	for (size_t i = 0; i < request->names.count; i++)
		add_name(names, request->ask, &request->names.items[i]);
	if (request->ask == ASK_NAMESPACE) {
		json_add_integer(object, "covered", request->covered);
		add_month(object, "since", request->since);
		json_add_texts(object, "foreign", request->foreign.items, request->foreign.count);
		cJSON *criteria = json_add_array(object, "criteria");
		for (size_t i = 0; i < request->criteria.count; i++)
			add_part(criteria, &request->criteria.items[i]);
	}
	json_add_text(object, "why", request->why);
	json_add_text(object, "cost_to_others", request->cost_to_others);
	json_add_text(object, "comment", request->comment);
	json_add_text(object, "release", request->release);
	json_add_bool(object, "silence_is_release", true);
	add_day(object, "term", request->term);
}

void request_json_render(const struct asked *asked, struct text *out)
{
	cJSON *root = cJSON_CreateObject();
	if (root == NULL)
		memory_exhausted();
	json_add_text(root, "schema", "nameward-request-1");
	json_add_text(root, "program", asked->program);
	add_day(root, "as_of", asked->as_of);
	json_add_bool(root, "draft", asked->draft);
	json_add_texts(
		root, "draft_reasons", asked->draft_reasons.items, asked->draft_reasons.count);
	autotext struct text label = text_new(LIMIT_LINE_BYTES);
	text_addf(&label, "TLP:%s", asked->tlp);
	json_add_text(root, "tlp", label.bytes);
	add_day(root, "embargo_until", asked->embargo_until);
	add_organisation(root, asked);
	add_evidence(root, asked);
	json_add_bool(root, "nothing_was_registered", true);
	cJSON *requests = json_add_array(root, "requests");
	for (size_t i = 0; i < asked->requests.count; i++)
		add_request(requests, &asked->requests.items[i]);
	json_add_texts(root, "given_back", asked->given_back.items, asked->given_back.count);
	cJSON *not_asked = json_add_array(root, "not_asked");
	for (size_t i = 0; i < asked->not_asked.count; i++) {
		cJSON *object = json_push_object(not_asked);
		json_add_integer(object, "names", asked->not_asked.items[i].count);
		json_add_text(object, "reason", asked->not_asked.items[i].reason);
	}
	json_add_texts(root, "policy_differences", asked->policy_differences.items,
		asked->policy_differences.count);
	json_print(root, out);
	cJSON_Delete(root);
}
