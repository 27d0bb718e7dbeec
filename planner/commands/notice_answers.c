/* Whether what a bundle asks was answered. */
#include "commands/notice_answers.h"
#include "base/intern.h"
#include "base/text.h"
#include "bundle/asked.h"
#include "ledger/ledger.h"
#include "ledger/requests.h"

#include <stdlib.h>
#include <string.h>

enum { OPEN_SHOWN = 5 };

struct answers_check {
	const struct asked *asked;
	const char *path, *team;
	struct ledger_requests requests;
	size_t count, open;
	struct text shown; /* the first open ones */
};

static const struct ledger_request *find(
	const struct answers_check *check, const char *mechanism, const char *target)
{
	for (size_t i = 0; i < check->requests.items.count; i++) {
		const struct ledger_request *request = &check->requests.items.items[i];
		if (strcmp(request->target, target) == 0 &&
			strcmp(request->mechanism, mechanism) == 0 &&
			strcmp(request->team, check->team) == 0)
			return request;
	}
	return NULL;
}

static bool is_answered(const struct ledger_request *request, date asked)
{
	switch (request->state) {
	case REQUEST_GRANTED:
		return true;
	case REQUEST_DECLINED:
	case REQUEST_WITHDRAWN:
	case REQUEST_RELEASED:
		return asked == DATE_NONE || request->day >= asked;
	default:
		return false;
	}
}

static void look_at(struct answers_check *check, enum ask ask, const char *target)
{
	const struct ledger_request *request = find(check, ask_name(ask), target);
	check->count++;
	if (request != NULL && is_answered(request, check->asked->as_of))
		return;
	if (check->open++ >= OPEN_SHOWN)
		return;
	text_addf(&check->shown, "%s%s %s (%s)", check->open > 1 ? ", " : "", ask_name(ask), target,
		request ? request_state_name(request->state) : "not in the ledger");
}

static void look_at_all(struct answers_check *check)
{
	const struct asked *asked = check->asked;
	for (size_t i = 0; i < asked->requests.count; i++) {
		const struct asked_request *request = &asked->requests.items[i];
		if (request->target != NULL)
			look_at(check, request->ask, request->target);
		for (size_t k = 0; k < request->names.count; k++)
			look_at(check, request->ask, request->names.items[k].name);
	}
}

static enum error judge(struct answers_check *check, struct failure *failure)
{
	look_at_all(check);
	if (check->open == 0)
		return OK;
	return fail(failure, ERR_INPUT,
		"%s: %zu of %zu requests are open: %s%s; a notice is for the day when all are "
		"answered (nameward ledger set NAME granted|declined|withdrawn|released), or give "
		"--embargo-over in the place of --ledger",
		check->path, check->open, check->count, check->shown.bytes,
		check->open > OPEN_SHOWN ? ", ..." : "");
}

enum error notice_answers_check(
	const struct asked *asked, const char *path, struct failure *failure)
{
	struct ledger *ledger = NULL;
	enum error error = ledger_open(&ledger, path, LEDGER_READ, failure);
	if (error != OK)
		return error;
	struct intern *pool = intern_new();
	autofree char *team = ledger_team(ledger);
	struct answers_check check = {
		.asked = asked, .path = path, .team = team, .shown = text_new(LIMIT_LINE_BYTES)};
	int64_t organisation = ledger_organisation(ledger, asked->organisation.name, false);
	if (organisation == 0)
		error = fail(failure, ERR_INPUT,
			"%s: holds nothing of \"%s\"; is it the ledger of another organisation?",
			path, asked->organisation.name);
	else
		requests_load(ledger, organisation, pool, &check.requests);
	if (error == OK)
		error = ledger_error(ledger, failure);
	if (error == OK)
		error = judge(&check, failure);
	array_release(&check.requests.items);
	text_release(&check.shown);
	intern_free(pool);
	ledger_close(ledger);
	return error;
}
