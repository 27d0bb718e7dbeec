/* Mining: transcripts in, a tally out; or what each answer said, one by one. */
#ifndef CORPUS_MINER_H
#define CORPUS_MINER_H

#include "corpus/answer.h"
#include "corpus/field_path.h"
#include "corpus/tally.h"
#include "corpus/transcript.h"

struct progress;

/* Told of each name that an answer says, in the order of record, kind and name, each once. ID is
 * the record's own, or FILE:LINE. */
struct observer {
	void (*tell)(void *context, struct door_text id, enum sighting_kind kind, const char *name,
		size_t length);
	void *context;
};

struct mining {
	enum form form;
	struct field_path path;          /* --text-field; empty: forms are recognised */
	const char *model;               /* of answers that do not say theirs; "" */
	const char *source;              /* what the corpus calls where the answers come from */
	uint32_t examples;               /* records' ids kept of a name */
	unsigned jobs;                   /* threads; an observer makes it one */
	const struct observer *observer; /* NULL: none */
	struct progress *progress;       /* borrowed; NULL: none is shown */
	uint64_t bytes_before;           /* of the files mined before, for the progress */
};

/* Reads one file and adds it to TALLY. A record that cannot be read is counted (`unreadable`) and
 * the first few are named in warnings; *PARTIAL is set. Errors: the file cannot be opened. Where it
 * ends damaged, what was read before counts, and *PARTIAL is set with a warning. */
enum error mine_file(const struct mining *mining, const char *path, struct tally *tally,
	bool *partial, struct failure *failure);

#endif
