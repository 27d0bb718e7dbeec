/* The model behind a fit: samples, parameters, and what these say of those. For fit_samples.c,
 * fit_model.c and fit.c. */
#ifndef CANDIDATES_FIT_MODEL_H
#define CANDIDATES_FIT_MODEL_H

#include "base/intern.h"
#include "base/memory.h"
#include "candidates/fit.h"
#include "candidates/former.h"

#include <stdbool.h>

enum { PLACE_FEATURES = PRIOR_FEATURES - 1 };

/* Forms of one target that the model cannot tell apart: one operator, one place. */
struct cell {
	uint8_t operator, inner; /* inner: number + 1 */
	uint8_t values[PLACE_FEATURES];
	uint32_t count;
};

struct event {
	uint32_t form, cell;
};

struct wanted {
	uint32_t form; /* UINT32_MAX: no generator forms it */
	const char *name;
	unsigned file;
	double weight;
};

struct sample {
	const char *target;
	enum target_kind kind;
	enum length_class length;
	int fold;
	ARRAY(struct cell) cells;
	ARRAY(struct event) events; /* sorted by form */
	uint32_t forms;
	ARRAY(struct wanted) wanted;
};

/* Logarithms. */
struct parameters {
	double shares[OPERATORS_MOST];
	double common[PRIOR_FEATURES][PRIOR_VALUES]; /* factors of all operators together */
	double own[OPERATORS_MOST][PRIOR_FEATURES][PRIOR_VALUES]; /* what an operator adds */
};

enum { PARAMETERS = sizeof(struct parameters) / sizeof(double) };

struct fit {
	const struct priors *start;
	const struct lists *lists;
	struct intern *pool;
	struct intern *targets; /* name -> place in `samples` */
	ARRAY(struct sample) samples;
	ARRAY(double) files; /* the sum of each one's weights */
	struct parameters at, begin;
};

/* What the parameters say of one sample. */
struct view {
	double *strengths;                                 /* of a cell's every form */
	double sums[OPERATORS_MOST][OPERATORS_MOST + 1];   /* of a group's strengths */
	double masses[OPERATORS_MOST][OPERATORS_MOST + 1]; /* of a group */
	double shares[OPERATORS_MOST];                     /* normalised over those present */
	bool floored[OPERATORS_MOST];                      /* the sum is a generator's floor */
};

/* Fills VIEW of a sample; its strengths have room for all cells. */
void fit_look(const struct fit *fit, const struct sample *sample, struct view *view);

/* The probability of each form of this cell. */
double fit_probability(const struct sample *sample, const struct view *view, uint32_t cell);

/* The place in `events` of the first of a form. */
size_t fit_first_event(const struct sample *sample, uint32_t form);

/* Adds the gradient of the logarithm of the likelihood of one sample. VIEW is filled; SEEN has room
 * for a number a cell. */
void fit_learn(const struct fit *fit, const struct sample *sample, struct view *view, double *seen,
	struct parameters *gradient);

#endif
