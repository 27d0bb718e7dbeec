/* What was mined, as one self-contained page: counts, no names, so that it can be shown around. */
#ifndef CORPUS_MINED_PAGE_H
#define CORPUS_MINED_PAGE_H

struct tally;
struct text;

/* How many packages an answer's words named and how many of them do not exist; over answers. */
struct share {
	unsigned long long said, invented;
};

/* Of one model of the tally (a key of tally.models), after tally_classify(). */
struct share share_of_model(const struct tally *tally, unsigned long long model);

/* After tally_classify(). SNAPSHOT: the list by which names were told apart, a phrase. */
void mined_page(const struct tally *tally, const char *snapshot, struct text *out);

#endif
