/* [dependency-groups] of pyproject.toml (PEP 735). Every group is read, so an include adds nothing;
 * one that leads nowhere, or round and round, is named as skipped. */
#ifndef INPUTS_GROUPS_H
#define INPUTS_GROUPS_H

#include "inputs/manifest.h"

void groups_read(const struct manifest *manifest);

#endif
