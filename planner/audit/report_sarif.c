/* What an audit found as SARIF 2.1.0, for code scanning. A result's fingerprint is of class and
 * name (with a digest alone, so that it tells no name), and so the same on every day. */
#include "audit/report.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/text.h"

#include <stdio.h>

static const char *level_of(enum change_class class)
{
	int status = change_classes[class].status;
	return status == 4 ? "error" : status == 1 ? "warning" : "note";
}

static void add_rules(cJSON *driver)
{
	cJSON *rules = json_add_array(driver, "rules");
	for (int class = 0; class < CHANGE_CLASSES; class ++) {
		cJSON *rule = json_push_object(rules);
		autotext struct text id = text_new(64);
		text_addf(&id, "audit/%s", change_classes[class].name);
		json_add_text(rule, "id", id.bytes);
		cJSON *words = json_add_object(rule, "shortDescription");
		json_add_text(words, "text", change_classes[class].sentence);
		cJSON *defaults = json_add_object(rule, "defaultConfiguration");
		json_add_text(defaults, "level", level_of((enum change_class) class));
	}
}

static void add_fingerprint(
	cJSON *result, const struct audit *audit, const char *class, const char *name)
{
	autotext struct text key = text_new(LIMIT_LINE_BYTES);
	char digest[DIGEST_TEXT_BYTES];
	text_addf(&key, "%s\n%s\n%s", audit->organisation, class, name);
	struct digest sum = digest_of(key.bytes, key.length);
	digest_format(&sum, digest);
	json_add_text(json_add_object(result, "partialFingerprints"), "changeOf/v1", digest);
}

/* The place that code scanning asks of a result: the ledger's own file stands for all. */
static void add_location(cJSON *result, const char *name)
{
	cJSON *location = json_push_object(json_add_array(result, "locations"));
	cJSON *physical = json_add_object(location, "physicalLocation");
	json_add_text(json_add_object(physical, "artifactLocation"), "uri", "nameward-audit");
	if (name != NULL) {
		cJSON *logical = json_push_object(json_add_array(location, "logicalLocations"));
		json_add_text(logical, "name", name);
		json_add_text(logical, "kind", "package");
	}
}

static cJSON *add_result(cJSON *results, enum change_class class, const char *message)
{
	cJSON *result = json_push_object(results);
	autotext struct text id = text_new(64);
	text_addf(&id, "audit/%s", change_classes[class].name);
	json_add_text(result, "ruleId", id.bytes);
	json_add_text(result, "level", level_of(class));
	json_add_text(json_add_object(result, "message"), "text", message);
	return result;
}

static void add_named(cJSON *results, const struct audit *audit)
{
	for (size_t i = 0; i < audit->changes.count; i++) {
		const struct change *change = &audit->changes.items[i].change;
		autotext struct text message = text_new(LIMIT_LINE_BYTES);
		text_addf(&message, "%s: %s", change->name, change->evidence);
		cJSON *result = add_result(results, change->class, message.bytes);
		add_location(result, change->name);
		add_fingerprint(result, audit, change_classes[change->class].name, change->name);
		if (change->suppressed)
			json_add_text(json_push_object(json_add_array(result, "suppressions")),
				"kind", "external");
	}
}

static void add_counted(cJSON *results, const struct audit *audit)
{
	for (int class = 0; class < CHANGE_CLASSES; class ++) {
		size_t count = audit_count(audit, (enum change_class) class);
		autotext struct text message = text_new(LIMIT_LINE_BYTES);
		if (count == 0)
			continue;
		text_addf(&message, "%zu %s", count, change_classes[class].sentence);
		cJSON *result = add_result(results, (enum change_class) class, message.bytes);
		add_location(result, NULL);
		add_fingerprint(result, audit, change_classes[class].name, "");
	}
}

/* A run that could not compare has no results, and must not pass for one that found nothing. */
static void add_invocation(cJSON *run, const struct audits *audits)
{
	cJSON *invocation = json_push_object(json_add_array(run, "invocations"));
	cJSON *notes = NULL;
	bool good = true;
	for (size_t i = 0; i < audits->items.count; i++) {
		const struct audit *audit = &audits->items.items[i];
		autotext struct text message = text_new(LIMIT_LINE_BYTES);
		if (audit->doubt == NULL)
			continue;
		if (notes == NULL)
			notes = json_add_array(invocation, "toolExecutionNotifications");
		good = false;
		text_addf(&message, "%s: nothing was compared: %s", audit->organisation,
			audit->doubt);
		cJSON *note = json_push_object(notes);
		json_add_text(note, "level", "error");
		json_add_text(json_add_object(note, "message"), "text", message.bytes);
	}
	json_add_bool(invocation, "executionSuccessful", good);
}

void audit_render_sarif(const struct audits *audits, bool names, struct text *out)
{
	cJSON *root = cJSON_CreateObject();
	json_add_text(root, "version", "2.1.0");
	json_add_text(root, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	cJSON *run = json_push_object(json_add_array(root, "runs"));
	cJSON *driver = json_add_object(json_add_object(run, "tool"), "driver");
	json_add_text(driver, "name", "nameward");
	json_add_text(driver, "version", NAMEWARD_VERSION);
	add_rules(driver);
	add_invocation(run, audits);
	cJSON *results = json_add_array(run, "results");
	for (size_t i = 0; i < audits->items.count; i++) {
		if (names)
			add_named(results, &audits->items.items[i]);
		else
			add_counted(results, &audits->items.items[i]);
	}
	json_print(root, out);
	cJSON_Delete(root);
}
