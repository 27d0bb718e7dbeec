/* How fast and how stubbornly one asks: pure arithmetic over a clock that the caller reads.
 *
 * A rate is kept by spacing: between two requests lies at least an interval, so that no minute ever
 * holds more than the rate. After a refusal one waits as the server says, else twice as long each
 * time, the upper half of it at random ("equal jitter"), so that many clients do not come back at
 * once. All times are milliseconds of a monotonic clock. */
#ifndef REGISTRY_PACE_H
#define REGISTRY_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct pace {
	int64_t interval; /* milliseconds between two requests; 0: no limit */
	int64_t next;     /* no request before this moment */
};

/* A pace of so many requests a minute; 0: no limit. */
struct pace pace_of(uint32_t requests_a_minute);

/* Milliseconds from NOW until a request may be sent; 0: now. */
int64_t pace_wait(const struct pace *pace, int64_t now);

/* A request is sent NOW. */
void pace_take(struct pace *pace, int64_t now);

/* Nothing is sent before UNTIL (a server asked to wait). */
void pace_pause(struct pace *pace, int64_t until);

/* How long to wait before try ATTEMPT + 1 (ATTEMPT from 1): 500 ms doubled each time, at most
 * 30 s, of which the upper half is random. *SEED moves on (splitmix64). */
int64_t pace_backoff(uint64_t *seed, unsigned attempt);

/* Retry-After (RFC 9110, 10.2.3): "120" is seconds; a date is for the caller, who says which
 * moment it names (WHEN) and when the answer was made (MADE), in seconds since 1970, -1 for
 * unknown. Returns milliseconds, or -1 where there is nothing to go by. */
int64_t pace_retry_after(const char *value, int64_t when, int64_t made);

#endif
