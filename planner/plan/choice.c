/* The choice of requests: exact, by dynamic programming over all that can be asked for. */
#include "plan/choice.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* One thing that can be asked for. In byte order; a prefix before a name of the same bytes. */
struct item {
	uint64_t value;
	uint32_t collateral;
	uint32_t number; /* in the input's prefixes or names */
	uint32_t behind; /* the item behind all that a prefix covers */
	uint32_t group;  /* a name's innermost prefix, as an item; NO_GROUP: none */
	bool is_prefix, dropped;
};

/* The best that an exact number of cases and rows can do from some item on. */
struct cell {
	uint64_t covered; /* IMPOSSIBLE: nothing has these numbers */
	uint64_t collateral;
};

static const uint64_t impossible = UINT64_MAX;
static const uint32_t no_group = UINT32_MAX;

struct solver {
	ARRAY(struct item) items;
	uint32_t cases, rows;
	size_t cells;         /* of one layer: (cases + 1) x (rows + 1) */
	struct cell **layers; /* by item; one more, for nothing left */
	uint8_t *taken;       /* a bit by item and cell: whether the best takes the item */
};

bool choice_is_under(const char *name, const char *prefix)
{
	size_t length = strlen(prefix);
	return strncmp(name, prefix, length) == 0 && (name[length] == '\0' || name[length] == '-');
}

/* The prefixes that hold the item looked at, outermost first. */
struct open {
	ARRAY(uint32_t) prefixes; /* places in `items` */
};

static void close_prefixes(struct solver *solver, struct open *open,
	const struct choice_prefix *prefixes, const char *text)
{
	while (open->prefixes.count > 0) {
		struct item *last =
			&solver->items.items[open->prefixes.items[open->prefixes.count - 1]];
		if (text != NULL && choice_is_under(text, prefixes[last->number].prefix))
			break;
		last->behind = (uint32_t)solver->items.count;
		open->prefixes.count--;
	}
}

static void add_prefix(struct solver *solver, struct open *open, const struct choice_prefix *prefix,
	uint32_t number)
{
	for (size_t i = 0; i < open->prefixes.count; i++)
		solver->items.items[open->prefixes.items[i]].value += prefix->covered;
	if (!prefix->eligible)
		return;
	*array_add(&open->prefixes) = (uint32_t)solver->items.count;
	*array_add(&solver->items) = (struct item){.value = prefix->covered,
		.collateral = prefix->collateral,
		.number = number,
		.is_prefix = true};
}

static void add_name(struct solver *solver, const struct open *open, const struct choice_name *name,
	uint32_t number)
{
	size_t depth = open->prefixes.count;
	for (size_t i = 0; i < depth; i++)
		solver->items.items[open->prefixes.items[i]].value += name->covered;
	if (name->eligible)
		*array_add(&solver->items) = (struct item){.value = name->value,
			.collateral = name->collateral,
			.number = number,
			.group = depth > 0 ? open->prefixes.items[depth - 1] : no_group};
}

/* Lists what can be asked for. */
static void list_items(struct solver *solver, const struct choice_name *names, size_t name_count,
	const struct choice_prefix *prefixes, size_t prefix_count)
{
	struct open open = {0};
	size_t n = 0, p = 0;
	while (n < name_count || p < prefix_count) {
		bool prefix = n == name_count ||
			      (p < prefix_count && strcmp(prefixes[p].prefix, names[n].name) <= 0);
		close_prefixes(
			solver, &open, prefixes, prefix ? prefixes[p].prefix : names[n].name);
		if (prefix) {
			add_prefix(solver, &open, &prefixes[p], (uint32_t)p);
			p++;
		} else {
			add_name(solver, &open, &names[n], (uint32_t)n);
			n++;
		}
	}
	close_prefixes(solver, &open, prefixes, NULL);
	array_release(&open.prefixes);
}

/* By group; then most covered, least collateral, byte order. Prefixes stand apart. */
static int compare_items(const void *a, const void *b, void *context)
{
	const struct item *items = context;
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
	const struct item *x = &items[left], *y = &items[right];
	if (x->is_prefix != y->is_prefix)
		return x->is_prefix ? -1 : 1;
	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	if (x->collateral != y->collateral)
		return x->collateral < y->collateral ? -1 : 1;
	return (left > right) - (left < right);
}

/* Drops the names that ROWS better ones of their group outdo. */
static void drop_outdone(struct solver *solver)
{
	size_t count = solver->items.count;
	struct item *items = solver->items.items;
	uint32_t *order = memory_new(count + 1, sizeof *order), in_group = 0;
	for (uint32_t i = 0; i < count; i++)
		order[i] = i;
	if (count > 1)
		qsort_r(order, count, sizeof *order, compare_items, items);
	for (size_t i = 0; i < count; i++) {
		struct item *item = &items[order[i]];
		if (item->is_prefix)
			continue;
		bool first = i == 0 || items[order[i - 1]].is_prefix ||
			     items[order[i - 1]].group != item->group;
		in_group = first ? 1 : in_group + 1;
		item->dropped = in_group > solver->rows;
	}
	/* From here on ORDER says where an item stands afterwards. */
	uint32_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		order[i] = kept;
		kept += !items[i].dropped;
	}
	order[count] = kept;
	for (size_t i = 0; i < count; i++) {
		struct item item = items[i];
		item.behind = order[item.behind];
		if (!item.dropped)
			items[order[i]] = item;
	}
	solver->items.count = kept;
	free(order);
}

static struct cell *layer_new(const struct solver *solver)
{
	struct cell *layer = memory_new(solver->cells, sizeof *layer);
	for (size_t i = 0; i < solver->cells; i++)
		layer[i].covered = impossible;
	return layer;
}

static size_t cell_of(const struct solver *solver, uint32_t cases, uint32_t rows)
{
	return (size_t)cases * (solver->rows + 1) + rows;
}

/* -1 where A is better than B, 0 where they are equal, by what they cover and their collateral. */
static int compare_cells(const struct cell *a, const struct cell *b)
{
	if (a->covered == impossible || b->covered == impossible)
		return (a->covered == impossible) - (b->covered == impossible);
	if (a->covered != b->covered)
		return a->covered > b->covered ? -1 : 1;
	return (a->collateral > b->collateral) - (a->collateral < b->collateral);
}

/* What can be had from item I on with a number of cases and rows. */
static void fill_cell(struct solver *solver, uint32_t i, uint32_t cases, uint32_t rows)
{
	const struct item *item = &solver->items.items[i];
	size_t number = cell_of(solver, cases, rows);
	struct cell best = solver->layers[i + 1][number];
	struct cell with = {impossible, 0};
	if (item->is_prefix && cases > 0)
		with = solver->layers[item->behind][cell_of(solver, cases - 1, rows)];
	else if (!item->is_prefix && rows > 0)
		with = solver->layers[i + 1][number - 1];
	if (with.covered != impossible) {
		with.covered += item->value;
		with.collateral += item->collateral;
		if (compare_cells(&with, &best) <= 0) {
			size_t bit = i * solver->cells + number;
			solver->taken[bit / 8] |= (uint8_t)(1u << bit % 8);
			best = with;
		}
	}
	solver->layers[i][number] = best;
}

/* Fills the layers from the last item to the first. A layer is kept as long as a prefix before it
 * jumps there; the others take turns in two. */
static void solve(struct solver *solver)
{
	uint32_t count = (uint32_t)solver->items.count, cases = 0, rows = 0;
	struct cell *turns[2] = {layer_new(solver), layer_new(solver)};
	solver->layers = memory_new(count + 1, sizeof *solver->layers);
	solver->taken = memory_new((count * solver->cells + 8) / 8, 1);
	for (uint32_t i = 0; i < count; i++) {
		const struct item *item = &solver->items.items[i];
		if (item->is_prefix && solver->layers[item->behind] == NULL)
			solver->layers[item->behind] = layer_new(solver);
	}
	bool *own = memory_new(count + 1, sizeof *own);
	for (uint32_t i = 0; i <= count; i++) {
		own[i] = solver->layers[i] != NULL;
		if (!own[i])
			solver->layers[i] = turns[i % 2];
	}
	solver->layers[count][0] = (struct cell){0, 0};
	for (uint32_t i = count; i-- > 0;) {
		/* No more can be asked for than stands here and behind. */
		cases += solver->items.items[i].is_prefix && cases < solver->cases;
		rows += !solver->items.items[i].is_prefix && rows < solver->rows;
		for (uint32_t c = 0; c <= cases; c++)
			for (uint32_t r = 0; r <= rows; r++)
				fill_cell(solver, i, c, r);
	}
	struct cell *first = memory_new(solver->cells, sizeof *first);
	memcpy(first, solver->layers[0], solver->cells * sizeof *first);
	for (uint32_t i = 0; i <= count; i++) {
		if (own[i])
			free(solver->layers[i]);
	}
	free(own);
	free(turns[0]);
	free(turns[1]);
	free(solver->layers);
	solver->layers = memory_new(1, sizeof *solver->layers);
	solver->layers[0] = first;
}

/* The items that the best takes with these numbers, in byte order; the caller frees. */
static uint32_t *taken_items(const struct solver *solver, uint32_t cases, uint32_t rows)
{
	uint32_t *taken = memory_new((size_t)cases + rows, sizeof *taken), count = 0;
	uint32_t i = 0;
	while (cases + rows > 0 && i < solver->items.count) {
		size_t bit = i * solver->cells + cell_of(solver, cases, rows);
		const struct item *item = &solver->items.items[i];
		if (!(solver->taken[bit / 8] >> bit % 8 & 1)) {
			i++;
			continue;
		}
		taken[count++] = i;
		cases -= item->is_prefix;
		rows -= !item->is_prefix;
		i = item->is_prefix ? item->behind : i + 1;
	}
	return taken;
}

/* Whether numbers of cases and rows are better than those of CHOICE (-1), equal, or worse, by all
 * but byte order. */
static int compare_numbers(const struct cell *cell, uint64_t cost, const struct choice *choice)
{
	struct cell best = {choice->covered, choice->collateral};
	if (cell->covered == best.covered && cost != choice->cost)
		return cost < choice->cost ? -1 : 1;
	return compare_cells(cell, &best);
}

/* Puts the items that these numbers take into *BEST where they stand before it in byte order. */
static void take_first(const struct solver *solver, uint32_t cases, uint32_t rows,
	struct choice *choice, uint32_t **best)
{
	uint32_t *items = taken_items(solver, cases, rows);
	size_t count = (size_t)cases + rows, other = (size_t)choice->cases + choice->rows, i = 0;
	while (*best != NULL && i < count && i < other && items[i] == (*best)[i])
		i++;
	bool first = *best == NULL || (i < count && i < other && items[i] < (*best)[i]);
	free(first ? *best : items);
	if (!first)
		return;
	*best = items;
	choice->cases = cases;
	choice->rows = rows;
}

/* Settles on the best numbers of cases and rows that the budget allows. Returns the items taken. */
static uint32_t *take_best(
	const struct solver *solver, const struct choice_limits *limits, struct choice *choice)
{
	uint32_t *taken = NULL;
	for (int turn = 0; turn < 2; turn++) /* how good is the best? which is it? */
		for (uint32_t cases = 0; cases <= solver->cases; cases++)
			for (uint32_t rows = 0; rows <= solver->rows; rows++) {
				const struct cell *cell =
					&solver->layers[0][cell_of(solver, cases, rows)];
				uint64_t cost = (uint64_t)cases * limits->case_cost +
						(uint64_t)rows * limits->row_cost;
				if (cell->covered == impossible || cost > limits->budget)
					continue;
				int order = compare_numbers(cell, cost, choice);
				if (order == 0 && turn == 1)
					take_first(solver, cases, rows, choice, &taken);
				if (order < 0) {
					choice->covered = cell->covered;
					choice->collateral = cell->collateral;
					choice->cost = (uint32_t)cost;
				}
			}
	return taken;
}

static uint32_t least(uint64_t a, uint64_t b)
{
	return (uint32_t)(a < b ? a : b);
}

struct choice choice_make(const struct choice_name *names, size_t name_count,
	const struct choice_prefix *prefixes, size_t prefix_count,
	const struct choice_limits *limits)
{
	struct solver solver = {.cases = least(limits->cases, prefix_count),
		.rows = least(limits->rows, name_count)};
	if (limits->case_cost > 0)
		solver.cases = least(solver.cases, limits->budget / limits->case_cost);
	if (limits->row_cost > 0)
		solver.rows = least(solver.rows, limits->budget / limits->row_cost);
	solver.cells = (size_t)(solver.cases + 1) * (solver.rows + 1);
	list_items(&solver, names, name_count, prefixes, prefix_count);
	drop_outdone(&solver);
	solve(&solver);
	struct choice choice = {
		.prefixes = memory_new(prefix_count, 1), .names = memory_new(name_count, 1)};
	autofree uint32_t *taken = take_best(&solver, limits, &choice);
	for (uint32_t i = 0; i < choice.cases + choice.rows; i++) {
		const struct item *item = &solver.items.items[taken[i]];
		(item->is_prefix ? choice.prefixes : choice.names)[item->number] = true;
	}
	free(solver.layers[0]);
	free(solver.layers);
	free(solver.taken);
	array_release(&solver.items);
	return choice;
}

void choice_release(struct choice *choice)
{
	free(choice->prefixes);
	free(choice->names);
	*choice = (struct choice){0};
}
