/* findings.sarif: what is to be mended and what could be taken, beside the code that it concerns.
 *
 * SARIF 2.1.0 (OASIS, sections in brackets). GitHub shows the first place of a result, reads
 * `security-severity` of a rule, and tells results of one line apart by `primaryLocationLineHash`:
 * so that is our fingerprint too, and each result has a place where any input has. */
#include "base/escape.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"
#include "bundle/alerts.h"
#include "bundle/internals.h"
#include "plan/plan.h"

#include <string.h>

enum { HUNDREDTH = 10 * 1000 }; /* of 1, in millionths: `rank` is 0 to 100 [3.27.25] */

static const char schema[] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
			     "sarif-schema-2.1.0.json";
static const char root_id[] = "SRCROOT";

static const char *const levels[URGENCIES] = {
	[URGENCY_NOW] = "error",
	[URGENCY_HIGH] = "error",
	[URGENCY_MEDIUM] = "warning",
	[URGENCY_LOW] = "note",
};
/* As CVSS: critical, high, medium, low. */
static const char *const severities[URGENCIES] = {
	[URGENCY_NOW] = "9.5",
	[URGENCY_HIGH] = "8.0",
	[URGENCY_MEDIUM] = "5.5",
	[URGENCY_LOW] = "2.5",
};

/* A message on one line, in which nothing is a placeholder [3.11.5: braces are doubled] or a link
 * [3.11.6: `](` is parted]. */
static void add_message(cJSON *object, const char *key, const char *sentence, const char *more)
{
	autotext struct text shown = text_new(LIMIT_FILE_BYTES);
	autotext struct text inert = text_new(LIMIT_FILE_BYTES);
	escape_terminal(&shown, sentence, strlen(sentence));
	if (more[0] != '\0') {
		bool is_ended = shown.length > 0 && shown.bytes[shown.length - 1] == '.';
		text_add(&shown, is_ended ? " To do: " : ". To do: ");
		escape_terminal(&shown, more, strlen(more));
	}
	for (size_t i = 0; i < shown.length; i++) {
		char c = shown.bytes[i];
		text_add_char(&inert, c);
		if (c == '{' || c == '}')
			text_add_char(&inert, c);
		else if (c == ']' && shown.bytes[i + 1] == '(')
			text_add_char(&inert, ' ');
	}
	json_add_text(json_add_object(object, key), "text", inert.bytes);
}

static void add_showable(cJSON *object, const char *key, const char *text)
{
	autotext struct text shown = text_new(LIMIT_FILE_BYTES);
	escape_terminal(&shown, text, strlen(text));
	json_add_text(object, key, shown.bytes);
}

static bool starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

/* RFC 3986: what may stand in a path as it is; in an address that is one already, its marks too. */
static bool may_stand(char c, bool is_address)
{
	bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
	return is_letter || (c != '\0' && strchr("-._~/", c) != NULL) ||
	       (is_address && c != '\0' && strchr(":?&=", c) != NULL);
}

/* The file as a URI [3.4.3], and whether it is relative to the folder of the run. */
static bool add_uri(struct text *out, const char *file)
{
	bool is_address = starts_with(file, "https://") || starts_with(file, "http://");
	while (starts_with(file, "./"))
		file += 2 + strspn(file + 2, "/");
	bool is_relative = !is_address && file[0] != '/';
	if (file[0] == '/')
		text_add(out, "file://");
	for (const char *at = file; *at != '\0'; at++) {
		/* A second slash at the start would make a host of what follows. */
		if (at > file && at[-1] == '/' && *at == '/' && !is_address)
			continue;
		if (may_stand(*at, is_address))
			text_add_char(out, *at);
		else
			text_addf(out, "%%%02X", (unsigned char)*at);
	}
	return is_relative;
}

static void add_location(cJSON *locations, const struct alert_place *place)
{
	autotext struct text uri = text_new(LIMIT_FILE_BYTES);
	bool is_relative = add_uri(&uri, place->file);
	cJSON *physical = json_add_object(json_push_object(locations), "physicalLocation");
	cJSON *artifact = json_add_object(physical, "artifactLocation");
	json_add_text(artifact, "uri", uri.bytes);
	if (is_relative)
		json_add_text(artifact, "uriBaseId", root_id);
	if (place->line > 0)
		json_add_integer(
			json_add_object(physical, "region"), "startLine", (int64_t)place->line);
}

/* The list of names, for what has no place of its own. */
static const char *fallback_of(const struct plan *plan)
{
	for (size_t i = 0; i < plan->inputs.count; i++) {
		const struct plan_input *input = &plan->inputs.items[i];
		if (strcmp(input->kind, "seeds") == 0 && input->file[0] != '\0')
			return input->file;
	}
	return NULL;
}

/* The first place is the result's, the others are related [3.27.12: several locations would mean
 * that each has to be changed]. */
static void add_locations(cJSON *result, const struct plan *plan, const struct alert *alert)
{
	const char *fallback = fallback_of(plan);
	cJSON *locations = json_add_array(result, "locations");
	if (alert->places.count > 0)
		add_location(locations, &alert->places.items[0]);
	else if (fallback != NULL)
		add_location(locations, &(struct alert_place){fallback, 1});
	if (alert->places.count < 2)
		return;
	cJSON *related = json_add_array(result, "relatedLocations");
	for (size_t i = 1; i < alert->places.count; i++)
		add_location(related, &alert->places.items[i]);
}

static void add_rule(cJSON *rules, const struct alert_rule *rule)
{
	cJSON *node = json_push_object(rules);
	json_add_text(node, "id", rule->id);
	add_message(node, "shortDescription", rule->title, "");
	add_message(node, "fullDescription", rule->meaning, "");
	add_message(node, "help", rule->mend, "");
	json_add_text(
		json_add_object(node, "defaultConfiguration"), "level", levels[rule->urgency]);
	cJSON *properties = json_add_object(node, "properties");
	json_push_text(json_add_array(properties, "tags"), "security");
	json_add_text(properties, "precision", rule->urgency <= URGENCY_HIGH ? "high" : "medium");
	json_add_text(properties, "security-severity", severities[rule->urgency]);
}

static void add_result(cJSON *results, const struct plan *plan, const struct alert *alert)
{
	cJSON *node = json_push_object(results);
	json_add_text(node, "ruleId", alert->rule->id);
	json_add_integer(node, "ruleIndex", alert->rule - alert_rules);
	json_add_text(node, "level", levels[alert->rule->urgency]);
	add_message(node, "message", alert->what,
		alert->change[0] != '\0' ? alert->change : alert->rule->mend);
	add_locations(node, plan, alert);
	cJSON *fingerprints = json_add_object(node, "partialFingerprints");
	json_add_text(fingerprints, "nameward/v1", alert->fingerprint);
	json_add_text(fingerprints, "primaryLocationLineHash", alert->fingerprint);
	if (alert->exposure > 0)
		json_add_integer(node, "rank", alert->exposure / HUNDREDTH);
	cJSON *properties = json_add_object(node, "properties");
	if (alert->name != NULL) {
		add_showable(properties, "name", alert->name);
		json_add_integer(properties, "exposure", alert->exposure);
	}
	if (alert->owner != NULL)
		add_showable(properties, "owner", alert->owner);
}

static void add_tool(cJSON *run, const struct plan *plan)
{
	cJSON *driver = json_add_object(json_add_object(run, "tool"), "driver");
	const char *space = strchr(plan->program, ' ');
	json_add_text(driver, "name", "nameward");
	if (space != NULL && space[1] != '\0')
		add_showable(driver, "version", space + 1);
	cJSON *rules = json_add_array(driver, "rules");
	for (const struct alert_rule *rule = alert_rules; rule->id != NULL; rule++)
		add_rule(rules, rule);
}

/* What is not shown, and that the file is for the company alone. */
static void add_notifications(cJSON *run, const struct alerts *alerts, size_t left_out)
{
	cJSON *invocation = json_push_object(json_add_array(run, "invocations"));
	json_add_bool(invocation, "executionSuccessful", true);
	cJSON *notes = json_add_array(invocation, "toolExecutionNotifications");
	autotext struct text words = text_new(LIMIT_MESSAGE_BYTES);
	text_add(&words, "This file names internal names and where they stand. Keep it inside the "
			 "company: never upload it to a public repository.");
	if (alerts->secrets > 0)
		text_addf(&words, " Left out because they are secret: %u names.", alerts->secrets);
	if (alerts->near_left_out > 0)
		text_addf(&words,
			" Names near internal ones that are less exposed than the %d shown: %u; "
			"they stand in names.csv.",
			LIMIT_NEAR_ALERTS, alerts->near_left_out);
	if (left_out > 0)
		text_addf(&words, " Left out because there are more than %d: %zu.",
			LIMIT_SARIF_RESULTS, left_out);
	cJSON *note = json_push_object(notes);
	json_add_text(note, "level", "note");
	add_message(note, "message", words.bytes, "");
}

static void add_run(cJSON *runs, const struct plan *plan, const struct alerts *alerts)
{
	cJSON *run = json_push_object(runs);
	char day[DATE_TEXT_BYTES] = "";
	size_t shown = alerts->items.count < LIMIT_SARIF_RESULTS ? alerts->items.count
								 : LIMIT_SARIF_RESULTS;
	add_tool(run, plan);
	add_notifications(run, alerts, alerts->items.count - shown);
	cJSON *base = json_add_object(json_add_object(run, "originalUriBaseIds"), root_id);
	add_message(base, "description", "The folder in which nameward plan was run.", "");
	cJSON *results = json_add_array(run, "results");
	for (size_t i = 0; i < shown; i++)
		add_result(results, plan, &alerts->items.items[i]);
	cJSON *properties = json_add_object(run, "properties");
	if (plan->as_of != DATE_NONE)
		date_format(plan->as_of, day);
	json_add_text(properties, "as_of", day);
	json_add_text(properties, "snapshot", plan->snapshot.digest);
}

void sarif_render(const struct plan *plan, struct text *out)
{
	cJSON *root = cJSON_CreateObject();
	if (root == NULL)
		memory_exhausted();
	struct alerts alerts = alerts_new(plan);
	json_add_text(root, "$schema", schema);
	json_add_text(root, "version", "2.1.0");
	add_run(json_add_array(root, "runs"), plan, &alerts);
	json_print(root, out);
	cJSON_Delete(root);
	alerts_release(&alerts);
}
