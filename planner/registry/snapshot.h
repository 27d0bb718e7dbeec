/* The snapshot: every name of an index at one moment, in a file that is mapped into memory.
 *
 * Sorted canonical names, a table of canonical names, a table of look-alike forms, word
 * statistics, download ranks and months. Opening costs nothing, a look-up one or two cache lines.
 * A file is built from a bulk index download or a list (registry/import.h), or unpacked from the
 * list embedded in the program, once, into the cache folder.
 *
 * Ranks and months always come from the embedded list, joined when the snapshot is built.
 *
 * Opening checks magic, version, size and the header's checksum; every offset is checked where it
 * is used, so that a damaged file gives wrong or missing answers but never a crash;
 * snapshot_verify() checks the digest of the whole. */
#ifndef REGISTRY_SNAPSHOT_H
#define REGISTRY_SNAPSHOT_H

#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct snapshot;

#define SNAPSHOT_NONE UINT32_MAX /* an enum's constants end at INT_MAX */

enum { SNAPSHOT_URL_BYTES = 256 };

struct snapshot_info {
	char digest[DIGEST_TEXT_BYTES]; /* SHA-256 of the sorted names, one a line: the identity */
	char url[SNAPSHOT_URL_BYTES];   /* where it was fetched; "" for a list */
	uint32_t name_count;            /* canonical names */
	uint32_t merged_count;          /* spellings that had a canonical form already seen */
	uint64_t serial;                /* X-PyPI-Last-Serial; 0: none */
	date day;                       /* the day the index had this state; DATE_NONE: not known */
	bool embedded;                  /* built from the embedded list and nothing else */
	uint64_t bytes;                 /* of the file */
	uint32_t version;               /* of its format */
	/* Of a fetched one: */
	char etag[LIMIT_ETAG_BYTES + 1]; /* "": none */
	int64_t made;  /* Date minus Age of the answer, seconds since 1970; -1: not known */
	bool verified; /* over TLS that the system's own authorities vouched for */
};

/* Opens WHICH: a path, "embedded", or NULL for the newest fetched one in the cache folder, else
 * the embedded one. The cache folder is $NAMEWARD_CACHE, else $XDG_CACHE_HOME/nameward, else
 * $HOME/.cache/nameward. The embedded list is unpacked there atomically, under a name that holds
 * its digest and the format's version, and rebuilt where the file is damaged; where the folder
 * cannot be written it is built in memory. */
enum error snapshot_open(struct snapshot **snapshot, const char *which, struct failure *failure);
void snapshot_close(struct snapshot *snapshot);

const struct snapshot_info *snapshot_info(const struct snapshot *snapshot);

/* Recomputes the digests of the whole file; ERR_INPUT where they differ. */
enum error snapshot_verify(const struct snapshot *snapshot, struct failure *failure);

/* The number of a canonical name, or SNAPSHOT_NONE. Numbers follow byte order of names. */
uint32_t snapshot_find(const struct snapshot *snapshot, const char *canonical, size_t length);

/* The name with this number, ended by NUL; NULL where there is none (or the file is damaged). */
const char *snapshot_name(const struct snapshot *snapshot, uint32_t number);

/* The numbers of the names whose look-alike form is FORM, in rising order: at most ROOM are
 * written, the count of all is returned. */
size_t snapshot_lookalikes(const struct snapshot *snapshot, const char *form, size_t length,
	uint32_t *numbers, size_t room);

/* The numbers from *FIRST up to, not including, *END are the names that begin with PREFIX. */
void snapshot_prefix(const struct snapshot *snapshot, const char *prefix, size_t length,
	uint32_t *first, uint32_t *end);

/* In how many names of the snapshot this word stands between hyphens; 0 where in none. */
uint32_t snapshot_word_count(const struct snapshot *snapshot, const char *word, size_t length);

/* The vocabulary: the words that stand in the most names, by falling count (registry/vocabulary.h).
 * A word, with its length and in how many names it stands, not ended by NUL; NULL where NUMBER is
 * not below snapshot_vocabulary(). */
uint32_t snapshot_vocabulary(const struct snapshot *snapshot);
const char *snapshot_word(
	const struct snapshot *snapshot, uint32_t number, size_t *length, uint32_t *count);

/* The words that stand right behind, or before, a word of the vocabulary, by falling count: *COUNT
 * of them. A number may be out of range where the file is damaged: snapshot_word() says so. */
enum snapshot_side { SNAPSHOT_FOLLOWERS, SNAPSHOT_PRECEDERS };

struct snapshot_neighbour {
	uint32_t word, count;
};

const struct snapshot_neighbour *snapshot_neighbours(const struct snapshot *snapshot,
	uint32_t number, enum snapshot_side side, size_t *count);

/* Download rank from 1, or 0 where it has none; month of the latest release, or DATE_NONE. */
uint32_t snapshot_rank(const struct snapshot *snapshot, uint32_t number);
date snapshot_month(const struct snapshot *snapshot, uint32_t number);

/* The name with this download rank in the embedded list, ended by NUL, whether or not the snapshot
 * holds it; NULL where no name has this rank. Ranks go from 1 to snapshot_ranks(). */
const char *snapshot_ranked(const struct snapshot *snapshot, uint32_t rank);
uint32_t snapshot_ranks(const struct snapshot *snapshot);

#endif
