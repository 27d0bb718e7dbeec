/* The records of a piece. */
#include "corpus/piece.h"
#include "corpus/record_ends.h"

#include <stdlib.h>
#include <string.h>

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
	nesting_pass(&nesting, piece->bytes, piece->length, &piece->at);
	*record = (struct record){piece->bytes + begin, piece->at - begin, piece->at_line};
	piece->at_line += line_feeds(record->bytes, record->length);
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
