/* The table of commands, in the order in which help shows them. */
#include "commands/command.h"

extern const struct command candidates_command;
extern const struct command check_command;
extern const struct command index_command;
extern const struct command seeds_command;
extern const struct command completion_command;

const struct command *const commands[] = {
	&candidates_command,
	&check_command,
	&seeds_command,
	&index_command,
	&completion_command,
	NULL,
};
