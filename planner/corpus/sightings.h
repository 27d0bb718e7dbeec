/* What one answer said: names, each with the kind of place it stood in, each once.
 *
 * Kinds are numbered in the order of their names, so that sorting by kind sorts by name of kind. */
#ifndef CORPUS_SIGHTINGS_H
#define CORPUS_SIGHTINGS_H

#include "base/memory.h"

#include <stdbool.h>
#include <stddef.h>

enum sighting_kind {
	SIGHTING_CONDA,    /* given to conda, mamba or micromamba */
	SIGHTING_IMPORT,   /* a module that Python code imports: fenced, or a whole file */
	SIGHTING_INSTALL,  /* given to pip */
	SIGHTING_LOOSE,    /* a module that Python code outside of fences imports */
	SIGHTING_MANIFEST, /* in a fenced requirements.txt, pyproject.toml, PEP 723, Dockerfile */
	SIGHTING_QUOTED,   /* any of these, but not in the assistant's words: it has no vote */
	SIGHTING_TOOL,     /* given to uv, uvx, poetry, pdm, pipx or micropip */
	SIGHTING_KINDS,
};

const char *sighting_kind_name(enum sighting_kind kind);
/* The reverse; SIGHTING_KINDS where it is no name of a kind. */
enum sighting_kind sighting_kind_of(const char *name, size_t length);

struct sighting {
	enum sighting_kind kind;
	bool module;       /* the name of a module, not of a project */
	size_t at, length; /* in `names` */
};

struct sightings {
	ARRAY(struct sighting) items; /* after sightings_finish(): by kind, name; each once */
	ARRAY(char) names;
	ARRAY(struct sighting) files; /* modules that the answer defines itself: NAME.py */
	bool quoted;                  /* what is added now was not said by the assistant */
	size_t left_out;              /* past LIMIT_SIGHTINGS */
};

void sightings_clear(struct sightings *sightings);
void sightings_release(struct sightings *sightings);

/* Adds a name as written; one that no place can hold (empty, above LIMIT_NAME_BYTES) is left out.
 */
void sightings_add(struct sightings *sightings, enum sighting_kind kind, bool module,
	const char *name, size_t length);
/* A file of Python that the answer speaks of, with folders and without `.py`. */
void sightings_add_file(struct sightings *sightings, const char *path, size_t length);

void sightings_finish(struct sightings *sightings);
const char *sighting_name(const struct sightings *sightings, const struct sighting *sighting);
/* Whether the answer itself defines a module of this name. */
bool sightings_define(const struct sightings *sightings, const char *name, size_t length);

#endif
