/* The middle of the disclosure report: each request, and every name with its reasons. */
#ifndef BUNDLE_DISCLOSURE_PARTS_H
#define BUNDLE_DISCLOSURE_PARTS_H

#include <stddef.h>
#include <stdint.h>

struct asked;
struct asked_request;
struct text;

/* "a, b, c", or "(none said)". */
void disclosure_list(struct text *out, const char *const *items, size_t count);

/* "TLP:AMBER+STRICT", a line: a document bears it at its beginning and at its end (TLP 2.0). */
void disclosure_label(struct text *out, const struct asked *asked);

/* How far it may be passed on, and until when nothing is told in public: the first lines of a
 * sheet, right before what they are about. */
void disclosure_marking(struct text *out, const struct asked *asked);

/* DRAFT, NOT TO BE SENT, where it is one. */
void disclosure_draft_mark(struct text *out, const struct asked *asked);

/* What a request is called: "prohibit 3 names". */
void disclosure_title(struct text *out, const struct asked_request *request);

/* "strong", "fair" or "weak": how well a criterion of PEP 755 is met. */
const char *disclosure_strength(uint32_t millionths);

/* Whose a name or namespace should be: the account on PyPI, else the organisation. */
const char *disclosure_account(const struct asked *asked);

/* "0.412 of 1 (high)" */
void disclosure_score(struct text *out, uint32_t millionths);

/* Each request: why, what to paste, which comment, which message to expect, until when. */
void disclosure_requests(const struct asked *asked, struct text *out);

/* Each name: reason class, since when in use, exposure, collateral with its parts. */
void disclosure_names(const struct asked *asked, struct text *out);

#endif
