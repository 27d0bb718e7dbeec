/* nameward ledger set: what people say of requests. */
#include "base/digest.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/approve_ledger.h"
#include "commands/command.h"
#include "commands/ledgering.h"
#include "ledger/ledger.h"
#include "ledger/outlook.h"
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

/* What is to be set: the requests that the words name, or all that are in the state FROM. */
struct setting {
	struct ledgering *ledgering;
	struct ledger_requests requests;
	const char *team;
	int from; /* -1: named ones */
	struct request_word word;
	size_t count, unapproved, left;
};

static bool is_ours(const struct setting *setting, const struct ledger_request *request)
{
	const char *mechanism =
		arguments_text(setting->ledgering->arguments, "mechanism", request->mechanism);
	return strcmp(request->team, setting->team) == 0 &&
	       strcmp(request->mechanism, mechanism) == 0;
}

static bool is_named(const struct ledger_request *request, const char *name)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	size_t length = strlen(name);
	if (length > LIMIT_NAME_BYTES)
		return false;
	name_canonical(name, length, canonical);
	return strcmp(request->target, canonical) == 0;
}

/* Each word names one request of ours: one that names none was mistyped, and one that names two
 * would say of both what was said of one. */
static enum error check_words(const struct setting *setting)
{
	const struct arguments *arguments = setting->ledgering->arguments;
	for (size_t i = 1; setting->from < 0 && i + 1 < arguments->word_count; i++) {
		autotext struct text found = text_new(LIMIT_LINE_BYTES);
		size_t count = 0;
		for (size_t k = 0; k < setting->requests.items.count; k++) {
			const struct ledger_request *request = &setting->requests.items.items[k];
			if (!is_ours(setting, request) || !is_named(request, arguments->words[i]))
				continue;
			text_addf(&found, "%s%s", count++ > 0 ? " or " : "", request->mechanism);
		}
		if (count == 0)
			return fail(&setting->ledgering->failure, ERR_INPUT,
				"%s: no request of ours is meant; nameward ledger list shows them",
				arguments->words[i]);
		if (count > 1)
			return fail(&setting->ledgering->failure, ERR_INPUT,
				"%s: %zu requests are of this name: say which with --mechanism %s",
				arguments->words[i], count, found.bytes);
	}
	return OK;
}

static bool is_meant(const struct setting *setting, const struct ledger_request *request)
{
	const struct arguments *arguments = setting->ledgering->arguments;
	if (!is_ours(setting, request))
		return false;
	if (setting->from >= 0)
		return (int)request->state == setting->from;
	for (size_t i = 1; i + 1 < arguments->word_count; i++) {
		if (is_named(request, arguments->words[i]))
			return true;
	}
	return false;
}

/* What can no longer be granted is not on its way to anybody (ledger/outlook.h): it is left alone
 * among others, and a bundle that holds it is not to be sent. */
static enum error check_outlook(
	struct setting *setting, const struct ledger_request *request, bool *leave)
{
	const struct arguments *arguments = setting->ledgering->arguments;
	struct outlook outlook = outlook_of(request, setting->word.day);
	bool forward = setting->word.state > REQUEST_DRAFTED && setting->word.state <= REQUEST_SENT;
	autotext struct text why = text_new(LIMIT_MESSAGE_BYTES);
	*leave = false;
	if (!forward || outlook.kind != OUTLOOK_MOOT)
		return OK;
	outlook_say(&outlook, &why);
	if (arguments_have(arguments, "bundle"))
		return fail(&setting->ledgering->failure, ERR_INPUT, "%s: %s; then plan again",
			request->target, why.bytes);
	*leave = setting->from >= 0;
	say_warning("%s: %s%s", request->target, why.bytes,
		*leave ? "; it is left as it is (name it where it was sent all the same)" : "");
	return OK;
}

static enum error set_all(struct setting *setting)
{
	enum error error = check_words(setting);
	for (size_t i = 0; i < setting->requests.items.count && error == OK; i++) {
		const struct ledger_request *request = &setting->requests.items.items[i];
		bool leave;
		if (!is_meant(setting, request))
			continue;
		error = check_outlook(setting, request, &leave);
		setting->left += error == OK && leave;
		if (error != OK || leave)
			continue;
		error = requests_set(setting->ledgering->ledger, request, &setting->word,
			&setting->ledgering->failure);
		setting->count += error == OK;
		setting->unapproved +=
			setting->word.state == REQUEST_SENT && request->state < REQUEST_APPROVED;
	}
	if (error == OK && setting->count + setting->left == 0)
		error = fail(&setting->ledgering->failure, ERR_INPUT,
			"no request of ours is %s; nameward ledger list shows them",
			request_state_name((enum request_state)setting->from));
	return error;
}

static void tell(const struct setting *setting)
{
	if (setting->unapproved > 0)
		say_note("%zu of them were never approved (nameward approve --ledger)",
			setting->unapproved);
	say_note("%zu request%s %s", setting->count, setting->count == 1 ? " is" : "s are",
		request_state_name(setting->word.state));
}

static enum error set_in(struct setting *setting)
{
	struct ledgering *ledgering = setting->ledgering;
	struct intern *pool = intern_new();
	autofree char *team = ledger_team(ledgering->ledger);
	setting->team = team;
	ledger_begin(ledgering->ledger);
	requests_load(ledgering->ledger, ledgering->organisation, pool, &setting->requests);
	enum error error = set_all(setting);
	if (error == OK)
		error = ledger_commit(ledgering->ledger, &ledgering->failure);
	else
		ledger_abandon(ledgering->ledger);
	if (error == OK)
		tell(setting);
	array_release(&setting->requests.items);
	intern_free(pool);
	return error;
}

static enum error check_states(
	struct ledgering *ledgering, const char *from, const char *wanted, int state)
{
	enum error error = ledger_words_must_be(ledgering, from ? 1 : 2, from ? 1 : SIZE_MAX,
		"set NAME... STATE, or set --from STATE STATE");
	if (error != OK)
		return error;
	if (state < 0 || (from != NULL && request_state_of_name(from) < 0))
		return fail(&ledgering->failure, ERR_INPUT,
			"\"%s\" is no state: drafted, reviewed, approved, sent, acknowledged, "
			"granted, declined, withdrawn or released",
			state < 0 ? wanted : from);
	if (arguments_have(ledgering->arguments, "term") && state != REQUEST_GRANTED)
		return fail(&ledgering->failure, ERR_INPUT, "--term is of what is granted");
	return OK;
}

enum error ledger_set(struct ledgering *ledgering)
{
	const struct arguments *arguments = ledgering->arguments;
	const char *from = arguments_text(arguments, "from", NULL);
	const char *wanted = arguments->words[arguments->word_count - 1];
	int state = request_state_of_name(wanted);
	char digest[DIGEST_TEXT_BYTES];
	enum error error = check_states(ledgering, from, wanted, state);
	if (error == OK)
		error = ledger_one_organisation(ledgering);
	if (error == OK)
		error = digest_for(ledgering, state, digest);
	if (error != OK)
		return error;
	struct setting setting = {.ledgering = ledgering,
		.from = from ? request_state_of_name(from) : -1,
		.word = {(enum request_state)state, arguments_as_of(arguments),
			ledger_who(arguments), arguments_text(arguments, "ref", ""),
			arguments_text(arguments, "note", ""), digest,
			(date)arguments_number(arguments, "term", DATE_NONE)}};
	return set_in(&setting);
}
