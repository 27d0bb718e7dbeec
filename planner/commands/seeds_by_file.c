/* `nameward seeds --by-file`: what was understood, file by file. */
#include "commands/seeds_by_file.h"
#include "base/escape.h"
#include "base/json.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct mention {
	const struct place *place;
	const struct seed *seed;
};

static int compare_mentions(const void *a, const void *b)
{
	const struct mention *left = a, *right = b;
	int order = strcmp(left->place->file, right->place->file);
	order = order ? order
		      : (left->place->line > right->place->line) -
				(left->place->line < right->place->line);
	return order ? order : strcmp(left->seed->name, right->seed->name);
}

/* The format of the input that FILE is, or lies in (`a.whl/METADATA`); `included` where another
 * file names it (`-r more.txt`). */
static const char *format_of(const struct seeds *seeds, const char *file)
{
	size_t low = 0, high = seeds->inputs.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(seeds->inputs.items[middle].file, file) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low > 0; low--) {
		const struct seed_input *input = &seeds->inputs.items[low - 1];
		size_t length = strlen(input->file);
		if (strncmp(input->file, file, length) == 0 &&
			(file[length] == '\0' || file[length] == '/'))
			return input->format;
		if (input->file[0] != file[0])
			break;
	}
	return "included";
}

static void print_mention(
	const struct seeds *seeds, const struct mention *mention, enum format format)
{
	const struct place *place = mention->place;
	const char *name = mention->seed->name, *kind = seed_kind_name(mention->seed->kind);
	const char *its = format_of(seeds, place->file);
	if (format == FORMAT_JSONL) {
		cJSON *row = cJSON_CreateObject();
		json_add_text(row, "file", place->file);
		json_add_integer(row, "line", (int64_t)place->line);
		json_add_text(row, "format", its);
		json_add_text(row, "name", name);
		json_add_text(row, "kind", kind);
		json_print_line(row, stdout);
		cJSON_Delete(row);
		return;
	}
	autotext struct text file = text_new(LIMIT_LINE_BYTES);
	escape_terminal(&file, place->file, strlen(place->file));
	printf(format == FORMAT_TSV ? "%s\t%zu\t%s\t%s\t%s\n" : "%s:%zu  %s  %s  (%s)\n",
		file.bytes, place->line, its, name, kind);
}

void seeds_print_by_file(const struct seeds *seeds, enum format format)
{
	ARRAY(struct mention) mentions = {0};
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		for (size_t k = 0; k < seed->places.count; k++)
			*array_add(&mentions) = (struct mention){&seed->places.items[k], seed};
	}
	if (mentions.count > 1)
		qsort(mentions.items, mentions.count, sizeof *mentions.items, compare_mentions);
	if (format == FORMAT_TSV)
		puts("file\tline\tformat\tname\tkind");
	for (size_t i = 0; i < mentions.count; i++)
		print_mention(seeds, &mentions.items[i], format);
	array_release(&mentions);
}
