/* What of a mail its writer wrote: not the headers above it, not what is quoted in it, not the
 * mails below it. Pure.
 *
 *	struct reply_mail mail = reply_mail_of(file, bytes, length);
 *	while (reply_mail_next(&mail))
 *		... mail.text, mail.length, mail.number (from 1) ...
 *	if (mail.error) ...
 *
 * Programs quote in different ways. A line with `>` or `|` before it is somebody else's, and is
 * given as an empty one. Below a signature's mark (`-- `), a line that announces an original
 * message, the headers that Outlook puts above one, or a line of our own mail, nothing is the
 * writer's any more; nor is it below a line such as `On Monday you wrote:` where what follows is
 * not quoted (`As I wrote:` is no such line). Those lines are given, too, as `behind`: what a
 * person wrote there by mistake must not be lost. Headers are fields with a colon, above anything
 * else; what is none ends them. */
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
	bool seam;       /* the line says whose words follow: names in it are of people */
	bool behind;     /* it is not the writer's, or it stands where nothing is */
	bool near;       /* behind, and it may be the writer's all the same: no other mail began */
	bool attributed; /* the line before said whose words follow */
	enum { FIELD_OTHER, FIELD_TYPE, FIELD_ENCODING } field; /* of the header so far */
	enum error error;
	struct failure failure;
};

struct reply_mail reply_mail_of(const char *name, const char *bytes, size_t length);

/* False at the end. Errors: a message as it was sent, whose text is
 * encoded or in several parts; a line that is too long. */
bool reply_mail_next(struct reply_mail *mail);

#endif
