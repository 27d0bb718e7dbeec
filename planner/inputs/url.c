/* URLs without their secrets. */
#include "inputs/url.h"
#include "base/text.h"

#include <stdbool.h>
#include <string.h>

static size_t until(const char *text, size_t from, size_t length, const char *stops)
{
	while (from < length && strchr(stops, text[from]) == NULL)
		from++;
	return from;
}

void url_without_secrets(struct text *out, const char *text, size_t length)
{
	bool in_url = false;
	for (size_t at = 0; at < length; at++) {
		if (length - at >= 3 && memcmp(text + at, "://", 3) == 0) {
			size_t end = until(text, at + 3, length, "/?# \t\"'");
			size_t host = at + 3;
			for (size_t i = host; i < end; i++) {
				if (text[i] == '@')
					host = i + 1;
			}
			text_add(out, "://");
			text_add_bytes(out, text + host, end - host);
			at = end - 1;
			in_url = true;
		} else if (in_url && (text[at] == '?' || text[at] == '#')) {
			at = until(text, at, length, " \t") - 1;
			in_url = false;
		} else {
			in_url = in_url && text[at] != ' ' && text[at] != '\t';
			text_add_char(out, text[at]);
		}
	}
}
