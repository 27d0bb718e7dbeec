/* SHA-256 and HMAC over it, through OpenSSL. */
#include "base/digest.h"
#include "base/memory.h"

#include <errno.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
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

struct digest digest_keyed(const void *key, size_t key_length, const void *bytes, size_t length)
{
	struct digest digest;
	unsigned size = DIGEST_BYTES;
	/* OpenSSL takes a NULL key for the one before. */
	if (HMAC(EVP_sha256(), key_length > 0 ? key : "", (int)key_length, bytes, length,
		    digest.bytes, &size) == NULL)
		memory_exhausted();
	return digest;
}

void digest_format(const struct digest *digest, char out[DIGEST_TEXT_BYTES])
{
	for (size_t i = 0; i < DIGEST_BYTES; i++)
		snprintf(out + 2 * i, 3, "%02x", digest->bytes[i]);
}

static int digit_of(char character)
{
	if (character >= '0' && character <= '9')
		return character - '0';
	if (character >= 'a' && character <= 'f')
		return character - 'a' + 10;
	return character >= 'A' && character <= 'F' ? character - 'A' + 10 : -1;
}

bool digest_parse(struct digest *digest, const char *text, size_t length)
{
	if (length != DIGEST_TEXT_BYTES - 1)
		return false;
	for (size_t i = 0; i < DIGEST_BYTES; i++) {
		int high = digit_of(text[2 * i]), low = digit_of(text[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		digest->bytes[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

int digest_compare(const struct digest *a, const struct digest *b)
{
	return memcmp(a->bytes, b->bytes, DIGEST_BYTES);
}
