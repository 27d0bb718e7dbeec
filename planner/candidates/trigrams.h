/* Trigrams: how usual three symbols are beside one another in the names of much used projects.
 *
 * A slip that leaves letters which stand together in other names is believed, and invented, sooner
 * than one that does not. Counted over the ranked names of a snapshot, begin and end of a name
 * being a symbol of their own; smoothed with pairs and single symbols (Jelinek and Mercer 1980,
 * interpolation), so that nothing is impossible. */
#ifndef CANDIDATES_TRIGRAMS_H
#define CANDIDATES_TRIGRAMS_H

#include <stddef.h>
#include <stdint.h>

struct snapshot;

/* The symbols of lists.h and the edge of a name. */
enum { TRIGRAM_EDGE = 37, TRIGRAM_SYMBOLS = 38 };

struct trigrams {
	/* -log2 of the probability of the third after the first two, in sixteenths of a bit. */
	uint8_t cost[TRIGRAM_SYMBOLS][TRIGRAM_SYMBOLS][TRIGRAM_SYMBOLS];
};

/* Counts the ranked names of SNAPSHOT; where it is NULL every symbol is as likely as any. */
void trigrams_count(struct trigrams *trigrams, const struct snapshot *snapshot);

/* The cost of LENGTH symbols after the two that stand before SYMBOLS[0], in sixteenths of a bit. */
static inline uint32_t trigrams_cost(
	const struct trigrams *trigrams, const uint8_t *symbols, size_t length)
{
	uint32_t sum = 0;
	for (const uint8_t *at = symbols; at < symbols + length; at++)
		sum += trigrams->cost[at[-2]][at[-1]][at[0]];
	return sum;
}

#endif
