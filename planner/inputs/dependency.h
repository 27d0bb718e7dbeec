/* Dependencies as tables: `name = "^1"`, `name = {git = "..."}`, `name = {source = "internal"}`,
 * the shape that Poetry, Pipenv, Pipfile.lock and [tool.uv.sources] share. */
#ifndef INPUTS_DEPENDENCY_H
#define INPUTS_DEPENDENCY_H

#include "inputs/manifest.h"

/* Each key of TABLE as a name; SOURCES is the list of indexes with `name` and `url`, or NULL. What
 * names none of them came from the index OTHERWISE; NULL: that is not known. */
void dependency_table(const struct manifest *manifest, const struct tree *table,
	const struct tree *sources, const char *otherwise);

/* The name VALUE->key, with what VALUE says about where it comes from. */
void dependency_source(
	const struct manifest *manifest, const struct tree *value, const struct tree *sources);

/* [tool.uv] of a pyproject.toml or a script block. */
void dependency_read_uv(const struct manifest *manifest);

#endif
