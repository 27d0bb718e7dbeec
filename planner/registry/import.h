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

/* Reads the names of a plain list or TSV to be left out. */
enum error import_leave_out(
	struct builder *builder, const struct file *file, struct failure *failure);

/* For the forms: adds one name as written; an invalid one is counted. */
enum error import_name(struct import *import, const struct file *file, const char *name,
	size_t length, struct failure *failure);

enum error import_json(struct import *import, const struct file *file, struct failure *failure);
enum error import_html(struct import *import, const struct file *file, struct failure *failure);

#endif
