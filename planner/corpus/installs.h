/* Names given to installers in running text, code and shell: pip, uv, poetry, pdm, pipx, micropip,
 * conda.
 *
 * Where the command stands alone (at the begin of its line, behind a prompt, bullet or comment
 * sign, or right behind a back-tick, quote or bracket) every name counts; in running prose the
 * first one, since what follows it is as likely prose.
 * command_words.h says what the words of a command are, installers.h which commands there are,
 * install_names.h which of the words are names. */
#ifndef CORPUS_INSTALLS_H
#define CORPUS_INSTALLS_H

#include "corpus/sightings.h"

/* Also told, since the same walk sees them: the files of Python that the text speaks of. */
void find_installs(struct sightings *sightings, const char *text, size_t length);

#endif
