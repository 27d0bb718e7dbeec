/* What of a mail its writer wrote. */
#include "bundle/reply_mail.h"
#include "bundle/reply_said.h"

#include <string.h>
#include <strings.h>

struct reply_mail reply_mail_of(const char *name, const char *bytes, size_t length)
{
	return (struct reply_mail){.lines = lines_of(name, bytes, length)};
}

static bool begins(const char *text, size_t length, const char *with)
{
	return length >= strlen(with) && strncasecmp(text, with, strlen(with)) == 0;
}

static bool begins_one_of(const char *text, size_t length, const char *const *with)
{
	for (; *with != NULL; with++) {
		if (begins(text, length, *with))
			return true;
	}
	return false;
}

static bool holds(const char *text, size_t length, const char *words)
{
	for (size_t at = 0; at < length; at++) {
		if (begins(text + at, length - at, words))
			return true;
	}
	return false;
}

/* Headers of a message as it was sent or saved: they end with an empty line. A dash stands for any
 * end of a field's name. */
static const char *const headers[] = {"From", "To", "Cc", "Bcc", "Date", "Subject", "Sender",
	"Return-Path", "Received", "Received-", "Delivered-To", "Message-ID", "MIME-Version",
	"Reply-To", "In-Reply-To", "References", "Content-", "X-", "DKIM-", "ARC-", "List-",
	"Thread-", "User-Agent", "Authentication-Results", NULL};

/* The bytes of a field's name, 0 where the line is none: "From our side: fine" is a sentence. */
static size_t field_name(const char *text, size_t length)
{
	size_t name = 0;
	while (name < length && text[name] > ' ' && text[name] < 0x7f && text[name] != ':')
		name++;
	return name < length && text[name] == ':' ? name : 0;
}

/* "From admin@pypi.org Mon Nov 23 10:00:00 2026", above a mail in a mailbox. */
static bool is_mailbox_mark(const char *text, size_t length)
{
	const char *blank = length > 5 ? memchr(text + 5, ' ', length - 5) : NULL;
	return begins(text, length, "From ") && blank != NULL &&
	       memchr(text + 5, '@', (size_t)(blank - text - 5)) != NULL &&
	       memchr(blank, ':', length - (size_t)(blank - text)) != NULL;
}

static bool is_header(const char *text, size_t length)
{
	size_t name = field_name(text, length);
	for (const char *const *row = headers; *row != NULL && name > 0; row++) {
		size_t wanted = strlen(*row);
		bool open = (*row)[wanted - 1] == '-';
		if ((open ? name > wanted : name == wanted) && begins(text, name, *row))
			return true;
	}
	return is_mailbox_mark(text, length);
}

static bool is_folded(const struct reply_mail *mail)
{
	return mail->length > 0 && (*mail->text == ' ' || *mail->text == '\t');
}

/* An encoded text, and a message of several parts, may say less or more than they seem to: also
 * where its headers are pasted in below a line, and where a field goes on in the next one. */
static enum error check_header(struct reply_mail *mail)
{
	if (!is_folded(mail))
		mail->field = begins(mail->text, mail->length, "Content-Transfer-Encoding:")
				      ? FIELD_ENCODING
			      : begins(mail->text, mail->length, "Content-Type:") ? FIELD_TYPE
										  : FIELD_OTHER;
	bool encoded = mail->field == FIELD_ENCODING &&
		       (holds(mail->text, mail->length, "base64") ||
			       holds(mail->text, mail->length, "quoted-printable"));
	bool parts = mail->field == FIELD_TYPE && holds(mail->text, mail->length, "multipart/");
	if (!encoded && !parts)
		return OK;
	return fail(&mail->failure, ERR_INPUT,
		"%s:%zu: is a message as it was sent, %s: save its text, as a mail program shows "
		"it, or paste the lines of the answer",
		mail->lines.name, mail->number,
		encoded ? "whose text is encoded" : "in several parts");
}

/* From here on a mail is no longer its writer's: other mails, and our own words. */
static const char *const ends[] = {"-----original message", "----- original message",
	"-------- original message", "-------- forwarded message", "---------- forwarded message",
	"-----urspr", "----- urspr", "-------- urspr", "-----message d'origine", "________________",
	"begin forwarded message", "to the administrators of pypi, from", "how to answer", NULL};

/* What Outlook puts above the mail that is answered, in bold at times. */
static const char *const outlook[] = {
	"From:", "Von:", "De:", "De :", "Da:", "Van:", "*From:", "*Von:", "*De", NULL};

static bool is_end(const struct reply_mail *mail)
{
	const char *text = mail->text;
	size_t length = mail->length;
	while (length > 0 && (*text == ' ' || *text == '\t'))
		text++, length--;
	return begins_one_of(text, length, ends) || begins_one_of(text, length, outlook);
}

/* "-- " is the mark of a signature (RFC 3676, 4.3); programs take its blank away. */
static bool is_signature(const struct reply_mail *mail)
{
	return mail->length >= 2 && mail->length <= 3 &&
	       strncmp(mail->text, "-- ", mail->length) == 0;
}

/* "On Monday you wrote:", "Am Montag schrieb Anna:", "Le lundi, Anna a écrit :"; but who writes "As
 * I wrote:" goes on with words of their own. */
static bool is_attribution(const char *text, size_t length)
{
	static const char *const verbs[] = {
		"wrote", "schrieb", "écrit", "escribió", "scritto", "schreef", "escreveu"};
	while (length > 0 && strchr(" \t", text[length - 1]) != NULL)
		length--;
	if (length == 0 || text[length - 1] != ':' || holds(text, length, "I wrote") ||
		holds(text, length, "we wrote"))
		return false;
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (holds(text, length, verbs[i]))
			return true;
	}
	return false;
}

/* The first of the two lines that a long attribution is broken into. */
static bool is_broken_attribution(const struct reply_mail *mail)
{
	static const char *const days[] = {
		"On ", "Am ", "Le ", "El ", "Il ", "Op ", "Em ", "Den ", NULL};
	if (!begins_one_of(mail->text, mail->length, days))
		return false;
	struct lines ahead = mail->lines;
	return lines_next(&ahead) && is_attribution(ahead.text, ahead.length);
}

static bool is_quoted(const struct reply_mail *mail)
{
	return mail->length > 0 && (*mail->text == '>' || *mail->text == '|');
}

static bool is_blank(const struct reply_mail *mail)
{
	for (size_t i = 0; i < mail->length; i++) {
		if (strchr(" \t", mail->text[i]) == NULL)
			return false;
	}
	return true;
}

/* A line of the body. */
static bool take(struct reply_mail *mail)
{
	bool quoted = is_quoted(mail), blank = is_blank(mail), end = is_end(mail);
	bool attribution = !quoted && is_attribution(mail->text, mail->length);
	bool signature = is_signature(mail), follows = mail->attributed && !quoted && !blank;
	bool own = !mail->behind && !signature && !follows;
	mail->seam = own && (end || attribution || is_broken_attribution(mail));
	mail->near = !end && (mail->behind ? mail->near && !attribution : signature || follows);
	mail->behind = end || !own;
	mail->attributed = attribution || (!quoted && mail->attributed && blank);
	if (!mail->behind)
		mail->error = check_header(mail);
	if (quoted)
		mail->length = 0;
	return mail->error == OK;
}

/* A line above the body, if there are any: true where it is one of it. */
static bool is_body(struct reply_mail *mail)
{
	bool header = is_header(mail->text, mail->length);
	if (mail->part == MAIL_TOP && !is_blank(mail))
		mail->part = header ? MAIL_HEADERS : MAIL_BODY;
	if (mail->part != MAIL_HEADERS)
		return mail->part == MAIL_BODY;
	size_t name = field_name(mail->text, mail->length);
	/* "R3: generic" is no field. */
	bool goes_on =
		is_folded(mail) || header || (name > 0 && reply_number(mail->text, name) == 0);
	if (mail->length == 0 || !goes_on)
		mail->part = MAIL_BODY;
	else
		mail->error = check_header(mail);
	return mail->part == MAIL_BODY && mail->length > 0;
}

bool reply_mail_next(struct reply_mail *mail)
{
	while (mail->error == OK && lines_next(&mail->lines)) {
		mail->text = mail->lines.text;
		mail->length = mail->lines.length;
		mail->number = mail->lines.number;
		if (is_body(mail))
			return take(mail);
	}
	if (mail->error == OK && mail->lines.error != OK) {
		mail->error = mail->lines.error;
		mail->failure = mail->lines.failure;
	}
	return false;
}
