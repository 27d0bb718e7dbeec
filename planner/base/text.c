/* A growing string with a ceiling. */
#include "base/text.h"
#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char empty[1];

struct text text_new(size_t ceiling)
{
	return (struct text){.bytes = empty, .ceiling = ceiling};
}

void text_release(struct text *text)
{
	if (text->room > 0)
		free(text->bytes);
	*text = text_new(text->ceiling);
}

void text_clear(struct text *text)
{
	text->length = 0;
	text->overflowed = false;
	if (text->room > 0)
		text->bytes[0] = '\0';
}

/* Room for MORE bytes and the NUL; false where the ceiling forbids it. */
static bool make_room(struct text *text, size_t more)
{
	if (more > text->ceiling || text->length > text->ceiling - more) {
		text->overflowed = true;
		return false;
	}
	char *old = text->room > 0 ? text->bytes : NULL;
	text->bytes = memory_grow(old, &text->room, text->length + more + 1, 1);
	return true;
}

void text_add_bytes(struct text *text, const char *bytes, size_t length)
{
	if (length == 0 || !make_room(text, length))
		return;
	memcpy(text->bytes + text->length, bytes, length);
	text->length += length;
	text->bytes[text->length] = '\0';
}

void text_add(struct text *text, const char *string)
{
	text_add_bytes(text, string, strlen(string));
}

void text_add_number(struct text *text, uint64_t number)
{
	char digits[20];
	size_t at = sizeof digits;
	do
		digits[--at] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	text_add_bytes(text, digits + at, sizeof digits - at);
}

void text_add_char(struct text *text, char character)
{
	text_add_bytes(text, &character, 1);
}

void text_addf(struct text *text, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length > 0 && make_room(text, (size_t)length)) {
		vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
		text->length += (size_t)length;
	}
	va_end(again);
}
