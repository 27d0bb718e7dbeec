/* URLs without their secrets: what may be shown of a URL that an input holds. */
#ifndef INPUTS_URL_H
#define INPUTS_URL_H

#include <stddef.h>

struct text;

/* Adds TEXT, which may hold URLs, without user, password, query and fragment of any of them (RFC
 * 3986, 3.2.1): tokens stand in all four. What follows `://` up to the last `@` before the next
 * `/` is left out, and so is what follows `?` or `#`, up to a blank. */
void url_without_secrets(struct text *out, const char *text, size_t length);

#endif
