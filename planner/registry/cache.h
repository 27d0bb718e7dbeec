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

/* Removes the unpacked embedded list, so that the next opening builds it again: for whoever found
 * it damaged (snapshot_verify). */
void cache_forget_embedded(void);

#endif
