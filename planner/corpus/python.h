/* The imports of Python text, whole or broken, without running or parsing more of it than that
 * needs.
 *
 * A statement begins where a logical line does, behind `;`, and behind the `:` of a compound
 * statement. Strings (also across lines), comments, brackets and continued lines are known, so that
 * what looks like an import inside them is none (Python Language Reference, 2 and 7.11). Relative
 * imports name no top-level module and are left out. */
#ifndef CORPUS_PYTHON_H
#define CORPUS_PYTHON_H

#include <stdbool.h>
#include <stddef.h>

struct text;

/* Told of each top-level module: `a` of `import a.b` and of `from a.b import c`. */
typedef void python_found(void *context, const char *module, size_t length);

/* Text that does not end as Python does (a bracket or string left open) still gives the imports of
 * its whole lines: what follows the line that left it open is read line by line. */
void python_imports(const char *text, size_t length, python_found *found, void *context);

/* Where `import` stands last; NULL where it does not: there is nothing to read then. */
const char *python_last_import(const char *text, size_t length);

/* How much of the text, in whole lines, lexes as Python: no two operands side by side, no
 * character that only prose has, every bracket closed. Trailing empty lines are not counted. Behind
 * ENOUGH one more line is read at most. */
size_t python_run(const char *text, size_t length, const char *enough);

/* Whether a line begins as code does: an import, def, class or a decorator. */
bool python_begins(const char *line, size_t length);

/* Takes off what an interactive session shows around code, where the text begins as one: `>>> ` and
 * `... `, `In [1]: `, and the output below prompts. Whether it does; only then is CODE written.
 * Lines of IPython that begin with `!` or `%` are no statements and passed by python_imports(). */
bool python_undress(const char *text, size_t length, struct text *code);

#endif
