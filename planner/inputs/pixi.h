/* pixi.toml and [tool.pixi] of pyproject.toml (pixi, "The pixi.toml"): `pypi-dependencies` of the
 * workspace, of features and platforms, and the `pypi-options` that say where they come from. */
#ifndef INPUTS_PIXI_H
#define INPUTS_PIXI_H

#include "inputs/manifest.h"

/* Reads the table; NULL does nothing. */
void pixi_read(const struct manifest *manifest, const struct tree *pixi);

#endif
