/* One requirement, as pip reads it: `name[extra] >= 1 ; marker`, `name @ url`, a URL or a path
 * (PEP 508; pip's req/constructors.py). */
#ifndef INPUTS_REQUIREMENT_H
#define INPUTS_REQUIREMENT_H

#include <stdbool.h>
#include <stddef.h>

enum requirement_kind {
	REQUIREMENT_INDEXED, /* an index resolves it */
	REQUIREMENT_DIRECT,  /* it has a path, VCS or URL of its own */
	REQUIREMENT_UNNAMED, /* a path or URL that says no name */
	REQUIREMENT_WRONG,   /* pip refuses it */
};

struct requirement {
	enum requirement_kind kind;
	const char *name; /* points into the text */
	size_t length;
	const char *url; /* REQUIREMENT_DIRECT: its place, in the text, up to the text's end */
	const char *why; /* REQUIREMENT_UNNAMED, REQUIREMENT_WRONG: a static sentence */
};

/* The length of the name where the whole text is `name==1.2`, which nearly every line of a lock is:
 * then there is no option, comment or marker to look for. Else 0. */
size_t requirement_pinned(const char *text, size_t length);

/* Reads the text of one requirement, without options and comments. EDITABLE: after `-e`. */
struct requirement requirement_read(const char *text, size_t length, bool editable);

/* The same as PEP 508 has it, for manifests: `name @ url` alone is direct, and a path or bare URL
 * is wrong. TEXT is ended by NUL. */
struct requirement requirement_read_strict(const char *text, size_t length);

#endif
