/* Importing an index: the forms of a document, and plain lists. */
#include "registry/import.h"
#include "base/memory.h"
#include "names/name.h"
#include "registry/builder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum error import_name(struct import *import, const struct file *file, const char *name,
	size_t length, struct failure *failure)
{
	switch (builder_add(import->builder, name, length)) {
	case BUILDER_ADDED:
		break;
	case BUILDER_INVALID:
		if (import->invalid_count++ == 0)
			snprintf(import->first_invalid, sizeof import->first_invalid, "%.*s",
				(int)(length < 128 ? length : 128), name);
		break;
	case BUILDER_FULL:
		return fail(failure, ERR_LIMIT, "%s: holds more than %d names", file->name,
			LIMIT_SNAPSHOT_NAMES);
	}
	return OK;
}

static size_t field_end(const char *text, size_t from, size_t length)
{
	const char *tab = memchr(text + from, '\t', length - from);
	return tab ? (size_t)(tab - text) : length;
}

/* The place of the column `name` in a header line with TABs; -1 where there is none. */
static int name_column(const char *line, size_t length)
{
	int column = 0;
	for (size_t from = 0; from <= length; column++) {
		size_t end = field_end(line, from, length);
		if (end - from == 4 && memcmp(line + from, "name", 4) == 0)
			return column;
		from = end + 1;
	}
	return -1;
}

/* Hands each name of a list or TSV to GIVE. */
static enum error walk_list(const struct file *file, void *context,
	enum error (*give)(void *, const struct file *, const char *, size_t, struct failure *),
	struct failure *failure)
{
	enum error error = file_must_be_text(file, failure);
	if (error != OK)
		return error;
	int column = 0;
	bool first = true;
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (error == OK && lines_next(&lines)) {
		size_t length = lines.length, from = 0;
		while (length > 0 && (lines.text[length - 1] == ' '))
			length--;
		if (length == 0 || lines.text[0] == '#')
			continue;
		bool header = first && name_column(lines.text, length) >= 0 &&
			      (memchr(lines.text, '\t', length) != NULL || length == 4);
		first = false;
		if (header) {
			column = name_column(lines.text, length);
			continue;
		}
		for (int i = 0; i < column && from <= length; i++)
			from = field_end(lines.text, from, length) + 1;
		if (from > length)
			return fail(failure, ERR_INPUT, "%s:%zu: has fewer columns than the header",
				file->name, lines.number);
		size_t end = field_end(lines.text, from, length);
		error = give(context, file, lines.text + from, end - from, failure);
	}
	if (lines.error != OK)
		error = fail(failure, lines.error, "%s", lines.failure.text);
	return error;
}

static enum error give_name(void *context, const struct file *file, const char *name, size_t length,
	struct failure *failure)
{
	return import_name(context, file, name, length, failure);
}

static enum error give_left_out(void *context, const struct file *file, const char *name,
	size_t length, struct failure *failure)
{
	(void)failure;
	(void)file;
	builder_leave_out(context, name, length);
	return OK;
}

static enum error import_list(
	struct import *import, const struct file *file, struct failure *failure)
{
	return walk_list(file, import, give_name, failure);
}

enum error import_leave_out(
	struct builder *builder, const struct file *file, struct failure *failure)
{
	return walk_list(file, builder, give_left_out, failure);
}

/* The first byte that is no white space or byte-order mark. */
static char first_byte(const struct file *file)
{
	size_t at = file->length >= 3 && memcmp(file->bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	at += strspn(file->bytes + at, " \t\r\n");
	return at < file->length ? file->bytes[at] : '\0';
}

enum error import_read(struct import *import, const struct file *file, struct failure *failure)
{
	static const struct form {
		const char *name;
		char begins;
		enum error (*read)(struct import *, const struct file *, struct failure *);
	} forms[] = {
		{"PEP 691 JSON", '{', import_json},
		{"PEP 503 HTML", '<', import_html},
		{"list", '\0', import_list},
	};
	if (file->length == 0)
		return fail(failure, ERR_INPUT,
			"%s: is empty; it should hold the names of an index", file->name);
	size_t i = 0;
	char begins = first_byte(file);
	while (forms[i].begins != '\0' && forms[i].begins != begins)
		i++;
	import->format = forms[i].name;
	if (forms[i].begins != '\0')
		builder_document(import->builder);
	else
		builder_list(import->builder);
	return forms[i].read(import, file, failure);
}

enum { PIECE = 256 * 1024 };

/* Feeds an open JSON document; PIECE holds its first GOT bytes. */
static enum error feed_descriptor(struct import *import, const char *path, int descriptor,
	char *piece, size_t room, ssize_t got, struct failure *failure)
{
	builder_document(import->builder);
	struct import_stream *stream = import_json_begin(import, path);
	enum error error = OK;
	size_t total = 0;
	for (; got > 0 && error == OK; got = read(descriptor, piece, room)) {
		total += (size_t)got;
		error = total <= LIMIT_BULK_BYTES
				? import_json_feed(stream, piece, (size_t)got, failure)
				: fail(failure, ERR_LIMIT, "%s: has more than %d bytes", path,
					  LIMIT_BULK_BYTES);
	}
	if (got < 0 && error == OK)
		error = fail(failure, ERR_IO, "%s: cannot be read: %s", path, strerror(errno));
	if (error == OK)
		return import_json_end(stream, failure);
	import_json_free(stream);
	return error;
}

enum error import_json_descriptor(
	struct import *import, const char *name, int descriptor, struct failure *failure)
{
	autofree char *piece = memory_new(PIECE, 1);
	ssize_t got = lseek(descriptor, 0, SEEK_SET) == 0 ? read(descriptor, piece, PIECE) : -1;
	return feed_descriptor(import, name, descriptor, piece, PIECE, got, failure);
}

enum error import_path(struct import *import, const char *path, struct failure *failure)
{
	struct stat status;
	bool regular =
		strcmp(path, "-") != 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode);
	int descriptor = regular ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	if (descriptor >= 0) {
		autofree char *piece = memory_new(PIECE + 1, 1);
		ssize_t got = read(descriptor, piece, PIECE);
		struct file first = {
			.name = path, .bytes = piece, .length = got > 0 ? (size_t)got : 0};
		bool json = got > 0 && piece[0] != '\xef' && first_byte(&first) == '{';
		enum error error =
			json ? feed_descriptor(import, path, descriptor, piece, PIECE, got, failure)
			     : OK;
		close(descriptor);
		if (json)
			return error;
	}
	struct file file;
	enum error error = file_read(&file, path, LIMIT_BULK_BYTES, failure);
	if (error == OK) {
		error = import_read(import, &file, failure);
		file_release(&file);
	}
	return error;
}
