/* Names behind a command that installs, in each of the forms in which answers give them.
 *
 * Options and their values, versions that stand apart, paths, addresses and file names are no
 * names; a word of prose ends the list. REST begins behind the words of the command. */
#ifndef CORPUS_INSTALL_NAMES_H
#define CORPUS_INSTALL_NAMES_H

#include "corpus/installers.h"

/* `pip install NAME NAME>=2`. PROSE: the first name alone counts. */
void install_names(struct sightings *sightings, const struct installer *installer, struct part rest,
	bool prose);

/* `"-m", "pip", "install", "NAME"]`: a list of texts; REST begins at the mark that closes the
 * program's own. */
void install_names_of_list(
	struct sightings *sightings, const struct installer *installer, struct part rest);

/* MCP's `"command": "uvx", "args": ["--from", "NAME", ...]`. REST begins behind the command. */
void install_names_of_arguments(
	struct sightings *sightings, const struct installer *installer, struct part rest);

/* `micropip.install("NAME")`, `micropip.install(["NAME", 'NAME'])`. REST begins at the dot. */
void install_names_of_micropip(struct sightings *sightings, struct part rest);

#endif
