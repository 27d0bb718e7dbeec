/* Transcripts in pieces of whole records. */
#include "corpus/transcript.h"
#include "base/json_door.h"
#include "base/limits.h"
#include "base/memory.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE_BYTES = 2 * 1024 * 1024, SNIFFED_BYTES = 256 * 1024, PACKED_BYTES = 256 * 1024 };

/* Where a JSON text stands that is walked from value to value. */
struct nesting {
	size_t depth;
	bool in_string, escaped;
};

struct transcript {
	const char *path;
	int file;
	enum form form;
	struct archive *archive; /* NULL: a plain file */
	char *packed;            /* what is handed to libarchive */
	pthread_mutex_t lock;
	char *rest; /* read, and not handed out: the begin of a record that goes on */
	size_t rest_length, rest_room;
	size_t line;
	bool array, begun, ended, skipping;
	struct nesting nesting; /* of a record that is skipped */
	size_t too_long, too_long_line;
	atomic_uint_fast64_t bytes_read;
	uint64_t bytes;
	enum error error;
	struct failure failure;
};

const char *transcript_path(const struct transcript *transcript)
{
	return transcript->path;
}

/* ---- bytes ---- */

static ssize_t read_file(struct transcript *transcript, void *out, size_t room)
{
	ssize_t count;
	do
		count = read(transcript->file, out, room);
	while (count < 0 && errno == EINTR);
	if (count > 0)
		atomic_fetch_add(&transcript->bytes_read, (uint64_t)count);
	return count;
}

static la_ssize_t feed_archive(struct archive *archive, void *context, const void **out)
{
	struct transcript *transcript = context;
	*out = transcript->packed;
	ssize_t count = read_file(transcript, transcript->packed, PACKED_BYTES);
	if (count < 0)
		archive_set_error(archive, errno, "%s", strerror(errno));
	return count;
}

static void set_error(struct transcript *transcript, const char *what)
{
	transcript->error = fail(&transcript->failure, ERR_INPUT,
		"%s: %s; what was read before it counts", transcript->path, what);
	transcript->ended = true;
}

/* The next bytes, unpacked; 0 at the end and at an error. */
static size_t read_some(struct transcript *transcript, char *out, size_t room)
{
	if (transcript->ended)
		return 0;
	ssize_t count = transcript->archive ? archive_read_data(transcript->archive, out, room)
					    : read_file(transcript, out, room);
	if (count < 0) {
		set_error(transcript, transcript->archive
					      ? archive_error_string(transcript->archive)
					      : strerror(errno));
		return 0;
	}
	transcript->ended = count == 0;
	return (size_t)count;
}

/* ---- opening ---- */

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
	struct transcript *transcript;
	const char *bytes;
	size_t length;
};

static la_ssize_t feed_first(struct archive *archive, void *context, const void **out)
{
	struct first_bytes *first = context;
	if (first->length == 0)
		return feed_archive(archive, first->transcript, out);
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

static bool open_archive(struct transcript *transcript)
{
	struct archive *archive = transcript->archive = archive_read_new();
	struct archive_entry *entry;
	if (archive == NULL)
		memory_exhausted();
	struct first_bytes *first = memory_new(1, sizeof *first);
	*first = (struct first_bytes){transcript, transcript->rest, transcript->rest_length};
	transcript->packed = memory_new(PACKED_BYTES, 1);
	transcript->rest = NULL;
	transcript->rest_length = transcript->rest_room = 0;
	archive_read_support_filter_gzip(archive);
	archive_read_support_filter_zstd(archive);
	archive_read_support_filter_xz(archive);
	archive_read_support_format_raw(archive);
	return archive_read_open(archive, first, NULL, feed_first, free_first) == ARCHIVE_OK &&
	       archive_read_next_header(archive, &entry) == ARCHIVE_OK;
}

/* Reads on until the rest holds WANTED bytes or the file ends. */
static void fill_rest(struct transcript *transcript, size_t wanted)
{
	transcript->rest = memory_grow(transcript->rest, &transcript->rest_room,
		wanted + DOOR_PADDING, sizeof *transcript->rest);
	while (transcript->rest_length < wanted) {
		size_t count = read_some(transcript, transcript->rest + transcript->rest_length,
			wanted - transcript->rest_length);
		if (count == 0)
			return;
		transcript->rest_length += count;
	}
}

static bool ends_with(const char *path, const char *ending)
{
	size_t length = strlen(path), size = strlen(ending);
	return length > size && strcmp(path + length - size, ending) == 0;
}

/* The name without the ending of its packing. */
static enum form form_of_name(const char *path)
{
	static const struct {
		const char *ending;
		enum form form;
	} endings[] = {{".jsonl", FORM_JSONL}, {".ndjson", FORM_JSONL}, {".py", FORM_PYTHON},
		{".ipynb", FORM_JSON}, {".md", FORM_MARKDOWN}, {".markdown", FORM_MARKDOWN},
		{".txt", FORM_MARKDOWN}};
	char name[4096] = "";
	size_t length = strlen(path);
	if (ends_with(path, ".gz") || ends_with(path, ".xz"))
		length -= 3;
	else if (ends_with(path, ".zst"))
		length -= 4;
	if (length >= sizeof name)
		return FORM_AUTO;
	memcpy(name, path, length);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		if (ends_with(name, endings[i].ending))
			return endings[i].form;
	}
	return FORM_AUTO;
}

/* Whether a value begins and ends on the first line, or the second line begins another one: JSON
 * lines. Else the values go over lines. */
static bool is_json_lines(const char *bytes, size_t length)
{
	const char *feed = memchr(bytes, '\n', length);
	if (feed == NULL)
		return false;
	const char *last = feed;
	while (last > bytes && strchr(" \t\r", last[-1]) != NULL)
		last--;
	bool closed = last > bytes + 1 && last[-1] == '}';
	const char *next = feed + 1;
	return closed || (last > bytes + 1 && next < bytes + length && *next == '{');
}

static enum form form_of_content(const char *bytes, size_t length)
{
	size_t at = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	while (at < length && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0')
		at++;
	if (at == length)
		return FORM_MARKDOWN;
	if (bytes[at] == '{')
		return is_json_lines(bytes + at, length - at) ? FORM_JSONL : FORM_JSON;
	if (bytes[at] == '[') {
		/* A Markdown link begins so as well. */
		for (at++; at < length && strchr(" \t\r\n", bytes[at]) != NULL; at++)
			;
		return at < length && (bytes[at] == '{' || bytes[at] == ']') ? FORM_JSON
									     : FORM_MARKDOWN;
	}
	static const char shebang[] = "#!";
	const char *feed = memchr(bytes, '\n', length);
	if (length > 2 && memcmp(bytes, shebang, 2) == 0 && feed != NULL &&
		memmem(bytes, (size_t)(feed - bytes), "python", 6) != NULL)
		return FORM_PYTHON;
	return FORM_MARKDOWN;
}

static enum error open_file(struct transcript *transcript, struct failure *failure)
{
	struct stat status;
	const char *path = transcript->path;
	if (strcmp(path, "-") == 0) {
		transcript->path = "standard input";
		transcript->file = dup(STDIN_FILENO);
	} else {
		transcript->file = open(path, O_RDONLY | O_CLOEXEC);
	}
	if (transcript->file < 0 || fstat(transcript->file, &status) != 0)
		return fail(failure, ERR_INPUT, "%s: %s", path, strerror(errno));
	if (S_ISDIR(status.st_mode))
		return fail(failure, ERR_INPUT, "%s: is a folder; name the files in it", path);
	transcript->bytes = S_ISREG(status.st_mode) ? (uint64_t)status.st_size : 0;
	return OK;
}

struct transcript *transcript_open(const char *path, enum form form, struct failure *failure)
{
	struct transcript *transcript = memory_new(1, sizeof *transcript);
	*transcript = (struct transcript){.path = path, .file = -1, .line = 1};
	pthread_mutex_init(&transcript->lock, NULL);
	if (open_file(transcript, failure) != OK) {
		transcript_close(transcript);
		return NULL;
	}
	fill_rest(transcript, SNIFFED_BYTES);
	if (transcript->error == OK && is_packed(transcript->rest, transcript->rest_length)) {
		transcript->ended = false;
		if (!open_archive(transcript))
			set_error(transcript, archive_error_string(transcript->archive));
		fill_rest(transcript, SNIFFED_BYTES);
	}
	transcript->form = form != FORM_AUTO ? form : form_of_name(path);
	if (transcript->form == FORM_AUTO)
		transcript->form = form_of_content(transcript->rest, transcript->rest_length);
	return transcript;
}

void transcript_close(struct transcript *transcript)
{
	if (transcript == NULL)
		return;
	if (transcript->archive != NULL)
		archive_read_free(transcript->archive);
	if (transcript->file >= 0)
		close(transcript->file);
	pthread_mutex_destroy(&transcript->lock);
	free(transcript->packed);
	free(transcript->rest);
	free(transcript);
}

/* ---- records ---- */

/* Walks JSON from *AT; true where a whole value or element has just ended (behind it). BASE is the
 * depth at which values stand side by side: 1 in an array of them. */
static bool pass_value(
	struct nesting *nesting, const char *bytes, size_t length, size_t *at, size_t base)
{
	for (size_t i = *at; i < length; i++) {
		char c = bytes[i];
		if (nesting->in_string) {
			if (nesting->escaped)
				nesting->escaped = false;
			else if (c == '\\')
				nesting->escaped = true;
			else if (c == '"')
				nesting->in_string = false;
		} else if (c == '"') {
			nesting->in_string = true;
		} else if (c == '{' || c == '[') {
			nesting->depth++;
		} else if ((c == '}' || c == ']') && nesting->depth > base) {
			if (--nesting->depth == base) {
				*at = i + 1;
				return true;
			}
		}
	}
	*at = length;
	return false;
}

/* The bytes of whole records at the begin of BYTES; 0 where not even one has ended. */
static size_t whole_lines(const char *bytes, size_t length)
{
	const char *feed = memrchr(bytes, '\n', length);
	return feed ? (size_t)(feed - bytes) + 1 : 0;
}

static size_t whole_values(const char *bytes, size_t length)
{
	struct nesting nesting = {0};
	size_t at = 0, whole = 0;
	while (pass_value(&nesting, bytes, length, &at, 0))
		whole = at;
	return whole;
}

static size_t whole_records(const struct transcript *transcript, const char *bytes, size_t length)
{
	if (transcript->form == FORM_JSONL)
		return whole_lines(bytes, length);
	return transcript->form == FORM_JSON ? whole_values(bytes, length) : 0;
}

static size_t count_lines(const char *bytes, size_t length)
{
	size_t count = 0;
	const char *end = bytes + length;
	for (const char *at = bytes; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
		count++;
	return count;
}

/* A byte-order mark, and the bracket of an array of records, are taken off once. */
static void begin(struct transcript *transcript)
{
	transcript->begun = true;
	size_t at = transcript->rest_length >= 3 && memcmp(transcript->rest, "\xef\xbb\xbf", 3) == 0
			    ? 3
			    : 0;
	if (transcript->form == FORM_JSON) {
		while (at < transcript->rest_length &&
			strchr(" \t\r\n", transcript->rest[at]) != NULL && transcript->rest[at])
			transcript->line += transcript->rest[at++] == '\n';
		transcript->array = at < transcript->rest_length && transcript->rest[at] == '[';
		at += transcript->array;
	}
	transcript->rest_length -= at;
	memmove(transcript->rest, transcript->rest + at, transcript->rest_length);
}

/* A record longer than the limit: what is read of it is dropped, up to its end. */
static void skip_record(struct transcript *transcript)
{
	if (!transcript->skipping) {
		transcript->skipping = true;
		transcript->nesting = (struct nesting){0};
		if (transcript->too_long++ == 0)
			transcript->too_long_line = transcript->line;
	}
	size_t behind = transcript->rest_length;
	if (transcript->form == FORM_JSONL) {
		const char *feed = memchr(transcript->rest, '\n', transcript->rest_length);
		behind = feed ? (size_t)(feed - transcript->rest) + 1 : behind;
		transcript->skipping = feed == NULL;
	} else if (transcript->form == FORM_JSON) {
		behind = 0;
		transcript->skipping = !pass_value(&transcript->nesting, transcript->rest,
			transcript->rest_length, &behind, 0);
	}
	transcript->line += count_lines(transcript->rest, behind);
	transcript->rest_length -= behind;
	memmove(transcript->rest, transcript->rest + behind, transcript->rest_length);
}

/* Fills the rest until it holds a whole record, or everything; how many bytes are whole. */
static size_t gather(struct transcript *transcript)
{
	size_t wanted = PIECE_BYTES;
	for (;;) {
		fill_rest(transcript, wanted);
		if (!transcript->begun)
			begin(transcript);
		if (transcript->skipping) {
			if (transcript->rest_length == 0)
				return 0;
			skip_record(transcript);
			continue;
		}
		size_t whole = whole_records(transcript, transcript->rest, transcript->rest_length);
		if (whole > 0)
			return whole;
		if (transcript->rest_length >= LIMIT_RECORD_BYTES)
			skip_record(transcript);
		else if (transcript->ended)
			return transcript->rest_length;
		else
			wanted = wanted * 2 < LIMIT_RECORD_BYTES ? wanted * 2 : LIMIT_RECORD_BYTES;
	}
}

/* Hands out the first WHOLE bytes of the rest: buffers are exchanged, what is left is copied. */
static void hand_out(struct transcript *transcript, struct piece *piece, size_t whole)
{
	char *bytes = piece->bytes;
	size_t room = piece->room, left = transcript->rest_length - whole;
	bytes = memory_grow(bytes, &room, left + DOOR_PADDING, sizeof *bytes);
	memcpy(bytes, transcript->rest + whole, left);
	memset(transcript->rest + transcript->rest_length, 0, DOOR_PADDING);
	*piece = (struct piece){.bytes = transcript->rest,
		.length = whole,
		.room = transcript->rest_room,
		.line = transcript->line,
		.at_line = transcript->line,
		.form = transcript->form,
		.array = transcript->array};
	transcript->line += count_lines(piece->bytes, whole);
	transcript->rest = bytes;
	transcript->rest_room = room;
	transcript->rest_length = left;
}

bool transcript_next(struct transcript *transcript, struct piece *piece)
{
	pthread_mutex_lock(&transcript->lock);
	size_t whole = gather(transcript);
	if (whole > 0)
		hand_out(transcript, piece, whole);
	pthread_mutex_unlock(&transcript->lock);
	return whole > 0;
}

void piece_release(struct piece *piece)
{
	free(piece->bytes);
	*piece = (struct piece){0};
}

static bool is_blank(char character)
{
	return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

static bool next_line(struct piece *piece, struct record *record)
{
	while (piece->at < piece->length) {
		const char *begin = piece->bytes + piece->at;
		const char *feed = memchr(begin, '\n', piece->length - piece->at);
		size_t length = feed ? (size_t)(feed - begin) : piece->length - piece->at;
		*record = (struct record){begin, length, piece->at_line++};
		piece->at += length + (feed != NULL);
		while (record->length > 0 && is_blank(record->bytes[record->length - 1]))
			record->length--;
		if (record->length > 0)
			return true;
	}
	return false;
}

/* A value, or what is left where none ends; the closing bracket of the array is no record. */
static bool next_value(struct piece *piece, struct record *record)
{
	while (piece->at < piece->length &&
		(is_blank(piece->bytes[piece->at]) || piece->bytes[piece->at] == ','))
		piece->at_line += piece->bytes[piece->at++] == '\n';
	if (piece->at == piece->length)
		return false;
	if (piece->array && piece->bytes[piece->at] == ']') {
		piece->at++;
		return next_value(piece, record);
	}
	size_t begin = piece->at;
	struct nesting nesting = {0};
	pass_value(&nesting, piece->bytes, piece->length, &piece->at, 0);
	*record = (struct record){piece->bytes + begin, piece->at - begin, piece->at_line};
	piece->at_line += count_lines(record->bytes, record->length);
	while (record->length > 0 && is_blank(record->bytes[record->length - 1]))
		record->length--;
	return true;
}

bool piece_next(struct piece *piece, struct record *record)
{
	if (piece->form == FORM_JSONL)
		return next_line(piece, record);
	if (piece->form == FORM_JSON)
		return next_value(piece, record);
	if (piece->at == piece->length)
		return false;
	*record = (struct record){piece->bytes, piece->length, piece->line};
	piece->at = piece->length;
	return true;
}

enum error transcript_error(const struct transcript *transcript, struct failure *failure)
{
	if (transcript->error != OK)
		return fail(failure, transcript->error, "%s", transcript->failure.text);
	return OK;
}

size_t transcript_too_long(const struct transcript *transcript, size_t *line)
{
	*line = transcript->too_long_line;
	return transcript->too_long;
}

uint64_t transcript_bytes_read(const struct transcript *transcript)
{
	return atomic_load(&((struct transcript *)transcript)->bytes_read);
}

uint64_t transcript_bytes(const struct transcript *transcript)
{
	return transcript->bytes;
}
