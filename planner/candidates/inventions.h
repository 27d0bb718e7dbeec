/* Inventions: names that a corpus does not hold but that fit how its names are formed.
 *
 * Models put names together word by word (framework, capability, noun, suffix: 161 of the 180 names
 * of one researcher). What is learnt from a corpus is a chain over its words: how many words a name
 * has; which stands at each place; which follows which. To that comes which follows which in PyPI's
 * own names (registry/vocabulary.h), so that a word may come up that the corpus never put there.
 * The chance of a word is
 *
 *	chain * C(before, word) / C(before)  +  place * C(at, word) / C(at)  +  index * I(before, word) / I(before)
 *
 * with C counted in the corpus, I in the index, and chain larger the more is known of the word
 * before (Witten and Bell 1991). Formed are all names that are likelier than a threshold, which is
 * lowered until there are enough. */
#ifndef CANDIDATES_INVENTIONS_H
#define CANDIDATES_INVENTIONS_H

#include <stddef.h>
#include <stdint.h>

struct corpus;
struct priors;
struct snapshot;
struct inventions;

/* Learns from the invented names of a finished corpus, those of more than one word. SNAPSHOT may be
 * NULL. */
struct inventions *inventions_learn(
	const struct corpus *corpus, const struct priors *priors, const struct snapshot *snapshot);
void inventions_free(struct inventions *inventions);

/* A name, ended by NUL, and its chance among all that could be invented. */
typedef void inventions_take(void *context, const char *name, size_t length, double chance);

/* Forms the names that the corpus does not hold and whose chance is above a threshold so low that
 * there are MOST of them or more, if there are as many, but never more than LIMIT_INVENTIONS. In an
 * order of their own: who takes them ranks them. Returns how many. */
size_t inventions_form(const struct inventions *inventions, size_t most, inventions_take *take,
	void *context);

/* How many answers the corpus stands for, and the part of them that said something new: the chance
 * that the next answer holds a name not seen before (Good 1953: names said once / all). */
double inventions_runs(const struct inventions *inventions);
double inventions_news(const struct inventions *inventions);

#endif
