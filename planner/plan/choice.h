/* The choice: which prefixes and which single names to ask for (design 6, "Objective").
 *
 * An antichain of eligible prefixes (no two inside one another) and single names outside them,
 * within the ceilings of cases, rows and budget, that maximises the exposure of the union: a grant
 * counts the exposure of every name under its prefix, a prohibited name its own times its
 * durability. The exposure of the union is the sum over the names it covers, in millionths. Ties:
 * lower cost, then lower collateral, then byte order of what is asked for.
 *
 * What a prefix covers stands right behind it in byte order, so the forest is a list, a grant a
 * jump over what it covers, and the optimum a dynamic program from the end of that list:
 *
 *	best(i, cases, rows) = the better of best(i + 1, cases, rows), without item i, and
 *		its value + best(i + 1, cases, rows - 1)            where i is a name,
 *		its value + best(behind all it covers, cases - 1, rows)   where i is a prefix.
 *
 * With exact numbers of cases and rows, of two sets equal in all else the one that takes the first
 * item where they differ comes first in byte order: a tie is taken. Of the names under the same
 * innermost prefix only the ROWS best can be chosen. Cost: at most prefixes x rows items, each
 * cases x rows cells. Pure. */
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
	uint64_t covered;   /* what a grant covers beside the names given */
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
