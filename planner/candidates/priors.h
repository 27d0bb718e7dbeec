/* Priors: how likely each slip or invention is, as data (policy/priors.json).
 *
 * The probability of a form is that of its operator, in millionths, times a factor for each thing
 * that the form's place says (1,000,000 is "as usual"), rounded down at each step, in the order of
 * `prior_features`, and at most 1,000,000. It means: how likely somebody uses this one name against
 * a target of full weight. So a ranking is by probability per candidate, and both parts are found
 * by counting: names seen, divided by names formed, for every operator, and for every value of
 * every feature.
 *
 *	"omission": {"probability": 300000, "where": {"first": 800000, "last": 1500000},
 *		"doubled": {"yes": 2000000}, "source": "..."}
 *
 * Features and values that are not named have the factor 1,000,000. The slips of `stem-slip` and
 * `stem-slip-tail` have the probability of the slip on the stem, times that of the stem operator.
 *
 * Beside them: what a target weighs ("weight"), and how recurrence counts ("recurrence"). Every
 * part says in "source" where its numbers come from. Reading is strict: an unknown key, an operator
 * that is missing or unknown, a wrong type or a number out of range is an error with its key path.
 */
#ifndef CANDIDATES_PRIORS_H
#define CANDIDATES_PRIORS_H

#include "base/error.h"
#include "candidates/forming.h"

#include <stddef.h>
#include <stdint.h>

enum { MILLION = 1000 * 1000 };

/* One thing that a place says, with the names of its values. */
struct prior_feature {
	const char *name;
	const char *const *values; /* as many as `count` */
	size_t count;
};

enum { PRIOR_FEATURES = 6, PRIOR_VALUES = 8 };

/* where, doubled, character, keys, common, length */
extern const struct prior_feature prior_features[PRIOR_FEATURES];

struct priors;

/* Reads a document; FILE is its name for messages. */
enum error priors_read(struct priors **priors, const char *file, const char *bytes, size_t length,
	struct failure *failure);

/* The embedded policy/priors.json; the program ends where it is damaged. */
struct priors *priors_embedded(void);
void priors_free(struct priors *priors);

/* Millionths for a form of this operator (its number in `generators`) at this place. */
uint32_t priors_probability(const struct priors *priors, int operator, const struct place * place,
	enum length_class length);

/* Of the operator alone, without factors: `private`, `family`, `stem-slip`. */
uint32_t priors_of_operator(const struct priors *priors, int operator);

/* A times B, both in millionths, rounded down. */
static inline uint32_t millionths(uint32_t a, uint32_t b)
{
	return (uint32_t)((uint64_t)a * b / MILLION);
}

/* The recurrence of names in corpora (corpus/corpus.h, corpus_finish): CAP in millionths is the
 * most that one source says of a name, HALF the runs that make one half. */
uint32_t priors_recurrence_cap(const struct priors *priors);
uint32_t priors_recurrence_half(const struct priors *priors);

#endif
