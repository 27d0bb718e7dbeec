/* The forms of one target: every name that the generators make of it, each once, with every
 * operator behind it and its probability.
 *
 *	struct forms *forms = forms_new(priors, facts);
 *	forms_make(forms, "requests", 8, TARGET_PUBLIC);
 *	count = forms_rank(forms, 100, ranked);       numbers, best first
 *	forms_name(forms, ranked[0]) ...
 *
 * One struct serves target after target: its memory stays, so that a target costs no allocation. */
#ifndef CANDIDATES_FORMS_H
#define CANDIDATES_FORMS_H

#include "candidates/candidate.h"
#include "candidates/priors.h"

struct facts;

struct forms;

struct forms *forms_new(const struct priors *priors, const struct facts *facts);
void forms_free(struct forms *forms);

/* Forms all of a target; *CUT says whether a bound cut a list of orders. */
void forms_make(struct forms *forms, const char *name, size_t length, enum target_kind kind);
bool forms_were_cut(const struct forms *forms);

size_t forms_count(const struct forms *forms);
const char *forms_name(const struct forms *forms, uint32_t number);

/* 1 - prod(1 - p) over its operators, in millionths. */
uint32_t forms_probability(const struct forms *forms, uint32_t number);

/* Calls VISIT with each operator behind a form, in the order of the table, and its probability. */
void forms_operators(const struct forms *forms, uint32_t number, void *context,
	void (*visit)(void *context, const char *operator, uint32_t probability));

/* Writes the numbers of the MOST most probable forms (0: all), ties in byte order. RANKED has room
 * for that many, or for forms_count(). Returns how many. */
size_t forms_rank(const struct forms *forms, size_t most, uint32_t *ranked);

/* For generators: one form, made at PLACE, RELATIVE times as likely as another of the operator
 * (thousandths). Returns at once where it is no form (generator.h). */
void forms_add(struct forms *forms, const char *form, size_t length, enum place_in_name place,
	uint32_t relative);

/* For generators: the facts; the kind of the target; that a list of orders was cut. */
const struct facts *forms_facts(const struct forms *forms);
enum target_kind forms_kind(const struct forms *forms);
void forms_cut(struct forms *forms);

/* The place of character AT of a name. */
enum place_in_name place_of(const char *name, size_t length, size_t at);

#endif
