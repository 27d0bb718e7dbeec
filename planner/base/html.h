/* A page that stands alone: one file, its own style and script inside, and a content security
 * policy that allows nothing else, from nowhere (CSP 3: sources are given by their hash). */
#ifndef BASE_HTML_H
#define BASE_HTML_H

enum { HTML_FILES = 4 };

struct text;

/* What a page is made of beside its body. The files stand inside the program (base/embedded.h). */
struct html_page {
	const char *title;
	const char *styles[HTML_FILES];  /* one after the other in one <style>; ended by NULL */
	const char *scripts[HTML_FILES]; /* the same, in one <script> */
};

/* Everything up to and with <body>. The title is escaped here. */
void html_begin(struct text *out, const struct html_page *page);

/* The script, and the end of the document. */
void html_end(struct text *out, const struct html_page *page);

/* One number of a list of class `tiles`: what it is, the figure, a note below. Escaped here. */
void html_tile(struct text *out, const char *what, const char *figure, const char *note);

#endif
