/* The disclosure report: send/disclosure.txt, and the body of send/mail.eml.
 *
 * Its reader is a volunteer administrator of PyPI who knows PyPI's own forms, has two minutes,
 * opens no attachment and clicks no link. So it is plain text of 72 columns and complete in itself:
 * what to do first, who asks and where that can be checked, each request with the words to paste
 * and the answer to expect, every name with its reasons, what it would cost others, what was not
 * asked for, when a name may be given away, and how old the evidence is. Statements of fact only.
 */
#ifndef BUNDLE_DISCLOSURE_H
#define BUNDLE_DISCLOSURE_H

struct asked;
struct text;

/* How to answer, in a line each:
 *
 *	OK ALL          every request is granted
 *	OK 1 3          R1 and R3 are; numbers of requests, or names of one, between blanks
 *	NO 2: reason    R2 is not; the reason goes to the end of the line
 *
 * A line that begins otherwise is prose. `nameward ledger reply` reads them (bundle/reply.h). */
void disclosure_render(const struct asked *asked, struct text *out);

/* "[nameward] Quillhaven Mutual: 3 names, prefix quillhaven-", with "[DRAFT] " before it where it
 * is one: the subject of the mail. One line; not yet encoded for a header. */
void disclosure_subject(const struct asked *asked, struct text *out);

#endif
