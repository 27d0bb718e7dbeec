/* Rates, waits and second tries, as arithmetic. */
#include "registry/pace.h"

#include <stddef.h>

enum { BACKOFF_FIRST = 500, BACKOFF_MOST = 30 * 1000, MINUTE = 60 * 1000, DIGITS_MOST = 9 };

struct pace pace_of(uint32_t requests_a_minute)
{
	/* Rounded up: the rate is a ceiling. */
	int64_t interval =
		requests_a_minute == 0 ? 0 : (MINUTE + requests_a_minute - 1) / requests_a_minute;
	return (struct pace){.interval = interval};
}

int64_t pace_wait(const struct pace *pace, int64_t now)
{
	return pace->next > now ? pace->next - now : 0;
}

void pace_take(struct pace *pace, int64_t now)
{
	if (pace->interval > 0)
		pace->next = now + pace->interval;
}

void pace_pause(struct pace *pace, int64_t until)
{
	if (until > pace->next)
		pace->next = until;
}

static uint64_t next_random(uint64_t *seed)
{
	uint64_t z = *seed += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

int64_t pace_backoff(uint64_t *seed, unsigned attempt)
{
	int64_t wait = BACKOFF_FIRST;
	for (unsigned i = 1; i < attempt && wait < BACKOFF_MOST; i++)
		wait *= 2;
	if (wait > BACKOFF_MOST)
		wait = BACKOFF_MOST;
	int64_t half = wait / 2;
	return wait - half + (int64_t)(next_random(seed) % (uint64_t)(half + 1));
}

int64_t pace_retry_after(const char *value, int64_t when, int64_t made)
{
	size_t digits = 0;
	int64_t seconds = 0;
	if (value == NULL)
		return -1;
	while (value[digits] >= '0' && value[digits] <= '9' && digits < DIGITS_MOST)
		seconds = seconds * 10 + (value[digits++] - '0');
	if (digits > 0 && value[digits] == '\0')
		return seconds * 1000;
	if (when < 0 || made < 0)
		return -1;
	return when > made ? (when - made) * 1000 : 0;
}
