/* What comes out of `mine`: the corpus, its page, and a summary for whoever waits. */
#ifndef COMMANDS_MINE_OUT_H
#define COMMANDS_MINE_OUT_H

#include "commands/command.h"
#include "corpus/tally.h"

struct rules;
struct snapshot;
struct text;

/* Gives the names their classes by RULES of SNAPSHOT, and writes the corpus file's bytes. Error:
 * more than LIMIT_BULK_BYTES. */
enum error mine_out_corpus(struct tally *tally, const struct snapshot *snapshot,
	const struct rules *rules, struct text *out, struct failure *failure);

/* The page to --report, then the corpus to --out or standard output. Errors: a file cannot be
 * written; those of mine_out_corpus(), then nothing was. */
enum error mine_out(const struct arguments *arguments, struct tally *tally,
	const struct snapshot *snapshot, const struct rules *rules, struct failure *failure);

/* Notes of how much was read and named, and how much of what each model names does not exist. After
 * classes were given. */
void mine_out_say(const struct tally *tally);

#endif
