/* A bundle and its ledger. */
#include "commands/approve_ledger.h"
#include "base/intern.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/verifying.h"
#include "ledger/ledger.h"
#include "ledger/outlook.h"
#include "ledger/requests.h"
#include "plan/approvals.h"
#include "plan/plan.h"

#include <stdlib.h>
#include <string.h>

/* The requests of a bundle, said to a ledger. */
struct telling {
	struct approve_ledger *out;
	struct ledger_requests requests;
	const char *team;
	struct request_word word;
	struct failure *failure;
};

static const struct ledger_request *find(
	const struct telling *telling, const char *mechanism, const char *target)
{
	for (size_t i = 0; i < telling->requests.items.count; i++) {
		const struct ledger_request *request = &telling->requests.items.items[i];
		if (strcmp(request->target, target) == 0 &&
			strcmp(request->mechanism, mechanism) == 0 &&
			strcmp(request->team, telling->team) == 0)
			return request;
	}
	return NULL;
}

static enum error tell_one(struct telling *telling, const char *mechanism, const char *target)
{
	const struct ledger_request *request = find(telling, mechanism, target);
	if (request == NULL)
		return fail(telling->failure, ERR_INPUT,
			"the ledger knows no request to %s %s: nameward audit --ledger FILE "
			"records what a plan asks for",
			mechanism, target);
	struct outlook outlook = outlook_of(request, telling->word.day);
	if (outlook.kind != OUTLOOK_GOOD) {
		autotext struct text why = text_new(LIMIT_MESSAGE_BYTES);
		outlook_say(&outlook, &why);
		return fail(telling->failure, ERR_INPUT,
			"%s: %s; nameward audit records what the plan of today asks for",
			request->target, why.bytes);
	}
	if (request_stands(request->state) && request->state >= telling->word.state)
		return OK;
	telling->out->count++;
	return requests_set(telling->out->ledger, request, &telling->word, telling->failure);
}

static enum error tell_request(
	struct telling *telling, const struct plan *plan, const struct request *request)
{
	const char *mechanism = mechanism_name(request->mechanism);
	enum error error = OK;
	if (request->bundle != 1)
		return OK;
	if (request->mechanism == MECHANISM_NAMESPACE)
		return tell_one(telling, mechanism, request->target);
	for (size_t i = 0; i < request->name_count && error == OK; i++)
		error = tell_one(telling, mechanism, plan->names.items[request->names[i]].name);
	return error;
}

static enum error tell_all(struct telling *telling, const struct plan *plan)
{
	struct intern *pool = intern_new();
	autofree char *team = ledger_team(telling->out->ledger);
	int64_t organisation =
		ledger_organisation(telling->out->ledger, plan->organisation.name, false);
	enum error error = OK;
	telling->team = team;
	if (organisation == 0)
		error = fail(telling->failure, ERR_INPUT,
			"the ledger holds nothing of \"%s\": nameward audit --ledger FILE records "
			"what a plan asks for",
			plan->organisation.name);
	if (error == OK)
		requests_load(telling->out->ledger, organisation, pool, &telling->requests);
	for (size_t i = 0; i < plan->requests.count && error == OK; i++)
		error = tell_request(telling, plan, &plan->requests.items[i]);
	array_release(&telling->requests.items);
	intern_free(pool);
	return error;
}

enum error approve_ledger_begin(struct approve_ledger *ledger, const struct arguments *arguments,
	const struct plan *plan, struct failure *failure)
{
	const char *path = arguments_text(arguments, "ledger", NULL);
	if (path == NULL)
		return OK;
	enum error error = ledger_open(&ledger->ledger, path, LEDGER_WRITE, failure);
	if (error != OK)
		return error;
	enum request_state state = approvals_complete(plan) ? REQUEST_APPROVED : REQUEST_REVIEWED;
	struct telling telling = {.out = ledger,
		.failure = failure,
		.word = {state, arguments_as_of(arguments), arguments_text(arguments, "by", ""), "",
			arguments_text(arguments, "note", ""), plan->approvals.digest, DATE_NONE}};
	ledger->state = request_state_name(state);
	ledger_begin(ledger->ledger);
	return tell_all(&telling, plan);
}

enum error approve_ledger_commit(struct approve_ledger *ledger, struct failure *failure)
{
	if (ledger->ledger == NULL)
		return OK;
	enum error error = ledger_commit(ledger->ledger, failure);
	if (error != OK)
		return error;
	say_note("%u requests became %s in the ledger", ledger->count, ledger->state);
	ledger_close(ledger->ledger);
	ledger->ledger = NULL;
	return OK;
}

void approve_ledger_end(struct approve_ledger *ledger)
{
	if (ledger->ledger == NULL)
		return;
	ledger_abandon(ledger->ledger);
	ledger_close(ledger->ledger);
	ledger->ledger = NULL;
}

static enum error check_bundle(struct verifying *verifying, const char *dir, struct plan *plan,
	bool for_sending, struct failure *failure)
{
	bool has_plan;
	enum error error = verify_bundle(verifying, dir, plan, &has_plan);
	if (error != OK) {
		*failure = verifying->failure;
		return error;
	}
	if (verifying->faults > 0 || !has_plan)
		return fail(failure, ERR_INPUT,
			"%s: is no whole bundle as this version of nameward wrote it; see nameward "
			"verify",
			dir);
	const char *missing = approvals_missing(plan);
	if (missing != NULL)
		return fail(failure, ERR_INPUT, "%s: %s; see nameward approve", dir, missing);
	if (for_sending && plan_is_draft(plan))
		return fail(failure, ERR_INPUT, "%s: is a DRAFT, not to be sent: %s; plan again",
			dir, plan_draft_reason(plan));
	return OK;
}

enum error approve_bundle_digest(const char *dir, bool for_sending, char digest[65],
	const struct arguments *arguments, struct failure *failure)
{
	struct intern *pool = intern_new();
	struct plan plan = plan_new(pool);
	struct verifying verifying = {.arguments = arguments, .pool = pool, .is_quiet = true};
	enum error error = check_bundle(&verifying, dir, &plan, for_sending, failure);
	if (error == OK)
		memcpy(digest, plan.approvals.digest, sizeof plan.approvals.digest);
	plan_release(&plan);
	intern_free(pool);
	return error;
}
