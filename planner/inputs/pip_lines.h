/* Lines as pip joins them (pip's req/req_file.py).
 *
 *	struct pip_lines lines = pip_lines_of(file);
 *	while (pip_lines_next(&lines))
 *		... lines.text, lines.length, lines.number (of the first of them, from 1) ...
 *	if (lines.lines.error) ...
 *	pip_lines_release(&lines);
 *
 * A line that ends with a backslash goes on in the next one, up to a comment. Lines are not ended
 * by NUL, and keep their comments. */
#ifndef INPUTS_PIP_LINES_H
#define INPUTS_PIP_LINES_H

#include "base/file.h"
#include "base/text.h"

struct pip_lines {
	const char *text;
	size_t length;
	size_t number;
	bool comment;  /* it stands alone and is nothing else */
	bool too_long; /* more than LIMIT_LINE_BYTES once it was joined: TEXT is cut */
	struct lines lines;
	struct text joined;
};

struct pip_lines pip_lines_of(const struct file *file);
bool pip_lines_next(struct pip_lines *lines);
void pip_lines_release(struct pip_lines *lines);

/* Where the comment of a line begins, at a `#` that stands first or behind a blank; LENGTH where it
 * has none. */
size_t pip_comment_at(const char *line, size_t length);

static inline bool pip_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

#endif
