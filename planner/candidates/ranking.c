/* The ranking: a heap of the best, whose top is the worst of them. */
#include "candidates/ranking.h"

#include <stdlib.h>
#include <string.h>

/* Whether A stands behind B in the ranking. */
static bool is_worse(const struct ranking *ranking, uint32_t a, uint32_t b)
{
	struct formed *left = &ranking->forms->all.items[a], *right = &ranking->forms->all.items[b];
	if (left->score != right->score)
		return left->score < right->score;
	forms_name(ranking->forms, left); /* may move the other's */
	const char *name = forms_name(ranking->forms, right);
	return strcmp(forms_name(ranking->forms, left), name) > 0;
}

/* Moves the element at AT of a heap, whose top is the worst, down to its place. */
static void sink(struct ranking *ranking, size_t count, size_t at)
{
	uint32_t *heap = ranking->heap, moved = heap[at];
	for (;;) {
		size_t child = 2 * at + 1;
		if (child >= count)
			break;
		if (child + 1 < count && is_worse(ranking, heap[child + 1], heap[child]))
			child++;
		if (!is_worse(ranking, heap[child], moved))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = moved;
}

static bool is_wanted(
	struct ranking *ranking, struct formed *formed, const struct former_wish *wish)
{
	if (formed->score >= wish->least)
		return true;
	if (wish->filter == NULL)
		return false;
	forms_name(ranking->forms, formed); /* and so its hash */
	return former_passes(wish->filter, formed->hash);
}

size_t ranking_gather(struct ranking *ranking, const struct former_wish *wish, size_t most)
{
	size_t kept = 0;
	if (ranking->heap_room < most)
		ranking->heap = memory_grow(
			ranking->heap, &ranking->heap_room, most, sizeof *ranking->heap);
	for (size_t i = 0; i < ranking->forms->all.count; i++) {
		if (!is_wanted(ranking, &ranking->forms->all.items[i], wish))
			continue;
		if (kept < most) {
			ranking->heap[kept++] = (uint32_t)i;
			for (size_t at = kept / 2; kept == most && at-- > 0;)
				sink(ranking, kept, at);
		} else if (is_worse(ranking, ranking->heap[0], (uint32_t)i)) {
			ranking->heap[0] = (uint32_t)i;
			sink(ranking, kept, 0);
		}
	}
	for (size_t at = kept / 2; kept < most && at-- > 0;)
		sink(ranking, kept, at);
	return kept;
}

const struct formed *ranking_sort(struct ranking *ranking, size_t kept)
{
	if (ranking->best.room < kept)
		ranking->best.items = memory_grow(ranking->best.items, &ranking->best.room, kept,
			sizeof *ranking->best.items);
	ranking->best.count = kept;
	for (size_t left = kept; left > 0; left--) {
		struct formed *best = &ranking->forms->all.items[ranking->heap[0]];
		forms_name(ranking->forms, best);
		ranking->best.items[left - 1] = *best;
		ranking->heap[0] = ranking->heap[left - 1];
		sink(ranking, left - 1, 0);
	}
	return ranking->best.items;
}

void ranking_release(struct ranking *ranking)
{
	array_release(&ranking->best);
	free(ranking->heap);
}
