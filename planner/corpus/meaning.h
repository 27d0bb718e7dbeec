/* What a name that was said means: a project, a module of one, noise, or nothing that exists.
 *
 * In this order: no valid name; a standard-library module; registered, or refused as a look-alike
 * of a project; a module of a project with another name (wordlists/import-names.tsv), before that
 * where the name was only ever imported: `yaml` is of pyyaml, whoever holds `yaml`; a part of a
 * registered package (`sklearn.linear_model`); a placeholder (wordlists/placeholders.tsv); a common
 * English word (wordlists/common.txt). What remains is invented: unregistered under every reading.
 */
#ifndef CORPUS_MEANING_H
#define CORPUS_MEANING_H

#include "corpus/corpus.h"

struct meaning;

/* RULES must outlive it. */
struct meaning *meaning_new(const struct rules *rules);
void meaning_free(struct meaning *meaning);

/* The class of a NAME (canonical, where it is a valid one), WRITTEN so. IMPORTED: it stood in
 * imports alone. */
enum corpus_class meaning_class(
	const struct meaning *meaning, const char *name, const char *written, bool imported);

#endif
