/* Requests and what became of them.
 *
 *	drafted -> reviewed -> approved -> sent -> acknowledged -> granted -> released
 *	                                                        -> declined
 *	any of the first five -> withdrawn;  declined, withdrawn, released -> drafted (asked again)
 *
 * Steps may be skipped forward; what is granted may be granted again, until a later day; `approved`
 *names the digest of what was approved. A request is one name or prefix: (mechanism, target), per
 *organisation and team. */
#ifndef LEDGER_REQUESTS_H
#define LEDGER_REQUESTS_H

#include "base/date.h"
#include "base/error.h"
#include "base/intern.h"
#include "base/memory.h"

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
	const char *team, *mechanism, *target; /* in the pool */
	enum request_state state;
	date day;       /* since when */
	date term;      /* DATE_NONE: none */
	int64_t number; /* of its newest state, from 1 */
	int64_t told_overdue;
	date told_term;
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
};

/* A new request, drafted. Its number. */
int64_t requests_draft(struct ledger *ledger, int64_t organisation, const char *team,
	const char *mechanism, const char *target, date term, const struct request_word *word);

/* Its next state. ERR_INPUT where that step is none. */
enum error requests_set(struct ledger *ledger, const struct ledger_request *request,
	const struct request_word *word, struct failure *failure);

/* Granted until TERM, or again until a later day than so far: a renewal is a word of its own.
 * ERR_INPUT where the request is neither waiting nor granted, or TERM is no later day. */
enum error requests_grant(struct ledger *ledger, const struct ledger_request *request,
	const struct request_word *word, date term, struct failure *failure);

/* That a person was told. */
void requests_told_overdue(struct ledger *ledger, int64_t request, int64_t number);
void requests_told_term(struct ledger *ledger, int64_t request, date term);

/* Each word of a request, in order. */
void requests_each_word(struct ledger *ledger, int64_t request,
	void (*visit)(void *context, const struct request_word *word), void *context);

/* The requests of another ledger, under its team's name (or TEAM, where it has none): those that
 * are here already get their newer words. *TAKEN: words taken over. */
enum error requests_merge(struct ledger *ledger, struct ledger *other, const char *team, date day,
	const char *who, int64_t *taken, struct failure *failure);

#endif
