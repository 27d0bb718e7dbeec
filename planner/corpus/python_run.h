/* Code that stands in prose, outside of any fence: where it may begin, and how far it goes.
 *
 * Prose seldom lexes as Python for a whole line: two words side by side are no expression, and `?`,
 * `$` and back-ticks are no characters of it (Python Language Reference, 2). */
#ifndef CORPUS_PYTHON_RUN_H
#define CORPUS_PYTHON_RUN_H

#include <stdbool.h>
#include <stddef.h>

/* How much of the text, in whole lines, lexes as Python: no two operands side by side, no
 * character that only prose has, every bracket closed. Trailing empty lines are not counted. Behind
 * ENOUGH one more line is read at most. */
size_t python_run(const char *text, size_t length, const char *enough);

/* Whether a line begins as code does: an import, def, class or a decorator. */
bool python_begins(const char *line, size_t length);

#endif
