/* The commands that install packages by name: what their words and options mean.
 *
 * To add one is to add a row to the table in installers.c, its program's name there where it is
 * new, and that name's first letters to the walk in installs.c. */
#ifndef CORPUS_INSTALLERS_H
#define CORPUS_INSTALLERS_H

#include "corpus/part.h"
#include "corpus/sightings.h"

enum { INSTALLER_WORDS = 4 };

struct installer {
	const char *words[INSTALLER_WORDS]; /* "uv", "tool", "run" */
	enum sighting_kind kind;
	bool first_only;           /* runs its first word; the rest are that program's */
	bool only_with;            /* names stand behind --with alone */
	const char *naming;        /* an option whose value is a name: "--from" */
	const char *const *valued; /* options that take a value, ended by NULL */
};

/* Ended by one without words. */
extern const struct installer installers[];

/* The program that a word means: `pip3.11` is pip, `mamba` is conda, and micropip is itself, which
 * no row has since it is called in Python; NULL where it is none of theirs. */
const char *installer_program(struct part word);

/* The words of a command line behind the program's own: whether they are this installer's, with
 * *REST behind them. Options may stand between them (`pip --quiet install`). */
bool installer_takes(const struct installer *installer, struct part *rest);

/* Whether the option takes the word behind it as its value. */
bool installer_values(const struct installer *installer, struct part option);

#endif
