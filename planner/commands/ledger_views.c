/* What the ledger holds. */
#include "commands/ledger_views.h"
#include "base/escape.h"
#include "base/intern.h"
#include "base/json.h"
#include "base/text.h"
#include "ledger/history.h"
#include "ledger/log.h"
#include "ledger/requests.h"
#include "ledger/suppressions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A row of at most that many columns; its texts are escaped where they are shown. */
enum { CELLS_MOST = 8 };

struct cell {
	const char *key, *text;
	int wide; /* in the table; 0: as it is */
};

static void print_cells(const struct cell *cells, size_t count, enum format format)
{
	autotext struct text line = text_new(LIMIT_BULK_BYTES);
	cJSON *row = format == FORMAT_JSONL ? cJSON_CreateObject() : NULL;
	for (size_t i = 0; i < count; i++) {
		if (row != NULL) {
			json_add_text(row, cells[i].key, cells[i].text);
			continue;
		}
		size_t begin = line.length;
		escape_terminal(&line, cells[i].text, strlen(cells[i].text));
		while (format == FORMAT_TABLE && line.length < begin + (size_t)cells[i].wide)
			text_add_char(&line, ' ');
		if (i + 1 < count)
			text_add(&line, format == FORMAT_TSV ? "\t" : "  ");
	}
	if (row != NULL) {
		json_print_line(row, stdout);
		cJSON_Delete(row);
	} else {
		puts(line.bytes);
	}
}

static void day_text(date day, char out[DATE_TEXT_BYTES])
{
	out[0] = '\0';
	if (day != DATE_NONE)
		date_format(day, out);
}

static void list_requests(struct ledger *ledger, int64_t organisation, enum format format)
{
	struct intern *pool = intern_new();
	struct ledger_requests requests = {0};
	requests_load(ledger, organisation, pool, &requests);
	for (size_t i = 0; i < requests.items.count; i++) {
		const struct ledger_request *request = &requests.items.items[i];
		char day[DATE_TEXT_BYTES], term[DATE_TEXT_BYTES];
		day_text(request->day, day);
		day_text(request->term, term);
		const struct cell cells[] = {{"kind", "request", 11}, {"name", request->target, 32},
			{"what", request->mechanism, 10},
			{"state", request_state_name(request->state), 12}, {"since", day, 10},
			{"until", term, 10}, {"team", request->team, 0}};
		print_cells(cells, sizeof cells / sizeof *cells, format);
	}
	array_release(&requests.items);
	intern_free(pool);
}

static void list_suppressions(
	struct ledger *ledger, int64_t organisation, enum format format, date as_of)
{
	struct intern *pool = intern_new();
	struct suppressions suppressions = {0};
	suppressions_load(ledger, organisation, pool, &suppressions);
	for (size_t i = 0; i < suppressions.items.count; i++) {
		const struct suppression *it = &suppressions.items.items[i];
		char day[DATE_TEXT_BYTES], until[DATE_TEXT_BYTES];
		day_text(it->day, day);
		day_text(it->until, until);
		const struct cell cells[] = {{"kind", "suppression", 11}, {"name", it->name, 32},
			{"what", it->class, 10},
			{"state", as_of < it->until ? "holds" : "over", 12}, {"since", day, 10},
			{"until", until, 10}, {"reason", it->reason, 0}};
		print_cells(cells, sizeof cells / sizeof *cells, format);
	}
	array_release(&suppressions.items);
	intern_free(pool);
}

static void list_change(void *context, const struct history_change *change)
{
	const enum format *format = context;
	char day[DATE_TEXT_BYTES];
	day_text(change->day, day);
	const struct cell cells[] = {{"kind", "change", 11}, {"name", change->name, 32},
		{"what", change->class, 10},
		{"state", change->suppressed ? "suppressed" : "told", 12}, {"since", day, 10},
		{"until", "", 10}, {"evidence", change->evidence, 0}};
	print_cells(cells, sizeof cells / sizeof *cells, *format);
}

/* How long a change is listed: who reads a pipeline's counts on Mondays, or after a holiday, finds
 * here which names they are of. */
enum { CHANGES_DAYS = 31 };

void ledger_list(struct ledger *ledger, int64_t organisation, enum format format, date as_of)
{
	if (format == FORMAT_TSV)
		puts("kind\tname\twhat\tstate\tsince\tuntil\tnote");
	list_requests(ledger, organisation, format);
	list_suppressions(ledger, organisation, format, as_of);
	history_changes(ledger, organisation, as_of - CHANGES_DAYS, list_change, &format);
}

/* ---- show ---- */

struct showing {
	enum format format;
	size_t rows;
	const char *team;
};

static void print_event(
	struct showing *showing, date on, const char *what, const char *who, const char *detail)
{
	char day[DATE_TEXT_BYTES];
	day_text(on, day);
	const struct cell cells[] = {
		{"day", day, 10}, {"what", what, 14}, {"who", who, 16}, {"detail", detail, 0}};
	print_cells(cells, sizeof cells / sizeof *cells, showing->format);
	showing->rows++;
}

static void show_event(void *context, const struct name_event *event)
{
	print_event(context, event->day, event->what, "", event->detail);
}

static void show_word(void *context, const struct request_word *word)
{
	struct showing *showing = context;
	autotext struct text detail = text_new(LIMIT_LINE_BYTES);
	const char *const parts[] = {word->ref, word->note, word->digest, showing->team};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i][0])
			text_addf(&detail, "%s%s", detail.length > 0 ? "; " : "", parts[i]);
	}
	print_event(showing, word->day, request_state_name(word->state), word->who, detail.bytes);
}

bool ledger_show(struct ledger *ledger, int64_t organisation, const char *name, enum format format)
{
	struct showing showing = {.format = format};
	struct intern *pool = intern_new();
	struct ledger_requests requests = {0};
	if (format == FORMAT_TSV)
		puts("day\twhat\twho\tdetail");
	history_name(ledger, organisation, name, show_event, &showing);
	requests_load(ledger, organisation, pool, &requests);
	for (size_t i = 0; i < requests.items.count; i++) {
		const struct ledger_request *request = &requests.items.items[i];
		showing.team = request->team;
		if (strcmp(request->target, name) == 0)
			requests_each_word(ledger, request->id, show_word, &showing);
	}
	array_release(&requests.items);
	intern_free(pool);
	return showing.rows > 0;
}

/* ---- log ---- */

static void print_log_line(void *context, const struct log_line *line)
{
	const enum format *format = context;
	char seq[24], day[DATE_TEXT_BYTES];
	snprintf(seq, sizeof seq, "%lld", (long long)line->seq);
	day_text(line->day, day);
	const struct cell cells[] = {{"seq", seq, 6}, {"day", day, 10}, {"who", line->who, 16},
		{"what", line->what, 9}, {"hash", line->hash, 64}, {"detail", line->detail, 0}};
	print_cells(cells, sizeof cells / sizeof *cells, *format);
}

void ledger_log(struct ledger *ledger, enum format format)
{
	if (format == FORMAT_TSV)
		puts("seq\tday\twho\twhat\thash\tdetail");
	log_each(ledger, print_log_line, &format);
}
