/* The options that pip reads in a requirements file (pip's req/req_file.py). */
#ifndef INPUTS_FILE_OPTION_H
#define INPUTS_FILE_OPTION_H

#include <stdbool.h>
#include <stddef.h>

/* What an option of a file takes, and what becomes of it. */
enum option_use {
	OPTION_NOTHING, /* no value, nothing to say */
	OPTION_FLAG,    /* no value, a setting */
	OPTION_SKIP,    /* a value, nothing to say */
	OPTION_SETTING,
	OPTION_INCLUDE,
	OPTION_EDITABLE,
	OPTION_FEATURE,
};

struct file_option {
	const char *name;
	char letter;
	enum option_use use;
};

/* The option that WORD is (LENGTH bytes, up to a blank or `=`), or NULL. */
const struct file_option *file_option_find(const char *word, size_t length);

/* The options of a line: `--index-url URL --extra-index-url=URL -rfile`.
 *
 *	struct file_options options = {.at = line};
 *	while (file_options_next(&options))
 *		... options.option, options.value ...
 *	if (options.wrong[0] != '\0') ... a sentence: pip refuses the line ...
 *
 * LINE has no comment and is changed. A value is without its quotes, and empty where none is taken.
 */
struct file_options {
	char *at;
	const struct file_option *option;
	char *value;
	char wrong[128];
};

bool file_options_next(struct file_options *line);

/* Whether VALUE is a feature of --use-feature, of pip 23 and later. */
bool file_option_is_feature(const char *value);

/* The first word from AT on that is an option which pip knows neither for a requirement nor for a
 * file; NULL where there is none. */
const char *file_option_strange(const char *at, const char *end);

#endif
