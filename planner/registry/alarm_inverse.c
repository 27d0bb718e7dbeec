/* The alarm turned round: which names trip it because of one corpus name. */
#include "registry/alarm_corpus.h"

#include <string.h>

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
			const char *slip = alarm_slip_text(alarm->slips.rows[row].columns[k]);
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
	while (alarm_next_order(order, count)) {
		char form[NAME_ROOM];
		size_t size = alarm_join_words(form, name, words, order, count);
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
		const char *slip = alarm_slip_text(row->columns[k]);
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
