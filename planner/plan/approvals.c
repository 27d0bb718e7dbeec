/* Approval: who must agree before send/ goes out, and who did. */
#include "plan/approvals.h"
#include "base/limits.h"
#include "base/text.h"
#include "plan/plan.h"

#include <string.h>

bool approvals_is_role(const char *text)
{
	size_t length = strlen(text);
	if (length == 0 || length > LIMIT_ROLE_BYTES || text[0] == '-' || text[length - 1] == '-')
		return false;
	return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length &&
	       strstr(text, "--") == NULL;
}

const struct approval *approvals_of(const struct plan *plan, const char *role)
{
	for (size_t i = 0; i < plan->approvals.given.count; i++) {
		const struct approval *given = &plan->approvals.given.items[i];
		if (strcmp(given->role, role) == 0 && plan->approvals.digest[0] != '\0' &&
			strcmp(given->digest, plan->approvals.digest) == 0)
			return given;
	}
	return NULL;
}

unsigned approvals_given(const struct plan *plan)
{
	unsigned count = 0;
	for (size_t i = 0; i < plan->approvals.roles.count; i++)
		count += approvals_of(plan, plan->approvals.roles.items[i]) != NULL;
	return count;
}

bool approvals_complete(const struct plan *plan)
{
	return approvals_given(plan) == plan->approvals.roles.count;
}

const char *approvals_missing(const struct plan *plan)
{
	autotext struct text missing = text_new(LIMIT_MESSAGE_BYTES);
	for (size_t i = 0; i < plan->approvals.roles.count; i++) {
		const char *role = plan->approvals.roles.items[i];
		if (approvals_of(plan, role) == NULL)
			text_addf(&missing, "%s%s",
				missing.length > 0 ? ", " : "not approved yet by: ", role);
	}
	return missing.length > 0 ? intern_string(plan->pool, missing.bytes) : NULL;
}

bool plan_is_draft(const struct plan *plan)
{
	return plan->draft || !approvals_complete(plan);
}

const char *plan_draft_reason(const struct plan *plan)
{
	const char *missing = approvals_missing(plan);
	if (plan->draft && plan->draft_reasons.count > 0)
		return plan->draft_reasons.items[0];
	return missing != NULL ? missing : "nobody said why";
}
