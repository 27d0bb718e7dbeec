/* Asking: what is left to choose from while requests are made, and how each kind of request is put.
 *
 * What was asked for is taken out of what is left, so that no later bundle asks for it again: a
 * list takes its names, a namespace whatever stands under it. Requests stand in the order in which
 * they were made; requests.c sorts and numbers them. */
#ifndef PLAN_ASKING_H
#define PLAN_ASKING_H

#include "plan/choice.h"
#include "plan/prefix.h"

struct asking {
	struct planning *planning;
	struct choice_name *names; /* by number in plan.names */
	struct choice_prefix *prefixes;
	struct prefix_facts *facts; /* of the prefixes */
	size_t prefix_count;
};

/* Everything that is open, before anything is asked for. The caller releases. */
struct asking asking_new(struct planning *planning);
void asking_release(struct asking *asking);

/* Asks for the prefix with this number as a namespace. */
void ask_for_namespace(struct asking *asking, size_t number, uint32_t bundle);
/* Asks that the names of CHOICE be prohibited, in one list. */
void ask_for_names(struct asking *asking, const struct choice *choice, uint32_t bundle);
/* Both in the first bundle, outside the choice: placeholders that are to be prohibited instead, and
 * names that the policy holds for projects to come. */
void ask_for_conversions(struct asking *asking);
void ask_for_holds(struct asking *asking);

#endif
