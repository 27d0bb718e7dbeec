/* Files: read whole and by lines, written aside and renamed. */
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char byte_order_mark[] = "\xef\xbb\xbf";

enum error file_read(struct file *file, const char *path, size_t ceiling, struct failure *failure)
{
	bool standard = strcmp(path, "-") == 0;
	const char *name = standard ? "(standard input)" : path;
	int descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (descriptor < 0)
		return fail(failure, ERR_INPUT, "%s: cannot be read: %s", name, strerror(errno));
	struct stat status;
	enum error error = OK;
	char *bytes = NULL;
	size_t length = 0, room = 0;
	if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
		error = fail(failure, ERR_INPUT, "%s: is a folder; name a file", name);
		goto out;
	}
	size_t guess = S_ISREG(status.st_mode) && status.st_size > 0 ? (size_t)status.st_size : 0;
	bytes = memory_grow(bytes, &room, (guess < ceiling ? guess : ceiling) + 2, 1);
	for (;;) {
		bytes = memory_grow(bytes, &room, length + 2, 1);
		ssize_t got = read(descriptor, bytes + length, room - length - 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			error = fail(failure, ERR_INPUT, "%s: cannot be read: %s", name,
				strerror(errno));
			goto out;
		}
		if (got == 0)
			break;
		length += (size_t)got;
		if (length > ceiling) {
			error = fail(failure, ERR_LIMIT,
				"%s: is larger than %zu bytes, the most that is read; "
				"split it",
				name, ceiling);
			goto out;
		}
	}
	bytes[length] = '\0';
	*file = (struct file){name, bytes, length};
	bytes = NULL;
out:
	free(bytes);
	if (!standard)
		close(descriptor);
	return error;
}

void file_release(struct file *file)
{
	free(file->bytes);
	*file = (struct file){0};
}

struct file file_of_utf16(const struct file *file)
{
	struct file text = {.name = file->name};
	bool marked = file->length >= 2 && (memcmp(file->bytes, "\xff\xfe", 2) == 0 ||
						   memcmp(file->bytes, "\xfe\xff", 2) == 0);
	iconv_t way = marked ? iconv_open("UTF-8", "UTF-16") : (iconv_t)-1;
	if (way == (iconv_t)-1)
		return text;
	/* Two bytes become three at most. */
	size_t room = 0, left = file->length, size = file->length / 2 * 3 + 1;
	text.bytes = memory_grow(NULL, &room, size, 1);
	char *from = file->bytes, *to = text.bytes;
	size_t free_room = room - 1;
	if (iconv(way, &from, &left, &to, &free_room) == (size_t)-1) {
		free(text.bytes);
		text.bytes = NULL;
	} else {
		*to = '\0';
		text.length = (size_t)(to - text.bytes);
	}
	iconv_close(way);
	return text;
}

static size_t line_at(const char *bytes, size_t offset)
{
	size_t line = 1;
	for (size_t i = 0; i < offset; i++)
		line += bytes[i] == '\n';
	return line;
}

enum error file_must_be_text(const struct file *file, struct failure *failure)
{
	if (file->length == 0)
		return fail(failure, ERR_INPUT, "%s: is empty; it should hold at least one entry",
			file->name);
	const char *nul = memchr(file->bytes, '\0', file->length);
	if (nul != NULL)
		return fail(failure, ERR_INPUT,
			"%s:%zu: holds a NUL byte: this is no text file; is it compressed "
			"or the wrong file?",
			file->name, line_at(file->bytes, (size_t)(nul - file->bytes)));
	size_t valid = utf8_valid_length(file->bytes, file->length);
	if (valid < file->length)
		return fail(failure, ERR_INPUT,
			"%s:%zu: byte 0x%02x is no UTF-8; save the file as UTF-8", file->name,
			line_at(file->bytes, valid), (unsigned char)file->bytes[valid]);
	return OK;
}

struct lines lines_of(const char *name, const char *bytes, size_t length)
{
	if (length >= 3 && memcmp(bytes, byte_order_mark, 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	return (struct lines){.name = name, .next = bytes, .end = bytes + length};
}

bool lines_next(struct lines *lines)
{
	if (lines->error != OK || lines->next == lines->end)
		return false;
	size_t left = (size_t)(lines->end - lines->next);
	const char *feed = memchr(lines->next, '\n', left);
	lines->text = lines->next;
	lines->length = feed ? (size_t)(feed - lines->next) : left;
	lines->number++;
	lines->next = feed ? feed + 1 : lines->end;
	if (lines->length > 0 && lines->text[lines->length - 1] == '\r')
		lines->length--;
	if (lines->length > LIMIT_LINE_BYTES) {
		lines->error = fail(&lines->failure, ERR_LIMIT,
			"%s:%zu: the line has %zu bytes, more than %d; this is no list of "
			"names",
			lines->name, lines->number, lines->length, LIMIT_LINE_BYTES);
		return false;
	}
	return true;
}

static enum error write_all(
	int descriptor, const char *path, const char *bytes, size_t length, struct failure *failure)
{
	while (length > 0) {
		ssize_t put = write(descriptor, bytes, length);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return fail(failure, ERR_IO, "%s: cannot be written: %s", path,
				strerror(errno));
		bytes += put;
		length -= (size_t)put;
	}
	if (fsync(descriptor) != 0 && errno != EINVAL && errno != EROFS)
		return fail(failure, ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
	return OK;
}

/* Renaming over /dev/null would take it from everybody. */
static bool is_special(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

static enum error write_special(
	const char *path, const void *bytes, size_t length, struct failure *failure)
{
	int descriptor = open(path, O_WRONLY | O_CLOEXEC);
	if (descriptor < 0)
		return fail(failure, ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
	enum error error = write_all(descriptor, path, bytes, length, failure);
	if (close(descriptor) != 0 && error == OK)
		error = fail(failure, ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
	return error;
}

/* Writes a file beside PATH and renames it with these FLAGS of renameat2(). */
static enum error write_aside(const char *path, const void *bytes, size_t length, unsigned mode,
	unsigned flags, struct failure *failure)
{
	autotext struct text aside = text_new(LIMIT_LINE_BYTES);
	text_addf(&aside, "%s.XXXXXX", path);
	int descriptor = mkstemp(aside.bytes);
	if (descriptor < 0)
		return fail(failure, ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
	enum error error = write_all(descriptor, path, bytes, length, failure);
	if (error == OK && fchmod(descriptor, mode) != 0)
		error = fail(failure, ERR_IO, "%s: mode not set: %s", path, strerror(errno));
	if (close(descriptor) != 0 && error == OK)
		error = fail(failure, ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
	if (error == OK && renameat2(AT_FDCWD, aside.bytes, AT_FDCWD, path, flags) != 0)
		error = fail(failure, errno == EEXIST ? ERR_INPUT : ERR_IO,
			"%s: cannot be written: %s", path, strerror(errno));
	if (error != OK)
		unlink(aside.bytes);
	return error;
}

enum error file_write(
	const char *path, const void *bytes, size_t length, unsigned mode, struct failure *failure)
{
	if (is_special(path))
		return write_special(path, bytes, length, failure);
	return write_aside(path, bytes, length, mode, 0, failure);
}

enum error file_write_new(
	const char *path, const void *bytes, size_t length, unsigned mode, struct failure *failure)
{
	return write_aside(path, bytes, length, mode, RENAME_NOREPLACE, failure);
}

enum error folder_make(const char *path, struct failure *failure)
{
	autofree char *part = memory_copy(path, strlen(path));
	for (char *slash = part; slash != NULL;) {
		slash = strchr(slash + 1, '/');
		if (slash != NULL)
			*slash = '\0';
		if (mkdir(part, 0700) != 0 && errno != EEXIST)
			return fail(
				failure, ERR_IO, "%s: cannot be made: %s", path, strerror(errno));
		if (slash != NULL)
			*slash = '/';
	}
	return OK;
}

static bool is_there(const char *folder, const char *name)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	text_addf(&path, "%s/%s", folder, name);
	struct stat status;
	return lstat(path.bytes, &status) == 0;
}

/* Whether a folder at PATH may be replaced: it is empty or holds MARK. */
static enum error look_at_older(
	const char *path, const char *mark, bool *there, struct failure *failure)
{
	struct stat status;
	*there = lstat(path, &status) == 0;
	if (!*there)
		return OK;
	if (!S_ISDIR(status.st_mode))
		return fail(failure, ERR_INPUT, "%s: is no folder; name another place", path);
	DIR *folder = opendir(path);
	if (folder == NULL)
		return fail(failure, ERR_INPUT, "%s: cannot be read: %s", path, strerror(errno));
	bool empty = true;
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			empty = false;
	}
	closedir(folder);
	if (!empty && !is_there(path, mark))
		return fail(failure, ERR_INPUT,
			"%s: holds files that are not ours (no %s in it); name an empty "
			"or new folder",
			path, mark);
	return OK;
}

enum error folder_begin(
	struct folder *folder, const char *path, const char *mark, struct failure *failure)
{
	*folder = (struct folder){.path = memory_copy(path, strlen(path))};
	size_t length = strlen(path);
	while (length > 1 && folder->path[length - 1] == '/')
		folder->path[--length] = '\0';
	enum error error = look_at_older(folder->path, mark, &folder->replaces, failure);
	autotext struct text aside = text_new(LIMIT_LINE_BYTES);
	text_addf(&aside, "%s.XXXXXX", folder->path);
	char *slash = strrchr(folder->path, '/');
	if (error == OK && slash != NULL && slash != folder->path) {
		*slash = '\0';
		error = folder_make(folder->path, failure);
		*slash = '/';
	}
	if (error == OK && mkdtemp(aside.bytes) == NULL)
		error = fail(failure, ERR_IO, "%s: cannot be made: %s", path, strerror(errno));
	if (error == OK)
		folder->aside = memory_copy(aside.bytes, aside.length);
	else
		folder_abandon(folder);
	return error;
}

enum error folder_add(struct folder *folder, const char *name, const void *bytes, size_t length,
	struct failure *failure)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	text_addf(&path, "%s/%s", folder->aside, name);
	char *slash = strrchr(path.bytes, '/');
	*slash = '\0';
	enum error error = folder_make(path.bytes, failure);
	*slash = '/';
	if (error == OK)
		error = file_write(path.bytes, bytes, length, 0600, failure);
	return error;
}

/* Removes a folder that this file made: no deeper than ours are. */
static void remove_folder(const char *path, int depth)
{
	DIR *folder = opendir(path);
	if (folder == NULL)
		return;
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		autotext struct text inner = text_new(LIMIT_LINE_BYTES);
		text_addf(&inner, "%s/%s", path, entry->d_name);
		struct stat status;
		bool is_folder = lstat(inner.bytes, &status) == 0 && S_ISDIR(status.st_mode);
		if (is_folder && depth > 0)
			remove_folder(inner.bytes, depth - 1);
		else
			unlink(inner.bytes);
	}
	closedir(folder);
	rmdir(path);
}

enum { FOLDER_DEPTH = 3 };

enum error folder_commit(struct folder *folder, struct failure *failure)
{
	unsigned flags = folder->replaces ? RENAME_EXCHANGE : RENAME_NOREPLACE;
	if (renameat2(AT_FDCWD, folder->aside, AT_FDCWD, folder->path, flags) != 0) {
		enum error error = fail(failure, ERR_IO, "%s: cannot be put in place: %s",
			folder->path, strerror(errno));
		folder_abandon(folder);
		return error;
	}
	if (folder->replaces)
		remove_folder(folder->aside, FOLDER_DEPTH);
	free(folder->path);
	free(folder->aside);
	*folder = (struct folder){0};
	return OK;
}

void folder_abandon(struct folder *folder)
{
	if (folder->aside != NULL)
		remove_folder(folder->aside, FOLDER_DEPTH);
	free(folder->path);
	free(folder->aside);
	*folder = (struct folder){0};
}
