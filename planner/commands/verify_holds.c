/* nameward verify: whether what is asked for still holds, and what the default policy says of it.
 */
#include "base/intern.h"
#include "base/text.h"
#include "candidates/priors.h"
#include "commands/job.h"
#include "commands/verifying.h"
#include "plan/choice.h"
#include "plan/plan.h"
#include "plan/recheck.h"
#include "registry/namespaces.h"
#include "registry/rules.h"
#include "registry/snapshot.h"

#include <string.h>

/* What is looked at: requests of the bundle at hand, by one index. */
struct holding {
	struct verifying *verifying;
	const char *bundle;
	const struct plan *plan;
	const struct rules *rules;
	bool is_same_index; /* the one that the plan was made by */
};

static bool is_asked(const struct plan *plan, const struct plan_name *name)
{
	const struct request *request =
		name->request > 0 ? &plan->requests.items[name->request - 1] : NULL;
	return request != NULL && request->bundle == 1 &&
	       (request->mechanism == MECHANISM_PROHIBIT || request->mechanism == MECHANISM_HOLD);
}

/* "R2, acme-vault: similar now, was unregistered (to acmevault)" */
static void check_verdict(const struct holding *holding, const struct plan_name *name)
{
	autojudgement struct judgement judgement = {0};
	rules_judge(holding->rules, name->name, strlen(name->name), &judgement);
	if (judgement.verdict != name->verdict) {
		autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
		text_addf(&what, "%s, %s: %s now, was %s",
			holding->plan->requests.items[name->request - 1].id, name->name,
			verdict_name(judgement.verdict), verdict_name(name->verdict));
		if (judgement.verdict == VERDICT_SIMILAR)
			text_addf(&what, " (to %s)",
				snapshot_name(
					rules_snapshot(holding->rules), judgement.blockers[0]));
		verifying_remark(holding->verifying, holding->bundle, what.bytes);
	}
}

static bool is_known_inside(
	const struct plan *plan, const struct request *request, const char *project)
{
	for (size_t i = 0; i < request->foreign_count; i++) {
		if (strcmp(request->foreign[i], project) == 0)
			return true;
	}
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		if (name->standing == STANDING_OWN_PROJECT && strcmp(name->name, project) == 0)
			return true;
	}
	return false;
}

/* Projects inside a prefix that were not there: "R1: 2 projects of others are new inside acme:
 * acme-x, ..." */
static void check_projects(const struct holding *holding, const struct request *request)
{
	const struct snapshot *snapshot = rules_snapshot(holding->rules);
	uint32_t first, end, count = 0;
	const char *shown = NULL;
	snapshot_prefix(snapshot, request->target, strlen(request->target), &first, &end);
	/* A list that was cut says nothing of what is new. */
	for (uint32_t i = first; i < end && request->foreign_count < REQUEST_FOREIGN_MOST; i++) {
		const char *project = snapshot_name(snapshot, i);
		if (project == NULL || !choice_is_under(project, request->target) ||
			is_known_inside(holding->plan, request, project))
			continue;
		count++;
		shown = shown != NULL ? shown : project;
	}
	if (count == 0)
		return;
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	text_addf(&what, "%s: %u project%s of others %s new inside %s: %s%s", request->id, count,
		count == 1 ? "" : "s", count == 1 ? "is" : "are", request->target, shown,
		count > 1 ? ", ..." : "");
	verifying_remark(holding->verifying, holding->bundle, what.bytes);
}

static void check_namespace(const struct holding *holding, const struct request *request)
{
	const struct namespaces *namespaces = rules_namespaces(holding->rules);
	const struct namespace_grant *grant = NULL;
	if (namespaces != NULL)
		grant = namespaces_cover(namespaces, request->target, strlen(request->target));
	if (namespaces != NULL && grant == NULL)
		grant = namespaces_inside(namespaces, request->target);
	if (grant != NULL) {
		autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
		text_addf(&what, "%s, %s: the namespace %s is granted by now", request->id,
			request->target, grant->name);
		verifying_remark(holding->verifying, holding->bundle, what.bytes);
	}
	check_projects(holding, request);
}

static void check_requests(const struct holding *holding)
{
	const struct plan *plan = holding->plan;
	for (size_t i = 0; i < plan->names.count; i++) {
		if (is_asked(plan, &plan->names.items[i]))
			check_verdict(holding, &plan->names.items[i]);
	}
	for (size_t i = 0; i < plan->requests.count; i++) {
		const struct request *request = &plan->requests.items[i];
		if (request->bundle == 1 && request->mechanism == MECHANISM_NAMESPACE)
			check_namespace(holding, request);
	}
}

/* By another index every number drifts a little: then only what the default would not ask for is
 * told. Whether an exception covers a generic name is the mail's to say. */
static bool check_collateral(const struct holding *holding, const struct plan_name *name,
	const struct recheck_answer *answer)
{
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	const char *id = holding->plan->requests.items[name->request - 1].id;
	if (answer->generic != NULL && name->exception == NULL)
		text_addf(&what, "%s, %s: by the default policy it is generic: %s", id, name->name,
			answer->generic);
	else if (answer->is_too_much && name->exception == NULL)
		text_addf(&what,
			"%s, %s: by the default policy its collateral is %u millionths, too much "
			"to be asked for (%u in plan.json)",
			id, name->name, answer->collateral, name->collateral);
	else if (holding->is_same_index && answer->collateral != name->collateral)
		text_addf(&what,
			"%s, %s: by the default policy its collateral is %u millionths, %u in "
			"plan.json",
			id, name->name, answer->collateral, name->collateral);
	if (what.length > 0)
		verifying_remark(holding->verifying, holding->bundle, what.bytes);
	return what.length == 0;
}

static void check_collaterals(const struct holding *holding)
{
	struct priors priors;
	size_t same = 0, all = 0;
	priors_embedded(&priors);
	struct recheck *recheck = recheck_new(holding->rules, &priors, holding->verifying->pool);
	for (size_t i = 0; i < holding->plan->names.count; i++) {
		const struct plan_name *name = &holding->plan->names.items[i];
		const struct request *request =
			name->request > 0 ? &holding->plan->requests.items[name->request - 1]
					  : NULL;
		/* A hold is for a project of one's own, whatever its words. */
		if (!is_asked(holding->plan, name) || request->mechanism == MECHANISM_HOLD)
			continue;
		struct recheck_answer answer = recheck_name(recheck, name->name);
		all++;
		same += check_collateral(holding, name, &answer);
	}
	recheck_free(recheck);
	verifying_say(holding->verifying, holding->bundle,
		"collateral by the default policy%s: %zu of %zu names as in plan.json",
		holding->is_same_index ? "" : ", by another index", same, all);
}

/* The index that the plan was made by, where it is at hand: opening one costs next to nothing. */
static enum error check_by_own_index(struct holding *holding)
{
	struct snapshot *snapshot = NULL;
	const struct plan *plan = holding->plan;
	enum error error = snapshot_open(&snapshot, plan->snapshot.embedded ? "embedded" : NULL,
		&holding->verifying->failure);
	if (error != OK)
		return error;
	if (strcmp(snapshot_info(snapshot)->digest, plan->snapshot.digest) == 0) {
		struct rules *rules = rules_new(snapshot, ALARM_CORPUS);
		holding->rules = rules;
		holding->is_same_index = true;
		check_collaterals(holding);
		rules_free(rules);
	} else {
		verifying_say(holding->verifying, holding->bundle,
			"collateral was not recomputed: the index that it rests on is not at hand "
			"(--snapshot FILE)");
	}
	snapshot_close(snapshot);
	return OK;
}

static enum error check_by_given_index(struct holding *holding)
{
	struct job_index index = {0};
	enum error error = job_index_open(&index, holding->verifying->arguments,
		holding->verifying->pool, &holding->verifying->failure);
	if (error == OK) {
		holding->rules = index.rules;
		holding->is_same_index = strcmp(snapshot_info(index.snapshot)->digest,
						 holding->plan->snapshot.digest) == 0;
		check_requests(holding);
		check_collaterals(holding);
	}
	job_index_close(&index);
	return error;
}

enum error verify_holds(struct verifying *verifying, const char *bundle, const struct plan *plan)
{
	struct holding holding = {verifying, bundle, plan, NULL, false};
	return arguments_have(verifying->arguments, "snapshot") ? check_by_given_index(&holding)
								: check_by_own_index(&holding);
}
