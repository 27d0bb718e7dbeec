/* What the alarm knows of its corpus: for alarm.c and alarm_inverse.c. */
#ifndef REGISTRY_ALARM_CORPUS_H
#define REGISTRY_ALARM_CORPUS_H

#include "base/intern.h"
#include "names/name.h"
#include "names/wordlist.h"
#include "registry/alarm.h"

enum { FILTER_WORDS = 8192, PART_WORDS = 16384 };

enum { SHORTEST_OMISSION = 4, WORDS_LEAST = 2, WORDS_MOST = 8, NAME_ROOM = LIMIT_NAME_BYTES + 8 };

struct alarm {
	struct intern *corpus;
	size_t longest;
	/* A few bits for each corpus name, by the sum of registry/layout.h over its bytes, which an
	 * edit changes in constant time: most of the hundreds of names that a check forms end here.
	 */
	uint64_t filter[FILTER_WORDS];
	/* The same of every beginning and every end of a corpus name. */
	uint64_t beginnings[PART_WORDS], ends[PART_WORDS];
	uint64_t values[256];
	/* Sums of the hashes of a corpus name's words, the same in every order of them. */
	uint64_t *word_sums;
	size_t word_sum_mask;
	struct wordlist slips;
	const struct wordlist_row *slips_of[256];
};

/* What a slip puts in the place of a character: the table writes `(empty)` for nothing. */
static inline const char *alarm_slip_text(const char *column)
{
	return column[0] == '(' ? "" : column;
}

/* The next order of positions after ORDER, in lexicographic order; false after the last. */
bool alarm_next_order(size_t *order, size_t count);

/* The words of NAME in this order, joined; returns the length, that of the name. */
size_t alarm_join_words(
	char *form, const char *name, const struct word *words, const size_t *order, size_t count);

#endif
