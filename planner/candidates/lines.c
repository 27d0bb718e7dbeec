/* Requirement lines that were taken for a name: a version, an option or a file name run together
 * with it. `bytekafka==0.0.15`, its operator lost, is `bytekafka-0-0-15`. */
#include "candidates/generator.h"

#include <string.h>

void form_requirement_lines(struct forming *f)
{
	static const char *const after[] = {"-0", "-0-0", "-0-0-1", "-0-0-2", "-0-1", "-0-1-0",
		"-0-1-1", "-0-2", "-0-2-0", "-1", "-1-0", "-1-0-0", "-1-0-1", "-1-1", "-1-1-0",
		"-2", "-2-0", "-2-0-0", "-3", "-3-0", "-3-0-0", "0-0-1", "0-1", "0-1-0", "1-0",
		"1-0-0", "2-0", "2-0-0", "version", "-version", "latest", "-latest", "-whl",
		"-tar-gz", "-py3-none-any", "-requirements", "-requirements-txt", "-txt", "-git",
		"-install"};
	static const char *const before[] = {"r", "rrequirements", "requirements-", "pip-install-",
		"pip-", "install-", "u-", "upgrade-", "e-", "git-"};
	for (size_t i = 0; i < sizeof after / sizeof *after; i++)
		form_splice(f, f->length, 0, after[i], strlen(after[i]),
			(struct form_place){.where = WHERE_LAST});
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		form_splice(f, 0, 0, before[i], strlen(before[i]),
			(struct form_place){.where = WHERE_FIRST});
}
