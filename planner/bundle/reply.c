/* What PyPI answered: the reply codes of a mail, read back. */
#include "bundle/reply.h"
#include "base/intern.h"
#include "base/text.h"
#include "bundle/reply_mail.h"
#include "bundle/reply_prose.h"
#include "bundle/reply_said.h"
#include "bundle/reply_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The reason of a NO, to be looked at once it is known what is granted. */
struct reason {
	const char *note;
	size_t line;
};

struct reading {
	const struct asked *asked;
	struct reply *reply;
	struct sayings sayings;
	ARRAY(struct reason) reasons;
	const char *file;
	size_t line;
	bool behind;      /* the line stands where nothing is read */
	size_t limited;   /* the first line of prose that may limit an answer; 0: none */
	char limiter[40]; /* its word */
	struct failure *failure;
};

/* The next word of a code, up to a blank, comma or colon. Its length, 0 at the end. */
static size_t next_word(const char **at, const char *end)
{
	while (*at < end && (**at == ' ' || **at == '\t' || **at == ','))
		(*at)++;
	size_t length = 0;
	while (*at + length < end && strchr(" \t,:", (*at)[length]) == NULL)
		length++;
	return length;
}

/* Whether any of the WANTED stands in the words; what and where is kept for a message. */
static bool holds(struct reading *reading, const char *at, const char *end, unsigned wanted,
	bool granted_only, size_t line)
{
	const char *word;
	size_t length;
	if (prose_find(&reading->sayings, at, end, wanted, granted_only, &word, &length) == 0)
		return false;
	if (reading->limited == 0)
		snprintf(reading->limiter, sizeof reading->limiter, "%.*s", (int)length, word);
	reading->limited = reading->limited ? reading->limited : line;
	return true;
}

/* ---- codes ---- */

/* What is said of this word: behind the end of a mail it can only dispute. */
static void say(struct reading *reading, const char *word, size_t length, const struct said *how)
{
	(reading->behind ? sayings_dispute : sayings_say)(&reading->sayings, word, length, how);
}

static void say_range(struct reading *reading, size_t first, size_t last, const struct said *how)
{
	for (size_t number = first; number <= last; number++) {
		char word[32];
		int length = snprintf(word, sizeof word, "%zu", number);
		say(reading, word, (size_t)length, how);
	}
}

static enum error fail_limited(const struct reading *reading)
{
	return fail(reading->failure, ERR_INPUT,
		"%s:%zu: \"%s\" beside an OK may take it back: nothing was set; where it does not, "
		"take those words out of the mail; where it does, write it as a code (NO 3: "
		"reason), or set what was said with nameward ledger set",
		reading->file, reading->limited, reading->limiter);
}

/* What stands behind the colon of a code: of one that is not read, too. */
static enum error check_note(
	struct reading *reading, const char *at, const char *end, const struct said *how)
{
	if (reply_word_is(at, (size_t)(end - at), "reason"))
		return fail(reading->failure, ERR_INPUT,
			"%s:%zu: is the example of the mail itself, not an answer: take the quoted "
			"mail out of the reply",
			reading->file, reading->line);
	if (how->granted && holds(reading, at, end, PROSE_ALL, false, reading->line))
		return reading->behind ? OK : fail_limited(reading);
	if (!how->granted && !reading->behind)
		*array_add(&reading->reasons) = (struct reason){how->note, reading->line};
	return OK;
}

/* As it was written. */
static const char *note_of(const struct reading *reading, const char *line, const char *end)
{
	const char *at = memchr(line, ':', (size_t)(end - line));
	if (at == NULL)
		return "";
	for (at++; at < end && (*at == ' ' || *at == '\t');)
		at++;
	return intern_text(reading->asked->pool, at, (size_t)(end - at));
}

static bool is_and(const struct reading *reading, const char *word, size_t length)
{
	return (reply_word_is(word, length, "and") || reply_word_is(word, length, "&")) &&
	       !sayings_know(&reading->sayings, word, length);
}

static enum error fail_word(const struct reading *reading, const char *word, size_t length)
{
	return fail(reading->failure, ERR_INPUT,
		"%s:%zu: \"%.*s\" is no request and no name of this bundle that can stand here; a "
		"line is OK or NO, then ALL or the numbers or names that are meant, then a colon "
		"and a reason",
		reading->file, reading->line, (int)(length < 80 ? length : 80), word);
}

/* One word of a code. */
static enum error read_word(
	struct reading *reading, const char *word, size_t length, const struct said *how)
{
	size_t first, last;
	if (sayings_know_range(&reading->sayings, word, length, &first, &last)) {
		say_range(reading, first, last, how);
		return OK;
	}
	if (!sayings_know(&reading->sayings, word, length))
		return fail_word(reading, word, length);
	if (sayings_is_ambiguous(&reading->sayings, word, length))
		return fail(reading->failure, ERR_INPUT,
			"%s:%zu: two requests ask for \"%.*s\": it takes their number",
			reading->file, reading->line, (int)length, word);
	say(reading, word, length, how);
	return OK;
}

/* "OK 1 3: note" behind its OK or NO. */
static enum error read_code(
	struct reading *reading, const char *at, const char *end, struct said how)
{
	const char *colon = memchr(at, ':', (size_t)(end - at));
	const char *stop = colon ? colon : end, *note = colon ? colon + 1 : end;
	while (note < end && (*note == ' ' || *note == '\t'))
		note++;
	enum error error = check_note(reading, note, end, &how);
	size_t length, words = 0;
	bool all = false; /* which stands alone */
	for (; error == OK && (length = next_word(&at, stop)) > 0; at += length, words++) {
		bool is_all = reply_word_is(at, length, "ALL");
		if (all || (words > 0 && is_all))
			error = fail_word(reading, at, length);
		else if (words == 0 || !is_and(reading, at, length))
			error = read_word(reading, at, length, &how);
		all = is_all;
	}
	return error;
}

/* A line that is no code may begin like one: "OK, thanks", "No problem". */
static bool is_code(const struct reading *reading, const char *at, const char *end)
{
	size_t length = next_word(&at, end), first, last;
	return length > 0 &&
	       (reply_number(at, length) > 0 || sayings_know(&reading->sayings, at, length) ||
		       sayings_know_range(&reading->sayings, at, length, &first, &last));
}

/* ---- lines ---- */

/* Without blanks, a full stop, and the stars that make it bold. */
static void trim(const char **text, const char **end)
{
	while (*end > *text && strchr(" \t\r.!", (*end)[-1]) != NULL)
		(*end)--;
	for (int stars = 0; stars < 2; stars++) {
		if (*end - *text > 2 && **text == '*' && (*end)[-1] == '*')
			(*text)++, (*end)--;
	}
	while (*end > *text && strchr(" \t\r.!", (*end)[-1]) != NULL)
		(*end)--;
}

static void read_prose(
	struct reading *reading, const struct reply_mail *mail, const char *text, const char *end)
{
	/* Who wrote, and when, are no requests; nor is what stands in a signature, but R3. */
	unsigned wanted = mail->seam   ? PROSE_LIMITS | PROSE_IDS
			  : mail->near ? PROSE_IDS
				       : PROSE_ALL;
	/* The first is told. */
	bool looks = reading->limited == 0 && (!mail->behind || mail->seam || mail->near);
	if (looks)
		holds(reading, text, end, wanted, false, reading->line);
}

/* A line as it is typed, TEXT to END. */
static enum error read_plain(struct reading *reading, const struct reply_mail *mail,
	const char *text, const char *end, struct said how)
{
	bool granted = end - text >= 2 && strncasecmp(text, "OK", 2) == 0;
	bool declined = end - text >= 2 && strncasecmp(text, "NO", 2) == 0;
	bool begins = granted || declined;
	const char *at = begins ? text + 2 : end;
	how.granted = granted;
	if (begins && at < end && strchr(" \t", *at) != NULL && is_code(reading, at, end))
		return read_code(reading, at, end, how);
	if (begins && !mail->behind && (at == end || strchr(" \t,:;!", *at) != NULL))
		*array_add(&reading->reply->unclear) = reading->line;
	read_prose(reading, mail, text, end);
	return OK;
}

static enum error read_line(struct reading *reading, const struct reply_mail *mail)
{
	autotext struct text plain = text_new(LIMIT_LINE_BYTES);
	struct failure ignored, *failure = reading->failure;
	const char *line = mail->text, *line_end = line + mail->length;
	trim(&line, &line_end);
	reply_plain(&plain, line, (size_t)(line_end - line));
	const char *text = plain.bytes, *end = text + plain.length;
	trim(&text, &end);
	struct said how = {.note = note_of(reading, line, line_end), .line = mail->number};
	reading->line = mail->number;
	reading->behind = mail->behind;
	/* Codes of older mails, of other bundles. */
	if (mail->behind)
		reading->failure = &ignored;
	enum error error = read_plain(reading, mail, text, end, how);
	reading->failure = failure;
	return mail->behind ? OK : error;
}

static enum error read_lines(struct reading *reading, const char *bytes, size_t length)
{
	struct reply_mail mail = reply_mail_of(reading->file, bytes, length);
	enum error error = OK;
	while (error == OK && reply_mail_next(&mail)) {
		error = read_line(reading, &mail);
	}
	if (error == OK && mail.error != OK) {
		*reading->failure = mail.failure;
		error = mail.error;
	}
	return error;
}

/* The reason of a NO may speak of what it is about, and of nothing that is granted. */
static void check_reasons(struct reading *reading)
{
	enum { WANTED = PROSE_IDS | PROSE_NUMBERS | PROSE_NAMES };
	for (size_t i = 0; i < reading->reasons.count; i++) {
		const struct reason *reason = &reading->reasons.items[i];
		autotext struct text plain = text_new(LIMIT_LINE_BYTES);
		reply_plain(&plain, reason->note, strlen(reason->note));
		holds(reading, plain.bytes, plain.bytes + plain.length, WANTED, true, reason->line);
	}
}

/* Only what was plainly said counts. */
static enum error check_said(struct reading *reading)
{
	bool granted = false;
	for (size_t i = 0; i < reading->sayings.items.count; i++) {
		const struct said *said = &reading->sayings.items.items[i];
		granted |= said->width != WIDTH_NONE && said->granted;
		if (said->disputed > 0)
			return fail(reading->failure, ERR_INPUT,
				"%s:%zu: says otherwise of %s (%s) than line %zu: nothing was set; "
				"ask, and take the wrong line out",
				reading->file, said->disputed, said->target, said->request->id,
				said->line);
	}
	if (granted)
		check_reasons(reading);
	return granted && reading->limited > 0 ? fail_limited(reading) : OK;
}

static void take_answers(const struct reading *reading)
{
	for (size_t i = 0; i < reading->sayings.items.count; i++) {
		const struct said *said = &reading->sayings.items.items[i];
		if (said->width != WIDTH_NONE)
			*array_add(&reading->reply->answers) =
				(struct reply_answer){said->request->ask, said->target,
					said->granted, said->width == WIDTH_NAME, said->note};
	}
}

static enum error check_any(const struct reading *reading)
{
	const struct reply *reply = reading->reply;
	if (reply->answers.count > 0)
		return OK;
	if (reply->unclear.count > 0)
		return fail(reading->failure, ERR_INPUT,
			"%s:%zu: begins like an answer and names no request, and no other line is "
			"one; set what was said with nameward ledger set",
			reading->file, reply->unclear.items[0]);
	return fail(reading->failure, ERR_INPUT,
		"%s: answers nothing: no line of its own begins with OK or NO and a request; set "
		"what was said with nameward ledger set",
		reading->file);
}

enum error reply_read(struct reply *reply, const struct asked *asked, const char *file,
	const char *bytes, size_t length, struct failure *failure)
{
	struct failure ignored;
	struct reading reading = {.asked = asked,
		.reply = reply,
		.file = file,
		.failure = failure ? failure : &ignored};
	*reply = (struct reply){0};
	reading.sayings = sayings_of(asked);
	enum error error = read_lines(&reading, bytes, length);
	if (error == OK)
		error = check_said(&reading);
	if (error == OK)
		take_answers(&reading);
	if (error == OK)
		error = check_any(&reading);
	array_release(&reading.sayings.items);
	array_release(&reading.reasons);
	return error;
}

void reply_release(struct reply *reply)
{
	array_release(&reply->answers);
	array_release(&reply->unclear);
}
