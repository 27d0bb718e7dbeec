/* The facts that generators form names from: keyboards, look-alikes, spellings, affixes, module and
 * command names. Read once from wordlists/ (embedded), indexed for speed, never changed.
 *
 * A generator takes an entry by its first symbol, so that a list of hundreds costs nothing where no
 * entry can apply. */
#ifndef CANDIDATES_LISTS_H
#define CANDIDATES_LISTS_H

#include "base/intern.h"
#include "base/memory.h"
#include "candidates/trigrams.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct snapshot;

/* The symbols of a canonical name as numbers: a-z 0-25, 0-9 26-35, `-` 36. A set of them fits in
 * 64 bits. */
enum { SYMBOLS = 37, SYMBOL_HYPHEN = 36 };
extern const char symbols[SYMBOLS + 1];

/* -1: none */
static inline int symbol_of(char character)
{
	if (character >= 'a' && character <= 'z')
		return character - 'a';
	if (character >= '0' && character <= '9')
		return character - '0' + 26;
	return character == '-' ? SYMBOL_HYPHEN : -1;
}

static inline uint64_t symbol_bit(int symbol)
{
	return UINT64_C(1) << symbol;
}

/* How common something is: a class of its count, so that a prior can be counted for each class. */
enum common { COMMON_TOP, COMMON_OFTEN, COMMON_SOME, COMMON_RARE, COMMON_LEAST, COMMONS };

/* One text that may stand for another. */
struct exchange {
	const char *from, *to;
	uint8_t from_length, to_length;
};

/* Exchanges by the first symbol of `from`: those of symbol s are items[start[s]] up to, not
 * including, items[start[s + 1]]. */
struct exchanges {
	ARRAY(struct exchange) all;
	uint32_t start[SYMBOLS + 1];
};

struct affix {
	const char *text;
	uint8_t length;
	bool before;                      /* of the name, else after it */
	enum common with_hyphen, without; /* how often it is put to a name in either way */
	bool hyphened, glued; /* seen often enough in either way to be formed so */
};

/* A name that belongs to a project with another name: its module, its command. */
struct alias {
	const char *project, *name; /* canonical */
};

struct listed_word {
	const char *text;
	uint8_t length;
	enum common common;
};

struct lists {
	uint64_t near_qwerty[SYMBOLS]; /* neighbours on QWERTY */
	uint64_t near[SYMBOLS];        /* neighbours on any layout */
	uint64_t alike[SYMBOLS];       /* letters that sound alike */
	struct trigrams trigrams;
	struct exchanges lookalikes, misspellings, british, homophones, numerals, plurals,
		abbreviations;
	ARRAY(struct affix) affixes;
	ARRAY(struct alias) modules, commands; /* sorted by project, then name */
	ARRAY(struct alias) owners;            /* the same: module for project, project for name */
	ARRAY(struct listed_word) last_words;  /* by falling count */
	ARRAY(struct listed_word) partners;    /* the most downloaded projects, by rank */
	const struct snapshot *snapshot;       /* borrowed; NULL: none */
	struct intern *vocabulary;             /* its words, by number */
	ARRAY(uint32_t) pieces;                /* by number in `vocabulary`: as lists_piece() */
	struct intern *pool;
};

/* Reads the lists. Partners are the first LIMIT_PARTNERS ranks of SNAPSHOT; none where it is NULL.
 */
struct lists *lists_new(const struct snapshot *snapshot);
void lists_free(struct lists *lists);

/* How many names hold this piece of one, where it is a word that a name may be put together from
 * (`plot` in `matplotlib`): of two to five characters and frequent, or a common English word; 0
 * where it is none. */
uint32_t lists_piece(const struct lists *lists, const char *text, size_t length);

/* The projects that have this module under another name. */
const struct alias *lists_owners(const struct lists *lists, const char *module, size_t *count);

/* The aliases of a project: *COUNT of them from the pointer returned. */
const struct alias *lists_modules(const struct lists *lists, const char *project, size_t *count);
const struct alias *lists_commands(const struct lists *lists, const char *project, size_t *count);

#endif
