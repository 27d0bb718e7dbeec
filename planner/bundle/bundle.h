/* The bundle: a folder with internal/ and send/, each with its own SHA256SUMS, that appears whole
 * or not at all (design 7). Where nothing is asked there is no send/: an empty one would invite
 * somebody to send it. Once its requests are answered, public/ comes beside them, in the same way.
 */
#ifndef BUNDLE_BUNDLE_H
#define BUNDLE_BUNDLE_H

#include "base/error.h"

struct notice;
struct plan;
struct signer;
struct text;

/* Writes PLAN's bundle to the folder PATH, each scope signed where SIGNER is not NULL:
 * SHA256SUMS.sig beside SHA256SUMS, and in send/ the key and how it is checked (signer.pub,
 * allowed_signers). An older bundle there is replaced in one step; one with a notice, and a folder
 * that is no bundle, are not touched: ERR_INPUT. */
enum error bundle_write(const struct plan *plan, const char *path, const struct signer *signer,
	struct failure *failure);

/* Writes public/ into the folder BUNDLE, signed as above, or replaces the one that is there. */
enum error bundle_write_notice(const struct notice *notice, const char *bundle,
	const struct signer *signer, struct failure *failure);

/* The text of allowed_signers for this key: the line that ssh-keygen reads, and how to. */
void bundle_allowed_signers(const char *principal, const char *key_line, struct text *out);

#endif
