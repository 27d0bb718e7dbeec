/* nameward audit: plans again, compares with the ledger, records, and tells what changed. */
#include "base/intern.h"
#include "base/say.h"
#include "base/text.h"
#include "bundle/signature.h"
#include "commands/audit_record.h"
#include "commands/auditing.h"
#include "commands/network.h"
#include "commands/signing.h"
#include "ledger/history.h"
#include "ledger/ledger.h"

#include <stdlib.h>
#include <unistd.h>

static const struct option audit_options[] = {
	{.name = "ledger",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "what was seen, asked for and answered so far; made where it is missing"},
	{.name = "policy",
		.kind = OPTION_TEXT,
		.value = "FILE|DIR",
		.help = "the organisation's policy; of a folder each NAME.json, with the internal "
			"names in NAME/, NAME.tsv or NAME.txt beside it"},
	{.name = "out",
		.kind = OPTION_TEXT,
		.value = "DIR",
		.help = "write the bundle too, as plan does; for several policies DIR/NAME"},
	{.name = "team",
		.kind = OPTION_TEXT,
		.value = "NAME",
		.help = "whose ledger this is, where several teams keep one each and merge them"},
	{.name = "fail-on",
		.kind = OPTION_TEXT,
		.value = "CLASSES",
		.help = "the classes of changes that call for an exit code: taken, lookalike, "
			"blocked, free, quarantined, new, unused, overdue, term, weakness, "
			"granted, published, nearby, separated by commas; any or none (default: "
			"all but blocked, granted, published and nearby)"},
	{.name = "format",
		.kind = OPTION_CHOICE,
		.value = "FORMAT",
		.choices = audit_format_names,
		.help = "table (default), json, jsonl, sarif, junit, md, mail (a body) or chat (a "
			"line)"},
	{.name = "names",
		.kind = OPTION_FLAG,
		.help = "print names too; without it, what is no terminal gets counts alone, and "
			"so does everything where CI is set"},
	{.name = "report",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "write the report there, with names, and print a line"},
	{.name = "metrics",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "write Prometheus metrics there, for the textfile collector"},
	{.name = "history",
		.kind = OPTION_FLAG,
		.help = "do not audit: draw what the ledger holds, with --html"},
	{.name = "html",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "with --history: where the page goes"},
	{0},
};

static enum error check_options(struct auditing *auditing)
{
	const struct arguments *arguments = auditing->arguments;
	const char *list = arguments_text(arguments, "fail-on", NULL);
	bool history = arguments_have(arguments, "history");
	if (arguments->word_count > 0)
		return fail(&auditing->failure, ERR_INPUT,
			"audit takes no \"%s\"; lists are given with --seeds FILE",
			arguments->words[0]);
	if (!arguments_have(arguments, "ledger"))
		return fail(&auditing->failure, ERR_INPUT,
			"audit needs --ledger FILE, where it keeps what it saw");
	if (history != arguments_have(arguments, "html"))
		return fail(&auditing->failure, ERR_INPUT, "--history and --html FILE go together");
	if (!history && !arguments_have(arguments, "policy"))
		return fail(&auditing->failure, ERR_INPUT,
			"audit needs --policy FILE; policy/example/policy.json is one to begin "
			"with");
	if (arguments_have(arguments, "sign-key") && !arguments_have(arguments, "out"))
		return fail(&auditing->failure, ERR_INPUT,
			"--sign-key signs the bundle of --out DIR, and there is none");
	audits_fail_on_default(&auditing->audits);
	if (list != NULL && !audits_fail_on(&auditing->audits, list))
		return fail(&auditing->failure, ERR_INPUT,
			"--fail-on takes classes of changes separated by commas, any or none, not "
			"\"%s\"; nameward audit --help names them",
			list);
	return OK;
}

static enum error open_ledger(struct auditing *auditing)
{
	const char *team = arguments_text(auditing->arguments, "team", NULL);
	enum error error =
		ledger_open(&auditing->ledger, arguments_text(auditing->arguments, "ledger", ""),
			LEDGER_CREATE, &auditing->failure);
	autotext struct text held = text_new(LIMIT_MESSAGE_BYTES / 2);
	if (error == OK)
		history_name_organisations(auditing->ledger, &held);
	auditing->held = intern_string(auditing->pool, held.bytes);
	if (error != OK || team == NULL)
		return error;
	ledger_begin(auditing->ledger);
	ledger_set_team(
		auditing->ledger, team, arguments_as_of(auditing->arguments), audit_recorder);
	return ledger_commit(auditing->ledger, &auditing->failure);
}

static enum error audit_all(struct auditing *auditing)
{
	enum error error = audit_read(auditing);
	if (error == OK)
		error = signing_open(auditing->arguments, &auditing->signer, &auditing->failure);
	if (error == OK)
		auditing->index.verify_later = !arguments_have(auditing->arguments, "out");
	if (error == OK)
		error = job_index_open(
			&auditing->index, auditing->arguments, auditing->pool, &auditing->failure);
	if (error == OK)
		error = open_ledger(auditing);
	for (size_t i = 0; error == OK && i < auditing->jobs.count; i++)
		error = audit_one(auditing, &auditing->jobs.items[i], auditing->labels.items[i]);
	return error == OK ? audit_tell(auditing) : error;
}

static enum status run_audit(const struct arguments *arguments)
{
	struct auditing auditing = {.arguments = arguments, .pool = intern_new()};
	enum error error = check_options(&auditing);
	if (!audit_is_for_people(arguments, STDERR_FILENO))
		say_hide_names();
	if (error == OK)
		error = arguments_have(arguments, "history") ? audit_draw_history(&auditing)
							     : audit_all(&auditing);
	int status = audits_status(&auditing.audits);
	if (status < STATUS_PARTIAL && auditing.partial)
		status = STATUS_PARTIAL;
	if (error != OK) {
		say_failure(&auditing.failure);
		status = error == ERR_DOUBT ? STATUS_PARTIAL : STATUS_WRONG;
	}
	audits_release(&auditing.audits);
	for (size_t i = 0; i < auditing.jobs.count; i++)
		job_release(&auditing.jobs.items[i]);
	array_release(&auditing.jobs);
	array_release(&auditing.labels);
	array_release(&auditing.recorded);
	job_index_close(&auditing.index);
	ledger_close(auditing.ledger);
	signer_close(auditing.signer);
	intern_free(auditing.pool);
	return (enum status)status;
}

const struct command audit_command = {
	.name = "audit",
	.usage = "--seeds PATH... --policy FILE|DIR --ledger FILE [OPTION]...",
	.summary = "what changed since last time: plans again, compares, records",
	.description =
		"Plans as nameward plan does, compares with what the ledger holds, records it, and "
		"tells what changed: names of yours that somebody took, look-alikes, names that "
		"are free again, new and unused internal names, requests without an answer, terms "
		"that end, new kinds of weakness. The first run is the baseline. Requests that "
		"stand stay as they are unless their own facts changed. A run that cannot compare "
		"(an old index, look-ups in vain) says so, changes nothing, and ends with 3. With "
		"--confirm, what appeared or vanished is looked up by itself, and with --out also "
		"what is asked for. What is no terminal, and everything where the environment has "
		"CI, gets counts alone, unless --names is given: internal names do not belong into "
		"the logs of a pipeline. Exit codes: 0 nothing to do, 1 there is something to do, "
		"3 could not verify, 4 a name was taken by a stranger.",
	.groups = (const struct option *const[]){audit_options, signing_options, job_options,
		plan_network_options, snapshot_options, common_options, NULL},
	.run = run_audit,
};
