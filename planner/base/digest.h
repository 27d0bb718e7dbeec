/* SHA-256 (FIPS 180-4) and HMAC over it (RFC 2104), through OpenSSL. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { DIGEST_BYTES = 32, DIGEST_TEXT_BYTES = 65 };

struct digest {
	unsigned char bytes[DIGEST_BYTES];
};

struct digest digest_of(const void *bytes, size_t length);

/* The same of bytes that come in pieces. digester_end() frees it. */
struct digester;
struct digester *digester_new(void);
void digester_add(struct digester *digester, const void *bytes, size_t length);
struct digest digester_end(struct digester *digester);

/* The same of a file, without holding it in memory. Errors: it cannot be read. */
enum error digest_of_file(struct digest *digest, const char *path, struct failure *failure);

/* HMAC-SHA-256 of BYTES under KEY, either of which may be empty. */
struct digest digest_keyed(const void *key, size_t key_length, const void *bytes, size_t length);

/* 64 lower-case hexadecimal digits and a NUL. */
void digest_format(const struct digest *digest, char out[DIGEST_TEXT_BYTES]);

/* Reads 64 hexadecimal digits of either case and nothing else. */
bool digest_parse(struct digest *digest, const char *text, size_t length);

/* Which of two comes first by value: as memcmp() tells it. */
int digest_compare(const struct digest *a, const struct digest *b);

#endif
