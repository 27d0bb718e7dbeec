/* What the files of seeds.h share: seeds.c takes what readers find, seeds_files.c knows which files
 * were read, seeds_finish.c puts everything in order. */
#ifndef INPUTS_SEEDS_INNER_H
#define INPUTS_SEEDS_INNER_H

#include "inputs/seeds.h"

#define SORT(array, compare)                                                                       \
	do {                                                                                       \
		if ((array)->count > 1)                                                            \
			qsort((array)->items, (array)->count, sizeof *(array)->items, compare);    \
	} while (0)

/* Two struct place, by file and line. */
int seed_compare_places(const void *a, const void *b);

/* Of places without end the first ones are kept, whatever the order of the reads. */
void seed_keep_first_places(struct seed *seed);

/* The first number of a repository, which may have several. */
uint32_t seeds_first_number(struct seeds *seeds, uint32_t repository);

#endif
