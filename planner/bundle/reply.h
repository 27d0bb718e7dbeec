/* What PyPI answered: the reply codes of a mail, read back. Pure.
 *
 *	OK ALL          every request is granted
 *	OK 1 3          R1 and R3 are; numbers of requests (1-3, 1 and 3, too), or names of one,
 *	                between blanks or commas
 *	NO 2: reason    R2 is not; what stands behind the colon is kept, of an OK too
 *
 * A code begins its line; case, what makes it bold and a full stop at its end do not matter. What
 * is said of a name counts more than what is said of its request, and that more than ALL. Any other
 * line is prose. One that begins with OK or NO and is no code is given back as such, so that nobody
 * thinks it was read.
 *
 * A reply is people's words, and what it grants cannot be taken back: so a mail grants by its code
 * lines alone, and only where nothing else that the person wrote could mean otherwise. An error
 * that names the line, and nothing set, are: yes and no to the same thing, also where one of them
 * stands behind a signature or an original message; words behind the colon of an OK that limit it
 * or speak of a request ("OK ALL: minus 3"); beside an OK, prose that does either ("R3: we never do
 * holds", "I still have to look"; bundle/reply_prose.h says what that is), and the reason of a NO
 * that speaks of what an OK grants ("NO 2: generic, and so is R3"). What of a mail is its writer's
 * own at all is bundle/reply_mail.h's: our own mail, with its examples, is mostly in it. An
 * indented line is none of codes: our examples are indented. What names a request that is not there
 * is an error. */
#ifndef BUNDLE_REPLY_H
#define BUNDLE_REPLY_H

#include "base/error.h"
#include "base/memory.h"
#include "bundle/asked.h"

#include <stdbool.h>
#include <stddef.h>

/* What was answered of one name, or of a namespace. */
struct reply_answer {
	enum ask ask;
	const char *target; /* the name, or the prefix */
	bool granted;
	bool by_name;     /* not only by its request's number, or ALL */
	const char *note; /* what was said of it; "" for nothing */
};

struct reply {
	ARRAY(struct reply_answer)
	answers;               /* in the order of the requests; what was not answered
				  is not there */
	ARRAY(size_t) unclear; /* numbers of lines that only look like codes */
};

/* Reads the reply to ASKED, text without NUL. FILE is its name for messages. Texts live in
 * asked->pool. Errors: a code for a request or name that was not asked for, or with something
 * behind it; what was not plainly said; no code at all. The caller releases, a failed one too. */
enum error reply_read(struct reply *reply, const struct asked *asked, const char *file,
	const char *bytes, size_t length, struct failure *failure);
void reply_release(struct reply *reply);

#endif
