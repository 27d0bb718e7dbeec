/* The words of a command line that stands in running text, code or shell: cut out of a part of the
 * text from the left, quotes taken off. */
#ifndef CORPUS_COMMAND_WORDS_H
#define CORPUS_COMMAND_WORDS_H

#include "corpus/part.h"

/* The next word, and REST behind it; false where the command ends: at the line's end (unless a
 * backslash continues it), a back-tick, a literal `\n`, `;`, `|`, `&`, `#` or a closing bracket. */
bool command_word(struct part *rest, struct part *word);

/* Bytes of a quote at the part's begin: 1, or 2 with the backslash of an escaped one; 0: none. */
size_t quote_bytes(struct part part);
/* `"foo[bar]>=1"`: what stands in it, and REST behind it; false where it is not one closed word.
 * QUOTE: what quote_bytes() says of REST. */
bool quoted_word(struct part *rest, size_t quote, struct part *word);

#endif
