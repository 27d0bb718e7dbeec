/* A part of a text, and what stands at its begin: how commands and manifests are read, without
 * copying anything. Inline: the walk over every answer asks this all the time. */
#ifndef CORPUS_PART_H
#define CORPUS_PART_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* From `at` up to `end`, which is not read. */
struct part {
	const char *at, *end;
};

static inline size_t part_length(struct part part)
{
	return (size_t)(part.end - part.at);
}

static inline bool part_begins(struct part part, const char *word)
{
	size_t length = strlen(word);
	return part_length(part) >= length && memcmp(part.at, word, length) == 0;
}

static inline bool part_is(struct part part, const char *word)
{
	return part_length(part) == strlen(word) && part_begins(part, word);
}

/* The characters of names and of the words of commands, the dot left out. */
static inline bool is_word(char character)
{
	return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
	       (character >= '0' && character <= '9') || character == '_' || character == '-';
}

static inline bool is_quote(char character)
{
	return character == '"' || character == '\'';
}

#endif
