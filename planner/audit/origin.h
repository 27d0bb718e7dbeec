/* The origin of a recorded name, as the ledger keeps it: "OPERATOR TARGET WEIGHT PROBABILITY", the
 * last two in millionths.
 *
 * What language models said has no target: two spaces follow its operator then. An operator may
 * hold spaces (corpus:NAME is named after a file), a target never does; so it is read from its end.
 */
#ifndef AUDIT_ORIGIN_H
#define AUDIT_ORIGIN_H

#include "plan/plan.h"

/* The strongest origin of a name, in POOL; "" of a name that has none. */
const char *origin_text(struct intern *pool, const struct plan_name *name);

/* False, with ORIGIN left alone, where TEXT is none. Its texts live in POOL; the target may be "".
 */
bool origin_read(struct intern *pool, const char *text, struct origin *origin);

#endif
