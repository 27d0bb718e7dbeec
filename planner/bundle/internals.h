/* The renderings of internal/: everything the plan holds, for the company's own eyes. */
#ifndef BUNDLE_INTERNALS_H
#define BUNDLE_INTERNALS_H

#include <stdbool.h>

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

/* claims.txt: what a person may want to claim or report, each with its channel (PUBLIC where
 * everybody reads it) and what that channel's form takes. Written where there is any. */
bool claims_apply(const struct plan *plan);
void claims_render(const struct plan *plan, struct text *out);

/* changes.md: what is new, gone and changed since the plan before (plan/difference.h), on one page.
 * Written where a plan before was given. */
bool changes_apply(const struct plan *plan);
void changes_render(const struct plan *plan, struct text *out);

/* The summary of a malware report: facts, and room for what a person saw; at most
 * LIMIT_MALWARE_BYTES. SINCE is a month, or "". */
void claims_malware_text(
	struct text *out, const char *organisation, const char *name, const char *since);

/* tickets.jsonl: a ticket for each owner and cause, one JSON object a line. */
void tickets_render(const struct plan *plan, struct text *out);

#endif
