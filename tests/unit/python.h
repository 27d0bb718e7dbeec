/* Python's str.split(), which PyPI's bulk form uses, for tests. */
#ifndef TESTS_PYTHON_H
#define TESTS_PYTHON_H

#include "base/utf8.h"

#include <stdbool.h>
#include <stddef.h>

/* What Python's str.split() splits at, of what can stand in UTF-8 text. */
static inline size_t python_space(const char *bytes, size_t length)
{
	uint32_t c;
	size_t size = utf8_read(bytes, length, &c);
	bool is_space = (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x20) || c == 0x85 || c == 0xa0 ||
			c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
			c == 0x202f || c == 0x205f || c == 0x3000;
	return size > 0 && is_space ? size : 0;
}

/* The next word from *AT on; *LENGTH is 0 at the end. */
static inline const char *python_word(const char *bytes, size_t size, size_t *at, size_t *length)
{
	size_t space;
	while (*at < size && (space = python_space(bytes + *at, size - *at)) > 0)
		*at += space;
	size_t start = *at;
	while (*at < size && python_space(bytes + *at, size - *at) == 0)
		++*at;
	*length = *at - start;
	return bytes + start;
}

#endif
