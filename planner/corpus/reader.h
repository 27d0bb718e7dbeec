/* Readers of corpora: a document in, rows out.
 *
 * Forms, told apart by content: what `nameward mine` wrote; JSON (an array of texts or objects, or
 * one object a line), CSV or TSV with a header that names a name column, or a plain list, a name a
 * line, `#` comments.
 *
 * Columns and keys, in any case: the name in `name`, `package`, `package_name`, `library`,
 * `module` or `project`; optional `runs` or `count`; `prompts`; `models` or `model` (a number, or
 * names separated by `;` or `|`; JSON: also a list); `first_seen` (YYYY-MM or YYYY-MM-DD). Others
 * are left alone. */
#ifndef CORPUS_READER_H
#define CORPUS_READER_H

#include "base/file.h"
#include "corpus/corpus.h"

struct corpus_row {
	const char *name; /* as written */
	size_t length;
	uint32_t runs, prompts, models; /* 0: not said */
	uint32_t said, asked;           /* of mined corpora; 0: not said */
	date first_seen;                /* DATE_NONE: not said */
};

/* Adds one row of the source that is read now. */
enum error corpus_add(struct corpus *corpus, const struct corpus_row *row, struct failure *failure);

/* Reads a text into CORPUS. Errors name file and line (JSON: the key path). */
enum error corpus_parse(struct corpus *corpus, const struct file *file, struct failure *failure);

/* The columns that count; COLUMN_NONE for any other. Shared by the forms. */
enum corpus_column {
	COLUMN_NAME,
	COLUMN_RUNS,
	COLUMN_PROMPTS,
	COLUMN_MODELS,
	COLUMN_FIRST_SEEN,
	COLUMN_NONE,
};

enum corpus_column corpus_column_of(const char *header);

/* Reads a field's text into ROW; a sentence where it is not what the column should hold. */
const char *corpus_field(struct corpus_row *row, enum corpus_column column, const char *text);

enum error corpus_parse_table(
	struct corpus *corpus, const struct file *file, char separator, struct failure *failure);
enum error corpus_parse_tally(
	struct corpus *corpus, const struct file *file, struct failure *failure);
enum error corpus_parse_json(
	struct corpus *corpus, const struct file *file, struct failure *failure);

#endif
