/* Changes: what is different since the last audit, by class. Pure: the past, today's plan and what
 * was looked up in, changes and what is to be recorded out.
 *
 * Each thing that happened is one change, reported on the first day on which it can be seen:
 *
 * - somebody registers a look-alike of an internal name: `lookalike` of that name; neither `taken`
 *   of the variant that was watched, nor anything of what else it blocks;
 * - a name that PyPI's bulk index holds no longer may be quarantined, which the index hides:
 * nothing is said, and its record stays, until a single look-up confirms it (`free`,
 * `quarantined`);
 * - what was never recorded is no change: an internal name is `new`, anything else enters silently.
 *
 * To add a class: a row in the table of changes.c, a sentence in nameward.1. */
#ifndef AUDIT_CHANGES_H
#define AUDIT_CHANGES_H

#include "ledger/past.h"
#include "ledger/requests.h"
#include "ledger/suppressions.h"
#include "plan/policy.h"

struct answers;
struct plan;
struct rules;

enum change_class {
	CHANGE_TAKEN,       /* a name of ours, asked for or watched, is a stranger's project */
	CHANGE_LOOKALIKE,   /* a stranger's look-alike locks an internal name */
	CHANGE_BLOCKED,     /* PyPI's rules refuse an internal or asked-for name now */
	CHANGE_FREE,        /* nobody has it any more: anybody can take it; confirmed */
	CHANGE_QUARANTINED, /* a stranger's project of our name is held by PyPI; confirmed */
	CHANGE_NEW,         /* an internal name that was not there */
	CHANGE_UNUSED,      /* an internal name that our files hold no more */
	CHANGE_OVERDUE,     /* a request without an answer */
	CHANGE_TERM,        /* a grant whose term ends soon, or is over */
	CHANGE_WEAKNESS,    /* a kind of own-side weakness that was not there */
	CHANGE_GRANTED,     /* our namespace stands at the registry */
	CHANGE_PUBLISHED,   /* a project of ours appeared */
	CHANGE_NEARBY,      /* a slip of a project that we use was registered */
	CHANGE_CLASSES,
};

struct change_facts {
	const char *name;     /* "taken" */
	const char *sentence; /* "names of yours taken by somebody else" */
	int status;           /* the exit code it calls for: 4, 1, or 0: for your information */
};

extern const struct change_facts change_classes[CHANGE_CLASSES];

/* -1 where there is none of that name. */
int change_class_of_name(const char *name);

struct change {
	enum change_class class;
	const char *name;     /* what it is about; "" for none */
	const char *evidence; /* a sentence: from when to when, by whom */
	bool suppressed;
	int64_t request; /* CHANGE_OVERDUE, CHANGE_TERM: whose; else 0 */
};

struct comparison {
	struct intern *pool;          /* borrowed: texts */
	ARRAY(struct change) changes; /* by class, then name */
	ARRAY(struct name_update) updates;
	ARRAY(const char *) causes; /* of own-side weakness, each once */
	size_t unconfirmed;         /* names that wait for a single look-up */
	size_t unconfirmed_new;     /* of those, since this run */
};

struct compare_facts {
	const struct past *past;
	const struct ledger_requests *requests;
	const struct suppressions *suppressions;
	const struct plan *plan;
	const struct rules *rules;
	const struct answers *answers; /* sorted */
	const struct policy *policy;
	const char *team; /* whose requests can be overdue */
	date as_of;
	bool whole; /* every input was read: a name that is not there is not used */
};

/* Why this run cannot be compared with the past, NULL: it can. Interned in POOL. */
const char *compare_doubt(const struct compare_facts *facts, struct intern *pool);

/* The names that only a single look-up can settle, and those that just appeared (whose?): added to
 * NAMES. Nothing secret. */
void compare_wants(const struct compare_facts *facts, struct intern *names);

/* The first run records and reports nothing. */
struct comparison compare(const struct compare_facts *facts, struct intern *pool);
void comparison_release(struct comparison *comparison);

#endif
