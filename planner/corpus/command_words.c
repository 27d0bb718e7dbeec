/* The words of a command line. */
#include "corpus/command_words.h"

static void skip_blanks(struct part *part)
{
	while (part->at < part->end && (*part->at == ' ' || *part->at == '\t'))
		part->at++;
	/* A line continued with a backslash, CR or not. */
	size_t left = part_length(*part);
	size_t fold =
		left >= 2 && part->at[0] == '\\' && part->at[1] == '\n' ? 2
		: left >= 3 && part->at[0] == '\\' && part->at[1] == '\r' && part->at[2] == '\n'
			? 3
			: 0;
	if (fold > 0) {
		part->at += fold;
		skip_blanks(part);
	}
}

size_t quote_bytes(struct part part)
{
	size_t left = part_length(part);
	if (left >= 1 && is_quote(part.at[0]))
		return 1;
	return left >= 2 && part.at[0] == '\\' && is_quote(part.at[1]) ? 2 : 0;
}

bool quoted_word(struct part *rest, size_t quote, struct part *word)
{
	char mark = rest->at[quote - 1];
	const char *at = rest->at + quote;
	*word = (struct part){at, at};
	for (; at < rest->end && *at != '\n' && *at != '`'; at++) {
		bool escaped = *at == '\\' && rest->end - at > 1 && at[1] == mark;
		if (*at != mark && !escaped)
			continue;
		word->end = at;
		rest->at = at + 1 + escaped;
		return word->end > word->at && word->at[0] != ' ' && word->at[0] != '+' &&
		       word->end[-1] != ' ';
	}
	return false;
}

bool command_word(struct part *rest, struct part *word)
{
	skip_blanks(rest);
	size_t quote = quote_bytes(*rest);
	if (quote > 0)
		return quoted_word(rest, quote, word);
	const char *at = rest->at;
	while (at < rest->end && strchr(" \t\r\n`\"';|&#)", *at) == NULL && *at != '\\' &&
		*at != '\0')
		at++;
	*word = (struct part){rest->at, at};
	rest->at = at;
	return word->end > word->at;
}
