/* Values in lines of shells, Dockerfiles, Makefiles, YAML, INI, Groovy, PowerShell and Python, read
 * without knowing which of them it is: what a line gives to a variable, and what stands behind an
 * option. A variable that is only used (`$PIP_INDEX_URL`, `unset PIP_INDEX_URL`) is given nothing.
 *
 * Each returns the value, which the caller frees; it may be "". Quotes are taken off. What an
 * expansion with blanks in it gives is not known: `$(cat /run/x)` becomes `$(...)`, one word. */
#ifndef INPUTS_VARIABLES_H
#define INPUTS_VARIABLES_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the character is one of a name's, of a variable or an option. */
bool variable_may_hold(char c);

/* The value that the variable is given whose name stands from WORD to AT in the line from LINE to
 * END. NULL: none. *BEHIND: where the value ends; what is in it is no setting of its own, so that
 * each byte of a line is part of one value at most. */
char *variable_value(
	const char *line, const char *word, const char *at, const char *end, const char **behind);

/* Whether the word is the name of a variable of pip's or uv's: PIP_ or UV_ and more. */
bool variable_is_known(const char *word, size_t size);

/* The next such name from AT to END, and where it ends; NULL: there is none. */
const char *variable_next(const char *at, const char *end, const char **behind);

/* The value of an option that ends at AT: `=x`, ` x`, `", "x"`; "" before another option. */
char *option_value(const char *at, const char *end, const char **behind);

/* The value that begins at AT, up to a blank, comma or bracket that ends it; of YAML, up to a comma
 * or bracket. */
char *value_at(const char *at, const char *end);
char *yaml_value_at(const char *at, const char *end);

#endif
