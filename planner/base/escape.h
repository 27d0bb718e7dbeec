/* Text from outside, made harmless for the place where it is shown.
 *
 * Each function adds LENGTH bytes to OUT in the form that one place needs. Bytes that are no UTF-8
 * appear as \xNN; characters that would act on a terminal or deceive a reader (control characters,
 * bidirectional and zero-width marks) as \n, \t, \r, \xNN, \uNNNN or \UNNNNNNNN. */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include <stddef.h>

struct text;

/* For people on a terminal and in plain-text files: showable UTF-8 as it is. One line stays one
 * line. */
void escape_terminal(struct text *out, const char *bytes, size_t length);

/* For line formats, as Python's repr() writes a string, without quotes: printable ASCII as it is
 * (a backslash doubled), any other code point escaped. The form of registry-rules.tsv. */
void escape_name(struct text *out, const char *bytes, size_t length);

/* The names behind escape_name: undoes it. Returns false where BYTES is no such form. */
int unescape_name(struct text *out, const char *bytes, size_t length);

/* For HTML text and quoted attributes: & < > " ' as entities. */
void escape_html(struct text *out, const char *bytes, size_t length);

/* For one CSV field (RFC 4180): always quoted, quotes doubled; a field that a spreadsheet would
 * run (starts with = + - @, tab or carriage return) gets an apostrophe before it (OWASP, CSV
 * injection). */
void escape_csv(struct text *out, const char *bytes, size_t length);

/* For Markdown prose on GitHub: every character that starts markup is given as an entity. Mentions
 * and issue links are looked for in the rendered text, where an entity is a character again: so an
 * empty comment stands after each `@` and `#`, and wherever GH-1, !1, $1, ~label, %milestone, &1 or
 * an address would become a link on GitHub or GitLab. */
void escape_markdown(struct text *out, const char *bytes, size_t length);

#endif
