/* Requests under way: when each is sent, and what its answer is worth. */
#include "registry/http.h"
#include "base/memory.h"
#include "base/text.h"
#include "registry/address.h"
#include "registry/caller.h"
#include "registry/exchange.h"
#include "registry/pace.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { POLL_MOST = 1000 };

enum stage { STAGE_IDLE, STAGE_WAITING, STAGE_RUNNING };

/* One request under way. */
struct transfer {
	struct http *http;
	struct exchange exchange;
	size_t number;
	enum stage stage;
	int64_t ready; /* STAGE_WAITING: not before */
	unsigned tries, redirects;
};

struct http {
	CURLM *multi;
	char *base;
	struct address address; /* of the base */
	struct caller caller;
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

static void make_transfers(struct http *http)
{
	size_t count = http->options.in_flight ? http->options.in_flight : 1;
	http->transfer_count = count > LIMIT_IN_FLIGHT ? LIMIT_IN_FLIGHT : count;
	http->transfers = memory_new(http->transfer_count, sizeof *http->transfers);
	for (size_t i = 0; i < http->transfer_count; i++) {
		http->transfers[i].http = http;
		exchange_init(&http->transfers[i].exchange, &http->caller, &http->options);
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
	struct caller caller;
	if (error == OK)
		error = caller_init(&caller, &address, options,
			curl_version_info(CURLVERSION_NOW)->cainfo, failure);
	if (error != OK) {
		address_release(&address);
		return error;
	}
	struct http *http = memory_new(1, sizeof *http);
	autotext struct text text = text_new(LIMIT_URL_BYTES);
	text_addf(&text, "%s%s", base, base[strlen(base) - 1] == '/' ? "" : "/");
	http->base = memory_copy(text.bytes, text.length);
	http->address = address;
	http->options = *options;
	http->caller = caller;
	http->seed = options->seed;
	http->pace = pace_of(options->requests_a_minute);
	http->deadline = clock_now() + (int64_t)options->deadline_seconds * 1000;
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
		struct exchange *exchange = &http->transfers[i].exchange;
		if (exchange->easy != NULL)
			curl_multi_remove_handle(http->multi, exchange->easy);
		exchange_release(exchange);
	}
	curl_multi_cleanup(http->multi);
	address_release(&http->address);
	caller_release(&http->caller);
	free(http->base);
	free(http->transfers);
	free(http);
}

const char *http_base(const struct http *http)
{
	return http->base;
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
	int64_t left = http->deadline - now;
	int64_t most = transfer->exchange.request->bulk
			       ? left
			       : (int64_t)http->options.stall_seconds * 4000;
	exchange_begin(&transfer->exchange, most < left ? most : left);
	transfer->tries++;
	transfer->stage = STAGE_RUNNING;
	http->sent++;
	pace_take(&http->pace, now);
	curl_multi_add_handle(http->multi, transfer->exchange.easy);
}

static void finish(struct transfer *transfer)
{
	struct http *http = transfer->http;
	struct exchange *exchange = &transfer->exchange;
	exchange->answer.body = exchange->request->sink == NULL ? exchange->body.bytes : NULL;
	exchange->answer.length = exchange->body.length;
	transfer->stage = STAGE_IDLE;
	http->heard(http->context, transfer->number, &exchange->answer);
}

static void settle(struct transfer *transfer)
{
	transfer->exchange.answer.settled = true;
	finish(transfer);
}

static void doubt(struct transfer *transfer, const char *reason)
{
	struct http_answer *answer = &transfer->exchange.answer;
	answer->settled = false;
	snprintf(answer->reason, sizeof answer->reason, "%s", reason);
	text_clear(&transfer->exchange.body);
	finish(transfer);
}

/* Waits and tries again, as the server says or by its own growing measure; else doubt. */
static void try_again(struct transfer *transfer, const char *reason, bool heeds)
{
	struct http *http = transfer->http;
	int64_t now = clock_now(), wait = -1;
	char whole[LIMIT_MESSAGE_BYTES / 4];
	if (heeds) {
		const char *value = exchange_header(&transfer->exchange, "retry-after");
		int64_t made = exchange_date(exchange_header(&transfer->exchange, "date"));
		wait = pace_retry_after(value, exchange_date(value), made >= 0 ? made : time(NULL));
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
	struct http_answer *answer = &transfer->exchange.answer;
	const char *target = exchange_redirect(&transfer->exchange);
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
	snprintf(answer->url, sizeof answer->url, "%s", target);
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
		settle(transfer);
		return;
	case 304:
		if (transfer->exchange.request->etag != NULL)
			settle(transfer);
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

static void end(struct transfer *transfer, CURLcode code)
{
	struct exchange *exchange = &transfer->exchange;
	char reason[LIMIT_MESSAGE_BYTES / 4];
	curl_multi_remove_handle(transfer->http->multi, exchange->easy);
	exchange_end(exchange);
	if (exchange->refused != NULL) {
		doubt(transfer, exchange->refused);
	} else if (code != CURLE_OK) {
		exchange_describe(exchange, code, reason, sizeof reason);
		if (exchange_may_pass(code))
			try_again(transfer, reason, false);
		else
			doubt(transfer, reason);
	} else {
		judge_status(transfer, exchange->answer.status);
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

static void take(
	struct transfer *transfer, const struct http_request *request, size_t number, int64_t now)
{
	struct exchange *exchange = &transfer->exchange;
	exchange->request = request;
	exchange->answer = (struct http_answer){.made = -1};
	text_clear(&exchange->body);
	write_url(transfer->http, request->path, exchange->answer.url);
	transfer->number = number;
	transfer->tries = transfer->redirects = 0;
	transfer->ready = now;
	transfer->stage = STAGE_WAITING;
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
			take(transfer, &requests[*next], *next, now);
			++*next;
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

/* The transfer that this handle of libcurl's is of. */
static struct transfer *transfer_of(struct http *http, const CURL *easy)
{
	struct transfer *transfer = http->transfers;
	while (transfer->exchange.easy != easy)
		transfer++;
	return transfer;
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
			end(transfer_of(http, message->easy_handle), message->data.result);
			ended = true;
		}
		if (!ended)
			curl_multi_poll(http->multi, NULL, 0, wait_of(http, next < count), NULL);
	}
}
