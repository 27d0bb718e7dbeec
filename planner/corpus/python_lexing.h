/* What the readers of Python text share (Python Language Reference, 2): classes of characters,
 * words, keywords, lines and strings. Private to python_*.c, hence the short names.
 *
 * A text goes from AT up to END, which is never read; a function end_of_...() gives the place
 * behind what it passes. The innermost steps are inline: mining spends its time here. */
#ifndef CORPUS_PYTHON_LEXING_H
#define CORPUS_PYTHON_LEXING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	WORD = 1, /* letters, digits, _ and whatever is not ASCII */
	DIGIT = 2,
	BLANK = 4, /* space, tab, form feed */
	MARK = 8,  /* what the walk over code stops at */
	OPEN = 16,
	CLOSE = 32,
	ALIEN = 64, /* no character of Python outside of strings and comments */
};

/* The classes of each byte, any number of them. */
extern const uint8_t python_class_of[256];

static inline bool is(char character, unsigned classes)
{
	return (python_class_of[(unsigned char)character] & classes) != 0;
}

/* AT itself where no word begins there. */
static inline const char *end_of_word(const char *at, const char *end)
{
	while (at < end && is(*at, WORD))
		at++;
	return at;
}

/* The line feed, or END. */
static inline const char *end_of_line(const char *at, const char *end)
{
	const char *feed = memchr(at, '\n', (size_t)(end - at));
	return feed ? feed : end;
}

/* Whether [AT, STOP) is WORD. */
static inline bool word_is(const char *at, const char *stop, const char *word)
{
	while (at < stop && *at == *word)
		at++, word++;
	return at == stop && *word == '\0';
}

/* Whether [AT, STOP) is one of the words that stand for no value. NAMES: with those that no module
 * can be called (None, True, False); else with the words that are so only in their place, and the
 * statements of Python 2. */
bool python_is_keyword(const char *at, const char *stop, bool names);

/* Behind a string that begins at AT; NULL where its line or the text ends first. */
const char *python_end_of_string(const char *at, const char *end);

#endif
