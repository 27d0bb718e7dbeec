/* The feed of an index's newest projects (RSS 2.0, /rss/packages.xml), through libxml2.
 *
 *	<rss><channel><item><link>https://pypi.org/project/NAME/</link><pubDate>...</pubDate></item>
 *
 * A document type is refused (entities are of no use here, and are how such a file attacks). */
#ifndef REGISTRY_FEED_H
#define REGISTRY_FEED_H

#include "base/error.h"
#include "base/memory.h"

#include <stddef.h>

struct intern;

struct feed_item {
	const char *name;      /* canonical */
	const char *published; /* as the feed says it */
};

struct feed {
	ARRAY(struct feed_item) items; /* in the feed's order, the newest first */
};

/* Texts go to POOL; FILE is how messages call the feed. Items that name no project are errors: then
 * this is no such feed. */
enum error feed_parse(struct feed *feed, const char *file, const char *bytes, size_t length,
	struct intern *pool, struct failure *failure);
void feed_release(struct feed *feed);

#endif
