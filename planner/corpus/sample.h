/* A count of distinct things that can be merged: what is kept is the LIMIT things whose digests are
 * smallest, each with how often it came.
 *
 * Up to LIMIT things all are kept and counts are exact. Above, it is a fair sample (bottom-k;
 * Bar-Yossef et al., "Counting Distinct Elements in a Data Stream", 2002): whatever is among the
 * smallest of the whole is among the smallest of every part that holds it, so the result does not
 * depend on how the whole was cut, nor on the order of merging, and the counts of what is kept are
 * exact. The number of distinct things is then estimated with a relative standard error of
 * 1 / sqrt(LIMIT - 2): 9 % at 128, 18 % at 32. */
#ifndef CORPUS_SAMPLE_H
#define CORPUS_SAMPLE_H

#include <stddef.h>
#include <stdint.h>

struct sampled {
	uint64_t key;      /* the digest */
	const char *label; /* borrowed; NULL where digests alone are kept */
	uint32_t runs;
};

struct sample {
	struct sampled *items; /* by key */
	uint32_t count, room;
};

/* Adds RUNS to KEY. Counts end at 2^32 - 1. */
void sample_add(
	struct sample *sample, size_t limit, uint64_t key, const char *label, uint32_t runs);
void sample_release(struct sample *sample);

/* How many distinct things came; exact below LIMIT. */
uint32_t sample_distinct(const struct sample *sample, size_t limit);

/* The runs of KEY; 0 where it is not kept. */
uint32_t sample_runs(const struct sample *sample, uint64_t key);

/* A + B, at most 2^32 - 1. */
uint32_t add_runs(uint32_t a, uint32_t b);

#endif
