/* Names that may not leave the company, taken out of sentences that do. */
#include "bundle/withhold.h"
#include "base/embedded.h"
#include "base/intern.h"
#include "base/limits.h"
#include "base/text.h"
#include "names/name.h"

#include <string.h>

struct withhold withhold_new(void)
{
	return (struct withhold){intern_new(), intern_new()};
}

void withhold_release(struct withhold *withhold)
{
	intern_free(withhold->hidden);
	intern_free(withhold->told);
	*withhold = (struct withhold){0};
}

void withhold_hide(struct withhold *withhold, const char *name)
{
	intern_string(withhold->hidden, name);
}

void withhold_tell(struct withhold *withhold, const char *name)
{
	struct word words[NAME_WORDS];
	size_t count = name_words(name, strlen(name), words);
	intern_string(withhold->told, name);
	for (size_t i = 0; i < count; i++)
		intern_text(withhold->told, name + words[i].start, words[i].length);
}

bool withhold_is_hidden(const struct withhold *withhold, const char *name, size_t length)
{
	return intern_find(withhold->hidden, name, length) != INTERN_NONE &&
	       intern_find(withhold->told, name, length) == INTERN_NONE;
}

static bool is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_separator(char c)
{
	return c == '-' || c == '_' || c == '.';
}

/* Whether WORD is a line of wordlists/common.txt: looked for only where a hidden name was met. */
static bool is_common_word(const char *word, size_t length)
{
	const struct embedded_file *list = embedded_get("wordlists/common.txt");
	char line[LIMIT_NAME_BYTES + 2] = "\n";
	memcpy(line + 1, word, length);
	line[length + 1] = '\n';
	return memmem(list->bytes, embedded_size(list), line, length + 2) != NULL;
}

/* The words of one run of name bytes and separators, as places in the sentence. */
enum { RUN_WORDS = LIMIT_MESSAGE_BYTES / 2 }; /* of the longest sentence */

struct run {
	struct {
		size_t start, end;
	} words[RUN_WORDS];
	size_t count;
};

/* Reads the run that begins at AT (a name byte); it ends at the last word that fits. */
static void read_run(struct run *run, const char *sentence, size_t at)
{
	run->count = 0;
	while (run->count < RUN_WORDS) {
		size_t start = at;
		while (is_name_byte(sentence[at]))
			at++;
		run->words[run->count].start = start;
		run->words[run->count++].end = at;
		size_t next = at;
		while (is_separator(sentence[next]))
			next++;
		if (next == at || !is_name_byte(sentence[next]))
			break;
		at = next;
	}
}

/* How many words from FIRST on are a hidden name: the longest such; 0 where none is. */
static size_t hidden_words(
	const struct withhold *withhold, const char *sentence, const struct run *run, size_t first)
{
	char name[LIMIT_NAME_BYTES + 1];
	for (size_t last = run->count; last-- > first;) {
		size_t start = run->words[first].start;
		size_t length = run->words[last].end - start;
		if (length > LIMIT_NAME_BYTES)
			continue;
		length = name_canonical(sentence + start, length, name);
		if (withhold_is_hidden(withhold, name, length) && !is_common_word(name, length))
			return last - first + 1;
	}
	return 0;
}

/* Whether the whole run is told openly: then nothing in it is taken out. */
static bool is_told(const struct withhold *withhold, const char *sentence, const struct run *run)
{
	char name[LIMIT_NAME_BYTES + 1];
	size_t start = run->words[0].start;
	size_t length = run->words[run->count - 1].end - start;
	if (length > LIMIT_NAME_BYTES)
		return false;
	length = name_canonical(sentence + start, length, name);
	return intern_find(withhold->told, name, length) != INTERN_NONE;
}

static void add_run(const struct withhold *withhold, const char *sentence, const struct run *run,
	struct text *out)
{
	bool told = is_told(withhold, sentence, run);
	size_t shown = run->words[0].start;
	for (size_t i = 0; i < run->count;) {
		size_t hidden = told ? 0 : hidden_words(withhold, sentence, run, i);
		size_t end = run->words[i + (hidden ? hidden - 1 : 0)].end;
		if (hidden > 0) {
			text_add_bytes(out, sentence + shown, run->words[i].start - shown);
			text_add(out, "[withheld]");
		} else {
			text_add_bytes(out, sentence + shown, end - shown);
		}
		shown = end;
		i += hidden ? hidden : 1;
	}
}

void withhold_text(const struct withhold *withhold, const char *sentence, struct text *out)
{
	struct run run;
	for (size_t at = 0; sentence[at] != '\0';) {
		if (!is_name_byte(sentence[at])) {
			text_add_char(out, sentence[at++]);
			continue;
		}
		read_run(&run, sentence, at);
		add_run(withhold, sentence, &run, out);
		at = run.words[run.count - 1].end;
	}
}
