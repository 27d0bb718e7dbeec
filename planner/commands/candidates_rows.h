/* The rows that `candidates` prints, one a candidate, in each of its formats. */
#ifndef COMMANDS_CANDIDATES_ROWS_H
#define COMMANDS_CANDIDATES_ROWS_H

#include "base/text.h"
#include "commands/command.h"

struct rows {
	enum format format;
	struct text origins; /* of the next row */
};

struct row {
	const char *target;
	size_t rank; /* from 1 */
	const char *name;
	uint32_t score; /* millionths */
};

struct rows rows_new(enum format format);
void rows_release(struct rows *rows);

/* The names of the columns, for tsv. */
void rows_begin(const struct rows *rows);

/* An origin of the row that is printed next: a generator, and the target it was used on, "" where
 * it has none. */
void rows_origin(struct rows *rows, const char *operator, const char * target);
void rows_print(struct rows *rows, const struct row *row);

#endif
