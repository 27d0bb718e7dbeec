/* The data of report.html's table: the plan's names as compact JSON inside the page.
 *
 *	{"verdicts": [["similar", "look-alike exists"], ...], "mechanisms": ..., "standings": ...,
 *	 "alarms": ["", "repeated_characters", ...],
 *	 "name": ["acme-vault", ...], "exposure": [412000, ...], ...,
 *	 "places": [7, 8, 9], "placesAt": [0, 2, 2, 3], ..., "strings": [...]}
 *
 * It stands by columns, not by rows, since a browser reads one long array of numbers several times
 * faster than many short ones. A column holds a value a name, in the plan's order. A list is two
 * arrays: the values of all names one behind the other, and where those of each name begin, and one
 * more for the end. A text that may be the same for many names is a number in `strings`, -1 where
 * there is none. So 100,000 names take some 18 MB. Every text is made showable (base/escape.h,
 * escape_terminal) and `<`, `>`, `&` are written as \u003c, \u003e, \u0026, so that nothing in it
 * can end the script element it stands in.
 *
 * To add a column or a list: its row in the table of page_data.c, and where page.js shows it. */
#ifndef BUNDLE_PAGE_DATA_H
#define BUNDLE_PAGE_DATA_H

struct plan;
struct text;

void page_data(const struct plan *plan, struct text *out);

#endif
