/* Words of prose that take something back. */
#include "bundle/reply_words.h"

#include <string.h>
#include <strings.h>

static const char *const limiting[] = {"but", "not", "nor", "nok", "nope", "only", "if", "once",
	"when", "pending", "without", "leave", "skip", "wait", "later", "cannot", "can't", "don't",
	"won't", "however", "besides", "instead", NULL};

static const char *const excepting[] = {"except", "excepting", "excluding", "unless", NULL};

static bool is_one_of(const char *word, size_t length, const char *const *words)
{
	for (; *words != NULL; words++) {
		if (strlen(*words) == length && strncasecmp(word, *words, length) == 0)
			return true;
	}
	return false;
}

bool reply_word_excepts(const char *word, size_t length)
{
	return is_one_of(word, length, excepting);
}

bool reply_word_limits(const char *word, size_t length)
{
	return is_one_of(word, length, limiting) || reply_word_excepts(word, length);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_between(char c)
{
	return c == '-' || c == '_' || c == '.' || c == '\'';
}

size_t reply_word_next(const char **at, const char *end)
{
	size_t length = 0;
	while (*at < end && !is_letter(**at))
		(*at)++;
	while (*at + length < end && (is_letter((*at)[length]) || is_between((*at)[length])))
		length++;
	while (length > 0 && is_between((*at)[length - 1]))
		length--;
	return length;
}
