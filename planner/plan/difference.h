/* What is different since the plan before: plan.previous and plan.changes.
 *
 * Two plans are compared request by request (those of the first bundle, each name of a list and
 * each namespace by itself), internal name by internal name, and weakness by weakness. Classes have
 * the names of `audit`, which compares with a ledger (audit/changes.h), where they mean the same.
 * What only drifts with the index (an estimate, a count of others' names) is no change. Pure. */
#ifndef PLAN_DIFFERENCE_H
#define PLAN_DIFFERENCE_H

struct planning;

/* Fills both from planning->facts->previous; nothing where there is none. Comes after all else of
 * the plan is made. */
void difference_gather(struct planning *planning);

#endif
