/* The rows of `candidates`. */
#include "commands/candidates_rows.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/memory.h"
#include "candidates/priors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rows rows_new(enum format format)
{
	return (struct rows){format, text_new(LIMIT_BULK_BYTES)};
}

void rows_release(struct rows *rows)
{
	text_release(&rows->origins);
}

void rows_begin(const struct rows *rows)
{
	if (rows->format == FORMAT_TSV)
		puts("target\trank\tname\tscore\torigins");
}

void rows_origin(struct rows *rows, const char *operator, const char * target)
{
	struct text *out = &rows->origins;
	if (out->length > 0)
		text_add_char(out, ',');
	text_add(out, operator);
	if (target[0] != '\0') {
		text_add_char(out, ':');
		text_add(out, target);
	}
}

/* {"target": "requests", "rank": 1, "name": "...", "score": 412000, "origins": ["omission:..."]} */
static void print_json(const struct rows *rows, const struct row *row)
{
	cJSON *object = cJSON_CreateObject();
	json_add_text(object, "target", row->target);
	json_add_integer(object, "rank", (int64_t)row->rank);
	json_add_text(object, "name", row->name);
	json_add_integer(object, "score", row->score);
	cJSON *list = json_add_array(object, "origins");
	const char *at = rows->origins.bytes;
	while (*at != '\0') {
		size_t length = strcspn(at, ",");
		char *one = memory_copy(at, length);
		json_push_text(list, one);
		free(one);
		at += length + (at[length] == ',');
	}
	json_print_line(object, stdout);
	cJSON_Delete(object);
}

static void put_number(uint64_t number)
{
	char digits[24];
	size_t at = sizeof digits;
	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	fwrite_unlocked(digits + at, 1, sizeof digits - at, stdout);
}

/* By hand: a run may print millions of rows, and printf() would take half of its time. */
static void print_tsv(const struct rows *rows, const struct row *row)
{
	fputs_unlocked(row->target, stdout);
	putc_unlocked('\t', stdout);
	put_number(row->rank);
	putc_unlocked('\t', stdout);
	fputs_unlocked(row->name, stdout);
	putc_unlocked('\t', stdout);
	put_number(row->score);
	putc_unlocked('\t', stdout);
	fwrite_unlocked(rows->origins.bytes, 1, rows->origins.length, stdout);
	putc_unlocked('\n', stdout);
}

/* A row for people:
 *     1  acme-auht                       0.412000  transposition:acme-auth */
void rows_print(struct rows *rows, const struct row *row)
{
	if (rows->format == FORMAT_JSONL)
		print_json(rows, row);
	else if (rows->format == FORMAT_TSV)
		print_tsv(rows, row);
	else
		printf("%7zu  %-32s  %u.%06u  %s\n", row->rank, row->name, row->score / MILLION,
			row->score % MILLION, rows->origins.bytes);
	text_clear(&rows->origins);
}
