/* The bundle: a folder with internal/ and send/, each with its own SHA256SUMS, that appears whole
 * or not at all (design 7). Where nothing is asked there is no send/: an empty one would invite
 * somebody to send it. */
#ifndef BUNDLE_BUNDLE_H
#define BUNDLE_BUNDLE_H

#include "base/error.h"

struct plan;

/* Writes PLAN's bundle to the folder PATH. An older bundle there is replaced in one step; a folder
 * that is no bundle is not touched. */
enum error bundle_write(const struct plan *plan, const char *path, struct failure *failure);

#endif
