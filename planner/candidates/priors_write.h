/* Writing policy/priors.json: the inverse of priors_read(). */
#ifndef CANDIDATES_PRIORS_WRITE_H
#define CANDIDATES_PRIORS_WRITE_H

#include "base/json.h"
#include "candidates/priors.h"

struct text;

/* Adds PRIORS to OUT as a document; what is no number (sources) is that of the document START,
 * which priors_read() has read; HOW says how they were fitted. Factors of a million, which change
 * nothing, are left out. */
void priors_write(
	const struct priors *priors, const struct json *start, const char *how, struct text *out);

#endif
