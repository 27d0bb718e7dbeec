/* The one place that speaks HTTP: GET, through libcurl. */
#include "registry/http.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "registry/address.h"
#include "registry/pace.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

enum { CONNECT_SECONDS = 15, SLOW_BYTES = 100, POLL_MOST = 1000, UNPACKED_FREE = 16 << 20 };

enum stage { STAGE_IDLE, STAGE_WAITING, STAGE_RUNNING };

/* One request under way, and the connection it uses. */
struct transfer {
	struct http *http;
	CURL *easy;
	struct curl_slist *headers;
	const struct http_request *request;
	size_t number;
	enum stage stage;
	int64_t ready; /* STAGE_WAITING: not before */
	unsigned tries, redirects;
	struct http_answer answer;
	struct text body;
	size_t received, header_bytes;
	const char *refused; /* why the body was not taken to its end */
	char error[CURL_ERROR_SIZE];
};

struct http {
	CURLM *multi;
	char *base;
	struct address address; /* of the base */
	char *agent;
	struct text authorities; /* PEM: the private ones and the system's; empty: the system's */
	char *user, *password, *token, *netrc;
	struct http_options options;
	struct pace pace;
	int64_t deadline;
	uint32_t sent;
	uint64_t seed;
	struct transfer *transfers;
	size_t transfer_count;
	http_heard *heard;
	void *context;
};

/* Milliseconds of a clock that nobody sets. */
static int64_t clock_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static char *copy_of(const char *text)
{
	return text != NULL && text[0] != '\0' ? memory_copy(text, strlen(text)) : NULL;
}

/* Making a client. */

static void read_credentials(struct http *http)
{
	if (!address_is_private(&http->address) || address_is_pypi(&http->address))
		return;
	http->user = copy_of(getenv("NAMEWARD_INDEX_USER"));
	http->password = copy_of(getenv("NAMEWARD_INDEX_PASSWORD"));
	http->token = copy_of(getenv("NAMEWARD_INDEX_TOKEN"));
	const char *netrc = getenv("NETRC"), *home = getenv("HOME");
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	if (netrc == NULL || netrc[0] == '\0')
		text_addf(&path, "%s/.netrc", home ? home : "");
	http->netrc = copy_of(path.length > 0 ? path.bytes : netrc);
}

static char *agent_of(const struct http_options *options)
{
	autotext struct text agent = text_new(LIMIT_LINE_BYTES);
	text_add(&agent, "nameward/" NAMEWARD_VERSION);
	if (options->contact != NULL && strpbrk(options->contact, "\r\n") == NULL)
		text_addf(&agent, " (+mailto:%s)", options->contact);
	return memory_copy(agent.bytes, agent.length);
}

/* A private authority stands beside the system's, it does not replace them. */
static enum error read_authorities(struct text *out, const char *path, struct failure *failure)
{
	const char *system = curl_version_info(CURLVERSION_NOW)->cainfo;
	struct file file;
	enum error error = file_read(&file, path, LIMIT_FILE_BYTES / 4, failure);
	if (error != OK)
		return error;
	text_add_bytes(out, file.bytes, file.length);
	bool is_pem = memmem(file.bytes, file.length, "-----BEGIN", 10) != NULL;
	file_release(&file);
	if (!is_pem)
		return fail(failure, ERR_INPUT,
			"%s: holds no certificate authority as PEM (-----BEGIN ...)", path);
	text_add_char(out, '\n');
	if (system != NULL && file_read(&file, system, LIMIT_FILE_BYTES / 4, NULL) == OK) {
		text_add_bytes(out, file.bytes, file.length);
		file_release(&file);
	}
	return OK;
}

static void make_transfers(struct http *http)
{
	size_t count = http->options.in_flight ? http->options.in_flight : 1;
	http->transfer_count = count > LIMIT_IN_FLIGHT ? LIMIT_IN_FLIGHT : count;
	http->transfers = memory_new(http->transfer_count, sizeof *http->transfers);
	for (size_t i = 0; i < http->transfer_count; i++) {
		http->transfers[i].http = http;
		http->transfers[i].body = text_new(LIMIT_ANSWER_BYTES);
	}
}

enum error http_new(struct http **out, const char *base, const struct http_options *options,
	struct failure *failure)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return fail(failure, ERR_IO, "libcurl cannot be started");
	struct address address;
	address_read(&address, base);
	enum error error = address_check(&address, base, failure);
	struct text authorities = text_new(LIMIT_FILE_BYTES);
	if (error == OK && options->ca_file != NULL)
		error = read_authorities(&authorities, options->ca_file, failure);
	if (error != OK) {
		address_release(&address);
		text_release(&authorities);
		return error;
	}
	struct http *http = memory_new(1, sizeof *http);
	autotext struct text text = text_new(LIMIT_URL_BYTES);
	text_addf(&text, "%s%s", base, base[strlen(base) - 1] == '/' ? "" : "/");
	http->base = memory_copy(text.bytes, text.length);
	http->address = address;
	http->options = *options;
	http->authorities = authorities;
	http->agent = agent_of(options);
	http->seed = options->seed;
	http->pace = pace_of(options->requests_a_minute);
	http->deadline = clock_now() + (int64_t)options->deadline_seconds * 1000;
	read_credentials(http);
	http->multi = curl_multi_init();
	if (http->multi == NULL)
		memory_exhausted();
	curl_multi_setopt(http->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_MULTIPLEX);
	make_transfers(http);
	*out = http;
	return OK;
}

void http_free(struct http *http)
{
	if (http == NULL)
		return;
	for (size_t i = 0; i < http->transfer_count; i++) {
		struct transfer *transfer = &http->transfers[i];
		if (transfer->easy != NULL) {
			curl_multi_remove_handle(http->multi, transfer->easy);
			curl_easy_cleanup(transfer->easy);
		}
		curl_slist_free_all(transfer->headers);
		text_release(&transfer->body);
	}
	curl_multi_cleanup(http->multi);
	char *texts[] = {
		http->base, http->agent, http->user, http->password, http->token, http->netrc};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		free(texts[i]);
	address_release(&http->address);
	text_release(&http->authorities);
	free(http->transfers);
	free(http);
}

const char *http_base(const struct http *http)
{
	return http->base;
}

uint32_t http_sent(const struct http *http)
{
	return http->sent;
}

/* What arrives. */

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
	struct transfer *transfer = context;
	const struct http_request *request = transfer->request;
	size_t length = size * count;
	long status = 0;
	curl_off_t packed = 0;
	curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(transfer->easy, CURLINFO_SIZE_DOWNLOAD_T, &packed);
	transfer->received += length;
	if (transfer->received > request->ceiling)
		transfer->refused = "its body is larger than it may be";
	else if (transfer->received > UNPACKED_FREE &&
		 transfer->received / LIMIT_UNPACKING > (size_t)packed)
		transfer->refused = "its body unpacks to far more than was sent (a gzip bomb)";
	else if (status == 200 && request->sink != NULL)
		transfer->refused = request->sink(request->sink_context, bytes, length);
	else if (status == 200)
		text_add_bytes(&transfer->body, bytes, length);
	return transfer->refused == NULL ? length : 0;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
	struct transfer *transfer = context;
	(void)bytes;
	transfer->header_bytes += size * count;
	if (transfer->header_bytes <= LIMIT_HEADER_BYTES)
		return size * count;
	transfer->refused = "its headers are larger than they may be";
	return 0;
}

static int take_progress(
	void *context, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up_now)
{
	const struct http *http = context;
	(void)up_total;
	(void)up_now;
	http->options.progress(http->options.progress_context, (uint64_t)now, (uint64_t)total);
	return 0;
}

/* What is sent. */

static void set_credentials(const struct http *http, CURL *easy)
{
	if (http->token != NULL) {
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER);
		curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, http->token);
	} else if (http->user != NULL) {
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
		curl_easy_setopt(easy, CURLOPT_USERNAME, http->user);
		curl_easy_setopt(
			easy, CURLOPT_PASSWORD, http->password != NULL ? http->password : "");
	} else if (http->netrc != NULL) {
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
		curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_OPTIONAL);
		curl_easy_setopt(easy, CURLOPT_NETRC_FILE, http->netrc);
	}
}

static void set_security(const struct http *http, CURL *easy)
{
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (http->authorities.length > 0) {
		struct curl_blob blob = {.data = http->authorities.bytes,
			.len = http->authorities.length,
			.flags = CURL_BLOB_NOCOPY};
		curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &blob);
	}
	set_credentials(http, easy);
}

static void set_up(struct transfer *transfer)
{
	struct http *http = transfer->http;
	CURL *easy = transfer->easy = curl_easy_init();
	if (easy == NULL)
		memory_exhausted();
	curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
	curl_easy_setopt(easy, CURLOPT_USERAGENT, http->agent);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)http->options.stall_seconds);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->error);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
	if (http->options.progress != NULL) {
		curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
		curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, take_progress);
		curl_easy_setopt(easy, CURLOPT_XFERINFODATA, http);
	}
	set_security(http, easy);
}

static void add_header(struct transfer *transfer, const char *name, const char *value)
{
	autotext struct text line = text_new(LIMIT_LINE_BYTES);
	if (value == NULL || value[0] == '\0' || strpbrk(value, "\r\n") != NULL)
		return;
	text_addf(&line, "%s: %s", name, value);
	struct curl_slist *headers = curl_slist_append(transfer->headers, line.bytes);
	if (headers == NULL)
		memory_exhausted();
	transfer->headers = headers;
}

/* The address of a request: below the base, or beside its last folder. */
static void write_url(const struct http *http, const char *path, char url[LIMIT_URL_BYTES])
{
	size_t keep = strlen(http->base);
	if (path[0] == '/') {
		do
			keep--;
		while (keep > 0 && http->base[keep - 1] != '/');
		keep -= keep > 0;
	}
	snprintf(url, LIMIT_URL_BYTES, "%.*s%s", (int)keep, http->base, path);
}

static void start(struct transfer *transfer, int64_t now)
{
	struct http *http = transfer->http;
	const struct http_request *request = transfer->request;
	if (transfer->easy == NULL)
		set_up(transfer);
	curl_slist_free_all(transfer->headers);
	transfer->headers = NULL;
	add_header(transfer, "Accept", request->accept);
	add_header(transfer, "If-None-Match", request->etag);
	text_clear(&transfer->body);
	transfer->received = transfer->header_bytes = 0;
	transfer->refused = NULL;
	transfer->error[0] = '\0';
	if (request->sink != NULL)
		request->sink(request->sink_context, NULL, 0);
	int64_t left = http->deadline - now;
	int64_t most = request->bulk ? left : (int64_t)http->options.stall_seconds * 4000;
	if (most > left)
		most = left;
	curl_easy_setopt(transfer->easy, CURLOPT_TIMEOUT_MS, (long)(most > 0 ? most : 1));
	curl_easy_setopt(transfer->easy, CURLOPT_URL, transfer->answer.url);
	curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->headers);
	transfer->tries++;
	transfer->stage = STAGE_RUNNING;
	http->sent++;
	pace_take(&http->pace, now);
	curl_multi_add_handle(http->multi, transfer->easy);
}

/* What came of it. */

static void finish(struct transfer *transfer)
{
	struct http *http = transfer->http;
	struct http_answer *answer = &transfer->answer;
	answer->body = transfer->request->sink == NULL ? transfer->body.bytes : NULL;
	answer->length = transfer->body.length;
	transfer->stage = STAGE_IDLE;
	http->heard(http->context, transfer->number, answer);
}

static void doubt(struct transfer *transfer, const char *reason)
{
	transfer->answer.settled = false;
	snprintf(transfer->answer.reason, sizeof transfer->answer.reason, "%s", reason);
	text_clear(&transfer->body);
	finish(transfer);
}

static const char *header(const struct transfer *transfer, const char *name)
{
	struct curl_header *found;
	CURLHcode code = curl_easy_header(transfer->easy, name, 0, CURLH_HEADER, -1, &found);
	return code == CURLHE_OK ? found->value : NULL;
}

static int64_t date_of(const char *value)
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

static void read_headers(struct transfer *transfer)
{
	struct http_answer *answer = &transfer->answer;
	const char *type = header(transfer, "content-type"), *etag = header(transfer, "etag");
	size_t length = type ? strcspn(type, "; \t") : 0;
	if (length >= sizeof answer->type)
		length = 0;
	for (size_t i = 0; i < length; i++)
		answer->type[i] =
			type[i] >= 'A' && type[i] <= 'Z' ? (char)(type[i] - 'A' + 'a') : type[i];
	answer->type[length] = '\0';
	bool keeps = etag != NULL && strlen(etag) < sizeof answer->etag;
	snprintf(answer->etag, sizeof answer->etag, "%s", keeps ? etag : "");
	answer->serial = number_of(header(transfer, "x-pypi-last-serial"));
	answer->age = (int64_t)number_of(header(transfer, "age"));
	int64_t date = date_of(header(transfer, "date"));
	answer->made = date < 0 ? -1 : date - answer->age;
	answer->verified = strcmp(transfer->http->address.scheme, "https") == 0 &&
			   transfer->http->authorities.length == 0;
}

/* Waits and tries again, as the server says or by its own growing measure; else doubt. */
static void try_again(struct transfer *transfer, const char *reason, bool heeds)
{
	struct http *http = transfer->http;
	int64_t now = clock_now(), wait = -1;
	char whole[LIMIT_MESSAGE_BYTES / 4];
	if (heeds) {
		const char *value = header(transfer, "retry-after");
		int64_t made = date_of(header(transfer, "date"));
		wait = pace_retry_after(value, date_of(value), made >= 0 ? made : time(NULL));
	}
	bool told = wait >= 0;
	if (!told)
		wait = pace_backoff(&http->seed, transfer->tries);
	if (told && wait > (int64_t)LIMIT_RETRY_AFTER * 1000) {
		snprintf(whole, sizeof whole, "%s and asks to come back in %lld seconds", reason,
			(long long)(wait / 1000));
		doubt(transfer, whole);
	} else if (transfer->tries >= LIMIT_TRIES || now + wait >= http->deadline) {
		snprintf(whole, sizeof whole, "%s (%u tries)", reason, transfer->tries);
		doubt(transfer, transfer->tries > 1 ? whole : reason);
	} else {
		transfer->stage = STAGE_WAITING;
		transfer->ready = now + wait;
		/* It is the host that asks for quiet, not this one address. */
		if (told)
			pace_pause(&http->pace, now + wait);
	}
}

static void redirect(struct transfer *transfer)
{
	char *target = NULL;
	curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL, &target);
	if (target == NULL || strlen(target) >= LIMIT_URL_BYTES) {
		doubt(transfer, "redirects to nowhere");
		return;
	}
	const char *why = address_leaves(&transfer->http->address, target);
	if (why == NULL && ++transfer->redirects > LIMIT_REDIRECTS)
		why = "redirects again and again";
	if (why != NULL) {
		doubt(transfer, why);
		return;
	}
	snprintf(transfer->answer.url, sizeof transfer->answer.url, "%s", target);
	transfer->tries--;
	transfer->stage = STAGE_WAITING;
	transfer->ready = 0;
}

static void judge_status(struct transfer *transfer, long status)
{
	char reason[64];
	snprintf(reason, sizeof reason, "answers %ld", status);
	switch (status) {
	case 200:
	case 404:
		transfer->answer.settled = true;
		finish(transfer);
		return;
	case 304:
		transfer->answer.settled = transfer->request->etag != NULL;
		if (transfer->answer.settled)
			finish(transfer);
		else
			doubt(transfer, "answers 304 to a question without condition");
		return;
	case 301:
	case 302:
	case 303:
	case 307:
	case 308:
		redirect(transfer);
		return;
	case 408:
	case 429:
	case 500:
	case 502:
	case 503:
	case 504:
		try_again(transfer, reason, true);
		return;
	default:
		snprintf(reason, sizeof reason, "answers %ld, which settles nothing", status);
		doubt(transfer, reason);
	}
}

/* Failures that may pass. Certificates, names and wrong encodings do not. */
static bool may_pass(CURLcode code)
{
	return code == CURLE_COULDNT_CONNECT || code == CURLE_OPERATION_TIMEDOUT ||
	       code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR ||
	       code == CURLE_GOT_NOTHING || code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM;
}

static void describe_failure(const struct transfer *transfer, CURLcode code, char *out, size_t room)
{
	const char *detail = transfer->error[0] ? transfer->error : curl_easy_strerror(code);
	if (code == CURLE_PARTIAL_FILE)
		snprintf(out, room, "its body was cut");
	else if (code == CURLE_GOT_NOTHING)
		snprintf(out, room, "closed without an answer");
	else if (code == CURLE_OPERATION_TIMEDOUT)
		snprintf(out, room, "did not answer in time");
	else
		snprintf(out, room, "failed: %.200s", detail);
}

static void end(struct transfer *transfer, CURLcode code)
{
	struct http *http = transfer->http;
	struct http_answer *answer = &transfer->answer;
	char reason[LIMIT_MESSAGE_BYTES / 4];
	long status = 0;
	curl_multi_remove_handle(http->multi, transfer->easy);
	curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	answer->status = status;
	read_headers(transfer);
	if (transfer->refused == NULL && transfer->body.overflowed)
		transfer->refused = "its body is larger than it may be";
	if (transfer->refused != NULL) {
		doubt(transfer, transfer->refused);
	} else if (code != CURLE_OK) {
		describe_failure(transfer, code, reason, sizeof reason);
		if (may_pass(code))
			try_again(transfer, reason, false);
		else
			doubt(transfer, reason);
	} else {
		judge_status(transfer, status);
	}
}

/* Why no further request may be sent; NULL: one may. */
static const char *exhausted(const struct http *http, int64_t now)
{
	if (now + pace_wait(&http->pace, now) >= http->deadline)
		return "was not asked: the deadline of the run came first";
	if (http->sent >= http->options.requests_max)
		return "was not asked: the run may send no more requests";
	return NULL;
}

/* Takes the next request where one is idle, sends what may be sent. Returns how many are open. */
static size_t advance(
	struct http *http, const struct http_request *requests, size_t count, size_t *next)
{
	size_t open = 0;
	for (size_t i = 0; i < http->transfer_count; i++) {
		struct transfer *transfer = &http->transfers[i];
		int64_t now = clock_now();
		while (transfer->stage == STAGE_IDLE && *next < count) {
			transfer->request = &requests[*next];
			transfer->number = (*next)++;
			transfer->answer = (struct http_answer){.made = -1};
			transfer->tries = transfer->redirects = 0;
			transfer->ready = now;
			transfer->stage = STAGE_WAITING;
			text_clear(&transfer->body);
			write_url(http, transfer->request->path, transfer->answer.url);
			const char *why = exhausted(http, now);
			if (why != NULL)
				doubt(transfer, why);
		}
		if (transfer->stage == STAGE_WAITING && transfer->ready <= now) {
			const char *why = exhausted(http, now);
			if (why != NULL)
				doubt(transfer, why);
			else if (pace_wait(&http->pace, now) == 0)
				start(transfer, now);
		}
		open += transfer->stage != STAGE_IDLE;
	}
	return open;
}

/* Milliseconds until something waiting may go on; MORE requests have no transfer yet. */
static int wait_of(const struct http *http, bool more)
{
	int64_t now = clock_now(), least = POLL_MOST;
	for (size_t i = 0; i < http->transfer_count; i++) {
		const struct transfer *transfer = &http->transfers[i];
		int64_t wait = transfer->ready > now ? transfer->ready - now : 0;
		int64_t paced = pace_wait(&http->pace, now);
		if (transfer->stage == STAGE_WAITING && (wait > paced ? wait : paced) < least)
			least = wait > paced ? wait : paced;
		if (transfer->stage == STAGE_IDLE && more)
			least = 0;
	}
	return (int)least;
}

void http_run(struct http *http, const struct http_request *requests, size_t count,
	http_heard *heard, void *context)
{
	size_t next = 0;
	http->heard = heard;
	http->context = context;
	while (advance(http, requests, count, &next) > 0 || next < count) {
		int running, left;
		curl_multi_perform(http->multi, &running);
		bool ended = false;
		for (CURLMsg *message; (message = curl_multi_info_read(http->multi, &left));) {
			char *transfer;
			CURLcode code = message->data.result;
			curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
			end((struct transfer *)(void *)transfer, code);
			ended = true;
		}
		if (!ended)
			curl_multi_poll(http->multi, NULL, 0, wait_of(http, next < count), NULL);
	}
}
