/* Where snapshots are kept, and which one is meant. */
#ifndef REGISTRY_CACHE_H
#define REGISTRY_CACHE_H

#include "base/error.h"

#include <stdbool.h>

struct text;

/* The cache folder: $NAMEWARD_CACHE, else $XDG_CACHE_HOME/nameward, else $HOME/.cache/nameward.
 * False where none of them is set. */
bool cache_folder(struct text *path);

/* The snapshot that `index import` and `index fetch` keep there: "FOLDER/index.snapshot". */
bool cache_newest(struct text *path);

#endif
