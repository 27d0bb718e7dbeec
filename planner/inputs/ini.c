/* INI files as Python's configparser reads them. */
#include "inputs/ini.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

struct ini ini_of(const struct file *file)
{
	return (struct ini){.lines = lines_of(file->name, file->bytes, file->length)};
}

void ini_release(struct ini *ini)
{
	free(ini->value);
	ini->value = NULL;
}

static void set_value(struct ini *ini, const char *text, size_t length)
{
	while (length > 0 && is_blank(*text)) {
		text++;
		length--;
	}
	while (length > 0 && is_blank(text[length - 1]))
		length--;
	free(ini->value);
	ini->value = memory_copy(text, length);
	ini->line = ini->lines.number;
}

/* Copies lower-case; with HYPHENS `_` becomes `-`. */
static void set_word(char out[128], const char *text, size_t length, bool hyphens)
{
	size_t used = 0;
	for (size_t i = 0; i < length && used < 127; i++) {
		char c = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] - 'A' + 'a') : text[i];
		out[used++] = hyphens && c == '_' ? '-' : c;
	}
	while (used > 0 && is_blank(out[used - 1]))
		used--;
	out[used] = '\0';
}

bool ini_next(struct ini *ini)
{
	while (lines_next(&ini->lines)) {
		const char *text = ini->lines.text;
		size_t length = ini->lines.length, begin = 0;
		while (begin < length && is_blank(text[begin]))
			begin++;
		if (begin == length || text[begin] == '#' || text[begin] == ';')
			continue;
		if (begin > 0 && ini->key[0] != '\0') {
			set_value(ini, text + begin, length - begin);
			return true;
		}
		if (text[begin] == '[') {
			const char *close = memchr(text + begin, ']', length - begin);
			size_t end = close ? (size_t)(close - text) : length;
			set_word(ini->section, text + begin + 1, end - begin - 1, false);
			ini->key[0] = '\0';
			continue;
		}
		size_t sign = begin;
		while (sign < length && text[sign] != '=' && text[sign] != ':')
			sign++;
		set_word(ini->key, text + begin, sign - begin, true);
		if (sign == length || ini->section[0] == '\0') {
			ini->wrong = ini->wrong ? ini->wrong : ini->lines.number;
			ini->key[0] = '\0';
			continue;
		}
		set_value(ini, text + sign + 1, length - sign - 1);
		return true;
	}
	return false;
}
