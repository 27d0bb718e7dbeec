/* `mine --observations`: what each record says is printed as it is read, and nothing counted. */
#ifndef COMMANDS_MINE_OBSERVATIONS_H
#define COMMANDS_MINE_OBSERVATIONS_H

#include "base/text.h"
#include "commands/command.h"
#include "corpus/miner.h"

struct observations {
	enum format format;
	struct text line;
};

/* Prints the names of the columns, for tsv. */
struct observations observations_begin(enum format format);
void observations_end(struct observations *observations);

/* What the miner tells; it borrows OBSERVATIONS. */
struct observer observations_observer(struct observations *observations);

#endif
