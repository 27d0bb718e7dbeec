/* RSS of new projects. */
#include "registry/feed.h"
#include "base/intern.h"
#include "names/name.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool is_element(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *child(const xmlNode *node, const char *name)
{
	for (const xmlNode *at = node ? node->children : NULL; at != NULL; at = at->next) {
		if (is_element(at, name))
			return at;
	}
	return NULL;
}

/* The text of a child, in POOL; "" where there is none. */
static const char *text_of(const xmlNode *item, const char *name, struct intern *pool)
{
	const xmlNode *node = child(item, name);
	xmlChar *text = node != NULL ? xmlNodeGetContent(node) : NULL;
	const char *kept = intern_string(pool, text != NULL ? (const char *)text : "");
	xmlFree(text);
	return kept;
}

/* NAME of ".../project/NAME/", canonical; NULL where it is none. */
static const char *project_of(const char *link, struct intern *pool)
{
	static const char marker[] = "/project/";
	char canonical[LIMIT_NAME_BYTES + 1];
	const char *name = strstr(link, marker);
	if (name == NULL)
		return NULL;
	name += sizeof marker - 1;
	size_t length = strcspn(name, "/");
	if (length > LIMIT_NAME_BYTES || !name_is_valid(name, length))
		return NULL;
	return intern_text(pool, canonical, name_canonical(name, length, canonical));
}

static enum error read_items(struct feed *feed, const char *file, const xmlNode *channel,
	struct intern *pool, struct failure *failure)
{
	for (const xmlNode *at = channel->children; at != NULL; at = at->next) {
		if (!is_element(at, "item"))
			continue;
		const char *name = project_of(text_of(at, "link", pool), pool);
		if (name == NULL)
			return fail(failure, ERR_DOUBT,
				"%s: item %zu names no project (a link .../project/NAME/)", file,
				feed->items.count + 1);
		if (feed->items.count == LIMIT_FEED_ITEMS)
			return fail(failure, ERR_DOUBT, "%s: holds more than %d items", file,
				LIMIT_FEED_ITEMS);
		*array_add(&feed->items) = (struct feed_item){name, text_of(at, "pubDate", pool)};
	}
	return OK;
}

enum error feed_parse(struct feed *feed, const char *file, const char *bytes, size_t length,
	struct intern *pool, struct failure *failure)
{
	*feed = (struct feed){0};
	if (memmem(bytes, length, "<!DOCTYPE", 9) != NULL ||
		memmem(bytes, length, "<!ENTITY", 8) != NULL)
		return fail(failure, ERR_DOUBT,
			"%s: holds a document type, which a feed has no use for", file);
	xmlDoc *document = xmlReadMemory(bytes, (int)length, NULL, NULL,
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (document == NULL)
		return fail(failure, ERR_DOUBT, "%s: is no XML, or ends early", file);
	const xmlNode *root = xmlDocGetRootElement(document);
	const xmlNode *channel = root && is_element(root, "rss") ? child(root, "channel") : NULL;
	enum error error = channel == NULL ? fail(failure, ERR_DOUBT, "%s: is no RSS feed", file)
					   : read_items(feed, file, channel, pool, failure);
	xmlFreeDoc(document);
	return error;
}

void feed_release(struct feed *feed)
{
	array_release(&feed->items);
}
