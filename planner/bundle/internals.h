/* The renderings of internal/: everything the plan holds, for the company's own eyes. */
#ifndef BUNDLE_INTERNALS_H
#define BUNDLE_INTERNALS_H

struct plan;
struct text;

/* report.md: the report as GitHub and GitLab show it. Text from outside is given as entities where
 * it could be markup, a mention or a closing keyword. Long lists are cut, and say so: the whole is
 * in names.csv. */
void markdown_render(const struct plan *plan, struct text *out);

/* report.html: one self-contained page. A content security policy allows its own style and script
 * by their SHA-256 and nothing else; the names stand in it as inert JSON and are shown as text. */
void page_render(const struct plan *plan, struct text *out);

/* names.csv: RFC 4180 with a header line; no field that a spreadsheet would run. */
void names_csv_render(const struct plan *plan, struct text *out);

/* findings.sarif: what is to be mended and what could be taken, at the places where it stands
 * (SARIF 2.1.0). Same plan, same fingerprints; see bundle/alerts.h. */
void sarif_render(const struct plan *plan, struct text *out);

/* tickets.jsonl: a ticket for each owner and cause, one JSON object a line. */
void tickets_render(const struct plan *plan, struct text *out);

#endif
