/* The list of PyPI's names that stands in the program. */
#include "registry/embedded_list.h"
#include "base/embedded.h"
#include "base/limits.h"
#include "base/memory.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

static const char list_name[] = "wordlists/pypi-2026-11.tsv.zst";

/* Unpacks a zstd stream; other formats and filters are not enabled, since some start programs. */
static enum error unpack(
	const struct embedded_file *file, char **text, size_t *length, struct failure *failure)
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	if (archive == NULL)
		memory_exhausted();
	size_t room = 0;
	*text = NULL;
	*length = 0;
	int answer = archive_read_support_filter_zstd(archive);
	if (answer == ARCHIVE_OK)
		answer = archive_read_support_format_raw(archive);
	if (answer == ARCHIVE_OK)
		answer = archive_read_open_memory(archive, file->bytes, embedded_size(file));
	if (answer == ARCHIVE_OK)
		answer = archive_read_next_header(archive, &entry);
	while (answer == ARCHIVE_OK) {
		*text = memory_grow(*text, &room, *length + 4 * 1024 * 1024, 1);
		la_ssize_t got = archive_read_data(archive, *text + *length, room - *length - 1);
		if (got < 0)
			answer = ARCHIVE_FATAL;
		if (got <= 0)
			break;
		*length += (size_t)got;
		if (*length > LIMIT_BULK_BYTES)
			answer = ARCHIVE_FATAL;
	}
	enum error error = OK;
	if (answer != ARCHIVE_OK)
		error = fail(failure, ERR_INPUT, "the embedded list cannot be unpacked: %s",
			archive_error_string(archive));
	archive_read_free(archive);
	if (error != OK) {
		free(*text);
		*text = NULL;
	}
	return error;
}

/* Digits up to STOP as a number below 65,536; *AT moves behind STOP. UINT32_MAX: anything else. */
static uint32_t number_until(char **at, char stop)
{
	uint32_t value = 0;
	char *digit = *at;
	while (*digit >= '0' && *digit <= '9' && value < 65536)
		value = value * 10 + (uint32_t)(*digit++ - '0');
	if (*digit != stop || value >= 65536)
		return UINT32_MAX;
	*at = digit + 1;
	return value;
}

/* `name TAB 2026-11 TAB 14` and a line feed; month and rank may be empty. */
static char *read_row(struct embedded_list *list, char *line, struct embedded_row *row)
{
	char *tab = strchr(line, '\t');
	if (tab == NULL || tab == line || tab - line > LIMIT_NAME_BYTES)
		return NULL;
	*tab = '\0';
	*row = (struct embedded_row){
		.offset = (uint32_t)(line - list->text), .length = (uint16_t)(tab - line)};
	char *at = tab + 1;
	if (*at != '\t') {
		uint32_t year = number_until(&at, '-');
		uint32_t month = year == UINT32_MAX ? UINT32_MAX : number_until(&at, '\t');
		if (month < 1 || month > 12 || year < 1970)
			return NULL;
		row->month = (uint16_t)((year - 1970) * 12 + month);
	} else {
		at++;
	}
	uint32_t rank = number_until(&at, '\n');
	row->rank = (uint16_t)rank;
	return rank == UINT32_MAX ? NULL : at;
}

enum error embedded_list_read(struct embedded_list *list, struct failure *failure)
{
	*list = (struct embedded_list){0};
	size_t length, room = 0;
	enum error error = unpack(embedded_get(list_name), &list->text, &length, failure);
	if (error != OK)
		return error;
	list->text[length] = '\0';
	char *line = strchr(list->text, '\n'); /* the first line is the header */
	line = line ? line + 1 : list->text + length;
	list->rows = memory_grow(NULL, &room, length / 20 + 1, sizeof *list->rows);
	while (*line != '\0') {
		list->rows = memory_grow(list->rows, &room, list->count + 1, sizeof *list->rows);
		struct embedded_row *row = &list->rows[list->count];
		line = read_row(list, line, row);
		bool rising =
			line != NULL && (list->count == 0 || strcmp(list->text + row[-1].offset,
								     list->text + row->offset) < 0);
		if (!rising) {
			error = fail(failure, ERR_INPUT, "%s:%u: the embedded list is damaged",
				list_name, list->count + 2);
			embedded_list_release(list);
			return error;
		}
		list->count++;
	}
	return OK;
}

void embedded_list_release(struct embedded_list *list)
{
	free(list->text);
	free(list->rows);
	*list = (struct embedded_list){0};
}

const char *embedded_list_digest(void)
{
	return embedded_get(list_name)->digest;
}

/* Both are in byte order. */
static void join(struct popularity *popularity, const struct embedded_list *list, const char *names,
	const uint32_t *offsets, uint32_t count)
{
	uint32_t row = 0;
	for (uint32_t i = 0; i < count; i++) {
		int order = 1;
		while (row < list->count && (order = strcmp(list->text + list->rows[row].offset,
						     names + offsets[i])) < 0)
			row++;
		if (order == 0 && row < list->count) {
			popularity->ranks[i] = list->rows[row].rank;
			popularity->months[i] = list->rows[row].month;
		}
	}
}

/* The highest rank, and the bytes of the ranked names with their NULs. */
static void measure(struct popularity *popularity, const struct embedded_list *list)
{
	for (uint32_t i = 0; i < list->count; i++) {
		if (list->rows[i].rank == 0)
			continue;
		popularity->ranked_bytes += list->rows[i].length + 1u;
		if (list->rows[i].rank > popularity->ranked_count)
			popularity->ranked_count = list->rows[i].rank;
	}
}

static void copy_ranked(struct popularity *popularity, const struct embedded_list *list)
{
	uint32_t at = 0;
	for (uint32_t i = 0; i < list->count; i++) {
		const struct embedded_row *row = &list->rows[i];
		if (row->rank == 0)
			continue;
		memcpy(popularity->ranked_names + at, list->text + row->offset, row->length + 1u);
		popularity->ranked[row->rank - 1] = at + 1;
		at += row->length + 1u;
	}
}

struct popularity popularity_new(const struct embedded_list *list, const char *names,
	const uint32_t *offsets, uint32_t count)
{
	struct popularity popularity = {.ranks = memory_new(count, sizeof(uint16_t)),
		.months = memory_new(count, sizeof(uint16_t))};
	join(&popularity, list, names, offsets, count);
	measure(&popularity, list);
	popularity.ranked = memory_new(popularity.ranked_count, sizeof *popularity.ranked);
	popularity.ranked_names = memory_new(popularity.ranked_bytes, 1);
	copy_ranked(&popularity, list);
	return popularity;
}
