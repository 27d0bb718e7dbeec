/* The list of projects of an internal index, already fetched: what `--seeds-index URL` hands over.
 * No socket is opened here. */
#ifndef INPUTS_INDEX_H
#define INPUTS_INDEX_H

#include "inputs/seeds.h"

/* Adds every project of a PEP 691 JSON document; DOCUMENT->name is what messages call it, and URL,
 * which may hold secrets, is the index: its names are SEED_INDEXED (SEED_PUBLIC for pypi.org). The
 * caller adds the row of `inputs`, and sets seeds->repository. */
enum error index_read(
	struct seeds *seeds, const char *url, const struct file *document, struct failure *failure);

#endif
