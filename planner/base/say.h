/* The conversation, on standard error: one line a message, everything from outside escaped.
 *
 *	nameward: note: snapshot of 2026-11-20 (3 days old), 886323 names, embedded
 *	nameward: warning: seeds.txt:14: ...
 *	nameward: seeds.txt:15: "a b" is no valid name; ... */
#ifndef BASE_SAY_H
#define BASE_SAY_H

#include <stdbool.h>

struct failure;

void say_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
void say_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void say_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The sentence of a failure, as an error. */
void say_failure(const struct failure *failure);

/* Notes are not printed any more (`--quiet`); warnings and errors are. */
void say_quiet(void);
bool say_is_quiet(void);

/* For output that may end up in the log of a pipeline: names of packages are not to be said, and
 * callers give counts instead. */
void say_hide_names(void);
bool say_hides_names(void);

#endif
