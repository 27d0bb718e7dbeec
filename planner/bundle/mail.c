/* The message that carries the disclosure report. */
#include "bundle/mail.h"
#include "base/digest.h"
#include "base/escape.h"
#include "base/text.h"
#include "base/utf8.h"
#include "bundle/asked.h"
#include "bundle/disclosure.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

enum {
	ADDRESS_BYTES = 254, /* RFC 5321, 4.5.3.1.3 */
	HEADER_COLUMNS = 76, /* RFC 2047, 2: lines with encoded words */
	ENCODED_BYTES = 42,  /* of UTF-8 in one encoded word: 56 of base64 and 12 around them */
	QUOTED_COLUMNS = 75, /* RFC 2045, 6.7: 76 with the soft line break */
	MESSAGE_ID_DIGITS = 32,
};

static const char no_address[] = "role-contact-missing@invalid";

static bool is_alphanumeric(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* LENGTH bytes as atoms between dots; an atom's other characters are EXTRA. */
static bool is_dotted(const char *bytes, size_t length, const char *extra)
{
	bool atom = false;
	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == '.') {
			if (!atom)
				return false;
			atom = false;
		} else if (is_alphanumeric(bytes[i]) || strchr(extra, bytes[i]) != NULL) {
			atom = true;
		} else {
			return false;
		}
	}
	return atom;
}

static bool is_domain(const char *domain)
{
	return is_dotted(domain, strlen(domain), "-");
}

bool mail_is_address(const char *address)
{
	const char *at = strchr(address, '@');
	return at != NULL && strlen(address) <= ADDRESS_BYTES &&
	       is_dotted(address, (size_t)(at - address), "!#$%&'*+-/=?^_`{|}~") &&
	       is_domain(at + 1);
}

/* Whether words can stand in a header as they are: printable ASCII, short enough to fold, and
 * nothing that reads as an encoded word. */
static bool is_plain(const char *words, size_t length)
{
	size_t word = 0;
	for (size_t i = 0; i < length; i++) {
		if (words[i] < ' ' || words[i] > '~')
			return false;
		word = words[i] == ' ' ? 0 : word + 1;
		if (word > HEADER_COLUMNS / 2)
			return false;
	}
	return strstr(words, "=?") == NULL;
}

static void add_plain(struct text *out, const char *words, size_t column)
{
	while (*words != '\0') {
		size_t word = strcspn(words, " ");
		if (column + 1 + word > HEADER_COLUMNS) {
			text_add(out, "\r\n");
			column = 0;
		}
		text_add_char(out, ' ');
		text_add_bytes(out, words, word);
		column += 1 + word;
		words += word;
		words += strspn(words, " ");
	}
}

/* =?utf-8?B?...?=, a word a line, cut between characters. */
static void add_encoded(struct text *out, const char *words, size_t length)
{
	for (size_t at = 0; at < length;) {
		size_t size = 0;
		while (at + size < length) {
			uint32_t code_point;
			size_t next = utf8_read(words + at + size, length - at - size, &code_point);
			next = next > 0 ? next : 1;
			if (size + next > ENCODED_BYTES)
				break;
			size += next;
		}
		unsigned char encoded[(ENCODED_BYTES + 2) / 3 * 4 + 1];
		EVP_EncodeBlock(encoded, (const unsigned char *)words + at, (int)size);
		text_addf(out, "%s =?utf-8?B?%s?=", at > 0 ? "\r\n" : "", (char *)encoded);
		at += size;
	}
}

static void add_words(struct text *out, const char *words, size_t column)
{
	autotext struct text safe = text_new(LIMIT_FILE_BYTES);
	escape_terminal(&safe, words, strlen(words));
	if (is_plain(safe.bytes, safe.length))
		add_plain(out, safe.bytes, column);
	else
		add_encoded(out, safe.bytes, safe.length);
}

void mail_header(struct text *out, const char *name, const char *words)
{
	text_addf(out, "%s:", name);
	add_words(out, words, strlen(name) + 1);
	text_add(out, "\r\n");
}

/* The organisation's name before an address: "Quillhaven Mutual", or encoded words. */
static void add_display_name(struct text *out, const char *name)
{
	autotext struct text safe = text_new(LIMIT_FILE_BYTES);
	escape_terminal(&safe, name, strlen(name));
	bool quotable = is_plain(safe.bytes, safe.length) && safe.length < HEADER_COLUMNS / 2 &&
			strpbrk(safe.bytes, "\"\\") == NULL;
	if (quotable)
		text_addf(out, " \"%s\"", safe.bytes);
	else
		add_encoded(out, safe.bytes, safe.length);
}

/* From: the first contact, Cc: the others, so that an answer reaches every role. */
static void add_from(struct text *out, const struct asked *asked)
{
	const char *first = NULL;
	autotext struct text copied = text_new(LIMIT_FILE_BYTES);
	for (size_t i = 0; i < asked->organisation.contacts.count; i++) {
		const char *contact = asked->organisation.contacts.items[i];
		if (!mail_is_address(contact))
			continue;
		if (first == NULL)
			first = contact;
		else
			text_addf(&copied, "%s %s", copied.length > 0 ? ",\r\n" : "", contact);
	}
	text_add(out, "From:");
	add_display_name(out, asked->organisation.name);
	text_addf(out, "\r\n <%s>\r\n", first ? first : no_address);
	if (copied.length > 0)
		text_addf(out, "Cc:%s\r\n", copied.bytes);
}

/* Mon, 23 Nov 2026 00:00:00 +0000 */
static void add_date(struct text *out, date day)
{
	static const char *const days[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	char text[DATE_TEXT_BYTES];
	unsigned year = 1970, month = 1, of_month = 1;
	date since = day == DATE_NONE ? 0 : day;
	date_format(since, text);
	sscanf(text, "%u-%u-%u", &year, &month, &of_month);
	text_addf(out, "Date: %s, %u %s %u 00:00:00 +0000\r\n", days[((since % 7) + 7) % 7],
		of_month, months[(month + 11) % 12], year);
}

/* The same report gives the same identifier. */
static void add_message_id(struct text *out, const struct asked *asked, const struct text *report)
{
	char digits[DIGEST_TEXT_BYTES];
	struct digest digest = digest_of(report->bytes, report->length);
	const char *domain = "nameward.invalid";
	for (size_t i = asked->organisation.domains.count; i-- > 0;) {
		if (is_domain(asked->organisation.domains.items[i]) &&
			strlen(asked->organisation.domains.items[i]) <= ADDRESS_BYTES)
			domain = asked->organisation.domains.items[i];
	}
	digest_format(&digest, digits);
	text_addf(out, "Message-ID: <nameward.%.*s@%s>\r\n", MESSAGE_ID_DIGITS, digits, domain);
}

static void add_seven_bit(struct text *out, const struct text *body)
{
	for (size_t i = 0; i < body->length; i++) {
		if (body->bytes[i] == '\n')
			text_add_char(out, '\r');
		text_add_char(out, body->bytes[i]);
	}
}

/* Quoted-printable (RFC 2045, 6.7); no line of a sheet ends with white space. */
static void add_quoted(struct text *out, const struct text *body)
{
	size_t column = 0;
	for (size_t i = 0; i < body->length; i++) {
		char c = body->bytes[i];
		if (c == '\n') {
			text_add(out, "\r\n");
			column = 0;
			continue;
		}
		bool quoted = c < ' ' || c > '~' || c == '=';
		size_t columns = quoted ? 3 : 1;
		if (column + columns > QUOTED_COLUMNS) {
			text_add(out, "=\r\n");
			column = 0;
		}
		if (quoted)
			text_addf(out, "=%02X", (unsigned char)c);
		else
			text_add_char(out, c);
		column += columns;
	}
}

static bool is_ascii(const struct text *text)
{
	for (size_t i = 0; i < text->length; i++) {
		if ((unsigned char)text->bytes[i] >= 0x80)
			return false;
	}
	return true;
}

void mail_render(const struct asked *asked, struct text *out)
{
	autotext struct text report = text_new(LIMIT_FILE_BYTES);
	autotext struct text subject = text_new(LIMIT_FILE_BYTES);
	disclosure_render(asked, &report);
	disclosure_subject(asked, &subject);
	const char *to = asked->organisation.registry_mail;
	bool ascii = is_ascii(&report);
	add_date(out, asked->as_of);
	add_from(out, asked);
	text_addf(out, "To: %s\r\n", mail_is_address(to) ? to : no_address);
	mail_header(out, "Subject", subject.bytes);
	add_message_id(out, asked, &report);
	text_add(out, "X-Unsent: 1\r\n"
		      "MIME-Version: 1.0\r\n"
		      "Content-Type: text/plain; charset=utf-8\r\n");
	text_addf(
		out, "Content-Transfer-Encoding: %s\r\n\r\n", ascii ? "7bit" : "quoted-printable");
	if (ascii)
		add_seven_bit(out, &report);
	else
		add_quoted(out, &report);
}
