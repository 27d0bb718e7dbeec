/* Environment markers (PEP 508): `python_version >= "3.9" and (os_name == 'nt' or extra == 'x')`.
 */
#ifndef INPUTS_MARKER_H
#define INPUTS_MARKER_H

#include <stdbool.h>

/* Whether the text from AT to END is one marker by PEP 508's grammar; it is not evaluated.
 * Parentheses may nest LIMIT_TREE_DEPTH deep. */
bool marker_is(const char *at, const char *end);

#endif
