/* The caller: who asks an index. What every request says of us (the User-Agent, credentials), and
 * which authorities we believe.
 *
 * Credentials come from NAMEWARD_INDEX_USER and NAMEWARD_INDEX_PASSWORD, NAMEWARD_INDEX_TOKEN, or
 * the file $NETRC, else ~/.netrc: for an index of one's own alone, never for PyPI, and never where
 * somebody could read along (address.h). */
#ifndef REGISTRY_CALLER_H
#define REGISTRY_CALLER_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>

struct address;
struct http_options;

struct caller {
	char *agent; /* "nameward/0.1.0 (+mailto:...)" */
	/* PEM: the private authorities of `ca_file` and the system's; empty: the system's. */
	struct text authorities;
	bool verified; /* over TLS that the system's own authorities vouch for */
	char *user, *password, *token, *netrc; /* NULL: none; netrc is a path */
};

/* Fills a caller who asks at ADDRESS. SYSTEM is the file of the system's authorities, or NULL.
 * Error (ERR_INPUT, ERR_IO): the CA file cannot be read or holds no authority; CALLER is then left
 * alone. Else the caller releases. */
enum error caller_init(struct caller *caller, const struct address *address,
	const struct http_options *options, const char *system, struct failure *failure);
void caller_release(struct caller *caller);

#endif
