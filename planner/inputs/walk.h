/* The walk through a folder: every file of a known format below it, in a fixed order.
 *
 * Entries come in byte order. Passed by: .git and its like, environments (pyvenv.cfg, conda-meta),
 * node_modules, caches. No link is followed: one that leads out of the tree is named as skipped,
 * one that stays inside is read where it points. A file that cannot be used is skipped with its
 * reason, and the walk goes on. Limits: LIMIT_WALK_DEPTH, LIMIT_WALK_ENTRIES.
 *
 * A repository is a folder with a .git; without any, the folder itself where it holds a manifest,
 * else each folder directly in it. */
#ifndef INPUTS_WALK_H
#define INPUTS_WALK_H

#include "inputs/seeds.h"

/* Reads all of PATH. Errors: it cannot be listed; no file of a known format is in it. */
enum error walk_folder(struct seeds *seeds, const char *path, struct failure *failure);

/* Whether a file that another one names, at PATH, may be read: not where a folder is walked and
 * PATH, with links followed, leads out of it. What stands there is not the tree's, and would be
 * quoted. */
bool walk_stays_inside(const struct seeds *seeds, const char *path);

/* readers.c: whether a reader may take a file of this path, by name alone. */
bool reader_may_take(const char *path);

/* readers.c: reads one file of a folder. False: no format that is known. */
bool read_found(struct seeds *seeds, const char *path);

#endif
