/* What of a mail its writer wrote: not the headers above it, not what is quoted in it, not the
 * mails below it. Pure.
 *
 *	struct reply_mail mail = reply_mail_of(file, bytes, length);
 *	while (reply_mail_next(&mail))
 *		... mail.text, mail.length, mail.number (from 1) ...
 *	if (mail.error) ...
 *
 * Programs quote in different ways. A line with `>` or `|` before it is somebody else's, and is
 * given as an empty one, since it parts what stands around it. Below a signature's mark (`-- `), a
 * line that announces an original message, the headers that Outlook puts above one, or a line of
 * our own mail, nothing is the writer's any more; nor is it below a line such as `On Monday you
 * wrote:` where what follows is not quoted. */
#ifndef BUNDLE_REPLY_MAIL_H
#define BUNDLE_REPLY_MAIL_H

#include "base/error.h"
#include "base/file.h"

#include <stdbool.h>
#include <stddef.h>

struct reply_mail {
	struct lines lines;
	const char *text;
	size_t length, number;
	enum { MAIL_TOP, MAIL_HEADERS, MAIL_BODY } part;
	bool attributed; /* the line before said whose words follow */
	enum error error;
	struct failure failure;
};

struct reply_mail reply_mail_of(const char *name, const char *bytes, size_t length);

/* False at the end of what is its writer's own. Errors: a message as it was sent, whose text is
 * encoded or in several parts; a line that is too long. */
bool reply_mail_next(struct reply_mail *mail);

#endif
