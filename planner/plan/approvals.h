/* Approval: who inside the organisation must agree before send/ goes out, and who did.
 *
 * The policy names roles ("security", "legal", "communications"). An approval is of exact bytes: it
 * names the digest of send/ as it will be sent. That is the SHA-256 of the lines of
 * send/SHA256SUMS that list renderings of the plan (bundle/approval.h), in a bundle in which no
 * approval is missing: so neither who approved, nor in which order, nor whether one is still
 * missing, nor the key that signs changes it, and everything that PyPI would read does. What is
 * approved under another digest does not count: those are other bytes.
 *
 * A plan whose approvals are missing is a draft, as one with weak evidence is (plan->draft): every
 * file of send/ that can bear a mark bears it. */
#ifndef PLAN_APPROVALS_H
#define PLAN_APPROVALS_H

#include <stdbool.h>

struct approval;
struct plan;

/* Whether TEXT is a role: lower-case words of letters and digits, joined by hyphens, at most
 * LIMIT_ROLE_BYTES. Anything else could be mistaken in a list of roles. */
bool approvals_is_role(const char *text);

/* The approval that counts for this role, or NULL. */
const struct approval *approvals_of(const struct plan *plan, const char *role);

/* How many roles have approved these bytes, and whether all have that must. */
unsigned approvals_given(const struct plan *plan);
bool approvals_complete(const struct plan *plan);

/* "not approved yet by: legal, communications", in the plan's pool; NULL where nobody is missing.
 */
const char *approvals_missing(const struct plan *plan);

/* Whether the bundle is not to be sent, for its evidence or for an approval that is missing. */
bool plan_is_draft(const struct plan *plan);

/* One reason why it is a draft, for a message: its evidence before its approvals. */
const char *plan_draft_reason(const struct plan *plan);

#endif
