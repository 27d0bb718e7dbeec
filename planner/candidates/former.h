/* The former: all candidates of one target, formed, joined by name, and ranked.
 *
 * Its memory is kept from target to target, so that fifteen thousand targets cost no more than the
 * largest of them. A candidate is kept once, with every operator that forms it; of one operator
 * that forms it in several ways, the strongest counts. Dropped: what is no canonical name or longer
 * than LIMIT_NAME_BYTES, the target itself, and, for a target that exists, whatever has its
 * look-alike form (the registry would refuse it; Warehouse, check_project_name). */
#ifndef CANDIDATES_FORMER_H
#define CANDIDATES_FORMER_H

#include "candidates/forming.h"
#include "candidates/forms.h"
#include "candidates/priors.h"

#include <stddef.h>
#include <stdint.h>

struct former;

/* One operator behind a candidate. */
struct formed_origin {
	uint32_t probability; /* millionths */
	uint32_t next;        /* number + 1 of the candidate's next origin; 0: none */
	uint8_t operator;     /* number in `generators` */
	uint8_t inner;        /* of a slip on a stem: the first such slip's number + 1; 0: none */
};

/* PRIORS and LISTS must outlive it. */
struct former *former_new(const struct priors *priors, const struct lists *lists);
void former_free(struct former *former);

enum { EVERY_GENERATOR = -1 };

/* Which of the candidates are wanted: those that score LEAST or more, and those that pass FILTER
 * (NULL: none do), one bit a name, by forms_hash(). */
struct former_wish {
	size_t most; /* at most so many, the best; 0: all */
	uint32_t least;
	const uint64_t *filter;
};

enum { FORMER_FILTER_WORDS = 4096 };

/* For forming.c, form by form. Where the next one is put together: room for LIMIT_NAME_BYTES and
 * FORM_SLACK more, which may be written. */
char *former_room(struct former *former);
/* Whether this form is the target or, beside one that exists, has its look-alike form. */
bool former_refuses(const struct former *former, const char *form, size_t length);
/* The form in the room, or a single edit of the target: a canonical name that is not refused. NULL
 * where it is not wanted (forms.h). */
struct formed *former_find(struct former *former, size_t length);
struct formed *former_find_edit(struct former *former, uint16_t edit);
/* Credits a form, unless it is NULL, to the operator at work. */
void former_credit(struct forming *forming, struct formed *formed, const struct form_place *place);

/* Forms the candidates of a canonical name with one generator, or EVERY_GENERATOR. What was formed
 * before is forgotten; NAME must live until the next call. With a WISH (NULL: all are wanted)
 * exclusive generators are passed over that can form nothing wanted; its `least` is of a target
 * that weighs a million. */
void former_form(struct former *former, const char *name, size_t length, enum target_kind kind,
	int generator, const struct former_wish *wish);

/* Scores all for a target of this WEIGHT (millionths), and puts those wanted in order: falling
 * score, ties by byte order. They live until the next former_form(). */
const struct formed *former_rank(
	struct former *former, uint32_t weight, const struct former_wish *wish, size_t *count);

/* The bit of a name, by its hash. */
static inline bool former_passes(const uint64_t *filter, uint32_t hash)
{
	return (filter[hash >> 6 & (FORMER_FILTER_WORDS - 1)] >> (hash & 63) & 1) != 0;
}

/* The candidates in the order in which they were formed, unscored. */
const struct formed *former_all(struct former *former, size_t *count);

/* The name of a candidate, ended by NUL; the origin with this number + 1. */
const char *former_text(const struct former *former, const struct formed *formed);
const struct formed_origin *former_origin(const struct former *former, uint32_t number);

/* How many orders of words a limit cut off. */
size_t former_orders_left_out(const struct former *former);

/* For benchmarks and fits: called for every form that is kept, before forms are joined. */
typedef void former_watch(void *context, const char *form, size_t length, int operator, int inner,
	const struct form_place *place, enum length_class length_class);
void former_set_watch(struct former *former, former_watch *watch, void *context);

#endif
