/* What the comparison asks of its facts. */
#include "audit/comparing.h"
#include "base/text.h"
#include "plan/choice.h"
#include "plan/plan.h"
#include "registry/findings.h"
#include "registry/rules.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCKERS_KEPT = 8 }; /* of a look-alike verdict: more say nothing more */

bool comparing_holds(const struct intern *names, const char *name)
{
	return intern_find(names, name, strlen(name)) != INTERN_NONE;
}

bool comparing_is_ours(const struct policy *policy, const char *name)
{
	return texts_hold(&policy->own_projects, name) || texts_hold(&policy->placeholders, name) ||
	       texts_hold(&policy->publish, name);
}

static int compare_to_name(const void *key, const void *element)
{
	return strcmp(key, ((const struct plan_name *)element)->name);
}

const struct plan_name *comparing_planned(const struct plan *plan, const char *name)
{
	return plan->names.count == 0 ? NULL
				      : bsearch(name, plan->names.items, plan->names.count,
						sizeof *plan->names.items, compare_to_name);
}

bool comparing_is_asked(const struct comparing *comparing, const char *name)
{
	if (comparing_holds(comparing->asked, name))
		return true;
	const struct ledger_requests *requests = comparing->facts->requests;
	for (size_t i = 0; i < requests->items.count; i++) {
		const struct ledger_request *request = &requests->items.items[i];
		if (request_stands(request->state) &&
			strcmp(request->mechanism, mechanism_name(MECHANISM_NAMESPACE)) == 0 &&
			choice_is_under(name, request->target))
			return true;
	}
	return false;
}

enum verdict comparing_verdict(const struct comparing *comparing, const char *name)
{
	return rules_verdict(comparing->facts->rules, name, strlen(name));
}

struct today comparing_judge(
	const struct comparing *comparing, const char *name, enum verdict verdict)
{
	const struct rules *rules = comparing->facts->rules;
	size_t length = strlen(name);
	struct today today = {.verdict = verdict, .blockers = ""};
	if (today.verdict != VERDICT_SIMILAR)
		return today;
	autojudgement struct judgement judgement = {0};
	autotext struct text blockers = text_new(LIMIT_MESSAGE_BYTES * 4);
	rules_judge(rules, name, length, &judgement);
	for (size_t i = 0; i < judgement.blocker_count && i < BLOCKERS_KEPT; i++) {
		const char *blocker = snapshot_name(rules_snapshot(rules), judgement.blockers[i]);
		text_addf(&blockers, "%s%s", i > 0 ? " " : "", blocker ? blocker : "?");
	}
	today.blockers = intern_string(comparing->pool, blockers.bytes);
	return today;
}

void comparing_heed_look_up(
	const struct comparing *comparing, const char *name, struct today *today)
{
	const struct answer *answer = comparing_answer(comparing, name);
	if (answer == NULL || answer->presence != PRESENCE_PRESENT ||
		today->verdict == VERDICT_EXISTS || today->verdict == VERDICT_STDLIB ||
		today->verdict == VERDICT_INVALID)
		return;
	bool held = answer->marker == MARKER_QUARANTINED;
	*today = (struct today){VERDICT_EXISTS, held ? marker_name(answer->marker) : "", true};
}

bool blockers_next(const char **at, char word[LIMIT_NAME_BYTES + 1])
{
	size_t length = strcspn(*at, " ");
	if (length == 0 || length > LIMIT_NAME_BYTES)
		return false;
	memcpy(word, *at, length);
	word[length] = '\0';
	*at += length + ((*at)[length] == ' ');
	return true;
}

bool blockers_hold(const char *blockers, const char *name)
{
	char word[LIMIT_NAME_BYTES + 1];
	for (const char *at = blockers; blockers_next(&at, word);) {
		if (strcmp(word, name) == 0)
			return true;
	}
	return false;
}

/* Our own empty project, which PyPI removed and prohibited as we asked: its end is no
 * news, and nothing to look up. */
static bool is_converted(const struct comparing *comparing, const struct past_name *name)
{
	const struct ledger_requests *requests = comparing->facts->requests;
	for (size_t i = 0; i < requests->items.count; i++) {
		const struct ledger_request *request = &requests->items.items[i];
		if (request->state == REQUEST_GRANTED &&
			strcmp(request->mechanism, mechanism_name(MECHANISM_CONVERT)) == 0 &&
			strcmp(request->target, name->name) == 0)
			return true;
	}
	return false;
}

bool comparing_is_vanishing(
	const struct comparing *comparing, const struct past_name *name, const struct today *today)
{
	if (name->kind == KIND_NEARBY)
		return false;
	if (name->verdict == VERDICT_EXISTS)
		return today->verdict != VERDICT_EXISTS && !is_converted(comparing, name);
	return name->verdict == VERDICT_SIMILAR && today->verdict == VERDICT_UNREGISTERED &&
	       (name->kind == KIND_INTERNAL || comparing_is_asked(comparing, name->name));
}

const struct answer *comparing_answer(const struct comparing *comparing, const char *name)
{
	return answers_find(comparing->facts->answers, name);
}

unsigned comparing_findings(const struct comparing *comparing, const struct past_name *name)
{
	const struct policy *policy = comparing->facts->policy;
	struct us us = {policy->organisation.pypi_organisation,
		(const char *const *)policy->organisation.pypi_users.items,
		policy->organisation.pypi_users.count};
	return findings_of(comparing_answer(comparing, name->name), &us, name->since);
}

struct change *comparing_add_change(struct comparing *comparing, enum change_class class,
	const char *name, const char *evidence)
{
	const struct compare_facts *facts = comparing->facts;
	if (facts->past->run == 0)
		return NULL;
	struct change *change = array_add(&comparing->result->changes);
	*change = (struct change){.class = class,
		.name = intern_string(comparing->pool, name),
		.evidence = intern_string(comparing->pool, evidence),
		.suppressed = suppressions_find(facts->suppressions, change_classes[class].name,
				      name, facts->as_of) != NULL};
	return change;
}

struct comparing comparing_begin(
	const struct compare_facts *facts, struct intern *pool, struct comparison *result)
{
	struct comparing comparing = {facts, pool, result, intern_new(), intern_new()};
	for (size_t i = 0; i < facts->requests->items.count; i++) {
		const struct ledger_request *request = &facts->requests->items.items[i];
		if (request_stands(request->state))
			intern_string(comparing.asked, request->target);
	}
	return comparing;
}

void comparing_end(struct comparing *comparing)
{
	intern_free(comparing->asked);
	intern_free(comparing->told);
}
