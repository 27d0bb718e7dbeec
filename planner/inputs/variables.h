/* Values in lines of shells, Dockerfiles, Makefiles, YAML, INI, Groovy, PowerShell and Python, read
 * without knowing which of them it is: what a line gives to a variable, and what stands behind an
 * option. A variable that is only used (`$PIP_INDEX_URL`, `unset PIP_INDEX_URL`) is given nothing.
 *
 * Each returns the value, which the caller frees; it may be "". Quotes are taken off. What an
 * expansion with blanks in it gives is not known: `$(cat /run/x)` becomes `$(...)`, one word. */
#ifndef INPUTS_VARIABLES_H
#define INPUTS_VARIABLES_H

/* The value that the variable is given whose name stands from WORD to BEHIND in the line from LINE
 * to END. NULL: none. */
char *variable_value(const char *line, const char *word, const char *behind, const char *end);

/* The value behind an option that ends at BEHIND: `=x`, ` x`, `", "x"`. */
char *option_value(const char *behind, const char *end);

/* The value that begins at AT, up to a blank, comma or bracket that ends it. */
char *value_at(const char *at, const char *end);

#endif
