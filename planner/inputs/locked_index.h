/* A requirements file that a tool wrote from another one says where everything in it came from,
 * where it names one index. */
#ifndef INPUTS_LOCKED_INDEX_H
#define INPUTS_LOCKED_INDEX_H

#include "base/file.h"

#include <stdbool.h>

struct text;

/* Whether FILE is locked, by its hashes or by the head that pip-compile and uv write, and names
 * exactly one index, whose URL is added to INDEX. */
bool locked_index_read(const struct file *file, struct text *index);

#endif
