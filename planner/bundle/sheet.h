/* A plain-text sheet of 72 columns: headings, paragraphs, labelled facts, lists.
 *
 * Every function adds whole lines to OUT. Text is given as it came: it is escaped here for a
 * terminal (base/escape.h), so that a line break or a control character inside it cannot start a
 * line of its own, and then broken between words. A word too long for its column stands further
 * left on a line of its own; one longer than that is broken inside; wide characters count as two
 * columns. No line ends with white space, but for sheet_copied(). */
#ifndef BUNDLE_SHEET_H
#define BUNDLE_SHEET_H

#include <stddef.h>

struct text;

enum { SHEET_COLUMNS = 72 };

/* WHO ASKS
 * -------- */
void sheet_heading(struct text *out, const char *heading);

void sheet_blank(struct text *out);

/* TEXT at INDENT columns. */
void sheet_paragraph(struct text *out, size_t indent, const char *text);

/* The same, made with printf. What stands in it is escaped as a whole. */
void sheet_say(struct text *out, size_t indent, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* "  Contact:    security@example.org": TEXT begins WIDTH columns after INDENT, and so do its
 * further lines. */
void sheet_fact(struct text *out, size_t indent, size_t width, const char *label, const char *text);

/* TEXT at the left, to be copied into a field of one line: such a field drops line feeds (HTML,
 * value sanitization of `input type=text`), so each line but the last keeps a blank at its end. */
void sheet_copied(struct text *out, const char *text);

/* "  - TEXT" */
void sheet_item(struct text *out, size_t indent, const char *text);

/* One line that is never broken: a name to paste, a digest. It must fit. */
void sheet_line(struct text *out, size_t indent, const char *line);

#endif
