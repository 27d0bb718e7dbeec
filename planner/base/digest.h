/* SHA-256 (FIPS 180-4), through OpenSSL. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

enum { DIGEST_BYTES = 32, DIGEST_TEXT_BYTES = 65 };

struct digest {
	unsigned char bytes[DIGEST_BYTES];
};

struct digest digest_of(const void *bytes, size_t length);

/* 64 lower-case hexadecimal digits and a NUL. */
void digest_format(const struct digest *digest, char out[DIGEST_TEXT_BYTES]);

#endif
