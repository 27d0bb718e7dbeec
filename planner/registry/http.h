/* Asking a web server, politely. Nothing else in the program sends anything, and it can send GET
 * alone: there is no function for anything else, and redirects stay GET. Which addresses may be
 * asked: address.h; what is said of us: caller.h; one request and its answer: exchange.h.
 *
 *	struct http_options options = {.contact = "security@...", .requests_a_minute = 60, ...};
 *	http_new(&http, "https://pypi.org/simple/", &options, &failure)
 *	http_run(http, requests, count, heard, context, &failure)     heard() gets each answer
 *	http_free(http)
 *
 * Manners: one connection kept open, HTTP/2 and gzip where the server has them, a rate and a number
 * of requests under way at most, a User-Agent with version and contact, Retry-After (seconds or
 * date) and otherwise growing waits with jitter, at most LIMIT_TRIES tries, a deadline and a number
 * of requests for the whole run.
 *
 * Caution: redirects are followed within the same scheme, host and port only; whatever unpacks to
 * more than its ceiling is dropped; certificates are always checked (there is no option to leave it
 * out); addresses with credentials in them and hosts that take uploads are refused. Credentials of
 * an index of one's own come from .netrc (or the file $NETRC) or the environment
 * (NAMEWARD_INDEX_USER and NAMEWARD_INDEX_PASSWORD, or NAMEWARD_INDEX_TOKEN), never for pypi.org,
 * never over plain HTTP. Proxies: HTTPS_PROXY, NO_PROXY (libcurl).
 *
 * An answer is 200, 404, or 304 where an ETag was sent; all else is doubt with its reason. */
#ifndef REGISTRY_HTTP_H
#define REGISTRY_HTTP_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct http;

struct http_options {
	const char *contact; /* a mailbox for the User-Agent; NULL: none */
	const char *ca_file; /* a private certificate authority beside the system's; NULL: none */
	uint32_t requests_a_minute; /* 0: no limit */
	uint32_t in_flight;         /* at once; 0 counts as 1 */
	uint32_t requests_max;      /* second tries and redirects count */
	uint32_t stall_seconds;     /* without an answer, or slower than 100 bytes a second */
	uint32_t deadline_seconds;  /* of all requests together */
	uint64_t seed;              /* of the jitter */
	/* Told now and then while bytes arrive; TOTAL is 0 where it is not known. May be NULL. */
	void (*progress)(void *context, uint64_t now, uint64_t total);
	void *progress_context;
};

/* BASE is the address of an index, such as "https://pypi.org/simple/"; http:// is for indexes of
 * one's own. Errors (ERR_INPUT): no such address, credentials in it, an upload host, pypi.org
 * without TLS, no readable CA file. */
enum error http_new(struct http **http, const char *base, const struct http_options *options,
	struct failure *failure);
void http_free(struct http *http);

/* The base, with a slash at its end. */
const char *http_base(const struct http *http);

/* Takes BYTES of a body, in order; a NULL begins it (again, after a failed try). What it returns
 * ends the transfer: the answer is doubt, and this its reason; NULL goes on. */
typedef const char *http_sink(void *context, const char *bytes, size_t length);

struct http_request {
	/* Below the base ("requests/", ""), or with a slash at its start beside the base's last
	 * folder ("/pypi/requests/json" where the base is https://HOST/simple/). */
	const char *path;
	const char *accept; /* header; NULL: anything */
	const char *etag;   /* If-None-Match; NULL: none */
	size_t ceiling;     /* most bytes of the body, unpacked */
	http_sink *sink;    /* NULL: the body is kept in the answer */
	void *sink_context;
	bool bulk; /* may take as long as the run, else four times stall_seconds */
};

struct http_answer {
	bool settled;                         /* 200, 304 or 404; else doubt */
	char reason[LIMIT_MESSAGE_BYTES / 4]; /* of doubt, a half sentence */
	long status;                          /* of the last answer; 0: none came */
	char url[LIMIT_URL_BYTES];            /* that answered, after redirects */
	char type[128];                       /* Content-Type without parameters, lower case */
	char etag[LIMIT_ETAG_BYTES + 1];      /* "": none, or too long to keep */
	uint64_t serial;                      /* X-PyPI-Last-Serial; 0: none */
	int64_t made;                         /* Date minus Age, seconds since 1970; -1: not told */
	int64_t age;                          /* Age in seconds; 0 where none is told */
	bool verified; /* over TLS that the system's own authorities vouch for */
	char *body;    /* ended by NUL, borrowed until heard() returns; NULL with a sink */
	size_t length;
};

typedef void http_heard(void *context, size_t number, const struct http_answer *answer);

/* Sends COUNT requests and gives every answer, in the order in which they come, once each. */
void http_run(struct http *http, const struct http_request *requests, size_t count,
	http_heard *heard, void *context);

#endif
