/* The words of a mail: those that take something back ("but", "not", "declined"), and those that
 * speak of a request without its number ("the second", "the hold"). What a mail grants beside them
 * is for a person to read (bundle/reply.h). No such list is complete: bundle/reply_prose.h does not
 * rely on it alone. */
#ifndef BUNDLE_REPLY_WORDS_H
#define BUNDLE_REPLY_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct text;

/* A line as it is typed: mail programs write other dashes, apostrophes and blanks than keyboards
 * do, and some that are not seen. Everything else stays. */
void reply_plain(struct text *plain, const char *line, size_t length);

/* The next word from *AT to END of a plain line: letters, digits, and what names, ranges, times and
 * "don't" have between them. Its length, 0 at the end. */
size_t reply_word_next(const char **at, const char *end);

/* Whether it limits what is said beside it, in any case of letters. */
bool reply_word_limits(const char *word, size_t length);

/* Whether it speaks of a request by its kind or place. */
bool reply_word_points(const char *word, size_t length);

/* Whether a "no" before it takes nothing back: "no problem". */
bool reply_word_soothes(const char *word, size_t length);

/* Whether a number beside it is one of days: "3 weeks", "3 November". */
bool reply_word_counts_time(const char *word, size_t length);

/* Whether it begins a letter: "Dear"; and may end its first line: "team". */
bool reply_word_greets(const char *word, size_t length);
bool reply_word_is_people(const char *word, size_t length);

#endif
