/* nameward index watch: the newest projects, held against a plan's names. */
#include "base/say.h"
#include "commands/index_actions.h"

enum status index_watch(const struct arguments *arguments)
{
	(void)arguments;
	say_error("not yet");
	return STATUS_WRONG;
}
