/* One recorded name, judged again. */
#ifndef AUDIT_STEPS_H
#define AUDIT_STEPS_H

#include "ledger/past.h"

struct comparing;

/* Tells what happened to NAME, and makes it what is to be recorded. VERDICT is today's, by the bulk
 * index. */
void comparing_step(struct comparing *comparing, struct past_name *name, enum verdict verdict);

#endif
