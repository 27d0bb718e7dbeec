/* nameward verify: a bundle against its plan.json, and whether it may be sent. */
#include "base/file.h"
#include "base/text.h"
#include "bundle/approval.h"
#include "bundle/format.h"
#include "commands/verifying.h"
#include "plan/approvals.h"
#include "plan/plan.h"
#include "plan/policy.h"

#include <string.h>

static bool differs(const char *path, const struct text *wanted)
{
	struct file file;
	struct failure failure;
	if (file_read(&file, path, LIMIT_BULK_BYTES, &failure) != OK)
		return true;
	bool same = file.length == wanted->length &&
		    (file.length == 0 || memcmp(file.bytes, wanted->bytes, file.length) == 0);
	file_release(&file);
	return !same;
}

/* A file that was changed together with its digest shows. */
void verify_renderings(struct verifying *verifying, const char *bundle, const struct plan *plan)
{
	char digest[DIGEST_TEXT_BYTES];
	for (const struct report_format *const *at = report_formats; *at != NULL; at++) {
		for (size_t part = 1;; part++) {
			autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
			autotext struct text file = text_new(LIMIT_LINE_BYTES);
			autotext struct text path = text_new(LIMIT_LINE_BYTES);
			if (!report_format_render_part(*at, plan, part, &bytes))
				break;
			report_format_file(*at, part, &file);
			text_addf(&path, "%s/%s/%s", bundle, scope_name((*at)->scope), file.bytes);
			if (differs(path.bytes, &bytes))
				verifying_fault(
					verifying, path.bytes, "is not what plan.json gives");
		}
	}
	approval_digest(plan, digest);
	if (plan->approvals.roles.count > 0 && strcmp(digest, plan->approvals.digest) != 0)
		verifying_fault(verifying, bundle,
			"internal/plan.json: approvals.digest is not that of send/: what was "
			"approved is something else");
}

/* Approvals of other bytes, and by whom nobody asked, count for nothing. */
static void check_given(struct verifying *verifying, const char *bundle, const struct plan *plan)
{
	for (size_t i = 0; i < plan->approvals.given.count; i++) {
		const struct approval *given = &plan->approvals.given.items[i];
		autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
		bool is_role = false;
		for (size_t k = 0; k < plan->approvals.roles.count; k++)
			is_role |= strcmp(plan->approvals.roles.items[k], given->role) == 0;
		if (!is_role)
			text_addf(&what, "the approval of %s counts not: no role of the policy",
				given->role);
		else if (approvals_of(plan, given->role) == NULL)
			text_addf(&what,
				"the approval of %s by %s counts not: it is of other bytes "
				"(%.16s..)",
				given->role, given->by, given->digest);
		if (what.length > 0)
			verifying_remark(verifying, bundle, what.bytes);
	}
}

void verify_age(struct verifying *verifying, const char *bundle, date evidence)
{
	struct policy policy;
	policy_default(&policy, verifying->pool);
	date oldest =
		arguments_as_of(verifying->arguments) - (date)policy.registry.evidence_days_max;
	if (evidence == DATE_NONE || evidence < oldest)
		verifying_remark(verifying, bundle,
			"rests on an old index by now: plan again before it is sent");
	policy_release(&policy);
}

void verify_readiness(struct verifying *verifying, const char *bundle, const struct plan *plan)
{
	const char *missing = approvals_missing(plan);
	check_given(verifying, bundle, plan);
	if (missing != NULL) {
		verifying_remark(verifying, bundle, missing);
		verifying_say(
			verifying, bundle, "the digest to approve: %s", plan->approvals.digest);
	}
	if (plan_is_draft(plan)) {
		autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
		text_add(&what, "is a DRAFT, not to be sent");
		for (size_t i = 0; i < plan->draft_reasons.count; i++)
			text_addf(&what, "; %s", plan->draft_reasons.items[i]);
		verifying_remark(verifying, bundle, what.bytes);
	} else if (plan->approvals.digest[0] != '\0') {
		verifying_say(verifying, bundle, "approved by all %zu that must, by the digest %s",
			plan->approvals.roles.count, plan->approvals.digest);
	}
	verify_age(verifying, bundle, plan->snapshot.day);
}
