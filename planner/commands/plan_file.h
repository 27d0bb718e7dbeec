/* A plan.json on disk, for commands that take a bundle. */
#ifndef COMMANDS_PLAN_FILE_H
#define COMMANDS_PLAN_FILE_H

#include "base/error.h"

struct plan;
struct text;

/* WORD is a plan.json, or the folder of a bundle: adds the plan's path to PATH. */
void plan_file_path(const char *word, struct text *path);

/* Reads the plan.json at PATH into PLAN, which is new. */
enum error plan_file_read(struct plan *plan, const char *path, struct failure *failure);

#endif
