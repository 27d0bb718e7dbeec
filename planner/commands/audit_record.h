/* What an audit writes into the ledger, in one transaction: the run, the names whose verdict
 * changed, what was found, the requests that the plan makes now. */
#ifndef COMMANDS_AUDIT_RECORD_H
#define COMMANDS_AUDIT_RECORD_H

#include "audit/changes.h"
#include "audit/report.h"

struct ledger;
struct plan;

/* Who a state is said by that nobody set by hand. */
extern const char audit_recorder[];

struct record_facts {
	const char *organisation, *team;
	struct compare_facts compare;
};

/* The figures of PLAN. */
void audit_fill(struct audit *audit, const struct plan *plan, const struct record_facts *facts);

/* The requests that the ledger holds now: ours by state, those that are over or moot, and those of
 * other teams for what PLAN would ask for. Texts live in POOL. */
void audit_fill_requests(struct audit *audit, struct ledger *ledger, const struct plan *plan,
	const struct record_facts *facts, struct intern *pool);

/* Records; AUDIT gets the changes, and before them those of runs that were ended before they told.
 * *RUN is the number of this one. */
enum error audit_record(struct ledger *ledger, const struct record_facts *facts,
	const struct plan *plan, const struct comparison *comparison, struct audit *audit,
	int64_t *run, struct failure *failure);

#endif
