/* Interactive sessions of Python and IPython: code as a terminal shows it, with prompts in front
 * and output below. */
#ifndef CORPUS_PYTHON_SESSION_H
#define CORPUS_PYTHON_SESSION_H

#include <stdbool.h>
#include <stddef.h>

struct text;

/* Takes off what an interactive session shows around code, where the text begins as one: `>>> ` and
 * `... `, `In [1]: `, and the output below prompts. Whether it does; only then is CODE written. */
bool python_undress(const char *text, size_t length, struct text *code);

#endif
