/* The plan of a bundle that was written: read only where it is as it was written. */
#ifndef COMMANDS_BUNDLED_H
#define COMMANDS_BUNDLED_H

#include "base/digest.h"
#include "base/error.h"

struct plan;

/* Reads DIR/internal/plan.json into PLAN, which is new, and gives its SHA-256. Errors: no bundle; a
 * plan that is not what SHA256SUMS beside it says; sums that are not what their signature says,
 * where there is one. */
enum error bundled_read(struct plan *plan, const char *dir, char digest[DIGEST_TEXT_BYTES],
	struct failure *failure);

#endif
