/* Word lists: facts, one entry a line, sorted, read from wordlists/ or from a policy's file.
 *
 * A line is an entry; `#` starts a comment line; a list with columns has them separated by TAB.
 * Errors name file and line. */
#ifndef NAMES_WORDLIST_H
#define NAMES_WORDLIST_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WORDLIST_COLUMNS = 16 };

struct wordlist_row {
	const char *columns[WORDLIST_COLUMNS]; /* ended by NUL; as many as `count` */
	size_t count;
	size_t line;
};

struct wordlist {
	const char *name;
	struct wordlist_row *rows; /* sorted by first column (bytes), then as in the file */
	size_t count;
	char *bytes; /* the columns point in here */
};

/* Reads a list with COLUMNS_MIN to COLUMNS_MAX columns a line; NAME is borrowed. The first column
 * of two lines may be the same only where columns_max is above 1. The caller releases. */
enum error wordlist_read(struct wordlist *list, const char *name, const char *bytes, size_t length,
	size_t columns_min, size_t columns_max, struct failure *failure);
void wordlist_release(struct wordlist *list);

/* The list embedded as NAME ("wordlists/stdlib.txt"): the program ends where it is damaged. */
struct wordlist wordlist_embedded(const char *name, size_t columns_min, size_t columns_max);

/* The first row whose first column is WORD, or NULL; further rows of the same word follow it. */
const struct wordlist_row *wordlist_find(
	const struct wordlist *list, const char *word, size_t length);
bool wordlist_has(const struct wordlist *list, const char *word, size_t length);

#endif
