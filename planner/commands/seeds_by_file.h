/* `nameward seeds --by-file`: what was understood, file by file, so that a person can check it. */
#ifndef COMMANDS_SEEDS_BY_FILE_H
#define COMMANDS_SEEDS_BY_FILE_H

#include "commands/command.h"
#include "inputs/seeds.h"

/* Prints each mention of a name, sorted by file, line and name: file, line, the file's format,
 * name, kind of the name. Of a name's places only the first LIMIT_PLACES are kept. After
 * seeds_finish(). */
void seeds_print_by_file(const struct seeds *seeds, enum format format);

#endif
