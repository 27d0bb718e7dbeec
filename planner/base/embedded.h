/* The files of wordlists/ and policy/ that stand inside the program.
 *
 * meson.build lists them; embedded.sh writes one `.incbin` a file. So the program needs no data
 * folder, and what it knows cannot be swapped under it. */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
	const char *name; /* from the project's root: "wordlists/stdlib.txt" */
	const char *bytes;
	const char *end;
	const char *digest; /* SHA-256 of the bytes, hexadecimal, taken when it was built in */
};

/* The file of that name, or NULL. */
const struct embedded_file *embedded_find(const char *name);

/* The same for a file that must be there: the program ends with a sentence where it is not. */
const struct embedded_file *embedded_get(const char *name);

size_t embedded_size(const struct embedded_file *file);

#endif
