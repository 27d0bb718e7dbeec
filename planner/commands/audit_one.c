/* nameward audit: one organisation, planned again, compared with the ledger and recorded. */
#include "audit/changes.h"
#include "audit/standing.h"
#include "base/file.h"
#include "base/say.h"
#include "base/text.h"
#include "bundle/approval.h"
#include "bundle/bundle.h"
#include "commands/audit_record.h"
#include "commands/auditing.h"
#include "commands/signing.h"
#include "ledger/ledger.h"
#include "plan/approvals.h"
#include "registry/answers.h"

#include <stdlib.h>

/* What changed is looked up, and what is about to be asked for. */
static enum error look_up(struct auditing *auditing, struct job *job,
	const struct compare_facts *facts, struct plan *plan)
{
	struct intern *names = intern_new();
	compare_wants(facts, names);
	enum error error = job_look_up(job, names);
	if (error == OK && intern_count(names) > 0) {
		plan_release(plan);
		*plan = plan_new(job->pool);
		job_plan(job, plan);
	}
	intern_free(names);
	/* What is asked for is confirmed where a bundle is written, not every day. */
	if (error == OK && arguments_have(auditing->arguments, "out"))
		error = job_confirm(job, plan);
	if (error != OK)
		auditing->failure = job->failure;
	return error;
}

/* A bundle that rests on what could not be compared would pass for a good one: then the one of last
 * time stays. */
static enum error write_bundle(
	struct auditing *auditing, struct plan *plan, const char *label, bool doubtful)
{
	const char *out = arguments_text(auditing->arguments, "out", NULL);
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	if (out == NULL)
		return OK;
	text_addf(&path, "%s%s%s", out, label[0] ? "/" : "", label);
	if (doubtful) {
		say_warning("%s: no bundle is written, since this run could not compare; what is "
			    "there stays as it is",
			path.bytes);
		return OK;
	}
	enum error error = label[0] ? folder_make(out, &auditing->failure) : OK;
	if (error != OK)
		return error;
	approval_settle(plan);
	signing_warn(auditing->arguments, plan);
	error = bundle_write(plan, path.bytes, auditing->signer, &auditing->failure);
	if (error == OK)
		say_note("%s: the bundle%s; nameward verify says whether it can be sent",
			path.bytes, plan_is_draft(plan) ? ", a DRAFT" : "");
	return error;
}

/* Look-ups in vain leave open what changed, or drop what stands from the bundle: then nothing is
 * told but that. */
static const char *doubt_of(const struct job *job, const struct comparison *comparison)
{
	autotext struct text why = text_new(LIMIT_MESSAGE_BYTES);
	text_addf(&why,
		"look-ups that told nothing: %zu, changes that wait for them: %zu; run again when "
		"the registry answers, or without --confirm",
		job->doubts, comparison->changes.count);
	return job->doubts > 0 ? intern_string(job->pool, why.bytes) : NULL;
}

/* Compares and records; what was found goes to AUDIT. */
static enum error settle(struct auditing *auditing, struct job *job, struct record_facts *facts,
	const struct plan *plan, struct audit *audit)
{
	enum error error = OK;
	audit_fill(audit, plan, facts);
	audit->unknown = job->doubts;
	audit->since = facts->compare.past->day;
	audit->doubt = compare_doubt(&facts->compare, job->pool);
	if (audit->doubt != NULL)
		return OK;
	struct comparison comparison = compare(&facts->compare, job->pool);
	audit->doubt = doubt_of(job, &comparison);
	/* A quiet day rests on the index's header alone; what is told, on every byte. */
	if (comparison.changes.count > 0 || comparison.updates.count > 0)
		error = job_index_verify(&auditing->index, &auditing->failure);
	if (error == OK && audit->doubt == NULL) {
		int64_t number;
		error = audit_record(auditing->ledger, facts, plan, &comparison, audit, &number,
			&auditing->failure);
		if (error == OK)
			*array_add(&auditing->recorded) = number;
	}
	comparison_release(&comparison);
	return error;
}

enum error audit_one(struct auditing *auditing, struct job *job, const char *label)
{
	struct past past;
	struct ledger_requests requests = {0};
	struct suppressions suppressions = {0};
	const char *name = job->policy.organisation.name;
	int64_t organisation = ledger_organisation(auditing->ledger, name, false);
	autofree char *team = ledger_team(auditing->ledger);
	if (organisation == 0 && auditing->held[0] != '\0')
		say_warning(
			"\"%s\" is new in this ledger, which holds %s: where it was renamed, its "
			"past stays under the old name",
			name, auditing->held);
	past_load(auditing->ledger, organisation, &past);
	if (organisation != 0) {
		requests_load(auditing->ledger, organisation, job->pool, &requests);
		suppressions_load(auditing->ledger, organisation, job->pool, &suppressions);
	}
	struct standing_requests standing = standing_of_ledger(
		&past, &requests, team, arguments_as_of(auditing->arguments), job->pool);
	struct plan plan = plan_new(job->pool);
	job->sticky = &standing.sticky;
	job_plan(job, &plan);
	struct record_facts facts = {.organisation = name,
		.team = team,
		.compare = {&past, &requests, &suppressions, &plan, auditing->index.rules,
			&job->answers, &job->policy, team, arguments_as_of(auditing->arguments),
			job->seeds.skipped.count == 0}};
	struct audit *audit = array_add(&auditing->audits.items);
	*audit = (struct audit){.organisation = intern_string(auditing->pool, name),
		.as_of = facts.compare.as_of,
		.since = DATE_NONE};
	enum error error = OK;
	if (job_confirms(job))
		error = look_up(auditing, job, &facts.compare, &plan);
	if (error == OK)
		error = settle(auditing, job, &facts, &plan, audit);
	if (error == OK)
		audit_fill_requests(audit, auditing->ledger, &plan, &facts, job->pool);
	if (error == OK)
		error = ledger_error(auditing->ledger, &auditing->failure);
	if (error == OK)
		error = write_bundle(auditing, &plan, label, audit->doubt != NULL);
	job->sticky = NULL;
	plan_release(&plan);
	standing_release(&standing);
	past_release(&past);
	array_release(&requests.items);
	array_release(&suppressions.items);
	return error;
}
