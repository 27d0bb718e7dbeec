/* Words in another order, left out, joined, with affixes on and off; names of modules, of commands
 * and of broken requirement lines. */
#include "base/text.h"
#include "candidates/facts.h"
#include "candidates/generator.h"
#include "names/name.h"

#include <string.h>

enum { ROOM = 2 * LIMIT_NAME_BYTES, ONE = 1000, SHORTEST_REST = 3 };

/* HEAD and TAIL as one form, where it is not too long. */
static void join(struct forms *forms, const char *head, size_t head_size, const char *tail,
	size_t tail_size, enum place_in_name place)
{
	char form[ROOM];
	if (head_size + tail_size > LIMIT_NAME_BYTES)
		return;
	memcpy(form, head, head_size);
	memcpy(form + head_size, tail, tail_size);
	forms_add(forms, form, head_size + tail_size, place, ONE);
}

struct orders {
	struct forms *forms;
	const char *name;
	const struct word *words;
	size_t count, formed;
	size_t order[LIMIT_PERMUTED_WORDS];
};

static void form_order(struct orders *orders)
{
	char form[ROOM];
	size_t at = 0;
	for (size_t i = 0; i < orders->count; i++) {
		const struct word *word = &orders->words[orders->order[i]];
		memcpy(form + at, orders->name + word->start, word->length);
		at += word->length;
		form[at++] = '-';
	}
	forms_add(orders->forms, form, at - 1, PLACE_BOUNDARY, ONE);
}

/* Every order whose first FIXED words are settled, depth first. */
static void walk_orders(struct orders *orders, size_t fixed, unsigned used)
{
	if (orders->formed >= LIMIT_PERMUTATIONS) {
		forms_cut(orders->forms);
		return;
	}
	if (fixed == orders->count) {
		orders->formed++;
		form_order(orders);
		return;
	}
	for (size_t i = 0; i < orders->count; i++) {
		if (used & 1u << i)
			continue;
		orders->order[fixed] = i;
		walk_orders(orders, fixed + 1, used | 1u << i);
	}
}

void form_word_order(struct forms *forms, const char *name, size_t length)
{
	struct word words[NAME_WORDS];
	size_t count = name_words(name, length, words);
	if (count < 2)
		return;
	if (count > LIMIT_PERMUTED_WORDS) {
		/* Only neighbours change places: the orders people confuse. */
		forms_cut(forms);
		for (size_t i = 0; i + 1 < count; i++) {
			char form[ROOM];
			size_t first = words[i].start, second = words[i + 1].start;
			size_t end = second + words[i + 1].length, at = first;
			memcpy(form, name, length);
			memcpy(form + at, name + second, words[i + 1].length);
			at += words[i + 1].length;
			form[at++] = '-';
			memcpy(form + at, name + first, words[i].length);
			memcpy(form + end, name + end, length - end);
			forms_add(forms, form, length, PLACE_BOUNDARY, ONE);
		}
		return;
	}
	struct orders orders = {.forms = forms, .name = name, .words = words, .count = count};
	walk_orders(&orders, 0, 0);
}

void form_word_dropped(struct forms *forms, const char *name, size_t length)
{
	struct word words[NAME_WORDS];
	size_t count = name_words(name, length, words);
	for (size_t i = 0; i < count && count > 1; i++) {
		size_t begin = words[i].start, end = begin + words[i].length;
		if (i == 0)
			forms_add(forms, name + end + 1, length - end - 1, PLACE_FIRST, ONE);
		else
			join(forms, name, begin - 1, name + end, length - end,
				i + 1 == count ? PLACE_LAST : PLACE_INNER);
	}
}

/* fastapi-numpy and numpy-fastapi: invented and malicious names join two popular projects. */
void form_joined(struct forms *forms, const char *name, size_t length)
{
	const char *const *partners = forms_facts(forms)->partners;
	for (size_t i = 0; i < FACTS_PARTNERS && partners[i] != NULL; i++) {
		char form[ROOM];
		size_t size = strlen(partners[i]);
		if (length + 1 + size > LIMIT_NAME_BYTES)
			continue;
		memcpy(form, name, length);
		form[length] = '-';
		memcpy(form + length + 1, partners[i], size);
		forms_add(forms, form, length + 1 + size, PLACE_LAST, ONE);
		memcpy(form, partners[i], size);
		form[size] = '-';
		memcpy(form + size + 1, name, length);
		forms_add(forms, form, length + 1 + size, PLACE_FIRST, ONE);
	}
}

void form_affix_added(struct forms *forms, const char *name, size_t length)
{
	const struct wordlist *affixes = &forms_facts(forms)->affixes;
	for (size_t i = 0; i < affixes->count; i++) {
		const char *affix = affixes->rows[i].columns[1];
		if (affixes->rows[i].columns[0][0] == 'p')
			join(forms, affix, strlen(affix), name, length, PLACE_FIRST);
		else
			join(forms, name, length, affix, strlen(affix), PLACE_LAST);
	}
}

void form_affix_removed(struct forms *forms, const char *name, size_t length)
{
	const struct wordlist *affixes = &forms_facts(forms)->affixes;
	for (size_t i = 0; i < affixes->count; i++) {
		const char *affix = affixes->rows[i].columns[1];
		bool prefix = affixes->rows[i].columns[0][0] == 'p';
		size_t size = strlen(affix);
		if (length < size + SHORTEST_REST)
			continue;
		if (prefix && memcmp(name, affix, size) == 0)
			forms_add(forms, name + size, length - size, PLACE_FIRST, ONE);
		if (!prefix && memcmp(name + length - size, affix, size) == 0)
			forms_add(forms, name, length - size, PLACE_LAST, ONE);
	}
}

/* pyserial and python-serial, python-docx and py-docx, pydocx. */
void form_py_python(struct forms *forms, const char *name, size_t length)
{
	static const char *const swaps[][2] = {{"python-", "py"}, {"python-", "py-"},
		{"python", "py"}, {"python3-", "python-"}, {"-python", "-py"}, {"-python", "py"},
		{"py-", "python-"}, {"py", "python-"}, {"-py", "-python"}, {"py", "python"}};
	for (size_t i = 0; i < sizeof swaps / sizeof *swaps; i++) {
		const char *from = swaps[i][0], *to = swaps[i][1];
		size_t from_size = strlen(from), to_size = strlen(to);
		for (size_t at = 0; at + from_size <= length; at++) {
			char form[ROOM];
			if (memcmp(name + at, from, from_size) != 0 ||
				length - from_size + to_size > LIMIT_NAME_BYTES)
				continue;
			memcpy(form, name, at);
			memcpy(form + at, to, to_size);
			memcpy(form + at + to_size, name + at + from_size, length - at - from_size);
			forms_add(forms, form, length - from_size + to_size,
				at == 0 ? PLACE_FIRST : PLACE_LAST, ONE);
		}
	}
}

void form_requirement_line(struct forms *forms, const char *name, size_t length)
{
	const struct wordlist *lines = &forms_facts(forms)->requirement_lines;
	for (size_t i = 0; i < lines->count; i++) {
		const char *pattern = lines->rows[i].columns[0];
		const char *star = strchr(pattern, '*');
		autotext struct text form = text_new(LIMIT_NAME_BYTES);
		if (star == NULL)
			continue;
		text_add_bytes(&form, pattern, (size_t)(star - pattern));
		text_add_bytes(&form, name, length);
		text_add(&form, star + 1);
		if (!form.overflowed)
			forms_add(forms, form.bytes, form.length, PLACE_INNER, ONE);
	}
}

static void form_other_names(
	struct forms *forms, const struct wordlist *list, const char *name, size_t length)
{
	const struct wordlist_row *row = wordlist_find(list, name, length);
	const struct wordlist_row *end = list->rows + list->count;
	for (; row != NULL && row < end && strlen(row->columns[0]) == length &&
		memcmp(row->columns[0], name, length) == 0;
		row++)
		forms_add(forms, row->columns[1], strlen(row->columns[1]), PLACE_INNER, ONE);
}

void form_import_name(struct forms *forms, const char *name, size_t length)
{
	form_other_names(forms, &forms_facts(forms)->modules, name, length);
}

void form_command_name(struct forms *forms, const char *name, size_t length)
{
	form_other_names(forms, &forms_facts(forms)->commands, name, length);
}
