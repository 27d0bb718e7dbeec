/* The key that a command signs with: --sign-key, --passphrase-fd. */
#ifndef COMMANDS_SIGNING_H
#define COMMANDS_SIGNING_H

#include "commands/command.h"

struct plan;
struct signer;

extern const struct option signing_options[];

/* Warns where PLAN is signed and does not say where its organisation publishes the key. */
void signing_warn(const struct arguments *arguments, const struct plan *plan);

/* Opens the key that the command line names; *SIGNER is NULL where it names none. */
enum error signing_open(
	const struct arguments *arguments, struct signer **signer, struct failure *failure);

#endif
