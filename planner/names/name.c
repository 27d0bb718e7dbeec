/* What a name is: valid, canonical, look-alike, words. */
#include "names/name.h"

/* Digits are small letters: case does not change them. */
__extension__ const unsigned char name_classes[256] = {
	['a' ... 'z'] = NAME_SMALL,
	['0' ... '9'] = NAME_SMALL,
	['A' ... 'Z'] = NAME_CAPITAL,
	['-'] = NAME_SEPARATOR,
	['_'] = NAME_SEPARATOR,
	['.'] = NAME_SEPARATOR,
};

static char lower(char c)
{
	return name_classes[(unsigned char)c] == NAME_CAPITAL ? (char)(c + ('a' - 'A')) : c;
}

bool name_is_valid(const char *name, size_t length)
{
	if (length == 0 || !name_may_end(name[0]) || !name_may_end(name[length - 1]))
		return false;
	for (size_t i = 1; i + 1 < length; i++) {
		if (name_classes[(unsigned char)name[i]] == NAME_OTHER)
			return false;
	}
	return true;
}

size_t name_canonical(const char *name, size_t length, char *out)
{
	size_t put = 0;
	unsigned char before = NAME_OTHER;
	for (size_t i = 0; i < length; i++) {
		unsigned char class = name_classes[(unsigned char)name[i]];
		if (class == NAME_SEPARATOR) {
			if (before != NAME_SEPARATOR)
				out[put++] = '-';
		} else {
			out[put++] =
				class == NAME_CAPITAL ? (char)(name[i] + ('a' - 'A')) : name[i];
		}
		before = class;
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
		char c = name_look(lower(name[i]));
		if (name_classes[(unsigned char)c] != NAME_SEPARATOR)
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
