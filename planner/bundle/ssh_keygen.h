/* ssh-keygen, for private keys that it alone reads: OPENSSH's own format keeps an encrypted key
 * behind bcrypt_pbkdf, which OpenSSL does not have. */
#ifndef BUNDLE_SSH_KEYGEN_H
#define BUNDLE_SSH_KEYGEN_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct text;

/* Runs it with INPUT as its standard input; what it prints goes to OUT. WORDS begin with
 * "ssh-keygen" and end with NULL. PASSPHRASE, where it is not NULL, is what it is told when it
 * asks: through a pipe, so that it stands in no file, command line or environment. Errors: it is
 * not installed, or ends with another code than 0. */
enum error ssh_keygen_run(char *const *words, const char *passphrase, const char *input,
	size_t length, struct text *out, struct failure *failure);

/* Whether the bytes of an OPENSSH private key say that it is encrypted. */
bool ssh_keygen_is_locked(const char *bytes, size_t length);

#endif
