/* Addresses: taken apart by libcurl's own parser, so that what is checked is what will be asked. */
#include "registry/address.h"
#include "base/limits.h"
#include "base/memory.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

static char *part_of(CURLU *url, CURLUPart part, unsigned flags)
{
	char *value = NULL, *copy;
	if (curl_url_get(url, part, &value, flags) != CURLUE_OK)
		return NULL;
	copy = memory_copy(value, strlen(value));
	curl_free(value);
	return copy;
}

void address_release(struct address *address)
{
	free(address->scheme);
	free(address->host);
	free(address->port);
	free(address->path);
	*address = (struct address){0};
}

bool address_read(struct address *address, const char *text)
{
	CURLU *url = curl_url();
	*address = (struct address){0};
	if (url == NULL)
		memory_exhausted();
	if (curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK) {
		address->scheme = part_of(url, CURLUPART_SCHEME, 0);
		address->host = part_of(url, CURLUPART_HOST, 0);
		address->port = part_of(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
		address->path = part_of(url, CURLUPART_PATH, 0);
		char *user = part_of(url, CURLUPART_USER, 0);
		char *password = part_of(url, CURLUPART_PASSWORD, 0);
		char *query = part_of(url, CURLUPART_QUERY, 0);
		char *fragment = part_of(url, CURLUPART_FRAGMENT, 0);
		address->credentials = user != NULL || password != NULL;
		address->query = query != NULL || fragment != NULL;
		free(user);
		free(password);
		free(query);
		free(fragment);
	}
	curl_url_cleanup(url);
	bool whole = address->scheme && address->host && address->port && address->path;
	if (!whole)
		address_release(address);
	for (char *c = address->host; whole && *c != '\0'; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
	/* "pypi.org." is the same host. */
	size_t length = whole ? strlen(address->host) : 0;
	if (length > 1 && address->host[length - 1] == '.')
		address->host[length - 1] = '\0';
	return whole;
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), size = strlen(end);
	return length >= size && strcmp(text + length - size, end) == 0;
}

bool address_is_pypi(const struct address *address)
{
	return strcmp(address->host, "pypi.org") == 0 || ends_with(address->host, ".pypi.org") ||
	       strcmp(address->host, "pypi.python.org") == 0;
}

static bool takes_uploads(const struct address *address)
{
	return strncmp(address->host, "upload.", 7) == 0 ||
	       strncmp(address->host, "uploads.", 8) == 0 ||
	       strncmp(address->path, "/legacy", 7) == 0;
}

bool address_is_private(const struct address *address)
{
	return strcmp(address->scheme, "https") == 0 || strcmp(address->host, "localhost") == 0 ||
	       strncmp(address->host, "127.", 4) == 0 || strcmp(address->host, "[::1]") == 0;
}

bool address_is_registry(const char *url)
{
	struct address address;
	bool is = address_read(&address, url) && strcmp(address.scheme, "https") == 0 &&
		  strcmp(address.host, "pypi.org") == 0 && strcmp(address.port, "443") == 0 &&
		  !address.credentials;
	address_release(&address);
	return is;
}

enum error address_check(const struct address *address, const char *base, struct failure *failure)
{
	bool whole = address->path != NULL;
	/* Whatever may hold a password is not repeated. */
	if (whole && address->credentials)
		return fail(failure, ERR_INPUT,
			"the address of the index at %s holds credentials: leave them out and put "
			"them into .netrc, or into NAMEWARD_INDEX_USER and "
			"NAMEWARD_INDEX_PASSWORD",
			address->host);
	if (!whole || address->query || strlen(base) > LIMIT_URL_BYTES / 2)
		return fail(failure, ERR_INPUT,
			"%.200s: is no address of an index; one looks like "
			"https://pypi.org/simple/",
			strchr(base, '@') != NULL ? "that" : base);
	bool secure = strcmp(address->scheme, "https") == 0;
	if (!secure && strcmp(address->scheme, "http") != 0)
		return fail(failure, ERR_INPUT, "%s: only https:// and http:// can be asked", base);
	if (takes_uploads(address))
		return fail(failure, ERR_INPUT,
			"%s: takes uploads; nameward only reads, from an index such as "
			"https://pypi.org/simple/",
			base);
	if (!secure && address_is_pypi(address))
		return fail(failure, ERR_INPUT, "%s: PyPI is asked over https:// only", base);
	return OK;
}

const char *address_leaves(const struct address *from, const char *url)
{
	struct address address;
	const char *why = NULL;
	if (!address_read(&address, url))
		why = "redirects to what is no address";
	else if (strcmp(address.host, from->host) != 0)
		why = "redirects to another host";
	else if (strcmp(address.scheme, from->scheme) != 0 || strcmp(address.port, from->port) != 0)
		why = "redirects to another scheme or port";
	else if (address.credentials)
		why = "redirects to an address with credentials";
	else if (takes_uploads(&address))
		why = "redirects to where uploads go";
	address_release(&address);
	return why;
}
