/* The bytes of a file, unpacked where they are packed. */
#include "corpus/stream.h"
#include "base/memory.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PACKED_BYTES = 256 * 1024 };

enum error stream_open(struct stream *stream, const char *path, struct failure *failure)
{
	struct stat status;
	*stream = (struct stream){.name = path, .file = -1};
	if (strcmp(path, "-") == 0) {
		stream->name = "standard input";
		stream->file = dup(STDIN_FILENO);
	} else {
		stream->file = open(path, O_RDONLY | O_CLOEXEC);
	}
	if (stream->file < 0 || fstat(stream->file, &status) != 0)
		return fail(failure, ERR_INPUT, "%s: %s", path, strerror(errno));
	if (S_ISDIR(status.st_mode))
		return fail(failure, ERR_INPUT, "%s: is a folder; name the files in it", path);
	return OK;
}

static ssize_t read_file(struct stream *stream, void *out, size_t room)
{
	ssize_t count;
	do
		count = read(stream->file, out, room);
	while (count < 0 && errno == EINTR);
	if (count > 0)
		atomic_fetch_add(&stream->bytes_read, (uint64_t)count);
	return count;
}

static la_ssize_t feed_archive(struct archive *archive, void *context, const void **out)
{
	struct stream *stream = context;
	*out = stream->packed;
	ssize_t count = read_file(stream, stream->packed, PACKED_BYTES);
	if (count < 0)
		archive_set_error(archive, errno, "%s", strerror(errno));
	return count;
}

static void set_error(struct stream *stream, const char *what)
{
	stream->error = fail(&stream->failure, ERR_INPUT, "%s: %s; what was read before it counts",
		stream->name, what);
	stream->ended = true;
}

size_t stream_read(struct stream *stream, char *out, size_t room)
{
	if (stream->ended)
		return 0;
	ssize_t count = stream->archive ? archive_read_data(stream->archive, out, room)
					: read_file(stream, out, room);
	if (count < 0) {
		set_error(stream,
			stream->archive ? archive_error_string(stream->archive) : strerror(errno));
		return 0;
	}
	stream->ended = count == 0;
	return (size_t)count;
}

/* gzip, zstd or xz, by their first bytes (RFC 1952, RFC 8878, the .xz format 2.1.1.1). */
static bool is_packed(const char *bytes, size_t length)
{
	return (length >= 3 && memcmp(bytes, "\x1f\x8b\x08", 3) == 0) ||
	       (length >= 4 && memcmp(bytes, "\x28\xb5\x2f\xfd", 4) == 0) ||
	       (length >= 6 && memcmp(bytes,
				       "\xfd"
				       "7zXZ\0",
				       6) == 0);
}

/* The file read so far stands in front of the rest, when libarchive unpacks. */
struct first_bytes {
	struct stream *stream;
	const char *bytes;
	size_t length;
};

static la_ssize_t feed_first(struct archive *archive, void *context, const void **out)
{
	struct first_bytes *first = context;
	if (first->length == 0)
		return feed_archive(archive, first->stream, out);
	size_t length = first->length;
	*out = first->bytes;
	first->length = 0;
	return (la_ssize_t)length;
}

static int free_first(struct archive *archive, void *context)
{
	(void)archive;
	struct first_bytes *first = context;
	free((char *)first->bytes);
	free(first);
	return ARCHIVE_OK;
}

static bool open_archive(struct stream *stream, char *bytes, size_t length)
{
	struct archive *archive = stream->archive = archive_read_new();
	struct archive_entry *entry;
	if (archive == NULL)
		memory_exhausted();
	struct first_bytes *first = memory_new(1, sizeof *first);
	*first = (struct first_bytes){stream, bytes, length};
	stream->packed = memory_new(PACKED_BYTES, 1);
	archive_read_support_filter_gzip(archive);
	archive_read_support_filter_zstd(archive);
	archive_read_support_filter_xz(archive);
	archive_read_support_format_raw(archive);
	return archive_read_open(archive, first, NULL, feed_first, free_first) == ARCHIVE_OK &&
	       archive_read_next_header(archive, &entry) == ARCHIVE_OK;
}

bool stream_unpack(struct stream *stream, char *bytes, size_t length)
{
	if (stream->error != OK || !is_packed(bytes, length))
		return false;
	stream->ended = false;
	if (!open_archive(stream, bytes, length))
		set_error(stream, archive_error_string(stream->archive));
	return true;
}

void stream_close(struct stream *stream)
{
	if (stream->archive != NULL)
		archive_read_free(stream->archive);
	if (stream->file >= 0)
		close(stream->file);
	free(stream->packed);
}
