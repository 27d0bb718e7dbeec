/* UTF-8, read strictly (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF). */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads one code point of the LENGTH (at least 1) bytes. Returns the bytes it takes, 1 to 4, or 0
 * where they are no UTF-8; then the caller treats one byte as a stranger and goes on. */
size_t utf8_read(const char *bytes, size_t length, uint32_t *code_point);

/* Where the first byte stands that is no UTF-8; LENGTH where there is none. */
size_t utf8_valid_length(const char *bytes, size_t length);

/* Whether a code point may reach a terminal or a page as it is: no control character, nothing
 * that turns, joins or hides its neighbours (bidirectional and zero-width marks, U+2028, BOM). */
bool utf8_is_showable_beyond_ascii(uint32_t code_point);
static inline bool utf8_is_showable(uint32_t code_point)
{
	return code_point < 0x7f ? code_point >= 0x20 : utf8_is_showable_beyond_ascii(code_point);
}

#endif
