/* What the readers of structured manifests share: typed access that says what is wrong, and names
 * in the shapes that formats have. A wrong type is noted in `skipped` with file, line and key, and
 * the rest of the file is read. */
#ifndef INPUTS_MANIFEST_H
#define INPUTS_MANIFEST_H

#include "inputs/seeds.h"
#include "inputs/tree.h"

struct manifest {
	struct seeds *seeds;
	const struct file *file;
	const struct tree *root;
};

/* Reads FILE as TOML, YAML or JSON, hands the manifest to READ, and releases it. The root must be a
 * table. */
enum error manifest_read(struct seeds *seeds, const struct file *file,
	enum error (*parse)(struct tree_document *, const struct file *, struct failure *),
	void (*read)(const struct manifest *manifest), struct failure *failure);

struct place manifest_place(const struct manifest *manifest, const struct tree *tree);

/* The member KEY of TABLE where it has TYPE; NULL where it is absent, or after noting that it has
 * another type. */
const struct tree *manifest_get(const struct manifest *manifest, const struct tree *table,
	const char *key, enum tree_type type);

/* Whether VALUE has TYPE, else notes it. */
bool manifest_is(const struct manifest *manifest, const struct tree *value, enum tree_type type);

/* Adds the name of one requirement (PEP 508) from VALUE; the index is URL or not known (NULL). */
struct seed *manifest_requirement(
	const struct manifest *manifest, const struct tree *value, const char *url);

/* The same for each text of the list KEY, and of every list in the table KEY. */
void manifest_requirements(
	const struct manifest *manifest, const struct tree *table, const char *key);
void manifest_requirement_lists(
	const struct manifest *manifest, const struct tree *table, const char *key);

/* Adds the name that the text VALUE is, no version with it. */
struct seed *manifest_name(
	const struct manifest *manifest, enum seed_kind kind, const struct tree *value);

/* Every key of the table KEY as a command, and every text of the list KEY as an import of PROJECT
 * (NULL: none is known, nothing is done). */
void manifest_commands(const struct manifest *manifest, const char *project,
	const struct tree *table, const char *key);
void manifest_imports(const struct manifest *manifest, const char *project,
	const struct tree *table, const char *key);

#endif
