/* What a built distribution says of itself: METADATA or PKG-INFO (core metadata, PEP 794 included),
 * entry_points.txt and top_level.txt. */
#ifndef INPUTS_METADATA_H
#define INPUTS_METADATA_H

#include "inputs/seeds.h"

/* Adds the project's name, what it requires and its import names. Returns the name as written,
 * interned; NULL where none is said. *IMPORTS: whether import names are said (PEP 794). */
const char *metadata_read(struct seeds *seeds, const struct file *file, bool *imports);

/* The commands and modules of PROJECT. */
void metadata_read_entry_points(struct seeds *seeds, const struct file *file, const char *project);
void metadata_read_top_level(struct seeds *seeds, const struct file *file, const char *project);

#endif
