/* The plan of a bundle, once its internal/ is as it was written. */
#ifndef COMMANDS_BUNDLE_PLAN_H
#define COMMANDS_BUNDLE_PLAN_H

#include "base/error.h"

#include <stdbool.h>

struct plan;
struct signature_key;

/* Reads BUNDLE/internal/plan.json into PLAN, which is new. *IS_SIGNED: internal/ is signed, with
 * KEY. Errors: no bundle; a file that differs from SHA256SUMS or is not listed there; a signature
 * that is none of these bytes. */
enum error bundle_plan_read(struct plan *plan, const char *bundle, bool *is_signed,
	struct signature_key *key, struct failure *failure);

#endif
