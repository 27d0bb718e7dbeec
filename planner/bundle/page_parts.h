/* The sections of report.html that stand without a script. */
#ifndef BUNDLE_PAGE_PARTS_H
#define BUNDLE_PAGE_PARTS_H

struct plan;
struct summary;
struct text;

/* What it says of sending: how far this page may go, why send/ is a draft, who approved it. */
void page_marking(struct text *out, const struct plan *plan);
void page_draft(struct text *out, const struct plan *plan);
void page_approvals(struct text *out, const struct plan *plan);
void page_mend(struct text *out, const struct summary *summary);
void page_numbers(struct text *out, const struct summary *summary);
void page_blocked(struct text *out, const struct summary *summary);
void page_requests(struct text *out, const struct summary *summary);
void page_findings(struct text *out, const struct summary *summary);
void page_appendix(struct text *out, const struct plan *plan);
/* How it was made: inputs, digests, figures. */
void page_sources(struct text *out, const struct plan *plan);

#endif
