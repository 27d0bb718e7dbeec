/* A corpus that is being counted: names, and how often each was said, by whom, to what.
 *
 * Tallies are merged: that of the whole is that of its parts, in any order and grouping, byte for
 * byte in the file (corpus/tally_file.c). So counting is the map, and merging the reduce, of any
 * engine that runs commands over pieces. Nothing of an answer's text is kept but names, counts and,
 * unless switched off, a few records' ids. */
#ifndef CORPUS_TALLY_H
#define CORPUS_TALLY_H

#include "base/date.h"
#include "base/error.h"
#include "base/intern.h"
#include "base/memory.h"
#include "corpus/corpus.h"
#include "corpus/sample.h"
#include "corpus/sightings.h"

#include <stdio.h>

struct text;

struct tally_name {
	const char *name;    /* canonical; as written where it is no valid name */
	const char *written; /* the smallest spelling in byte order */
	uint32_t runs;       /* answers in which the assistant said it */
	uint32_t echoed;     /* of these: the user, system or a tool had said it */
	uint32_t local;      /* answers that define a module of this name and import it */
	uint32_t quoted;     /* answers to which it was said, and which did not say it */
	uint32_t kinds[SIGHTING_KINDS]; /* answers by kind */
	date first_seen, last_seen;     /* DATE_NONE: not said */
	struct sample prompts, models, sources, examples;
	enum corpus_class class; /* after tally_classify() */
};

/* Prompts of the whole corpus and how many answers each had: a table, since they are many. Kept are
 * the `limit` smallest digests, as in a sample. */
struct prompt_table {
	uint64_t *keys; /* 0: free */
	uint32_t *runs;
	size_t room, count; /* `room` is a power of two */
	size_t limit;       /* LIMIT_PROMPTS; up to twice as many stand here while counting */
	uint64_t ceiling;   /* larger digests are not kept */
};

struct tally {
	struct intern *pool; /* its own */
	ARRAY(struct tally_name) names;
	struct intern *index;
	struct prompt_table prompts;
	struct sample models; /* runs: answers of that model */
	uint32_t example_limit;
	uint64_t records, answers, without_answer, unreadable, left_out;
	uint64_t class_count[CORPUS_CLASSES]; /* names; after tally_classify() */
};

/* EXAMPLE_LIMIT: how many record ids are kept of a name; 0: none. */
struct tally tally_new(uint32_t example_limit);
void tally_release(struct tally *tally);

/* One answer, as it is counted. */
struct tallied {
	const char *id, *model, *source; /* model may be "": not said */
	size_t id_length, model_length, source_length;
	uint64_t prompt; /* 0: not said */
	date day;
};

/* What was said of one name in that answer, over all spellings of it. */
struct tallied_name {
	uint32_t number;            /* of tally_number() */
	bool kinds[SIGHTING_KINDS]; /* SIGHTING_QUOTED alone: it has no vote */
	bool local, echoed;
};

/* Counts an answer, then the names it said. */
void tally_answer(struct tally *tally, const struct tallied *answer);
/* The number of a name's row, which all its spellings share; made where there is none. */
uint32_t tally_number(struct tally *tally, const char *written, size_t length);
void tally_say(struct tally *tally, const struct tallied *answer, const struct tallied_name *name);

/* Adds FROM to INTO; FROM stays as it is. */
void tally_merge(struct tally *into, const struct tally *from);

/* Ends the counting: names in byte order, prompts above their limit dropped. */
void tally_settle(struct tally *tally);

/* Settles, gives each name its class, by RULES, and counts classes. */
void tally_classify(struct tally *tally, const struct rules *rules);

/* How often a name came back on the same prompt: SAID of ASKED answers to the prompts that had it
 * at least once, and the ends of the 95 % interval of that share, in millionths (Wilson 1927,
 * which holds for small counts). ASKED is 0 where no prompt is known. */
struct recurrence {
	uint32_t said, asked;
	uint32_t rate, low, high;
};

struct recurrence tally_recurrence(const struct tally *tally, const struct tally_name *name);
/* The interval alone. */
struct recurrence recurrence_of_counts(uint32_t said, uint32_t asked);

/* Adds the whole file to OUT: the same tally gives the same bytes. */
void tally_write(const struct tally *tally, const char *snapshot, struct text *out);
/* Reads such a file into an empty tally; errors name file and line. */
enum error tally_read(struct tally *tally, const char *name, const char *bytes, size_t length,
	struct failure *failure);
/* Whether a file begins as tally_write() writes it. */
bool tally_is_file(const char *bytes, size_t length);

void prompt_table_add(struct prompt_table *table, uint64_t key, uint32_t runs);
uint32_t prompt_table_runs(const struct prompt_table *table, uint64_t key);

#endif
