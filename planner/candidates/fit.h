/* Fitting: priors from pairs of a target and a name that somebody registered, or a model invented.
 *
 * The model is that of candidates/priors.h: which operator (its share), then which of its forms (a
 * factor for each thing that the place says). The parameters are those under which the pairs are
 * most likely, held back by a prior of their own (maximum a posteriori): the logarithm of a share
 * is drawn to its start value, that of a factor to the same factor of all operators together, and
 * that one to 0, so that what is seldom seen stays near what is known of its kind.
 *
 * A target that many pairs share (a campaign), and a file of many pairs, count less for each: n
 * pairs of one target count as sqrt(n) do, and so do the n of a file. Pairs that no generator forms
 * teach nothing but count as not found. */
#ifndef CANDIDATES_FIT_H
#define CANDIDATES_FIT_H

#include "candidates/candidate.h"
#include "candidates/lists.h"
#include "candidates/pairs.h"
#include "candidates/priors.h"

#include <stddef.h>

struct fit;

enum { FIT_FOLDS = 5, FIT_NO_FOLD = -1, FIT_CUTS = 7 };

/* Among the first so many candidates; the last is all. */
extern const size_t fit_cuts[FIT_CUTS];

/* START are the priors that shares are drawn to and whose other parts are kept. Both must outlive
 * the fit. */
struct fit *fit_new(const struct priors *start, const struct lists *lists);
void fit_free(struct fit *fit);

/* Adds a pair; both of its names are canonical. */
void fit_add(struct fit *fit, const struct pair *pair, enum target_kind kind);

/* Forms the candidates of every target once. */
void fit_prepare(struct fit *fit);

/* Fits to all pairs but those whose target is in fold LEFT_OUT (FIT_NO_FOLD: none). */
void fit_run(struct fit *fit, int left_out);

/* Adds, for the pairs of FILE whose target is in FOLD (FIT_NO_FOLD: all), how many are found within
 * each cut under the parameters fitted last; returns how many pairs there are. */
size_t fit_recall(const struct fit *fit, unsigned file, int fold, size_t found[FIT_CUTS]);

/* The fitted priors: shares that add up to a million, factors of two digits, and how many of the
 * pairs each operator explains. What no pair can speak of (operators that form nothing for a single
 * target, weights, recurrence, collateral) is as it was. */
void fit_result(const struct fit *fit, struct priors *priors);

#endif
