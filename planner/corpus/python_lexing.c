/* Classes of characters, keywords and strings of Python. */
#include "corpus/python_lexing.h"

__extension__ const uint8_t python_class_of[256] = {
	['a' ... 'z'] = WORD,
	['A' ... 'Z'] = WORD,
	['_'] = WORD,
	['0' ... '9'] = WORD | DIGIT,
	[0x80 ... 0xff] = WORD,
	[' '] = BLANK,
	['\t'] = BLANK,
	['\f'] = BLANK,
	['\r'] = BLANK,
	['\n'] = MARK,
	['"'] = MARK,
	['\''] = MARK,
	['#'] = MARK,
	['('] = MARK | OPEN,
	[')'] = MARK | CLOSE,
	['['] = MARK | OPEN,
	[']'] = MARK | CLOSE,
	['{'] = MARK | OPEN,
	['}'] = MARK | CLOSE,
	['\\'] = MARK,
	[';'] = MARK,
	[':'] = MARK,
	['?'] = ALIEN,
	['$'] = ALIEN,
	['`'] = ALIEN,
};

bool python_is_keyword(const char *at, const char *stop, bool names)
{
	/* By first letter, so that most words are settled by one look. */
	static const char *const words[26][9] = {
		['a' - 'a'] = {"and", "as", "assert", "async", "await"},
		['b' - 'a'] = {"break"},
		['c' - 'a'] = {"class", "continue"},
		['d' - 'a'] = {"def", "del"},
		['e' - 'a'] = {"elif", "else", "except"},
		['f' - 'a'] = {"finally", "for", "from"},
		['g' - 'a'] = {"global"},
		['i' - 'a'] = {"if", "import", "in", "is"},
		['l' - 'a'] = {"lambda"},
		['n' - 'a'] = {"nonlocal", "not"},
		['o' - 'a'] = {"or"},
		['p' - 'a'] = {"pass"},
		['r' - 'a'] = {"raise", "return"},
		['t' - 'a'] = {"try"},
		['w' - 'a'] = {"while", "with"},
		['y' - 'a'] = {"yield"},
	};
	static const char *const values[] = {"None", "True", "False", NULL};
	/* Words only in their place, and statements of Python 2. */
	static const char *const soft[] = {"case", "exec", "match", "print", "type", NULL};
	size_t length = (size_t)(stop - at);
	if (length < 2 || length > 8)
		return false;
	if (*at >= 'a' && *at <= 'z') {
		for (const char *const *word = words[*at - 'a']; *word != NULL; word++) {
			if (word_is(at, stop, *word))
				return true;
		}
	}
	for (const char *const *word = names ? values : soft; *word != NULL; word++) {
		if (**word == *at && word_is(at, stop, *word))
			return true;
	}
	return false;
}

static bool is_escaped(const char *begin, const char *at)
{
	size_t count = 0;
	while (at > begin && at[-1] == '\\')
		at--, count++;
	return count % 2 == 1;
}

/* Behind `"""..."""`; NULL where the text ends first. */
static const char *end_of_triple(const char *begin, const char *end)
{
	const char quote = *begin;
	for (const char *at = begin + 3; at < end; at++) {
		at = memchr(at, quote, (size_t)(end - at));
		if (at == NULL)
			return NULL;
		if (end - at >= 3 && at[1] == quote && at[2] == quote && !is_escaped(begin, at))
			return at + 3;
	}
	return NULL;
}

const char *python_end_of_string(const char *at, const char *end)
{
	const char quote = *at;
	if (end - at >= 2 && at[1] == quote)
		return end - at >= 3 && at[2] == quote ? end_of_triple(at, end) : at + 2;
	for (at++; at < end; at++) {
		if (*at == quote)
			return at + 1;
		if (*at == '\n')
			return NULL;
		at += *at == '\\';
	}
	return NULL;
}
