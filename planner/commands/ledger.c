/* nameward ledger: what was seen, asked for and answered, and what people say of it. */
#include "ledger/ledger.h"
#include "audit/changes.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/approve_ledger.h"
#include "commands/command.h"
#include "commands/ledger_reply.h"
#include "commands/ledger_views.h"
#include "ledger/exchange.h"
#include "ledger/log.h"
#include "ledger/requests.h"
#include "ledger/suppressions.h"
#include "names/name.h"

#include <stdlib.h>
#include <string.h>

static const char *const actions[] = {"list", "show", "set", "reply", "suppress", "export",
	"import", "merge", "log", "verify", "vacuum", NULL};

static const struct option ledger_options[] = {
	{.name = "ledger", .kind = OPTION_TEXT, .value = "FILE", .help = "the ledger"},
	{.name = "organisation",
		.kind = OPTION_TEXT,
		.value = "NAME",
		.help = "whose names, where the ledger holds several organisations"},
	{.name = "from",
		.kind = OPTION_TEXT,
		.value = "STATE",
		.help = "set: all requests that are in this state, instead of named ones"},
	{.name = "ref",
		.kind = OPTION_TEXT,
		.value = "URL",
		.help = "set, reply: where that was said: a mail's id, a ticket"},
	{.name = "note", .kind = OPTION_TEXT, .value = "TEXT", .help = "set: what was said"},
	{.name = "digest",
		.kind = OPTION_TEXT,
		.value = "HEX",
		.help = "set approved: the approval digest of the bundle that was approved"},
	{.name = "bundle",
		.kind = OPTION_TEXT,
		.value = "DIR",
		.help = "set approved, sent: the bundle itself, whose digest is taken; refused "
			"where an approval is missing, and as sent where it is a draft; reply: "
			"the bundle that was answered"},
	{.name = "term",
		.kind = OPTION_DATE,
		.value = "DATE",
		.help = "set granted: the day on which the grant ends; of what is granted already, "
			"a later one: its renewal"},
	{.name = "who",
		.kind = OPTION_TEXT,
		.value = "NAME",
		.help = "set, reply, suppress: who says so (default: $USER)"},
	{.name = "class",
		.kind = OPTION_TEXT,
		.value = "CLASS",
		.help = "suppress: the class of changes (nameward audit --help names them); "
			"default: all"},
	{.name = "until",
		.kind = OPTION_DATE,
		.value = "DATE",
		.help = "suppress: the day from which they are told again"},
	{.name = "reason", .kind = OPTION_TEXT, .value = "TEXT", .help = "suppress: why"},
	{.name = "team",
		.kind = OPTION_TEXT,
		.value = "NAME",
		.help = "merge: whose ledger the other one is, where it does not say"},
	{.name = "head",
		.kind = OPTION_TEXT,
		.value = "HASH",
		.help = "verify: a hash kept elsewhere, which the log must still hold"},
	{.name = "as-of",
		.kind = OPTION_DATE,
		.value = "DATE",
		.help = "the day this counts as, YYYY-MM-DD (default: today, UTC)"},
	{0},
};

struct run {
	const struct arguments *arguments;
	struct ledger *ledger;
	int64_t organisation; /* 0: all */
	struct failure failure;
};

static const char *who(const struct arguments *arguments)
{
	const char *user = getenv("USER");
	return arguments_text(arguments, "who", user && *user ? user : "(not said)");
}

/* The organisation that is meant, where one must be. */
static enum error one_organisation(struct run *run)
{
	const char *name = arguments_text(run->arguments, "organisation", NULL);
	run->organisation = name ? ledger_organisation(run->ledger, name, false)
				 : ledger_only_organisation(run->ledger);
	if (run->organisation != 0)
		return ledger_error(run->ledger, &run->failure);
	return name ? fail(&run->failure, ERR_INPUT, "the ledger holds no organisation \"%s\"",
			      name)
		    : fail(&run->failure, ERR_INPUT,
			      "the ledger holds no organisation, or several: say which with "
			      "--organisation NAME");
}

static enum error words_must_be(struct run *run, size_t least, size_t most, const char *usage)
{
	size_t count = run->arguments->word_count - 1;
	if (count >= least && count <= most)
		return OK;
	return fail(&run->failure, ERR_INPUT, "usage: nameward ledger %s", usage);
}

/* ---- set ---- */

/* The digest of what is approved or sent; of a bundle that is, and only of such a one. */
static enum error digest_for(struct run *run, int state, char out[DIGEST_TEXT_BYTES])
{
	const char *given = arguments_text(run->arguments, "digest", "");
	const char *bundle = arguments_text(run->arguments, "bundle", NULL);
	out[0] = '\0';
	if (bundle != NULL)
		return approve_bundle_digest(
			bundle, state == REQUEST_SENT, out, run->arguments, &run->failure);
	if (given[0] != '\0' && (strlen(given) != 64 || strspn(given, "0123456789abcdef") != 64))
		return fail(&run->failure, ERR_INPUT,
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

static enum error set_all(struct run *run, const struct ledger_requests *requests, int from,
	const struct request_word *word, size_t *count)
{
	autofree char *team = ledger_team(run->ledger);
	date term = (date)arguments_number(run->arguments, "term", DATE_NONE);
	enum error error = OK;
	size_t unapproved = 0;
	for (size_t i = 0; i < requests->items.count && error == OK; i++) {
		const struct ledger_request *request = &requests->items.items[i];
		if (strcmp(request->team, team) != 0 || !is_meant(run->arguments, request, from))
			continue;
		error = term == DATE_NONE
				? requests_set(run->ledger, request, word, &run->failure)
				: requests_grant(run->ledger, request, word, term, &run->failure);
		*count += error == OK;
		unapproved += word->state == REQUEST_SENT && request->state < REQUEST_APPROVED;
	}
	if (error == OK && unapproved > 0)
		say_note("%zu of them were never approved (nameward approve --ledger)", unapproved);
	return error;
}

static enum error set(struct run *run)
{
	const struct arguments *arguments = run->arguments;
	const char *from_name = arguments_text(arguments, "from", NULL);
	int from = from_name ? request_state_of_name(from_name) : -1;
	const char *wanted = arguments->words[arguments->word_count - 1];
	int state = request_state_of_name(wanted);
	char digest[DIGEST_TEXT_BYTES];
	enum error error = words_must_be(run, from_name ? 1 : 2, from_name ? 1 : SIZE_MAX,
		"set NAME... STATE, or set --from STATE STATE");
	if (error == OK && (state < 0 || (from_name != NULL && from < 0)))
		error = fail(&run->failure, ERR_INPUT,
			"\"%s\" is no state: drafted, reviewed, approved, sent, acknowledged, "
			"granted, declined, withdrawn or released",
			state < 0 ? wanted : from_name);
	if (error == OK && arguments_have(arguments, "term") && state != REQUEST_GRANTED)
		error = fail(&run->failure, ERR_INPUT, "--term is of what is granted");
	if (error == OK)
		error = one_organisation(run);
	if (error == OK)
		error = digest_for(run, state, digest);
	if (error != OK)
		return error;
	struct intern *pool = intern_new();
	struct ledger_requests requests = {0};
	struct request_word word = {(enum request_state)state, arguments_as_of(arguments),
		who(arguments), arguments_text(arguments, "ref", ""),
		arguments_text(arguments, "note", ""), digest};
	size_t count = 0;
	ledger_begin(run->ledger);
	requests_load(run->ledger, run->organisation, pool, &requests);
	error = set_all(run, &requests, from, &word, &count);
	if (error == OK && count == 0)
		error = fail(&run->failure, ERR_INPUT,
			"no request of ours is meant; nameward ledger list shows them");
	if (error == OK)
		error = ledger_commit(run->ledger, &run->failure);
	else
		ledger_abandon(run->ledger);
	if (error == OK)
		say_note("%zu requests are %s", count, wanted);
	array_release(&requests.items);
	intern_free(pool);
	return error;
}

static enum error reply(struct run *run)
{
	return ledger_reply(run->arguments, run->ledger, who(run->arguments), &run->failure);
}

/* ---- suppress ---- */

static enum error suppress(struct run *run)
{
	const struct arguments *arguments = run->arguments;
	const char *class = arguments_text(arguments, "class", "*");
	const char *reason = arguments_text(arguments, "reason", "");
	date day = arguments_as_of(arguments);
	date until = (date)arguments_number(arguments, "until", DATE_NONE);
	enum error error =
		words_must_be(run, 1, SIZE_MAX, "suppress NAME... --until DATE --reason TEXT");
	if (error == OK && (reason[0] == '\0' || until == DATE_NONE))
		error = fail(&run->failure, ERR_INPUT,
			"a suppression needs --reason TEXT and --until DATE: nobody remembers why, "
			"and nothing is silent for ever");
	if (error == OK && until <= day)
		error = fail(&run->failure, ERR_INPUT, "--until is a day after --as-of");
	if (error == OK && strcmp(class, "*") != 0 && change_class_of_name(class) < 0)
		error = fail(&run->failure, ERR_INPUT,
			"\"%s\" is no class of changes; nameward audit --help names them", class);
	if (error == OK)
		error = one_organisation(run);
	if (error != OK)
		return error;
	ledger_begin(run->ledger);
	for (size_t i = 1; i < arguments->word_count; i++) {
		char canonical[LIMIT_NAME_BYTES + 1];
		const char *name = arguments->words[i];
		bool is_name =
			strlen(name) <= LIMIT_NAME_BYTES && name_is_valid(name, strlen(name));
		if (is_name)
			name_canonical(name, strlen(name), canonical);
		struct suppression suppression = {.class = class,
			.name = is_name ? canonical : name,
			.reason = reason,
			.who = who(arguments),
			.day = day,
			.until = until};
		suppressions_add(run->ledger, run->organisation, &suppression);
	}
	return ledger_commit(run->ledger, &run->failure);
}

/* ---- other files ---- */

static enum error import_file(struct run *run)
{
	struct file file;
	enum error error = words_must_be(run, 1, 1, "import FILE");
	if (error == OK)
		error = file_read(&file, run->arguments->words[1], LIMIT_BULK_BYTES, &run->failure);
	if (error != OK)
		return error;
	error = ledger_import(run->ledger, file.name, file.bytes, file.length, &run->failure);
	file_release(&file);
	return error;
}

static enum error merge(struct run *run)
{
	struct ledger *other = NULL;
	int64_t taken = 0;
	enum error error = words_must_be(run, 1, 1, "merge OTHER");
	if (error == OK)
		error = ledger_open(&other, run->arguments->words[1], LEDGER_READ, &run->failure);
	if (error != OK)
		return error;
	ledger_begin(run->ledger);
	error = requests_merge(run->ledger, other, arguments_text(run->arguments, "team", ""),
		arguments_as_of(run->arguments), who(run->arguments), &taken, &run->failure);
	if (error == OK)
		error = ledger_commit(run->ledger, &run->failure);
	else
		ledger_abandon(run->ledger);
	ledger_close(other);
	if (error == OK)
		say_note("%lld requests and answers taken over", (long long)taken);
	return error;
}

static enum error verify(struct run *run)
{
	int64_t lines = 0;
	char head[DIGEST_TEXT_BYTES];
	enum error error = ledger_verify(
		run->ledger, arguments_text(run->arguments, "head", NULL), &lines, &run->failure);
	if (error != OK)
		return error;
	log_head(run->ledger, head);
	printf("whole: %lld lines of the log; the newest hash, to be kept elsewhere: %s\n",
		(long long)lines, head);
	return ledger_error(run->ledger, &run->failure);
}

/* ---- the command ---- */

static enum error view(struct run *run, const char *action)
{
	enum format format = arguments_format(run->arguments);
	const char *organisation = arguments_text(run->arguments, "organisation", NULL);
	enum error error = OK;
	if (organisation != NULL || strcmp(action, "show") == 0)
		error = one_organisation(run);
	if (error != OK)
		return error;
	if (strcmp(action, "list") == 0) {
		ledger_list(
			run->ledger, run->organisation, format, arguments_as_of(run->arguments));
	} else if (strcmp(action, "log") == 0) {
		ledger_log(run->ledger, format);
	} else {
		error = words_must_be(run, 1, 1, "show NAME");
		char canonical[LIMIT_NAME_BYTES + 1] = "";
		if (error == OK && strlen(run->arguments->words[1]) <= LIMIT_NAME_BYTES)
			name_canonical(run->arguments->words[1], strlen(run->arguments->words[1]),
				canonical);
		if (error == OK && !ledger_show(run->ledger, run->organisation, canonical, format))
			error = fail(&run->failure, ERR_INPUT, "the ledger knows nothing of \"%s\"",
				run->arguments->words[1]);
	}
	return error == OK ? ledger_error(run->ledger, &run->failure) : error;
}

static const struct {
	const char *name;
	enum ledger_mode mode;
	enum error (*run)(struct run *run); /* NULL: a view */
} table[] = {
	{"list", LEDGER_READ, NULL},
	{"show", LEDGER_READ, NULL},
	{"log", LEDGER_READ, NULL},
	{"set", LEDGER_WRITE, set},
	{"reply", LEDGER_WRITE, reply},
	{"suppress", LEDGER_WRITE, suppress},
	{"import", LEDGER_CREATE, import_file},
	{"merge", LEDGER_WRITE, merge},
	{"verify", LEDGER_READ, verify},
	{"export", LEDGER_READ, NULL},
	{"vacuum", LEDGER_WRITE, NULL},
};

static enum error act(struct run *run)
{
	const char *action = run->arguments->word_count > 0 ? run->arguments->words[0] : "";
	const char *path = arguments_text(run->arguments, "ledger", NULL);
	size_t at = 0;
	while (at < sizeof table / sizeof *table && strcmp(table[at].name, action) != 0)
		at++;
	if (at == sizeof table / sizeof *table)
		return fail(&run->failure, ERR_INPUT,
			"ledger takes list, show NAME, set NAME STATE, reply FILE, suppress NAME, "
			"export, import FILE, merge OTHER, log, verify or vacuum");
	if (path == NULL)
		return fail(&run->failure, ERR_INPUT, "ledger needs --ledger FILE");
	enum error error = ledger_open(&run->ledger, path, table[at].mode, &run->failure);
	if (error != OK)
		return error;
	if (table[at].run != NULL)
		return table[at].run(run);
	if (strcmp(action, "export") == 0)
		return ledger_export(run->ledger, stdout, &run->failure);
	if (strcmp(action, "vacuum") == 0)
		return ledger_vacuum(run->ledger, &run->failure);
	return view(run, action);
}

static enum status run_ledger(const struct arguments *arguments)
{
	struct run run = {.arguments = arguments};
	enum error error = act(&run);
	if (error != OK)
		say_failure(&run.failure);
	ledger_close(run.ledger);
	return error == OK ? STATUS_DONE : error == ERR_DOUBT ? STATUS_PARTIAL : STATUS_WRONG;
}

const struct command ledger_command = {
	.name = "ledger",
	.usage = "list | show NAME | set NAME... STATE | reply [FILE] | suppress NAME... | export "
		 "| import FILE | "
		 "merge OTHER | log | verify | vacuum",
	.summary = "what was asked for and answered, and who said so",
	.description =
		"Reads and amends the ledger that nameward audit keeps. list: requests, "
		"suppressions, and what the audits of the last 31 days found. show: what was seen, "
		"found and said of one name. set: the next "
		"state "
		"of a request (drafted, reviewed, approved, sent, acknowledged, granted, declined, "
		"withdrawn, released); approved names the digest of what was approved. reply: the "
		"mail "
		"that answers --bundle DIR: its lines OK ALL, OK 1 3, NO 2: reason become granted "
		"and declined; quoted lines say nothing. suppress: a "
		"change that is not told again until a day. export and import: the whole ledger as "
		"JSON lines, and back into an equal one. merge: takes another team's requests "
		"over, "
		"so that nobody asks twice. log: who did what, each line sealed by a hash over the "
		"one before. verify: whether the log and all it speaks of are whole. vacuum: gives "
		"room back, and brings an older ledger to this version.",
	.groups = (const struct option *const[]){ledger_options, format_options, common_options,
		NULL},
	.actions = actions,
	.run = run_ledger,
};
