/* Words of a name in another order, or left out. */
#include "candidates/generator.h"

#include <string.h>

/* Writes the words in this order with GLUE characters ("-" or "") between them. */
static size_t write_order(const struct forming *f, const uint8_t *order, size_t count, bool hyphens,
	char form[FORM_BYTES])
{
	size_t put = 0;
	for (size_t i = 0; i < count; i++) {
		const struct word *word = &f->words[order[i]];
		if (i > 0 && hyphens)
			form[put++] = '-';
		memcpy(form + put, f->name + word->start, word->length);
		put += word->length;
	}
	return put;
}

static void emit_order(
	struct forming *f, const uint8_t *order, size_t count, bool hyphens, enum common common)
{
	char form[FORM_BYTES];
	size_t length = write_order(f, order, count, hyphens, form);
	form_emit(f, form, length, (struct form_place){.where = WHERE_INNER, .common = common});
}

static void swap_bytes(uint8_t *a, uint8_t *b)
{
	uint8_t kept = *a;
	*a = *b;
	*b = kept;
}

/* The next order in lexicographic order of positions; false after the last. */
static bool next_order(uint8_t *order, size_t count)
{
	size_t i = count - 1;
	while (i > 0 && order[i - 1] >= order[i])
		i--;
	if (i == 0)
		return false;
	size_t k = count - 1;
	while (order[k] <= order[i - 1])
		k--;
	swap_bytes(&order[i - 1], &order[k]);
	for (size_t low = i, high = count - 1; low < high; low++, high--)
		swap_bytes(&order[low], &order[high]);
	return true;
}

/* One word taken out and put back elsewhere: what people do to long names. */
static size_t emit_moved_words(struct forming *f, size_t most)
{
	size_t made = 0, count = f->word_count;
	for (size_t from = 0; from < count; from++) {
		for (size_t to = 0; to < count && made < most; to++) {
			if (from == to || from == to + 1) /* the latter is the move of `to` */
				continue;
			uint8_t order[NAME_WORDS];
			size_t put = 0;
			for (size_t i = 0; i < count; i++) {
				if (i != from)
					order[put++] = (uint8_t)i;
			}
			memmove(order + to + 1, order + to, count - 1 - to);
			order[to] = (uint8_t)from;
			emit_order(
				f, order, count, true, to == from + 1 ? COMMON_TOP : COMMON_SOME);
			made++;
		}
	}
	return made;
}

/* The orders of COUNT words less one, at most SIZE_MAX / 256. */
static size_t other_orders(size_t count)
{
	size_t orders = 1;
	for (size_t i = 2; i <= count && orders < SIZE_MAX / 256; i++)
		orders *= i;
	return orders - 1;
}

/* Whether an order has one word taken out and put back elsewhere, and the others as they were. */
static bool is_one_moved(const uint8_t *order, size_t count)
{
	size_t first = 0, last = count - 1;
	while (first < last && order[first] == first)
		first++;
	while (last > first && order[last] == last)
		last--;
	bool up = order[first] == last, down = order[last] == first;
	for (size_t i = first; i < last; i++) {
		up = up && order[i + 1] == i;
		down = down && order[i] == i + 1;
	}
	return up || down;
}

/* All orders of up to six words (719); of more, those with one word moved, then, of seven, the
 * first in lexicographic order, up to LIMIT_PERMUTATIONS. What is cut off is counted. */
void form_word_orders(struct forming *f)
{
	size_t count = f->word_count;
	if (count < 2)
		return;
	size_t all = other_orders(count);
	size_t made = emit_moved_words(f, LIMIT_PERMUTATIONS);
	if (count <= LIMIT_PERMUTED_WORDS) {
		uint8_t order[NAME_WORDS];
		for (size_t i = 0; i < count; i++)
			order[i] = (uint8_t)i;
		while (made < LIMIT_PERMUTATIONS && next_order(order, count)) {
			if (is_one_moved(order, count))
				continue;
			emit_order(f, order, count, true, COMMON_RARE);
			made++;
		}
	}
	f->orders_left_out += made < all ? all - made : 0;
}

/* Two or three words in another order, written as one. */
void form_glued_orders(struct forming *f)
{
	if (f->word_count < 2 || f->word_count > 3)
		return;
	uint8_t order[NAME_WORDS] = {0, 1, 2};
	while (next_order(order, f->word_count))
		emit_order(f, order, f->word_count, false, COMMON_TOP);
}

/* One word left out; and all but the first or the last few. */
void form_dropped_words(struct forming *f)
{
	size_t count = f->word_count;
	uint8_t order[NAME_WORDS] = {0};
	for (size_t out = 0; count > 1 && out < count; out++) {
		size_t put = 0;
		for (size_t i = 0; i < count; i++) {
			if (i != out)
				order[put++] = (uint8_t)i;
		}
		enum common common = out + 1 == count ? COMMON_TOP
				     : out == 0       ? COMMON_OFTEN
						      : COMMON_SOME;
		emit_order(f, order, put, true, common);
	}
	struct form_place place = {.where = WHERE_INNER, .common = COMMON_RARE};
	for (size_t keep = 1; keep + 1 < count; keep++) {
		const struct word *last = &f->words[keep - 1], *first = &f->words[count - keep];
		form_emit(f, f->name, (size_t)last->start + last->length, place);
		form_emit(f, f->name + first->start, f->length - first->start, place);
	}
}

/* The last two, three or four characters left out, and the first two or three, of names that stay
 * recognisable. */
void form_truncations(struct forming *f)
{
	for (size_t cut = 2; cut <= 4 && f->length >= cut + 4; cut++) {
		form_emit(f, f->name, f->length - cut, (struct form_place){.where = WHERE_LAST});
		if (cut < 4)
			form_emit(f, f->name + cut, f->length - cut,
				(struct form_place){.where = WHERE_FIRST});
	}
}
