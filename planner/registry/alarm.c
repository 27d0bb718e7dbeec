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

enum { FILTER_WORDS = 8192 };

enum { SHORTEST_OMISSION = 4, WORDS_LEAST = 2, WORDS_MOST = 8, NAME_ROOM = LIMIT_NAME_BYTES + 8 };

static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz1234567890-";

struct alarm {
	struct intern *corpus;
	size_t longest;
	/* A few bits for each corpus name, by the sum of registry/layout.h over its bytes, which an
	 * edit changes in constant time: most of the hundreds of names that a check forms end here.
	 */
	uint64_t filter[FILTER_WORDS];
	uint64_t values[256];
	/* Sums of the hashes of a corpus name's words, the same in every order of them. */
	uint64_t *word_sums;
	size_t word_sum_mask;
	struct wordlist slips;
	const struct wordlist_row *slips_of[256];
};

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
	if (ranks > snapshot_ranks(snapshot))
		ranks = snapshot_ranks(snapshot);
	for (uint32_t rank = 1; rank <= ranks; rank++) {
		const char *name = snapshot_ranked(snapshot, rank);
		size_t length = name ? strlen(name) : 0;
		if (length == 0 || length > LIMIT_NAME_BYTES)
			continue;
		intern_number(alarm->corpus, name, length);
		uint64_t hash = form_mix(form_sum(name, length));
		alarm->filter[filter_place(hash, FILTER_WORDS - 1)] |= filter_bits(hash);
		if (length > alarm->longest)
			alarm->longest = length;
	}
	for (unsigned c = 0; c < 256; c++)
		alarm->values[c] = form_value((unsigned char)c);
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

static const char *repeated(const struct alarm *alarm, const char *name, size_t length)
{
	char form[NAME_ROOM];
	for (size_t i = 0; i + 1 < length; i++) {
		if (name[i] != name[i + 1])
			continue;
		memcpy(form, name, i);
		memcpy(form + i, name + i + 1, length - i - 1);
		const char *target = in_corpus(alarm, form, length - 1);
		if (target != NULL)
			return target;
	}
	return NULL;
}

static bool may_hold(const struct alarm *alarm, uint64_t sum)
{
	uint64_t hash = form_mix(sum), bits = filter_bits(hash);
	return (alarm->filter[filter_place(hash, FILTER_WORDS - 1)] & bits) == bits;
}

static const char *omitted(const struct alarm *alarm, const char *name, size_t length)
{
	char form[NAME_ROOM];
	if (length < SHORTEST_OMISSION)
		return NULL;
	uint64_t before = 0, power = 1, from = form_sum(name, length);
	for (size_t i = 0; i <= length; i++) {
		/* BEFORE is the sum up to here, FROM that of the rest, which an insertion moves on.
		 */
		uint64_t base = before + from * form_base;
		memcpy(form, name, i);
		memcpy(form + i + 1, name + i, length - i);
		for (const char *c = alphabet; *c != '\0'; c++) {
			if (!may_hold(alarm, base + alarm->values[(unsigned char)*c] * power))
				continue;
			form[i] = *c;
			const char *target = in_corpus(alarm, form, length + 1);
			if (target != NULL)
				return target;
		}
		uint64_t term = i < length ? alarm->values[(unsigned char)name[i]] * power : 0;
		before += term;
		from -= term;
		power *= form_base;
	}
	return NULL;
}

static const char *swapped(const struct alarm *alarm, const char *name, size_t length)
{
	char form[NAME_ROOM];
	memcpy(form, name, length);
	for (size_t i = 0; i + 1 < length; i++) {
		form[i] = name[i + 1];
		form[i + 1] = name[i];
		const char *target = name[i] != name[i + 1] ? in_corpus(alarm, form, length) : NULL;
		if (target != NULL)
			return target;
		form[i] = name[i];
		form[i + 1] = name[i + 1];
	}
	return NULL;
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

static const char *swapped_words(const struct alarm *alarm, const char *name, size_t length)
{
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

/* A name cut at every place: the sum up to there, the sum of what follows moved to the front, and
 * what moves a sum by so many places. */
struct cuts {
	uint64_t before[NAME_ROOM], after[NAME_ROOM], power[NAME_ROOM];
};

static void cut(const struct alarm *alarm, const char *name, size_t length, struct cuts *cuts)
{
	cuts->before[0] = cuts->after[length] = 0;
	cuts->power[0] = 1;
	for (size_t i = 0; i <= length; i++)
		cuts->power[i + 1] = cuts->power[i] * form_base;
	for (size_t i = 0; i < length; i++)
		cuts->before[i + 1] =
			cuts->before[i] + alarm->values[(unsigned char)name[i]] * cuts->power[i];
	for (size_t i = length; i-- > 0;)
		cuts->after[i] =
			alarm->values[(unsigned char)name[i]] + cuts->after[i + 1] * form_base;
}

static const char *typo(const struct alarm *alarm, const char *name, size_t length)
{
	char form[NAME_ROOM];
	struct cuts cuts;
	cut(alarm, name, length, &cuts);
	for (size_t i = 0; i < length; i++) {
		const struct wordlist_row *row = alarm->slips_of[(unsigned char)name[i]];
		for (size_t k = 1; row != NULL && k < row->count; k++) {
			const char *slip = slip_text(row->columns[k]);
			size_t size = strlen(slip);
			if (!may_hold(alarm, cuts.before[i] + form_sum(slip, size) * cuts.power[i] +
						     cuts.after[i + 1] * cuts.power[i + size]))
				continue;
			memcpy(form, name, i);
			memcpy(form + i, slip, size);
			memcpy(form + i + size, name + i + 1, length - i - 1);
			const char *target = in_corpus(alarm, form, length - 1 + size);
			if (target != NULL)
				return target;
		}
	}
	return NULL;
}

enum alarm_check alarm_find(
	const struct alarm *alarm, const char *canonical, size_t length, const char **target)
{
	static const char *(*const checks[])(const struct alarm *, const char *, size_t) = {
		[ALARM_REPEATED_CHARACTERS] = repeated,
		[ALARM_OMITTED_CHARACTERS] = omitted,
		[ALARM_SWAPPED_CHARACTERS] = swapped,
		[ALARM_SWAPPED_WORDS] = swapped_words,
		[ALARM_COMMON_TYPOS] = typo,
	};
	*target = NULL;
	if (length > alarm->longest + 1)
		return ALARM_NONE;
	for (int check = ALARM_REPEATED_CHARACTERS; check < ALARM_CHECKS; check++) {
		*target = checks[check](alarm, canonical, length);
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
