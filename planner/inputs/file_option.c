/* Options of requirements files. */
#include "inputs/file_option.h"
#include "inputs/pip_lines.h"

#include <stdio.h>
#include <string.h>

static const struct file_option options[] = {
	{"--index-url", 'i', OPTION_SETTING},
	{"--pypi-url", 0, OPTION_SETTING},
	{"--extra-index-url", 0, OPTION_SETTING},
	{"--trusted-host", 0, OPTION_SETTING},
	{"--requirement", 'r', OPTION_INCLUDE},
	{"--constraint", 'c', OPTION_INCLUDE},
	{"--editable", 'e', OPTION_EDITABLE},
	{"--find-links", 'f', OPTION_SETTING},
	{"--no-binary", 0, OPTION_SKIP},
	{"--only-binary", 0, OPTION_SKIP},
	{"--use-feature", 0, OPTION_FEATURE},
	{"--no-index", 0, OPTION_FLAG},
	{"--pre", 0, OPTION_NOTHING},
	{"--prefer-binary", 0, OPTION_NOTHING},
	{"--require-hashes", 0, OPTION_NOTHING},
	{"--always-unzip", 'Z', OPTION_NOTHING},
};

/* Of a requirement, behind its name. */
static const char *const own[] = {"--hash", "--global-option", "--install-option",
	"--config-setting", "--config-settings", "-C"};

/* How many long options begin so; *FOUND is one of a file, NULL where none is. pip takes the begin
 * of an option for the whole where it fits one alone (Python's optparse). */
static size_t count_beginning(const char *word, size_t length, const struct file_option **found)
{
	size_t count = 0;
	*found = NULL;
	if (length < 3 || memcmp(word, "--", 2) != 0)
		return 0;
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		if (strncmp(options[i].name, word, length) != 0)
			continue;
		*found = &options[i];
		count++;
	}
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		count += strncmp(own[i], word, length) == 0;
	return count;
}

const struct file_option *file_option_find(const char *word, size_t length)
{
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		bool by_name = strlen(options[i].name) == length &&
			       memcmp(options[i].name, word, length) == 0;
		bool by_letter = options[i].letter != 0 && length >= 2 && word[0] == '-' &&
				 word[1] == options[i].letter;
		if (by_name || by_letter)
			return &options[i];
	}
	const struct file_option *found;
	return count_beginning(word, length, &found) == 1 ? found : NULL;
}

static bool is_own(const char *word, size_t length)
{
	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		if (length == strlen(own[i]) && memcmp(word, own[i], length) == 0)
			return true;
	}
	const struct file_option *found;
	return count_beginning(word, length, &found) == 1 && found == NULL;
}

bool file_option_is_feature(const char *value)
{
	static const char *const features[] = {"fast-deps", "truststore",
		"no-binary-enable-wheel-cache", "2020-resolver", "in-tree-build",
		"build-constraint", "inprocess-build-deps"};
	for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
		if (strcmp(features[i], value) == 0)
			return true;
	}
	return false;
}

const char *file_option_strange(const char *at, const char *end)
{
	while (at < end) {
		const char *word = at;
		if (pip_is_blank(*at)) {
			at++;
			continue;
		}
		const char *equals = NULL;
		for (; at < end && !pip_is_blank(*at); at++) {
			if (*at == '=' && equals == NULL)
				equals = at;
		}
		size_t name = (size_t)((equals ? equals : at) - word);
		bool known = *word != '-' || is_own(word, name);
		bool is_long = at - word > 1 && word[1] == '-';
		if (!known && file_option_find(word, is_long ? name : (size_t)(at - word)) == NULL)
			return word;
	}
	return NULL;
}

/* Takes the quotes of a shell word off: pip splits options as a shell does. */
static void unquote(char *value)
{
	size_t length = strlen(value);
	if (length >= 2 && (value[0] == '"' || value[0] == '\'') && value[length - 1] == value[0]) {
		memmove(value, value + 1, length - 2);
		value[length - 2] = '\0';
	}
}

/* An editable or a path may hold blanks only in quotes. */
static size_t value_length(const char *value)
{
	if (*value != '"' && *value != '\'')
		return strcspn(value, " \t\f\v");
	const char *close = strchr(value + 1, *value);
	return close ? (size_t)(close - value) + 1 : strlen(value);
}

bool file_options_next(struct file_options *line)
{
	char *at = line->at + strspn(line->at, " \t\f\v");
	line->wrong[0] = '\0';
	if (*at == '\0')
		return false;
	size_t word = strcspn(at, " \t\f\v"), name = strcspn(at, " \t\f\v=");
	bool is_long = at[1] == '-';
	const struct file_option *option = file_option_find(at, is_long ? name : word);
	char *value = at + (is_long || word < 2 ? name : 2);
	bool takes = option && option->use != OPTION_NOTHING && option->use != OPTION_FLAG;
	if (takes && is_long && *value == '=')
		value++;
	else if (takes)
		value += strspn(value, " \t\f\v");
	size_t length = takes ? value_length(value) : 0;
	if (option == NULL)
		snprintf(line->wrong, sizeof line->wrong,
			"\"%.*s\" is no option that pip reads here", (int)(name < 60 ? name : 60),
			at);
	else if (!takes && *value == '=')
		snprintf(line->wrong, sizeof line->wrong, "%s takes no value", option->name);
	else if (takes && length == 0)
		snprintf(line->wrong, sizeof line->wrong, "%s needs a value", option->name);
	if (line->wrong[0] != '\0')
		return false;
	char *next = takes ? value + length : at + word;
	line->at = *next == '\0' ? next : next + 1;
	*next = '\0';
	unquote(value);
	line->option = option;
	line->value = takes ? value : next;
	return true;
}
