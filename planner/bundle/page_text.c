/* Pieces of HTML that the sections of report.html are made of. */
#include "bundle/page_text.h"
#include "base/escape.h"
#include "base/text.h"

#include <stdbool.h>
#include <string.h>

void page_text(struct text *out, const char *text)
{
	if (text != NULL)
		escape_html(out, text, strlen(text));
}

void page_element(struct text *out, const char *open, const char *text, const char *close)
{
	text_add(out, open);
	page_text(out, text);
	text_add(out, close);
}

void page_prose(struct text *out, const char *sentence)
{
	bool is_code = false;
	for (const char *at = sentence;; at++) {
		size_t length = strcspn(at, "`");
		escape_html(out, at, length);
		at += length;
		if (*at == '\0')
			return;
		bool closes = is_code || strchr(at + 1, '`') != NULL;
		text_add(out, !closes ? "`" : is_code ? "</code>" : "<code>");
		is_code = closes && !is_code;
	}
}

void page_section(struct text *out, const char *id, const char *title)
{
	text_addf(out,
		"<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">%s</h2>\n",
		id, id, id, title);
}
