/* A page that stands alone: one file, its own style and script inside, and a content security
 * policy that allows nothing else, from nowhere (CSP 3: sources are given by their hash). */
#ifndef BASE_HTML_H
#define BASE_HTML_H

struct embedded_file;
struct text;

/* Everything up to and with <body>. TITLE is escaped here. STYLE and MORE_STYLE stand one after the
 * other in one <style>; MORE_STYLE and SCRIPT may be NULL. The script itself is added by
 * html_end(). */
void html_begin(struct text *out, const char *title, const struct embedded_file *style,
	const struct embedded_file *more_style, const struct embedded_file *script);
void html_end(struct text *out, const struct embedded_file *script);

/* One number of a list of class `tiles`: what it is, the figure, a note below. Escaped here. */
void html_tile(struct text *out, const char *what, const char *figure, const char *note);

#endif
