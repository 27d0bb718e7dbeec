/* Forming: one target on its way through the generators.
 *
 * A generator reads `name` and calls form_emit() or form_splice() for every form that its
 * definition gives, each with its place: what the prior of that form depends on. It need not care
 * whether a form is valid, new, or the target itself: both drop those (candidates/former.h says
 * which), so that a generator reads like its definition. */
#ifndef CANDIDATES_FORMING_H
#define CANDIDATES_FORMING_H

#include "base/limits.h"
#include "candidates/candidate.h"
#include "candidates/lists.h"
#include "names/name.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where in the name a slip acts. */
enum where {
	WHERE_FIRST,
	WHERE_SECOND,
	WHERE_INNER,
	WHERE_LATE, /* the last but one */
	WHERE_LAST,
	WHERE_BOUNDARY, /* beside a hyphen, whatever else */
	WHERES,
};

/* What the new character is. */
enum character {
	CHARACTER_NONE, /* there is none, or it does not matter */
	CHARACTER_VOWEL,
	CHARACTER_FREQUENT, /* n r s t l */
	CHARACTER_CONSONANT,
	CHARACTER_RARE, /* j q v w x z */
	CHARACTER_DIGIT,
	CHARACTER_HYPHEN,
	CHARACTERS,
};

/* On which keyboards the new character is a neighbour of the old one. */
enum keys { KEYS_NONE, KEYS_QWERTY, KEYS_OTHER, KEYSES };

enum doubled { DOUBLED_NO, DOUBLED_YES, DOUBLEDS };

/* Whether the new letter sounds like the one that it replaces (wordlists/sounds.tsv). */
enum sound { SOUND_OTHER, SOUND_ALIKE, SOUNDS };

/* How much less usual the letters of the form are together than those of the name (trigrams.h). */
enum letters {
	LETTERS_NONE, /* not looked at: the form is no splice of the name */
	LETTERS_EASIER,
	LETTERS_SAME,
	LETTERS_HARDER,
	LETTERS_STRANGE,
	LETTERS_UNHEARD,
	LETTERSES,
};

/* Characters of the target. */
enum length_class { LENGTH_4, LENGTH_6, LENGTH_8, LENGTH_11, LENGTH_15, LENGTH_MORE, LENGTHS };

/* What the prior of a form depends on, beside its operator and the length of its target
 * (candidates/priors.h). */
struct form_place {
	uint8_t where, doubled, character, keys, common, sound, letters;
};

/* Bytes behind a text that may be read, and mean nothing: texts are copied in blocks of as many. */
enum { FORM_SLACK = 32 };

struct former;

struct forming {
	const struct lists *lists;
	struct former *former;
	/* What is slipped on: the target, or its stem; canonical, ended by NUL, FORM_SLACK bytes of
	 * which may be read behind it. */
	const char *name;
	size_t length;
	struct word words[NAME_WORDS];
	size_t word_count;
	uint64_t letters; /* the symbols of the name, hyphen left out */
	/* The symbols of the name, two edges before them and two behind; and, before each place
	 * behind the first two, what they cost in sum (trigrams.h). */
	uint8_t symbols[LIMIT_NAME_BYTES + 4];
	uint32_t costs[LIMIT_NAME_BYTES + 3];
	char copy[LIMIT_NAME_BYTES + 1 + FORM_SLACK]; /* what `name` points to */
	enum target_kind kind;
	bool is_target;   /* the name is the target itself */
	size_t from;      /* slips before this character are left out */
	const char *tail; /* put back after every form; "" for none */
	size_t tail_length;
	int operator;   /* the number of the generator that is credited */
	int inner;      /* of a slip on the stem: the number of that slip's generator; -1: none */
	uint32_t scale; /* of the strength of every form, millionths */
	bool exclusive; /* names that stand already are left out */
	size_t orders_left_out; /* orders of words that a limit cut off */
};

/* Sets the name that is slipped on, and what is derived from it. */
void forming_set_name(struct forming *forming, const char *name, size_t length);

/* A form as a whole: characters of names. */
void form_emit(struct forming *forming, const char *form, size_t length, struct form_place place);

/* The name with DROP characters at AT replaced by INSERT; sets what the place says of sound and
 * letters. */
void form_splice(struct forming *forming, size_t at, size_t drop, const char *insert,
	size_t insert_length, struct form_place place);

/* The place of a slip on the character at AT, and of an insertion before it (AT up to the name's
 * length). */
struct form_place place_of(const struct forming *forming, size_t at);
struct form_place place_before(const struct forming *forming, size_t at);

/* What a new symbol is. */
enum character character_of(int symbol);

enum length_class length_class_of(size_t length);

/* Room for a form: two names, an affix and hyphens. */
enum { FORM_BYTES = 2 * LIMIT_NAME_BYTES + 64 };

#endif
