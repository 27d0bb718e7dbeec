/* Sixteen bytes of a text side by side, for looking at all of them at once: is there any place here
 * where a word may begin?
 *
 *	block hits = (block)(block_load(at) == block_all('p')) &
 *		     (block)(block_load(at + 1) == block_all('y'));
 *	if (block_any(hits)) ...
 *
 * Bytes are compared, combined with & and |, and asked about; the compiler makes vector
 * instructions of it, wherever there are any. Everything is inline: it stands in the innermost
 * loops of the miner. */
#ifndef BASE_BLOCK_H
#define BASE_BLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { BLOCK_BYTES = 16 };

typedef uint8_t block __attribute__((vector_size(BLOCK_BYTES)));

/* The BLOCK_BYTES bytes at AT, which need not be aligned. */
static inline block block_load(const char *at)
{
	block bytes;
	memcpy(&bytes, at, sizeof bytes);
	return bytes;
}

/* The same character in every place. */
static inline block block_all(char c)
{
	return (block){0} + (uint8_t)c;
}

/* Whether any place of a comparison holds. */
static inline bool block_any(block hits)
{
	uint64_t halves[2];
	memcpy(halves, &hits, sizeof halves);
	return (halves[0] | halves[1]) != 0;
}

#endif
