/* A file that another file names: `-r more.txt`, `file: requirements.txt`. */
#ifndef INPUTS_NAMED_FILE_H
#define INPUTS_NAMED_FILE_H

#include <stdbool.h>

struct text;

/* Adds the path of VALUE, which FILE names: beside FILE, without `.` and `..` where that leads to
 * the same file, so that a file has one name however it is reached. Never "-", standard input. */
void named_file_path(struct text *path, const char *file, const char *value);

/* Whether a pipe or device stands there, which would never end. Folders have a message of their
 * own.
 */
bool named_file_is_special(const char *path);

/* Whether VALUE, which FILE names (`.`, `./libs/core[extra]`, `file:.`), is a folder with a
 * manifest of its own; *PATH is where. */
bool named_folder_is_project(struct text *path, const char *file, const char *value);

#endif
