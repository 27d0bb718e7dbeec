/* nameward ledger reply: what PyPI answered by mail, into the ledger. */
#include "commands/ledger_reply.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/say.h"
#include "bundle/asked.h"
#include "bundle/reply.h"
#include "commands/bundled.h"
#include "commands/command.h"
#include "ledger/ledger.h"
#include "ledger/requests.h"
#include "plan/plan.h"

#include <stdlib.h>
#include <string.h>

struct replying {
	const struct arguments *arguments;
	struct ledger *ledger;
	const char *who, *team;
	struct failure *failure;
	size_t granted, declined;
	size_t settled;                      /* before, and the same was said now */
	ARRAY(struct ledger_request) others; /* before, and otherwise: left as they are */
};

/* The ledger's own request of that kind for this name. */
static const struct ledger_request *find(const struct replying *replying,
	const struct ledger_requests *requests, const struct reply_answer *answer)
{
	for (size_t i = 0; i < requests->items.count; i++) {
		const struct ledger_request *request = &requests->items.items[i];
		if (strcmp(request->target, answer->target) == 0 &&
			strcmp(request->mechanism, ask_name(answer->ask)) == 0 &&
			strcmp(request->team, replying->team) == 0)
			return request;
	}
	return NULL;
}

static bool is_settled(enum request_state state)
{
	return state >= REQUEST_GRANTED && state < REQUEST_STATES;
}

/* Who answers a whole mail, or a request by its number, may have answered a part of it before, and
 * means what is open. What is said of one name is meant of it: it is passed over only where it says
 * what stands there already. */
static bool pass_over(struct replying *replying, const struct ledger_request *request,
	const struct reply_answer *answer)
{
	bool same = request->state == (answer->granted ? REQUEST_GRANTED : REQUEST_DECLINED);
	if (!is_settled(request->state) || (answer->by_name && !same))
		return false;
	if (same)
		replying->settled++;
	else
		*array_add(&replying->others) = *request;
	return true;
}

static enum error set_one(struct replying *replying, const struct ledger_requests *requests,
	const struct reply_answer *answer)
{
	const struct ledger_request *request = find(replying, requests, answer);
	if (request == NULL)
		return fail(replying->failure, ERR_INPUT,
			"%s: the ledger holds no request to %s it; nameward ledger list shows "
			"those it holds, nameward audit records them",
			answer->target, ask_name(answer->ask));
	if (pass_over(replying, request, answer))
		return OK;
	struct request_word word = {answer->granted ? REQUEST_GRANTED : REQUEST_DECLINED,
		arguments_as_of(replying->arguments), replying->who,
		arguments_text(replying->arguments, "ref", ""), answer->note, "", DATE_NONE};
	*(answer->granted ? &replying->granted : &replying->declined) += 1;
	return requests_set(replying->ledger, request, &word, replying->failure);
}

static void say_others(const struct replying *replying)
{
	for (size_t i = 0; i < replying->others.count; i++) {
		const struct ledger_request *request = &replying->others.items[i];
		say_warning(
			"%s (%s): was %s before, and stays so: if the answer is of it, too, say "
			"so with nameward ledger set",
			request->target, request->mechanism, request_state_name(request->state));
	}
}

static enum error set_all(
	struct replying *replying, const char *organisation, const struct reply *reply)
{
	struct intern *pool = intern_new();
	struct ledger_requests requests = {0};
	int64_t number = ledger_organisation(replying->ledger, organisation, false);
	enum error error = OK;
	ledger_begin(replying->ledger);
	/* 0 would mean all organisations. */
	if (number != 0)
		requests_load(replying->ledger, number, pool, &requests);
	for (size_t i = 0; i < reply->answers.count && error == OK; i++)
		error = set_one(replying, &requests, &reply->answers.items[i]);
	if (error == OK)
		error = ledger_commit(replying->ledger, replying->failure);
	else
		ledger_abandon(replying->ledger);
	if (error == OK)
		say_others(replying);
	array_release(&requests.items);
	intern_free(pool);
	return error;
}

/* What can be answered one by one: names and prefixes. */
static size_t count_of(const struct asked *asked)
{
	size_t count = 0;
	for (size_t i = 0; i < asked->requests.count; i++)
		count += asked->requests.items[i].names.count +
			 (asked->requests.items[i].target != NULL);
	return count;
}

static enum error read_and_set(
	struct replying *replying, const struct plan *plan, const struct file *file)
{
	struct reply reply = {0};
	struct asked asked = asked_new(plan);
	enum error error = reply_read(
		&reply, &asked, file->name, file->bytes, file->length, replying->failure);
	if (error == OK)
		error = set_all(replying, plan->organisation.name, &reply);
	for (size_t i = 0; error == OK && i < reply.unclear.count; i++)
		say_warning("%s:%zu: begins like an answer and is none: read as prose", file->name,
			reply.unclear.items[i]);
	if (error == OK)
		say_note("%zu granted, %zu declined, %zu settled before, %zu not answered",
			replying->granted, replying->declined,
			replying->settled + replying->others.count,
			count_of(&asked) - reply.answers.count);
	reply_release(&reply);
	asked_release(&asked);
	return error;
}

enum error ledger_reply(const struct arguments *arguments, struct ledger *ledger, const char *who,
	struct failure *failure)
{
	const char *dir = arguments_text(arguments, "bundle", NULL);
	const char *path = arguments->word_count > 1 ? arguments->words[1] : "-";
	autofree char *team = ledger_team(ledger);
	struct replying replying = {.arguments = arguments,
		.ledger = ledger,
		.who = who,
		.team = team,
		.failure = failure};
	struct bundled bundled;
	struct file file;
	if (dir == NULL || arguments->word_count > 2)
		return fail(failure, ERR_INPUT,
			"usage: nameward ledger reply [FILE] --bundle DIR: the reply, and the "
			"bundle that it answers");
	enum error error = file_read(&file, path, LIMIT_FILE_BYTES, failure);
	if (error != OK)
		return error;
	struct intern *pool = intern_new();
	struct plan plan = plan_new(pool);
	error = file_must_be_text(&file, failure);
	if (error == OK)
		error = bundled_read(&plan, dir, &bundled, failure);
	if (error == OK)
		error = read_and_set(&replying, &plan, &file);
	array_release(&replying.others);
	plan_release(&plan);
	intern_free(pool);
	file_release(&file);
	return error;
}
