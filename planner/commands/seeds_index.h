/* `plan --seeds-index URL`: the projects of an internal index as seeds. */
#ifndef COMMANDS_SEEDS_INDEX_H
#define COMMANDS_SEEDS_INDEX_H

#include "commands/command.h"

struct policy;
struct seeds;

/* Asks every index of `--seeds-index` for its list (PEP 691 JSON or PEP 503 HTML, one GET each) and
 * adds its projects to SEEDS; of one with more than LIMIT_OWN_PROJECTS only what the snapshot that
 * `--snapshot` names lacks. Credentials come from .netrc or the environment. Errors: PyPI itself,
 * no answer, an answer that is no index. */
enum error seeds_index_read(const struct arguments *arguments, const struct policy *policy,
	struct seeds *seeds, struct failure *failure);

#endif
