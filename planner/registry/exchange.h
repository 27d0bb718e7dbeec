/* An exchange: one GET through libcurl, and what comes back. Beside registry/address.c, this pair
 * and http.c are all that include libcurl; every option of it that is ever set is set in exchange.c,
 * and none of them sends anything but GET. Nobody but http.c uses it: that has the manners.
 *
 *	exchange_init(&exchange, &caller, &options)
 *	exchange.request = ..., exchange.answer.url = ...
 *	exchange_begin(&exchange, milliseconds)       then exchange.easy is for curl_multi
 *	exchange_end(&exchange)                       once it has come back
 *	exchange_release(&exchange)
 *
 * It may not move from the first exchange_begin() on; its connection is kept for the next request. */
#ifndef REGISTRY_EXCHANGE_H
#define REGISTRY_EXCHANGE_H

#include "base/text.h"
#include "registry/http.h"

#include <curl/curl.h>

struct caller;

struct exchange {
	const struct caller *caller;        /* borrowed */
	const struct http_options *options; /* borrowed */
	CURL *easy;                         /* NULL before the first exchange_begin() */
	struct curl_slist *headers;
	const struct http_request *request;
	struct http_answer answer;
	struct text body;
	size_t received, header_bytes;
	const char *refused; /* why the answer was not taken to its end; NULL: it was */
	char error[CURL_ERROR_SIZE];
};

void exchange_init(
	struct exchange *exchange, const struct caller *caller, const struct http_options *options);
void exchange_release(struct exchange *exchange);

/* Readies `easy` for the request, at answer.url, for MOST milliseconds. */
void exchange_begin(struct exchange *exchange, int64_t most);

/* Reads status and headers into the answer, and settles `refused`. */
void exchange_end(struct exchange *exchange);

/* A header of the answer, or NULL; what moment one names, in seconds since 1970, or -1. */
const char *exchange_header(const struct exchange *exchange, const char *name);
int64_t exchange_date(const char *value);

/* Where the answer redirects to, or NULL. */
const char *exchange_redirect(const struct exchange *exchange);

/* Whether another try may go better after this failure; what failed, half a sentence. */
bool exchange_may_pass(CURLcode code);
void exchange_describe(const struct exchange *exchange, CURLcode code, char *out, size_t room);

#endif
