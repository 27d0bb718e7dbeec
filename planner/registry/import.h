/* Importing an index: a document that holds every name of an index becomes a snapshot.
 *
 * Forms, recognised by content:
 *   PEP 691 JSON   `{"meta": {...}, "projects": [{"name": ...}, ...]}`, the answer of GET /simple/;
 *                  read project by project, so that memory does not follow its size
 *   PEP 503 HTML   the anchors' texts, through libxml2
 *   TSV            a header line with a column `name` (the form of the embedded list)
 *   list           one name a line, `#` comments
 *
 * To add a form: a function like those of import_*.c and a row of the table in import.c. */
#ifndef REGISTRY_IMPORT_H
#define REGISTRY_IMPORT_H

#include "base/error.h"
#include "base/file.h"

#include <stddef.h>
#include <stdint.h>

struct builder;

struct import {
	struct builder *builder;
	const char *format;     /* what was recognised; of the last document */
	uint64_t serial;        /* of the index; 0: none */
	uint32_t invalid_count; /* entries that are no project names: left out, counted */
	char first_invalid[LIMIT_MESSAGE_BYTES / 4]; /* as written, cut */
};

/* Reads one document into IMPORT->builder. Errors name the file and the line (of JSON: or the
 * project's number): no text, ends early, no names, not of the form it seemed to be. */
enum error import_read(struct import *import, const struct file *file, struct failure *failure);

/* Reads the document at PATH ("-": standard input) in the same way; JSON piece by piece, so that it
 * is never held whole. */
enum error import_path(struct import *import, const char *path, struct failure *failure);

/* PEP 691 JSON from an open file, from its begin on, piece by piece; NAME stands in messages. */
enum error import_json_descriptor(
	struct import *import, const char *name, int descriptor, struct failure *failure);

/* PEP 691 JSON as it arrives, in pieces cut anywhere. NAME is borrowed and stands in messages.
 * A failure of feed ends the reading: free it. end says whether the document was whole, and frees.
 * The caller calls builder_document() first where a name that stands twice should be told. */
struct import_stream *import_json_begin(struct import *import, const char *name);
enum error import_json_feed(
	struct import_stream *stream, const char *bytes, size_t length, struct failure *failure);
enum error import_json_end(struct import_stream *stream, struct failure *failure);
void import_json_free(struct import_stream *stream);

/* Reads the names of a plain list or TSV to be left out. */
enum error import_leave_out(
	struct builder *builder, const struct file *file, struct failure *failure);

/* For the forms: adds one name as written; an invalid one is counted. */
enum error import_name(struct import *import, const struct file *file, const char *name,
	size_t length, struct failure *failure);

enum error import_json(struct import *import, const struct file *file, struct failure *failure);
enum error import_html(struct import *import, const struct file *file, struct failure *failure);

#endif
