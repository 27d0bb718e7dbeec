/* nameward plan: the main job. Internal names and hallucination lists in, a disclosure bundle out.
 */
#include "plan/plan.h"
#include "base/escape.h"
#include "base/say.h"
#include "base/text.h"
#include "bundle/approval.h"
#include "bundle/bundle.h"
#include "bundle/signature.h"
#include "commands/command.h"
#include "commands/job.h"
#include "commands/network.h"
#include "commands/previous.h"
#include "commands/signing.h"
#include "plan/approvals.h"

#include <stdio.h>
#include <string.h>

static const struct option plan_options[] = {
	{.name = "policy",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "what the organisation declares about itself (policy/README.md)"},
	{.name = "out",
		.kind = OPTION_TEXT,
		.value = "DIR",
		.help = "the folder of the bundle; an older bundle there is replaced in one step"},
	{.name = "previous",
		.kind = OPTION_TEXT,
		.value = "DIR",
		.help = "the bundle of last time: its requests stand unless their own facts "
			"changed, and internal/changes.md tells what is new, gone and changed; DIR "
			"may be that of --out"},
	{0},
};

/* One of the page's numbers; MANY: how the sentence begins behind any number but one. */
static void print_total(const struct plan *plan, const char *total, const char *one,
	const char *many, const char *rest)
{
	int64_t count = plan_total(plan, total);
	printf("  %6lld  %s%s\n", (long long)count, count == 1 ? one : many, rest);
}

/* "  DRAFT, not to be sent: the evidence is ...; not approved yet by: legal." */
static void print_draft(const struct plan *plan)
{
	const char *missing = approvals_missing(plan);
	const char *before = "  DRAFT, not to be sent: ";
	for (size_t i = 0; i < plan->draft_reasons.count; i++) {
		printf("%s%s", before, plan->draft_reasons.items[i]);
		before = "; ";
	}
	if (missing != NULL)
		printf("%s%s", before, missing);
	if (plan_is_draft(plan))
		printf(".\n");
	if (missing != NULL)
		printf("  Who has read send/ approves it with nameward approve, by this digest:\n"
		       "  %s\n",
			plan->approvals.digest);
}

/* "  Since 2026-11-23: 11 requests stand; 1 new, 2 unused (internal/changes.md)." */
static void print_changes(const struct plan *plan)
{
	char day[DATE_TEXT_BYTES];
	const char *before = "; ";
	if (!plan->previous.is_there)
		return;
	date_format(plan->previous.as_of, day);
	printf("  Since %s: %u requests stand", day, plan->previous.standing);
	for (size_t i = 0, end; i < plan->changes.count; i = end) {
		enum plan_change_class class = plan->changes.items[i].class;
		for (end = i; end < plan->changes.count && plan->changes.items[end].class == class;)
			end++;
		printf("%s%zu %s", before, end - i, plan_change_classes[class].name);
		before = ", ";
	}
	printf(" (internal/changes.md).\n");
}

/* The same four numbers as the report's first page. */
static void print_summary(const struct plan *plan, const char *out)
{
	autotext struct text name = text_new(LIMIT_LINE_BYTES);
	autotext struct text where = text_new(LIMIT_LINE_BYTES);
	escape_terminal(&name, plan->organisation.name, strlen(plan->organisation.name));
	escape_terminal(&where, out, strlen(out));
	char day[DATE_TEXT_BYTES];
	date_format(plan->as_of, day);
	printf("%s, %s\n\n", name.bytes, day);
	static const char ours[] = "of your internal names ";
	print_total(plan, "own_side", "place", "places", " to mend yourself, before anything else");
	print_total(plan, "internal_open", ours, ours, "could be taken by anybody");
	print_total(plan, "internal_taken", ours, ours, "taken by somebody already");
	print_total(plan, "internal_blocked", ours, ours, "blocked already by PyPI's own rules");
	print_total(plan, "asks", "request", "requests", " worth making now");
	for (size_t i = 0; i < plan->requests.count; i++) {
		const struct request *request = &plan->requests.items[i];
		if (request->bundle == 1)
			printf("          %s  %s%s%s, %zu name%s\n", request->id,
				mechanism_name(request->mechanism), request->target ? " " : "",
				request->target ? request->target : "", request->name_count,
				request->name_count == 1 ? "" : "s");
	}
	int64_t share = plan_total(plan, "share_covered_bundle");
	int64_t year = plan_total(plan, "share_covered_year");
	printf("\n  They cover %lld.%lld %% of the exposure that can be asked for (%lld.%lld %% in "
	       "a year).\n",
		(long long)share / 10000, (long long)share / 1000 % 10, (long long)year / 10000,
		(long long)year / 1000 % 10);
	print_changes(plan);
	print_draft(plan);
	printf("  Nothing was registered. The bundle: %s\n", where.bytes);
}

static bool is_something_to_do(const struct plan *plan)
{
	return plan->requests.count > 0 || plan->own_side.count > 0;
}

static enum error check_words(const struct arguments *arguments, struct failure *failure)
{
	if (arguments_text(arguments, "out", NULL) == NULL)
		return fail(failure, ERR_INPUT, "plan needs --out DIR, where the bundle goes");
	if (arguments_text(arguments, "policy", NULL) == NULL)
		return fail(failure, ERR_INPUT,
			"plan needs --policy FILE; policy/example/policy.json is one to begin "
			"with");
	if (arguments->word_count > 0)
		return fail(failure, ERR_INPUT,
			"plan takes no \"%s\"; lists are given with --seeds FILE",
			arguments->words[0]);
	return OK;
}

static enum error write_bundle(struct job *job, const struct previous *previous,
	const struct signer *signer, struct plan *plan)
{
	approval_settle(plan);
	signing_warn(job->arguments, plan);
	previous_compare_signer(previous, signer);
	return bundle_write(
		plan, arguments_text(job->arguments, "out", NULL), signer, &job->failure);
}

/* What stands from last time. */
static enum error read_previous(struct job *job, struct previous *previous)
{
	const char *dir = arguments_text(job->arguments, "previous", NULL);
	if (dir == NULL)
		return OK;
	enum error error = previous_read(previous, dir, job->policy.organisation.name,
		arguments_as_of(job->arguments), &job->failure);
	if (error != OK)
		return error;
	if (previous->plan.approvals.given.count > 0)
		say_note("%s: who approved it approved those bytes; what is planned now must be "
			 "approved again",
			dir);
	job->previous = &previous->plan;
	job->previous_digest = previous->bundled.digest;
	job->sticky = &previous->sticky;
	return OK;
}

static enum error make(struct job *job, struct job_index *index, struct previous *previous,
	struct plan *plan, enum status *status)
{
	struct signer *signer = NULL;
	enum error error = job_read(job, arguments_text(job->arguments, "policy", NULL), NULL);
	if (error == OK && job->policy.embargo_until <= arguments_as_of(job->arguments) &&
		job->policy.embargo_until != DATE_NONE)
		say_warning("policy: embargo_until is a day that is over: there is no embargo");
	if (error == OK)
		error = read_previous(job, previous);
	/* Before names leave the machine for a bundle that could not be signed. */
	if (error == OK)
		error = signing_open(job->arguments, &signer, &job->failure);
	if (error == OK)
		error = job_index_open(index, job->arguments, job->pool, &job->failure);
	if (error == OK)
		job_plan(job, plan);
	if (error == OK && job_confirms(job))
		error = job_confirm(job, plan);
	if (error == OK)
		error = write_bundle(job, previous, signer, plan);
	signer_close(signer);
	if (error != OK)
		return error;
	print_summary(plan, arguments_text(job->arguments, "out", NULL));
	*status = job_is_partial(job)        ? STATUS_PARTIAL
		  : is_something_to_do(plan) ? STATUS_TO_DO
					     : STATUS_DONE;
	return OK;
}

static enum status run_plan(const struct arguments *arguments)
{
	struct job_index index = {0};
	struct job job = job_new(arguments, &index);
	struct plan plan = plan_new(job.pool);
	struct previous previous = {0};
	enum status status = STATUS_WRONG;
	enum error error = check_words(arguments, &job.failure);
	if (error == OK)
		error = make(&job, &index, &previous, &plan, &status);
	if (error != OK)
		say_failure(&job.failure);
	plan_release(&plan);
	previous_release(&previous);
	job_release(&job);
	job_index_close(&index);
	return status;
}

const struct command plan_command = {
	.name = "plan",
	.usage = "--seeds PATH... --policy FILE --out DIR [OPTION]...",
	.summary = "the main job: internal names in, report and disclosure bundle out",
	.description =
		"Reads your internal names, what language models invent and your policy; works out "
		"which names somebody could register on PyPI to harm you, what you can mend "
		"yourself, what PyPI blocks already, and the smallest set of requests that closes "
		"the rest; writes internal/ (for you alone) and send/ (for PyPI's administrators) "
		"below DIR. Exit code 1 says that there is something to do. Nothing leaves the "
		"machine, except with --confirm (or the policy's registry.live): then the names "
		"about to be asked for are looked up at PyPI, after a notice of which; only a plan "
		"whose names are confirmed, by a snapshot fetched from PyPI too, is no draft.",
	.groups = (const struct option *const[]){plan_options, signing_options, job_options,
		plan_network_options, snapshot_options, common_options, NULL},
	.run = run_plan,
};
