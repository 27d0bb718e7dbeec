/* A page that stands alone. */
#include "base/html.h"
#include "base/digest.h"
#include "base/embedded.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/text.h"

#include <openssl/evp.h>
#include <string.h>

/* 'sha256-...' of what stands between the tags (CSP 3, 2.3.1). */
static void add_source(struct text *out, const char *bytes, size_t length)
{
	struct digest digest = digest_of(bytes, length);
	unsigned char encoded[(DIGEST_BYTES + 2) / 3 * 4 + 1];
	EVP_EncodeBlock(encoded, digest.bytes, DIGEST_BYTES);
	text_addf(out, "'sha256-%s'", (char *)encoded);
}

static void add_files(struct text *out, const char *const *names)
{
	for (; *names != NULL; names++) {
		const struct embedded_file *file = embedded_get(*names);
		text_add_bytes(out, file->bytes, embedded_size(file));
	}
}

static void add_policy(struct text *out, const struct text *style, const struct text *script)
{
	text_add(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		      "style-src ");
	add_source(out, style->bytes, style->length);
	if (script->length > 0) {
		text_add(out, "; script-src ");
		add_source(out, script->bytes, script->length);
	}
	text_add(out, "; base-uri 'none'; form-action 'none'\">\n");
}

void html_begin(struct text *out, const struct html_page *page)
{
	autotext struct text style = text_new(LIMIT_RECORD_BYTES);
	autotext struct text script = text_new(LIMIT_RECORD_BYTES);
	add_files(&style, page->styles);
	add_files(&script, page->scripts);
	text_add(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
	add_policy(out, &style, &script);
	text_add(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		      "<meta name=\"referrer\" content=\"no-referrer\">\n"
		      "<meta name=\"robots\" content=\"noindex\">\n<title>");
	escape_html(out, page->title, strlen(page->title));
	text_add(out, "</title>\n<style>");
	text_add_bytes(out, style.bytes, style.length);
	text_add(out, "</style>\n</head>\n<body>\n");
}

void html_end(struct text *out, const struct html_page *page)
{
	if (page->scripts[0] != NULL) {
		text_add(out, "<script>");
		add_files(out, page->scripts);
		text_add(out, "</script>\n");
	}
	text_add(out, "</body>\n</html>\n");
}

void html_tile(struct text *out, const char *what, const char *figure, const char *note)
{
	text_add(out, "<div class=\"tile\"><dt>");
	escape_html(out, what, strlen(what));
	text_add(out, "</dt><dd class=\"figure\">");
	escape_html(out, figure, strlen(figure));
	text_add(out, "</dd><dd class=\"note\">");
	escape_html(out, note, strlen(note));
	text_add(out, "</dd></div>\n");
}
