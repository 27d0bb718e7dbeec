/* SHA-256, through OpenSSL. */
#include "base/digest.h"
#include "base/memory.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

struct digest digest_of(const void *bytes, size_t length)
{
	struct digest digest;
	unsigned size = DIGEST_BYTES;
	if (EVP_Digest(bytes, length, digest.bytes, &size, EVP_sha256(), NULL) != 1)
		memory_exhausted();
	return digest;
}

/* OpenSSL's context under a name of our own. */
struct digester *digester_new(void)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	if (context == NULL || EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1)
		memory_exhausted();
	return (struct digester *)context;
}

void digester_add(struct digester *digester, const void *bytes, size_t length)
{
	if (EVP_DigestUpdate((EVP_MD_CTX *)digester, bytes, length) != 1)
		memory_exhausted();
}

struct digest digester_end(struct digester *digester)
{
	struct digest digest;
	unsigned size = DIGEST_BYTES;
	if (EVP_DigestFinal_ex((EVP_MD_CTX *)digester, digest.bytes, &size) != 1)
		memory_exhausted();
	EVP_MD_CTX_free((EVP_MD_CTX *)digester);
	return digest;
}

enum error digest_of_file(struct digest *digest, const char *path, struct failure *failure)
{
	FILE *file = fopen(path, "rbe");
	struct digester *digester = digester_new();
	char block[64 * 1024];
	size_t got = 0;
	while (file != NULL && (got = fread(block, 1, sizeof block, file)) > 0)
		digester_add(digester, block, got);
	enum error error = OK;
	if (file == NULL || ferror(file))
		error = fail(failure, ERR_INPUT, "%s: cannot be read: %s", path, strerror(errno));
	*digest = digester_end(digester);
	if (file != NULL)
		fclose(file);
	return error;
}

void digest_format(const struct digest *digest, char out[DIGEST_TEXT_BYTES])
{
	for (size_t i = 0; i < DIGEST_BYTES; i++)
		snprintf(out + 2 * i, 3, "%02x", digest->bytes[i]);
}
