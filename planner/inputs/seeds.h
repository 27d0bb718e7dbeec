/* Seeds: the names a company uses, where they were seen, and what is weak about how they are
 * resolved. Read from its own lists and manifests; no socket is opened, nothing is run.
 *
 * To add a format: write inputs/FORMAT.c with a `const struct seed_reader` and add its row to the
 * table in inputs/seeds.c. */
#ifndef INPUTS_SEEDS_H
#define INPUTS_SEEDS_H

#include "base/date.h"
#include "base/error.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>

struct place {
	const char *file; /* interned, as the user named it */
	size_t line;      /* from 1 */
};

/* Why a name stands in the input. The largest value seen for a name counts. */
enum seed_kind {
	SEED_REQUIRED, /* a requirement that an index resolves: internal, public, or neither */
	SEED_DIRECT, /* a requirement with a path, VCS or URL of its own: internal by its source */
	SEED_LISTED, /* the user's own list of internal names */
};

/* "requirement", "direct requirement", "list" */
const char *seed_kind_name(enum seed_kind kind);

struct seed {
	const char *name;    /* canonical, interned */
	const char *written; /* as first seen, interned */
	enum seed_kind kind;
	uint32_t weight; /* how often it is used: the list's column (1 to 1,000,000), else places */
	date since;      /* when its use began; DATE_NONE: not said */
	const char *owner; /* interned; NULL: not said */
	bool secret;       /* mended own-side only; appears in nothing that leaves */
	ARRAY(struct place) places;
};

/* A way in which a public index can win over the internal one, and the change that mends it. */
struct weakness {
	const char *cause; /* "extra-index-url": the kind, for grouping; a static string */
	struct place place;
	const char *what;   /* what could happen, a sentence; interned; no credentials */
	const char *change; /* the exact change, a sentence; interned; no credentials */
};

/* Something that was not understood, with the reason: nothing is dropped silently. */
struct skipped {
	struct place place;
	const char *reason; /* interned */
};

struct seed_input {
	const char *file;   /* interned */
	const char *format; /* the reader's name; static */
	char digest[65];    /* SHA-256 of the bytes, hexadecimal */
	size_t seed_count;  /* mentions of names in it */
};

struct seeds {
	struct intern *pool;      /* borrowed: every `interned` above */
	ARRAY(struct seed) names; /* sorted by name after seeds_finish() */
	ARRAY(struct weakness) weaknesses;
	ARRAY(struct skipped) skipped;
	ARRAY(struct seed_input) inputs;
	struct intern *index; /* name -> place in `names`, while reading */
};

struct seeds seeds_new(struct intern *pool);
void seeds_release(struct seeds *seeds);

/* Reads the file at PATH (and what it includes), its format recognised by name and content.
 * Errors (exit 2): the file is missing, empty, no text, or no line of it can be used. A line that
 * cannot be used among good ones is kept in `skipped`. */
enum error seeds_read(struct seeds *seeds, const char *path, struct failure *failure);

/* Sorts, and merges what several files said: places joined, weights added, the earliest date, the
 * first owner, secret where any said so. The order of the reads does not matter afterwards. */
void seeds_finish(struct seeds *seeds);

/* The seed of a canonical name, NULL where there is none; after seeds_finish(). */
const struct seed *seeds_find(const struct seeds *seeds, const char *name);

/* For readers. A name as written (any spelling); returns its seed, or NULL after noting in
 * `skipped` why it is no name. */
struct seed *seeds_add(struct seeds *seeds, enum seed_kind kind, const char *written, size_t length,
	struct place place);
void seeds_skip(struct seeds *seeds, struct place place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void seeds_weakness(struct seeds *seeds, const char *cause, struct place place, const char *what,
	const char *change);

struct seed_reader {
	const char *name;    /* "requirements" */
	const char *summary; /* one line for help */
	/* Whether a file of this name (without folders) and content is of this format. */
	bool (*recognises)(const char *name, const struct file *file);
	enum error (*read)(struct seeds *seeds, const struct file *file, struct failure *failure);
};

extern const struct seed_reader *const seed_readers[]; /* in the order asked; ended by NULL */

#endif
