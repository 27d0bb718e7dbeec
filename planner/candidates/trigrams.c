/* Counting three symbols beside one another. */
#include "candidates/trigrams.h"
#include "base/memory.h"
#include "candidates/lists.h"
#include "registry/snapshot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct counts {
	uint32_t single[TRIGRAM_SYMBOLS], pair[TRIGRAM_SYMBOLS][TRIGRAM_SYMBOLS];
	uint32_t triple[TRIGRAM_SYMBOLS][TRIGRAM_SYMBOLS][TRIGRAM_SYMBOLS];
};

static void count_name(struct counts *counts, const char *name)
{
	uint8_t before = TRIGRAM_EDGE, last = TRIGRAM_EDGE;
	for (size_t i = 0;; i++) {
		int symbol = name[i] == '\0' ? TRIGRAM_EDGE : symbol_of(name[i]);
		if (symbol < 0)
			return;
		counts->single[symbol]++;
		counts->pair[last][symbol]++;
		counts->triple[before][last][symbol]++;
		if (name[i] == '\0')
			return;
		before = last;
		last = (uint8_t)symbol;
	}
}

static uint32_t sum_of(const uint32_t *counts)
{
	uint32_t sum = 0;
	for (size_t i = 0; i < TRIGRAM_SYMBOLS; i++)
		sum += counts[i];
	return sum;
}

/* The part of a whole, drawn towards BEFORE with the weight of `smooth` observations. */
static double part(uint32_t count, uint32_t whole, double before)
{
	static const double smooth = 8;
	return (count + smooth * before) / (whole + smooth);
}

void trigrams_count(struct trigrams *trigrams, const struct snapshot *snapshot)
{
	struct counts *counts = memory_new(1, sizeof *counts);
	for (uint32_t rank = 1; snapshot != NULL && rank <= snapshot_ranks(snapshot); rank++) {
		const char *name = snapshot_ranked(snapshot, rank);
		if (name != NULL)
			count_name(counts, name);
	}
	uint32_t all = sum_of(counts->single);
	for (size_t a = 0; a < TRIGRAM_SYMBOLS; a++) {
		for (size_t b = 0; b < TRIGRAM_SYMBOLS; b++) {
			uint32_t pairs = sum_of(counts->pair[b]);
			uint32_t triples = sum_of(counts->triple[a][b]);
			for (size_t c = 0; c < TRIGRAM_SYMBOLS; c++) {
				double p = part(counts->single[c], all, 1.0 / TRIGRAM_SYMBOLS);
				p = part(counts->pair[b][c], pairs, p);
				p = part(counts->triple[a][b][c], triples, p);
				double cost = -16 * log2(p);
				trigrams->cost[a][b][c] =
					(uint8_t)(cost > UINT8_MAX ? UINT8_MAX : cost);
			}
		}
	}
	free(counts);
}
