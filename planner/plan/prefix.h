/* A declared prefix: what stands under it, PEP 755's five criteria for a grant of it as a
 * namespace, each argued from facts, and why it cannot be asked for. Pure. */
#ifndef PLAN_PREFIX_H
#define PLAN_PREFIX_H

#include "plan/plan.h"

struct planning;

enum { PREFIX_CRITERIA = 5 };

struct prefix_facts {
	const char *prefix;
	uint32_t own, foreign;      /* names of ours, projects of others inside */
	const char **foreign_names; /* the first REQUEST_FOREIGN_MOST of them, in byte order */
	size_t foreign_shown;
	struct score_part *criteria; /* PREFIX_CRITERIA */
	size_t weak;                 /* of the criteria */
	uint32_t collateral;         /* millionths, by its words alone */
	const char *refused;         /* why it cannot be asked for, half a sentence; NULL: it can */
};

/* Facts of a canonical prefix, once plan.names are gathered. The caller releases; who passes
 * `foreign_names` or `criteria` on sets them NULL. */
struct prefix_facts prefix_facts_new(const struct planning *planning, const char *prefix);
void prefix_facts_release(struct prefix_facts *facts);

#endif
