/* The address of an index, and which addresses may be asked.
 *
 *	struct address address;
 *	address_read(&address, "https://index.example/simple/")
 *	error = address_check(&address, text, &failure)
 *	address_release(&address)
 *
 * No request is made here. Libcurl's own parser takes them apart: another one could read another
 * host out of the same text. */
#ifndef REGISTRY_ADDRESS_H
#define REGISTRY_ADDRESS_H

#include "base/error.h"

#include <stdbool.h>

struct address {
	char *scheme, *host, *port, *path; /* all set, or all NULL; host in lower case */
	bool credentials;                  /* a user or a password */
	bool query;                        /* a query or a fragment */
};

/* False, and nothing in ADDRESS, where TEXT is no absolute address. The caller releases. */
bool address_read(struct address *address, const char *text);
void address_release(struct address *address);

/* Whether what was read from BASE is the address of an index that may be asked. Errors (ERR_INPUT):
 * none, credentials in it (it is then not repeated), another scheme than http or https, a host or
 * path that takes uploads, PyPI without TLS. */
enum error address_check(const struct address *address, const char *base, struct failure *failure);

/* Whether the host is one of PyPI's, where nameward never signs in. */
bool address_is_pypi(const struct address *address);
/* Whether nobody on the way can read along: TLS, or this machine itself. */
bool address_is_private(const struct address *address);

/* Why a redirect to URL is not followed: it leaves the scheme, host and port of FROM, holds
 * credentials or takes uploads. Half a sentence; NULL: it is followed. */
const char *address_leaves(const struct address *from, const char *url);

/* Whether URL leads to https://pypi.org (that host, that scheme, its port). */
bool address_is_registry(const char *url);

#endif
