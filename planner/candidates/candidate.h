/* Candidates: the names somebody could register to harm a target, each with all its origins and
 * an expected exposure by which they are ranked.
 *
 * A candidate of a target is formed by a generator (candidates/generator.h): `omission:requests`.
 * Exposure of an origin = the target's weight x the generator's prior at that place; of a
 * candidate = 1 - prod(1 - exposure of its origins). All in millionths, so that equal inputs give
 * equal bytes. Pure: no clock, no file, no network. */
#ifndef CANDIDATES_CANDIDATE_H
#define CANDIDATES_CANDIDATE_H

#include "base/error.h"
#include "base/intern.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct priors;
struct snapshot;
struct corpus;

enum target_kind {
	/* Exists on PyPI: its own look-alike form can never be registered beside it. */
	TARGET_PUBLIC,
	/* Does not: an internal or invented name; its look-alikes are registrable. */
	TARGET_PRIVATE,
};

struct target {
	const char *name; /* canonical, interned */
	enum target_kind kind;
	uint32_t weight; /* millionths: how likely this target is typed, relative to others */
};

struct origin {
	const char *operator; /* "omission", "private", "corpus:SOURCE": static or interned */
	const char *target;   /* interned; "" for a corpus */
	uint32_t weight;      /* millionths */
	uint32_t probability; /* millionths */
};

struct candidate {
	const char *name;             /* canonical, interned */
	uint32_t score;               /* millionths, see candidates_score() */
	const struct origin *origins; /* sorted by origin_compare() */
	uint32_t origin_count;        /* kept: at most LIMIT_ORIGINS, the strongest */
	uint32_t origins_left_out;
};

/* The order of origins: byte order of `operator:target`, as they are written (of the operator alone
 * where the target is ""). Negative, 0 or positive. */
int origin_compare(const struct origin *a, const struct origin *b);

/* 1 - prod(1 - weight * probability), in integer millionths, rounded down at each step; the order
 * is that of the sorted origins, so that anybody can recompute it. */
uint32_t candidates_score(const struct origin *origins, size_t count);

/* The weight of a public project: from its download rank (0: none) by priors; and of a private
 * name: from how often it is used. */
uint32_t weight_of_rank(const struct priors *priors, uint32_t rank);
uint32_t weight_of_use(const struct priors *priors, uint32_t uses);

/* A set of candidates over many targets and corpora. */
struct candidates;

struct candidates *candidates_new(
	const struct priors *priors, const struct snapshot *snapshot, struct intern *pool);
void candidates_free(struct candidates *candidates);

/* Keeps only the MOST best names (0, the default: all), in memory bounded by them: a new name none
 * of whose targets alone lifts it to the last place seen so far is not taken up, and a target that
 * weighs less than that place scores is not formed. So the weightiest targets are best added first.
 */
void candidates_keep(struct candidates *candidates, size_t most);

/* Forms the candidates of one target with every generator, keeps the PER_TARGET best of them (0:
 * all), and joins them with those of other targets. A private target is itself a candidate
 * (operator `private`). */
void candidates_add_target(
	struct candidates *candidates, const struct target *target, size_t per_target);

/* Adds one origin of one name: a corpus's (`corpus:SOURCE`), a family's missing member, ... */
void candidates_add(struct candidates *candidates, const char *name, const struct origin *origin);

/* Adds one name of a finished corpus, where it is invented: one origin a source, its weight the
 * trust in the source, its probability what the source's runs make of it (capped). */
struct corpus_name;
void candidates_add_corpus_name(struct candidates *candidates, const struct corpus *corpus,
	const struct corpus_name *name, const struct priors *priors);

/* Adds names that a finished corpus does not hold but that fit how its names are formed
 * (candidates/inventions.h; operator `invented`): at least MOST where there are as many; and slips
 * on the names that come back most often, each weighing what its name does times priors' `near`. */
void candidates_add_inventions(
	struct candidates *candidates, const struct corpus *corpus, size_t most);

/* The missing members of the families in NAMES (canonical, interned, sorted private names, each
 * with how often it is used): with `acme-auth-client` and `acme-billing`, `acme-billing-client`
 * (candidates/families.h). */
void candidates_add_families(struct candidates *candidates, const char *const *names,
	const uint32_t *uses, size_t count);

/* How many orders of words a limit cut off (LIMIT_PERMUTATIONS), so that a list can say so. */
size_t candidates_orders_left_out(const struct candidates *candidates);

/* Scores and sorts by falling score, ties by byte order; the list lives as long as the set. */
const struct candidate *candidates_finish(struct candidates *candidates, size_t *count);

#endif
