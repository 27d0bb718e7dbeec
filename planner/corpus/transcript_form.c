/* How the form of a transcript is recognised. */
#include "corpus/transcript_form.h"

#include <stdbool.h>
#include <string.h>

static bool ends_with(const char *path, const char *ending)
{
	size_t length = strlen(path), size = strlen(ending);
	return length > size && strcmp(path + length - size, ending) == 0;
}

enum form transcript_form_of_name(const char *path)
{
	static const struct {
		const char *ending;
		enum form form;
	} endings[] = {{".jsonl", FORM_JSONL}, {".ndjson", FORM_JSONL}, {".py", FORM_PYTHON},
		{".ipynb", FORM_JSON}, {".md", FORM_MARKDOWN}, {".markdown", FORM_MARKDOWN},
		{".txt", FORM_MARKDOWN}};
	/* The name without the ending of its packing. */
	char name[4096] = "";
	size_t length = strlen(path);
	if (ends_with(path, ".gz") || ends_with(path, ".xz"))
		length -= 3;
	else if (ends_with(path, ".zst"))
		length -= 4;
	if (length >= sizeof name)
		return FORM_AUTO;
	memcpy(name, path, length);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		if (ends_with(name, endings[i].ending))
			return endings[i].form;
	}
	return FORM_AUTO;
}

/* Whether a value begins and ends on the first line, or the second line begins another one: JSON
 * lines. Else the values go over lines. */
static bool is_json_lines(const char *bytes, size_t length)
{
	const char *feed = memchr(bytes, '\n', length);
	if (feed == NULL)
		return false;
	const char *last = feed;
	while (last > bytes && strchr(" \t\r", last[-1]) != NULL)
		last--;
	bool closed = last > bytes + 1 && last[-1] == '}';
	const char *next = feed + 1;
	return closed || (last > bytes + 1 && next < bytes + length && *next == '{');
}

enum form transcript_form_of_bytes(const char *bytes, size_t length)
{
	size_t at = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	while (at < length && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0')
		at++;
	if (at == length)
		return FORM_MARKDOWN;
	if (bytes[at] == '{')
		return is_json_lines(bytes + at, length - at) ? FORM_JSONL : FORM_JSON;
	if (bytes[at] == '[') {
		/* A Markdown link begins so as well. */
		for (at++; at < length && strchr(" \t\r\n", bytes[at]) != NULL; at++)
			;
		return at < length && (bytes[at] == '{' || bytes[at] == ']') ? FORM_JSON
									     : FORM_MARKDOWN;
	}
	static const char shebang[] = "#!";
	const char *feed = memchr(bytes, '\n', length);
	if (length > 2 && memcmp(bytes, shebang, 2) == 0 && feed != NULL &&
		memmem(bytes, (size_t)(feed - bytes), "python", 6) != NULL)
		return FORM_PYTHON;
	return FORM_MARKDOWN;
}
