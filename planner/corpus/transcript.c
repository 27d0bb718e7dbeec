/* Transcripts in pieces of whole records. */
#include "corpus/transcript.h"
#include "base/json_door.h"
#include "base/limits.h"
#include "base/memory.h"
#include "corpus/record_ends.h"
#include "corpus/stream.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE_BYTES = 2 * 1024 * 1024, SNIFFED_BYTES = 256 * 1024 };

struct transcript {
	struct stream stream;
	enum form form;
	pthread_mutex_t lock;
	char *rest; /* read, and not handed out: the begin of a record that goes on */
	size_t rest_length, rest_room;
	size_t line;
	bool array, begun, skipping;
	struct nesting nesting; /* of a record that is skipped */
	size_t too_long, too_long_line;
};

const char *transcript_path(const struct transcript *transcript)
{
	return transcript->stream.name;
}

/* Reads on until the rest holds WANTED bytes or the file ends. */
static void fill_rest(struct transcript *transcript, size_t wanted)
{
	transcript->rest = memory_grow(transcript->rest, &transcript->rest_room,
		wanted + DOOR_PADDING, sizeof *transcript->rest);
	while (transcript->rest_length < wanted) {
		size_t count =
			stream_read(&transcript->stream, transcript->rest + transcript->rest_length,
				wanted - transcript->rest_length);
		if (count == 0)
			return;
		transcript->rest_length += count;
	}
}

struct transcript *transcript_open(const char *path, enum form form, struct failure *failure)
{
	struct transcript *transcript = memory_new(1, sizeof *transcript);
	*transcript = (struct transcript){.line = 1};
	pthread_mutex_init(&transcript->lock, NULL);
	if (stream_open(&transcript->stream, path, failure) != OK) {
		transcript_close(transcript);
		return NULL;
	}
	fill_rest(transcript, SNIFFED_BYTES);
	if (stream_unpack(&transcript->stream, transcript->rest, transcript->rest_length)) {
		transcript->rest = NULL;
		transcript->rest_length = transcript->rest_room = 0;
		fill_rest(transcript, SNIFFED_BYTES);
	}
	transcript->form = form != FORM_AUTO ? form : transcript_form_of_name(path);
	if (transcript->form == FORM_AUTO)
		transcript->form =
			transcript_form_of_bytes(transcript->rest, transcript->rest_length);
	return transcript;
}

void transcript_close(struct transcript *transcript)
{
	if (transcript == NULL)
		return;
	stream_close(&transcript->stream);
	pthread_mutex_destroy(&transcript->lock);
	free(transcript->rest);
	free(transcript);
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
		transcript->skipping = !nesting_pass(
			&transcript->nesting, transcript->rest, transcript->rest_length, &behind);
	}
	transcript->line += line_feeds(transcript->rest, behind);
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
		size_t whole =
			whole_records(transcript->form, transcript->rest, transcript->rest_length);
		if (whole > 0)
			return whole;
		if (transcript->rest_length >= LIMIT_RECORD_BYTES)
			skip_record(transcript);
		else if (transcript->stream.ended)
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
	transcript->line += line_feeds(piece->bytes, whole);
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

enum error transcript_error(const struct transcript *transcript, struct failure *failure)
{
	const struct stream *stream = &transcript->stream;
	if (stream->error != OK)
		return fail(failure, stream->error, "%s", stream->failure.text);
	return OK;
}

size_t transcript_too_long(const struct transcript *transcript, size_t *line)
{
	*line = transcript->too_long_line;
	return transcript->too_long;
}

uint64_t transcript_bytes_read(const struct transcript *transcript)
{
	return atomic_load(&((struct transcript *)transcript)->stream.bytes_read);
}
