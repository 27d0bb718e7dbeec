/* Who said what of the names and namespaces of a reply. Pure.
 *
 * What is said of a name counts more than what is said of its request, and that more than ALL.
 * Yes and no to the same thing, as narrowly, are disputed. */
#ifndef BUNDLE_REPLY_SAID_H
#define BUNDLE_REPLY_SAID_H

#include "base/memory.h"
#include "bundle/asked.h"

#include <stdbool.h>
#include <stddef.h>

/* How narrowly something was said: the narrower counts. */
enum reply_width { WIDTH_NONE, WIDTH_ALL, WIDTH_REQUEST, WIDTH_NAME };

/* What was said so far of one name or namespace. */
struct said {
	const struct asked_request *request;
	const char *target;
	enum reply_width width;
	bool granted;
	const char *note;
	size_t line;     /* that said so */
	size_t disputed; /* the line that said otherwise, as narrowly; 0: none */
};

struct sayings {
	ARRAY(struct said) items; /* in the order of the requests */
};

/* Nothing said yet. The caller releases `items`. */
struct sayings sayings_of(const struct asked *asked);

bool reply_word_is(const char *word, size_t length, const char *wanted);

/* The number of "2", "R2" or "#2", else 0. */
size_t reply_number(const char *word, size_t length);

/* Whether this word says something of WHAT, and how narrowly. */
enum reply_width said_width(const struct said *what, const char *word, size_t length);
bool sayings_know(const struct sayings *sayings, const char *word, size_t length);

/* "1-3": *FIRST to *LAST, all of them requests. */
bool sayings_know_range(const struct sayings *sayings, const char *word, size_t length,
	size_t *first, size_t *last);

/* How the names that two requests ask for, a namespace and its own placeholder, cannot be said. */
bool sayings_is_ambiguous(const struct sayings *sayings, const char *word, size_t length);

/* A word of a code, with the rest of it in HOW: `granted`, `note`, `line`. */
void sayings_say(struct sayings *sayings, const char *word, size_t length, const struct said *how);

/* The same of a code that stands where nothing is read: it can only dispute what was. */
void sayings_dispute(
	struct sayings *sayings, const char *word, size_t length, const struct said *how);

#endif
