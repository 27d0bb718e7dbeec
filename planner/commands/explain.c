/* nameward explain: every fact behind one name, with every number of its scores. */
#include "base/error.h"
#include "base/escape.h"
#include "base/intern.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/judging.h"
#include "names/name.h"
#include "commands/plan_file.h"
#include "plan/plan.h"
#include "registry/answers.h"
#include "registry/findings.h"
#include "registry/namespaces.h"
#include "registry/rules.h"
#include "registry/snapshot.h"

#include <string.h>

static const struct option explain_options[] = {
	{.name = "plan",
		.kind = OPTION_TEXT,
		.value = "PLAN.json",
		.help = "show what this plan says of the name too: origins, scores, why"},
	{0},
};

static void print_escaped(const char *what, const char *value)
{
	autotext struct text shown = text_new(LIMIT_LINE_BYTES);
	escape_terminal(&shown, value, strlen(value));
	printf("%-22s%s\n", what, shown.bytes);
}

static void print_project(const struct snapshot *snapshot, const char *what, uint32_t number)
{
	char month[MONTH_TEXT_BYTES] = "unknown";
	date day = snapshot_month(snapshot, number);
	uint32_t rank = snapshot_rank(snapshot, number);
	if (day != DATE_NONE)
		month_format(day, month);
	printf("%-22s%s (latest release %s, ", what, snapshot_name(snapshot, number), month);
	printf(rank ? "download rank %u)\n" : "no download rank)\n", rank);
}

/* What the name alone and the snapshot say. */
static void explain_name(const struct rules *rules, const char *name, size_t length)
{
	const struct snapshot *snapshot = rules_snapshot(rules);
	autojudgement struct judgement judgement = {0};
	rules_judge(rules, name, length, &judgement);
	print_escaped("name", name);
	printf("%-22s%s\n", "verdict", verdict_name(judgement.verdict));
	if (judgement.verdict == VERDICT_INVALID)
		return;
	char canonical[LIMIT_NAME_BYTES + 1], form[LIMIT_NAME_BYTES + 1];
	size_t size = name_canonical(name, length, canonical);
	name_lookalike(canonical, size, form);
	printf("%-22s%s\n%-22s%s\n", "canonical form", canonical, "look-alike form", form);
	for (size_t i = 0; i < judgement.blocker_count; i++)
		print_project(snapshot,
			judgement.verdict == VERDICT_EXISTS ? "project" : "blocked by",
			judgement.blockers[i]);
	if (judgement.alarm != ALARM_NONE)
		printf("%-22s%s of %s\n", "PyPI's own alarm", alarm_name(judgement.alarm),
			judgement.alarm_target);
	struct word words[NAME_WORDS];
	size_t count = name_words(canonical, size, words);
	for (size_t i = 0; i < count; i++)
		printf("%-22s%.*s: in %u names of the snapshot\n", "word", (int)words[i].length,
			canonical + words[i].start,
			snapshot_word_count(snapshot, canonical + words[i].start, words[i].length));
}

/* exposure = 1 - prod(1 - weight * probability), each step rounded down to millionths. */
static void explain_exposure(const struct plan_name *name)
{
	uint64_t left = 1000000;
	for (size_t i = 0; i < name->origin_count; i++) {
		const struct origin *origin = &name->origins[i];
		uint64_t part = (uint64_t)origin->weight * origin->probability / 1000000;
		left = left * (1000000 - part) / 1000000;
		autotext struct text from = text_new(LIMIT_LINE_BYTES);
		escape_terminal(&from, origin->operator, strlen(origin->operator));
		text_add(&from, origin->target[0] ? " of " : "");
		escape_terminal(&from, origin->target, strlen(origin->target));
		printf("%-22s%s: weight %u x probability %u = %llu; left %llu\n", "origin",
			from.bytes, origin->weight, origin->probability, (unsigned long long)part,
			(unsigned long long)left);
	}
	if (name->origins_left_out > 0)
		printf("%-22s%zu weaker ones are not counted\n", "origins left out",
			name->origins_left_out);
	if (name->said != NULL)
		printf("%-22s%s\n", "language models", name->said);
	printf("%-22s1000000 - %llu = %u\n", "exposure before", (unsigned long long)left,
		name->exposure_before);
	printf("%-22s%u (%s)\n", "exposure", name->exposure,
		name->exposure == name->exposure_before ? "the name is open"
		: name->exposure == 0                   ? "nobody can register it, or it is secret"
				      : "times the policy's watched_factor: inside PyPI's alarm");
}

/* index's answer        absent (404), as of 2026-11-23, fit for a request
 *                       https://pypi.org/simple/acme-auth/ */
static void explain_evidence(const struct plan_name *name)
{
	const struct answer *answer = name->evidence;
	char day[DATE_TEXT_BYTES + 8] = "an unknown day";
	if (answer == NULL) {
		printf("%-22snot asked\n", "index's answer");
		return;
	}
	if (answer->made >= 0)
		date_format(date_of_seconds(answer->made), day);
	printf("%-22s%s (%u), as of %s, %s\n", "index's answer", presence_name(answer->presence),
		answer->status, day, answer->fit ? "fit for a request" : "not fit for a request");
	print_escaped("  by", answer->url);
	if (answer->reason[0] != '\0')
		print_escaped("  not settled, since it", answer->reason);
	if (answer->organisation[0] != '\0')
		print_escaped("  organisation", answer->organisation);
	for (size_t i = 0; i < answer->user_count; i++)
		print_escaped("  owner or maintainer", answer->users[i]);
	for (unsigned i = 0; i < FINDINGS; i++) {
		if (name->findings & 1u << i)
			printf("%-22s%s\n", "  finding", finding_words((enum finding)i));
	}
}

static void explain_plan(const struct plan *plan, const struct plan_name *name)
{
	printf("%-22s%s\n", "standing", standing_name(name->standing));
	explain_exposure(name);
	for (size_t i = 0; i < name->collateral_part_count; i++)
		printf("%-22s%s: %u (%s)\n", "collateral part", name->collateral_parts[i].what,
			name->collateral_parts[i].value, name->collateral_parts[i].fact);
	printf("%-22s%u (the largest part)\n", "collateral", name->collateral);
	printf("%-22s%s\n", "generic", name->generic ? name->generic : "no");
	if (name->exception != NULL)
		print_escaped("exception", name->exception);
	if (name->since != DATE_NONE) {
		char month[MONTH_TEXT_BYTES];
		month_format(name->since, month);
		printf("%-22s%s\n", "in use since", month);
	}
	if (name->owner != NULL)
		print_escaped("owner", name->owner);
	for (size_t i = 0; i < name->place_count; i++)
		print_escaped("seen at", name->places[i]);
	explain_evidence(name);
	printf("%-22s%s%s\n", "mechanism", mechanism_name(name->mechanism),
		name->secret ? " (secret)" : "");
	print_escaped("why", name->why);
	if (name->request > 0) {
		const struct request *request = &plan->requests.items[name->request - 1];
		printf("%-22s%s, bundle %u\n", "request", request->id, request->bundle);
	}
}

static enum error explain_by_plan(
	const char *path, const char *name, size_t length, struct failure *failure)
{
	struct intern *pool = intern_new();
	struct plan plan = plan_new(pool);
	enum error error = plan_file_read(&plan, path, failure);
	char canonical[LIMIT_NAME_BYTES + 1] = "";
	if (length <= LIMIT_NAME_BYTES)
		name_canonical(name, length, canonical);
	const struct plan_name *found = NULL;
	for (size_t i = 0; error == OK && i < plan.names.count; i++) {
		if (strcmp(plan.names.items[i].name, canonical) == 0)
			found = &plan.names.items[i];
	}
	if (found != NULL)
		explain_plan(&plan, found);
	else if (error == OK)
		puts("the plan does not know this name");
	plan_release(&plan);
	intern_free(pool);
	return error;
}

static enum status run(const struct arguments *arguments)
{
	struct failure failure;
	struct snapshot *snapshot;
	if (arguments->word_count != 1) {
		say_error("explain takes one name; see nameward explain --help");
		return STATUS_WRONG;
	}
	if (judging_open(arguments, &snapshot, &failure) != OK) {
		say_failure(&failure);
		return STATUS_WRONG;
	}
	const char *name = arguments->words[0];
	size_t length = strlen(name);
	struct namespaces namespaces;
	struct intern *pool = intern_new();
	enum error error = judging_namespaces(arguments, snapshot, pool, &namespaces, &failure);
	if (error != OK) {
		/* said below */
	} else if (length > LIMIT_NAME_BYTES) {
		error = fail(
			&failure, ERR_LIMIT, "the name has more than %d bytes", LIMIT_NAME_BYTES);
	} else {
		struct rules *rules = rules_new(snapshot, ALARM_CORPUS);
		rules_reserve(rules, &namespaces);
		explain_name(rules, name, length);
		rules_free(rules);
	}
	const char *plan = arguments_text(arguments, "plan", NULL);
	if (error == OK && plan != NULL)
		error = explain_by_plan(plan, name, length, &failure);
	if (error != OK)
		say_failure(&failure);
	namespaces_release(&namespaces);
	intern_free(pool);
	snapshot_close(snapshot);
	return error == OK ? STATUS_DONE : STATUS_WRONG;
}

const struct command explain_command = {
	.name = "explain",
	.usage = "NAME [OPTION]...",
	.summary = "show every fact behind one name, and every number of its scores",
	.description =
		"Prints what the registry's rules and the snapshot say of a name and, with "
		"--plan, each part of its exposure and collateral, so that the scores can be "
		"recomputed by hand, what is done about it and why. Scores are whole "
		"millionths.",
	.groups = (const struct option *const[]){explain_options, snapshot_options, common_options,
		NULL},
	.run = run,
};
