/* Collateral once more, by the default policy: what an organisation's own policy cannot have made
 * smaller. A recipient, or a reader of the bundle, need not trust the sender's numbers.
 *
 * The default policy declares no project as one's own, so what stands under a prefix counts as
 * somebody else's. */
#ifndef PLAN_RECHECK_H
#define PLAN_RECHECK_H

#include <stdbool.h>
#include <stdint.h>

struct intern;
struct priors;
struct recheck;
struct rules;

struct recheck_answer {
	uint32_t collateral;
	const char *generic; /* why the default calls it generic; NULL: it does not */
	bool is_too_much;    /* above the default's collateral_max: not asked for by it */
};

/* Borrows RULES and PRIORS; sentences live in POOL. */
struct recheck *recheck_new(
	const struct rules *rules, const struct priors *priors, struct intern *pool);
void recheck_free(struct recheck *recheck);

struct recheck_answer recheck_name(const struct recheck *recheck, const char *name);

#endif
