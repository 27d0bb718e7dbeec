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

static void add_file(struct text *out, const struct embedded_file *file)
{
	if (file != NULL)
		text_add_bytes(out, file->bytes, embedded_size(file));
}

void html_begin(struct text *out, const char *title, const struct embedded_file *style,
	const struct embedded_file *more_style, const struct embedded_file *script)
{
	autotext struct text styles = text_new(LIMIT_RECORD_BYTES);
	add_file(&styles, style);
	add_file(&styles, more_style);
	text_add(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		      "style-src ");
	add_source(out, styles.bytes, styles.length);
	if (script != NULL) {
		text_add(out, "; script-src ");
		add_source(out, script->bytes, embedded_size(script));
	}
	text_add(out, "; base-uri 'none'; form-action 'none'\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		      "<meta name=\"referrer\" content=\"no-referrer\">\n"
		      "<meta name=\"robots\" content=\"noindex\">\n<title>");
	escape_html(out, title, strlen(title));
	text_add(out, "</title>\n<style>");
	text_add_bytes(out, styles.bytes, styles.length);
	text_add(out, "</style>\n</head>\n<body>\n");
}

void html_end(struct text *out, const struct embedded_file *script)
{
	if (script != NULL) {
		text_add(out, "<script>");
		add_file(out, script);
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
