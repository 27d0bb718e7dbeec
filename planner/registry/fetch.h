/* Fetching an index whole: one polite download, and never a bad snapshot in place of a good one.
 *
 * GET /simple/ as PEP 691 JSON (or PEP 503 HTML of indexes that have nothing else), conditional on
 * the ETag of the newest snapshot where that came from the same address: an unchanged index costs
 * one 304, and the snapshot then counts as of that answer's moment. The download goes to a file set
 * aside; it is read, checked and only then renamed into place. A process that dies leaves the old
 * snapshot as it was; its leavings are removed by the next fetch.
 *
 * Refused: what ends early or is of another type, what is no index, what holds far fewer names than
 * the last snapshot of the same address, what holds more that is no name than names. */
#ifndef REGISTRY_FETCH_H
#define REGISTRY_FETCH_H

#include "base/error.h"
#include "registry/builder.h"

#include <stdbool.h>
#include <stdint.h>

struct http;

struct fetch {
	bool unchanged; /* the index answered 304 */
	struct builder_counts counts;
	const char *format; /* "PEP 691 JSON" or "PEP 503 HTML" */
	uint64_t serial;
	int64_t made;
	uint32_t invalid_count;
	char first_invalid[LIMIT_MESSAGE_BYTES / 4];
	uint32_t grants;         /* namespaces read */
	bool namespaces_unknown; /* the index has them, but its list could not be read */
	char doubt[LIMIT_MESSAGE_BYTES / 2]; /* then: why */
};

/* Fetches the index at the client's base into the cache folder. SHRINK_MAX is how much of the last
 * snapshot of the same address may be missing, in millionths. NOW is today, for an answer without
 * a date. ERR_DOUBT: a server left it open (the failure says how); the old snapshot stands. */
enum error fetch_index(struct http *http, uint32_t shrink_max, date now, struct fetch *fetch,
	struct failure *failure);

#endif
