/* The layout of a snapshot file, and the one hash behind its table.
 *
 *	header | names | offsets | table | filter | words | ranks | months | ranked | ranked names |
 *	vocabulary | followers | preceders
 *
 * Numbers are little-endian and naturally aligned; a file of another byte order, version or size is
 * refused when it is opened. Nothing in the file is trusted: whoever follows an offset checks it.
 *
 * There is one table for names and for look-alike forms. A name's place in it comes from the hash
 * of its look-alike form; equal canonical names have equal look-alike forms, so both questions
 * ("does it exist?", "what does it look like?") walk the same few slots. A filter of a few bits a
 * name answers "nothing near" for nearly every candidate without touching the table. */
#ifndef REGISTRY_LAYOUT_H
#define REGISTRY_LAYOUT_H

#include "base/digest.h"
#include "base/limits.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LAYOUT_MAGIC "NAMEWARD"

enum { LAYOUT_VERSION = 3, LAYOUT_URL_BYTES = 256, LAYOUT_ETAG_BYTES = LIMIT_ETAG_BYTES + 1 };

enum layout_section {
	SECTION_NAMES,   /* canonical names in byte order, each ended by NUL */
	SECTION_OFFSETS, /* uint32_t a name: where it begins in SECTION_NAMES */
	SECTION_TABLE,   /* struct layout_slot, a power of two of them */
	SECTION_FILTER,  /* uint64_t, a power of two of them */
	SECTION_WORDS,   /* struct layout_word, a power of two of them */
	SECTION_RANKS,   /* uint16_t a name: download rank, 0 for none */
	SECTION_MONTHS,  /* uint16_t a name: months since 1970-01, plus one; 0 for none */
	SECTION_RANKED, /* uint32_t a rank from 1: offset + 1 in SECTION_RANKED_NAMES, 0 for none */
	SECTION_RANKED_NAMES,
	SECTION_VOCABULARY, /* struct layout_entry, by falling count; the last ends the lists */
	SECTION_FOLLOWERS,  /* struct snapshot_neighbour, by falling count for each word */
	SECTION_PRECEDERS,
	SECTIONS,
};

struct layout_slot {
	uint32_t fingerprint; /* low half of the hash */
	uint32_t name;        /* number + 1; 0: empty */
};

struct layout_word {
	uint32_t offset; /* + 1, in SECTION_NAMES, where the word stands first; 0: empty */
	uint32_t count;  /* names that hold it */
	uint32_t length;
	uint32_t fingerprint;
};

/* A word of the vocabulary (registry/vocabulary.h). Its neighbours end where the next one's begin.
 */
struct layout_entry {
	uint32_t offset; /* in SECTION_NAMES */
	uint32_t length, count;
	uint32_t followers, preceders; /* numbers of the first */
};

struct layout_header {
	char magic[8];
	uint32_t version;
	uint32_t byte_order; /* 0x01020304 */
	uint64_t size;       /* of the file */
	uint32_t name_count, merged_count;
	uint64_t serial;
	int32_t day;
	uint32_t embedded;
	char url[LAYOUT_URL_BYTES];
	char etag[LAYOUT_ETAG_BYTES];
	int64_t made;      /* Date minus Age of the answer, seconds since 1970; -1: not known */
	uint64_t verified; /* 1: over TLS that the system's own authorities vouched for */
	char names_digest[DIGEST_TEXT_BYTES + 7]; /* padded; hexadecimal, ended by NUL */
	char body_digest[DIGEST_TEXT_BYTES + 7];  /* of all that follows the header */
	struct {
		uint64_t offset, size;
	} sections[SECTIONS];
	uint64_t checksum; /* hash_bytes of the header with this member 0 */
};

/* The hash of a look-alike form s: the sum of value(s[i]) * B^i modulo 2^64, then mixed. The sum
 * can be changed in constant time when one character of s changes (candidates/sweep.c). */
static const uint64_t form_base = 0x9ddfea08eb382d69u; /* odd, so that it has an inverse */

static inline uint64_t form_value(unsigned char character)
{
	uint64_t z = (character + 1u) * 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static inline uint64_t form_sum(const char *form, size_t length)
{
	uint64_t sum = 0;
	for (size_t i = length; i-- > 0;)
		sum = sum * form_base + form_value((unsigned char)form[i]);
	return sum;
}

static inline uint64_t form_mix(uint64_t sum)
{
	sum ^= sum >> 32;
	sum *= 0xd6e8feb86659fd93u;
	return sum ^ sum >> 32;
}

/* The filter: three bits of one word. */
static inline uint64_t filter_bits(uint64_t hash)
{
	return UINT64_C(1) << (hash & 63) | UINT64_C(1) << (hash >> 6 & 63) |
	       UINT64_C(1) << (hash >> 12 & 63);
}

static inline size_t filter_place(uint64_t hash, size_t mask)
{
	return (size_t)(hash >> 18) & mask;
}

/* How many slots or words a table has that should hold COUNT: a power of two. */
static inline size_t layout_power(size_t count)
{
	size_t power = 64;
	while (power < count)
		power *= 2;
	return power;
}

/* Where the walk through the table begins. */
static inline size_t table_place(uint64_t hash, size_t mask)
{
	return (size_t)(hash >> 24) & mask;
}

#endif
