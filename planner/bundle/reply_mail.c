/* What of a mail its writer wrote. */
#include "bundle/reply_mail.h"

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

/* Headers of a message as it was sent or saved: they end with an empty line. */
static const char *const headers[] = {"From:", "From ",
	"To:", "Cc:", "Date:", "Subject:", "Return-Path:", "Received:", "Delivered-To:",
	"Message-ID:", "MIME-Version:", "Reply-To:", "In-Reply-To:", "References:", "Content-",
	"X-", "DKIM-", "ARC-", "Authentication-Results:", NULL};

/* An encoded text, and a message of several parts, may say less or more than they seem to. */
static enum error check_header(struct reply_mail *mail)
{
	bool encoded = begins(mail->text, mail->length, "Content-Transfer-Encoding:") &&
		       (holds(mail->text, mail->length, "base64") ||
			       holds(mail->text, mail->length, "quoted-printable"));
	bool parts = begins(mail->text, mail->length, "Content-Type:") &&
		     holds(mail->text, mail->length, "multipart/");
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
	/* "-- " is the mark of a signature (RFC 3676, 4.3); programs take its blank away. */
	if (length >= 2 && strncmp(text, "--", 2) == 0 &&
		(length == 2 || (length == 3 && text[2] == ' ')))
		return true;
	return begins_one_of(text, length, ends) || begins_one_of(text, length, outlook);
}

/* "On Monday you wrote:", "Am Montag schrieb Anna:", "Le lundi, Anna a écrit :" */
static bool is_attribution(const struct reply_mail *mail)
{
	static const char *const verbs[] = {
		"wrote", "schrieb", "écrit", "escribió", "scritto", "schreef", "escreveu"};
	size_t length = mail->length;
	while (length > 0 && strchr(" \t", mail->text[length - 1]) != NULL)
		length--;
	if (length == 0 || mail->text[length - 1] != ':')
		return false;
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (holds(mail->text, length, verbs[i]))
			return true;
	}
	return false;
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

/* A line of the body; false where it ends it. */
static bool take(struct reply_mail *mail)
{
	bool quoted = is_quoted(mail), blank = is_blank(mail);
	if (is_end(mail) || (mail->attributed && !quoted && !blank))
		return false;
	mail->attributed = !quoted && (is_attribution(mail) || (mail->attributed && blank));
	if (quoted)
		mail->length = 0;
	return true;
}

bool reply_mail_next(struct reply_mail *mail)
{
	while (mail->error == OK && lines_next(&mail->lines)) {
		mail->text = mail->lines.text;
		mail->length = mail->lines.length;
		mail->number = mail->lines.number;
		if (mail->part == MAIL_TOP && !is_blank(mail))
			mail->part = begins_one_of(mail->text, mail->length, headers) ? MAIL_HEADERS
										      : MAIL_BODY;
		if (mail->part == MAIL_BODY)
			return take(mail);
		if (mail->part == MAIL_HEADERS && mail->length == 0)
			mail->part = MAIL_BODY;
		else if (mail->part == MAIL_HEADERS)
			mail->error = check_header(mail);
	}
	if (mail->error == OK && mail->lines.error != OK) {
		mail->error = mail->lines.error;
		mail->failure = mail->lines.failure;
	}
	return false;
}
