/* Requests of a ledger that stand, for the planner (plan/sticky.h): those of our own team as they
 * stand, were granted or closed, and those that another team waits for, which are not ours to ask;
 * and which names were a project's by the last audit. */
#ifndef AUDIT_STANDING_H
#define AUDIT_STANDING_H

#include "plan/sticky.h"

struct past;
struct ledger_requests;

struct standing_requests {
	struct sticky sticky;
	ARRAY(struct origin) origins; /* one a request, so that pointers last */
	struct intern *projects;      /* of the sticky */
};

/* TEAM: ours. What it says is interned in POOL or borrowed from PAST and REQUESTS. The caller
 * releases. */
struct standing_requests standing_of_ledger(const struct past *past,
	const struct ledger_requests *requests, const char *team, date as_of, struct intern *pool);
void standing_release(struct standing_requests *standing);

#endif
