/* What a name is: valid, canonical, look-alike, words. */
#include "names/name.h"

static bool is_alphanumeric(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_separator(char c)
{
	return c == '-' || c == '_' || c == '.';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool name_is_valid(const char *name, size_t length)
{
	if (length == 0 || !is_alphanumeric(name[0]) || !is_alphanumeric(name[length - 1]))
		return false;
	for (size_t i = 1; i + 1 < length; i++) {
		if (!is_alphanumeric(name[i]) && !is_separator(name[i]))
			return false;
	}
	return true;
}

size_t name_canonical(const char *name, size_t length, char *out)
{
	size_t put = 0;
	bool after_separator = false;
	for (size_t i = 0; i < length; i++) {
		bool separator = is_separator(name[i]);
		if (!separator)
			out[put++] = lower(name[i]);
		else if (!after_separator)
			out[put++] = '-';
		after_separator = separator;
	}
	out[put] = '\0';
	return put;
}

bool name_is_canonical(const char *name, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		bool plain =
			(name[i] >= 'a' && name[i] <= 'z') || (name[i] >= '0' && name[i] <= '9');
		bool hyphen = name[i] == '-' && i > 0 && i + 1 < length && name[i - 1] != '-';
		if (!plain && !hyphen)
			return false;
	}
	return length > 0;
}

size_t name_lookalike(const char *name, size_t length, char *out)
{
	size_t put = 0;
	for (size_t i = 0; i < length; i++) {
		char c = lower(name[i]);
		if (c == 'l' || c == 'i')
			c = '1';
		else if (c == 'o')
			c = '0';
		if (!is_separator(c))
			out[put++] = c;
	}
	out[put] = '\0';
	return put;
}

size_t name_words(const char *canonical, size_t length, struct word words[NAME_WORDS])
{
	size_t count = 0, start = 0;
	for (size_t i = 0; i <= length; i++) {
		bool end = i == length || (canonical[i] == '-' && count + 1 < NAME_WORDS);
		if (!end)
			continue;
		if (i > start)
			words[count++] = (struct word){(uint16_t)start, (uint16_t)(i - start)};
		start = i + 1;
	}
	return count;
}
