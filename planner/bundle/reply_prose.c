/* Whether words of a mail could take back what its codes grant. */
#include "bundle/reply_prose.h"
#include "bundle/reply_words.h"

#include <stdlib.h>
#include <string.h>

struct prose_word {
	const char *text;
	size_t length;
};

struct looking {
	const struct sayings *sayings;
	unsigned wanted;
	bool granted_only;
	const char *begin, *end;
};

static bool speaks_of(const struct looking *looking, const char *word, size_t length)
{
	for (size_t i = 0; i < looking->sayings->items.count; i++) {
		const struct said *said = &looking->sayings->items.items[i];
		enum reply_width width = said_width(said, word, length);
		bool counts =
			!looking->granted_only || (said->width != WIDTH_NONE && said->granted);
		if ((width == WIDTH_REQUEST || width == WIDTH_NAME) && counts)
			return true;
	}
	return false;
}

/* A part of a word that a number of a request may have beside it: "no.3", "R3's", "3rd". */
static bool is_beside_number(const char *part, size_t length)
{
	static const char *const beside[] = {
		"s", "r", "no", "ok", "nr", "req", "request", "requests", "number", "to", NULL};
	for (size_t i = 0; beside[i] != NULL; i++) {
		if (reply_word_is(part, length, beside[i]))
			return true;
	}
	return false;
}

/* The number of "3", "R3", "NO3" or "3rd": its digits, 0 where that is none. */
static size_t digits_of(const char *part, size_t length, const char **digits)
{
	size_t before = 0, count = 0;
	while (before < length && (part[before] < '0' || part[before] > '9'))
		before++;
	while (before + count < length && part[before + count] >= '0' &&
		part[before + count] <= '9')
		count++;
	size_t after = length - before - count;
	static const char *const ends[] = {"st", "nd", "rd", "th"};
	bool good = after == 0;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		good |= reply_word_is(part + before + count, after, ends[i]);
	*digits = part + before;
	return good && (before == 0 || is_beside_number(part, before)) ? count : 0;
}

/* Numbers of requests, and nothing else: PROSE_IDS where one has its R, or a word, before it. */
static unsigned numbers_in(const struct looking *looking, const struct prose_word *word)
{
	unsigned found = 0;
	bool others = false;
	for (size_t at = 0; at < word->length;) {
		const char *part = word->text + at, *digits;
		size_t length = 0;
		while (at + length < word->length && strchr("-_.':/", part[length]) == NULL)
			length++;
		size_t count = digits_of(part, length, &digits);
		at += length + 1;
		if (count == 0)
			others |= length > 0 && !is_beside_number(part, length);
		else if (!speaks_of(looking, digits, count))
			others |= !sayings_know(looking->sayings, digits, count);
		else if (digits != part)
			found |= PROSE_IDS;
		else
			found |= PROSE_NUMBERS;
	}
	/* "3.11" is no request, and "R3.11" no other. */
	return others ? found & PROSE_IDS : found;
}

/* "+3 ...", "3 weeks", "Nov 3" */
static bool is_of_time(const struct looking *looking, const struct prose_word *before,
	const struct prose_word *word, const struct prose_word *after)
{
	return (word->text > looking->begin && word->text[-1] == '+') ||
	       reply_word_counts_time(before->text, before->length) ||
	       reply_word_counts_time(after->text, after->length);
}

/* A name, "s" behind it or not. */
static bool is_name(const struct looking *looking, const struct prose_word *word)
{
	size_t length = word->length;
	bool owns = length > 2 && word->text[length - 2] == '\'';
	return speaks_of(looking, word->text, length) ||
	       (owns && speaks_of(looking, word->text, length - 2));
}

static bool limits(const struct prose_word *word, const struct prose_word *before,
	const struct prose_word *after)
{
	bool soothed = reply_word_is(word->text, word->length, "no") &&
		       reply_word_soothes(after->text, after->length);
	bool soothes = reply_word_is(before->text, before->length, "no") &&
		       reply_word_soothes(word->text, word->length);
	return reply_word_limits(word->text, word->length) && !soothed && !soothes;
}

static unsigned look_at(const struct looking *looking, const struct prose_word *before,
	const struct prose_word *word, const struct prose_word *after)
{
	unsigned numbers = numbers_in(looking, word), found = numbers & PROSE_IDS;
	bool of_time = is_of_time(looking, before, word, after);
	if ((numbers & PROSE_NUMBERS) && !of_time)
		found |= PROSE_NUMBERS;
	if (limits(word, before, after))
		found |= PROSE_LIMITS;
	if (reply_word_points(word->text, word->length) && !of_time)
		found |= PROSE_POINTS;
	if (reply_number(word->text, word->length) == 0 && is_name(looking, word))
		found |= PROSE_NAMES;
	return found & looking->wanted;
}

static struct prose_word next_word(const char *at, const char *end)
{
	struct prose_word word = {at, 0};
	word.length = reply_word_next(&word.text, end);
	return word;
}

/* "Dear Acmeworks security team," */
static bool is_greeting(const struct looking *looking)
{
	struct prose_word word = next_word(looking->begin, looking->end), last = word;
	if (looking->begin == looking->end || looking->end[-1] != ',' ||
		memchr(looking->begin, ',', (size_t)(looking->end - looking->begin - 1)) != NULL ||
		!reply_word_greets(word.text, word.length))
		return false;
	for (; word.length > 0; word = next_word(word.text + word.length, looking->end))
		last = word;
	return reply_word_is_people(last.text, last.length) || is_name(looking, &last);
}

/* "Is that so?" */
static const char *question_in(const char *at, const char *end)
{
	for (; at < end; at++) {
		if (*at == '?' && (at + 1 == end || at[1] == ' ' || at[1] == '?' || at[1] == '!'))
			return at;
	}
	return NULL;
}

unsigned prose_find(const struct sayings *sayings, const char *text, const char *end,
	unsigned wanted, bool granted_only, const char **found_word, size_t *length)
{
	struct looking looking = {sayings, wanted, granted_only, text, end};
	struct prose_word before = {text, 0}, word = next_word(text, end);
	if (is_greeting(&looking))
		looking.wanted &= ~(unsigned)PROSE_NAMES;
	while (word.length > 0) {
		struct prose_word after = next_word(word.text + word.length, end);
		unsigned found = look_at(&looking, &before, &word, &after);
		*found_word = word.text;
		*length = word.length;
		if (found != 0)
			return found;
		before = word;
		word = after;
	}
	const char *question = wanted & PROSE_LIMITS ? question_in(text, end) : NULL;
	*found_word = question ? question : end;
	*length = question ? 1 : 0;
	return question ? PROSE_LIMITS : 0;
}
