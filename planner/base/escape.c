/* Text from outside, made harmless for the place where it is shown. */
#include "base/escape.h"
#include "base/text.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void add_escaped(struct text *out, uint32_t code_point)
{
	if (code_point == '\n')
		text_add(out, "\\n");
	else if (code_point == '\r')
		text_add(out, "\\r");
	else if (code_point == '\t')
		text_add(out, "\\t");
	else if (code_point < 0x100)
		text_addf(out, "\\x%02x", (unsigned)code_point);
	else if (code_point < 0x10000)
		text_addf(out, "\\u%04x", (unsigned)code_point);
	else
		text_addf(out, "\\U%08x", (unsigned)code_point);
}

/* Walks BYTES; hands each showable character to SHOW, escapes the others. */
static void walk(struct text *out, const char *bytes, size_t length,
	void (*show)(struct text *, const char *, size_t))
{
	size_t at = 0;
	while (at < length) {
		uint32_t code_point = (unsigned char)bytes[at];
		size_t size = utf8_read(bytes + at, length - at, &code_point);
		if (size > 0 && utf8_is_showable(code_point))
			show(out, bytes + at, size);
		else
			add_escaped(out, code_point);
		at += size > 0 ? size : 1;
	}
}

void escape_terminal(struct text *out, const char *bytes, size_t length)
{
	/* Printable ASCII, nearly all there is, goes through as one piece. */
	size_t plain = 0;
	while (plain < length && bytes[plain] >= 0x20 && bytes[plain] < 0x7f)
		plain++;
	text_add_bytes(out, bytes, plain);
	walk(out, bytes + plain, length - plain, text_add_bytes);
}

static void show_ascii(struct text *out, const char *bytes, size_t length)
{
	uint32_t code_point = 0;
	utf8_read(bytes, length, &code_point);
	if (code_point == '\\')
		text_add(out, "\\\\");
	else if (length == 1)
		text_add_bytes(out, bytes, 1);
	else
		add_escaped(out, code_point);
}

void escape_name(struct text *out, const char *bytes, size_t length)
{
	walk(out, bytes, length, show_ascii);
}

static void add_utf8(struct text *out, uint32_t c)
{
	char bytes[4];
	size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = size; i-- > 1; c >>= 6)
		bytes[i] = (char)(0x80 | (c & 0x3f));
	static const unsigned char mark[5] = {0, 0, 0xc0, 0xe0, 0xf0};
	bytes[0] = (char)(mark[size] | c);
	text_add_bytes(out, bytes, size);
}

/* The digits of \x, \u or \U; 0 for any other letter. */
static size_t digits_of(char letter)
{
	return letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
}

int unescape_name(struct text *out, const char *bytes, size_t length)
{
	for (size_t at = 0; at < length; at++) {
		if (bytes[at] != '\\') {
			text_add_char(out, bytes[at]);
			continue;
		}
		if (++at == length)
			return 0;
		static const char plain[] = "\\nrt", meant[] = "\\\n\r\t";
		const char *letter = strchr(plain, bytes[at]);
		size_t digits = digits_of(bytes[at]);
		if (bytes[at] != '\0' && letter != NULL) {
			text_add_char(out, meant[letter - plain]);
		} else if (digits > 0 && length - at > digits) {
			char number[9] = {0};
			memcpy(number, bytes + at + 1, digits);
			char *end;
			unsigned long value = strtoul(number, &end, 16);
			if (end != number + digits || value > 0x10ffff)
				return 0;
			add_utf8(out, (uint32_t)value);
			at += digits;
		} else {
			return 0;
		}
	}
	return 1;
}

static void show_html(struct text *out, const char *bytes, size_t length)
{
	switch (bytes[0]) {
	case '&':
		text_add(out, "&amp;");
		break;
	case '<':
		text_add(out, "&lt;");
		break;
	case '>':
		text_add(out, "&gt;");
		break;
	case '"':
		text_add(out, "&quot;");
		break;
	case '\'':
		text_add(out, "&#39;");
		break;
	default:
		text_add_bytes(out, bytes, length);
	}
}

void escape_html(struct text *out, const char *bytes, size_t length)
{
	walk(out, bytes, length, show_html);
}

static void show_csv(struct text *out, const char *bytes, size_t length)
{
	if (bytes[0] == '"')
		text_add_char(out, '"');
	text_add_bytes(out, bytes, length);
}

void escape_csv(struct text *out, const char *bytes, size_t length)
{
	text_add_char(out, '"');
	if (length > 0 && strchr("=+-@\t\r", bytes[0]) != NULL && bytes[0] != '\0')
		text_add_char(out, '\'');
	walk(out, bytes, length, show_csv);
	text_add_char(out, '"');
}

static void show_markdown(struct text *out, const char *bytes, size_t length)
{
	if (bytes[0] == '@' || bytes[0] == '#')
		text_addf(out, "&#%d;<!-- -->", bytes[0]);
	else if (length == 1 && strchr("\\`*_{}[]()<>#+-.!|~@&:\"'=$^/", bytes[0]) != NULL)
		text_addf(out, "&#%d;", bytes[0]);
	else
		text_add_bytes(out, bytes, length);
}

/* GH-1, !1, ~label, %milestone, [epic:1], https://...: what a code host links where NEXT follows
 * MARK. */
static bool is_reference(char mark, char next)
{
	if (mark == '-')
		return next >= '0' && next <= '9';
	if (mark == '/')
		return next == '/';
	return mark != '\0' && strchr("!$~%&[", mark) != NULL && next != ' ';
}

void escape_markdown(struct text *out, const char *bytes, size_t length)
{
	size_t start = 0;
	for (size_t i = 0; i + 1 < length; i++) {
		if (!is_reference(bytes[i], bytes[i + 1]))
			continue;
		walk(out, bytes + start, i + 1 - start, show_markdown);
		text_add(out, "<!-- -->");
		start = i + 1;
	}
	walk(out, bytes + start, length - start, show_markdown);
}
