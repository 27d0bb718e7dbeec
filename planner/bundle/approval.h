/* The digest that an approval names (plan/approvals.h): of send/ as it will be sent.
 *
 * It is the SHA-256 of the lines of send/SHA256SUMS, without those of signer.pub and
 * allowed_signers, in the bundle that has every approval; then, and for a bundle without a key, a
 * person gets it with stock tools:
 *
 *	grep -v -e '  signer.pub$' -e '  allowed_signers$' send/SHA256SUMS | sha256sum
 *
 * The two are left out so that the same words are approved whichever key signs them: the key is
 * vouched for by the signature itself. */
#ifndef BUNDLE_APPROVAL_H
#define BUNDLE_APPROVAL_H

#include "base/digest.h"

struct plan;

/* Sets plan->approvals.digest. Where nothing is told to the registry there is nothing to approve:
 * the digest is "", and no role must approve. */
void approval_settle(struct plan *plan);

/* The digest; "" where nothing is told. */
void approval_digest(const struct plan *plan, char out[DIGEST_TEXT_BYTES]);

#endif
