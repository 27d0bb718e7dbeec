/* Lines of requirements files that stand in other files, or that other files name. */
#ifndef INPUTS_REQUIREMENTS_H
#define INPUTS_REQUIREMENTS_H

#include "inputs/seeds.h"

/* Reads one logical line (pip's syntax, options too) that stands in FILE at LINE. */
void requirements_line(
	struct seeds *seeds, const struct file *file, size_t line, const char *text, size_t length);

/* Reads the requirements file PATH, which stands beside FILE, where LINE of it names it. */
void requirements_include(
	struct seeds *seeds, const struct file *file, size_t line, const char *path);

#endif
