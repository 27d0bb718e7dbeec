/* The missing members of families of private names. */
#include "candidates/families.h"
#include "base/limits.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

struct stem {
	const char *text;
	size_t length;
	size_t member;
};

struct families {
	const char *const *names;
	size_t count;
	family_take *take;
	void *context;
	ARRAY(struct stem) stems;
	ARRAY(struct listed_word) words;
	size_t first; /* the number of the family's first name */
	size_t made;
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void form_member(struct families *f, const struct stem *stem, const struct listed_word *word)
{
	char form[LIMIT_NAME_BYTES + 1];
	size_t length = stem->length + 1 + word->length;
	if (length > LIMIT_NAME_BYTES)
		return;
	memcpy(form, stem->text, stem->length);
	form[stem->length] = '-';
	memcpy(form + stem->length + 1, word->text, word->length);
	form[length] = '\0';
	const char *key = form;
	if (bsearch(&key, f->names, f->count, sizeof *f->names, compare_names) != NULL)
		return;
	if (f->made == LIMIT_FAMILY_MEMBERS)
		return;
	f->made++;
	f->take(f->context, form, length, stem->member, f->first, word->common);
}

static bool has_word(const struct families *f, const char *text, size_t length)
{
	for (size_t i = 0; i < f->words.count; i++) {
		if (f->words.items[i].length == length &&
			memcmp(f->words.items[i].text, text, length) == 0)
			return true;
	}
	return false;
}

/* Adds a stem unless it is the one before: names are sorted, so that equal stems follow. */
static void add_stem(struct families *f, const char *text, size_t length, size_t member)
{
	for (size_t i = f->stems.count; i-- > 0;) {
		const struct stem *old = &f->stems.items[i];
		if (old->length == length && memcmp(old->text, text, length) == 0)
			return;
		if (old->length < length) /* a shorter one: the walk has left its group */
			break;
	}
	*array_add(&f->stems) = (struct stem){text, length, member};
}

/* One family: the names from FIRST up to, not including, END share PREFIX characters. */
static void form_family(
	struct families *f, const struct lists *lists, size_t first, size_t end, size_t prefix)
{
	f->stems.count = f->words.count = f->made = 0;
	f->first = first;
	add_stem(f, f->names[first], prefix, first);
	for (size_t i = first; i < end; i++) {
		const char *name = f->names[i], *last = strrchr(name, '-');
		size_t length = strlen(name), stem = (size_t)(last - name);
		size_t word = length - stem - 1;
		add_stem(f, name, stem == prefix ? length : stem, i);
		if (stem != prefix && word <= UINT8_MAX && !has_word(f, last + 1, word))
			*array_add(&f->words) =
				(struct listed_word){last + 1, (uint8_t)word, COMMON_TOP};
	}
	for (size_t i = 0; i < lists->last_words.count; i++) {
		struct listed_word word = lists->last_words.items[i];
		word.common = word.common == COMMON_TOP ? COMMON_OFTEN : word.common;
		if (!has_word(f, word.text, word.length))
			*array_add(&f->words) = word;
	}
	for (size_t w = 0; w < f->words.count; w++) {
		for (size_t s = 0; s < f->stems.count; s++)
			form_member(f, &f->stems.items[s], &f->words.items[w]);
	}
}

void families_form(const struct lists *lists, const char *const *names, size_t count,
	family_take *take, void *context)
{
	struct families f = {.names = names, .count = count, .take = take, .context = context};
	for (size_t first = 0; first < count;) {
		const char *hyphen = strchr(names[first], '-');
		size_t prefix = hyphen ? (size_t)(hyphen - names[first]) : 0, end = first + 1;
		while (prefix > 0 && end < count &&
			strncmp(names[end], names[first], prefix + 1) == 0)
			end++;
		if (end - first >= 2)
			form_family(&f, lists, first, end, prefix);
		first = end;
	}
	array_release(&f.stems);
	array_release(&f.words);
}
