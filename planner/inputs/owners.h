/* Whose a name is: rules of CODEOWNERS (paths) and of two-column owners files (names or paths). */
#ifndef INPUTS_OWNERS_H
#define INPUTS_OWNERS_H

#include "inputs/seeds.h"

/* Gives every seed without an owner, and every weakness, the owner that the rules say: the last
 * rule that fits counts, as in CODEOWNERS, and rules of names come before rules of paths. */
void owners_assign(struct seeds *seeds);

/* Whether PATTERN of a CODEOWNERS file fits PATH, which is relative to the file's tree: the syntax
 * of gitignore, without `!` and ranges. */
bool owners_pattern_fits(const char *pattern, const char *path);

#endif
