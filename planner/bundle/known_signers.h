/* Keys of organisations whose bundles a person trusted before, so that a bundle need not vouch for
 * its own key: the file `known_signers`, in the spirit of ssh's known_hosts. A line each,
 *
 *	ssh-ed25519 AAAA... 2026-11-03 Quillhaven Mutual
 *
 * with the key, the day from which it is known, and the organisation, which goes to the line's end
 * as the bundle says it. An organisation stands there once. Nothing is learned by itself: `verify
 * --trust` adds a line, and another key for a known organisation is a fault until a person gives
 * the new key by hand (`verify --trust --signer FILE`). */
#ifndef BUNDLE_KNOWN_SIGNERS_H
#define BUNDLE_KNOWN_SIGNERS_H

#include "base/date.h"
#include "base/error.h"
#include "base/memory.h"
#include "bundle/signature.h"

struct intern;
struct text;

struct known_signer {
	struct signature_key key;
	date since;
	const char *organisation;
};

struct known_signers {
	struct intern *pool; /* borrowed */
	ARRAY(struct known_signer) items;
};

/* Reads the bytes of such a file; FILE is its name for messages. Blank lines and those that begin
 * with # are nothing. A line of another form, or an organisation twice, is an error with its line:
 * a store of trust that is damaged is not guessed at. Strings live in POOL. */
enum error known_signers_parse(struct known_signers *known, struct intern *pool, const char *file,
	const char *bytes, size_t length, struct failure *failure);
void known_signers_release(struct known_signers *known);

/* Adds the file to OUT, by organisation. */
void known_signers_print(const struct known_signers *known, struct text *out);

/* Whether this name can stand on such a line: 1 to 200 bytes that are shown as they are, and no
 * blank at either end. */
bool known_signers_takes(const char *organisation);

/* NULL: not known. */
const struct known_signer *known_signers_find(
	const struct known_signers *known, const char *organisation);

/* The organisation's key is KEY from DAY on; where it is already, the day stays. */
void known_signers_set(struct known_signers *known, const char *organisation,
	const struct signature_key *key, date day);

#endif
