/* Priors: how likely each kind of slip or confusion is, as data in policy/priors.json.
 *
 * An operator's `share` is the part of all attacks on a target that it is behind. It is divided
 * among the forms that the operator has for a target, in proportion to the weight of the place
 * where each was made: so an operator with two forms gives each a high probability, one with five
 * hundred a low one, and ranking is by probability of the single name. All in millionths; places
 * are factors in thousandths. */
#ifndef CANDIDATES_PRIORS_H
#define CANDIDATES_PRIORS_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/* Where in the name a form was made. */
enum place_in_name {
	PLACE_FIRST, /* its first character */
	PLACE_INNER,
	PLACE_LAST,     /* its last character */
	PLACE_BOUNDARY, /* beside a hyphen */
	PLACE_DOUBLED,  /* within a doubled letter */
	PLACES,
};

enum { OPERATORS_MAX = 64 };

struct priors {
	struct prior {
		uint32_t share;         /* millionths */
		uint32_t place[PLACES]; /* thousandths; 1000 where the file says nothing */
	} operators[OPERATORS_MAX];     /* by number in the table of generators */
	uint32_t rank_half; /* the download rank at which a public target's weight is half */
	uint32_t unranked;  /* weight of a public target without rank */
	uint32_t use_half;  /* the number of uses at which a private target's weight is half */
	struct {
		uint32_t cap;  /* of what one source can add, millionths */
		uint32_t half; /* runs at which a source's recurrence is half */
	} recurrence;
};

/* Reads priors.json. An unknown or missing operator, a wrong type or a share above 1,000,000 is an
 * error with its key path. */
enum error priors_read(struct priors *priors, const char *name, const char *bytes, size_t length,
	struct failure *failure);

/* Those embedded in the program; a damaged program ends here. */
void priors_embedded(struct priors *priors);

#endif
