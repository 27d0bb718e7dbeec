/* Commitments: a name told now to nobody, and provable later to anybody.
 *
 * - series: HMAC-SHA-256(key, "nameward series" 00 organisation 00 reference 00 day of the plan)
 * - salt: HMAC-SHA-256(key, "nameward salt" 00 series name)
 * - commitment: HMAC-SHA-256(salt, name)
 *
 * `key` is 32 random bytes in a file outside of every bundle, made once; `series` are 32 bytes, no
 * hexadecimal digits; names are canonical. A commitment alone tells nothing of its name, since
 * nobody without the key can try names. Who is given name and salt computes the commitment with
 * any tool (`openssl dgst -sha256 -mac HMAC -macopt hexkey:SALT`), and learns nothing of any other
 * name: salts are independent. Nor can two names be found for one commitment. The series sets one
 * bundle's salts apart from another's, so that the same name in two notices cannot be recognised;
 * it is told in notice.json, so that the key and public/ are enough to prove a name in ten years.
 */
#ifndef BUNDLE_COMMITMENT_H
#define BUNDLE_COMMITMENT_H

#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"

#include <stdbool.h>

struct commit_key {
	unsigned char bytes[DIGEST_BYTES];
};

/* Reads the key at PATH: 64 hexadecimal digits and at most a line feed, in a plain file that its
 * owner alone may read. A path inside of BUNDLE is refused, wherever links lead: whoever is given
 * the bundle would have the key. */
enum error commit_key_read(
	struct commit_key *key, const char *path, const char *bundle, struct failure *failure);

/* The same; where there is no file at PATH, one is made (0600) with a key from OpenSSL's random
 * numbers, and *MADE is true. The folder must be there. */
enum error commit_key_open(struct commit_key *key, const char *path, const char *bundle, bool *made,
	struct failure *failure);

/* REFERENCE may be NULL. The DAY is there since a plan may keep the reference of the one before. */
struct digest commit_series(
	const struct commit_key *key, const char *organisation, const char *reference, date day);
struct digest commit_salt(
	const struct commit_key *key, const struct digest *series, const char *name);
struct digest commitment_of(const struct digest *salt, const char *name);

#endif
