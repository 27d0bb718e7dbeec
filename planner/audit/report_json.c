/* What an audit found, for programs: one JSON document, or a line a change. */
#include "audit/report.h"
#include "base/json.h"
#include "base/text.h"

static void add_day(cJSON *object, const char *key, date day)
{
	char written[DATE_TEXT_BYTES];
	if (day != DATE_NONE)
		date_format(day, written);
	json_add_text(object, key, day != DATE_NONE ? written : NULL);
}

static void add_change(cJSON *row, const struct audit_change *found)
{
	const struct change *change = &found->change;
	json_add_text(row, "class", change_classes[change->class].name);
	json_add_text(row, "name", change->name);
	json_add_text(row, "evidence", change->evidence);
	add_day(row, "day", found->day);
	json_add_bool(row, "suppressed", change->suppressed);
}

/* Without names: how many of each class. */
static void add_count(cJSON *row, const struct audit *audit, enum change_class class)
{
	json_add_text(row, "class", change_classes[class].name);
	json_add_integer(row, "count", (int64_t)audit_count(audit, class));
}

static void add_stuck(cJSON *row, const struct audit_stuck *stuck)
{
	json_add_text(row, "mechanism", stuck->mechanism);
	json_add_text(row, "target", stuck->target);
	json_add_text(row, "state", stuck->state);
	json_add_text(row, "what", stuck->words);
}

static void add_audit(cJSON *node, const struct audit *audit, bool names)
{
	json_add_text(node, "organisation", audit->organisation);
	add_day(node, "as_of", audit->as_of);
	add_day(node, "since", audit->since);
	json_add_text(node, "snapshot", audit->snapshot);
	add_day(node, "snapshot_day", audit->snapshot_day);
	json_add_text(node, "doubt", audit->doubt);
	cJSON *counts = json_add_object(node, "counts");
	for (int class = 0; class < CHANGE_CLASSES; class ++)
		json_add_integer(counts, change_classes[class].name,
			(int64_t)audit_count(audit, (enum change_class) class));
	cJSON *changes = json_add_array(node, "changes");
	for (size_t i = 0; names && i < audit->changes.count; i++)
		add_change(json_push_object(changes), &audit->changes.items[i]);
	json_add_integer(node, "unconfirmed", (int64_t)audit->unconfirmed);
	json_add_integer(node, "unknown", (int64_t)audit->unknown);
	cJSON *states = json_add_object(node, "requests");
	for (int state = 0; state < REQUEST_STATES; state++)
		json_add_integer(states, request_state_names[state], audit->requests[state]);
	json_add_integer(node, "requests_moot", (int64_t)audit_count_stuck(audit, OUTLOOK_MOOT));
	json_add_integer(node, "requests_over", (int64_t)audit_count_stuck(audit, OUTLOOK_OVER));
	cJSON *stuck = json_add_array(node, "requests_to_settle");
	for (size_t i = 0; names && i < audit->stuck.count; i++)
		add_stuck(json_push_object(stuck), &audit->stuck.items[i]);
	cJSON *others = json_add_array(node, "asked_by_others");
	for (size_t i = 0; names && i < audit->others.count; i++) {
		const struct audit_other *other = &audit->others.items[i];
		cJSON *row = json_push_object(others);
		json_add_text(row, "team", other->team);
		json_add_text(row, "mechanism", other->mechanism);
		json_add_text(row, "target", other->target);
		json_add_text(row, "state", other->state);
	}
	json_add_integer(node, "internal", audit->internal);
	json_add_integer(node, "secret", audit->secret);
	json_add_integer(node, "open", audit->open);
	json_add_integer(node, "taken", audit->taken);
	json_add_integer(node, "blocked", audit->blocked);
	json_add_integer(node, "own_side", audit->own_side);
	json_add_integer(node, "asks", audit->asks);
	json_add_integer(node, "exposure", audit->exposure);
	json_add_integer(node, "recorded", audit->names);
}

void audit_render_json(const struct audits *audits, bool names, struct text *out)
{
	cJSON *root = cJSON_CreateObject();
	json_add_text(root, "format", "nameward-audit-1");
	json_add_integer(root, "status", audits_status(audits));
	json_add_bool(root, "names_shown", names);
	cJSON *list = json_add_array(root, "organisations");
	for (size_t i = 0; i < audits->items.count; i++)
		add_audit(json_push_object(list), &audits->items.items[i], names);
	json_print(root, out);
	cJSON_Delete(root);
}

static void add_json_line(struct text *out, cJSON *row)
{
	char *line = cJSON_PrintUnformatted(row);
	text_add(out, line);
	text_add_char(out, '\n');
	cJSON_free(line);
	cJSON_Delete(row);
}

void audit_render_jsonl(const struct audits *audits, bool names, struct text *out)
{
	for (size_t i = 0; i < audits->items.count; i++) {
		const struct audit *audit = &audits->items.items[i];
		if (audit->doubt != NULL) {
			cJSON *row = cJSON_CreateObject();
			json_add_text(row, "organisation", audit->organisation);
			json_add_text(row, "doubt", audit->doubt);
			add_json_line(out, row);
		}
		for (size_t k = 0; names && k < audit->changes.count; k++) {
			cJSON *row = cJSON_CreateObject();
			json_add_text(row, "organisation", audit->organisation);
			add_change(row, &audit->changes.items[k]);
			add_json_line(out, row);
		}
		for (int class = 0; !names && class < CHANGE_CLASSES; class ++) {
			if (audit_count(audit, (enum change_class) class) == 0)
				continue;
			cJSON *row = cJSON_CreateObject();
			json_add_text(row, "organisation", audit->organisation);
			add_count(row, audit, (enum change_class) class);
			add_json_line(out, row);
		}
	}
}
