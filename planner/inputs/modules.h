/* What the paths in a wheel say that people type for it, where it does not say so itself: packages
 * and modules that can be imported, and scripts that are installed beside the interpreter.
 *
 *	larkmoor/__init__.py             import larkmoor
 *	larkspace/core/__init__.py       import larkspace.core, where larkspace has no __init__.py
 *	larkfast.cpython-312-x86_64-linux-gnu.so, larkctl.py
 *	larkmoor-1.0.data/scripts/lark   the command lark */
#ifndef INPUTS_MODULES_H
#define INPUTS_MODULES_H

#include "inputs/seeds.h"

struct modules {
	struct intern *packages; /* folders with an __init__.py; NULL before the first */
	ARRAY(char *) files;     /* modules on top */
	ARRAY(char *) scripts;
};

/* Notes one path of the wheel. */
void modules_note(struct modules *modules, const char *path);

/* Adds them as aliases of PROJECT; the imports only where IMPORTS. */
void modules_use(const struct modules *modules, struct seeds *seeds, const char *project,
	bool imports, struct place place);

void modules_release(struct modules *modules);

#endif
