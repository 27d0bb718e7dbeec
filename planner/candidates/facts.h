/* What generators know of the world: keyboards, look-alikes, affixes, spelling, numerals, modules
 * and commands of projects. Read once from the embedded word lists. */
#ifndef CANDIDATES_FACTS_H
#define CANDIDATES_FACTS_H

#include "names/wordlist.h"

struct snapshot;

enum { FACTS_PARTNERS = 12 };

struct facts {
	/* By character: the keys beside it, on QWERTY and on any of the others; ended by NUL. */
	char qwerty[256][12];
	char foreign[256][32];
	struct wordlist look_alikes, affixes, numerals, requirement_lines;
	/* Spelling: the other spelling of a word, in both directions. */
	struct wordlist spelling;
	/* The most popular projects: what others are joined with. */
	const char *partners[FACTS_PARTNERS];
	/* By project: its modules and commands with another name. */
	struct wordlist modules, commands;
};

/* SNAPSHOT must outlive the facts. */
void facts_read(struct facts *facts, const struct snapshot *snapshot);
void facts_release(struct facts *facts);

#endif
