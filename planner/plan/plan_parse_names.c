/* One name of plan.json: verdict, origins, scores, evidence. */
#include "plan/reading.h"
#include "registry/answers.h"
#include "registry/findings.h"

#include <string.h>

static struct origin *origins(struct reading *reading, const struct json *object, size_t *count)
{
	static const char *const keys[] = {"operator", "target", "weight", "probability", NULL};
	struct json list = reading_member(reading, object, "origins", JSON_ARRAY);
	struct origin *items = memory_new(reading_length(&list), sizeof *items);
	*count = 0;
	struct json item = {0};
	while (list.node != NULL && reading->error == OK && json_next(&list, &item)) {
		reading_only(reading, &item, keys);
		items[(*count)++] = (struct origin){reading_text(reading, &item, "operator"),
			reading_text(reading, &item, "target"),
			reading_share(reading, &item, "weight"),
			reading_share(reading, &item, "probability")};
	}
	return items;
}

static void read_answer(struct reading *reading, const struct json *node, struct answer *answer)
{
	static const char *const keys[] = {"presence", "reason", "url", "status", "etag", "made",
		"fit", "marker", "files", "first_upload", "owned", "organisation", "users", NULL};
	reading_only(reading, node, keys);
	if (reading->error != OK)
		return;
	answer->presence =
		(enum presence)reading_choice(reading, node, "presence", presence_of_name);
	answer->reason = reading_text(reading, node, "reason");
	answer->url = reading_text(reading, node, "url");
	answer->status = reading_number(reading, node, "status");
	answer->etag = reading_text(reading, node, "etag");
	answer->made = reading_moment(reading, node, "made");
	answer->fit = reading_boolean(reading, node, "fit");
	answer->marker = (enum marker)reading_choice(reading, node, "marker", marker_of_name);
	answer->files = reading_number(reading, node, "files");
	answer->first_upload = reading_moment(reading, node, "first_upload");
	answer->owned = reading_boolean(reading, node, "owned");
	answer->organisation = reading_text(reading, node, "organisation");
	answer->users = reading_texts(reading, node, "users", &answer->user_count);
}

static void read_evidence(struct reading *reading, const struct json *node, struct plan_name *name)
{
	struct json evidence = json_find(node, "evidence"), item = {0};
	struct json findings = json_find(node, "findings");
	/* Plans of before single look-ups have neither. */
	if (evidence.node == NULL && findings.node == NULL)
		return;
	findings = reading_member(reading, node, "findings", JSON_ARRAY);
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
	evidence = reading_member(reading, node, "evidence", JSON_OBJECT);
	if (evidence.node == NULL)
		return;
	name->evidence = memory_new(1, sizeof *name->evidence);
	name->evidence->name = name->name;
	read_answer(reading, &evidence, name->evidence);
}

void read_name(struct reading *reading, const struct json *node)
{
	static const char *const keys[] = {"name", "verdict", "blockers", "alarm", "alarm_target",
		"standing", "private", "secret", "origins", "origins_left_out", "said", "exposure",
		"exposure_before", "collateral", "collateral_parts", "generic", "exception",
		"since", "owner", "places", "mechanism", "why", "request", "evidence", "findings",
		NULL};
	reading_only(reading, node, keys);
	if (reading->error != OK)
		return;
	struct plan_name *name = array_add(&reading->plan->names);
	*name = (struct plan_name){.name = reading_text(reading, node, "name")};
	name->verdict = (enum verdict)reading_choice(reading, node, "verdict", verdict_of_name);
	name->blockers = reading_texts(reading, node, "blockers", &name->blocker_count);
	const char *alarm = reading_text_or_null(reading, node, "alarm");
	int check = alarm ? alarm_of_name(alarm) : ALARM_NONE;
	if (reading->error == OK && check < 0)
		reading->error =
			json_fail(node, reading->failure, "\"%s\" is no known alarm", alarm);
	name->alarm = (enum alarm_check)(check < 0 ? 0 : check);
	name->alarm_target = reading_text_or_null(reading, node, "alarm_target");
	name->standing = (enum standing)reading_choice(reading, node, "standing", standing_of_name);
	name->is_private = reading_boolean(reading, node, "private");
	name->secret = reading_boolean(reading, node, "secret");
	name->origins = origins(reading, node, &name->origin_count);
	name->origins_left_out = reading_number(reading, node, "origins_left_out");
	name->said = reading_text_or_null(reading, node, "said");
	name->exposure = reading_share(reading, node, "exposure");
	name->exposure_before = reading_share(reading, node, "exposure_before");
	name->collateral = reading_share(reading, node, "collateral");
	name->collateral_parts =
		reading_parts(reading, node, "collateral_parts", &name->collateral_part_count);
	name->generic = reading_text_or_null(reading, node, "generic");
	name->exception = reading_text_or_null(reading, node, "exception");
	name->since = reading_day(reading, node, "since", month_parse);
	name->owner = reading_text_or_null(reading, node, "owner");
	name->places = reading_texts(reading, node, "places", &name->place_count);
	name->mechanism =
		(enum mechanism)reading_choice(reading, node, "mechanism", mechanism_of_name);
	name->why = reading_text(reading, node, "why");
	name->request = reading_number(reading, node, "request");
	read_evidence(reading, node, name);
}
