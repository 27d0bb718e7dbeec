/* What a name is: valid, canonical, look-alike, words.
 *
 * Pure functions over bytes and lengths: a name from outside may hold anything, NUL included. */
#ifndef NAMES_NAME_H
#define NAMES_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether PyPI takes this as a project name: the whole string matches
 * ^([A-Z0-9]|[A-Z0-9][A-Z0-9._-]*[A-Z0-9])\Z, ASCII, in any case (PEP 508, "Names"; Warehouse
 * packaging/services.py, check_project_name). A trailing line feed makes it invalid. */
bool name_is_valid(const char *name, size_t length);

enum { NAME_OTHER, NAME_SMALL, NAME_CAPITAL, NAME_SEPARATOR };

/* What each byte is in a name. */
extern const unsigned char name_classes[256];

/* Whether a name may hold this byte, and begin or end with it. */
static inline bool name_may_hold(char c)
{
	return name_classes[(unsigned char)c] != NAME_OTHER;
}

static inline bool name_may_end(char c)
{
	unsigned char class = name_classes[(unsigned char)c];
	return class == NAME_SMALL || class == NAME_CAPITAL;
}

/* The canonical form (PEP 503, "Normalized Names"): lower case, each run of `-`, `_`, `.` one `-`.
 * Writes at most LENGTH bytes and a NUL to OUT, which may be NAME; returns how many. Bytes that
 * are not ASCII stay as they are. */
size_t name_canonical(const char *name, size_t length, char *out);

/* Whether NAME is its own canonical form. */
bool name_is_canonical(const char *name, size_t length);

/* The look-alike form (Warehouse's ultranormalize_name, warehouse/migrations "ultranormalize"):
 * without `.`, `_`, `-`; l and i become 1, o becomes 0; lower case. Two names with the same form
 * cannot both be registered. Same output rule as name_canonical; may write nothing. */
size_t name_lookalike(const char *name, size_t length, char *out);

/* What becomes of a small letter or digit there. */
static inline char name_look(char c)
{
	return c == 'l' || c == 'i' ? '1' : c == 'o' ? '0' : c;
}

/* One word of a canonical name: what stands between its hyphens. */
struct word {
	uint16_t start, length;
};

enum { NAME_WORDS = 128 };

/* Splits a canonical name into at most NAME_WORDS words, the last of which holds the rest;
 * returns how many. Words are not empty, since a canonical name that is valid has no empty ones. */
size_t name_words(const char *canonical, size_t length, struct word words[NAME_WORDS]);

#endif
