/* A plain-text sheet of 72 columns: headings, paragraphs, labelled facts, lists. */
#include "bundle/sheet.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LONG_WORD_INDENT = 4 };

static void add_spaces(struct text *out, size_t count)
{
	while (count-- > 0)
		text_add_char(out, ' ');
}

/* Columns that a code point takes: two from the Hangul Jamo on, where the wide scripts begin.
 * Counting too many only breaks a line early. */
static size_t columns_of(uint32_t code_point)
{
	return code_point >= 0x1100 ? 2 : 1;
}

/* The bytes of the next word, and its columns; at most ROOM columns of it. */
static size_t next_word(const char *text, size_t length, size_t room, size_t *columns)
{
	size_t at = 0;
	*columns = 0;
	while (at < length && text[at] != ' ') {
		uint32_t code_point = (unsigned char)text[at];
		size_t size = utf8_read(text + at, length - at, &code_point);
		size_t wide = columns_of(code_point);
		if (*columns + wide > room)
			break;
		*columns += wide;
		at += size > 0 ? size : 1;
	}
	return at;
}

static void end_line(struct text *out)
{
	while (out->length > 0 && out->bytes[out->length - 1] == ' ')
		out->bytes[--out->length] = '\0';
	text_add_char(out, '\n');
}

/* Fills lines with TEXT (escaped); the cursor stands at COLUMN, further lines begin at INDENT. A
 * word too long for such a line has one of its own further left, so that an address stays whole. */
static void fill(struct text *out, const char *text, size_t length, size_t column, size_t indent)
{
	size_t space = 0;
	for (size_t at = 0; at < length;) {
		if (text[at] == ' ') {
			at++;
			continue;
		}
		size_t columns;
		size_t size = next_word(text + at, length - at, SHEET_COLUMNS, &columns);
		size_t margin = columns <= SHEET_COLUMNS - indent ? indent : LONG_WORD_INDENT;
		if (columns > SHEET_COLUMNS - LONG_WORD_INDENT)
			size = next_word(text + at, length - at, SHEET_COLUMNS - margin, &columns);
		if (column > margin && column + space + columns > SHEET_COLUMNS) {
			end_line(out);
			add_spaces(out, margin);
			column = margin;
			space = 0;
		}
		add_spaces(out, space);
		text_add_bytes(out, text + at, size);
		column += space + columns;
		at += size;
		space = 1;
	}
	end_line(out);
}

static void fill_raw(struct text *out, const char *text, size_t column, size_t indent)
{
	autotext struct text safe = text_new(LIMIT_FILE_BYTES);
	escape_terminal(&safe, text, strlen(text));
	fill(out, safe.bytes, safe.length, column, indent);
}

void sheet_blank(struct text *out)
{
	text_add_char(out, '\n');
}

void sheet_heading(struct text *out, const char *heading)
{
	size_t start = out->length;
	text_add_char(out, '\n');
	fill_raw(out, heading, 0, 0);
	for (size_t columns = out->length - start - 2; columns > 0; columns--)
		text_add_char(out, '-');
	text_add_char(out, '\n');
}

void sheet_paragraph(struct text *out, size_t indent, const char *text)
{
	add_spaces(out, indent);
	fill_raw(out, text, indent, indent);
}

void sheet_copied(struct text *out, const char *text)
{
	autotext struct text safe = text_new(LIMIT_FILE_BYTES);
	escape_terminal(&safe, text, strlen(text));
	for (size_t at = 0; at < safe.length;) {
		size_t left = safe.length - at, columns, end = 0, size;
		/* Up to the last blank that still fits, with it; a word that fills a line is
		 * broken. */
		for (size_t column = 0; end < left; end += size, column += columns + 1) {
			size = next_word(
				safe.bytes + at + end, left - end, SHEET_COLUMNS - 1, &columns);
			if (column > 0 && column + columns + 1 > SHEET_COLUMNS)
				break;
			size += at + end + size < safe.length && safe.bytes[at + end + size] == ' ';
		}
		text_add_bytes(out, safe.bytes + at, end);
		text_add_char(out, '\n');
		at += end;
	}
}

void sheet_say(struct text *out, size_t indent, const char *format, ...)
{
	autofree char *text = NULL;
	va_list arguments;
	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) < 0)
		memory_exhausted();
	va_end(arguments);
	sheet_paragraph(out, indent, text);
}

void sheet_fact(struct text *out, size_t indent, size_t width, const char *label, const char *text)
{
	size_t used = strlen(label) + 1;
	add_spaces(out, indent);
	text_addf(out, "%s:", label);
	add_spaces(out, width > used ? width - used : 1);
	fill_raw(out, text, indent + (width > used ? width : used + 1), indent + width);
}

void sheet_item(struct text *out, size_t indent, const char *text)
{
	add_spaces(out, indent);
	text_add(out, "- ");
	fill_raw(out, text, indent + 2, indent + 2);
}

void sheet_line(struct text *out, size_t indent, const char *line)
{
	add_spaces(out, indent);
	escape_terminal(out, line, strlen(line));
	text_add_char(out, '\n');
}
