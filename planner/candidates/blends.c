/* Blends: names put together from a piece of the target and words of other names, as language models
 * do (`textlake` for datalake, `datapond`).
 *
 * A name falls into its words, and each word into the pieces of which it is most likely made:
 * `mat`, `plot`, `lib`. What is no known word is a piece too. */
#include "base/limits.h"
#include "base/memory.h"
#include "candidates/generator.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

enum { PIECES_MOST = 6, WORD_LONGEST = 32, PIECE_LONGEST = 16 };

struct piece {
	uint16_t start, length;
	bool known; /* a word of other names */
};

struct pieces {
	struct piece items[PIECES_MOST];
	size_t count;
};

/* How unlikely a piece is, in bits: a known one by how rare, an unknown one by how long. */
static uint32_t cost_of(uint32_t count, size_t length)
{
	enum { UNKNOWN = 15, EACH = 3, LONE = 12, SHORT = 4, NAMES = 21 };
	if (count == 0)
		return UNKNOWN + EACH * (uint32_t)length + (length == 1 ? LONE : 0);
	uint32_t bits = NAMES - (uint32_t)(31 - __builtin_clz(count));
	return bits + (length == 2 ? SHORT + 2 : length == 3 ? 2 : 0);
}

/* Splits one word of the name into its cheapest two pieces or more, where there are any. */
static void split_word(const struct forming *f, const struct word *word, struct pieces *pieces)
{
	uint32_t best[WORD_LONGEST + 1] = {0};
	uint8_t from[WORD_LONGEST + 1] = {0};
	const char *text = f->name + word->start;
	for (size_t end = 1; end <= word->length; end++) {
		best[end] = UINT32_MAX;
		for (size_t at = end > PIECE_LONGEST ? end - PIECE_LONGEST : 0; at < end; at++) {
			if (end - at == word->length || best[at] == UINT32_MAX)
				continue;
			uint32_t cost = best[at] + cost_of(lists_piece(f->lists, text + at, end - at),
							   end - at);
			if (cost < best[end]) {
				best[end] = cost;
				from[end] = (uint8_t)at;
			}
		}
	}
	uint8_t starts[WORD_LONGEST];
	size_t count = 0;
	for (size_t end = word->length; end > 0; end = from[end])
		starts[count++] = from[end];
	for (size_t end = word->length; count > 0 && pieces->count < PIECES_MOST; count--) {
		size_t at = starts[count - 1], next = count > 1 ? starts[count - 2] : end;
		pieces->items[pieces->count++] = (struct piece){(uint16_t)(word->start + at),
			(uint16_t)(next - at), lists_piece(f->lists, text + at, next - at) > 0};
	}
}

static struct pieces split(const struct forming *f)
{
	struct pieces pieces = {.count = 0};
	for (size_t w = 0; w < f->word_count && pieces.count < PIECES_MOST; w++) {
		const struct word *word = &f->words[w];
		if (f->word_count == 1 && word->length >= 4 && word->length <= WORD_LONGEST)
			split_word(f, word, &pieces);
		else
			pieces.items[pieces.count++] = (struct piece){word->start, word->length,
				lists_piece(f->lists, f->name + word->start, word->length) > 0};
	}
	return pieces;
}

struct choice {
	uint32_t word, score;
};

static int compare_choices(const void *a, const void *b)
{
	const struct choice *left = a, *right = b;
	if (left->score != right->score)
		return left->score < right->score ? 1 : -1;
	return (left->word > right->word) - (left->word < right->word);
}

struct choosing {
	const struct forming *forming;
	ARRAY(struct choice) found;
	uint32_t *places; /* number + 1 in `found`, by word */
};

static void choose(struct choosing *choosing, uint32_t word, uint32_t score)
{
	if (word >= choosing->forming->lists->pieces.count)
		return;
	if (choosing->places[word] == 0) {
		*array_add(&choosing->found) = (struct choice){word, 0};
		choosing->places[word] = (uint32_t)choosing->found.count;
	}
	choosing->found.items[choosing->places[word] - 1].score += score;
}

/* The words that stand beside PIECE in other names. */
static void choose_beside(
	struct choosing *choosing, const struct piece *piece, enum snapshot_side side)
{
	enum { BESIDE = 50 }; /* seen there, in comparison with seen anywhere */
	const struct forming *f = choosing->forming;
	size_t count;
	uint32_t number =
		intern_find(f->lists->vocabulary, f->name + piece->start, piece->length);
	if (number == INTERN_NONE || f->lists->snapshot == NULL)
		return;
	const struct snapshot_neighbour *beside =
		snapshot_neighbours(f->lists->snapshot, number, side, &count);
	for (size_t i = 0; i < count; i++)
		choose(choosing, beside[i].word, BESIDE * beside[i].count);
}

static enum common class_of_place(size_t place)
{
	static const size_t least[] = {12, 40, 90, 160};
	int class = COMMON_TOP;
	while (class < COMMON_LEAST && place >= least[class])
		class ++;
	return (enum common) class;
}

static void replace_piece(struct choosing *choosing, const struct pieces *pieces, size_t at)
{
	struct forming *f = (struct forming *)(uintptr_t)choosing->forming;
	const struct piece *piece = &pieces->items[at];
	choosing->found.count = 0;
	for (uint32_t w = 0; w < f->lists->pieces.count && w < LIMIT_BLENDS; w++)
		choose(choosing, w, f->lists->pieces.items[w]);
	if (at > 0)
		choose_beside(choosing, &pieces->items[at - 1], SNAPSHOT_FOLLOWERS);
	if (at + 1 < pieces->count)
		choose_beside(choosing, &pieces->items[at + 1], SNAPSHOT_PRECEDERS);
	if (choosing->found.count > 1)
		qsort(choosing->found.items, choosing->found.count, sizeof *choosing->found.items,
			compare_choices);
	struct form_place place = {.where = at == 0                    ? WHERE_FIRST
					    : at + 1 == pieces->count ? WHERE_LAST
								      : WHERE_INNER,
		.doubled = piece->known};
	for (size_t i = 0; i < choosing->found.count; i++) {
		uint32_t word = choosing->found.items[i].word;
		choosing->places[word] = 0;
		if (i >= LIMIT_BLENDS)
			continue;
		const char *text = intern_at(f->lists->vocabulary, word);
		place.common = (uint8_t)class_of_place(i);
		form_splice(f, piece->start, piece->length, text, strlen(text), place);
	}
}

void form_blends(struct forming *f)
{
	struct pieces pieces = split(f);
	if (pieces.count < 2 || pieces.count >= PIECES_MOST || f->lists->pieces.count == 0)
		return;
	struct choosing choosing = {.forming = f,
		.places = memory_new(f->lists->pieces.count, sizeof *choosing.places)};
	for (size_t i = 0; i < pieces.count; i++)
		replace_piece(&choosing, &pieces, i);
	array_release(&choosing.found);
	free(choosing.places);
}

/* Two pieces of a word without hyphens for one another, and one left out or doubled. */
void form_piece_orders(struct forming *f)
{
	struct pieces pieces = split(f);
	if (f->word_count > 1 || pieces.count < 2)
		return;
	for (size_t i = 0; i + 1 < pieces.count; i++) {
		const struct piece *left = &pieces.items[i], *right = left + 1;
		char swapped[2 * PIECE_LONGEST];
		memcpy(swapped, f->name + right->start, right->length);
		memcpy(swapped + right->length, f->name + left->start, left->length);
		size_t length = (size_t)left->length + right->length;
		form_splice(f, left->start, length, swapped, length,
			(struct form_place){.where = WHERE_INNER});
	}
	for (size_t i = 0; i < pieces.count; i++) {
		const struct piece *piece = &pieces.items[i];
		struct form_place place = {
			.where = i == 0 ? WHERE_FIRST : WHERE_LAST, .common = COMMON_SOME};
		form_splice(f, piece->start, 0, f->name + piece->start, piece->length, place);
		place.common = COMMON_OFTEN;
		if (pieces.count > 2)
			form_splice(f, piece->start, piece->length, "", 0, place);
	}
}
