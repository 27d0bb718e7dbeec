/* Where in a name a slip acts, and building its form. */
#include "candidates/forming.h"

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

void form_splice(struct forming *f, size_t at, size_t drop, const char *insert,
	size_t insert_length, struct form_place place)
{
	char form[FORM_BYTES];
	size_t rest = f->length - at - drop;
	if (at + insert_length + rest > sizeof form)
		return;
	memcpy(form, f->name, at);
	memcpy(form + at, insert, insert_length);
	memcpy(form + at + insert_length, f->name + at + drop, rest);
	form_emit(f, form, at + insert_length + rest, place);
}
