/* The plan of a bundle that was written: read only where its internal/ is as it was written. */
#ifndef COMMANDS_BUNDLED_H
#define COMMANDS_BUNDLED_H

#include "base/digest.h"
#include "base/error.h"
#include "bundle/signature.h"

#include <stdbool.h>

struct plan;

struct bundled {
	char digest[DIGEST_TEXT_BYTES]; /* SHA-256 of plan.json */
	bool is_signed;
	struct signature_key key; /* with which, where it is */
};

/* Reads DIR/internal/plan.json into PLAN, which is new. Errors: no bundle; a file that differs from
 * SHA256SUMS or is not listed there; a signature that is none of these bytes. */
enum error bundled_read(
	struct plan *plan, const char *dir, struct bundled *bundled, struct failure *failure);

#endif
