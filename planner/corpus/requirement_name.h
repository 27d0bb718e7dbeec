/* A requirement's name at the begin of a word (PEP 508, "Names"), as models write it in commands
 * and manifests. */
#ifndef CORPUS_REQUIREMENT_NAME_H
#define CORPUS_REQUIREMENT_NAME_H

#include <stddef.h>

/* Its length, 0 where the word begins with none: a path, an address, an option, a bare operator,
 * the name of a file. What may follow a name is an extra, a version, a marker, `@` or the word's
 * end. */
size_t requirement_name(const char *word, size_t length);

#endif
