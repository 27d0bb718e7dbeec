/* The comment that PyPI keeps beside a prohibited name. */
#include "bundle/comment.h"
#include "base/escape.h"
#include "base/text.h"

#include <string.h>

/* How much is said; each step says less than the one before. */
enum detail { DETAIL_ALL, DETAIL_ONE_CONTACT, DETAIL_NO_REFERENCE, DETAIL_SHORT_NAME, DETAILS };

enum { SHORT_NAME_BYTES = 32, SHORT_CONTACT_BYTES = 64 };

static const char *const reasons[] = {
	[ASK_NAMESPACE] = "",
	[ASK_PROHIBIT] = "internal names, against dependency confusion",
	[ASK_HOLD] = "held for a project of theirs, not yet published",
	[ASK_CONVERT] = "their own empty project, against dependency confusion",
};

/* Adds STRING on one line, at most LENGTH bytes of it, never half a character. */
static void add_cut(struct text *out, const char *string, size_t length)
{
	autotext struct text line = text_new(LIMIT_LINE_BYTES);
	escape_terminal(&line, string, strlen(string));
	size_t end = line.length;
	if (end > length) {
		end = length - 3;
		while (end > 0 && ((unsigned char)line.bytes[end] & 0xc0) == 0x80)
			end--;
	}
	text_add_bytes(out, line.bytes, end);
	if (end < line.length)
		text_add(out, "...");
}

/* Quillhaven Mutual: internal names, against dependency confusion. Contact: a@b, c@d. Released if
 * they do not answer in 30 days. Until 2028-11-23. Ref: QH-1 */
static void add_comment(struct text *out, const struct asked *asked,
	const struct asked_request *request, enum detail detail)
{
	char term[DATE_TEXT_BYTES] = "";
	size_t contacts = detail >= DETAIL_ONE_CONTACT ? 1 : 2;
	bool is_short = detail == DETAIL_SHORT_NAME;
	if (asked->draft)
		text_add(out, "DRAFT, NOT TO BE SENT. ");
	add_cut(out, asked->organisation.name, is_short ? SHORT_NAME_BYTES : LIMIT_COMMENT_BYTES);
	text_addf(out, ": %s. Contact: ", reasons[request->ask]);
	for (size_t i = 0; i < asked->organisation.contacts.count && i < contacts; i++) {
		text_add(out, i > 0 ? ", " : "");
		add_cut(out, asked->organisation.contacts.items[i],
			is_short ? SHORT_CONTACT_BYTES : LIMIT_COMMENT_BYTES);
	}
	text_add(out, ". Released if they do not answer in 30 days.");
	if (request->term != DATE_NONE) {
		date_format(request->term, term);
		text_addf(out, " Until %s.", term);
	}
	if (asked->organisation.reference != NULL && detail < DETAIL_NO_REFERENCE) {
		text_add(out, " Ref: ");
		add_cut(out, asked->organisation.reference, LIMIT_COMMENT_BYTES);
	}
}

void comment_add(struct text *out, const struct asked *asked, const struct asked_request *request)
{
	if (request->ask == ASK_NAMESPACE)
		return;
	autotext struct text comment = text_new(LIMIT_LINE_BYTES);
	for (enum detail detail = DETAIL_ALL; detail < DETAILS; detail++) {
		text_clear(&comment);
		add_comment(&comment, asked, request, detail);
		if (comment.length <= LIMIT_COMMENT_BYTES)
			break;
	}
	text_add_bytes(out, comment.bytes, comment.length);
}
