/* The imports of Python text, whole or broken, without running or parsing more of it than that
 * needs.
 *
 * A statement begins where a logical line does, behind `;`, and behind the `:` of a compound
 * statement. Strings (also across lines), comments, brackets and continued lines are known, so that
 * what looks like an import inside them is none (Python Language Reference, 2 and 7.11). Relative
 * imports name no top-level module and are left out. Lines of IPython that begin with `!` or `%`
 * are no statements and passed. */
#ifndef CORPUS_PYTHON_IMPORTS_H
#define CORPUS_PYTHON_IMPORTS_H

#include <stddef.h>

/* Told of each top-level module: `a` of `import a.b` and of `from a.b import c`. */
typedef void python_found(void *context, const char *module, size_t length);

/* Text that does not end as Python does (a bracket or string left open) still gives the imports of
 * its whole lines: what follows the line that left it open is read line by line. */
void python_imports(const char *text, size_t length, python_found *found, void *context);

/* Where `import` stands last; NULL where it does not: there is nothing to read then. */
const char *python_last_import(const char *text, size_t length);

#endif
