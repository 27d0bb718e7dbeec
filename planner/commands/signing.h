/* The key that a command signs with: --sign-key, --passphrase-fd. */
#ifndef COMMANDS_SIGNING_H
#define COMMANDS_SIGNING_H

#include "commands/command.h"

struct signer;

extern const struct option signing_options[];

/* Opens the key that the command line names; *SIGNER is NULL where it names none. */
enum error signing_open(
	const struct arguments *arguments, struct signer **signer, struct failure *failure);

#endif
