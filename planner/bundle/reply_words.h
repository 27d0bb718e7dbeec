/* Words of prose that take something back: "but", "not", "except". What a mail grants beside them
 * is for a person to read (bundle/reply.h). */
#ifndef BUNDLE_REPLY_WORDS_H
#define BUNDLE_REPLY_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* The next word from *AT to END: letters, digits, and what names and "don't" have between them. Its
 * length, 0 at the end. */
size_t reply_word_next(const char **at, const char *end);

/* Whether it limits what is said beside it, in any case of letters. */
bool reply_word_limits(const char *word, size_t length);

/* Whether it makes an exception: of something that was asked for, whatever it is called. */
bool reply_word_excepts(const char *word, size_t length);

#endif
