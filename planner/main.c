/* nameward: find the command, run it, check that what it printed arrived. */
#include "base/say.h"
#include "commands/command.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct command *find_command(const char *name)
{
	for (const struct command *const *command = commands; *command != NULL; command++) {
		if (strcmp((*command)->name, name) == 0)
			return *command;
	}
	return NULL;
}

static enum status run_command(const struct command *command, int count, char **words)
{
	struct arguments arguments;
	struct failure failure;
	enum status status = STATUS_DONE;
	if (arguments_read(&arguments, command, count, words, &failure) != OK) {
		say_failure(&failure);
		status = STATUS_WRONG;
	} else if (arguments_have(&arguments, "help")) {
		help_command(command, stdout);
	} else {
		if (arguments_have(&arguments, "quiet"))
			say_quiet();
		status = command->run(&arguments);
	}
	arguments_release(&arguments);
	return status;
}

/* A full disk or a closed pipe behind standard output must not look like success. */
static enum status check_stdout(enum status status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	if (errno != EPIPE)
		say_error("standard output could not be written: %s", strerror(errno));
	return STATUS_WRONG;
}

int main(int count, char **words)
{
	signal(SIGPIPE, SIG_IGN);
	setlocale(LC_ALL, "C");
	if (count < 2) {
		help_program(stderr);
		return STATUS_WRONG;
	}
	enum status status = STATUS_DONE;
	const struct command *command = find_command(words[1]);
	if (command != NULL) {
		status = run_command(command, count - 2, words + 2);
	} else if (strcmp(words[1], "--help") == 0 || strcmp(words[1], "-h") == 0) {
		help_program(stdout);
	} else if (strcmp(words[1], "--version") == 0) {
		puts("nameward " NAMEWARD_VERSION);
	} else {
		say_error("unknown command \"%s\"; see nameward --help", words[1]);
		status = STATUS_WRONG;
	}
	return check_stdout(status);
}
