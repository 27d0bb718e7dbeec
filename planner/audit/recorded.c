/* The names: those that the ledger holds, and those that enter it. */
#include "audit/recorded.h"
#include "audit/comparing.h"
#include "audit/evidence.h"
#include "audit/origin.h"
#include "audit/steps.h"
#include "base/text.h"
#include "plan/plan.h"
#include "registry/findings.h"

#include <stdlib.h>
#include <string.h>

static bool is_held(const struct policy *policy, const char *name)
{
	for (size_t i = 0; i < policy->holds.count; i++) {
		if (strcmp(policy->holds.items[i].name, name) == 0)
			return true;
	}
	return false;
}

static enum name_kind kind_of(const struct policy *policy, const struct plan_name *name)
{
	if (name->is_private)
		return KIND_INTERNAL;
	if (comparing_is_ours(policy, name->name) || is_held(policy, name->name))
		return KIND_PROJECT;
	return name->standing == STANDING_NONE    ? KIND_UNEXPLAINED
	       : name->standing == STANDING_OTHER ? KIND_NEARBY
						  : KIND_VARIANT;
}

static void update(
	struct comparing *comparing, const struct past_name *before, const struct past_name *now)
{
	bool judged = before == NULL || before->verdict != now->verdict ||
		      strcmp(before->blockers, now->blockers) != 0;
	bool same = !judged && before->kind == now->kind && before->active == now->active &&
		    before->since == now->since && before->missing == now->missing &&
		    strcmp(before->origin, now->origin) == 0;
	if (!same)
		*array_add(&comparing->result->updates) = (struct name_update){*now, judged};
}

/* Whether a variant is still one of ours: what it is a variant of is still in the plan. */
static bool has_target(const struct comparing *comparing, const struct past_name *name)
{
	struct origin origin;
	if (!origin_read(comparing->pool, name->origin, &origin) || origin.target[0] == '\0')
		return true;
	return comparing_planned(comparing->facts->plan, origin.target) != NULL ||
	       comparing_is_ours(comparing->facts->policy, origin.target);
}

static void became_unused(struct comparing *comparing, struct past_name *name)
{
	const struct ledger_requests *requests = comparing->facts->requests;
	autotext struct text evidence = text_new(LIMIT_MESSAGE_BYTES);
	text_add(&evidence, "no file that was read names it any more");
	evidence_day(&evidence, "; the ledger has known it since ", name->seen);
	for (size_t i = 0; i < requests->items.count; i++) {
		const struct ledger_request *request = &requests->items.items[i];
		if (!request_stands(request->state) || strcmp(request->target, name->name) != 0 ||
			strcmp(request->team, comparing->facts->team) != 0)
			continue;
		text_addf(&evidence, "; its request (%s, %s", request->mechanism,
			request_state_name(request->state));
		evidence_day(&evidence, " on ", request->day);
		text_add(&evidence, request->state == REQUEST_GRANTED ? ") can be given back"
								      : ") can be withdrawn");
	}
	comparing_add_change(comparing, CHANGE_UNUSED, name->name, evidence.bytes);
	name->kind = KIND_VARIANT;
}

/* PASS 0: what appeared under a name of ours; 1: what blocks internal names; 2: the rest. So each
 * project is told of where it matters most. */
enum { PASSES = 3 };

static int pass_of(const struct past_name *name, enum verdict now)
{
	bool near = name->kind == KIND_VARIANT || name->kind == KIND_NEARBY;
	return near ? 2 : now == VERDICT_EXISTS ? 0 : 1;
}

/* An internal name that was none before. A project that showed its first file after we first used
 * the name is told as what it is. */
static void became_internal(
	struct comparing *comparing, const struct past_name *name, const struct today *today)
{
	bool confused = (comparing_findings(comparing, name) & 1u << FINDING_CONFUSION) != 0;
	autotext struct text evidence = text_new(LIMIT_MESSAGE_BYTES);
	text_addf(&evidence, "%s, ",
		today->verdict == VERDICT_EXISTS         ? "PyPI has a project of this name"
		: today->verdict == VERDICT_SIMILAR      ? "PyPI's rules refuse it"
		: today->verdict == VERDICT_UNREGISTERED ? "anybody could register it"
							 : verdict_name(today->verdict));
	if (today->looked_up)
		text_add(&evidence, "which the index does not show");
	else
		evidence_index(comparing, &evidence);
	if (today->verdict == VERDICT_SIMILAR)
		text_addf(&evidence, "; it looks like %s", today->blockers);
	if (today->verdict == VERDICT_EXISTS &&
		!comparing_is_ours(comparing->facts->policy, name->name))
		evidence_owner(comparing, &evidence, name->name, name);
	comparing_add_change(
		comparing, confused ? CHANGE_TAKEN : CHANGE_NEW, name->name, evidence.bytes);
}

/* What the plan says of a recorded name now. */
static void take_over(
	const struct comparing *comparing, struct past_name *name, const struct plan_name *in)
{
	name->kind = kind_of(comparing->facts->policy, in);
	name->since = name->since == DATE_NONE ? in->since : name->since;
	name->active = true;
	if (name->origin[0] == '\0')
		name->origin = origin_text(comparing->pool, in);
}

/* The recorded name as it is now. */
static void look_at(
	struct comparing *comparing, const struct past_name *before, enum verdict verdict)
{
	const struct compare_facts *facts = comparing->facts;
	const struct plan_name *in = comparing_planned(facts->plan, before->name);
	struct past_name now = *before;
	if (in != NULL)
		take_over(comparing, &now, in);
	bool internal = in != NULL && in->is_private;
	bool again = internal && (!before->active || before->kind != KIND_INTERNAL);
	bool unused = before->kind == KIND_INTERNAL && before->active && !internal && facts->whole;
	if (unused)
		became_unused(comparing, &now);
	if (in == NULL && before->active && (unused || !has_target(comparing, before)))
		now.active = comparing_is_asked(comparing, before->name);
	if (!before->active && !now.active)
		return;
	if (before->active && !again) {
		comparing_step(comparing, &now, verdict);
	} else {
		struct today today = comparing_judge(comparing, before->name, verdict);
		comparing_heed_look_up(comparing, before->name, &today);
		if (again)
			became_internal(comparing, &now, &today);
		now.verdict = today.verdict;
		now.blockers = today.blockers;
	}
	update(comparing, before, &now);
}

static void look_at_past(struct comparing *comparing)
{
	const struct past *past = comparing->facts->past;
	unsigned char *verdicts = memory_new(past->names.count, 1);
	for (size_t i = 0; i < past->names.count; i++)
		verdicts[i] =
			(unsigned char)comparing_verdict(comparing, past->names.items[i].name);
	for (int pass = 0; pass < PASSES; pass++) {
		for (size_t i = 0; i < past->names.count; i++) {
			enum verdict verdict = (enum verdict)verdicts[i];
			if (pass_of(&past->names.items[i], verdict) == pass)
				look_at(comparing, &past->names.items[i], verdict);
		}
	}
	free(verdicts);
}

static void enter(struct comparing *comparing, const struct plan_name *in)
{
	struct today today =
		comparing_judge(comparing, in->name, comparing_verdict(comparing, in->name));
	comparing_heed_look_up(comparing, in->name, &today);
	struct past_name now = {.name = in->name,
		.kind = kind_of(comparing->facts->policy, in),
		.active = true,
		.verdict = today.verdict,
		.blockers = today.blockers,
		.since = in->since,
		.seen = comparing->facts->as_of,
		.missing = DATE_NONE,
		.origin = origin_text(comparing->pool, in)};
	if (now.kind == KIND_INTERNAL)
		became_internal(comparing, &now, &today);
	update(comparing, NULL, &now);
}

void comparing_look_at_names(struct comparing *comparing)
{
	const struct compare_facts *facts = comparing->facts;
	look_at_past(comparing);
	for (size_t i = 0; i < facts->plan->names.count; i++) {
		if (past_find(facts->past, facts->plan->names.items[i].name) == NULL)
			enter(comparing, &facts->plan->names.items[i]);
	}
}
