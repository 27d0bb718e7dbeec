/* Errors: a negative number that says what kind, and a sentence that says what to do next.
 *
 * A function that can fail returns `enum error` (OK is 0) and takes a `struct failure *` that
 * belongs to the caller. Success leaves the failure alone. A sentence names the file, the line or
 * key path, what is wrong and what to do. It may hold bytes from outside: it is escaped when it
 * is shown (base/say.h), never before.
 *
 * Answers (exists, unknown, not in the list) are not errors: they are values. Running out of
 * memory ends the program in one place (base/memory.h). */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/limits.h"

enum error {
	OK = 0,
	ERR_INPUT = -1, /* something the user named cannot be used: exit 2 */
	ERR_LIMIT = -2, /* a named limit was met: exit 2 */
	ERR_IO = -3,    /* the machine refused: no space, no permission: exit 2 */
	ERR_DOUBT = -4, /* a server left it open: exit 3 */
};

struct failure {
	char text[LIMIT_MESSAGE_BYTES];
};

/* Writes the sentence (cut at LIMIT_MESSAGE_BYTES) and returns ERROR, so that a function ends
 * with `return fail(failure, ERR_INPUT, "%s:%zu: ...", file, line)`. FAILURE may be NULL. */
enum error fail(struct failure *failure, enum error error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
