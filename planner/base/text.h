/* A growing string with a ceiling.
 *
 *	struct text text = text_new(LIMIT_LINE_BYTES);
 *	text_addf(&text, "%s-%d", word, number);
 *	if (text.overflowed) ...
 *	text_release(&text);
 *
 * What would go over the ceiling is not added, and `overflowed` stays set: one look at the end is
 * enough. `bytes` always ends with NUL; it is "" for a new text. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
	char *bytes;
	size_t length;
	size_t room;    /* 0 while `bytes` is the shared "" */
	size_t ceiling; /* most bytes it may hold, NUL not counted */
	bool overflowed;
};

struct text text_new(size_t ceiling);
void text_release(struct text *text);

/* Empties it and keeps its memory. */
void text_clear(struct text *text);

void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t length);
void text_add_char(struct text *text, char character);
/* In decimal digits, some ten times as fast as text_addf(). */
void text_add_number(struct text *text, uint64_t number);
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* `autotext struct text line = text_new(...)` releases it when it leaves its scope. */
#define autotext __attribute__((cleanup(text_release)))

#endif
