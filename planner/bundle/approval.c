/* The digest that an approval names. */
#include "bundle/approval.h"
#include "base/text.h"
#include "bundle/format.h"
#include "bundle/sums.h"
#include "plan/plan.h"

#include <string.h>

void approval_digest(const struct plan *plan, char out[DIGEST_TEXT_BYTES])
{
	autotext struct text sums = text_new(LIMIT_FILE_BYTES);
	/* The same plan where nobody has to approve: its send/ is the one that will be sent. */
	struct plan approved = *plan;
	approved.approvals.roles.count = 0;
	for (const struct report_format *const *at = report_formats; *at != NULL; at++) {
		for (size_t part = 1; (*at)->scope == SCOPE_SEND; part++) {
			autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
			autotext struct text file = text_new(LIMIT_LINE_BYTES);
			if (!report_format_render_part(*at, &approved, part, &bytes))
				break;
			report_format_file(*at, part, &file);
			sums_add(&sums, file.bytes, &bytes);
		}
	}
	out[0] = '\0';
	if (sums.length == 0)
		return;
	struct digest digest = digest_of(sums.bytes, sums.length);
	digest_format(&digest, out);
}

void approval_settle(struct plan *plan)
{
	char digest[DIGEST_TEXT_BYTES];
	approval_digest(plan, digest);
	memcpy(plan->approvals.digest, digest, sizeof digest);
	if (digest[0] == '\0')
		plan->approvals.roles.count = 0;
}
