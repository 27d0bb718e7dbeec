/* What PyPI answered: the reply codes of a mail, read back. */
#include "bundle/reply.h"
#include "base/file.h"
#include "base/intern.h"
#include "names/name.h"

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
};

struct reading {
	const struct asked *asked;
	struct reply *reply;
	ARRAY(struct said) said;
	const char *file;
	size_t line;
	struct failure *failure;
};

/* From here on a mail is no longer its writer's: signatures, and our own words. */
static const char *const ends[] = {"-----original message", "----- original message",
	"-------- original message", "-------- forwarded message", "________________",
	"to the administrators of pypi, from", "how to answer"};

static bool is_end(const char *text, size_t length)
{
	while (length > 0 && (*text == ' ' || *text == '\t'))
		text++, length--;
	/* "-- " is the mark of a signature (RFC 3676, 4.3); programs take its blank away. */
	if (length >= 2 && strncmp(text, "--", 2) == 0 &&
		(length == 2 || (length == 3 && text[2] == ' ')))
		return true;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		if (length >= strlen(ends[i]) && strncasecmp(text, ends[i], strlen(ends[i])) == 0)
			return true;
	}
	return false;
}

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
		said->width = width;
		said->granted = granted;
		said->note = note;
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

/* "OK 1 3: note" behind its OK or NO. */
static enum error read_code(struct reading *reading, const char *at, const char *end, bool granted)
{
	const char *colon = memchr(at, ':', (size_t)(end - at));
	const char *stop = colon ? colon : end;
	bool all = false;
	const char *note = "";
	size_t length, words = 0;
	if (colon != NULL) {
		for (colon++; colon < end && (*colon == ' ' || *colon == '\t');)
			colon++;
		note = intern_text(reading->asked->pool, colon, (size_t)(end - colon));
	}
	if (strcmp(note, "reason") == 0)
		return fail(reading->failure, ERR_INPUT,
			"%s:%zu: is the example of the mail itself, not an answer: take the quoted "
			"mail out of the reply",
			reading->file, reading->line);
	for (; (length = next_word(&at, stop)) > 0; at += length, words++) {
		bool is_all = is_word(at, length, "ALL");
		if (!is_known(reading, at, length) || all || (words > 0 && is_all))
			return fail(reading->failure, ERR_INPUT,
				"%s:%zu: \"%.*s\" is no request and no name of this bundle that "
				"can "
				"stand here; a line is OK or NO, then ALL or the numbers or names "
				"that are meant, then a colon and a reason",
				reading->file, reading->line, (int)(length < 80 ? length : 80), at);
		if (is_ambiguous(reading, at, length))
			return fail(reading->failure, ERR_INPUT,
				"%s:%zu: two requests ask for \"%.*s\": it takes their number",
				reading->file, reading->line, (int)length, at);
		all = is_all;
		say(reading, at, length, granted, note);
	}
	return OK;
}

/* A line that is no code may begin like one: "OK, thanks", "No problem". */
static bool is_code(const struct reading *reading, const char *at, const char *end)
{
	size_t length = next_word(&at, end);
	return length > 0 && (number_of(at, length) > 0 || is_known(reading, at, length));
}

static enum error read_line(struct reading *reading, const char *text, size_t length)
{
	const char *end = text + length;
	while (end > text && strchr(" \t\r.", end[-1]) != NULL)
		end--;
	bool granted = end - text >= 2 && strncasecmp(text, "OK", 2) == 0;
	bool declined = end - text >= 2 && strncasecmp(text, "NO", 2) == 0;
	if (!granted && !declined)
		return OK;
	const char *at = text + 2;
	if (at < end && strchr(" \t", *at) != NULL && is_code(reading, at, end))
		return read_code(reading, at, end, granted);
	if (at == end || strchr(" \t,:;!", *at) != NULL)
		*array_add(&reading->reply->unclear) = reading->line;
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
	struct lines lines = lines_of(reading->file, bytes, length);
	enum error error = OK;
	while (error == OK && lines_next(&lines) && !is_end(lines.text, lines.length)) {
		reading->line = lines.number;
		error = read_line(reading, lines.text, lines.length);
	}
	if (error == OK && lines.error != OK) {
		*reading->failure = lines.failure;
		error = lines.error;
	}
	return error;
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
	for (size_t i = 0; error == OK && i < reading.said.count; i++) {
		const struct said *said = &reading.said.items[i];
		if (said->width != WIDTH_NONE)
			*array_add(&reply->answers) = (struct reply_answer){
				said->request->ask, said->target, said->granted, said->note};
	}
	if (error == OK && reply->answers.count == 0)
		error = fail(failure, ERR_INPUT,
			"%s: answers nothing: no line of its own begins with OK or NO and a "
			"request; set what was said with nameward ledger set",
			file);
	array_release(&reading.said);
	return error;
}

void reply_release(struct reply *reply)
{
	array_release(&reply->answers);
	array_release(&reply->unclear);
}
