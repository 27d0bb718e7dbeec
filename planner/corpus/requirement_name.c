/* A requirement's name at the begin of a word. */
#include "corpus/requirement_name.h"
#include "base/limits.h"
#include "corpus/part.h"
#include "names/name.h"

size_t requirement_name(const char *word, size_t length)
{
	size_t stop = 0;
	while (stop < length && (is_word(word[stop]) || word[stop] == '.'))
		stop++;
	if (stop < length && strchr("[<>=!~;@(,", word[stop]) == NULL)
		return 0;
	while (stop > 0 && strchr(".-_", word[stop - 1]) != NULL)
		stop--;
	if (stop == 0 || !name_is_valid(word, stop))
		return 0;
	if (stop > 4 && (memcmp(word + stop - 4, ".txt", 4) == 0 ||
				memcmp(word + stop - 4, ".whl", 4) == 0 ||
				memcmp(word + stop - 4, ".yml", 4) == 0))
		return 0;
	return stop > LIMIT_NAME_BYTES ? 0 : stop;
}
