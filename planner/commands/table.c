/* The table of commands, in the order in which help shows them. */
#include "commands/command.h"

extern const struct command approve_command;
extern const struct command audit_command;
extern const struct command candidates_command;
extern const struct command explain_command;
extern const struct command plan_command;
extern const struct command report_command;
extern const struct command check_command;
extern const struct command index_command;
extern const struct command fit_command;
extern const struct command ledger_command;
extern const struct command mine_command;
extern const struct command notice_command;
extern const struct command seeds_command;
extern const struct command verify_command;
extern const struct command completion_command;

const struct command *const commands[] = {
	&plan_command,
	&approve_command,
	&audit_command,
	&ledger_command,
	&candidates_command,
	&check_command,
	&fit_command,
	&mine_command,
	&seeds_command,
	&index_command,
	&report_command,
	&verify_command,
	&notice_command,
	&explain_command,
	&completion_command,
	NULL,
};
