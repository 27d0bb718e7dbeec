/* Commands: one file each, each a `const struct command`.
 *
 * To add a command: write commands/NAME.c with a `const struct command NAME_command`, name it in
 * the table of commands/table.c and in meson.build, and describe it in nameward.1 (a test compares
 * the man page, `--help` and the completion with the tables). */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include "base/date.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* What the program ends with; the highest of a run wins, 2 before all (README, "Exit codes"). */
enum status {
	STATUS_DONE = 0,
	STATUS_TO_DO = 1,   /* plan, audit: there is something to do */
	STATUS_WRONG = 2,   /* wrong usage, or an input that cannot be used: nothing was written */
	STATUS_TAKEN = 4,   /* audit: a watched or requested name was taken by a stranger */
	STATUS_PARTIAL = 3, /* done, but part of the input was skipped or could not be verified */
};

enum option_kind {
	OPTION_FLAG,   /* no value */
	OPTION_TEXT,   /* a value; the last one counts */
	OPTION_LIST,   /* a value; may be given again */
	OPTION_NUMBER, /* a whole number from `least` to `most` */
	OPTION_DATE,   /* YYYY-MM-DD */
	OPTION_CHOICE, /* one of `choices` */
};

struct option {
	const char *name; /* "snapshot" for --snapshot */
	char letter;      /* 'q' for -q, 0 for none */
	enum option_kind kind;
	const char *value;          /* how help calls the value: "FILE" */
	const char *help;           /* one sentence, no full stop */
	int64_t least, most;        /* OPTION_NUMBER */
	const char *const *choices; /* OPTION_CHOICE, ended by NULL */
};

struct arguments;

struct command {
	const char *name;
	const char *usage;                  /* what follows the name: "[NAME... | < names]" */
	const char *summary;                /* one line for `nameward --help` */
	const char *description;            /* for `nameward NAME --help`: whole sentences */
	const struct option *const *groups; /* tables of options, each ended by one without a name;
					       the list ended by NULL */
	const char *const *actions;         /* first words it takes, ended by NULL; or NULL */
	enum status (*run)(const struct arguments *arguments);
};

extern const struct command *const commands[]; /* ended by NULL */

/* Options that several commands share. */
extern const struct option common_options[];   /* --help, --quiet */
extern const struct option snapshot_options[]; /* --snapshot, --as-of */
extern const struct option format_options[];   /* --format table|tsv|jsonl */

/* What a command line said. Values are those of argv, not copied. */
struct arguments {
	const struct command *command;
	const char **words; /* what is no option, in order */
	size_t word_count;
	struct given {
		const struct option *option;
		const char *value;
		int64_t number; /* OPTION_NUMBER, OPTION_DATE, and the place in OPTION_CHOICE */
	} * given;
	size_t given_count;
};

/* Reads argv after the command's name. `--name value`, `--name=value`, `-n value`, `--` ends the
 * options. Errors name the option and what it takes. The caller releases in either case. */
enum error arguments_read(struct arguments *arguments, const struct command *command, int count,
	char **words, struct failure *failure);
void arguments_release(struct arguments *arguments);

bool arguments_have(const struct arguments *arguments, const char *name);
/* The last value given, or OTHERWISE. */
const char *arguments_text(
	const struct arguments *arguments, const char *name, const char *otherwise);
int64_t arguments_number(const struct arguments *arguments, const char *name, int64_t otherwise);
/* Walks the values of an option that may be given again: start with *AT = 0. NULL at the end. */
const char *arguments_each(const struct arguments *arguments, const char *name, size_t *at);

/* The day of `--as-of`, or today in UTC: the only clock of the program. */
date arguments_as_of(const struct arguments *arguments);

enum format {
	FORMAT_TABLE, /* for people; the default on a terminal */
	FORMAT_TSV,   /* a header line, then rows; the default elsewhere */
	FORMAT_JSONL, /* one object a line */
};

enum format arguments_format(const struct arguments *arguments);

/* Help, generated from the tables: to OUT. */
void help_program(FILE *out);
void help_command(const struct command *command, FILE *out);
/* A bash completion script, generated from the same tables. */
void help_completion(FILE *out);

#endif
