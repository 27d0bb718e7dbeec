/* Where records end in bytes that were read: at a line feed, or where a JSON value does that may go
 * over any lines. Private to transcript.c, which cuts a stream into pieces of whole records, and
 * piece.c, which takes them out one by one. Nothing is parsed: what is no JSON ends somewhere. */
#ifndef CORPUS_RECORD_ENDS_H
#define CORPUS_RECORD_ENDS_H

#include "corpus/transcript_form.h"

#include <stdbool.h>

/* Where a JSON text stands that is walked from value to value; {0} at its begin. */
struct nesting {
	size_t depth;
	bool in_string, escaped;
};

/* Walks JSON from *AT on: true where an object or list that stands in no other one has just ended
 * (*AT is behind it), false at LENGTH: the value goes on in the bytes that follow. */
bool nesting_pass(struct nesting *nesting, const char *bytes, size_t length, size_t *at);

/* How many bytes at the begin are whole records; 0 where not even one has ended, and for forms of
 * one record. */
size_t whole_records(enum form form, const char *bytes, size_t length);

size_t line_feeds(const char *bytes, size_t length);

#endif
