/* A count of distinct things that can be merged. */
#include "corpus/sample.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

uint32_t add_runs(uint32_t a, uint32_t b)
{
	return b > UINT32_MAX - a ? UINT32_MAX : a + b;
}

__extension__ typedef unsigned __int128 wide;

/* The first place whose key is not below KEY. */
static uint32_t place_of(const struct sample *sample, uint64_t key)
{
	uint32_t low = 0, high = sample->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (sample->items[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void sample_add(struct sample *sample, size_t limit, uint64_t key, const char *label, uint32_t runs)
{
	uint32_t place = place_of(sample, key);
	if (place < sample->count && sample->items[place].key == key) {
		sample->items[place].runs = add_runs(sample->items[place].runs, runs);
		return;
	}
	if (place >= limit)
		return;
	if (sample->count == limit)
		sample->count--;
	size_t room = sample->room;
	sample->items = memory_grow(sample->items, &room, sample->count + 1, sizeof *sample->items);
	sample->room = (uint32_t)room;
	memmove(sample->items + place + 1, sample->items + place,
		(sample->count - place) * sizeof *sample->items);
	sample->items[place] = (struct sampled){key, label, runs};
	sample->count++;
}

void sample_release(struct sample *sample)
{
	free(sample->items);
	*sample = (struct sample){0};
}

uint32_t sample_distinct(const struct sample *sample, size_t limit)
{
	if (sample->count < limit || sample->count < 2)
		return sample->count;
	uint64_t last = sample->items[sample->count - 1].key;
	if (last == 0)
		return sample->count;
	/* (k - 1) / (the k-th smallest of digests in 0..1) */
	uint64_t estimate = (uint64_t)(((wide)(sample->count - 1) << 64) / last);
	if (estimate < sample->count)
		return sample->count;
	return estimate < UINT32_MAX ? (uint32_t)estimate : UINT32_MAX;
}

uint32_t sample_runs(const struct sample *sample, uint64_t key)
{
	uint32_t place = place_of(sample, key);
	return place < sample->count && sample->items[place].key == key ? sample->items[place].runs
									: 0;
}
