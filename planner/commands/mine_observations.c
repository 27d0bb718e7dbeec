/* What each record says, printed. */
#include "commands/mine_observations.h"
#include "base/escape.h"
#include "base/json.h"
#include "base/limits.h"

#include <stdio.h>

static void print_json(
	struct door_text id, enum sighting_kind kind, const char *name, size_t length)
{
	autotext struct text text = text_new(LIMIT_RECORD_BYTES);
	cJSON *row = cJSON_CreateObject();
	text_add_bytes(&text, id.bytes, id.length);
	json_add_text(row, "record", text.bytes);
	json_add_text(row, "kind", sighting_kind_name(kind));
	text_clear(&text);
	text_add_bytes(&text, name, length);
	json_add_text(row, "name", text.bytes);
	json_print_line(row, stdout);
	cJSON_Delete(row);
}

/* 3001-2   import   statx */
static void print_observation(void *context, struct door_text id, enum sighting_kind kind,
	const char *name, size_t length)
{
	struct observations *observations = context;
	struct text *line = &observations->line;
	if (observations->format == FORMAT_JSONL) {
		print_json(id, kind, name, length);
		return;
	}
	bool table = observations->format == FORMAT_TABLE;
	text_clear(line);
	escape_terminal(line, id.bytes, id.length);
	while (table && line->length < 24)
		text_add_char(line, ' ');
	text_addf(line, table ? "  %-9s " : "\t%s\t", sighting_kind_name(kind));
	escape_terminal(line, name, length);
	puts(line->bytes);
}

struct observations observations_begin(enum format format)
{
	if (format == FORMAT_TSV)
		puts("record\tkind\tname");
	return (struct observations){format, text_new(LIMIT_RECORD_BYTES)};
}

void observations_end(struct observations *observations)
{
	text_release(&observations->line);
}

struct observer observations_observer(struct observations *observations)
{
	return (struct observer){print_observation, observations};
}
