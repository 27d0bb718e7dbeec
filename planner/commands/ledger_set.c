/* nameward ledger set: what people say of requests. */
#include "base/digest.h"
#include "base/intern.h"
#include "base/say.h"
#include "commands/approve_ledger.h"
#include "commands/command.h"
#include "commands/ledgering.h"
#include "ledger/ledger.h"
#include "ledger/requests.h"
#include "names/name.h"

#include <stdlib.h>
#include <string.h>

/* The digest of what is approved or sent; of a bundle that is, and only of such a one. */
static enum error digest_for(struct ledgering *ledgering, int state, char out[DIGEST_TEXT_BYTES])
{
	const char *given = arguments_text(ledgering->arguments, "digest", "");
	const char *bundle = arguments_text(ledgering->arguments, "bundle", NULL);
	out[0] = '\0';
	if (bundle != NULL)
		return approve_bundle_digest(bundle, state == REQUEST_SENT, out,
			ledgering->arguments, &ledgering->failure);
	if (given[0] != '\0' && (strlen(given) != 64 || strspn(given, "0123456789abcdef") != 64))
		return fail(&ledgering->failure, ERR_INPUT,
			"--digest takes 64 lower-case hexadecimal digits (the bundle's approval "
			"digest: nameward approve, verify), not \"%s\"",
			given);
	snprintf(out, DIGEST_TEXT_BYTES, "%s", given);
	return OK;
}

static bool is_meant(
	const struct arguments *arguments, const struct ledger_request *request, int from)
{
	if (from >= 0)
		return (int)request->state == from;
	for (size_t i = 1; i + 1 < arguments->word_count; i++) {
		char canonical[LIMIT_NAME_BYTES + 1];
		const char *name = arguments->words[i];
		size_t length = strlen(name);
		if (length > LIMIT_NAME_BYTES)
			continue;
		name_canonical(name, length, canonical);
		if (strcmp(request->target, canonical) == 0)
			return true;
	}
	return false;
}

static enum error set_all(struct ledgering *ledgering, const struct ledger_requests *requests,
	int from, const struct request_word *word, size_t *count)
{
	autofree char *team = ledger_team(ledgering->ledger);
	date term = (date)arguments_number(ledgering->arguments, "term", DATE_NONE);
	enum error error = OK;
	size_t unapproved = 0;
	for (size_t i = 0; i < requests->items.count && error == OK; i++) {
		const struct ledger_request *request = &requests->items.items[i];
		if (strcmp(request->team, team) != 0 ||
			!is_meant(ledgering->arguments, request, from))
			continue;
		error = term == DATE_NONE ? requests_set(ledgering->ledger, request, word,
						    &ledgering->failure)
					  : requests_grant(ledgering->ledger, request, word, term,
						    &ledgering->failure);
		*count += error == OK;
		unapproved += word->state == REQUEST_SENT && request->state < REQUEST_APPROVED;
	}
	if (error == OK && unapproved > 0)
		say_note("%zu of them were never approved (nameward approve --ledger)", unapproved);
	return error;
}

enum error ledger_set(struct ledgering *ledgering)
{
	const struct arguments *arguments = ledgering->arguments;
	const char *from_name = arguments_text(arguments, "from", NULL);
	int from = from_name ? request_state_of_name(from_name) : -1;
	const char *wanted = arguments->words[arguments->word_count - 1];
	int state = request_state_of_name(wanted);
	char digest[DIGEST_TEXT_BYTES];
	enum error error = ledger_words_must_be(ledgering, from_name ? 1 : 2,
		from_name ? 1 : SIZE_MAX, "set NAME... STATE, or set --from STATE STATE");
	if (error == OK && (state < 0 || (from_name != NULL && from < 0)))
		error = fail(&ledgering->failure, ERR_INPUT,
			"\"%s\" is no state: drafted, reviewed, approved, sent, acknowledged, "
			"granted, declined, withdrawn or released",
			state < 0 ? wanted : from_name);
	if (error == OK && arguments_have(arguments, "term") && state != REQUEST_GRANTED)
		error = fail(&ledgering->failure, ERR_INPUT, "--term is of what is granted");
	if (error == OK)
		error = ledger_one_organisation(ledgering);
	if (error == OK)
		error = digest_for(ledgering, state, digest);
	if (error != OK)
		return error;
	struct intern *pool = intern_new();
	struct ledger_requests requests = {0};
	struct request_word word = {(enum request_state)state, arguments_as_of(arguments),
		ledger_who(arguments), arguments_text(arguments, "ref", ""),
		arguments_text(arguments, "note", ""), digest};
	size_t count = 0;
	ledger_begin(ledgering->ledger);
	requests_load(ledgering->ledger, ledgering->organisation, pool, &requests);
	error = set_all(ledgering, &requests, from, &word, &count);
	if (error == OK && count == 0)
		error = fail(&ledgering->failure, ERR_INPUT,
			"no request of ours is meant; nameward ledger list shows them");
	if (error == OK)
		error = ledger_commit(ledgering->ledger, &ledgering->failure);
	else
		ledger_abandon(ledgering->ledger);
	if (error == OK)
		say_note("%zu requests are %s", count, wanted);
	array_release(&requests.items);
	intern_free(pool);
	return error;
}
