/* PyPI's own alarm: Warehouse's five checks, in its order. */
#include "registry/alarm_corpus.h"
#include "base/memory.h"
#include "registry/layout.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz1234567890-";

/* A name, and what a splice of it is summed from: the sum of all before a character, that of the
 * rest as if it stood at the start, and the power that moves the rest there. */
struct checked {
	const char *name;
	size_t length;
	uint64_t before[NAME_ROOM], from[NAME_ROOM], power[NAME_ROOM];
	/* An edit leaves what is before it and behind it as it was: no more than the first `begin`
	 * characters can begin a corpus name, and none can end with more than those from `end` on.
	 */
	size_t begin, end;
};

static void sum_up(
	const struct alarm *alarm, struct checked *checked, const char *name, size_t length)
{
	checked->name = name;
	checked->length = length;
	checked->before[0] = checked->from[length] = 0;
	checked->power[0] = 1;
	for (size_t i = 0; i < length; i++) {
		uint64_t value = alarm->values[(unsigned char)name[i]];
		checked->before[i + 1] = checked->before[i] + value * checked->power[i];
		checked->power[i + 1] = checked->power[i] * form_base;
	}
	for (size_t i = length; i-- > 0;)
		checked->from[i] =
			checked->from[i + 1] * form_base + alarm->values[(unsigned char)name[i]];
}

static bool may_hold(const uint64_t *filter, size_t words, uint64_t sum)
{
	uint64_t hash = form_mix(sum), bits = filter_bits(hash);
	return (filter[filter_place(hash, words - 1)] & bits) == bits;
}

static void put(uint64_t *filter, size_t words, uint64_t sum)
{
	uint64_t hash = form_mix(sum);
	filter[filter_place(hash, words - 1)] |= filter_bits(hash);
}

static void learn_parts(struct alarm *alarm, const char *name, size_t length)
{
	struct checked parts;
	sum_up(alarm, &parts, name, length);
	put(alarm->filter, FILTER_WORDS, parts.before[length]);
	for (size_t i = 0; i < length; i++) {
		put(alarm->beginnings, PART_WORDS, parts.before[i + 1]);
		put(alarm->ends, PART_WORDS, parts.from[i]);
	}
}

/* Most names are long and begin or end like none of the corpus: nothing is left to be edited. */
static void find_window(const struct alarm *alarm, struct checked *checked)
{
	checked->begin = 0;
	checked->end = checked->length;
	while (checked->begin < checked->length &&
		may_hold(alarm->beginnings, PART_WORDS, checked->before[checked->begin + 1]))
		checked->begin++;
	while (checked->end > 0 &&
		may_hold(alarm->ends, PART_WORDS, checked->from[checked->end - 1]))
		checked->end--;
}

/* The first place at which replacing DROP characters can give a corpus name; the last is `begin`.
 */
static size_t first_edit(const struct checked *checked, size_t drop)
{
	return checked->end > drop ? checked->end - drop : 0;
}

static uint64_t word_sum(const char *name, size_t length, size_t *count)
{
	uint64_t sum = 1;
	const char *word = name, *end = name + length;
	*count = 0;
	for (const char *at = name; at <= end; at++) {
		if (at < end && *at != '-')
			continue;
		sum += hash_bytes(word, (size_t)(at - word));
		word = at + 1;
		++*count;
	}
	return sum;
}

static void learn_words(struct alarm *alarm)
{
	uint32_t names = intern_count(alarm->corpus);
	alarm->word_sum_mask = 63;
	while (alarm->word_sum_mask < names * 2u)
		alarm->word_sum_mask = alarm->word_sum_mask * 2 + 1;
	alarm->word_sums = memory_new(alarm->word_sum_mask + 1, sizeof *alarm->word_sums);
	for (uint32_t i = 0; i < names; i++) {
		size_t count;
		const char *name = intern_at(alarm->corpus, i);
		uint64_t sum = word_sum(name, strlen(name), &count);
		if (count < WORDS_LEAST || count > WORDS_MOST)
			continue;
		size_t place = (size_t)sum & alarm->word_sum_mask;
		while (alarm->word_sums[place] != 0 && alarm->word_sums[place] != sum)
			place = (place + 1) & alarm->word_sum_mask;
		alarm->word_sums[place] = sum;
	}
}

struct alarm *alarm_new(const struct snapshot *snapshot, uint32_t ranks)
{
	struct alarm *alarm = memory_new(1, sizeof *alarm);
	alarm->corpus = intern_new();
	for (unsigned c = 0; c < 256; c++)
		alarm->values[c] = form_value((unsigned char)c);
	if (ranks > snapshot_ranks(snapshot))
		ranks = snapshot_ranks(snapshot);
	for (uint32_t rank = 1; rank <= ranks; rank++) {
		const char *name = snapshot_ranked(snapshot, rank);
		size_t length = name ? strlen(name) : 0;
		if (length == 0 || length > LIMIT_NAME_BYTES)
			continue;
		intern_number(alarm->corpus, name, length);
		learn_parts(alarm, name, length);
		if (length > alarm->longest)
			alarm->longest = length;
	}
	learn_words(alarm);
	alarm->slips = wordlist_embedded("wordlists/alarm-slips.tsv", 2, WORDLIST_COLUMNS);
	for (size_t i = 0; i < alarm->slips.count; i++) {
		const struct wordlist_row *row = &alarm->slips.rows[i];
		alarm->slips_of[(unsigned char)row->columns[0][0]] = row;
	}
	return alarm;
}

void alarm_free(struct alarm *alarm)
{
	if (alarm == NULL)
		return;
	intern_free(alarm->corpus);
	free(alarm->word_sums);
	wordlist_release(&alarm->slips);
	free(alarm);
}

static const char *in_corpus(const struct alarm *alarm, const char *name, size_t length)
{
	uint32_t number = intern_find(alarm->corpus, name, length);
	return number == INTERN_NONE ? NULL : intern_at(alarm->corpus, number);
}

/* The corpus name that comes out where DROP characters at AT are replaced by INSERT; NULL: none. */
static inline const char *spliced(const struct alarm *alarm, const struct checked *checked,
	size_t at, size_t drop, const char *insert, size_t insert_length)
{
	char form[NAME_ROOM];
	uint64_t sum = checked->from[at + drop];
	for (size_t i = insert_length; i-- > 0;)
		sum = sum * form_base + alarm->values[(unsigned char)insert[i]];
	if (!may_hold(alarm->filter, FILTER_WORDS, checked->before[at] + sum * checked->power[at]))
		return NULL;
	size_t rest = checked->length - at - drop;
	memcpy(form, checked->name, at);
	memcpy(form + at, insert, insert_length);
	memcpy(form + at + insert_length, checked->name + at + drop, rest);
	return in_corpus(alarm, form, at + insert_length + rest);
}

static const char *repeated(const struct alarm *alarm, const struct checked *checked)
{
	const char *name = checked->name, *target = NULL;
	for (size_t i = first_edit(checked, 1);
		i <= checked->begin && i + 1 < checked->length && target == NULL; i++) {
		if (name[i] == name[i + 1])
			target = spliced(alarm, checked, i, 1, "", 0);
	}
	return target;
}

static const char *omitted(const struct alarm *alarm, const struct checked *checked)
{
	if (checked->length < SHORTEST_OMISSION)
		return NULL;
	for (size_t i = first_edit(checked, 0); i <= checked->begin; i++) {
		for (const char *c = alphabet; *c != '\0'; c++) {
			const char *target = spliced(alarm, checked, i, 0, c, 1);
			if (target != NULL)
				return target;
		}
	}
	return NULL;
}

static const char *swapped(const struct alarm *alarm, const struct checked *checked)
{
	const char *name = checked->name, *target = NULL;
	for (size_t i = first_edit(checked, 2);
		i <= checked->begin && i + 1 < checked->length && target == NULL; i++) {
		if (name[i] != name[i + 1])
			target = spliced(
				alarm, checked, i, 2, (const char[]){name[i + 1], name[i]}, 2);
	}
	return target;
}

static bool knows_words(const struct alarm *alarm, const char *canonical, size_t length)
{
	size_t count;
	uint64_t sum = word_sum(canonical, length, &count);
	if (count < WORDS_LEAST || count > WORDS_MOST)
		return false;
	for (size_t place = (size_t)sum & alarm->word_sum_mask; alarm->word_sums[place] != 0;
		place = (place + 1) & alarm->word_sum_mask) {
		if (alarm->word_sums[place] == sum)
			return true;
	}
	return false;
}

bool alarm_next_order(size_t *order, size_t count)
{
	size_t i = count - 1;
	while (i > 0 && order[i - 1] >= order[i])
		i--;
	if (i == 0)
		return false;
	size_t k = count - 1;
	while (order[k] <= order[i - 1])
		k--;
	size_t swap = order[i - 1];
	order[i - 1] = order[k];
	order[k] = swap;
	for (size_t a = i, b = count - 1; a < b; a++, b--) {
		swap = order[a];
		order[a] = order[b];
		order[b] = swap;
	}
	return true;
}

size_t alarm_join_words(
	char *form, const char *name, const struct word *words, const size_t *order, size_t count)
{
	size_t at = 0;
	for (size_t i = 0; i < count; i++) {
		const struct word *word = &words[order[i]];
		memcpy(form + at, name + word->start, word->length);
		at += word->length;
		form[at++] = '-';
	}
	return at - 1;
}

static const char *swapped_words(const struct alarm *alarm, const struct checked *checked)
{
	const char *name = checked->name;
	size_t length = checked->length;
	if (!knows_words(alarm, name, length))
		return NULL;
	struct word words[NAME_WORDS];
	size_t count = name_words(name, length, words), order[WORDS_MOST];
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	while (alarm_next_order(order, count)) {
		char form[NAME_ROOM];
		size_t size = alarm_join_words(form, name, words, order, count);
		const char *target = in_corpus(alarm, form, size);
		if (target != NULL)
			return target;
	}
	return NULL;
}

static const char *typo(const struct alarm *alarm, const struct checked *checked)
{
	for (size_t i = first_edit(checked, 1); i <= checked->begin && i < checked->length; i++) {
		const struct wordlist_row *row = alarm->slips_of[(unsigned char)checked->name[i]];
		for (size_t k = 1; row != NULL && k < row->count; k++) {
			const char *slip = alarm_slip_text(row->columns[k]);
			const char *target = spliced(alarm, checked, i, 1, slip, strlen(slip));
			if (target != NULL)
				return target;
		}
	}
	return NULL;
}

enum alarm_check alarm_find(
	const struct alarm *alarm, const char *canonical, size_t length, const char **target)
{
	static const char *(*const checks[])(const struct alarm *, const struct checked *) = {
		[ALARM_REPEATED_CHARACTERS] = repeated,
		[ALARM_OMITTED_CHARACTERS] = omitted,
		[ALARM_SWAPPED_CHARACTERS] = swapped,
		[ALARM_SWAPPED_WORDS] = swapped_words,
		[ALARM_COMMON_TYPOS] = typo,
	};
	struct checked checked;
	*target = NULL;
	if (length > alarm->longest + 1)
		return ALARM_NONE;
	sum_up(alarm, &checked, canonical, length);
	find_window(alarm, &checked);
	for (int check = ALARM_REPEATED_CHARACTERS; check < ALARM_CHECKS; check++) {
		*target = checks[check](alarm, &checked);
		if (*target != NULL)
			return (enum alarm_check)check;
	}
	return ALARM_NONE;
}
