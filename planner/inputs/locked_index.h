/* A requirements file that a tool wrote from another one says where everything in it came from,
 * where it names one index. */
#ifndef INPUTS_LOCKED_INDEX_H
#define INPUTS_LOCKED_INDEX_H

#include "base/file.h"

#include <stdbool.h>

struct text;

/* Whether FILE is locked: by the head that pip-compile and uv write, or by the hash of a
 * requirement. What a comment holds makes no file one. */
bool locked_file_is(const struct file *file);

/* Whether the locked FILE names exactly one index, by an option that pip reads, whose URL is added
 * to INDEX. Not where it reads other files, which may name more, or has an option that pip refuses.
 */
bool locked_index_read(const struct file *file, struct text *index);

#endif
