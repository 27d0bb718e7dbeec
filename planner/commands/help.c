/* Help and completion, generated from the tables of commands and options. */
#include "commands/command.h"

#include <string.h>

enum { HELP_COLUMN = 30, HELP_WIDTH = 80 };

/* Prints TEXT wrapped at HELP_WIDTH, later lines indented by INDENT; the cursor is at COLUMN. */
static void print_wrapped(FILE *out, const char *text, size_t column, size_t indent)
{
	while (*text != '\0') {
		size_t word = strcspn(text, " ");
		if (column > indent && column + 1 + word > HELP_WIDTH) {
			fprintf(out, "\n%*s", (int)indent, "");
			column = indent;
		} else if (column > indent) {
			fputc(' ', out);
			column++;
		}
		fwrite(text, 1, word, out);
		column += word;
		text += word;
		text += strspn(text, " ");
	}
	fputc('\n', out);
}

/*   --snapshot FILE|embedded    the index to judge by ... */
static void print_option(FILE *out, const struct option *option)
{
	char left[128], letter[8] = "    ";
	if (option->letter != 0)
		snprintf(letter, sizeof letter, "-%c, ", option->letter);
	snprintf(left, sizeof left, "  %s--%s%s%s", letter, option->name, option->value ? " " : "",
		option->value ? option->value : "");
	fprintf(out, "%-*s", HELP_COLUMN, left);
	size_t column = strlen(left);
	if (column >= HELP_COLUMN) {
		fprintf(out, "\n%*s", HELP_COLUMN, "");
	}
	print_wrapped(out, option->help, HELP_COLUMN, HELP_COLUMN);
}

void help_program(FILE *out)
{
	fputs("Usage: nameward COMMAND [OPTION]... [ARGUMENT]...\n\n"
	      "A defensive name-reservation planner for PyPI: which names could somebody register\n"
	      "to harm your company, what can you mend yourself, what does PyPI block already, "
	      "and\n"
	      "which few requests to its administrators close the rest. It never registers, "
	      "uploads\n"
	      "or creates anything.\n\n"
	      "Commands:\n",
		out);
	for (const struct command *const *command = commands; *command != NULL; command++) {
		fprintf(out, "  %-12s", (*command)->name);
		print_wrapped(out, (*command)->summary, 14, 14);
	}
	fputs("\n`nameward COMMAND --help` shows a command's options, `nameward --version` the "
	      "version.\n"
	      "Exit codes: 0 done, 1 (plan) there is something to do, 2 wrong usage or input, "
	      "3 done in part.\n",
		out);
}

void help_command(const struct command *command, FILE *out)
{
	fprintf(out, "Usage: nameward %s %s\n\n", command->name, command->usage);
	print_wrapped(out, command->description, 0, 0);
	fputs("\nOptions:\n", out);
	for (const struct option *const *group = command->groups; *group != NULL; group++) {
		for (const struct option *option = *group; option->name != NULL; option++)
			print_option(out, option);
	}
}

static void print_option_names(FILE *out, const struct command *command)
{
	for (const struct option *const *group = command->groups; *group != NULL; group++) {
		for (const struct option *option = *group; option->name != NULL; option++)
			fprintf(out, " --%s", option->name);
	}
}

void help_completion(FILE *out)
{
	fputs("# bash completion for nameward, written by `nameward completion`\n"
	      "_nameward() {\n"
	      "\tlocal word=${COMP_WORDS[COMP_CWORD]} words=\n"
	      "\tcase ${COMP_CWORD}:${COMP_WORDS[1]} in\n"
	      "\t1:*) words='--help --version",
		out);
	for (const struct command *const *command = commands; *command != NULL; command++)
		fprintf(out, " %s", (*command)->name);
	fputs("' ;;\n", out);
	for (const struct command *const *command = commands; *command != NULL; command++) {
		fprintf(out, "\t*:%s) words='", (*command)->name);
		for (const char *const *action = (*command)->actions; action && *action; action++)
			fprintf(out, "%s ", *action);
		print_option_names(out, *command);
		fputs("' ;;\n", out);
	}
	fputs("\tesac\n"
	      "\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
	      "}\n"
	      "complete -o default -F _nameward nameward\n",
		out);
}
