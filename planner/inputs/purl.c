/* Package URLs. */
#include "inputs/purl.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

static int digit_of(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

/* Undoes %41; false where it is cut, a NUL, or too long. */
static bool decode(const char *text, size_t length, char *out, size_t size)
{
	size_t used = 0;
	for (size_t i = 0; i < length; i++) {
		char c = text[i];
		if (c == '%') {
			int high = length - i > 2 ? digit_of(text[i + 1]) : -1;
			int low = length - i > 2 ? digit_of(text[i + 2]) : -1;
			if (high < 0 || low < 0)
				return false;
			c = (char)(high * 16 + low);
			i += 2;
		}
		if (c == '\0' || used + 1 >= size)
			return false;
		out[used++] = c;
	}
	out[used] = '\0';
	return used > 0;
}

static bool read_qualifiers(const char *at, struct purl *purl)
{
	const struct {
		const char *key;
		char *out;
	} keys[] = {{"repository_url", purl->repository}, {"vcs_url", purl->vcs},
		{"download_url", purl->download}};
	while (*at != '\0' && *at != '#') {
		size_t length = strcspn(at, "&#");
		const char *equals = memchr(at, '=', length);
		size_t key = equals ? (size_t)(equals - at) : 0;
		for (size_t i = 0; key > 0 && i < sizeof keys / sizeof *keys; i++) {
			bool is = strlen(keys[i].key) == key &&
				  strncasecmp(at, keys[i].key, key) == 0;
			if (is && !decode(equals + 1, length - key - 1, keys[i].out,
					  LIMIT_MESSAGE_BYTES))
				return false;
		}
		at += length;
		at += *at == '&';
	}
	return true;
}

enum purl_answer purl_read(const char *text, struct purl *purl)
{
	*purl = (struct purl){0};
	if (strncasecmp(text, "pkg:", 4) != 0)
		return PURL_WRONG;
	text += 4;
	text += strspn(text, "/");
	size_t type = strcspn(text, "/");
	if (text[type] == '\0')
		return PURL_WRONG;
	if (type != 4 || strncasecmp(text, "pypi", 4) != 0)
		return PURL_OTHER;
	text += type;
	text += strspn(text, "/");
	size_t length = strcspn(text, "@?#");
	/* A namespace does not exist at PyPI; what some tools write there is no part of the name.
	 */
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '/') {
			text += i + 1;
			length -= i + 1;
			i = (size_t)-1;
		}
	}
	if (!decode(text, length, purl->name, sizeof purl->name))
		return PURL_WRONG;
	const char *question = strchr(text, '?');
	return question == NULL || read_qualifiers(question + 1, purl) ? PURL_PYPI : PURL_WRONG;
}
