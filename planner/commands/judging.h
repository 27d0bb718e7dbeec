/* What every command that judges begins with: the snapshot named on the command line, opened, and
 * a note that says which it is and how old. */
#ifndef COMMANDS_JUDGING_H
#define COMMANDS_JUDGING_H

#include "commands/command.h"

struct snapshot;
struct rules;
struct namespaces;
struct intern;

/* Opens what `--snapshot` names (registry/snapshot.h, snapshot_open). */
enum error judging_open(
	const struct arguments *arguments, struct snapshot **snapshot, struct failure *failure);

/* The namespace grants that were fetched with that snapshot (registry/namespaces.h). */
enum error judging_namespaces(const struct arguments *arguments, const struct snapshot *snapshot,
	struct intern *pool, struct namespaces *namespaces, struct failure *failure);

/* Days from the snapshot's state to `--as-of`; -1 where its day is not known. */
int judging_age(const struct arguments *arguments, const struct snapshot *snapshot);

#endif
