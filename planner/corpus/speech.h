/* What one text of a transcript says: Markdown or plain text, or a whole Python file.
 *
 * Fences are those of CommonMark (4.5), indented however deep a list has it. Fenced blocks marked
 * python, python3, py, ipython, pycon or jupyter in any case, and unmarked ones, are code; blocks
 * of requirements, TOML and Dockerfiles, and PEP 723's comments, are manifests; commands are looked
 * for everywhere. A fence that is not closed ends with the text. */
#ifndef CORPUS_SPEECH_H
#define CORPUS_SPEECH_H

#include "corpus/sightings.h"

struct text;

/* SCRATCH is a text of LIMIT_RECORD_BYTES that is written over. */
void speech_read(
	struct sightings *sightings, const char *text, size_t length, struct text *scratch);

/* A whole file of Python. */
void speech_read_python(
	struct sightings *sightings, const char *text, size_t length, struct text *scratch);

/* The names of manifests in a fenced block; LANGUAGE is what its fence says, in lower case.
 * corpus/packages.c */
void speech_read_manifest(
	struct sightings *sightings, const char *language, const char *text, size_t length);

#endif
