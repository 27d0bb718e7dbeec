/* SHA-256, through OpenSSL. */
#include "base/digest.h"
#include "base/memory.h"

#include <openssl/evp.h>
#include <stdio.h>

struct digest digest_of(const void *bytes, size_t length)
{
	struct digest digest;
	unsigned size = DIGEST_BYTES;
	if (EVP_Digest(bytes, length, digest.bytes, &size, EVP_sha256(), NULL) != 1)
		memory_exhausted();
	return digest;
}

void digest_format(const struct digest *digest, char out[DIGEST_TEXT_BYTES])
{
	for (size_t i = 0; i < DIGEST_BYTES; i++)
		snprintf(out + 2 * i, 3, "%02x", digest->bytes[i]);
}
