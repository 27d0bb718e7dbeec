/* Reading a command line by its command's tables of options. */
#include "commands/command.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const formats[] = {"table", "tsv", "jsonl", NULL};

const struct option common_options[] = {
	{.name = "help", .letter = 'h', .kind = OPTION_FLAG, .help = "show this help"},
	{.name = "quiet",
		.letter = 'q',
		.kind = OPTION_FLAG,
		.help = "print no notes, only warnings and errors"},
	{0},
};

const struct option snapshot_options[] = {
	{.name = "snapshot",
		.kind = OPTION_TEXT,
		.value = "FILE|embedded",
		.help = "the index to judge by (default: the newest one in the "
			"cache folder, else the embedded list)"},
	{.name = "as-of",
		.kind = OPTION_DATE,
		.value = "DATE",
		.help = "the day this run counts as, YYYY-MM-DD (default: today, "
			"UTC)"},
	{0},
};

const struct option format_options[] = {
	{.name = "format",
		.kind = OPTION_CHOICE,
		.value = "FORMAT",
		.choices = formats,
		.help = "table (default on a terminal), tsv (default elsewhere) or "
			"jsonl"},
	{0},
};

/* The option called NAME (LENGTH bytes), or by LETTER where that is not 0. */
static const struct option *find_option(
	const struct command *command, const char *name, size_t length, char letter)
{
	for (const struct option *const *group = command->groups; *group != NULL; group++) {
		for (const struct option *option = *group; option->name != NULL; option++) {
			bool by_name = strlen(option->name) == length &&
				       strncmp(option->name, name, length) == 0;
			if (letter ? option->letter == letter : by_name)
				return option;
		}
	}
	return NULL;
}

static enum error check_number(struct given *given, struct failure *failure)
{
	const struct option *option = given->option;
	char *end;
	long long number = strtoll(given->value, &end, 10);
	if (given->value[0] == '\0' || *end != '\0' || number < option->least ||
		number > option->most)
		return fail(failure, ERR_INPUT,
			"--%s takes a whole number from %lld to %lld, not \"%s\"", option->name,
			(long long)option->least, (long long)option->most, given->value);
	given->number = number;
	return OK;
}

static enum error check_choice(struct given *given, struct failure *failure)
{
	char known[256] = "";
	for (size_t i = 0; given->option->choices[i] != NULL; i++) {
		const char *choice = given->option->choices[i];
		if (strcmp(choice, given->value) == 0) {
			given->number = (int64_t)i;
			return OK;
		}
		size_t used = strlen(known);
		snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "", choice);
	}
	return fail(failure, ERR_INPUT, "--%s takes one of %s, not \"%s\"", given->option->name,
		known, given->value);
}

static enum error check_value(struct given *given, struct failure *failure)
{
	date day;
	switch (given->option->kind) {
	case OPTION_NUMBER:
		return check_number(given, failure);
	case OPTION_CHOICE:
		return check_choice(given, failure);
	case OPTION_DATE:
		if (!date_parse(given->value, &day))
			return fail(failure, ERR_INPUT,
				"--%s takes a day such as 2026-11-23, not \"%s\"",
				given->option->name, given->value);
		given->number = day;
		return OK;
	case OPTION_FLAG:
	case OPTION_TEXT:
	case OPTION_LIST:
		break;
	}
	if (given->value != NULL && given->value[0] == '\0')
		return fail(failure, ERR_INPUT, "--%s takes a value that is not empty",
			given->option->name);
	return OK;
}

/* One option word; *AT moves on where the value is the next word. */
static enum error read_option(struct arguments *arguments, const struct command *command, int count,
	char **words, int *at, struct failure *failure)
{
	const char *word = words[*at];
	bool is_long = word[1] == '-';
	const char *name = word + (is_long ? 2 : 1);
	const char *equals = is_long ? strchr(name, '=') : NULL;
	size_t length = equals ? (size_t)(equals - name) : strlen(name);
	if (!is_long && length != 1)
		return fail(failure, ERR_INPUT, "unknown option %s; see nameward %s --help", word,
			command->name);
	const struct option *option = find_option(command, name, length, is_long ? 0 : name[0]);
	if (option == NULL)
		return fail(failure, ERR_INPUT, "unknown option %.*s; see nameward %s --help",
			(int)(equals ? equals - word : (long)strlen(word)), word, command->name);
	struct given *given = &arguments->given[arguments->given_count++];
	*given = (struct given){.option = option, .value = equals ? equals + 1 : NULL};
	if (option->kind == OPTION_FLAG)
		return equals ? fail(failure, ERR_INPUT, "--%s takes no value", option->name) : OK;
	if (given->value == NULL) {
		if (*at + 1 >= count)
			return fail(failure, ERR_INPUT, "--%s needs a value: %s", option->name,
				option->value);
		given->value = words[++*at];
	}
	return check_value(given, failure);
}

enum error arguments_read(struct arguments *arguments, const struct command *command, int count,
	char **words, struct failure *failure)
{
	*arguments = (struct arguments){.command = command};
	arguments->words = memory_new((size_t)count + 1, sizeof *arguments->words);
	arguments->given = memory_new((size_t)count + 1, sizeof *arguments->given);
	bool only_words = false;
	for (int i = 0; i < count; i++) {
		if (!only_words && strcmp(words[i], "--") == 0) {
			only_words = true;
		} else if (!only_words && words[i][0] == '-' && words[i][1] != '\0') {
			enum error error =
				read_option(arguments, command, count, words, &i, failure);
			if (error != OK)
				return error;
		} else {
			arguments->words[arguments->word_count++] = words[i];
		}
	}
	return OK;
}

void arguments_release(struct arguments *arguments)
{
	free(arguments->words);
	free(arguments->given);
	*arguments = (struct arguments){0};
}

static const struct given *last_given(const struct arguments *arguments, const char *name)
{
	for (size_t i = arguments->given_count; i-- > 0;) {
		if (strcmp(arguments->given[i].option->name, name) == 0)
			return &arguments->given[i];
	}
	return NULL;
}

bool arguments_have(const struct arguments *arguments, const char *name)
{
	return last_given(arguments, name) != NULL;
}

const char *arguments_text(
	const struct arguments *arguments, const char *name, const char *otherwise)
{
	const struct given *given = last_given(arguments, name);
	return given ? given->value : otherwise;
}

int64_t arguments_number(const struct arguments *arguments, const char *name, int64_t otherwise)
{
	const struct given *given = last_given(arguments, name);
	return given ? given->number : otherwise;
}

const char *arguments_each(const struct arguments *arguments, const char *name, size_t *at)
{
	while (*at < arguments->given_count) {
		const struct given *given = &arguments->given[(*at)++];
		if (strcmp(given->option->name, name) == 0)
			return given->value;
	}
	return NULL;
}

date arguments_as_of(const struct arguments *arguments)
{
	return (date)arguments_number(arguments, "as-of", date_of_seconds(time(NULL)));
}

enum format arguments_format(const struct arguments *arguments)
{
	enum format otherwise = isatty(STDOUT_FILENO) ? FORMAT_TABLE : FORMAT_TSV;
	return (enum format)arguments_number(arguments, "format", otherwise);
}
