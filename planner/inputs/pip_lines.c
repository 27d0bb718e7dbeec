/* Lines as pip joins them. */
#include "inputs/pip_lines.h"
#include "base/limits.h"

#include <string.h>

struct pip_lines pip_lines_of(const struct file *file)
{
	return (struct pip_lines){.lines = lines_of(file->name, file->bytes, file->length),
		.joined = text_new(LIMIT_LINE_BYTES)};
}

void pip_lines_release(struct pip_lines *lines)
{
	text_release(&lines->joined);
}

static bool is_comment(const struct lines *lines)
{
	size_t begin = 0;
	while (begin < lines->length && pip_is_blank(lines->text[begin]))
		begin++;
	return begin < lines->length && lines->text[begin] == '#';
}

bool pip_lines_next(struct pip_lines *pip)
{
	struct lines *lines = &pip->lines;
	text_clear(&pip->joined);
	pip->comment = pip->too_long = false;
	while (lines_next(lines)) {
		bool comment = is_comment(lines);
		bool goes_on =
			!comment && lines->length > 0 && lines->text[lines->length - 1] == '\\';
		if (pip->joined.length == 0)
			pip->number = lines->number;
		if (!goes_on && pip->joined.length == 0) {
			pip->text = lines->text;
			pip->length = lines->length;
			pip->comment = comment;
			return true;
		}
		if (comment)
			text_add_char(&pip->joined, ' ');
		text_add_bytes(&pip->joined, lines->text, lines->length - goes_on);
		if (!goes_on)
			break;
	}
	pip->text = pip->joined.bytes;
	pip->length = pip->joined.length;
	pip->too_long = pip->joined.overflowed;
	return pip->length > 0 || pip->too_long;
}

size_t pip_comment_at(const char *line, size_t length)
{
	const char *at = line, *end = line + length;
	while (at < end && (at = memchr(at, '#', (size_t)(end - at))) != NULL) {
		if (at == line || pip_is_blank(at[-1]))
			return (size_t)(at - line);
		at++;
	}
	return length;
}
