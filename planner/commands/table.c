/* The table of commands, in the order in which help shows them. */
#include "commands/command.h"

extern const struct command completion_command;

const struct command *const commands[] = {
	&completion_command,
	NULL,
};
