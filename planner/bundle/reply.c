/* What PyPI answered: the reply codes of a mail, read back. */
#include "bundle/reply.h"
#include "base/intern.h"
#include "bundle/reply_mail.h"
#include "bundle/reply_words.h"
#include "names/name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Requests are far fewer; a longer number is of none of them. */
enum { NUMBER_ENOUGH = 100000 };

/* How narrowly something was said: the narrower counts. */
enum width { WIDTH_NONE, WIDTH_ALL, WIDTH_REQUEST, WIDTH_NAME };

/* What was said so far of one name or namespace. */
struct said {
	const struct asked_request *request;
	const char *target;
	enum width width;
	bool granted;
	const char *note;
	size_t line;     /* that said so */
	size_t disputed; /* the line that said otherwise, as narrowly; 0: none */
};

struct reading {
	const struct asked *asked;
	struct reply *reply;
	ARRAY(struct said) said;
	const char *file;
	size_t line;
	size_t limited;              /* the first line of prose that may limit an answer; 0: none */
	bool has_limit, has_mention; /* the paragraph so far */
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

static bool is_word(const char *word, size_t length, const char *wanted)
{
	return strlen(wanted) == length && strncasecmp(word, wanted, length) == 0;
}

/* The number of "2" or "R2", else 0. */
static size_t number_of(const char *word, size_t length)
{
	size_t number = 0;
	if (length > 1 && (*word == 'R' || *word == 'r'))
		word++, length--;
	for (size_t i = 0; i < length; i++) {
		if (word[i] < '0' || word[i] > '9')
			return 0;
		if (number < NUMBER_ENOUGH)
			number = number * 10 + (size_t)(word[i] - '0');
	}
	return number;
}

static bool has_id(const struct asked_request *request, size_t number)
{
	return number_of(request->id, strlen(request->id)) == number;
}

/* Whether this word says something of WHAT, and how narrowly. */
static enum width width_for(const struct said *what, const char *word, size_t length)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	size_t number = number_of(word, length);
	if (is_word(word, length, "ALL"))
		return WIDTH_ALL;
	if (number > 0 && has_id(what->request, number))
		return WIDTH_REQUEST;
	if (length > LIMIT_NAME_BYTES || !name_is_valid(word, length))
		return WIDTH_NONE;
	length = name_canonical(word, length, canonical);
	return strcmp(canonical, what->target) == 0 ? WIDTH_NAME : WIDTH_NONE;
}

static bool is_known(const struct reading *reading, const char *word, size_t length)
{
	for (size_t i = 0; i < reading->said.count; i++) {
		if (width_for(&reading->said.items[i], word, length) != WIDTH_NONE)
			return true;
	}
	return false;
}

static void say(
	struct reading *reading, const char *word, size_t length, bool granted, const char *note)
{
	for (size_t i = 0; i < reading->said.count; i++) {
		struct said *said = &reading->said.items[i];
		enum width width = width_for(said, word, length);
		if (width == WIDTH_NONE || width < said->width)
			continue;
		if (width > said->width)
			said->disputed = 0;
		else if (granted != said->granted)
			said->disputed = reading->line;
		said->width = width;
		said->granted = granted;
		said->note = note;
		said->line = said->disputed ? said->line : reading->line;
	}
}

/* The names that two requests ask for, a namespace and its own placeholder: a number must tell. */
static bool is_ambiguous(const struct reading *reading, const char *word, size_t length)
{
	size_t count = 0;
	for (size_t i = 0; i < reading->said.count; i++)
		count += width_for(&reading->said.items[i], word, length) == WIDTH_NAME;
	return count > 1;
}

/* Prose that speaks of a request, by its number or name, and takes something back in the same
 * paragraph: "OK ALL" above "but leave R3 out" is no yes to R3. An exception speaks of one whatever
 * it calls it; "all" may be a greeting. */
static void read_prose(struct reading *reading, const char *at, const char *end)
{
	bool no = false, mention = false;
	size_t length;
	if (at == end)
		reading->has_limit = reading->has_mention = false;
	for (; (length = reply_word_next(&at, end)) > 0; at += length) {
		no |= is_word(at, length, "NO");
		reading->has_limit |= reply_word_limits(at, length);
		mention |= reply_word_excepts(at, length) ||
			   (is_known(reading, at, length) && !is_word(at, length, "ALL"));
	}
	reading->has_mention |= mention;
	/* "- NO 3: reason" */
	bool limited = (reading->has_limit && reading->has_mention) || (no && mention);
	if (limited && reading->limited == 0)
		reading->limited = reading->line;
}

/* ---- codes ---- */

/* "1-3": *FIRST to *LAST, all of them requests. */
static bool is_range(
	const struct reading *reading, const char *word, size_t length, size_t *first, size_t *last)
{
	const char *dash = memchr(word, '-', length);
	if (dash == NULL || is_known(reading, word, length))
		return false;
	size_t before = (size_t)(dash - word), after = length - before - 1;
	*first = number_of(word, before);
	*last = number_of(dash + 1, after);
	return *first > 0 && *first < *last && is_known(reading, word, before) &&
	       is_known(reading, dash + 1, after);
}

static void say_range(
	struct reading *reading, size_t first, size_t last, bool granted, const char *note)
{
	for (size_t number = first; number <= last; number++) {
		char word[16];
		int length = snprintf(word, sizeof word, "%zu", number);
		say(reading, word, (size_t)length, granted, note);
	}
}

static bool limits(const char *note)
{
	const char *end = note + strlen(note);
	size_t length;
	for (; (length = reply_word_next(&note, end)) > 0; note += length) {
		if (reply_word_limits(note, length))
			return true;
	}
	return false;
}

static enum error check_note(const struct reading *reading, const char *note, bool granted)
{
	if (strcmp(note, "reason") == 0)
		return fail(reading->failure, ERR_INPUT,
			"%s:%zu: is the example of the mail itself, not an answer: take the quoted "
			"mail out of the reply",
			reading->file, reading->line);
	if (granted && limits(note))
		return fail(reading->failure, ERR_INPUT,
			"%s:%zu: an OK with a condition: nothing was set; say what it means with "
			"nameward ledger set",
			reading->file, reading->line);
	return OK;
}

/* What stands behind the colon. */
static const char *note_of(const struct reading *reading, const char *colon, const char *end)
{
	if (colon == NULL)
		return "";
	for (colon++; colon < end && (*colon == ' ' || *colon == '\t');)
		colon++;
	return intern_text(reading->asked->pool, colon, (size_t)(end - colon));
}

static bool is_and(const struct reading *reading, const char *word, size_t length)
{
	return (is_word(word, length, "and") || is_word(word, length, "&")) &&
	       !is_known(reading, word, length);
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
	struct reading *reading, const char *word, size_t length, bool granted, const char *note)
{
	size_t first, last;
	if (is_range(reading, word, length, &first, &last)) {
		say_range(reading, first, last, granted, note);
		return OK;
	}
	if (!is_known(reading, word, length))
		return fail_word(reading, word, length);
	if (is_ambiguous(reading, word, length))
		return fail(reading->failure, ERR_INPUT,
			"%s:%zu: two requests ask for \"%.*s\": it takes their number",
			reading->file, reading->line, (int)length, word);
	say(reading, word, length, granted, note);
	return OK;
}

/* "OK 1 3: note" behind its OK or NO. */
static enum error read_code(struct reading *reading, const char *at, const char *end, bool granted)
{
	const char *colon = memchr(at, ':', (size_t)(end - at));
	const char *stop = colon ? colon : end, *note = note_of(reading, colon, end);
	enum error error = check_note(reading, note, granted);
	size_t length, words = 0;
	bool all = false; /* which stands alone */
	for (; error == OK && (length = next_word(&at, stop)) > 0; at += length, words++) {
		bool is_all = is_word(at, length, "ALL");
		if (all || (words > 0 && is_all))
			error = fail_word(reading, at, length);
		else if (words == 0 || !is_and(reading, at, length))
			error = read_word(reading, at, length, granted, note);
		all = is_all;
	}
	return error;
}

/* A line that is no code may begin like one: "OK, thanks", "No problem". */
static bool is_code(const struct reading *reading, const char *at, const char *end)
{
	size_t length = next_word(&at, end), first, last;
	return length > 0 && (number_of(at, length) > 0 || is_known(reading, at, length) ||
				     is_range(reading, at, length, &first, &last));
}

static enum error read_line(struct reading *reading, const char *text, size_t length)
{
	const char *end = text + length;
	while (end > text && strchr(" \t\r.", end[-1]) != NULL)
		end--;
	bool granted = end - text >= 2 && strncasecmp(text, "OK", 2) == 0;
	bool declined = end - text >= 2 && strncasecmp(text, "NO", 2) == 0;
	bool begins = granted || declined;
	const char *at = begins ? text + 2 : end;
	if (begins && at < end && strchr(" \t", *at) != NULL && is_code(reading, at, end)) {
		reading->has_limit = reading->has_mention = false;
		return read_code(reading, at, end, granted);
	}
	if (begins && (at == end || strchr(" \t,:;!", *at) != NULL))
		*array_add(&reading->reply->unclear) = reading->line;
	read_prose(reading, text, end);
	return OK;
}

static void list_targets(struct reading *reading)
{
	for (size_t i = 0; i < reading->asked->requests.count; i++) {
		const struct asked_request *request = &reading->asked->requests.items[i];
		if (request->ask == ASK_NAMESPACE)
			*array_add(&reading->said) =
				(struct said){.request = request, .target = request->target};
		for (size_t k = 0; k < request->names.count; k++)
			*array_add(&reading->said) = (struct said){
				.request = request, .target = request->names.items[k].name};
	}
}

static enum error read_lines(struct reading *reading, const char *bytes, size_t length)
{
	struct reply_mail mail = reply_mail_of(reading->file, bytes, length);
	enum error error = OK;
	while (error == OK && reply_mail_next(&mail)) {
		reading->line = mail.number;
		error = read_line(reading, mail.text, mail.length);
	}
	if (error == OK && mail.error != OK) {
		*reading->failure = mail.failure;
		error = mail.error;
	}
	return error;
}

/* Only what was plainly said counts. */
static enum error check_said(const struct reading *reading)
{
	bool granted = false;
	for (size_t i = 0; i < reading->said.count; i++) {
		const struct said *said = &reading->said.items[i];
		granted |= said->width != WIDTH_NONE && said->granted;
		if (said->disputed > 0)
			return fail(reading->failure, ERR_INPUT,
				"%s:%zu: says otherwise of %s (%s) than line %zu: nothing was set; "
				"ask, and take the wrong line out",
				reading->file, said->disputed, said->target, said->request->id,
				said->line);
	}
	if (granted && reading->limited > 0)
		return fail(reading->failure, ERR_INPUT,
			"%s:%zu: speaks of a request in words that may take an OK back: nothing "
			"was "
			"set; take the line out where it does not, else say it with nameward "
			"ledger set",
			reading->file, reading->limited);
	return OK;
}

static void take_answers(const struct reading *reading)
{
	for (size_t i = 0; i < reading->said.count; i++) {
		const struct said *said = &reading->said.items[i];
		if (said->width != WIDTH_NONE)
			*array_add(&reading->reply->answers) = (struct reply_answer){
				said->request->ask, said->target, said->granted, said->note};
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
	list_targets(&reading);
	enum error error = read_lines(&reading, bytes, length);
	if (error == OK)
		error = check_said(&reading);
	if (error == OK)
		take_answers(&reading);
	if (error == OK)
		error = check_any(&reading);
	array_release(&reading.said);
	return error;
}

void reply_release(struct reply *reply)
{
	array_release(&reply->answers);
	array_release(&reply->unclear);
}
