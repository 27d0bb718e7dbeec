/* The bytes of a file or of standard input, unpacked where they are packed (gzip, zstd, xz).
 *
 * What is packed is known by its first bytes, so they are read as they are first:
 *
 *	if (stream_open(&stream, path, failure) != OK) ...
 *	length = stream_read(&stream, bytes, room);
 *	if (stream_unpack(&stream, bytes, length))
 *		bytes = ..., length = stream_read(&stream, bytes, room);
 *	...
 *	stream_close(&stream);
 */
#ifndef CORPUS_STREAM_H
#define CORPUS_STREAM_H

#include "base/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct archive;

struct stream {
	const char *name; /* for messages: the path, borrowed, or "standard input" */
	int file;
	struct archive *archive; /* NULL: a plain file */
	char *packed;            /* what is handed to libarchive */
	bool ended;
	atomic_uint_fast64_t bytes_read; /* of the file, packed where it is; any thread may look */
	enum error error;                /* why it ended: OK at its end */
	struct failure failure;
};

/* PATH "-" is standard input. Errors: it cannot be opened, is a folder. Close in any case. */
enum error stream_open(struct stream *stream, const char *path, struct failure *failure);
void stream_close(struct stream *stream);

/* The next bytes, at most ROOM; 0 at the end and at an error, which `error` keeps. */
size_t stream_read(struct stream *stream, char *out, size_t room);

/* BYTES are all that was read so far. Where they are the begin of something packed, they are taken
 * over (the stream frees them) and what is read from now on is what was packed, from its begin.
 * False where they are not, and stay the caller's. */
bool stream_unpack(struct stream *stream, char *bytes, size_t length);

#endif
