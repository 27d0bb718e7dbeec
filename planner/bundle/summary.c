/* What a person inside the company should see first, worked out of a plan. */
#include "bundle/summary.h"
#include "base/text.h"
#include "bundle/alerts.h"
#include "bundle/asked.h"
#include "bundle/words.h"
#include "plan/approvals.h"

#include <stdlib.h>
#include <string.h>

const char *verdict_words(enum verdict verdict)
{
	static const char *const words[VERDICTS] = {
		[VERDICT_INVALID] = "no valid name",
		[VERDICT_STDLIB] = "standard library",
		[VERDICT_EXISTS] = "exists",
		[VERDICT_RESERVED] = "inside a namespace",
		[VERDICT_SIMILAR] = "look-alike exists",
		[VERDICT_UNREGISTERED] = "unregistered, or prohibited",
		[VERDICT_UNKNOWN] = "not settled",
	};
	return words[verdict];
}

const char *mechanism_words(enum mechanism mechanism)
{
	static const char *const words[MECHANISMS] = {
		[MECHANISM_NONE] = "nothing",
		[MECHANISM_OWN_SIDE] = "mend ourselves",
		[MECHANISM_NAMESPACE] = "ask: namespace",
		[MECHANISM_PROHIBIT] = "ask: prohibit",
		[MECHANISM_HOLD] = "ask: hold",
		[MECHANISM_CONVERT] = "ask: convert",
		[MECHANISM_PUBLISH] = "publish",
		[MECHANISM_CLAIM] = "claim by a person",
		[MECHANISM_REPORT] = "report by a person",
		[MECHANISM_WATCH] = "watch",
	};
	return words[mechanism];
}

const char *standing_words(enum standing standing)
{
	static const char *const words[STANDINGS] = {
		[STANDING_NONE] = "nobody's",
		[STANDING_OTHER] = "near a stranger's project",
		[STANDING_OWN_PROJECT] = "near a public project of ours",
		[STANDING_OWN_PRIVATE] = "internal name, or near one",
		[STANDING_OWN_PREFIX] = "our prefix",
	};
	return words[standing];
}

const char *finding_title(enum finding finding)
{
	static const char *const titles[FINDINGS] = {
		[FINDING_TAKEN] = "Internal names that somebody else holds on PyPI",
		[FINDING_LOCKED_OUT] = "Internal names blocked by a look-alike",
		[FINDING_CLAIM] = "For a person to claim or report",
		[FINDING_PLACEHOLDER] = "Empty placeholders of our own",
		[FINDING_PUBLISH] = "Names to publish as real projects",
		[FINDING_DOUBT] = "Not settled",
	};
	return titles[finding];
}

const char *finding_meaning(enum finding finding)
{
	static const char *const meanings[FINDINGS] = {
		[FINDING_TAKEN] = "Whoever asks the public index for such a name gets a "
				  "stranger's code. Look at the project; rename ours or pin its "
				  "index.",
		[FINDING_LOCKED_OUT] = "PyPI refuses the name to everybody, us included, as long "
				       "as the look-alike stands. Its owner can delete it and "
				       "take ours a minute later.",
		[FINDING_CLAIM] = "Nothing is sent. A person judges, with the evidence at hand.",
		[FINDING_PLACEHOLDER] = "PyPI counts empty projects as squatting. A conversion "
					"deletes and prohibits them in one step.",
		[FINDING_PUBLISH] = "A real, working project protects its name and all its "
				    "look-alikes. Never an empty one.",
		[FINDING_DOUBT] = "An answer was missing. Doubt is never a ground for a request.",
	};
	return meanings[finding];
}

const enum verdict blocked_verdicts[BLOCKED_VERDICTS] = {
	VERDICT_SIMILAR, VERDICT_RESERVED, VERDICT_STDLIB, VERDICT_INVALID, VERDICT_EXISTS};

const char *blocked_meaning(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_SIMILAR:
		return "Refused as long as a project that looks like it exists.";
	case VERDICT_RESERVED:
		return "Inside a namespace that PyPI has granted.";
	case VERDICT_STDLIB:
		return "Names of Python's standard library are refused.";
	case VERDICT_INVALID:
		return "Not a name that PyPI accepts.";
	case VERDICT_EXISTS:
		return "A project holds the name already; nobody else can register it.";
	case VERDICT_UNREGISTERED:
	case VERDICT_UNKNOWN:
	case VERDICTS:
		break;
	}
	return "";
}

const char *cause_words(const char *cause)
{
	const struct alert_rule *rule = alert_rule_find(cause);
	return rule ? rule->title : cause;
}

bool name_is_ours(const struct plan_name *name)
{
	return name->standing == STANDING_OWN_PREFIX || name->standing == STANDING_OWN_PRIVATE ||
	       name->standing == STANDING_OWN_PROJECT;
}

int finding_of(const struct plan_name *name)
{
	if (name->mechanism == MECHANISM_CONVERT)
		return FINDING_PLACEHOLDER;
	if (name->mechanism == MECHANISM_PUBLISH)
		return FINDING_PUBLISH;
	if (name->is_private && name->verdict == VERDICT_EXISTS)
		return FINDING_TAKEN;
	if (name->mechanism == MECHANISM_CLAIM || name->mechanism == MECHANISM_REPORT)
		return FINDING_CLAIM;
	if (name->is_private && name->verdict == VERDICT_SIMILAR && name->exposure > 0)
		return FINDING_LOCKED_OUT;
	if (name->verdict == VERDICT_UNKNOWN)
		return FINDING_DOUBT;
	return -1;
}

static int blocked_place(enum verdict verdict)
{
	for (int i = 0; i < BLOCKED_VERDICTS; i++) {
		if (blocked_verdicts[i] == verdict)
			return i;
	}
	return -1;
}

static int by_names(const void *a, const void *b)
{
	const struct cause *x = a, *y = b;
	if (x->names != y->names)
		return x->names < y->names ? 1 : -1;
	return x->first < y->first ? -1 : x->first > y->first;
}

static void add_causes(struct summary *summary)
{
	const struct plan *plan = summary->plan;
	for (size_t i = 0; i < plan->own_side.count; i++) {
		const struct own_action *action = &plan->own_side.items[i];
		if (i == 0 || strcmp(action->cause, plan->own_side.items[i - 1].cause) != 0)
			*array_add(&summary->causes) = (struct cause){.first = i};
		struct cause *cause = &summary->causes.items[summary->causes.count - 1];
		cause->count++;
		if (cause->names < action->names)
			cause->names = action->names;
	}
	if (summary->causes.count > 0)
		qsort(summary->causes.items, summary->causes.count, sizeof *summary->causes.items,
			by_names);
	summary->to_mend = (uint32_t)plan->own_side.count;
	for (size_t i = 0; i < plan->own_side.count; i++)
		summary->places += plan->own_side.items[i].file[0] != '\0';
}

static void count_name(struct summary *summary, const struct plan_name *name)
{
	bool open = name->exposure > 0;
	bool refused =
		!open && name->verdict != VERDICT_EXISTS && blocked_place(name->verdict) >= 0;
	if (name->is_private) {
		summary->could_be_taken += open;
		summary->already_blocked += refused;
	} else if (name_is_ours(name)) {
		summary->near_could_be += open;
		summary->near_blocked += refused;
	}
}

/* The names that are private, or not: internal names come first in every list. */
static void add_names(struct summary *summary, bool is_private)
{
	for (size_t i = 0; i < summary->plan->names.count; i++) {
		const struct plan_name *name = &summary->plan->names.items[i];
		int finding = finding_of(name);
		int blocked = blocked_place(name->verdict);
		if (name->is_private != is_private)
			continue;
		if (finding >= 0)
			*array_add(&summary->findings[finding]) = (uint32_t)i;
		else if (blocked >= 0 && name->exposure == 0)
			*array_add(&summary->blocked[blocked]) = (uint32_t)i;
		count_name(summary, name);
	}
}

struct summary summary_new(const struct plan *plan)
{
	struct summary summary = {.plan = plan, .left_out = asked_left_out(plan)};
	add_causes(&summary);
	add_names(&summary, true);
	add_names(&summary, false);
	for (size_t i = 0; i < plan->requests.count; i++) {
		const struct request *request = &plan->requests.items[i];
		if (request->bundle == 1) {
			summary.asks++;
			summary.asked_names += (uint32_t)request->name_count;
		} else {
			summary.later++;
		}
	}
	return summary;
}

void summary_release(struct summary *summary)
{
	array_release(&summary->causes);
	for (size_t i = 0; i < FINDINGS; i++)
		array_release(&summary->findings[i]);
	for (size_t i = 0; i < BLOCKED_VERDICTS; i++)
		array_release(&summary->blocked[i]);
}

void summary_approval(struct text *out, const struct plan *plan, const char *role)
{
	const struct approval *given = approvals_of(plan, role);
	text_addf(out, "%s: ", role);
	if (given == NULL) {
		text_add(out, "none yet");
		return;
	}
	text_addf(out, "%s, ", given->by);
	words_day(out, given->day);
	if (given->note != NULL)
		text_addf(out, " (%s)", given->note);
}
