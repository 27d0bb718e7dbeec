/* Where records end. */
#include "corpus/record_ends.h"

#include <string.h>

bool nesting_pass(struct nesting *nesting, const char *bytes, size_t length, size_t *at)
{
	for (size_t i = *at; i < length; i++) {
		char c = bytes[i];
		if (nesting->in_string) {
			if (nesting->escaped)
				nesting->escaped = false;
			else if (c == '\\')
				nesting->escaped = true;
			else if (c == '"')
				nesting->in_string = false;
		} else if (c == '"') {
			nesting->in_string = true;
		} else if (c == '{' || c == '[') {
			nesting->depth++;
		} else if ((c == '}' || c == ']') && nesting->depth > 0) {
			if (--nesting->depth == 0) {
				*at = i + 1;
				return true;
			}
		}
	}
	*at = length;
	return false;
}

static size_t whole_lines(const char *bytes, size_t length)
{
	const char *feed = memrchr(bytes, '\n', length);
	return feed ? (size_t)(feed - bytes) + 1 : 0;
}

static size_t whole_values(const char *bytes, size_t length)
{
	struct nesting nesting = {0};
	size_t at = 0, whole = 0;
	while (nesting_pass(&nesting, bytes, length, &at))
		whole = at;
	return whole;
}

size_t whole_records(enum form form, const char *bytes, size_t length)
{
	if (form == FORM_JSONL)
		return whole_lines(bytes, length);
	return form == FORM_JSON ? whole_values(bytes, length) : 0;
}

size_t line_feeds(const char *bytes, size_t length)
{
	size_t count = 0;
	const char *end = bytes + length;
	for (const char *at = bytes; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
		count++;
	return count;
}
