/* The words of a mail that take something back, and that speak of a request. */
#include "bundle/reply_words.h"
#include "base/text.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A star stands for any end. */
static const char *const limiting[] = {
	/* no */
	"no", "not", "never", "none", "nothing", "nobody", "nor", "neither", "nok", "nope",
	"cannot", "cant", "dont", "wont", "didnt", "doesnt", "isnt", "arent", "wasnt", "couldnt",
	"shouldnt", "wouldnt", "refus*", "reject*", "declin*", "deny", "deni*", "disagree*",
	"disallow*", "disapprov*", "dismiss*", "veto*", "objection*", "against", "unable",
	"impossible", "unfortunate*", "regret*", "afraid", "fail*", "wrong*", "mistake*", "generic",
	"broad", "taken", "conflict*", "problem*",
	/* not this one */
	"but", "except*", "exclud*", "exempt*", "unless", "without", "apart", "aside", "minus",
	"besides", "only", "some", "part", "partly", "partial*", "most", "mostly", "few", "half",
	"almost", "however", "though", "although", "yet", "rather", "instead", "otherwise", "leave",
	"leaving", "skip*", "omit*", "omission", "drop", "dropp*", "remov*", "keep*", "ignor*",
	"cancel*", "revok*", "withdr*", "retract*", "revert*", "undo", "undone", "stop*", "halt*",
	"correction",
	/* not yet */
	"if", "once", "when", "whether", "until", "till", "pending", "provided", "provisional*",
	"condition*", "depend*", "assum*", "temporar*", "wait*", "later", "still", "postpon*",
	"defer*", "suspend*", "hold", "holding", "check*", "need", "needs", "must", "question*",
	"discuss*", "unsure", "maybe", "perhaps", "probably", "possibl*", "doubt*", "concern*",
	"clarif*",
	/* in the languages whose mail programs bundle/reply_mail.c knows */
	"nicht", "kein*", "aber", "nur", "pas", "sauf", "mais", "pero", "salvo", NULL};

static const char *const pointing[] = {"first", "second", "third", "fourth", "fifth", "sixth",
	"seventh", "eighth", "ninth", "tenth", "two", "three", "four", "five", "six", "seven",
	"eight", "nine", "ten", "last", "latter", "former", "other", "others", "rest", "remaining",
	"hold", "holds", "namespace", "namespaces", "prefix", "prefixes", "placeholder",
	"placeholders", "conversion", "conversions", NULL};

static const char *const soothing[] = {"problem", "problems", "worries", "worry", "rush", NULL};

/* "may" is more often a verb. */
static const char *const times[] = {"minute*", "hour", "hours", "day", "days", "week", "weeks",
	"month", "months", "year", "years", "am", "pm", "jan", "january", "feb", "february", "mar",
	"march", "apr", "april", "jun", "june", "jul", "july", "aug", "august", "sep", "sept",
	"september", "oct", "october", "nov", "november", "dec", "december", NULL};

static const char *const greeting[] = {"dear", "hello", "hi", "hey", NULL};
static const char *const people[] = {"team", "security", "people", "folks", "all", NULL};

static bool fits(const char *word, size_t length, const char *row)
{
	size_t wanted = strlen(row);
	bool open = row[wanted - 1] == '*';
	wanted -= open;
	return (open ? length >= wanted : length == wanted) && strncasecmp(word, row, wanted) == 0;
}

static bool is_one_of(const char *word, size_t length, const char *const *rows)
{
	for (; *rows != NULL; rows++) {
		if (fits(word, length, *rows))
			return true;
	}
	return false;
}

bool reply_word_limits(const char *word, size_t length)
{
	bool negated = length > 3 && strncasecmp(word + length - 3, "n't", 3) == 0;
	return negated || is_one_of(word, length, limiting);
}

bool reply_word_points(const char *word, size_t length)
{
	return is_one_of(word, length, pointing);
}

bool reply_word_soothes(const char *word, size_t length)
{
	return is_one_of(word, length, soothing);
}

bool reply_word_counts_time(const char *word, size_t length)
{
	return is_one_of(word, length, times);
}

bool reply_word_greets(const char *word, size_t length)
{
	return is_one_of(word, length, greeting);
}

bool reply_word_is_people(const char *word, size_t length)
{
	return is_one_of(word, length, people);
}

/* ---- lines and words ---- */

static const struct {
	uint32_t first, last;
	const char *typed;
} plain_of[] = {
	{0xa0, 0xa0, " "},
	{0xad, 0xad, ""},
	{0xb4, 0xb4, "'"},
	{0x2bc, 0x2bc, "'"},
	{0x2000, 0x200a, " "},
	{0x200b, 0x200f, ""},
	{0x2010, 0x2015, "-"},
	{0x2018, 0x201b, "'"},
	{0x202f, 0x202f, " "},
	{0x2032, 0x2032, "'"},
	{0x205f, 0x205f, " "},
	{0x2060, 0x2060, ""},
	{0x2212, 0x2212, "-"},
	{0x3000, 0x3000, " "},
	{0xfe0e, 0xfe0f, ""},
	{0xfeff, 0xfeff, ""},
	{0xff07, 0xff07, "'"},
};

static const char *typed_for(uint32_t code_point)
{
	for (size_t i = 0; i < sizeof plain_of / sizeof *plain_of; i++) {
		if (code_point >= plain_of[i].first && code_point <= plain_of[i].last)
			return plain_of[i].typed;
	}
	return NULL;
}

void reply_plain(struct text *plain, const char *line, size_t length)
{
	for (size_t at = 0; at < length;) {
		uint32_t code_point = 0;
		size_t bytes = utf8_read(line + at, length - at, &code_point);
		const char *typed = bytes > 1 ? typed_for(code_point) : NULL;
		bytes = bytes > 0 ? bytes : 1;
		if (typed != NULL)
			text_add(plain, typed);
		else
			text_add_bytes(plain, line + at, bytes);
		at += bytes;
	}
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

static bool is_between(char c)
{
	return strchr("-_.'", c) != NULL && c != '\0';
}

/* "10:30" and "3/11/2026" are one word, "claimspine/kestrelmq" and "R3:no" are two. */
static bool is_in_number(const char *at, const char *end)
{
	return (*at == ':' || *at == '/') && end - at > 1 && is_digit(at[-1]) && is_digit(at[1]);
}

size_t reply_word_next(const char **at, const char *end)
{
	size_t length = 0;
	while (*at < end && !is_letter(**at))
		(*at)++;
	while (*at + length < end && (is_letter((*at)[length]) || is_between((*at)[length]) ||
					     (length > 0 && is_in_number(*at + length, end))))
		length++;
	while (length > 0 && is_between((*at)[length - 1]))
		length--;
	return length;
}
