/* What an audit writes into the ledger. */
#include "commands/audit_record.h"
#include "base/memory.h"
#include "base/text.h"
#include "ledger/ledger.h"
#include "ledger/outlook.h"
#include "plan/plan.h"
#include "registry/rules.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

const char audit_recorder[] = "nameward audit";

/* Whether the plan would ask for what another team has asked for. */
static bool is_wanted(const struct plan *plan, const struct ledger_request *request)
{
	if (strcmp(request->mechanism, mechanism_name(MECHANISM_NAMESPACE)) == 0)
		return true;
	for (size_t i = 0; i < plan->names.count; i++) {
		if (strcmp(plan->names.items[i].name, request->target) == 0)
			return true;
	}
	return false;
}

void audit_fill(struct audit *audit, const struct plan *plan, const struct record_facts *facts)
{
	const struct snapshot_info *info = snapshot_info(rules_snapshot(facts->compare.rules));
	audit->snapshot = info->digest;
	audit->snapshot_day = info->day;
	audit->internal = plan_total(plan, "internal_names");
	audit->secret = plan_total(plan, "internal_secret");
	audit->open = plan_total(plan, "internal_open");
	audit->taken = plan_total(plan, "internal_taken");
	audit->blocked = plan_total(plan, "internal_blocked");
	audit->asks = plan_total(plan, "asks");
	audit->exposure = plan_total(plan, "exposure_total");
	audit->own_side = plan_total(plan, "own_side");
	audit->names = (int64_t)facts->compare.past->names.count;
}

static void add_stuck(
	struct audit *audit, const struct ledger_request *request, struct intern *pool)
{
	struct outlook outlook = outlook_of(request, audit->as_of);
	autotext struct text words = text_new(LIMIT_MESSAGE_BYTES);
	if (outlook.kind == OUTLOOK_GOOD)
		return;
	outlook_say(&outlook, &words);
	*array_add(&audit->stuck) = (struct audit_stuck){request->mechanism, request->target,
		request_state_name(request->state), outlook.kind, intern_string(pool, words.bytes)};
}

void audit_fill_requests(struct audit *audit, struct ledger *ledger, const struct plan *plan,
	const struct record_facts *facts, struct intern *pool)
{
	struct ledger_requests requests = {0};
	int64_t organisation = ledger_organisation(ledger, facts->organisation, false);
	/* 0 would mean all organisations. */
	if (organisation != 0)
		requests_load(ledger, organisation, pool, &requests);
	for (size_t i = 0; i < requests.items.count; i++) {
		const struct ledger_request *request = &requests.items.items[i];
		bool own = strcmp(request->team, facts->team) == 0;
		audit->requests[request->state] += own;
		if (own)
			add_stuck(audit, request, pool);
		else if (request_stands(request->state) && is_wanted(plan, request) &&
			 outlook_of(request, audit->as_of).kind != OUTLOOK_OVER)
			*array_add(&audit->others) = (struct audit_other){request->mechanism,
				request->target, request->team, request_state_name(request->state)};
	}
	array_release(&requests.items);
}

static int64_t record_run(struct ledger *ledger, int64_t organisation,
	const struct record_facts *facts, const struct plan *plan, const struct audit *audit,
	const struct comparison *comparison)
{
	const struct snapshot_info *info = snapshot_info(rules_snapshot(facts->compare.rules));
	struct run_input *inputs = memory_new(plan->inputs.count, sizeof *inputs);
	int64_t added = 0;
	for (size_t i = 0; i < comparison->updates.count; i++)
		added += comparison->updates.items[i].name.id == 0;
	for (size_t i = 0; i < plan->inputs.count; i++)
		inputs[i] = (struct run_input){
			plan->inputs.items[i].file, plan->inputs.items[i].digest};
	struct run_record record = {.day = facts->compare.as_of,
		.program = plan->program,
		.snapshot = info->digest,
		.policy = plan->policy_digest,
		.inputs = inputs,
		.input_count = plan->inputs.count,
		.serial = info->serial,
		.snapshot_day = info->day,
		.baseline = facts->compare.past->run == 0,
		.index_names = info->name_count,
		.names = audit->names + added,
		.internal = audit->internal,
		.open = audit->open,
		.taken = audit->taken,
		.blocked = audit->blocked,
		.asks = audit->asks,
		.exposure = audit->exposure,
		.own_side = audit->own_side};
	int64_t run = run_begin(ledger, organisation, &record);
	free(inputs);
	return run;
}

static const struct ledger_request *find(
	const struct record_facts *facts, const char *mechanism, const char *target)
{
	const struct ledger_requests *requests = facts->compare.requests;
	for (size_t i = 0; i < requests->items.count; i++) {
		const struct ledger_request *request = &requests->items.items[i];
		if (strcmp(request->target, target) == 0 &&
			strcmp(request->mechanism, mechanism) == 0 &&
			strcmp(request->team, facts->team) == 0)
			return request;
	}
	return NULL;
}

/* Whether a request that is there lacks what the plan asks for it: a term, since a person set it
 * drafted, or one that is not over. */
static bool wants_term(const struct ledger_request *before, date as_of)
{
	return (before->state == REQUEST_DRAFTED && before->term == DATE_NONE) ||
	       outlook_of(before, as_of).kind == OUTLOOK_OVER;
}

/* What the plan asks for is drafted once, and again where its term is to be said. */
static void draft(struct ledger *ledger, int64_t organisation, const struct record_facts *facts,
	const struct request *request, const char *target)
{
	const char *mechanism = mechanism_name(request->mechanism);
	const struct ledger_request *before = find(facts, mechanism, target);
	date as_of = facts->compare.as_of;
	struct request_word word = {
		REQUEST_DRAFTED, as_of, audit_recorder, "", request->id, "", request->term};
	if (before == NULL)
		requests_draft(ledger, organisation, facts->team, mechanism, target, &word);
	else if (request->term > as_of && wants_term(before, as_of))
		requests_draft_again(ledger, before, &word);
}

/* The requests of the bundle at hand, one a name or prefix. */
static void record_requests(struct ledger *ledger, int64_t organisation,
	const struct record_facts *facts, const struct plan *plan)
{
	for (size_t i = 0; i < plan->requests.count; i++) {
		const struct request *request = &plan->requests.items[i];
		if (request->bundle != 1)
			continue;
		if (request->mechanism == MECHANISM_NAMESPACE) {
			draft(ledger, organisation, facts, request, request->target);
			continue;
		}
		for (size_t k = 0; k < request->name_count; k++)
			draft(ledger, organisation, facts, request,
				plan->names.items[request->names[k]].name);
	}
}

static void record_told(struct ledger *ledger, const struct record_facts *facts,
	const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->changes.count; i++) {
		const struct change *change = &comparison->changes.items[i];
		for (size_t k = 0; change->request != 0 && k < facts->compare.requests->items.count;
			k++) {
			const struct ledger_request *request =
				&facts->compare.requests->items.items[k];
			if (request->id != change->request)
				continue;
			if (change->class == CHANGE_OVERDUE)
				requests_told_overdue(ledger, request->id, request->number);
			else if (request->term > facts->compare.as_of)
				requests_told_term(ledger, request->id, request->term);
			else
				requests_told_over(ledger, request->id, request->term);
		}
	}
}

static void record_changes(struct ledger *ledger, int64_t run, const struct comparison *comparison)
{
	size_t count = comparison->changes.count;
	struct recorded_change *rows = memory_new(count, sizeof *rows);
	for (size_t i = 0; i < count; i++) {
		const struct change *change = &comparison->changes.items[i];
		rows[i] = (struct recorded_change){change_classes[change->class].name, change->name,
			change->evidence, change->suppressed};
	}
	run_changes(ledger, run, rows, count);
	free(rows);
}

/* ---- what earlier runs found and did not tell ---- */

struct untold {
	struct ledger *ledger;
	struct audit *audit;
	struct intern *pool;
	date day;
	ARRAY(int64_t) runs;
	ARRAY(date) days;
};

static void take_run(void *context, int64_t run, date day)
{
	struct untold *untold = context;
	*array_add(&untold->runs) = run;
	*array_add(&untold->days) = day;
}

static void take_change(void *context, const struct recorded_change *change)
{
	struct untold *untold = context;
	int class = change_class_of_name(change->class);
	if (class < 0)
		return;
	struct change found = {.class = (enum change_class) class,
		.name = intern_string(untold->pool, change->name),
		.evidence = intern_string(untold->pool, change->evidence),
		.suppressed = change->suppressed};
	*array_add(&untold->audit->changes) = (struct audit_change){found, untold->day};
}

static void take_untold(
	struct ledger *ledger, int64_t organisation, struct intern *pool, struct audit *audit)
{
	struct untold untold = {.ledger = ledger, .audit = audit, .pool = pool};
	runs_each_unshown(ledger, organisation, take_run, &untold);
	for (size_t i = 0; i < untold.runs.count; i++) {
		untold.day = untold.days.items[i];
		run_each_change(ledger, untold.runs.items[i], take_change, &untold);
	}
	array_release(&untold.runs);
	array_release(&untold.days);
}

/* ---- all ---- */

enum error audit_record(struct ledger *ledger, const struct record_facts *facts,
	const struct plan *plan, const struct comparison *comparison, struct audit *audit,
	int64_t *run, struct failure *failure)
{
	ledger_begin(ledger);
	int64_t organisation = ledger_organisation(ledger, facts->organisation, true);
	take_untold(ledger, organisation, comparison->pool, audit);
	*run = record_run(ledger, organisation, facts, plan, audit, comparison);
	run_names(ledger, organisation, *run, comparison->updates.items, comparison->updates.count);
	record_changes(ledger, *run, comparison);
	run_causes(ledger, organisation, *run, comparison->causes.items, comparison->causes.count);
	record_told(ledger, facts, comparison);
	record_requests(ledger, organisation, facts, plan);
	run_end(ledger, *run, facts->compare.as_of, audit_recorder);
	enum error error = ledger_commit(ledger, failure);
	if (error != OK)
		return error;
	for (size_t i = 0; i < comparison->updates.count; i++)
		audit->names += comparison->updates.items[i].name.id == 0;
	for (size_t i = 0; i < comparison->changes.count; i++)
		*array_add(&audit->changes) =
			(struct audit_change){comparison->changes.items[i], audit->as_of};
	audit->unconfirmed = comparison->unconfirmed;
	return OK;
}
