/* A line on a terminal that shows how far a download is. */
#ifndef COMMANDS_TRANSFER_H
#define COMMANDS_TRANSFER_H

#include <stdbool.h>
#include <stdint.h>

/* Shows how far it is (base/progress.h). The form that struct http_options wants; CONTEXT is not used. */
void transfer_show(void *context, uint64_t now, uint64_t total);

/* Takes the line away. */
void transfer_end(void);

/* Begins a line; whether there is somebody to look. */
bool transfer_wanted(void);

#endif
