/* The choice of requests: exact, by dynamic programming over the forest of prefixes. */
#include "plan/choice.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The best that a number of cases and rows can do within some part of the forest. */
struct cell {
	bool possible;
	uint64_t covered, collateral;
	uint32_t *asks; /* as many as cases + rows: places in byte order, rising */
};

/* Every number of cases and rows: cells[cases * (rows + 1) + rows]. */
struct part {
	struct cell *cells;
	uint32_t *asks;
};

struct solver {
	const struct choice_name *names;
	const struct choice_prefix *prefixes;
	size_t name_count, prefix_count;
	uint32_t cases, rows;
	uint32_t *name_places, *prefix_places; /* byte order of all that can be asked for */
};

bool choice_is_under(const char *name, const char *prefix)
{
	size_t length = strlen(prefix);
	return strncmp(name, prefix, length) == 0 && (name[length] == '\0' || name[length] == '-');
}

static size_t cell_count(const struct solver *solver)
{
	return (size_t)(solver->cases + 1) * (solver->rows + 1);
}

static struct cell *cell_at(
	const struct solver *solver, const struct part *part, uint32_t cases, uint32_t rows)
{
	return &part->cells[(size_t)cases * (solver->rows + 1) + rows];
}

/* A part that asks for nothing. */
static struct part part_new(const struct solver *solver)
{
	size_t stride = (size_t)solver->cases + solver->rows + 1;
	struct part part = {memory_new(cell_count(solver), sizeof *part.cells),
		memory_new(cell_count(solver) * stride, sizeof *part.asks)};
	for (size_t i = 0; i < cell_count(solver); i++)
		part.cells[i].asks = part.asks + i * stride;
	part.cells[0].possible = true;
	return part;
}

static void part_release(struct part *part)
{
	free(part->cells);
	free(part->asks);
}

/* Two rising lists as one. */
static void merge(
	uint32_t *out, const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
	while (a_count > 0 || b_count > 0) {
		bool from_a = b_count == 0 || (a_count > 0 && *a < *b);
		*out++ = from_a ? *a++ : *b++;
		a_count -= from_a;
		b_count -= !from_a;
	}
}

/* -1 where A is better than B, both with the same cases and rows, COUNT asks in all. */
static int compare_cells(const struct cell *a, const struct cell *b, size_t count)
{
	if (!b->possible)
		return -1;
	if (a->covered != b->covered)
		return a->covered > b->covered ? -1 : 1;
	if (a->collateral != b->collateral)
		return a->collateral < b->collateral ? -1 : 1;
	for (size_t i = 0; i < count; i++) {
		if (a->asks[i] != b->asks[i])
			return a->asks[i] < b->asks[i] ? -1 : 1;
	}
	return 0;
}

/* Puts FOUND into CELL where it is better. */
static void improve(struct cell *cell, const struct cell *found, size_t count)
{
	if (compare_cells(found, cell, count) >= 0)
		return;
	uint32_t *asks = cell->asks;
	memcpy(asks, found->asks, count * sizeof *asks);
	*cell = *found;
	cell->asks = asks;
}

/* Joins two parts that share no name: *A becomes both. */
static void join(const struct solver *solver, struct part *a, const struct part *b)
{
	struct part joined = part_new(solver);
	uint32_t *asks = memory_new((size_t)solver->cases + solver->rows + 1, sizeof *asks);
	joined.cells[0].possible = false;
	for (uint32_t c1 = 0; c1 <= solver->cases; c1++)
		for (uint32_t r1 = 0; r1 <= solver->rows; r1++) {
			const struct cell *first = cell_at(solver, a, c1, r1);
			if (!first->possible)
				continue;
			for (uint32_t c2 = 0; c1 + c2 <= solver->cases; c2++)
				for (uint32_t r2 = 0; r1 + r2 <= solver->rows; r2++) {
					const struct cell *second = cell_at(solver, b, c2, r2);
					struct cell *cell =
						cell_at(solver, &joined, c1 + c2, r1 + r2);
					struct cell found = {true, first->covered + second->covered,
						first->collateral + second->collateral, asks};
					if (!second->possible ||
						(cell->possible && cell->covered > found.covered))
						continue;
					merge(asks, first->asks, c1 + r1, second->asks, c2 + r2);
					improve(cell, &found, c1 + c2 + r1 + r2);
				}
		}
	free(asks);
	part_release(a);
	*a = joined;
}

struct by_value {
	const struct choice_name *names;
};

/* Most covered first; then least collateral; then byte order. */
static int compare_values(const void *a, const void *b, void *context)
{
	const struct choice_name *names = ((const struct by_value *)context)->names;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	if (names[x].value != names[y].value)
		return names[x].value > names[y].value ? -1 : 1;
	if (names[x].collateral != names[y].collateral)
		return names[x].collateral < names[y].collateral ? -1 : 1;
	return (x > y) - (x < y);
}

static int compare_places(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

/* The best 0, 1, 2, ... rows of a group of names: always the first in the order of value. */
static struct part part_of_group(const struct solver *solver, uint32_t *group, size_t count)
{
	struct part part = part_new(solver);
	struct by_value by_value = {solver->names};
	if (count > 1)
		qsort_r(group, count, sizeof *group, compare_values, &by_value);
	for (uint32_t rows = 1; rows <= solver->rows && rows <= count; rows++) {
		const struct cell *before = cell_at(solver, &part, 0, rows - 1);
		struct cell *cell = cell_at(solver, &part, 0, rows);
		const struct choice_name *name = &solver->names[group[rows - 1]];
		cell->possible = true;
		cell->covered = before->covered + name->value;
		cell->collateral = before->collateral + name->collateral;
		memcpy(cell->asks, before->asks, (rows - 1) * sizeof *cell->asks);
		cell->asks[rows - 1] = solver->name_places[group[rows - 1]];
		qsort(cell->asks, rows, sizeof *cell->asks, compare_places);
	}
	return part;
}

/* The innermost prefix of a name or prefix among those before END, or PREFIX_COUNT. */
static size_t innermost(const struct solver *solver, const char *name, size_t self)
{
	size_t best = solver->prefix_count, longest = 0;
	for (size_t i = 0; i < solver->prefix_count; i++) {
		size_t length = strlen(solver->prefixes[i].prefix);
		if (i != self && length > longest &&
			choice_is_under(name, solver->prefixes[i].prefix)) {
			best = i;
			longest = length;
		}
	}
	return best;
}

/* What stands directly under prefix NUMBER (or, for PREFIX_COUNT, under none), as one part. */
static struct part part_under(const struct solver *solver, const size_t *prefix_above,
	const size_t *name_above, size_t number)
{
	ARRAY(uint32_t) group = {0};
	uint64_t covered = 0;
	bool root = number == solver->prefix_count;
	for (size_t i = 0; i < solver->name_count; i++) {
		if (name_above[i] == number && solver->names[i].eligible)
			*array_add(&group) = (uint32_t)i;
		if (!root &&
			choice_is_under(solver->names[i].name, solver->prefixes[number].prefix))
			covered += solver->names[i].covered;
	}
	struct part part = part_of_group(solver, group.items, group.count);
	array_release(&group);
	for (size_t i = 0; i < solver->prefix_count; i++) {
		if (prefix_above[i] != number)
			continue;
		struct part inner = part_under(solver, prefix_above, name_above, i);
		join(solver, &part, &inner);
		part_release(&inner);
	}
	if (!root && solver->prefixes[number].eligible && solver->cases > 0) {
		uint32_t ask = solver->prefix_places[number];
		struct cell grant = {true, covered, solver->prefixes[number].collateral, &ask};
		improve(cell_at(solver, &part, 1, 0), &grant, 1);
	}
	return part;
}

/* Places of all asks in byte order; a prefix stands before a name of the same bytes. */
static void place_asks(struct solver *solver)
{
	size_t n = 0, p = 0;
	solver->name_places = memory_new(solver->name_count, sizeof *solver->name_places);
	solver->prefix_places = memory_new(solver->prefix_count, sizeof *solver->prefix_places);
	for (uint32_t place = 0; n < solver->name_count || p < solver->prefix_count; place++) {
		bool prefix = n == solver->name_count ||
			      (p < solver->prefix_count && strcmp(solver->prefixes[p].prefix,
								   solver->names[n].name) <= 0);
		if (prefix)
			solver->prefix_places[p++] = place;
		else
			solver->name_places[n++] = place;
	}
}

/* The best cell that the budget allows: most covered, least cost, least collateral, byte order. */
static void take_best(const struct solver *solver, const struct part *part,
	const struct choice_limits *limits, struct choice *choice, const struct cell **best)
{
	*best = NULL;
	for (uint32_t cases = 0; cases <= solver->cases; cases++)
		for (uint32_t rows = 0; rows <= solver->rows; rows++) {
			const struct cell *cell = cell_at(solver, part, cases, rows);
			uint32_t cost = cases * limits->case_cost + rows * limits->row_cost;
			if (!cell->possible || cost > limits->budget)
				continue;
			bool better = *best == NULL || cell->covered > (*best)->covered ||
				      (cell->covered == (*best)->covered && cost < choice->cost);
			if (!better && cell->covered == (*best)->covered && cost == choice->cost) {
				size_t ours = cases + rows, theirs = choice->cases + choice->rows;
				size_t shorter = ours < theirs ? ours : theirs;
				better = compare_cells(cell, *best, shorter) < 0;
			}
			if (better) {
				*best = cell;
				choice->cost = cost;
				choice->cases = cases;
				choice->rows = rows;
			}
		}
}

struct choice choice_make(const struct choice_name *names, size_t name_count,
	const struct choice_prefix *prefixes, size_t prefix_count,
	const struct choice_limits *limits)
{
	struct solver solver = {.names = names,
		.prefixes = prefixes,
		.name_count = name_count,
		.prefix_count = prefix_count,
		.cases = limits->cases,
		.rows = limits->rows};
	if (solver.cases > prefix_count)
		solver.cases = (uint32_t)prefix_count;
	if (solver.rows > name_count)
		solver.rows = (uint32_t)name_count;
	if (limits->row_cost > 0 && solver.rows > limits->budget / limits->row_cost)
		solver.rows = limits->budget / limits->row_cost;
	place_asks(&solver);
	size_t *prefix_above = memory_new(prefix_count, sizeof *prefix_above);
	size_t *name_above = memory_new(name_count, sizeof *name_above);
	for (size_t i = 0; i < prefix_count; i++)
		prefix_above[i] = innermost(&solver, prefixes[i].prefix, i);
	for (size_t i = 0; i < name_count; i++)
		name_above[i] = innermost(&solver, names[i].name, prefix_count);
	struct part whole = part_under(&solver, prefix_above, name_above, prefix_count);
	struct choice choice = {
		.prefixes = memory_new(prefix_count, 1), .names = memory_new(name_count, 1)};
	const struct cell *best;
	take_best(&solver, &whole, limits, &choice, &best);
	choice.covered = best->covered;
	choice.collateral = best->collateral;
	for (uint32_t i = 0; i < choice.cases + choice.rows; i++) {
		for (size_t k = 0; k < prefix_count; k++)
			choice.prefixes[k] |= solver.prefix_places[k] == best->asks[i];
		for (size_t k = 0; k < name_count; k++)
			choice.names[k] |= solver.name_places[k] == best->asks[i];
	}
	part_release(&whole);
	free(prefix_above);
	free(name_above);
	free(solver.name_places);
	free(solver.prefix_places);
	return choice;
}

void choice_release(struct choice *choice)
{
	free(choice->prefixes);
	free(choice->names);
	*choice = (struct choice){0};
}
