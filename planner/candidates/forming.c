/* Where in a name a slip acts, and building its form. */
#include "candidates/forming.h"
#include "candidates/former.h"

#include <string.h>

static bool beside_hyphen(const struct forming *f, size_t at)
{
	return (at > 0 && f->name[at - 1] == '-') || f->name[at] == '-' ||
	       (at < f->length && f->name[at + 1] == '-');
}

struct form_place place_of(const struct forming *f, size_t at)
{
	enum where where = WHERE_INNER;
	if (beside_hyphen(f, at))
		where = WHERE_BOUNDARY;
	else if (at == 0)
		where = WHERE_FIRST;
	else if (at + 1 == f->length)
		where = WHERE_LAST;
	else if (at == 1)
		where = WHERE_SECOND;
	else if (at + 2 == f->length)
		where = WHERE_LATE;
	bool doubled = (at > 0 && f->name[at - 1] == f->name[at]) ||
		       (at + 1 < f->length && f->name[at + 1] == f->name[at]);
	return (struct form_place){.where = (uint8_t)where, .doubled = doubled};
}

struct form_place place_before(const struct forming *f, size_t at)
{
	enum where where = WHERE_INNER;
	if (at > 0 && at < f->length && (f->name[at - 1] == '-' || f->name[at] == '-'))
		where = WHERE_BOUNDARY;
	else if (at == 0)
		where = WHERE_FIRST;
	else if (at == f->length)
		where = WHERE_LAST;
	else if (at == 1)
		where = WHERE_SECOND;
	else if (at + 1 == f->length)
		where = WHERE_LATE;
	return (struct form_place){.where = (uint8_t)where};
}

enum character character_of(int symbol)
{
	static const uint8_t letters[] = {[0] = CHARACTER_VOWEL,
		['e' - 'a'] = CHARACTER_VOWEL,
		['i' - 'a'] = CHARACTER_VOWEL,
		['o' - 'a'] = CHARACTER_VOWEL,
		['u' - 'a'] = CHARACTER_VOWEL,
		['y' - 'a'] = CHARACTER_VOWEL,
		['l' - 'a'] = CHARACTER_FREQUENT,
		['n' - 'a'] = CHARACTER_FREQUENT,
		['r' - 'a'] = CHARACTER_FREQUENT,
		['s' - 'a'] = CHARACTER_FREQUENT,
		['t' - 'a'] = CHARACTER_FREQUENT,
		['j' - 'a'] = CHARACTER_RARE,
		['q' - 'a'] = CHARACTER_RARE,
		['v' - 'a'] = CHARACTER_RARE,
		['w' - 'a'] = CHARACTER_RARE,
		['x' - 'a'] = CHARACTER_RARE,
		['z' - 'a'] = CHARACTER_RARE};
	if (symbol == SYMBOL_HYPHEN)
		return CHARACTER_HYPHEN;
	if (symbol >= 26)
		return CHARACTER_DIGIT;
	return letters[symbol] ? (enum character)letters[symbol] : CHARACTER_CONSONANT;
}

enum length_class length_class_of(size_t length)
{
	static const size_t most[] = {4, 6, 8, 11, 15};
	int class = LENGTH_4;
	while (class < LENGTH_MORE && length > most[class])
		class ++;
	return (enum length_class) class;
}

void forming_set_name(struct forming *f, const char *name, size_t length)
{
	memcpy(f->copy, name, length);
	memset(f->copy + length, 0, 1 + FORM_SLACK);
	f->name = f->copy;
	f->length = length;
	f->word_count = name_words(name, length, f->words);
	f->letters = 0;
	f->symbols[0] = f->symbols[1] = TRIGRAM_EDGE;
	for (size_t i = 0; i < length; i++) {
		int symbol = symbol_of(name[i]);
		f->symbols[i + 2] = (uint8_t)symbol;
		f->letters |= symbol_bit(symbol);
	}
	f->symbols[length + 2] = f->symbols[length + 3] = TRIGRAM_EDGE;
	f->costs[0] = 0;
	for (size_t i = 0; i < length + 2; i++)
		f->costs[i + 1] =
			f->costs[i] + trigrams_cost(&f->lists->trigrams, f->symbols + i + 2, 1);
	f->letters &= ~symbol_bit(SYMBOL_HYPHEN);
}

/* The class of a change of cost, in sixteenths of a bit. */
static enum letters letters_of(int64_t change)
{
	static const int16_t least[] = {-24, 32, 96, 160};
	int class = LETTERS_EASIER;
	while (class < LETTERS_UNHEARD && change > least[class - LETTERS_EASIER])
		class ++;
	return (enum letters) class;
}

enum { SPLICED = 8 }; /* inserted symbols whose letters are looked at */

static void judge_letters(const struct forming *f, size_t at, size_t drop, const char *insert,
	size_t insert_length, struct form_place *place)
{
	uint8_t around[2 + SPLICED + 2];
	if (insert_length > SPLICED)
		return;
	memcpy(around, f->symbols + at, 2);
	for (size_t i = 0; i < insert_length; i++)
		around[2 + i] = (uint8_t)symbol_of(insert[i]);
	memcpy(around + 2 + insert_length, f->symbols + at + drop + 2, 2);
	const struct trigrams *trigrams = &f->lists->trigrams;
	/* Of one symbol, as most are, without a loop. */
	int64_t new = insert_length == 1 ? trigrams_cost(trigrams, around + 2, 3)
					 : trigrams_cost(trigrams, around + 2, insert_length + 2);
	int64_t old = f->costs[at + drop + 2] - f->costs[at];
	/* What one symbol costs on the average, so that longer and shorter are alike. */
	static const int64_t average = 56;
	new -= average *((int64_t)insert_length - (int64_t)drop);
	place->letters = (uint8_t)letters_of(new - old);
	if (drop == 1 && insert_length == 1)
		place->sound = (f->lists->alike[f->symbols[at + 2]] & symbol_bit(around[2])) != 0;
}

/* Copies whole blocks: at most FORM_SLACK - 1 bytes too many. */
static inline void copy_blocks(char *to, const char *from, size_t length)
{
	for (size_t at = 0; at < length; at += FORM_SLACK)
		memcpy(to + at, from + at, FORM_SLACK);
}

/* Whether a form is canonical, put together from parts that are: their ends alone are looked at.
 * The parts are what stands before AT, what was put in up to END, the rest up to TAIL, and the
 * tail. */
static bool is_canonical(const char *form, size_t at, size_t end, size_t tail, size_t length)
{
	if (form[0] == '-' || form[length - 1] == '-')
		return false;
	for (size_t i = at > 0 ? at : 1; i <= end && i < length; i++) {
		if (form[i] == '-' && form[i - 1] == '-')
			return false;
	}
	return tail == length || form[tail] != '-' || form[tail - 1] != '-';
}

void form_emit(struct forming *f, const char *form, size_t length, struct form_place place)
{
	size_t whole = length + f->tail_length;
	if (whole > LIMIT_NAME_BYTES)
		return;
	char *room = former_room(f->former);
	memcpy(room, form, length);
	memcpy(room + length, f->tail, f->tail_length);
	if (whole > 0 && is_canonical(room, 0, whole, whole, whole) &&
		!former_refuses(f->former, room, whole))
		former_credit(f, former_find(f->former, whole), &place);
}

/* A splice of the target that is a single edit. What stands before and behind it is part of a name
 * and looks as it did; where nothing is put in or taken out, that looks as a hyphen does. */
static void form_edit(struct forming *f, size_t at, size_t drop, const char *insert,
	size_t insert_length, struct form_place *place)
{
	char before = at > 0 ? f->name[at - 1] : '-';
	char after = at + drop < f->length ? f->name[at + drop] : '-';
	char old = drop ? f->name[at] : '-', new = insert_length ? *insert : '-';
	bool hyphens = insert_length ? new == '-' && (before == '-' || after == '-')
				     : before == '-' && after == '-';
	bool same = drop == insert_length && old == new;
	bool alike = name_look(old) == name_look(new) && f->kind == TARGET_PUBLIC;
	if (hyphens || same || alike || f->length - drop + insert_length > LIMIT_NAME_BYTES)
		return;
	uint16_t edit = edit_of_splice(f->name, f->length, at, drop, insert, insert_length);
	struct formed *formed = former_find_edit(f->former, edit);
	if (formed == NULL)
		return;
	if (formed->letters == LETTERS_NONE) {
		judge_letters(f, at, drop, insert, insert_length, place);
		formed->letters = place->letters;
		formed->sound = place->sound;
	}
	place->letters = formed->letters;
	place->sound = formed->sound;
	former_credit(f, formed, place);
}

void form_splice(struct forming *f, size_t at, size_t drop, const char *insert,
	size_t insert_length, struct form_place place)
{
	size_t end = at + insert_length, rest = f->length - at - drop;
	size_t length = end + rest + f->tail_length;
	if (f->is_target && drop <= 1 && insert_length <= 1 && drop + insert_length > 0) {
		form_edit(f, at, drop, insert, insert_length, &place);
		return;
	}
	if (at < f->from || length == 0 || length > LIMIT_NAME_BYTES)
		return;
	char *form = former_room(f->former);
	copy_blocks(form, f->name, at);
	for (size_t i = 0; i < insert_length; i++)
		form[at + i] = insert[i];
	copy_blocks(form + end, f->name + at + drop, rest);
	if (f->tail_length > 0)
		memcpy(form + end + rest, f->tail, f->tail_length);
	if (!is_canonical(form, at, end, end + rest, length) ||
		former_refuses(f->former, form, length))
		return;
	judge_letters(f, at, drop, insert, insert_length, &place);
	former_credit(f, former_find(f->former, length), &place);
}
