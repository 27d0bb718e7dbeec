/* Where known signers are kept: --known-signers FILE, else $XDG_CONFIG_HOME/nameward/known_signers,
 * else $HOME/.config/nameward/known_signers. It is trust that a person gave, so it is no cache. */
#ifndef COMMANDS_KNOWN_SIGNERS_FILE_H
#define COMMANDS_KNOWN_SIGNERS_FILE_H

#include "base/error.h"

struct arguments;
struct intern;
struct known_signers;

/* A file that is not there holds nobody. */
enum error known_signers_read_file(struct known_signers *known, struct intern *pool,
	const struct arguments *arguments, struct failure *failure);

/* Replaces it in one step, readable for its owner alone; makes the folder. */
enum error known_signers_write_file(const struct known_signers *known,
	const struct arguments *arguments, struct failure *failure);

#endif
