/* Files: read whole and by lines, written aside and renamed.
 *
 * Nothing is ever half-written: a file appears under its name complete and synced, or not at
 * all. A folder of files (a bundle) appears in the same way. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* A file read into memory, ended by NUL. `name` is how messages call it. */
struct file {
	const char *name;
	char *bytes;
	size_t length;
};

/* Reads PATH ("-" is standard input) whole, at most CEILING bytes. Errors: missing, a folder,
 * unreadable, too large. The caller releases. NAME borrows PATH. */
enum error file_read(struct file *file, const char *path, size_t ceiling, struct failure *failure);
void file_release(struct file *file);

/* The text in UTF-8 of a FILE in UTF-16 with a byte-order mark, as PowerShell's `>` and Notepad
 * write it: of the same name, with bytes of its own. The bytes are NULL where FILE is anything
 * else, or is no good UTF-16. */
struct file file_of_utf16(const struct file *file);

/* Refuses what is no text: an empty file, a NUL byte, or bytes that are no UTF-8, with the line.
 * A byte-order mark is skipped by lines_of(). */
enum error file_must_be_text(const struct file *file, struct failure *failure);

/* The lines of a text, without their ends (LF, CR LF or CR at the end of the text).
 *
 *	struct lines lines = lines_of(file.name, file.bytes, file.length);
 *	while (lines_next(&lines))
 *		... lines.text, lines.length, lines.number (from 1) ...
 *	if (lines.error) ...
 *
 * A line longer than LIMIT_LINE_BYTES ends the walk with an error. A byte-order mark before the
 * first line is left out. Lines are not ended by NUL. */
struct lines {
	const char *name;
	const char *text;
	size_t length;
	size_t number;
	const char *next, *end;
	enum error error;
	struct failure failure;
};

struct lines lines_of(const char *name, const char *bytes, size_t length);
bool lines_next(struct lines *lines);

/* Writes BYTES to PATH with MODE (0600 for whatever holds names): to a new file beside it, synced,
 * then renamed. A device, pipe or socket of that name is written to as it stands. */
enum error file_write(
	const char *path, const void *bytes, size_t length, unsigned mode, struct failure *failure);

/* The same to a PATH that must be new: what stands there already, a link to nowhere even, is left
 * as it is, and is ERR_INPUT. */
enum error file_write_new(
	const char *path, const void *bytes, size_t length, unsigned mode, struct failure *failure);

/* A folder that appears complete or not at all.
 *
 *	struct folder folder;
 *	folder_begin(&folder, "out", "internal/plan.json", &failure)
 *	folder_add(&folder, "internal/plan.json", bytes, length, &failure) ...
 *	folder_commit(&folder, &failure) or folder_abandon(&folder)
 *
 * Files are 0600 in folders of 0700, below PATH with a random ending, until the commit renames it;
 * an older folder at PATH is exchanged in the same step and then removed. MARK is a file that an
 * older folder must hold to be replaced: a folder of anything else is never touched (an empty one
 * is). */
struct folder {
	char *path;    /* where it will stand */
	char *aside;   /* where it is written */
	bool replaces; /* an older one stands at `path` */
};

enum error folder_begin(
	struct folder *folder, const char *path, const char *mark, struct failure *failure);
enum error folder_add(struct folder *folder, const char *name, const void *bytes, size_t length,
	struct failure *failure);
enum error folder_commit(struct folder *folder, struct failure *failure);
void folder_abandon(struct folder *folder);

/* Makes PATH and the folders above it, 0700. */
enum error folder_make(const char *path, struct failure *failure);

#endif
