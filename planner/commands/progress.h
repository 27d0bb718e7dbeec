/* A line on a terminal that shows how far a download is. */
#ifndef COMMANDS_PROGRESS_H
#define COMMANDS_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

/* Shows "12.3 of 45.0 MB, 3.4 MB/s, 9 s left" on standard error, at most five times a second, where
 * that is a terminal. The form that struct http_options wants; CONTEXT is not used. */
void progress_show(void *context, uint64_t now, uint64_t total);

/* Takes the line away. */
void progress_end(void);

/* Whether there is somebody to look. */
bool progress_wanted(void);

#endif
