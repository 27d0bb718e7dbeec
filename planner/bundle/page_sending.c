/* What report.html says of sending: the label, why it is a draft, and who approved. */
#include "base/text.h"
#include "bundle/page_parts.h"
#include "bundle/page_text.h"
#include "bundle/summary.h"
#include "bundle/words.h"
#include "plan/approvals.h"
#include "plan/plan.h"
#include "plan/tlp.h"

void page_marking(struct text *out, const struct plan *plan)
{
	text_addf(out, "<p class=\"meta\">TLP:%s", tlp_stricter(tlp_internal, plan->tlp));
	if (plan->embargo_until != DATE_NONE) {
		text_add(out, ", embargo until ");
		words_day(out, plan->embargo_until);
	}
	text_add(out, "</p>\n");
}

static void add_reason(struct text *out, const char *reason)
{
	text_add(out, "<li>");
	page_prose(out, reason);
	text_add(out, "</li>\n");
}

void page_draft(struct text *out, const struct plan *plan)
{
	if (!plan_is_draft(plan))
		return;
	text_add(out, "<aside class=\"draft\" aria-labelledby=\"draft\">\n"
		      "<h2 id=\"draft\">Draft, not to be sent</h2>\n<ul>\n");
	for (size_t i = 0; i < plan->draft_reasons.count; i++)
		add_reason(out, plan->draft_reasons.items[i]);
	if (!approvals_complete(plan))
		add_reason(out, approvals_missing(plan));
	text_add(out, "</ul>\n</aside>\n");
}

void page_approvals(struct text *out, const struct plan *plan)
{
	if (plan->approvals.digest[0] == '\0')
		return;
	page_section(out, "approvals", "Approval of what is sent");
	if (plan->approvals.roles.count == 0)
		text_add(out, "<p>The policy names nobody who must approve it.</p>\n");
	else
		text_add(out, "<ul>\n");
	for (size_t i = 0; i < plan->approvals.roles.count; i++) {
		autotext struct text line = text_new(LIMIT_LINE_BYTES);
		summary_approval(&line, plan, plan->approvals.roles.items[i]);
		page_element(out, "<li>", line.bytes, "</li>\n");
	}
	if (plan->approvals.roles.count > 0)
		text_add(out, "</ul>\n");
	page_element(out, "<p>Approval digest: <code>", plan->approvals.digest,
		"</code></p>\n</section>\n");
}
