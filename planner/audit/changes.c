/* Changes: what is different since the last audit. */
#include "audit/changes.h"
#include "audit/comparing.h"
#include "audit/evidence.h"
#include "audit/recorded.h"
#include "base/text.h"
#include "ledger/ledger.h"
#include "ledger/outlook.h"
#include "plan/plan.h"

#include <stdlib.h>
#include <string.h>

const struct change_facts change_classes[CHANGE_CLASSES] = {
	[CHANGE_TAKEN] = {"taken", "names of yours taken by somebody else", 4},
	[CHANGE_LOOKALIKE] = {"lookalike", "internal names locked by a stranger's look-alike", 4},
	[CHANGE_BLOCKED] = {"blocked", "names that PyPI's own rules block now", 0},
	[CHANGE_FREE] = {"free", "names that were somebody's, and that anybody can take now", 1},
	[CHANGE_QUARANTINED] = {"quarantined", "projects of your names that PyPI holds now", 1},
	[CHANGE_NEW] = {"new", "internal names that were not there", 1},
	[CHANGE_UNUSED] = {"unused", "internal names that your files hold no more", 1},
	[CHANGE_OVERDUE] = {"overdue", "requests without an answer", 1},
	[CHANGE_TERM] = {"term", "requests whose term ends soon or is over", 1},
	[CHANGE_WEAKNESS] = {"weakness", "kinds of weakness to mend yourself that were not there",
		1},
	[CHANGE_GRANTED] = {"granted", "namespaces of yours that stand now", 0},
	[CHANGE_PUBLISHED] = {"published", "projects of your own that appeared", 0},
	[CHANGE_NEARBY] = {"nearby", "slips of projects you use that were registered", 0},
};

int change_class_of_name(const char *name)
{
	for (int i = 0; i < CHANGE_CLASSES; i++) {
		if (strcmp(change_classes[i].name, name) == 0)
			return i;
	}
	return -1;
}

static bool is_overdue(const struct ledger_request *request, date as_of)
{
	bool waits = request->state == REQUEST_SENT || request->state == REQUEST_ACKNOWLEDGED;
	/* Nobody waits for an answer to what can no longer be granted. */
	return waits && as_of - request->day >= LEDGER_OVERDUE_DAYS &&
	       request->told_overdue < request->number &&
	       outlook_of(request, as_of).kind != OUTLOOK_MOOT;
}

/* Whether the bundle at hand asks for the same once more. */
static bool is_asked_again(const struct plan *plan, const struct ledger_request *request)
{
	int mechanism = mechanism_of_name(request->mechanism);
	for (size_t i = 0; i < plan->requests.count; i++) {
		const struct request *asked = &plan->requests.items[i];
		if (asked->bundle != 1 || (int)asked->mechanism != mechanism)
			continue;
		if (mechanism == MECHANISM_NAMESPACE && strcmp(asked->target, request->target) == 0)
			return true;
		for (size_t k = 0; mechanism != MECHANISM_NAMESPACE && k < asked->name_count; k++) {
			if (strcmp(plan->names.items[asked->names[k]].name, request->target) == 0)
				return true;
		}
	}
	return false;
}

/* The end of a grant is told twice: in time to renew it, and when it is there. Adds to EVIDENCE
 * what is told now; false for nothing. */
static bool tells_term(const struct compare_facts *facts, const struct ledger_request *request,
	struct text *evidence)
{
	date as_of = facts->as_of;
	struct outlook outlook = outlook_of(request, as_of);
	if (request->state != REQUEST_GRANTED || request->term == DATE_NONE ||
		outlook.kind == OUTLOOK_MOOT)
		return false;
	if (outlook.kind == OUTLOOK_OVER) {
		if (is_asked_again(facts->plan, request))
			outlook.next = "the plan asks for it again, and it is drafted anew";
		text_add(evidence, "; ");
		outlook_say(&outlook, evidence);
		return request->told_over != request->term;
	}
	evidence_day(evidence, "; its term ends on ", request->term);
	text_add(evidence, ": ask PyPI to renew it and set it granted with --term DATE, or give it "
			   "back (given_back of the policy) and set it released");
	return request->term - as_of <= LEDGER_TERM_DAYS && request->told_term != request->term;
}

static void look_at_requests(struct comparing *comparing)
{
	const struct compare_facts *facts = comparing->facts;
	for (size_t i = 0; i < facts->requests->items.count; i++) {
		const struct ledger_request *request = &facts->requests->items.items[i];
		struct change *change = NULL;
		if (strcmp(request->team, facts->team) != 0)
			continue;
		autotext struct text evidence = text_new(LIMIT_MESSAGE_BYTES / 2);
		text_addf(&evidence, "%s, %s", request->mechanism,
			request_state_name(request->state));
		evidence_day(&evidence, " since ", request->day);
		if (is_overdue(request, facts->as_of))
			change = comparing_add_change(
				comparing, CHANGE_OVERDUE, request->target, evidence.bytes);
		else if (tells_term(facts, request, &evidence))
			change = comparing_add_change(
				comparing, CHANGE_TERM, request->target, evidence.bytes);
		if (change != NULL)
			change->request = request->id;
	}
}

/* What is told of its name or grant already, and is no way in by itself. */
static bool is_told_already(const char *cause)
{
	return strcmp(cause, "name-taken") == 0 || strcmp(cause, "active-confusion") == 0 ||
	       strcmp(cause, "prefix-not-asked-for") == 0;
}

static void look_at_weaknesses(struct comparing *comparing)
{
	const struct compare_facts *facts = comparing->facts;
	const struct plan *plan = facts->plan;
	for (size_t i = 0; i < plan->own_side.count; i++) {
		const struct own_action *action = &plan->own_side.items[i];
		if (i > 0 && strcmp(plan->own_side.items[i - 1].cause, action->cause) == 0)
			continue;
		*array_add(&comparing->result->causes) = action->cause;
		if (!comparing_holds(facts->past->causes, action->cause) &&
			!is_told_already(action->cause))
			comparing_add_change(comparing, CHANGE_WEAKNESS, action->cause,
				action->file != NULL && action->line > 0
					? intern_format(comparing->pool, "%s:%zu: %s", action->file,
						  action->line, action->what)
					: action->what);
	}
}

static int compare_changes(const void *a, const void *b)
{
	const struct change *left = a, *right = b;
	int order = (int)left->class - (int)right->class;
	order = order ? order : strcmp(left->name, right->name);
	return order ? order : strcmp(left->evidence, right->evidence);
}

struct comparison compare(const struct compare_facts *facts, struct intern *pool)
{
	struct comparison result = {.pool = pool};
	struct comparing comparing = comparing_begin(facts, pool, &result);
	comparing_look_at_names(&comparing);
	look_at_requests(&comparing);
	look_at_weaknesses(&comparing);
	comparing_end(&comparing);
	if (result.changes.count > 1)
		qsort(result.changes.items, result.changes.count, sizeof *result.changes.items,
			compare_changes);
	return result;
}

void comparison_release(struct comparison *comparison)
{
	array_release(&comparison->changes);
	array_release(&comparison->updates);
	array_release(&comparison->causes);
}
