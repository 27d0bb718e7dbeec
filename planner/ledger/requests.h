/* Requests and what became of them.
 *
 *	drafted -> reviewed -> approved -> sent -> acknowledged -> granted -> released
 *	                                                        -> declined
 *	any of the first five -> withdrawn;  declined, withdrawn, released -> drafted (asked again)
 *
 * Steps may be skipped forward; what is granted may be granted again, until a later day; `approved`
 * names the digest of what was approved. What a plan asks for anew after its term is drafted again;
 * what a person drafts again has no term until an audit drafts it with that of its plan.
 * A state is what somebody said; what became of a request without a word is its outlook
 * (ledger/outlook.h). A request is one name or prefix: (mechanism, target), per organisation and
 * team. */
#ifndef LEDGER_REQUESTS_H
#define LEDGER_REQUESTS_H

#include "base/date.h"
#include "base/error.h"
#include "base/intern.h"
#include "base/memory.h"
#include "registry/rules.h"

#include <stdbool.h>
#include <stdint.h>

struct ledger;

enum request_state {
	REQUEST_DRAFTED,
	REQUEST_REVIEWED,
	REQUEST_APPROVED,
	REQUEST_SENT,
	REQUEST_ACKNOWLEDGED,
	REQUEST_GRANTED,
	REQUEST_DECLINED,
	REQUEST_WITHDRAWN,
	REQUEST_RELEASED,
	REQUEST_STATES,
};

/* "drafted", ...; and back, -1 where there is none of that name. */
const char *request_state_name(enum request_state state);
int request_state_of_name(const char *name);
extern const char *const request_state_names[]; /* ended by NULL */

struct ledger_request {
	int64_t id;
	const char *organisation, *team, *mechanism, *target; /* in the pool */
	enum request_state state;
	date day;       /* since when */
	date term;      /* DATE_NONE: none */
	int64_t number; /* of its newest state, from 1 */
	int64_t told_overdue;
	date told_term, told_over;
	/* What the audits saw of the target last; VERDICT_UNKNOWN: it was never looked at. */
	enum verdict verdict;
	date verdict_day; /* since when */
	bool ours;        /* the project that was seen is one of ours */
	date missing;     /* since when the index lacks it, unconfirmed; DATE_NONE */
};

struct ledger_requests {
	ARRAY(struct ledger_request) items; /* by target, mechanism, team */
};

/* All of an organisation (0: of all). */
void requests_load(struct ledger *ledger, int64_t organisation, struct intern *pool,
	struct ledger_requests *requests);

/* Whether a request still stands: it waits for an answer, or was granted. */
bool request_stands(enum request_state state);

/* Who said what of a request. Texts may be "" save `who`. */
struct request_word {
	enum request_state state;
	date day;
	const char *who, *ref, *note, *digest;
	date term; /* what it asks for or grants; DATE_NONE: it says nothing of that */
};

/* A new request, drafted. Its number. */
int64_t requests_draft(struct ledger *ledger, int64_t organisation, const char *team,
	const char *mechanism, const char *target, const struct request_word *word);
/* One whose term is over, asked for anew. */
void requests_draft_again(struct ledger *ledger, const struct ledger_request *request,
	const struct request_word *word);

/* Its next state. A grant with a term is one until that day, or again until a later day than so
 * far: a renewal is a word of its own. ERR_INPUT where that step is none, and where the term of a
 * grant is no later day. */
enum error requests_set(struct ledger *ledger, const struct ledger_request *request,
	const struct request_word *word, struct failure *failure);

/* That a person was told: of a state without an answer, of a term that ends, of one that is over.
 */
void requests_told_overdue(struct ledger *ledger, int64_t request, int64_t number);
void requests_told_term(struct ledger *ledger, int64_t request, date term);
void requests_told_over(struct ledger *ledger, int64_t request, date term);

/* Each word of a request, in order. */
void requests_each_word(struct ledger *ledger, int64_t request,
	void (*visit)(void *context, const struct request_word *word), void *context);

/* The requests of another ledger, under its team's name (or TEAM, where it has none): those that
 * are here already get their newer words. *TAKEN: words taken over. */
enum error requests_merge(struct ledger *ledger, struct ledger *other, const char *team, date day,
	const char *who, int64_t *taken, struct failure *failure);

#endif
