/* The sweep: every single edit of a name, judged as it is formed, as fast as the machine allows.
 *
 * Single edits are the names one omission, insertion, substitution (any of a-z 0-9 -) or exchange
 * of neighbours away: every operator that changes one character is among them. Each is formed once,
 * its bytes stand in a buffer, and its verdict is exact: the rules invalid, stdlib, exists and
 * similar of registry/rules.h.
 *
 * How: the hash of a look-alike form is a sum over its characters (registry/layout.h), so an edit
 * changes it in constant time. A filter of 2 MB that holds every look-alike form of the index and
 * every standard-library name then says of nearly all candidates that nothing is near; what it lets
 * through is judged by the rules themselves. The alarm has a filter of its own over every name that
 * could trip it. Pure.
 *
 * tests/bench/judge runs it, and no command does: those form names of all operators, one target at
 * a time (former.h), and judge only what a plan could keep. */
#ifndef CANDIDATES_SWEEP_H
#define CANDIDATES_SWEEP_H

#include "registry/rules.h"

#include <stddef.h>
#include <stdint.h>

struct sweep;

/* What single edits weigh, in millionths; characters are indices (ASCII). */
struct sweep_weights {
	uint32_t omission, transposition;
	uint32_t insertion[128][128];    /* [the character before, or 0][the one put in] */
	uint32_t substitution[128][128]; /* [the character there][the one put in its place] */
};

struct sweep_counts {
	uint64_t candidates;
	uint64_t verdicts[VERDICTS];
	uint64_t alarms; /* unregistered names that PyPI's own alarm would note */
};

/* RULES must outlive the sweep. Costs some 50 ms and 5 MB. */
struct sweep *sweep_new(const struct rules *rules);
void sweep_free(struct sweep *sweep);

/* Forms and judges every single edit of a canonical name, and adds to COUNTS. */
void sweep_judge(struct sweep *sweep, const char *name, size_t length, struct sweep_counts *counts);

enum { SWEEP_BEST = 100 };

struct sweep_best {
	char name[LIMIT_NAME_BYTES + 2];
	uint32_t score;
	bool alarm;
};

/* The same with the alarm of every unregistered name (its score times FACTOR millionths), keeping
 * the SWEEP_BEST highest scores, the earlier formed first among equals. Returns how many stand in
 * BEST, highest first. */
size_t sweep_rank(struct sweep *sweep, const char *name, size_t length,
	const struct sweep_weights *weights, uint32_t factor, struct sweep_counts *counts,
	struct sweep_best best[SWEEP_BEST]);

#endif
