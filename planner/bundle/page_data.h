/* The data of report.html's table: the plan's names as compact JSON inside the page.
 *
 *	{"verdicts": [["similar", "look-alike exists"], ...], "mechanisms": ..., "standings": ...,
 *	 "alarms": ["", "repeated_characters", ...], "strings": [...], "rows": [[...], ...]}
 *
 * A row holds its values in the order that page.js names them; a text that may be the same in many
 * rows is a number in `strings`, -1 where there is none. So 100,000 names take some 20 MB. Every
 *text is made showable (base/escape.h, escape_terminal) and `<`, `>`, `&` are written as \u003c,
 *\u003e, \u0026, so that nothing in it can end the script element it stands in. */
#ifndef BUNDLE_PAGE_DATA_H
#define BUNDLE_PAGE_DATA_H

struct plan;
struct text;

void page_data(const struct plan *plan, struct text *out);

#endif
