/* nameward ledger: what was seen, asked for and answered, and what people say of it. */
#include "ledger/ledger.h"
#include "base/digest.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/ledger_reply.h"
#include "commands/ledger_views.h"
#include "commands/ledgering.h"
#include "ledger/exchange.h"
#include "ledger/history.h"
#include "ledger/log.h"
#include "names/name.h"

#include <stdio.h>
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
	{.name = "mechanism",
		.kind = OPTION_TEXT,
		.value = "NAME",
		.help = "set: only requests of this mechanism, namespace, prohibit, hold or "
			"convert, where a name has several"},
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

const char *ledger_who(const struct arguments *arguments)
{
	const char *user = getenv("USER");
	return arguments_text(arguments, "who", user && *user ? user : "(not said)");
}

/* The organisation that is meant, where one must be. */
enum error ledger_one_organisation(struct ledgering *ledgering)
{
	const char *name = arguments_text(ledgering->arguments, "organisation", NULL);
	struct failure *failure = &ledgering->failure;
	ledgering->organisation = name ? ledger_organisation(ledgering->ledger, name, false)
				       : ledger_only_organisation(ledgering->ledger);
	if (ledgering->organisation != 0)
		return ledger_error(ledgering->ledger, failure);
	autotext struct text held = text_new(LIMIT_MESSAGE_BYTES / 2);
	history_name_organisations(ledgering->ledger, &held);
	if (held.length == 0)
		return fail(failure, ERR_INPUT,
			"the ledger holds no organisation yet: nameward audit records the first");
	if (name != NULL)
		return fail(failure, ERR_INPUT,
			"the ledger holds no organisation \"%s\"; it holds %s", name, held.bytes);
	return fail(failure, ERR_INPUT,
		"the ledger holds several organisations: say which with --organisation NAME: %s",
		held.bytes);
}

enum error ledger_words_must_be(
	struct ledgering *ledgering, size_t least, size_t most, const char *usage)
{
	size_t count = ledgering->arguments->word_count - 1;
	if (count >= least && count <= most)
		return OK;
	return fail(&ledgering->failure, ERR_INPUT, "usage: nameward ledger %s", usage);
}

static enum error reply(struct ledgering *ledgering)
{
	return ledger_reply(ledgering->arguments, ledgering->ledger,
		ledger_who(ledgering->arguments), &ledgering->failure);
}

static enum error verify(struct ledgering *ledgering)
{
	int64_t lines = 0;
	char head[DIGEST_TEXT_BYTES];
	enum error error = ledger_verify(ledgering->ledger,
		arguments_text(ledgering->arguments, "head", NULL), &lines, &ledgering->failure);
	if (error != OK)
		return error;
	log_head(ledgering->ledger, head);
	printf("whole: %lld lines of the log; the newest hash, to be kept elsewhere: %s\n",
		(long long)lines, head);
	return ledger_error(ledgering->ledger, &ledgering->failure);
}

/* ---- the command ---- */

static enum error view(struct ledgering *ledgering, const char *action)
{
	enum format format = arguments_format(ledgering->arguments);
	const char *organisation = arguments_text(ledgering->arguments, "organisation", NULL);
	enum error error = OK;
	if (organisation != NULL || strcmp(action, "show") == 0)
		error = ledger_one_organisation(ledgering);
	if (error != OK)
		return error;
	if (strcmp(action, "list") == 0) {
		ledger_list(ledgering->ledger, ledgering->organisation, format,
			arguments_as_of(ledgering->arguments));
	} else if (strcmp(action, "log") == 0) {
		ledger_log(ledgering->ledger, format);
	} else {
		error = ledger_words_must_be(ledgering, 1, 1, "show NAME");
		char canonical[LIMIT_NAME_BYTES + 1] = "";
		if (error == OK && strlen(ledgering->arguments->words[1]) <= LIMIT_NAME_BYTES)
			name_canonical(ledgering->arguments->words[1],
				strlen(ledgering->arguments->words[1]), canonical);
		if (error == OK &&
			!ledger_show(ledgering->ledger, ledgering->organisation, canonical, format,
				arguments_as_of(ledgering->arguments)))
			error = fail(&ledgering->failure, ERR_INPUT,
				"the ledger knows nothing of \"%s\"",
				ledgering->arguments->words[1]);
	}
	return error == OK ? ledger_error(ledgering->ledger, &ledgering->failure) : error;
}

static const struct {
	const char *name;
	enum ledger_mode mode;
	enum error (*run)(struct ledgering *ledgering); /* NULL: a view */
} table[] = {
	{"list", LEDGER_READ, NULL},
	{"show", LEDGER_READ, NULL},
	{"log", LEDGER_READ, NULL},
	{"set", LEDGER_WRITE, ledger_set},
	{"reply", LEDGER_WRITE, reply},
	{"suppress", LEDGER_WRITE, ledger_suppress},
	{"import", LEDGER_CREATE, ledger_import_file},
	{"merge", LEDGER_WRITE, ledger_merge},
	{"verify", LEDGER_READ, verify},
	{"export", LEDGER_READ, NULL},
	{"vacuum", LEDGER_WRITE, NULL},
};

static enum error act(struct ledgering *ledgering)
{
	const char *action =
		ledgering->arguments->word_count > 0 ? ledgering->arguments->words[0] : "";
	const char *path = arguments_text(ledgering->arguments, "ledger", NULL);
	size_t at = 0;
	while (at < sizeof table / sizeof *table && strcmp(table[at].name, action) != 0)
		at++;
	if (at == sizeof table / sizeof *table)
		return fail(&ledgering->failure, ERR_INPUT,
			"ledger takes list, show NAME, set NAME STATE, reply FILE, suppress NAME, "
			"export, import FILE, merge OTHER, log, verify or vacuum");
	if (path == NULL)
		return fail(&ledgering->failure, ERR_INPUT, "ledger needs --ledger FILE");
	enum error error =
		ledger_open(&ledgering->ledger, path, table[at].mode, &ledgering->failure);
	if (error != OK)
		return error;
	if (table[at].run != NULL)
		return table[at].run(ledgering);
	if (strcmp(action, "export") == 0)
		return ledger_export(ledgering->ledger, stdout, &ledgering->failure);
	if (strcmp(action, "vacuum") == 0)
		return ledger_vacuum(ledgering->ledger, &ledgering->failure);
	return view(ledgering, action);
}

static enum status run_ledger(const struct arguments *arguments)
{
	struct ledgering ledgering = {.arguments = arguments};
	enum error error = act(&ledgering);
	if (error != OK)
		say_failure(&ledgering.failure);
	ledger_close(ledgering.ledger);
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
		"found and said of one name. set: the next state of a request (drafted, reviewed, "
		"approved, sent, acknowledged, granted, declined, withdrawn, released); approved "
		"names the digest of what was approved. reply: the mail that answers --bundle DIR: "
		"its lines OK ALL, OK 1 3, NO 2: reason become granted and declined; quoted lines "
		"say nothing. suppress: a change that is not told again until a day. export and "
		"import: the whole ledger as JSON lines, and back into an equal one. merge: takes "
		"another team's requests over, so that nobody asks twice. log: who did what, each "
		"line sealed by a hash over the one before. verify: whether the log and all it "
		"speaks of are whole. vacuum: gives room back, and brings an older ledger to this "
		"version.",
	.groups = (const struct option *const[]){ledger_options, format_options, common_options,
		NULL},
	.actions = actions,
	.run = run_ledger,
};
