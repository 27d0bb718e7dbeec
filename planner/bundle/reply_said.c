/* Who said what of the names and namespaces of a reply. */
#include "bundle/reply_said.h"
#include "base/limits.h"
#include "names/name.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Requests are far fewer; a longer number is of none of them. */
enum { NUMBER_ENOUGH = 100000 };

struct sayings sayings_of(const struct asked *asked)
{
	struct sayings sayings = {0};
	for (size_t i = 0; i < asked->requests.count; i++) {
		const struct asked_request *request = &asked->requests.items[i];
		if (request->ask == ASK_NAMESPACE)
			*array_add(&sayings.items) =
				(struct said){.request = request, .target = request->target};
		for (size_t k = 0; k < request->names.count; k++)
			*array_add(&sayings.items) = (struct said){
				.request = request, .target = request->names.items[k].name};
	}
	return sayings;
}

bool reply_word_is(const char *word, size_t length, const char *wanted)
{
	return strlen(wanted) == length && strncasecmp(word, wanted, length) == 0;
}

size_t reply_number(const char *word, size_t length)
{
	size_t number = 0;
	if (length > 1 && *word == '#')
		word++, length--;
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

enum reply_width said_width(const struct said *what, const char *word, size_t length)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	const char *id = what->request->id;
	size_t number = reply_number(word, length);
	if (reply_word_is(word, length, "ALL"))
		return WIDTH_ALL;
	if (number > 0 && reply_number(id, strlen(id)) == number)
		return WIDTH_REQUEST;
	if (length > LIMIT_NAME_BYTES || !name_is_valid(word, length))
		return WIDTH_NONE;
	length = name_canonical(word, length, canonical);
	return strcmp(canonical, what->target) == 0 ? WIDTH_NAME : WIDTH_NONE;
}

bool sayings_know(const struct sayings *sayings, const char *word, size_t length)
{
	for (size_t i = 0; i < sayings->items.count; i++) {
		if (said_width(&sayings->items.items[i], word, length) != WIDTH_NONE)
			return true;
	}
	return false;
}

bool sayings_know_range(
	const struct sayings *sayings, const char *word, size_t length, size_t *first, size_t *last)
{
	const char *dash = memchr(word, '-', length);
	if (dash == NULL || sayings_know(sayings, word, length))
		return false;
	size_t before = (size_t)(dash - word), after = length - before - 1;
	*first = reply_number(word, before);
	*last = reply_number(dash + 1, after);
	return *first > 0 && *first < *last && sayings_know(sayings, word, before) &&
	       sayings_know(sayings, dash + 1, after);
}

bool sayings_is_ambiguous(const struct sayings *sayings, const char *word, size_t length)
{
	size_t count = 0;
	for (size_t i = 0; i < sayings->items.count; i++)
		count += said_width(&sayings->items.items[i], word, length) == WIDTH_NAME;
	return count > 1;
}

void sayings_say(struct sayings *sayings, const char *word, size_t length, const struct said *how)
{
	for (size_t i = 0; i < sayings->items.count; i++) {
		struct said *said = &sayings->items.items[i];
		enum reply_width width = said_width(said, word, length);
		if (width == WIDTH_NONE || width < said->width)
			continue;
		if (width > said->width)
			said->disputed = 0;
		else if (how->granted != said->granted)
			said->disputed = how->line;
		said->width = width;
		said->granted = how->granted;
		said->note = how->note;
		said->line = said->disputed ? said->line : how->line;
	}
}

void sayings_dispute(
	struct sayings *sayings, const char *word, size_t length, const struct said *how)
{
	for (size_t i = 0; i < sayings->items.count; i++) {
		struct said *said = &sayings->items.items[i];
		enum reply_width width = said_width(said, word, length);
		if (said->width != WIDTH_NONE && width >= said->width &&
			how->granted != said->granted && said->disputed == 0)
			said->disputed = how->line;
	}
}
