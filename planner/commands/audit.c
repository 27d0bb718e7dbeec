/* nameward audit: plans again, compares with the ledger, records, and tells what changed. */
#include "audit/changes.h"
#include "audit/history_page.h"
#include "audit/report.h"
#include "audit/standing.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/say.h"
#include "base/text.h"
#include "bundle/approval.h"
#include "bundle/bundle.h"
#include "bundle/signature.h"
#include "commands/audit_record.h"
#include "commands/command.h"
#include "commands/job.h"
#include "commands/network.h"
#include "commands/signing.h"
#include "ledger/ledger.h"
#include "plan/approvals.h"
#include "registry/answers.h"
#include "registry/snapshot.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Policies of one run. */
enum { ORGANISATIONS_MOST = 200 };

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
			"granted, "
			"published, nearby, separated by commas; any or none (default: all but "
			"blocked, granted, published and nearby)"},
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

struct run {
	const struct arguments *arguments;
	struct failure failure;
	struct ledger *ledger;
	struct job_index index;
	struct intern *pool;
	struct audits audits;
	ARRAY(struct job) jobs;
	ARRAY(const char *) labels; /* of the policies; "" for one file */
	ARRAY(int64_t) recorded;    /* runs that wait to be told */
	struct signer *signer;      /* of the bundles of --out; NULL: none */
	bool partial;
};

/* ---- reading ---- */

static enum error check_options(struct run *run)
{
	const struct arguments *arguments = run->arguments;
	const char *list = arguments_text(arguments, "fail-on", NULL);
	bool history = arguments_have(arguments, "history");
	if (arguments->word_count > 0)
		return fail(&run->failure, ERR_INPUT,
			"audit takes no \"%s\"; lists are given with --seeds FILE",
			arguments->words[0]);
	if (!arguments_have(arguments, "ledger"))
		return fail(&run->failure, ERR_INPUT,
			"audit needs --ledger FILE, where it keeps what it saw");
	if (history != arguments_have(arguments, "html"))
		return fail(&run->failure, ERR_INPUT, "--history and --html FILE go together");
	if (!history && !arguments_have(arguments, "policy"))
		return fail(&run->failure, ERR_INPUT,
			"audit needs --policy FILE; policy/example/policy.json is one to begin "
			"with");
	if (arguments_have(arguments, "sign-key") && !arguments_have(arguments, "out"))
		return fail(&run->failure, ERR_INPUT,
			"--sign-key signs the bundle of --out DIR, and there is none");
	audits_fail_on_default(&run->audits);
	if (list != NULL && !audits_fail_on(&run->audits, list))
		return fail(&run->failure, ERR_INPUT,
			"--fail-on takes classes of changes separated by commas, any or none, not "
			"\"%s\"; nameward audit --help names them",
			list);
	return OK;
}

static bool is_folder(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The internal names beside DIR/NAME.json. */
static enum error find_seeds(
	struct run *run, const char *folder, const char *name, struct text *out)
{
	static const char *const endings[] = {"", ".tsv", ".txt"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		text_clear(out);
		text_addf(out, "%s/%s%s", folder, name, endings[i]);
		if (access(out->bytes, R_OK) == 0)
			return OK;
	}
	return fail(&run->failure, ERR_INPUT,
		"%s/%s.json: its internal names are missing: a folder or list %s, %s.tsv or "
		"%s.txt beside it",
		folder, name, name, name, name);
}

static enum error read_one(
	struct run *run, const char *policy, const char *seeds, const char *label)
{
	struct job *job = array_add(&run->jobs);
	*job = job_new(run->arguments, &run->index);
	*array_add(&run->labels) = intern_string(run->pool, label);
	enum error error = job_read(job, intern_string(run->pool, policy), seeds);
	if (error != OK)
		run->failure = job->failure;
	run->partial |= error == OK && job_is_partial(job);
	return error;
}

static int is_policy(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);
	return length > 5 && entry->d_name[0] != '.' &&
	       strcmp(entry->d_name + length - 5, ".json") == 0;
}

static enum error read_folder(struct run *run, const char *folder)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_policy, alphasort);
	enum error error = OK;
	if (arguments_have(run->arguments, "seeds") ||
		arguments_have(run->arguments, "seeds-index"))
		error = fail(&run->failure, ERR_INPUT,
			"with a folder of policies the internal names stand beside each; --seeds "
			"would be nobody's");
	else if (count <= 0)
		error = fail(&run->failure, ERR_INPUT,
			"%s: holds no NAME.json that could be a policy", folder);
	else if (count > ORGANISATIONS_MOST)
		error = fail(&run->failure, ERR_LIMIT, "%s: more than %d policies", folder,
			ORGANISATIONS_MOST);
	for (int i = 0; i < count; i++) {
		char *name = entries[i]->d_name;
		autotext struct text policy = text_new(LIMIT_LINE_BYTES);
		autotext struct text seeds = text_new(LIMIT_LINE_BYTES);
		text_addf(&policy, "%s/%s", folder, name);
		name[strlen(name) - 5] = '\0';
		if (error == OK)
			error = find_seeds(run, folder, name, &seeds);
		if (error == OK)
			error = read_one(run, policy.bytes, seeds.bytes, name);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return error;
}

/* ---- one organisation ---- */

/* What changed is looked up; *OPEN: how many of those look-ups told nothing. */
static enum error look_up(struct run *run, struct job *job, const struct compare_facts *facts,
	struct plan *plan, size_t *open)
{
	struct intern *names = intern_new();
	compare_wants(facts, names);
	enum error error = job_look_up(job, names);
	for (uint32_t i = 0; error == OK && i < intern_count(names); i++)
		*open += answers_find(&job->answers, intern_at(names, i))->presence ==
			 PRESENCE_UNKNOWN;
	if (error == OK && intern_count(names) > 0) {
		plan_release(plan);
		*plan = plan_new(job->pool);
		job_plan(job, plan);
	}
	intern_free(names);
	/* What is asked for is confirmed where a bundle is written, not every day. */
	if (error == OK && arguments_have(run->arguments, "out"))
		error = job_confirm(job, plan);
	if (error != OK)
		run->failure = job->failure;
	return error;
}

static enum error write_bundle(struct run *run, struct plan *plan, const char *label)
{
	const char *out = arguments_text(run->arguments, "out", NULL);
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	if (out == NULL)
		return OK;
	text_add(&path, out);
	if (label[0] != '\0') {
		enum error error = folder_make(out, &run->failure);
		if (error != OK)
			return error;
		text_addf(&path, "/%s", label);
	}
	approval_settle(plan);
	signing_warn(run->arguments, plan);
	enum error error = bundle_write(plan, path.bytes, run->signer, &run->failure);
	if (error == OK)
		say_note("%s: the bundle%s; nameward verify says whether it can be sent",
			path.bytes, plan_is_draft(plan) ? ", a DRAFT" : "");
	return error;
}

/* Look-ups in vain leave open what changed: then nothing is told but that. */
static const char *doubt_of(const struct job *job, const struct comparison *comparison, size_t open)
{
	autotext struct text why = text_new(LIMIT_MESSAGE_BYTES);
	text_addf(&why,
		"look-ups that told nothing: %zu, changes that wait for them: %zu; run again when "
		"the registry answers, or without --confirm",
		open, comparison->changes.count);
	return open > 0 ? intern_string(job->pool, why.bytes) : NULL;
}

/* Compares and records; what was found goes to AUDIT. OPEN: look-ups in vain. */
static enum error settle(struct run *run, struct job *job, struct record_facts *facts,
	const struct plan *plan, size_t open, struct audit *audit)
{
	enum error error = OK;
	audit_fill(audit, plan, facts, job->pool);
	audit->unknown = job->doubts;
	audit->since = facts->compare.past->day;
	audit->doubt = compare_doubt(&facts->compare, job->pool);
	if (audit->doubt != NULL)
		return OK;
	struct comparison comparison = compare(&facts->compare, job->pool);
	audit->doubt = doubt_of(job, &comparison, open);
	/* A quiet day rests on the index's header alone; what is told, on every byte. */
	if (comparison.changes.count > 0 || comparison.updates.count > 0)
		error = job_index_verify(&run->index, &run->failure);
	if (error == OK && audit->doubt == NULL) {
		int64_t number;
		error = audit_record(
			run->ledger, facts, plan, &comparison, audit, &number, &run->failure);
		if (error == OK)
			*array_add(&run->recorded) = number;
	}
	comparison_release(&comparison);
	return error;
}

static enum error audit_one(struct run *run, struct job *job, const char *label)
{
	struct past past;
	struct ledger_requests requests = {0};
	struct suppressions suppressions = {0};
	const char *name = job->policy.organisation.name;
	int64_t organisation = ledger_organisation(run->ledger, name, false);
	autofree char *team = ledger_team(run->ledger);
	past_load(run->ledger, organisation, &past);
	if (organisation != 0) {
		requests_load(run->ledger, organisation, job->pool, &requests);
		suppressions_load(run->ledger, organisation, job->pool, &suppressions);
	}
	struct standing_requests standing = standing_of_ledger(&past, &requests, team, job->pool);
	struct plan plan = plan_new(job->pool);
	job->sticky = &standing.sticky;
	job_plan(job, &plan);
	struct record_facts facts = {.organisation = name,
		.team = team,
		.compare = {&past, &requests, &suppressions, &plan, run->index.rules, &job->answers,
			&job->policy, team, arguments_as_of(run->arguments),
			job->seeds.skipped.count == 0}};
	struct audit *audit = array_add(&run->audits.items);
	*audit = (struct audit){.organisation = intern_string(run->pool, name),
		.as_of = facts.compare.as_of,
		.since = DATE_NONE};
	enum error error = OK;
	size_t open = 0;
	if (job_confirms(job))
		error = look_up(run, job, &facts.compare, &plan, &open);
	if (error == OK)
		error = settle(run, job, &facts, &plan, open, audit);
	if (error == OK)
		error = write_bundle(run, &plan, label);
	job->sticky = NULL;
	plan_release(&plan);
	standing_release(&standing);
	past_release(&past);
	array_release(&requests.items);
	array_release(&suppressions.items);
	return error;
}

/* ---- telling ---- */

/* Whether names may be shown there. A pipeline may well have a terminal, and logs it. */
static bool is_for_people(const struct arguments *arguments, int output)
{
	return arguments_have(arguments, "names") || (isatty(output) && getenv("CI") == NULL);
}

static enum error write_text(struct run *run, const char *path, const struct text *text)
{
	if (text->overflowed)
		return fail(&run->failure, ERR_LIMIT, "%s: the report has more than %d bytes", path,
			LIMIT_BULK_BYTES);
	return file_write(path, text->bytes, text->length, 0600, &run->failure);
}

static enum error tell(struct run *run)
{
	const struct arguments *arguments = run->arguments;
	const struct audit_format *format =
		&audit_formats[arguments_number(arguments, "format", 0)];
	const char *report = arguments_text(arguments, "report", NULL);
	const char *metrics = arguments_text(arguments, "metrics", NULL);
	bool names = report != NULL || is_for_people(arguments, STDOUT_FILENO);
	autotext struct text text = text_new(LIMIT_BULK_BYTES);
	autotext struct text numbers = text_new(LIMIT_BULK_BYTES);
	enum error error = OK;
	format->render(&run->audits, names, &text);
	audit_metrics(&run->audits, &numbers);
	if (metrics != NULL)
		error = file_write(metrics, numbers.bytes, numbers.length, 0644, &run->failure);
	if (error == OK && report != NULL) {
		error = write_text(run, report, &text);
		text_clear(&text);
		for (size_t i = 0; audit_formats[i].name != NULL; i++) {
			if (strcmp(audit_formats[i].name, "chat") == 0)
				audit_formats[i].render(&run->audits, false, &text);
		}
	}
	if (error != OK)
		return error;
	fwrite(text.bytes, 1, text.length, stdout);
	if (fflush(stdout) != 0)
		return fail(&run->failure, ERR_IO, "standard output could not be written");
	return OK;
}

/* From here on it is known that what was found reached somebody. */
static enum error note_told(struct run *run)
{
	ledger_begin(run->ledger);
	for (size_t i = 0; i < run->recorded.count; i++)
		run_shown(run->ledger, run->recorded.items[i]);
	return ledger_commit(run->ledger, &run->failure);
}

static enum error open_ledger(struct run *run)
{
	const char *team = arguments_text(run->arguments, "team", NULL);
	enum error error = ledger_open(&run->ledger, arguments_text(run->arguments, "ledger", ""),
		LEDGER_CREATE, &run->failure);
	if (error != OK || team == NULL)
		return error;
	ledger_begin(run->ledger);
	ledger_set_team(run->ledger, team, arguments_as_of(run->arguments), audit_recorder);
	return ledger_commit(run->ledger, &run->failure);
}

static enum error audit_all(struct run *run)
{
	const char *policy = arguments_text(run->arguments, "policy", NULL);
	enum error error =
		is_folder(policy) ? read_folder(run, policy) : read_one(run, policy, NULL, "");
	if (error == OK)
		error = signing_open(run->arguments, &run->signer, &run->failure);
	if (error == OK)
		run->index.verify_later = !arguments_have(run->arguments, "out");
	if (error == OK)
		error = job_index_open(&run->index, run->arguments, run->pool, &run->failure);
	if (error == OK)
		error = open_ledger(run);
	for (size_t i = 0; error == OK && i < run->jobs.count; i++)
		error = audit_one(run, &run->jobs.items[i], run->labels.items[i]);
	if (error == OK)
		error = tell(run);
	if (error == OK)
		error = note_told(run);
	return error;
}

static enum error draw_history(struct run *run)
{
	autotext struct text page = text_new(LIMIT_BULK_BYTES);
	enum error error = ledger_open(&run->ledger, arguments_text(run->arguments, "ledger", ""),
		LEDGER_READ, &run->failure);
	if (error == OK)
		error = history_page(run->ledger, &page, &run->failure);
	return error == OK ? write_text(run, arguments_text(run->arguments, "html", ""), &page)
			   : error;
}

static enum status run_audit(const struct arguments *arguments)
{
	struct run run = {.arguments = arguments, .pool = intern_new()};
	enum error error = check_options(&run);
	if (!is_for_people(arguments, STDERR_FILENO))
		say_hide_names();
	if (error == OK)
		error = arguments_have(arguments, "history") ? draw_history(&run) : audit_all(&run);
	int status = audits_status(&run.audits);
	if (status < STATUS_PARTIAL && run.partial)
		status = STATUS_PARTIAL;
	if (error != OK) {
		say_failure(&run.failure);
		status = error == ERR_DOUBT ? STATUS_PARTIAL : STATUS_WRONG;
	}
	audits_release(&run.audits);
	for (size_t i = 0; i < run.jobs.count; i++)
		job_release(&run.jobs.items[i]);
	array_release(&run.jobs);
	array_release(&run.labels);
	array_release(&run.recorded);
	job_index_close(&run.index);
	ledger_close(run.ledger);
	signer_close(run.signer);
	intern_free(run.pool);
	return (enum status)status;
}

const struct command audit_command = {
	.name = "audit",
	.usage = "--seeds PATH... --policy FILE|DIR --ledger FILE [OPTION]...",
	.summary = "what changed since last time: plans again, compares, records",
	.description =
		"Plans as nameward plan does, compares with what the ledger holds, records it, and "
		"tells what changed: names of yours that somebody took, look-alikes, names that "
		"are "
		"free again, new and unused internal names, requests without an answer, terms that "
		"end, new kinds of weakness. The first run is the baseline. Requests that stand "
		"stay "
		"as they are unless their own facts changed. A run that cannot compare (an old "
		"index, "
		"look-ups in vain) says so, changes nothing, and ends with 3. With --confirm, what "
		"appeared or vanished is looked up by itself, and with --out also what is asked "
		"for. What is no terminal, and everything where the environment has CI, "
		"gets counts alone, unless --names is given: internal names do not belong into the "
		"logs of a pipeline. Exit codes: 0 nothing to do, 1 there is something to do, 3 "
		"could "
		"not verify, 4 a name was taken by a stranger.",
	.groups = (const struct option *const[]){audit_options, signing_options, job_options,
		plan_network_options, snapshot_options, common_options, NULL},
	.run = run_audit,
};
