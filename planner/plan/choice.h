/* The choice: which prefixes and which single names to ask for (design 6, "Objective").
 *
 * An antichain of eligible prefixes (no two inside one another) and single names outside them,
 * within the ceilings of cases, rows and budget, that maximises the exposure of the union: a grant
 * counts the exposure of every name under its prefix, a prohibited name its own times its
 * durability. Ties: lower cost, then lower collateral, then byte order of what is asked for.
 *
 * Prefixes and names form a forest, so the optimum is exact by dynamic programming: of each group
 * (the names whose innermost prefix is the same) only the best R can be chosen, and groups and
 * grants join by cases and rows. Cost: prefixes x cases^2 x rows^2, and sorting. Pure. */
#ifndef PLAN_CHOICE_H
#define PLAN_CHOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct choice_name {
	const char *name; /* canonical */
	uint64_t covered; /* what a grant over it covers: its exposure */
	uint64_t value;   /* what prohibiting it covers: exposure x durability */
	uint32_t collateral;
	bool eligible; /* may be prohibited by itself */
};

struct choice_prefix {
	const char *prefix; /* "acme": acme and acme-* */
	uint32_t collateral;
	bool eligible;
};

struct choice_limits {
	uint32_t cases, rows;
	uint32_t budget;
	uint32_t case_cost, row_cost;
};

struct choice {
	bool *prefixes; /* by place in the input */
	bool *names;    /* asked for by themselves */
	uint64_t covered;
	uint64_t collateral;
	uint32_t cases, rows, cost;
};

/* NAMES and PREFIXES are in byte order, each once. The caller releases. */
struct choice choice_make(const struct choice_name *names, size_t name_count,
	const struct choice_prefix *prefixes, size_t prefix_count,
	const struct choice_limits *limits);
void choice_release(struct choice *choice);

/* Whether a canonical name is PREFIX or begins with it and a hyphen. */
bool choice_is_under(const char *name, const char *prefix);

#endif
