/* The likeliest names that a corpus has not seen. */
#include "candidates/inventions_learnt.h"
#include "base/limits.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

/* A word that may come next, and its chance. */
struct next {
	uint32_t word;
	double chance;
};

struct nexts {
	ARRAY(struct next) items;
};

struct forming_names {
	const struct inventions *in;
	struct intern *words; /* of the corpus, and of the index as they come up */
	inventions_take *take;
	void *context;
	double threshold;
	size_t most, count;
	struct nexts nexts[PLACES];
	double *sums; /* by word, for joining */
	size_t sum_room;
};

/* A word that stands behind the one before; what its place gives it is added once. */
static void add_next(
	struct forming_names *f, size_t place, uint32_t word, double chance, double place_part)
{
	struct nexts *nexts = &f->nexts[place];
	if (word >= f->sum_room) {
		size_t old = f->sum_room;
		f->sums = memory_grow(f->sums, &f->sum_room, word + 1u, sizeof *f->sums);
		memset(f->sums + old, 0, (f->sum_room - old) * sizeof *f->sums);
	}
	if (f->sums[word] == 0) {
		*array_add(&nexts->items) = (struct next){word, 0};
		f->sums[word] = word < f->in->own ? place_part * f->in->shares[place][word] : 0;
	}
	f->sums[word] += chance;
}

static void add_from_index(
	struct forming_names *f, size_t place, uint32_t before, const struct parts *parts)
{
	const struct inventions *in = f->in;
	size_t count;
	double sum = 0;
	const struct snapshot_neighbour *behind =
		snapshot_neighbours(in->snapshot, in->in_index[before], SNAPSHOT_FOLLOWERS, &count);
	for (size_t i = 0; i < count; i++)
		sum += behind[i].count;
	for (size_t i = 0; i < count; i++) {
		size_t length;
		uint32_t times;
		const char *word = snapshot_word(in->snapshot, behind[i].word, &length, &times);
		if (word != NULL)
			add_next(f, place, intern_number(f->words, word, length),
				parts->index * behind[i].count / sum, parts->place);
	}
}

/* The words that may stand at PLACE behind BEFORE; of those that nothing but the place speaks for,
 * the ones with a chance of LEAST or more. */
static void find_nexts(struct forming_names *f, size_t place, uint32_t before, double least)
{
	const struct inventions *in = f->in;
	struct nexts *nexts = &f->nexts[place];
	bool own = before == FIRST || before < in->own;
	bool index = own && before != FIRST && in->in_index[before] != UINT32_MAX;
	struct parts parts = own ? inventions_parts(in, before, index) : (struct parts){0, 1, 0};
	nexts->items.count = 0;
	if (parts.chain > 0) {
		const struct follower_list *list = &in->follows[before];
		for (uint32_t i = list->start; i < list->start + list->count; i++)
			add_next(f, place, in->links.items[i].word,
				parts.chain * in->links.items[i].weight / list->weight,
				parts.place);
	}
	if (parts.index > 0)
		add_from_index(f, place, before, &parts);
	for (size_t i = 0; i < in->places[place].count; i++) {
		const struct weighed *word = &in->places[place].items[i];
		double chance = parts.place * in->shares[place][word->word];
		if (chance < least)
			break;
		if (word->word >= f->sum_room || f->sums[word->word] == 0)
			add_next(f, place, word->word, 0, parts.place);
	}
	for (size_t i = 0; i < nexts->items.count; i++) {
		struct next *next = &nexts->items.items[i];
		next->chance = f->sums[next->word];
		f->sums[next->word] = 0;
	}
}

/* Every name of LENGTH words that begins with the AT words in TEXT and is likely enough. REACH is
 * the best that the words behind each place can do. */
static void extend(struct forming_names *f, size_t length, size_t at, uint32_t before,
	double chance, const double reach[PLACES + 1], char *text, size_t size)
{
	find_nexts(f, at, before, f->threshold / (chance * reach[at + 1]));
	for (size_t i = 0; i < f->nexts[at].items.count && f->count < f->most; i++) {
		struct next next = f->nexts[at].items.items[i];
		double whole = chance * next.chance;
		if (whole * reach[at + 1] < f->threshold)
			continue;
		const char *word = intern_at(f->words, next.word);
		size_t word_length = strlen(word), end = size + (at > 0) + word_length;
		if (end > LIMIT_NAME_BYTES || next.word == before)
			continue;
		if (at > 0)
			text[size] = '-';
		memcpy(text + end - word_length, word, word_length + 1);
		if (at + 1 < length) {
			extend(f, length, at + 1, next.word, whole, reach, text, end);
		} else if (intern_find(f->in->known, text, end) == INTERN_NONE) {
			f->take(f->context, text, end, whole);
			f->count++;
		}
	}
}

static void ignore(void *context, const char *name, size_t length, double chance)
{
	(void)context, (void)name, (void)length, (void)chance;
}

static size_t form_above(const struct inventions *in, double threshold, size_t most,
	inventions_take *take, void *context)
{
	struct forming_names f = {.in = in,
		.words = in->words,
		.take = take,
		.context = context,
		.threshold = threshold,
		.most = most};
	char text[LIMIT_NAME_BYTES + 1];
	for (size_t length = 2; length <= PLACES; length++) {
		double reach[PLACES + 1];
		reach[length] = 1;
		for (size_t p = length; p-- > 0;)
			reach[p] = reach[p + 1] * in->best[p];
		if (in->lengths[length] > 0)
			extend(&f, length, 0, FIRST, in->lengths[length], reach, text, 0);
	}
	for (size_t p = 0; p < PLACES; p++)
		array_release(&f.nexts[p].items);
	free(f.sums);
	return f.count;
}

size_t inventions_form(
	const struct inventions *in, size_t most, inventions_take *take, void *context)
{
	enum { STEPS = 60 };
	double threshold = 1.0 / 64;
	if (most > LIMIT_INVENTIONS)
		most = LIMIT_INVENTIONS;
	for (int step = 0; step < STEPS; step++) {
		if (form_above(in, threshold, most, ignore, NULL) >= most)
			break;
		threshold /= 2;
	}
	return form_above(in, threshold, LIMIT_INVENTIONS, take, context);
}
