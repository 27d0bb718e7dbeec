/* Names given to installers in running text, code and shell: pip, uv, poetry, pdm, pipx, micropip,
 * conda.
 *
 * Where the command stands alone (at the begin of its line, behind a prompt, bullet or comment
 * sign, or right behind a back-tick, quote or bracket) every name counts; in running prose the
 * first one, since what follows it is as likely prose. A line's end, a back-tick, a quote, a
 * literal `\n`, `;`, `|`, `&` or a closing bracket ends the command. Options and their values,
 * paths, addresses and file names are no names. */
#ifndef CORPUS_INSTALLS_H
#define CORPUS_INSTALLS_H

#include "corpus/sightings.h"

/* Also told, since the same walk sees them: the files of Python that the text speaks of. */
void find_installs(struct sightings *sightings, const char *text, size_t length);

/* A requirement's name at the begin of a word (PEP 508, "Names"): its length, 0 where the word is
 * none: a path, an address, an option, a bare operator. What may follow a name is an extra, a
 * version, a marker, `@` or the word's end. */
size_t requirement_name(const char *word, size_t length);

#endif
