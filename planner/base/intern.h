/* Interned strings: each distinct string is kept once, so that equality is `==`.
 *
 * A string gets a number, 0, 1, 2, ... in the order of arrival, so that plain arrays serve as maps
 * from names to anything. Texts live, at a fixed address, as long as the pool. */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include <stddef.h>
#include <stdint.h>

struct intern;

#define INTERN_NONE UINT32_MAX /* an enum's constants end at INT_MAX */

struct intern *intern_new(void);
void intern_free(struct intern *pool);

/* The pool's only copy of these bytes, ended by NUL. */
const char *intern_text(struct intern *pool, const char *bytes, size_t length);

/* The same for a C string. */
const char *intern_string(struct intern *pool, const char *string);

/* The same for the sentence that a printf format makes, cut at LIMIT_MESSAGE_BYTES. */
const char *intern_format(struct intern *pool, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The number of these bytes, added if new. */
uint32_t intern_number(struct intern *pool, const char *bytes, size_t length);

/* The number of these bytes, or INTERN_NONE where the pool does not hold them. */
uint32_t intern_find(const struct intern *pool, const char *bytes, size_t length);

/* The text with this number, which must be below intern_count(). */
const char *intern_at(const struct intern *pool, uint32_t number);

uint32_t intern_count(const struct intern *pool);

/* A 64-bit hash of bytes, the same on every machine and run (FNV-1a, then a final mix). */
uint64_t hash_bytes(const char *bytes, size_t length);

#endif
