/* The targets that `candidates` was given, as arguments and in files, and what each of them weighs.
 */
#ifndef COMMANDS_CANDIDATES_TARGETS_H
#define COMMANDS_CANDIDATES_TARGETS_H

#include "base/error.h"
#include "base/memory.h"
#include "candidates/candidate.h"

struct intern;
struct priors;
struct snapshot;

struct given_target {
	const char *name; /* canonical, interned */
	uint32_t uses;    /* 0: not said */
};

struct given_targets {
	struct intern *pool; /* borrowed */
	ARRAY(struct given_target) given;
};

/* One name; PLACE is where it stands, for messages. Errors: it is no project's name. */
enum error given_targets_add(struct given_targets *targets, const char *place, const char *name,
	size_t length, uint32_t uses, struct failure *failure);

/* A file of them, "-" for standard input: a line NAME [TAB weight [TAB anything]], `#` begins a
 * comment. Errors name the line; a file without a name is one. */
enum error given_targets_read(
	struct given_targets *targets, const char *path, struct failure *failure);

/* The target, public where the snapshot holds it. It weighs by its uses where they were said; else
 * WEIGHED: a public one by its download rank, a private one as if used once; else 1. */
struct target given_target_weigh(const struct given_target *given, const struct priors *priors,
	const struct snapshot *snapshot, bool weighed);

#endif
