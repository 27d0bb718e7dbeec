/* Hallucination corpora: names that language models said, and how often they came back.
 *
 * Published lists are read (plain; CSV or TSV with a header; JSON arrays), merged by canonical
 * name, and told apart: what is really unregistered is `invented`, and the rest is counted in the
 * report, not silently dropped.
 *
 * Recurrence is what an attacker exploits: 43 % of invented names come back in all ten repeats of
 * a prompt (Spracklen et al., USENIX Security 2025). It is kept by source, and what one source can
 * add is capped, so that one list cannot outvote the rest. */
#ifndef CORPUS_CORPUS_H
#define CORPUS_CORPUS_H

#include "base/date.h"
#include "base/error.h"
#include "base/intern.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>

struct progress;
struct rules;

enum corpus_class {
	CORPUS_INVENTED,   /* unregistered under every reading: what remains */
	CORPUS_REGISTERED, /* exists on PyPI, or is refused there (similar) */
	CORPUS_STDLIB,
	CORPUS_MODULE, /* a module of a registered project with another name (import-names.tsv) */
	CORPUS_SUBMODULE,   /* a part of a registered package: `sklearn.linear_model` */
	CORPUS_PLACEHOLDER, /* stands for a name: `your-package`, `foo` */
	CORPUS_PROSE,       /* an English word alone */
	CORPUS_INVALID,
	CORPUS_LOCAL,  /* transcripts: a module that the answer itself defines */
	CORPUS_QUOTED, /* transcripts: said to the model, not by it */
	CORPUS_CLASSES,
};

const char *corpus_class_name(enum corpus_class class);

/* What one source said of a name. Numbers not said are 0. */
struct mention {
	uint32_t source; /* number in corpus.sources */
	uint32_t runs;   /* answers that held it; at least 1 */
	uint32_t prompts;
	uint32_t models; /* distinct models: a count, or counted from names */
	/* Of mined corpora (corpus/tally.h): the name came in SAID of ASKED answers to the prompts
	 * that had it at all. ASKED is 0 elsewhere. */
	uint32_t said, asked;
};

struct corpus_name {
	const char *name;    /* canonical, interned */
	const char *written; /* as first seen (smallest in byte order among spellings) */
	enum corpus_class class;
	ARRAY(struct mention) mentions; /* one a source, by source number */
	date first_seen;                /* DATE_NONE: not said */
	uint32_t recurrence;            /* millionths, after corpus_finish(); see there */
};

struct corpus_source {
	const char *name; /* interned: the file's name without folders and endings; unique */
	const char *file; /* interned */
	char digest[65];  /* SHA-256 of the file's bytes */
	uint32_t trust;   /* millionths, from the policy */
	size_t row_count; /* names read */
	size_t skipped_count;
	size_t left_out_count; /* rows with a new name past LIMIT_CORPUS_NAMES */
	size_t class_count[CORPUS_CLASSES];
};

struct corpus {
	struct intern *pool; /* borrowed */
	ARRAY(struct corpus_source) sources;
	ARRAY(struct corpus_name) names; /* sorted by name after corpus_finish() */
	size_t class_count[CORPUS_CLASSES];
	struct intern *index;
	size_t left_out_count;     /* of all sources */
	struct progress *progress; /* borrowed; NULL: none is shown */
};

struct corpus corpus_new(struct intern *pool);
void corpus_release(struct corpus *corpus);

/* Reads one list with TRUST millionths. DIGEST, where not NULL, must be that of the file. Errors
 * name file and line: missing, empty, no text, no name column, a count that is no number. */
enum error corpus_read(struct corpus *corpus, const char *path, const char *digest, uint32_t trust,
	struct failure *failure);

/* Warns where names were left out (LIMIT_CORPUS_NAMES), by source; whether any were. */
bool corpus_say_left_out(const struct corpus *corpus);

/* How surely a source's name comes back, in millionths, at most CAP: where it is known how often
 * the prompt was asked, the lower end of the 95 % interval of said / asked (tally.h,
 * recurrence_of_counts); else runs / (runs + half). */
uint32_t corpus_rate(const struct mention *mention, uint32_t cap, uint32_t half);

/* The name of a finished corpus; NULL where it holds none. */
const struct corpus_name *corpus_find(const struct corpus *corpus, const char *name);

/* Adds "said in 7 of 10 answers to 3 prompts by 2 models": as much of it as is known. */
struct text;
void corpus_said(const struct corpus_name *name, struct text *out);

/* Sorts sources and names (the order of the reads does not matter afterwards), gives every name
 * its class by RULES (module names and prose words from wordlists/), counts classes by source and
 * in all, and computes recurrence:
 *
 *	1 - prod over sources (1 - trust * r),  r by corpus_rate()
 *
 * in millionths, with cap and half from policy/priors.json ("recurrence"). */
void corpus_finish(struct corpus *corpus, const struct rules *rules, uint32_t cap, uint32_t half);

#endif
