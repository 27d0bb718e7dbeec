/* The files that `mine` is given, one after the other, into one tally: transcripts are mined,
 * corpora
 * (--merge) are added up, and with --parts the corpus of each transcript is kept, so that a run
 * that was stopped goes on where it was. */
#ifndef COMMANDS_MINE_FILES_H
#define COMMANDS_MINE_FILES_H

#include "base/progress.h"
#include "commands/command.h"
#include "corpus/miner.h"

struct rules;
struct snapshot;

struct mine_job {
	const struct arguments *arguments;
	struct mining mining;
	struct progress progress; /* which `mining` borrows */
	const char *parts;        /* --parts; NULL: none are kept */
	/* By these the names of parts get their classes; NULL where nothing is counted. */
	struct snapshot *snapshot;
	struct rules *rules;
	struct tally tally;
	uint64_t bytes; /* of the files done, for the progress */
	bool partial;   /* part of the input was left out */
};

/* All words of the arguments. Errors: a file cannot be opened; one that is merged is no corpus. */
enum error mine_files(struct mine_job *job, struct failure *failure);

#endif
