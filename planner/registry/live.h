/* Single look-ups: a few names, asked one by one.
 *
 * Each look-up tells the name to the registry, its CDN and any proxy between: so only what the user
 * said may leave is asked, and the caller says beforehand which names that are. First every name's
 * page (/simple/NAME/), which decides existence; then, for projects that are there, whose they are
 * (/pypi/NAME/json), which decides nothing. */
#ifndef REGISTRY_LIVE_H
#define REGISTRY_LIVE_H

#include "registry/answers.h"

struct http;

/* Asks for COUNT canonical names and adds an answer for each to ANSWERS, which is sorted
 * afterwards. Doubt is an answer too (PRESENCE_UNKNOWN). Texts go to POOL. */
void live_ask(struct http *http, const char *const *names, size_t count, struct answers *answers,
	struct intern *pool);

#endif
