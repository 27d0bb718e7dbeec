/* check --live: single look-ups beside the snapshot. */
#include "commands/check_live.h"
#include "base/escape.h"
#include "base/intern.h"
#include "base/json.h"
#include "base/text.h"
#include "commands/network.h"
#include "commands/transfer.h"
#include "names/name.h"
#include "registry/findings.h"
#include "registry/http.h"
#include "registry/live.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

const char live_columns[] = "\tlive\tstatus\tmarker\tfiles\tfirst_upload\torganisation\tusers\t"
			    "findings\treason";

struct live live_new(struct intern *pool)
{
	return (struct live){.pool = pool, .names = intern_new()};
}

void live_release(struct live *live)
{
	intern_free(live->names);
	answers_release(&live->answers);
	policy_release(&live->policy);
}

enum error live_note(struct live *live, const struct rules *rules, const char *name, size_t length,
	struct failure *failure)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	autojudgement struct judgement judgement = {0};
	if (length > LIMIT_NAME_BYTES)
		return OK;
	rules_judge(rules, name, length, &judgement);
	if (judgement.verdict == VERDICT_INVALID || judgement.verdict == VERDICT_STDLIB)
		return OK;
	intern_number(live->names, canonical, name_canonical(name, length, canonical));
	for (size_t i = 0; i < judgement.blocker_count; i++) {
		const char *blocker = snapshot_name(rules_snapshot(rules), judgement.blockers[i]);
		if (judgement.verdict == VERDICT_SIMILAR && blocker != NULL)
			intern_string(live->names, blocker);
	}
	if (intern_count(live->names) > LIMIT_LOOKUPS)
		return fail(failure, ERR_LIMIT,
			"more than %d names to look up one by one: use `nameward index fetch`, "
			"which asks for all of them at once and tells nobody any",
			LIMIT_LOOKUPS);
	return OK;
}

enum error live_look_up(
	struct live *live, const struct arguments *arguments, struct failure *failure)
{
	struct http *http;
	size_t count = intern_count(live->names);
	enum error error = network_policy(arguments, &live->policy, live->pool, failure);
	if (error != OK)
		return error;
	error = network_open(arguments, &live->policy, &http, failure);
	if (error != OK)
		return error;
	const char **names = memory_new(count, sizeof *names);
	for (size_t i = 0; i < count; i++)
		names[i] = intern_at(live->names, (uint32_t)i);
	if (count > 0)
		network_notice(http, names, count);
	live_ask(http, names, count, &live->answers, live->pool);
	transfer_end();
	live->asked = true;
	live->doubts = network_doubts(&live->answers);
	free(names);
	http_free(http);
	return OK;
}

void live_settle(const struct live *live, const struct rules *rules, const char *name,
	size_t length, struct checked *checked)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	checked->answer = NULL;
	if (live->asked && length <= LIMIT_NAME_BYTES && name_is_valid(name, length)) {
		name_canonical(name, length, canonical);
		checked->answer = answers_find(&live->answers, canonical);
	}
	checked->disagreement = settle(rules, name, length, checked->answer, &checked->judgement);
}

static unsigned findings(const struct live *live, const struct answer *answer)
{
	const struct policy *policy = &live->policy;
	struct us us = {policy->organisation.pypi_organisation,
		policy->organisation.pypi_users.items, policy->organisation.pypi_users.count};
	return findings_of(answer, &us, DATE_NONE);
}

static void add_shown(struct text *out, const char *text)
{
	escape_name(out, text, strlen(text));
}

static void add_users(struct text *out, const struct answer *answer)
{
	for (size_t i = 0; i < answer->user_count; i++) {
		text_add(out, i ? "," : "");
		add_shown(out, answer->users[i]);
	}
}

static void add_findings(struct text *out, unsigned found, enum disagreement disagreement)
{
	const char *comma = "";
	for (unsigned i = 0; i < FINDINGS; i++) {
		if ((found & 1u << i) == 0)
			continue;
		text_addf(out, "%s%s", comma, finding_name((enum finding)i));
		comma = ",";
	}
	if (disagreement != DISAGREEMENT_NONE)
		text_addf(out, "%sdisagreement", comma);
}

/* What is not settled, or what disagrees. */
static const char *reason_of(const struct checked *checked)
{
	return checked->answer->reason[0] ? checked->answer->reason
					  : disagreement_words(checked->disagreement);
}

static void format_upload(const struct answer *answer, char out[DATE_TEXT_BYTES])
{
	out[0] = '\0';
	if (answer->first_upload >= 0)
		date_format(date_of_seconds(answer->first_upload), out);
}

void live_add_columns(const struct live *live, const struct checked *checked, struct text *line)
{
	const struct answer *answer = checked->answer;
	char day[DATE_TEXT_BYTES];
	if (answer == NULL) {
		text_add(line, "\tnot asked\t\t\t\t\t\t\t\t");
		return;
	}
	format_upload(answer, day);
	bool there = answer->presence == PRESENCE_PRESENT;
	text_addf(line, "\t%s\t%u\t%s\t", presence_name(answer->presence), answer->status,
		marker_name(answer->marker));
	if (there)
		text_addf(line, "%u", answer->files);
	text_addf(line, "\t%s\t", day);
	add_shown(line, answer->organisation);
	text_add_char(line, '\t');
	add_users(line, answer);
	text_add_char(line, '\t');
	add_findings(line, findings(live, answer), checked->disagreement);
	text_add_char(line, '\t');
	add_shown(line, reason_of(checked));
}

void live_add_words(const struct live *live, const struct checked *checked, struct text *line)
{
	const struct answer *answer = checked->answer;
	if (answer == NULL)
		return;
	text_addf(line, "  [index: %s", presence_name(answer->presence));
	unsigned found = findings(live, answer);
	for (unsigned i = 0; i < FINDINGS; i++) {
		if (found & 1u << i)
			text_addf(line, "; %s", finding_words((enum finding)i));
	}
	const char *reason = reason_of(checked);
	if (reason[0] != '\0') {
		text_add(line, "; ");
		add_shown(line, reason);
	}
	text_add_char(line, ']');
}

void live_add_json(const struct live *live, const struct checked *checked, struct cJSON *row)
{
	const struct answer *answer = checked->answer;
	char day[DATE_TEXT_BYTES];
	if (answer == NULL) {
		json_add_null(row, "live");
		return;
	}
	format_upload(answer, day);
	cJSON *node = json_add_object(row, "live");
	json_add_text(node, "presence", presence_name(answer->presence));
	json_add_integer(node, "status", answer->status);
	json_add_text(node, "url", answer->url);
	json_add_text(node, "etag", answer->etag);
	json_add_integer(node, "made", answer->made);
	json_add_bool(node, "fit", answer->fit);
	json_add_text(node, "marker", answer->marker ? marker_name(answer->marker) : NULL);
	json_add_integer(node, "files", answer->files);
	json_add_text(node, "first_upload", day[0] ? day : NULL);
	json_add_text(node, "organisation", answer->owned ? answer->organisation : NULL);
	cJSON *users = json_add_array(node, "users");
	for (size_t i = 0; i < answer->user_count; i++)
		json_push_text(users, answer->users[i]);
	cJSON *words = json_add_array(node, "findings");
	unsigned found = findings(live, answer);
	for (unsigned i = 0; i < FINDINGS; i++) {
		if (found & 1u << i)
			json_push_text(words, finding_name((enum finding)i));
	}
	if (checked->disagreement != DISAGREEMENT_NONE)
		json_push_text(words, "disagreement");
	json_add_text(node, "reason", reason_of(checked));
}
