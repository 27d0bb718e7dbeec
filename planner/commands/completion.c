/* nameward completion: the bash completion script. */
#include "commands/command.h"

static enum status run(const struct arguments *arguments)
{
	(void)arguments;
	help_completion(stdout);
	return STATUS_DONE;
}

const struct command completion_command = {
	.name = "completion",
	.usage = "> FILE",
	.summary = "print a completion script for bash",
	.description = "Prints a completion script for bash, made from the program's own "
		       "tables of commands and options.",
	.groups = (const struct option *const[]){common_options, NULL},
	.run = run,
};
