/* A line on a terminal that shows how far a download is. */
#ifndef COMMANDS_TRANSFER_H
#define COMMANDS_TRANSFER_H

#include <stdbool.h>
#include <stdint.h>

/* Shows "12.3 of 45.0 MB, 3.4 MB/s, 9 s left" on standard error, at most five times a second, where
 * that is a terminal. The form that struct http_options wants; CONTEXT is not used. */
void transfer_show(void *context, uint64_t now, uint64_t total);

/* Takes the line away. */
void transfer_end(void);

/* Whether there is somebody to look. */
bool transfer_wanted(void);

#endif
