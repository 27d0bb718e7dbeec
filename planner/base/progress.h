/* A progress bar for work that takes longer than a second, on a terminal and nowhere else.
 *
 *	struct progress progress = progress_begin("reading names", 0);
 *	for (...) progress_show(&progress, done);
 *	progress_end(&progress);
 *
 * It is written to standard error, at most ten times a second, and wiped at the end. `--quiet` and
 * anything that is no terminal get nothing. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	const char *label;
	size_t total; /* 0: not known */
	size_t next;  /* the count at which the clock is looked at again */
	uint64_t begun, shown; /* milliseconds */
	bool bytes; /* counts are bytes: shown in MB, with their rate */
	bool on, drawn;
};

struct progress progress_begin(const char *label, size_t total);
/* PROGRESS may be NULL. */
void progress_show(struct progress *progress, size_t done);
void progress_end(struct progress *progress);

#endif
