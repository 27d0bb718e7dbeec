/* Transcripts as they come: files and standard input, plain or packed (gzip, zstd, xz), in pieces
 *of whole records.
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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum form {
	FORM_AUTO,
	FORM_JSONL,    /* a JSON value a line */
	FORM_JSON,     /* an array of records, or values one after another, over any lines */
	FORM_MARKDOWN, /* Markdown or plain text: one answer */
	FORM_PYTHON,   /* a Python file: one answer */
	FORMS,
};

struct transcript;

struct piece {
	char *bytes; /* DOOR_PADDING more may be read */
	size_t length, room;
	size_t line; /* of the first byte, from 1 */
	enum form form;
	bool array;         /* FORM_JSON: elements of an array; commas stand between them */
	size_t at, at_line; /* where piece_next() goes on */
};

struct record {
	const char *bytes;
	size_t length;
	size_t line;
};

struct transcript *transcript_open(const char *path, enum form form, struct failure *failure);
void transcript_close(struct transcript *transcript);

const char *transcript_path(const struct transcript *transcript);

bool transcript_next(struct transcript *transcript, struct piece *piece);
bool piece_next(struct piece *piece, struct record *record);
void piece_release(struct piece *piece);

/* Why the reading ended: OK at its end; damaged packing, an unreadable file. */
enum error transcript_error(const struct transcript *transcript, struct failure *failure);
/* Records longer than LIMIT_RECORD_BYTES, which were left out; *LINE is that of the first. */
size_t transcript_too_long(const struct transcript *transcript, size_t *line);
/* Bytes of the file read so far, packed where it is. */
uint64_t transcript_bytes_read(const struct transcript *transcript);
/* Bytes of the file, 0 where that is not known (standard input). */
uint64_t transcript_bytes(const struct transcript *transcript);

#endif
