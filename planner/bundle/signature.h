/* Signatures that OpenSSH checks: Ed25519 in the format of OpenSSH's PROTOCOL.sshsig, namespace
 * `nameward`, so that an administrator needs nothing but ssh-keygen.
 *
 * The key is a PKCS#8 PEM (`openssl genpkey -algorithm ed25519`) or an OPENSSH private key, which
 * ssh-keygen signs with itself (bundle/ssh_keygen.h), either encrypted or not. */
#ifndef BUNDLE_SIGNATURE_H
#define BUNDLE_SIGNATURE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct text;
struct signer;

enum { SIGNATURE_KEY_BYTES = 32 };

extern const char signature_namespace[]; /* "nameward" */

struct signature_key {
	unsigned char bytes[SIGNATURE_KEY_BYTES];
};

/* Reads the key at PATH. PASSPHRASE_FD: where the passphrase of an encrypted one is read from, up
 * to a line feed; -1: it is asked for on the terminal, once. Errors: no Ed25519 key, a wrong
 * passphrase.
 */
enum error signer_open(
	struct signer **signer, const char *path, int passphrase_fd, struct failure *failure);
void signer_close(struct signer *signer);
const struct signature_key *signer_key(const struct signer *signer);

/* Adds the signature's armour to OUT. */
enum error signer_sign(const struct signer *signer, const char *bytes, size_t length,
	struct text *out, struct failure *failure);

/* Whether ARMOUR signs these bytes, and with which key. Refused is also what OpenSSH forgives:
 * other white space, other line lengths, text around it. FILE is its name for messages. */
enum error signature_check(const char *file, const char *armour, size_t armour_length,
	const char *bytes, size_t length, struct signature_key *key, struct failure *failure);

/* `ssh-ed25519 AAAA...`, without a line feed. */
void signature_key_line(const struct signature_key *key, struct text *out);
/* The first `ssh-ed25519 AAAA...` of a public key or an allowed_signers file; false: there is none.
 */
bool signature_key_read(struct signature_key *key, const char *bytes, size_t length);

#endif
