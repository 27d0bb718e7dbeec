/* Priors: how likely each slip or invention is, as data (policy/priors.json).
 *
 * An operator's `share`, in millionths, says how often it is behind an attack on a target, in
 * comparison with the other operators: divided by the sum of the shares of those that have a form
 * for this target, it is a probability. That is divided among the forms that the operator has, in
 * proportion to their strength, so that an operator with two forms gives each a high probability, and one with five
 * hundred a low one: a ranking is by the probability of the single name. The strength of a form is
 * 1,000,000 times a factor for each thing that its place says, in the order of `prior_features`,
 * rounded down at each step; the last feature, `length`, is the target's and changes the share.
 *
 *	"omission": {"start": 140000, "source": "...", "share": 150000, "pairs": 308, "where": {"first": 800000, "last": 1500000},
 *		"doubled": {"yes": 2000000}}
 *
 * A value that is not named has the factor 1,000,000. `start` is the share that is known, or
 * judged, without any pair, and "source" says from where; share, pairs and factors are what
 * `nameward fit` found (candidates/fit.h).
 *
 * A slip on a stem (`stem-slip`, ...) has the share of its stem operator, divided among the inner
 * slips in proportion to their own shares, and then among the forms of each.
 *
 * Beside them: what a target weighs, how recurrence counts, what makes a name likely to be wanted
 * by others. Every part says in "source" where its numbers come from. Reading is strict: an unknown
 * key, an operator that is missing or unknown, a wrong type, or a number out of range is an error
 * with its key path. */
#ifndef CANDIDATES_PRIORS_H
#define CANDIDATES_PRIORS_H

#include "base/error.h"
#include "candidates/forming.h"

#include <stddef.h>
#include <stdint.h>

enum { MILLION = 1000 * 1000, PRIOR_FACTOR_MOST = 1000 * MILLION };

/* One thing that a place says, with the names of its values. */
struct prior_feature {
	const char *name;
	const char *const *values; /* as many as `count` */
	size_t count;
};

enum {
	PRIOR_FEATURES = 8,
	PRIOR_VALUES = 7,
	PRIOR_CHARACTER = 2,
	PRIOR_KEYS = 3,
	PRIOR_SOUND = 5,
	PRIOR_LETTERS = 6,
	PRIOR_LENGTH = PRIOR_FEATURES - 1, /* the feature that is the target's */
	OPERATORS_MOST = 64,
};

/* where, doubled, character, keys, common, sound, letters, length */
extern const struct prior_feature prior_features[PRIOR_FEATURES];

struct priors {
	struct prior {
		uint32_t start; /* millionths: what is known without any pair */
		uint32_t share; /* millionths: fitted, in comparison with the others */
		uint32_t pairs; /* that it explains */
		uint32_t factors[PRIOR_FEATURES][PRIOR_VALUES]; /* millionths */
	} operators[OPERATORS_MOST]; /* by number in the table of generators */
	uint32_t rank_scale; /* the download rank at which a public target's weight is 0.35 */
	uint32_t unranked;  /* weight of a public target without rank */
	uint32_t use_half;  /* the number of uses at which a private target's weight is half */
	struct collateral_weights {
		uint32_t dictionary_word;  /* of a name that is one common word */
		uint32_t dictionary_words; /* of a name of several words, all common */
		uint32_t words_half;       /* names that hold its rarest word, for half */
		uint32_t very_short;       /* below five characters */
		uint32_t is_short;         /* below `short_length` */
		uint32_t short_length;
		uint32_t known_elsewhere;
		uint32_t prefix_most; /* of a first word that very many projects of others share */
		uint32_t prefix_half; /* how many of them, for half of that */
	} collateral; /* how likely a stranger will rightly want a name, millionths */
	struct {
		uint32_t cap;  /* of what one source can add, millionths */
		uint32_t half; /* runs at which a source's recurrence is half */
	} recurrence;
	struct {
		uint32_t index;   /* of the next word of an invented name: by PyPI's names, millionths */
		uint32_t novelty; /* how much a word said once behind another weighs against new ones */
		uint32_t near;    /* of a slip on an invented name, in comparison with the name */
	} invented;
};

/* Reads a document; NAME is what messages call it. PRIORS holds no memory of its own. */
enum error priors_read(struct priors *priors, const char *name, const char *bytes, size_t length,
	struct failure *failure);

/* Those embedded in the program; a damaged program ends here. */
void priors_embedded(struct priors *priors);

/* A strength times a factor, in millionths, at most PRIOR_FACTOR_MOST. */
static inline uint32_t prior_times(uint32_t strength, uint32_t factor)
{
	uint64_t product = (uint64_t)strength * factor / MILLION;
	return product > PRIOR_FACTOR_MOST ? PRIOR_FACTOR_MOST : (uint32_t)product;
}

/* The strength of a form at this place, in millionths. */
uint32_t prior_strength(const struct prior *prior, const struct form_place *place);

/* The same in two steps, for who keeps the first: without sound and letters, and with them. */
uint32_t prior_without_sound(const struct prior *prior, const struct form_place *place);
static inline uint32_t prior_with_sound(
	const struct prior *prior, uint32_t strength, const struct form_place *place)
{
	strength = prior_times(strength, prior->factors[PRIOR_SOUND][place->sound]);
	return prior_times(strength, prior->factors[PRIOR_LETTERS][place->letters]);
}

/* The share for a target of this length. */
uint32_t prior_share(const struct prior *prior, enum length_class length);

/* A times B, both in millionths, rounded down. */
static inline uint32_t millionths(uint32_t a, uint32_t b)
{
	return (uint32_t)((uint64_t)a * b / MILLION);
}

#endif
