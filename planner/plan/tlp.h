/* The labels of the Traffic Light Protocol 2.0 (FIRST, August 2022): how far the reader of a
 * document may pass it on.
 *
 *	RED            those it is addressed to alone
 *	AMBER+STRICT   their organisation, as far as needed
 *	AMBER          that, and their organisation's clients
 *	GREEN          their community, not the public
 *	CLEAR          anybody
 *
 * A label stands in capitals behind "TLP:", right before what it is about and, in a document, again
 * at its end. It says nothing of a time: that is the embargo. */
#ifndef PLAN_TLP_H
#define PLAN_TLP_H

/* "RED", ..., from the strictest to the laxest; ended by NULL. */
extern const char *const tlp_labels[];

/* What internal/ bears: it tells a company's weaknesses, and its owners inside must get tickets. */
extern const char tlp_internal[]; /* "AMBER+STRICT" */

/* The label of that name out of the table (a string that lives as long as the program), or NULL. */
const char *tlp_find(const char *name);

/* For its reader: "For your organisation alone, as far as needed", without a full stop. */
const char *tlp_meaning(const char *label);

/* The stricter of two labels. */
const char *tlp_stricter(const char *one, const char *other);

#endif
