/* The files of wordlists/ and policy/ that stand inside the program. */
#include "base/embedded.h"
#include "base/say.h"

#include <stdlib.h>
#include <string.h>

/* Written by embedded.sh; the last entry has no name. */
extern const struct embedded_file embedded_files[];

const struct embedded_file *embedded_find(const char *name)
{
	for (const struct embedded_file *file = embedded_files; file->name != NULL; file++) {
		if (strcmp(file->name, name) == 0)
			return file;
	}
	return NULL;
}

const struct embedded_file *embedded_get(const char *name)
{
	const struct embedded_file *file = embedded_find(name);
	if (file == NULL) {
		say_error("this program was built without %s; build it again", name);
		exit(2);
	}
	return file;
}

size_t embedded_size(const struct embedded_file *file)
{
	return (size_t)(file->end - file->bytes);
}
