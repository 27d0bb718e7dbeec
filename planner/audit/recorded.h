/* The names of a comparison: those that the ledger holds, and those that enter it. */
#ifndef AUDIT_RECORDED_H
#define AUDIT_RECORDED_H

struct comparing;

/* Every name that the ledger holds, then every name of the plan that it does not hold: changes are
 * told, and what is to be recorded goes to the result's updates. */
void comparing_look_at_names(struct comparing *comparing);

#endif
