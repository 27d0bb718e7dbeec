/* A folder's SHA256SUMS: what it lists is there, byte for byte, and nothing else is.
 *
 * It is as strict as a recipient may be: lines as sha256sum writes them and no others, plain files
 * right in the folder, none of them twice. */
#ifndef BUNDLE_SUMS_H
#define BUNDLE_SUMS_H

#include <stddef.h>

struct file;
struct text;

enum { SUMS_BYTES = 1024 * 1024, SUMS_FILES = 1000 };

extern const char sums_file[];      /* "SHA256SUMS" */
extern const char sums_signature[]; /* "SHA256SUMS.sig" */

/* Adds the line of a file with these bytes. */
void sums_add(struct text *sums, const char *file, const struct text *bytes);

/* Something is not as it was written: PATH, and what: "is listed and not there". */
typedef void (*sums_fault)(void *context, const char *path, const char *what);

/* Holds FOLDER against SUMS, the SHA256SUMS read from it; its signature is another matter. */
void sums_check(const char *folder, const struct file *sums, sums_fault fault, void *context);

#endif
