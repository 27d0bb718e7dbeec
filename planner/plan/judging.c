/* One candidate: verdict, blockers, scores, and what can be done about it. */
#include "base/memory.h"
#include "base/text.h"
#include "candidates/candidate.h"
#include "corpus/corpus.h"
#include "plan/planning.h"
#include "plan/sticky.h"
#include "registry/findings.h"
#include "registry/namespaces.h"
#include "registry/settle.h"
#include "registry/snapshot.h"

#include <string.h>

static const uint64_t whole = 1000000;

/* A blocker is long established where it has a download rank or its latest release is a year old:
 * then it will not go away and leave the name to somebody else soon. */
static bool is_established(const struct planning *planning, uint32_t number)
{
	date month = snapshot_month(planning->snapshot, number);
	date limit = date_add_months(planning->facts->as_of, -ESTABLISHED_MONTHS);
	return snapshot_rank(planning->snapshot, number) > 0 ||
	       (month != DATE_NONE && month <= limit);
}

static struct us us_of(const struct planning *planning)
{
	const struct policy *policy = planning->policy;
	return (struct us){policy->organisation.pypi_organisation,
		policy->organisation.pypi_users.items, policy->organisation.pypi_users.count};
}

const char *findings_sentence(const struct planning *planning, unsigned findings)
{
	autotext struct text words = text_new(LIMIT_MESSAGE_BYTES / 2);
	for (unsigned i = 0; i < FINDINGS; i++) {
		if (findings & 1u << i)
			text_addf(&words, "%s%s", words.length ? "; " : "",
				finding_words((enum finding)i));
	}
	return intern_string(planning->pool, words.bytes);
}

unsigned findings_of_project(const struct planning *planning, const char *project, date since)
{
	struct us us = us_of(planning);
	return findings_of(answers_find(planning->facts->answers, project), &us, since);
}

/* Keeps the answer in the plan. */
static void keep_evidence(
	const struct planning *planning, struct plan_name *name, const struct answer *answer)
{
	if (answer == NULL)
		return;
	name->evidence = memory_new(1, sizeof *name->evidence);
	*name->evidence = *answer;
	name->evidence->users = memory_new(answer->user_count, sizeof *answer->users);
	for (size_t i = 0; i < answer->user_count; i++)
		name->evidence->users[i] = answer->users[i];
	name->findings = findings_of_project(planning, name->name, name->since);
}

/* Inside somebody's grant: nobody else can create it, its owner excepted. */
static void decide_reserved(const struct planning *planning, struct plan_name *name)
{
	const struct namespace_grant *grant = namespaces_cover(
		rules_namespaces(planning->facts->rules), name->name, strlen(name->name));
	const char *us = planning->policy->organisation.pypi_organisation;
	bool ours = grant != NULL && us != NULL && strcmp(grant->owner, us) == 0;
	name->mechanism = ours || !name->is_private ? MECHANISM_NONE : MECHANISM_OWN_SIDE;
	name->why = intern_format(planning->pool, "inside the namespace %s%s: %s",
		grant ? grant->name : "", ours ? ", which is ours" : "",
		ours               ? "nobody else can register it"
		: name->is_private ? "its owner alone can register it, we cannot; rename it"
				   : "its owner alone can register it");
}

/* What the registry itself says of a project that is there goes before what the policy says. */
static void add_findings(const struct planning *planning, struct plan_name *name)
{
	if (name->findings == 0)
		return;
	if ((name->findings & 1u << FINDING_STRANGER) && name->mechanism == MECHANISM_CONVERT)
		name->mechanism = MECHANISM_CLAIM;
	if ((name->findings & 1u << FINDING_OURS) && name->mechanism == MECHANISM_CLAIM)
		name->mechanism = MECHANISM_NONE;
	name->why = intern_format(planning->pool, "%s (%s)",
		name->mechanism == MECHANISM_NONE && (name->findings & 1u << FINDING_OURS)
			? "a project of ours"
			: name->why,
		findings_sentence(planning, name->findings));
}

static const char *first_blocker(const struct plan_name *name)
{
	return name->blocker_count > 0 ? name->blockers[0] : "another project";
}

/* Whether somebody could register it, or, for an internal name, has locked its owner out. */
static bool decide_similar(
	const struct planning *planning, struct plan_name *name, const struct judgement *judgement)
{
	bool ours = false, established = false;
	for (size_t i = 0; i < judgement->blocker_count; i++) {
		ours |= is_own_project(planning, name->blockers[i]) ||
			(findings_of_project(planning, name->blockers[i], DATE_NONE) &
				1u << FINDING_OURS);
		established |= is_established(planning, judgement->blockers[i]);
	}
	const char *blocker = first_blocker(name);
	if (ours)
		name->why = intern_format(planning->pool,
			"PyPI refuses it as long as our own project %s exists", blocker);
	else if (established)
		name->why = intern_format(planning->pool,
			"PyPI refuses it as long as the long established project %s exists",
			blocker);
	else if (name->is_private)
		return true;
	else
		name->why = intern_format(planning->pool,
			"PyPI refuses it as long as %s exists; its owner can remove that and take "
			"this",
			blocker);
	name->mechanism = ours || established ? MECHANISM_NONE : MECHANISM_WATCH;
	return false;
}

static void decide_exists(const struct planning *planning, struct plan_name *name)
{
	const struct policy *policy = planning->policy;
	name->mechanism = MECHANISM_NONE;
	if (texts_hold(&policy->placeholders, name->name) && policy->mechanisms.convert) {
		name->mechanism = MECHANISM_CONVERT;
		name->why =
			"our own empty placeholder: PyPI can remove and prohibit it in one step";
	} else if (is_own_project(planning, name->name)) {
		name->why = "a project of ours";
	} else if (!name->is_private) {
		name->why = "a project of somebody else; nothing to ask for";
	} else if (policy->mechanisms.claim) {
		name->mechanism = MECHANISM_CLAIM;
		name->why = "an internal name of ours that is a project of somebody else: stop "
			    "resolving it from PyPI today; whether it is to be claimed or reported "
			    "a person decides after looking at it";
	} else {
		name->mechanism = MECHANISM_OWN_SIDE;
		name->why =
			"an internal name of ours that is a project of somebody else: rename it";
	}
}

static const char *exception_for(const struct planning *planning, const char *name)
{
	for (size_t i = 0; i < planning->policy->exceptions.count; i++) {
		if (strcmp(planning->policy->exceptions.items[i].name, name) == 0)
			return planning->policy->exceptions.items[i].reason;
	}
	return NULL;
}

/* For an open name: PROHIBIT where the list may ask for it, else what and why instead. */
static void decide_open(const struct planning *planning, struct plan_name *name)
{
	const struct policy *policy = planning->policy;
	enum mechanism otherwise = name->is_private ? MECHANISM_OWN_SIDE : MECHANISM_WATCH;
	bool stands = name_stands(planning, name->name);
	const struct sticky_request *closed = sticky_closed(planning->facts->sticky, name->name);
	name->exception = exception_for(planning, name->name);
	name->mechanism = otherwise;
	if (policy->mechanisms.publish && texts_hold(&policy->publish, name->name)) {
		name->mechanism = MECHANISM_PUBLISH;
		name->why = "the policy lists it for publication: a real, working project of ours "
			    "covers it and its look-alikes";
	} else if (texts_hold(&policy->given_back, name->name)) {
		name->why = "not asked for: the policy gives it back";
	} else if (closed != NULL) {
		name->why = intern_format(planning->pool, "not asked for again: %s", closed->why);
	} else if (name->generic != NULL && name->exception == NULL) {
		name->why = intern_format(planning->pool, "not asked for: %s%s", name->generic,
			name->is_private ? "; rename it" : "");
	} else if (name->collateral > policy->collateral_max && name->exception == NULL &&
		   !stands) {
		name->why = intern_format(planning->pool,
			"not asked for: others may rightly want it (collateral %u, at most "
			"%u)",
			name->collateral, policy->collateral_max);
	} else if (name->exposure < policy->exposure_min && !stands) {
		name->mechanism = MECHANISM_WATCH;
		name->why = intern_format(planning->pool,
			"too small a risk to ask for (exposure %u, at least %u)", name->exposure,
			policy->exposure_min);
	} else if (!policy->mechanisms.prohibit) {
		name->why = "the policy asks for no single names";
	} else {
		name->mechanism = MECHANISM_PROHIBIT;
		name->why = "";
	}
}

static void copy_blockers(
	const struct planning *planning, struct plan_name *name, const struct judgement *judgement)
{
	name->blockers = memory_new(judgement->blocker_count, sizeof *name->blockers);
	for (size_t i = 0; i < judgement->blocker_count; i++) {
		const char *blocker = snapshot_name(planning->snapshot, judgement->blockers[i]);
		if (blocker != NULL)
			name->blockers[name->blocker_count++] =
				intern_string(planning->pool, blocker);
	}
}

static void keep_said(const struct planning *planning, struct plan_name *name)
{
	const struct corpus_name *said = corpus_find(planning->facts->corpus, name->name);
	if (said == NULL || said->class != CORPUS_INVENTED)
		return;
	autotext struct text words = text_new(LIMIT_MESSAGE_BYTES);
	corpus_said(said, &words);
	name->said = intern_string(planning->pool, words.bytes);
}

/* What was granted is closed, though that cannot be seen from outside. */
static bool is_granted(const struct planning *planning, struct plan_name *name)
{
	const struct sticky_request *granted =
		sticky_granted(planning->facts->sticky, name->name, planning->facts->as_of);
	if (granted == NULL)
		return false;
	name->mechanism = MECHANISM_WATCH;
	name->why = granted->target != NULL
			    ? intern_format(planning->pool, "granted: inside our namespace %s",
				      granted->target)
			    : "granted: PyPI has prohibited it for us";
	return true;
}

/* A project had the name, and its end is not confirmed: the index hides what is quarantined, and a
 * look-up against the index is one word against another. Then it is neither asked for nor open. */
static bool is_unconfirmed(const struct planning *planning, struct plan_name *name,
	const struct answer *answer, enum disagreement disagreement)
{
	bool confirmed = answer != NULL && disagreement == DISAGREEMENT_NONE;
	if (confirmed || !sticky_was_project(planning->facts->sticky, name->name))
		return false;
	if (name->verdict == VERDICT_UNREGISTERED)
		name->verdict = VERDICT_UNKNOWN;
	name->mechanism = MECHANISM_WATCH;
	name->why = "not settled, and so neither asked for nor called free: a project had the "
		    "name, and nothing confirms that it is gone";
	return true;
}

void plan_name_judge(const struct planning *planning, struct plan_name *name)
{
	autojudgement struct judgement judgement = {0};
	const struct answer *answer = answers_find(planning->facts->answers, name->name);
	enum disagreement disagreement =
		settle(planning->facts->rules, name->name, strlen(name->name), answer, &judgement);
	name->verdict = judgement.verdict;
	name->alarm = judgement.alarm;
	if (judgement.alarm_target != NULL)
		name->alarm_target = intern_string(planning->pool, judgement.alarm_target);
	copy_blockers(planning, name, &judgement);
	keep_evidence(planning, name, answer);
	name->standing = standing_of(planning, name->name, name->origins, name->origin_count);
	keep_said(planning, name);
	name->exposure_before = candidates_score(name->origins, name->origin_count);
	bool open = name->verdict == VERDICT_UNREGISTERED;
	if (name->verdict == VERDICT_SIMILAR)
		open = decide_similar(planning, name, &judgement);
	else if (name->verdict == VERDICT_EXISTS)
		decide_exists(planning, name);
	else if (name->verdict == VERDICT_RESERVED)
		decide_reserved(planning, name);
	else if (name->verdict == VERDICT_STDLIB)
		name->why = "PyPI refuses names of the standard library";
	else if (name->verdict == VERDICT_INVALID)
		name->why = "no project name: PyPI refuses it";
	if (name->verdict == VERDICT_EXISTS)
		add_findings(planning, name);
	if (answer != NULL && answer->presence == PRESENCE_UNKNOWN &&
		(open || name->verdict == VERDICT_UNKNOWN)) {
		open = false;
		name->mechanism = MECHANISM_WATCH;
		name->why = intern_format(planning->pool,
			"not settled, and so neither asked for nor called free: the registry %s",
			answer->reason);
	}
	if (open && (is_granted(planning, name) ||
			    is_unconfirmed(planning, name, answer, disagreement)))
		open = false;
	if (disagreement != DISAGREEMENT_NONE && !open)
		name->why = intern_format(
			planning->pool, "%s; %s", name->why, disagreement_words(disagreement));
	if (open && !name->secret) {
		name->exposure = name->exposure_before;
		if (name->alarm != ALARM_NONE)
			name->exposure =
				(uint32_t)(name->exposure *
					   (uint64_t)planning->policy->watched_factor / whole);
	}
	collateral_weigh(planning, name);
	if (name->secret) {
		name->mechanism = MECHANISM_OWN_SIDE;
		name->why = "marked secret: mended on our side alone, named to nobody";
	} else if (open && name->standing == STANDING_OTHER) {
		name->mechanism = MECHANISM_WATCH;
		name->why = "a slip of a project of somebody else that our files require: not ours "
			    "to ask "
			    "for; our own index can refuse it";
	} else if (open) {
		decide_open(planning, name);
	}
}
