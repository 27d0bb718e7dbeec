/* Transcripts as they come: files and standard input, plain or packed (gzip, zstd, xz), in pieces
 * of whole records.
 *
 *	struct transcript *transcript = transcript_open("log.jsonl.zst", FORM_AUTO, &failure);
 *	struct piece piece = {0};
 *	while (transcript_next(transcript, &piece))
 *		... piece_next(&piece, &record) ...
 *	if (transcript_error(transcript, &failure) != OK) ...
 *
 * transcript_next() may be called from several threads, each with a piece of its own: reading and
 * unpacking are done by one at a time, whoever asks. Memory is that of the pieces: 2 MB each, more
 * where one record is longer, at most LIMIT_RECORD_BYTES. */
#ifndef CORPUS_TRANSCRIPT_H
#define CORPUS_TRANSCRIPT_H

#include "base/error.h"
#include "corpus/piece.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct transcript;

/* PATH "-" is standard input; FORM_AUTO: the form is recognised. NULL where it cannot be opened, or
 * is a folder. The caller closes. */
struct transcript *transcript_open(const char *path, enum form form, struct failure *failure);
void transcript_close(struct transcript *transcript);

/* For messages: the path, or "standard input". */
const char *transcript_path(const struct transcript *transcript);

/* The next piece; false at the end. The caller releases PIECE, whose memory is used again. */
bool transcript_next(struct transcript *transcript, struct piece *piece);

/* Why the reading ended: OK at its end; damaged packing, an unreadable file. */
enum error transcript_error(const struct transcript *transcript, struct failure *failure);
/* Records longer than LIMIT_RECORD_BYTES, which were left out; *LINE is that of the first. */
size_t transcript_too_long(const struct transcript *transcript, size_t *line);
/* Bytes of the file read so far, packed where it is. */
uint64_t transcript_bytes_read(const struct transcript *transcript);

#endif
