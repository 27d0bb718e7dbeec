/* One exchange: a GET through libcurl, and what comes back. */
#include "registry/exchange.h"
#include "base/limits.h"
#include "base/memory.h"
#include "registry/caller.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CONNECT_SECONDS = 15, SLOW_BYTES = 100, UNPACKED_FREE = 16 << 20 };

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
	struct exchange *exchange = context;
	const struct http_request *request = exchange->request;
	size_t length = size * count;
	long status = 0;
	curl_off_t packed = 0;
	curl_easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(exchange->easy, CURLINFO_SIZE_DOWNLOAD_T, &packed);
	exchange->received += length;
	if (exchange->received > request->ceiling)
		exchange->refused = "its body is larger than it may be";
	else if (exchange->received > UNPACKED_FREE &&
		 exchange->received / LIMIT_UNPACKING > (size_t)packed)
		exchange->refused = "its body unpacks to far more than was sent (a gzip bomb)";
	else if (status == 200 && request->sink != NULL)
		exchange->refused = request->sink(request->sink_context, bytes, length);
	else if (status == 200)
		text_add_bytes(&exchange->body, bytes, length);
	return exchange->refused == NULL ? length : 0;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
	struct exchange *exchange = context;
	(void)bytes;
	exchange->header_bytes += size * count;
	if (exchange->header_bytes <= LIMIT_HEADER_BYTES)
		return size * count;
	exchange->refused = "its headers are larger than they may be";
	return 0;
}

static int take_progress(
	void *context, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up_now)
{
	const struct http_options *options = context;
	(void)up_total;
	(void)up_now;
	options->progress(options->progress_context, (uint64_t)now, (uint64_t)total);
	return 0;
}

static void set_credentials(const struct caller *caller, CURL *easy)
{
	if (caller->token != NULL) {
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER);
		curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, caller->token);
	} else if (caller->user != NULL) {
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
		curl_easy_setopt(easy, CURLOPT_USERNAME, caller->user);
		curl_easy_setopt(
			easy, CURLOPT_PASSWORD, caller->password != NULL ? caller->password : "");
	} else if (caller->netrc != NULL) {
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
		curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_OPTIONAL);
		curl_easy_setopt(easy, CURLOPT_NETRC_FILE, caller->netrc);
	}
}

static void set_security(const struct caller *caller, CURL *easy)
{
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (caller->authorities.length > 0) {
		struct curl_blob blob = {.data = caller->authorities.bytes,
			.len = caller->authorities.length,
			.flags = CURL_BLOB_NOCOPY};
		curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &blob);
	}
	set_credentials(caller, easy);
}

static void set_up(struct exchange *exchange)
{
	const struct http_options *options = exchange->options;
	CURL *easy = exchange->easy = curl_easy_init();
	if (easy == NULL)
		memory_exhausted();
	curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
	curl_easy_setopt(easy, CURLOPT_USERAGENT, exchange->caller->agent);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)options->stall_seconds);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, exchange->error);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, exchange);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, exchange);
	if (options->progress != NULL) {
		curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
		curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, take_progress);
		curl_easy_setopt(easy, CURLOPT_XFERINFODATA, options);
	}
	set_security(exchange->caller, easy);
}

static void add_header(struct exchange *exchange, const char *name, const char *value)
{
	autotext struct text line = text_new(LIMIT_LINE_BYTES);
	if (value == NULL || value[0] == '\0' || strpbrk(value, "\r\n") != NULL)
		return;
	text_addf(&line, "%s: %s", name, value);
	struct curl_slist *headers = curl_slist_append(exchange->headers, line.bytes);
	if (headers == NULL)
		memory_exhausted();
	exchange->headers = headers;
}

void exchange_init(
	struct exchange *exchange, const struct caller *caller, const struct http_options *options)
{
	*exchange = (struct exchange){
		.caller = caller, .options = options, .body = text_new(LIMIT_ANSWER_BYTES)};
}

void exchange_release(struct exchange *exchange)
{
	if (exchange->easy != NULL)
		curl_easy_cleanup(exchange->easy);
	curl_slist_free_all(exchange->headers);
	text_release(&exchange->body);
}

void exchange_begin(struct exchange *exchange, int64_t most)
{
	const struct http_request *request = exchange->request;
	if (exchange->easy == NULL)
		set_up(exchange);
	curl_slist_free_all(exchange->headers);
	exchange->headers = NULL;
	add_header(exchange, "Accept", request->accept);
	add_header(exchange, "If-None-Match", request->etag);
	text_clear(&exchange->body);
	exchange->received = exchange->header_bytes = 0;
	exchange->refused = NULL;
	exchange->error[0] = '\0';
	if (request->sink != NULL)
		request->sink(request->sink_context, NULL, 0);
	curl_easy_setopt(exchange->easy, CURLOPT_TIMEOUT_MS, (long)(most > 0 ? most : 1));
	curl_easy_setopt(exchange->easy, CURLOPT_URL, exchange->answer.url);
	curl_easy_setopt(exchange->easy, CURLOPT_HTTPHEADER, exchange->headers);
}

const char *exchange_header(const struct exchange *exchange, const char *name)
{
	struct curl_header *found;
	CURLHcode code = curl_easy_header(exchange->easy, name, 0, CURLH_HEADER, -1, &found);
	return code == CURLHE_OK ? found->value : NULL;
}

int64_t exchange_date(const char *value)
{
	time_t seconds = value ? curl_getdate(value, NULL) : -1;
	return seconds < 0 ? -1 : (int64_t)seconds;
}

static uint64_t number_of(const char *value)
{
	uint64_t number = 0;
	size_t length = value ? strspn(value, "0123456789") : 0;
	if (length == 0 || length > 15 || value[length] != '\0')
		return 0;
	for (size_t i = 0; i < length; i++)
		number = number * 10 + (uint64_t)(value[i] - '0');
	return number;
}

static void read_headers(struct exchange *exchange)
{
	struct http_answer *answer = &exchange->answer;
	const char *type = exchange_header(exchange, "content-type"),
		   *etag = exchange_header(exchange, "etag");
	size_t length = type ? strcspn(type, "; \t") : 0;
	if (length >= sizeof answer->type)
		length = 0;
	for (size_t i = 0; i < length; i++)
		answer->type[i] =
			type[i] >= 'A' && type[i] <= 'Z' ? (char)(type[i] - 'A' + 'a') : type[i];
	answer->type[length] = '\0';
	bool keeps = etag != NULL && strlen(etag) < sizeof answer->etag;
	snprintf(answer->etag, sizeof answer->etag, "%s", keeps ? etag : "");
	answer->serial = number_of(exchange_header(exchange, "x-pypi-last-serial"));
	answer->age = (int64_t)number_of(exchange_header(exchange, "age"));
	int64_t date = exchange_date(exchange_header(exchange, "date"));
	answer->made = date < 0 ? -1 : date - answer->age;
	answer->verified = exchange->caller->verified;
}

void exchange_end(struct exchange *exchange)
{
	curl_easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &exchange->answer.status);
	read_headers(exchange);
	if (exchange->refused == NULL && exchange->body.overflowed)
		exchange->refused = "its body is larger than it may be";
}

const char *exchange_redirect(const struct exchange *exchange)
{
	char *target = NULL;
	curl_easy_getinfo(exchange->easy, CURLINFO_REDIRECT_URL, &target);
	return target;
}

/* Certificates, names and wrong encodings do not. */
bool exchange_may_pass(CURLcode code)
{
	return code == CURLE_COULDNT_CONNECT || code == CURLE_OPERATION_TIMEDOUT ||
	       code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR ||
	       code == CURLE_GOT_NOTHING || code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM;
}

void exchange_describe(const struct exchange *exchange, CURLcode code, char *out, size_t room)
{
	const char *detail = exchange->error[0] ? exchange->error : curl_easy_strerror(code);
	if (code == CURLE_PARTIAL_FILE)
		snprintf(out, room, "its body was cut");
	else if (code == CURLE_GOT_NOTHING)
		snprintf(out, room, "closed without an answer");
	else if (code == CURLE_OPERATION_TIMEDOUT)
		snprintf(out, room, "did not answer in time");
	else
		snprintf(out, room, "failed: %.200s", detail);
}
