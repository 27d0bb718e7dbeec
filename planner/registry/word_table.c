/* The table of words, counted. */
#include "registry/word_table.h"
#include "base/intern.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Distinct words, counted once a name that holds them; grows as needed. */
struct words {
	struct layout_word *slots;
	uint32_t *last; /* the name that counted a slot last, + 1 */
	size_t mask, count;
};

static size_t word_slot(const struct words *words, const char *names, const char *word,
	size_t length, uint64_t hash)
{
	for (size_t place = (size_t)(hash >> 32) & words->mask;;
		place = (place + 1) & words->mask) {
		const struct layout_word *slot = &words->slots[place];
		if (slot->offset == 0 ||
			(slot->fingerprint == (uint32_t)hash && slot->length == length &&
				memcmp(names + slot->offset - 1, word, length) == 0))
			return place;
	}
}

static void grow_words(struct words *words, const char *names)
{
	struct words larger = {.mask = words->mask * 2 + 1, .count = words->count};
	larger.slots = memory_new(larger.mask + 1, sizeof *larger.slots);
	larger.last = memory_new(larger.mask + 1, sizeof *larger.last);
	for (size_t i = 0; i <= words->mask; i++) {
		const struct layout_word *slot = &words->slots[i];
		if (slot->offset == 0)
			continue;
		const char *word = names + slot->offset - 1;
		uint64_t hash = hash_bytes(word, slot->length);
		size_t place = word_slot(&larger, names, word, slot->length, hash);
		larger.slots[place] = *slot;
		larger.last[place] = words->last[i];
	}
	free(words->slots);
	free(words->last);
	*words = larger;
}

static void count_word(
	struct words *words, const char *names, const char *word, size_t length, uint32_t name)
{
	uint64_t hash = hash_bytes(word, length);
	size_t place = word_slot(words, names, word, length, hash);
	struct layout_word *slot = &words->slots[place];
	if (slot->offset == 0) {
		*slot = (struct layout_word){
			(uint32_t)(word - names) + 1, 0, (uint32_t)length, (uint32_t)hash};
		words->count++;
	}
	slot->count += words->last[place] != name + 1;
	words->last[place] = name + 1;
	if (words->count * 2 > words->mask)
		grow_words(words, names);
}

struct word_table word_table_new(const char *names, const uint32_t *offsets, uint32_t count)
{
	struct words words = {.mask = layout_power(count / 2) - 1};
	words.slots = memory_new(words.mask + 1, sizeof *words.slots);
	words.last = memory_new(words.mask + 1, sizeof *words.last);
	for (uint32_t i = 0; i < count; i++) {
		const char *word = names + offsets[i];
		for (const char *end = word;; end++) {
			if (*end != '-' && *end != '\0')
				continue;
			count_word(&words, names, word, (size_t)(end - word), i);
			if (*end == '\0')
				break;
			word = end + 1;
		}
	}
	free(words.last);
	return (struct word_table){words.slots, words.mask + 1};
}
