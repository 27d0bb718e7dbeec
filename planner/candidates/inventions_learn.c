/* A chain over the words of a corpus: learnt. */
#include "candidates/inventions_learnt.h"
#include "corpus/corpus.h"
#include "names/name.h"
#include "registry/snapshot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double weight_of(const struct corpus_name *name, double *once)
{
	uint64_t runs = 0;
	for (size_t i = 0; i < name->mentions.count; i++)
		runs += name->mentions.items[i].runs;
	*once += runs <= 1;
	/* A name that comes back in each of a thousand answers says little more of how names are
	 * formed than one that comes back in ten. */
	return log2(1.0 + (double)runs);
}

static void add_at(struct inventions *in, size_t place, uint32_t word, double weight)
{
	*array_add(&in->places[place]) = (struct weighed){word, weight};
	in->place_weights[place] += weight;
}

static void learn_name(struct inventions *in, const struct corpus_name *name)
{
	struct word words[NAME_WORDS];
	size_t count = name_words(name->name, strlen(name->name), words);
	double weight = weight_of(name, &in->once);
	uint64_t runs = 0;
	for (size_t i = 0; i < name->mentions.count; i++)
		runs += name->mentions.items[i].runs;
	in->runs += (double)runs;
	intern_number(in->known, name->name, strlen(name->name));
	if (count < 2 || count > PLACES)
		return;
	in->lengths[count] += weight;
	uint32_t before = FIRST;
	for (size_t i = 0; i < count; i++) {
		uint32_t word =
			intern_number(in->words, name->name + words[i].start, words[i].length);
		add_at(in, i, word, weight);
		if (before != FIRST)
			*array_add(&in->links) = (struct link){before, word, weight};
		before = word;
	}
}

static int compare_weighed(const void *a, const void *b)
{
	const struct weighed *left = a, *right = b;
	return (left->word > right->word) - (left->word < right->word);
}

static int compare_weights(const void *a, const void *b)
{
	const struct weighed *left = a, *right = b;
	if (left->weight != right->weight)
		return left->weight < right->weight ? 1 : -1;
	return compare_weighed(a, b);
}

static int compare_links(const void *a, const void *b)
{
	const struct link *left = a, *right = b;
	if (left->before != right->before)
		return left->before < right->before ? -1 : 1;
	return (left->word > right->word) - (left->word < right->word);
}

/* Sorts, and adds up what was said of the same word. */
static void settle(struct inventions *in)
{
	for (size_t p = 0; p < PLACES; p++) {
		size_t kept = 0, count = in->places[p].count;
		struct weighed *items = in->places[p].items;
		if (count > 1)
			qsort(items, count, sizeof *items, compare_weighed);
		for (size_t i = 0; i < count; i++) {
			if (kept > 0 && items[kept - 1].word == items[i].word)
				items[kept - 1].weight += items[i].weight;
			else
				items[kept++] = items[i];
		}
		in->places[p].count = kept;
		in->shares[p] = memory_new(in->own + 1u, sizeof *in->shares[p]);
		for (size_t i = 0; i < kept; i++)
			in->shares[p][items[i].word] = items[i].weight / in->place_weights[p];
		if (kept > 1)
			qsort(items, kept, sizeof *items, compare_weights);
	}
	size_t kept = 0, count = in->links.count;
	struct link *links = in->links.items;
	if (count > 1)
		qsort(links, count, sizeof *links, compare_links);
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 && compare_links(&links[kept - 1], &links[i]) == 0)
			links[kept - 1].weight += links[i].weight;
		else
			links[kept++] = links[i];
	}
	in->links.count = kept;
}

static void index_links(struct inventions *in)
{
	in->follows = memory_new(intern_count(in->words) + 1, sizeof *in->follows);
	for (size_t i = 0; i < in->links.count; i++) {
		struct follower_list *list = &in->follows[in->links.items[i].before];
		if (list->count == 0)
			list->start = (uint32_t)i;
		list->count++;
		list->weight += in->links.items[i].weight;
	}
}

/* Where the words of the corpus stand in the vocabulary of the index. */
static void find_in_index(struct inventions *in)
{
	uint32_t all = in->snapshot ? snapshot_vocabulary(in->snapshot) : 0;
	in->in_index = memory_new(intern_count(in->words) + 1, sizeof *in->in_index);
	memset(in->in_index, 0xff, (intern_count(in->words) + 1) * sizeof *in->in_index);
	for (uint32_t w = 0; w < all; w++) {
		size_t length;
		uint32_t count;
		const char *word = snapshot_word(in->snapshot, w, &length, &count);
		uint32_t number = word ? intern_find(in->words, word, length) : INTERN_NONE;
		if (number < in->own)
			in->in_index[number] = w;
	}
}

struct parts inventions_parts(const struct inventions *in, uint32_t before, bool index)
{
	struct parts parts = {0, 1, 0};
	if (before == FIRST)
		return parts;
	const struct follower_list *list = &in->follows[before];
	double part = in->priors->invented.index / (double)MILLION;
	parts.index = index ? part : 0;
	if (list->count > 0)
		parts.chain = (1 - parts.index) * list->weight /
			      (list->weight +
				      in->priors->invented.novelty / (double)MILLION * list->count);
	parts.place = 1 - parts.index - parts.chain;
	return parts;
}

/* The most that one follower has of all that stand behind a word. */
static double best_link(const struct inventions *in, uint32_t before)
{
	const struct follower_list *list = &in->follows[before];
	double best = 0;
	for (uint32_t i = list->start; i < list->start + list->count; i++)
		best = fmax(best, in->links.items[i].weight / list->weight);
	return best;
}

static double best_neighbour(const struct inventions *in, uint32_t before)
{
	size_t count;
	double sum = 0;
	if (in->snapshot == NULL || in->in_index[before] == UINT32_MAX)
		return 0;
	const struct snapshot_neighbour *behind =
		snapshot_neighbours(in->snapshot, in->in_index[before], SNAPSHOT_FOLLOWERS, &count);
	for (size_t i = 0; i < count; i++)
		sum += behind[i].count;
	return count > 0 ? behind[0].count / sum : 0;
}

/* The most that any word can have at each place, whatever stands before it. A word that only the
 * index knows has nothing but the place behind it. */
static void measure_best(struct inventions *in)
{
	double chain = 0, index = 0;
	for (uint32_t w = 0; w < in->own; w++) {
		double neighbour = best_neighbour(in, w);
		struct parts parts = inventions_parts(in, w, neighbour > 0);
		chain = fmax(chain, parts.chain * best_link(in, w));
		index = fmax(index, parts.index * neighbour);
	}
	for (size_t p = 0; p < PLACES; p++) {
		double place =
			in->places[p].count > 0 ? in->shares[p][in->places[p].items[0].word] : 0;
		in->best[p] = p == 0 ? place : fmin(1, place + chain + index);
	}
}

struct inventions *inventions_learn(
	const struct corpus *corpus, const struct priors *priors, const struct snapshot *snapshot)
{
	struct inventions *in = memory_new(1, sizeof *in);
	in->priors = priors;
	in->snapshot = snapshot;
	in->words = intern_new();
	in->known = intern_new();
	for (size_t i = 0; i < corpus->names.count; i++) {
		if (corpus->names.items[i].class == CORPUS_INVENTED)
			learn_name(in, &corpus->names.items[i]);
	}
	in->own = intern_count(in->words);
	settle(in);
	index_links(in);
	find_in_index(in);
	measure_best(in);
	double all = 0;
	for (size_t n = 0; n <= PLACES; n++)
		all += in->lengths[n];
	for (size_t n = 0; n <= PLACES && all > 0; n++)
		in->lengths[n] /= all;
	return in;
}

void inventions_free(struct inventions *in)
{
	if (in == NULL)
		return;
	for (size_t p = 0; p < PLACES; p++) {
		array_release(&in->places[p]);
		free(in->shares[p]);
	}
	array_release(&in->links);
	intern_free(in->words);
	intern_free(in->known);
	free(in->in_index);
	free(in->follows);
	free(in);
}

double inventions_runs(const struct inventions *in)
{
	return in->runs;
}

double inventions_news(const struct inventions *in)
{
	uint32_t names = intern_count(in->known);
	return names > 0 ? (in->once + 0.5) / (names + 1) : 0;
}
