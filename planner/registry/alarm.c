/* PyPI's own alarm: Warehouse's five checks, in its order. */
#include "registry/alarm.h"
#include "base/intern.h"
#include "base/memory.h"
#include "names/name.h"
#include "names/wordlist.h"
#include "registry/layout.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

enum { FILTER_WORDS = 8192, PART_WORDS = 16384 };

enum { SHORTEST_OMISSION = 4, WORDS_LEAST = 2, WORDS_MOST = 8, NAME_ROOM = LIMIT_NAME_BYTES + 8 };

static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz1234567890-";

struct alarm {
	struct intern *corpus;
	size_t longest;
	/* A few bits for each corpus name, by the sum of registry/layout.h over its bytes, which an
	 * edit changes in constant time: most of the hundreds of names that a check forms end here.
	 */
	uint64_t filter[FILTER_WORDS];
	/* The same of every beginning and every end of a corpus name. */
	uint64_t beginnings[PART_WORDS], ends[PART_WORDS];
	uint64_t values[256];
	/* Sums of the hashes of a corpus name's words, the same in every order of them. */
	uint64_t *word_sums;
	size_t word_sum_mask;
	struct wordlist slips;
	const struct wordlist_row *slips_of[256];
};

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

/* The next order of positions after ORDER, in lexicographic order; false after the last. */
static bool next_order(size_t *order, size_t count)
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

/* The words of NAME in this order, joined; returns the length, that of the name. */
static size_t join_words(
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
	while (next_order(order, count)) {
		char form[NAME_ROOM];
		size_t size = join_words(form, name, words, order, count);
		const char *target = in_corpus(alarm, form, size);
		if (target != NULL)
			return target;
	}
	return NULL;
}

/* What a slip puts in the place of a character: the table writes `(empty)` for nothing. */
static const char *slip_text(const char *column)
{
	return column[0] == '(' ? "" : column;
}

static const char *typo(const struct alarm *alarm, const struct checked *checked)
{
	for (size_t i = first_edit(checked, 1); i <= checked->begin && i < checked->length; i++) {
		const struct wordlist_row *row = alarm->slips_of[(unsigned char)checked->name[i]];
		for (size_t k = 1; row != NULL && k < row->count; k++) {
			const char *slip = slip_text(row->columns[k]);
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

/* The names one check away from NAME, but for the order of its words. */
static void invert(const struct alarm *alarm, const char *name, size_t length, uint32_t number,
	void (*visit)(void *, const char *, size_t, uint32_t), void *context)
{
	char form[NAME_ROOM];
	for (size_t i = 0; i < length; i++) {
		memcpy(form, name, i + 1); /* repeated */
		memcpy(form + i + 1, name + i, length - i);
		visit(context, form, length + 1, number);
		memcpy(form + i, name + i + 1, length - i - 1); /* omitted */
		visit(context, form, length - 1, number);
		if (i + 1 < length) { /* swapped */
			memcpy(form, name, length);
			form[i] = name[i + 1];
			form[i + 1] = name[i];
			visit(context, form, length, number);
		}
	}
	/* A slip turned `from` of the checked name into `slip` of ours: put `from` back. */
	for (size_t row = 0; row < alarm->slips.count; row++) {
		char from = alarm->slips.rows[row].columns[0][0];
		for (size_t k = 1; k < alarm->slips.rows[row].count; k++) {
			const char *slip = slip_text(alarm->slips.rows[row].columns[k]);
			size_t size = strlen(slip);
			for (size_t i = 0; i + size <= length; i++) {
				if (memcmp(name + i, slip, size) != 0)
					continue;
				memcpy(form, name, i);
				form[i] = from;
				memcpy(form + i + 1, name + i + size, length - i - size);
				visit(context, form, length + 1 - size, number);
			}
		}
	}
}

static void invert_words(const char *name, size_t length, uint32_t number,
	void (*visit)(void *, const char *, size_t, uint32_t), void *context)
{
	struct word words[NAME_WORDS];
	size_t count = name_words(name, length, words), order[WORDS_MOST];
	if (count < WORDS_LEAST || count > WORDS_MOST)
		return;
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	while (next_order(order, count)) {
		char form[NAME_ROOM];
		size_t size = join_words(form, name, words, order, count);
		visit(context, form, size, number);
	}
}

void alarm_inverse(const struct alarm *alarm,
	void (*visit)(void *context, const char *name, size_t length, uint32_t number),
	void *context)
{
	for (uint32_t i = 0; i < intern_count(alarm->corpus); i++) {
		const char *name = intern_at(alarm->corpus, i);
		invert(alarm, name, strlen(name), i, visit, context);
		invert_words(name, strlen(name), i, visit, context);
	}
}

/* Whether A is the words of B in another order. */
static bool same_words(const char *a, size_t a_length, const char *b, size_t b_length)
{
	struct word ours[NAME_WORDS], theirs[NAME_WORDS];
	size_t count = name_words(a, a_length, ours);
	bool used[NAME_WORDS] = {false};
	if (a_length != b_length || name_words(b, b_length, theirs) != count ||
		count < WORDS_LEAST || count > WORDS_MOST)
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;
		while (k < count && (used[k] || ours[i].length != theirs[k].length ||
					    memcmp(a + ours[i].start, b + theirs[k].start,
						    ours[i].length) != 0))
			k++;
		if (k == count)
			return false;
		used[k] = true;
	}
	return true;
}

/* Whether a slip of character I of NAME makes it TARGET; they agree before I. */
static bool slips_to(const struct alarm *alarm, const char *name, size_t length, const char *target,
	size_t target_length, size_t i)
{
	const struct wordlist_row *row =
		i < length ? alarm->slips_of[(unsigned char)name[i]] : NULL;
	for (size_t k = 1; row != NULL && k < row->count; k++) {
		const char *slip = slip_text(row->columns[k]);
		size_t size = strlen(slip);
		if (target_length == length - 1 + size && memcmp(target + i, slip, size) == 0 &&
			memcmp(target + i + size, name + i + 1, length - i - 1) == 0)
			return true;
	}
	return false;
}

bool alarm_is_near(const struct alarm *alarm, const char *name, size_t length, uint32_t number)
{
	const char *target = intern_at(alarm->corpus, number);
	size_t target_length = strlen(target), i = 0;
	while (i < length && i < target_length && name[i] == target[i])
		i++;
	if (length == target_length + 1) /* repeated: where they part, a character stands again */
		return (i > 0 && name[i] == name[i - 1] &&
			       memcmp(name + i + 1, target + i, target_length - i) == 0) ||
		       slips_to(alarm, name, length, target, target_length, i);
	if (target_length == length + 1) /* omitted, or a slip that is two characters */
		return (length >= SHORTEST_OMISSION &&
			       memcmp(name + i, target + i + 1, length - i) == 0) ||
		       slips_to(alarm, name, length, target, target_length, i);
	if (target_length != length || i == length)
		return false;
	bool swap = i + 1 < length && name[i] == target[i + 1] && name[i + 1] == target[i] &&
		    memcmp(name + i + 2, target + i + 2, length - i - 2) == 0;
	return swap || slips_to(alarm, name, length, target, target_length, i) ||
	       same_words(name, length, target, target_length);
}
