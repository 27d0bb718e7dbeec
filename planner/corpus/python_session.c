/* Interactive sessions without their prompts. */
#include "corpus/python_session.h"
#include "base/text.h"
#include "corpus/python_lexing.h"

/* Behind `>>> `, `... `, `In [1]: ` or `   ...: ` at the begin of a line; NULL where none is. */
static const char *behind_prompt(const char *line, const char *end)
{
	const char *at = line;
	while (at < end && is(*at, BLANK))
		at++;
	if (end - at >= 3 && (memcmp(at, ">>>", 3) == 0 || memcmp(at, "...", 3) == 0)) {
		at += 3;
		at += at < end && *at == ':';
		if (at < end && !is(*at, BLANK))
			return NULL;
		return at + (at < end);
	}
	if (end - at < 4 || memcmp(at, "In [", 4) != 0)
		return NULL;
	for (at += 4; at < end && is(*at, DIGIT); at++)
		;
	if (end - at < 2 || memcmp(at, "]:", 2) != 0)
		return NULL;
	at += 2;
	return at + (at < end && *at == ' ');
}

bool python_undress(const char *text, size_t length, struct text *code)
{
	const char *end = text + length, *first = text;
	while (first < end && (is(*first, BLANK) || *first == '\n'))
		first++;
	/* Prompts further down stand in a docstring's examples. */
	if (first == end || *first == '.' || behind_prompt(first, end) == NULL)
		return false;
	text_clear(code);
	for (const char *line = text; line < end;) {
		const char *stop = end_of_line(line, end);
		const char *bare = behind_prompt(line, stop);
		if (bare != NULL) {
			text_add_bytes(code, bare, (size_t)(stop - bare));
			text_add_char(code, '\n');
		}
		line = stop + 1;
	}
	return true;
}
