/* Counting which words stand beside which. */
#include "registry/vocabulary.h"
#include "base/intern.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

enum { NO_WORD = UINT16_MAX, MAP_SLOTS = 4 * LIMIT_VOCABULARY };

/* A word and the one behind it. */
struct pair {
	uint16_t left, right;
};

struct counting {
	const char *names;
	const struct layout_entry *words;
	uint16_t map[MAP_SLOTS]; /* number of a word by its hash; NO_WORD: none */
	ARRAY(struct pair) pairs;
};

static bool is_kept(const char *names, const struct layout_word *word)
{
	if (word->offset == 0 || word->count < VOCABULARY_LEAST || word->length < 2 ||
		word->length > VOCABULARY_LONGEST)
		return false;
	for (uint32_t i = 0; i < word->length; i++) {
		char c = names[word->offset - 1 + i];
		if (c >= 'a' && c <= 'z')
			return true;
	}
	return false;
}

static int compare_words(const void *a, const void *b, void *context)
{
	const struct layout_entry *left = a, *right = b;
	const char *names = context;
	if (left->count != right->count)
		return left->count < right->count ? 1 : -1;
	uint32_t common = left->length < right->length ? left->length : right->length;
	int order = memcmp(names + left->offset, names + right->offset, common);
	return order ? order : (left->length > right->length) - (left->length < right->length);
}

static void choose_words(struct vocabulary *vocabulary, const char *names,
	const struct layout_word *slots, size_t slot_count)
{
	for (size_t i = 0; i < slot_count; i++) {
		if (is_kept(names, &slots[i]))
			*array_add(&vocabulary->words) =
				(struct layout_entry){.offset = slots[i].offset - 1,
					.length = slots[i].length,
					.count = slots[i].count};
	}
	if (vocabulary->words.count > 1)
		qsort_r(vocabulary->words.items, vocabulary->words.count,
			sizeof *vocabulary->words.items, compare_words, (void *)(uintptr_t)names);
	if (vocabulary->words.count > LIMIT_VOCABULARY)
		vocabulary->words.count = LIMIT_VOCABULARY;
}

static uint16_t *map_place(struct counting *counting, const char *word, size_t length)
{
	size_t place = hash_bytes(word, length) % MAP_SLOTS;
	for (;; place = (place + 1) % MAP_SLOTS) {
		uint16_t number = counting->map[place];
		if (number == NO_WORD ||
			(counting->words[number].length == length &&
				memcmp(counting->names + counting->words[number].offset, word,
					length) == 0))
			return &counting->map[place];
	}
}

static uint16_t word_number(struct counting *counting, const char *word, size_t length)
{
	if (length < 2 || length > VOCABULARY_LONGEST)
		return NO_WORD;
	return *map_place(counting, word, length);
}

static void count_name(struct counting *counting, const char *word)
{
	uint16_t before = NO_WORD;
	if (strchr(word, '-') == NULL)
		return;
	for (const char *end = word;; end++) {
		if (*end != '-' && *end != '\0')
			continue;
		uint16_t number = word_number(counting, word, (size_t)(end - word));
		if (before != NO_WORD && number != NO_WORD)
			*array_add(&counting->pairs) = (struct pair){before, number};
		if (*end == '\0')
			return;
		before = number;
		word = end + 1;
	}
}

static int compare_neighbours(const void *a, const void *b)
{
	const struct snapshot_neighbour *left = a, *right = b;
	if (left->count != right->count)
		return left->count < right->count ? 1 : -1;
	return (left->word > right->word) - (left->word < right->word);
}

/* Adds the most frequent of the COUNT words in OTHERS, which all stand beside one word. */
static void add_neighbours(
	struct neighbours *neighbours, const uint16_t *others, size_t count, uint32_t *tally)
{
	struct neighbours found = {0};
	for (size_t i = 0; i < count; i++)
		tally[others[i]]++;
	for (size_t i = 0; i < count; i++) {
		uint32_t times = tally[others[i]];
		tally[others[i]] = 0;
		if (times > 1)
			*array_add(&found) = (struct snapshot_neighbour){others[i], times};
	}
	if (found.count > 1)
		qsort(found.items, found.count, sizeof *found.items, compare_neighbours);
	for (size_t i = 0; i < found.count && i < LIMIT_NEIGHBOURS; i++)
		*array_add(neighbours) = found.items[i];
	array_release(&found);
}

/* The neighbours of every word on one side: `starts` gets where those of each begin. */
static struct neighbours gather(
	const struct counting *counting, size_t words, bool followers, uint32_t *starts)
{
	size_t count = counting->pairs.count;
	struct neighbours neighbours = {0};
	uint32_t *first = memory_new(words + 2, sizeof *first);
	uint16_t *others = memory_new(count + 1, sizeof *others);
	uint32_t *tally = memory_new(words + 1, sizeof *tally);
	for (size_t i = 0; i < count; i++) {
		const struct pair *pair = &counting->pairs.items[i];
		first[(followers ? pair->left : pair->right) + 2]++;
	}
	for (size_t w = 2; w < words + 2; w++)
		first[w] += first[w - 1];
	for (size_t i = 0; i < count; i++) {
		const struct pair *pair = &counting->pairs.items[i];
		uint16_t own = followers ? pair->left : pair->right;
		others[first[own + 1]++] = followers ? pair->right : pair->left;
	}
	for (size_t w = 0; w < words; w++) {
		starts[w] = (uint32_t)neighbours.count;
		add_neighbours(&neighbours, others + first[w], first[w + 1] - first[w], tally);
	}
	starts[words] = (uint32_t)neighbours.count;
	free(first);
	free(others);
	free(tally);
	return neighbours;
}

void vocabulary_count(struct vocabulary *vocabulary, const char *names, const uint32_t *offsets,
	uint32_t count, const struct layout_word *slots, size_t slot_count)
{
	*vocabulary = (struct vocabulary){0};
	choose_words(vocabulary, names, slots, slot_count);
	size_t words = vocabulary->words.count;
	struct counting *counting = memory_new(1, sizeof *counting);
	counting->names = names;
	counting->words = vocabulary->words.items;
	memset(counting->map, 0xff, sizeof counting->map);
	for (size_t w = 0; w < words; w++)
		*map_place(counting, names + counting->words[w].offset, counting->words[w].length) =
			(uint16_t)w;
	for (uint32_t i = 0; i < count; i++)
		count_name(counting, names + offsets[i]);
	*array_add(&vocabulary->words) = (struct layout_entry){0};
	uint32_t *starts = memory_new(words + 1, sizeof *starts);
	for (int side = 0; side < 2; side++) {
		struct neighbours neighbours = gather(counting, words, side == 0, starts);
		for (size_t w = 0; w <= words; w++) {
			struct layout_entry *word = &vocabulary->words.items[w];
			*(side == 0 ? &word->followers : &word->preceders) = starts[w];
		}
		*(side == 0 ? &vocabulary->followers : &vocabulary->preceders) = neighbours;
	}
	free(starts);
	array_release(&counting->pairs);
	free(counting);
}
