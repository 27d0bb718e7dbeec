/* Single edits of a target: one character left out, replaced or put in. */
#include "candidates/edits.h"

#include <string.h>

uint16_t edit_of_form(const char *target, size_t length, const char *form, size_t form_length)
{
	if (form_length + 1 < length || form_length > length + 1)
		return EDIT_NONE;
	size_t at = 0, drop = form_length <= length, insert = form_length >= length;
	while (at < length && at < form_length && target[at] == form[at])
		at++;
	if (at + drop > length ||
		memcmp(target + at + drop, form + at + insert, length - at - drop) != 0)
		return EDIT_NONE;
	return edit_of_splice(target, length, at, drop, form + at, insert);
}

size_t edit_write(uint16_t edit, const char *target, size_t length, char *out)
{
	size_t at = edit / EDITS_AT_PLACE, way = edit % EDITS_AT_PLACE;
	size_t drop = way == 0 || way > SYMBOLS, put = at;
	memcpy(out, target, at);
	if (way > 0)
		out[put++] = symbols[(way - 1) % SYMBOLS];
	memcpy(out + put, target + at + drop, length - at - drop);
	put += length - at - drop;
	out[put] = '\0';
	return put;
}
