/* Pieces of HTML that the sections of report.html are made of. */
#ifndef BUNDLE_PAGE_TEXT_H
#define BUNDLE_PAGE_TEXT_H

struct text;

/* Text from outside, inert. NULL adds nothing. */
void page_text(struct text *out, const char *text);

/* The same for a sentence in which what stands between two back-ticks is something to type. */
void page_prose(struct text *out, const char *sentence);

/* OPEN and CLOSE as they are, TEXT between them inert. */
void page_element(struct text *out, const char *open, const char *text, const char *close);

/* Opens <section id="ID"> with its heading; the caller closes it. */
void page_section(struct text *out, const char *id, const char *title);

#endif
