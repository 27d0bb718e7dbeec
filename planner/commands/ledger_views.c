/* What the ledger holds. */
#include "commands/ledger_views.h"
#include "base/escape.h"
#include "base/intern.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"
#include "ledger/history.h"
#include "ledger/ledger.h"
#include "ledger/log.h"
#include "ledger/outlook.h"
#include "ledger/requests.h"
#include "ledger/suppressions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A column of a row; its text is escaped where it is shown. */
struct cell {
	const char *key, *text;
	int wide; /* in the table; 0: as it is */
};

static void print_cells(const struct cell *cells, size_t count, enum format format)
{
	autotext struct text line = text_new(LIMIT_BULK_BYTES);
	cJSON *row = format == FORMAT_JSONL ? cJSON_CreateObject() : NULL;
	/* No blanks at a line's end. */
	while (format == FORMAT_TABLE && count > 0 && cells[count - 1].text[0] == '\0')
		count--;
	for (size_t i = 0; i < count; i++) {
		if (row != NULL) {
			json_add_text(row, cells[i].key, cells[i].text);
			continue;
		}
		size_t begin = line.length;
		escape_terminal(&line, cells[i].text, strlen(cells[i].text));
		while (format == FORMAT_TABLE && i + 1 < count &&
			line.length < begin + (size_t)cells[i].wide)
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

/* ---- list ---- */

struct listing {
	struct ledger *ledger;
	int64_t organisation; /* 0: all */
	enum format format;
	date as_of;
	bool several; /* organisations: the table says whose */
};

/* A row of the list: what is common to its kinds, and their own last words. */
struct row {
	const char *kind, *organisation, *name, *what, *state;
	date since, until;
	const char *note_key, *note; /* the team, the reason or the evidence */
	const char *now;             /* what became of a request without a word */
};

/* In a table the last column holds what there is to say. */
static void print_row(const struct listing *listing, const struct row *row)
{
	char since[DATE_TEXT_BYTES], until[DATE_TEXT_BYTES];
	bool table = listing->format == FORMAT_TABLE;
	autotext struct text words = text_new(LIMIT_BULK_BYTES);
	bool team = table && strcmp(row->note_key, "team") == 0 && row->note[0];
	const char *const parts[] = {
		listing->several ? row->organisation : "", row->note, row->now};
	day_text(row->since, since);
	day_text(row->until, until);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i][0])
			text_addf(&words, "%s%s%s", words.length > 0 ? "; " : "",
				team && parts[i] == row->note ? "team " : "", parts[i]);
	}
	const struct cell cells[] = {{"kind", row->kind, 11}, {"name", row->name, 32},
		{"what", row->what, 10}, {"state", row->state, 12}, {"since", since, 10},
		{"until", until, 10}, {row->note_key, table ? words.bytes : row->note, 0},
		{"now", row->now, 0}, {"organisation", row->organisation, 0}};
	print_cells(cells, sizeof cells / sizeof *cells - (table ? 2 : 0), listing->format);
}

/* What became of a request without a word; what is to be done about another team's is theirs. */
static struct outlook seen_by(const char *team, const struct ledger_request *request, date as_of)
{
	struct outlook outlook = outlook_of(request, as_of);
	if (strcmp(request->team, team) != 0)
		outlook.next = "that team is to set it in its own ledger, then merge that again";
	return outlook;
}

static void list_requests(const struct listing *listing)
{
	struct intern *pool = intern_new();
	autofree char *team = ledger_team(listing->ledger);
	struct ledger_requests requests = {0};
	requests_load(listing->ledger, listing->organisation, pool, &requests);
	for (size_t i = 0; i < requests.items.count; i++) {
		const struct ledger_request *request = &requests.items.items[i];
		struct outlook outlook = seen_by(team, request, listing->as_of);
		autotext struct text now = text_new(LIMIT_MESSAGE_BYTES);
		outlook_say(&outlook, &now);
		print_row(listing,
			&(struct row){"request", request->organisation, request->target,
				request->mechanism, request_state_name(request->state),
				request->day, request->term, "team", request->team, now.bytes});
	}
	array_release(&requests.items);
	intern_free(pool);
}

static void list_suppressions(const struct listing *listing)
{
	struct intern *pool = intern_new();
	struct suppressions suppressions = {0};
	suppressions_load(listing->ledger, listing->organisation, pool, &suppressions);
	for (size_t i = 0; i < suppressions.items.count; i++) {
		const struct suppression *it = &suppressions.items.items[i];
		print_row(listing, &(struct row){"suppression", it->organisation, it->name,
					   it->class, listing->as_of < it->until ? "holds" : "over",
					   it->day, it->until, "reason", it->reason, ""});
	}
	array_release(&suppressions.items);
	intern_free(pool);
}

static void list_change(void *context, const struct history_change *change)
{
	print_row(context, &(struct row){"change", change->organisation, change->name,
				   change->class, change->suppressed ? "suppressed" : "told",
				   change->day, DATE_NONE, "evidence", change->evidence, ""});
}

/* How long a change is listed: who reads a pipeline's counts on Mondays, or after a holiday, finds
 * here which names they are of. */
enum { CHANGES_DAYS = 31 };

static void count_organisation(void *context, int64_t organisation, const char *name)
{
	size_t *count = context;
	(*count)++;
	(void)organisation;
	(void)name;
}

void ledger_list(struct ledger *ledger, int64_t organisation, enum format format, date as_of)
{
	size_t organisations = 0;
	history_organisations(ledger, count_organisation, &organisations);
	struct listing listing = {
		ledger, organisation, format, as_of, organisations > 1 && organisation == 0};
	if (format == FORMAT_TSV)
		puts("kind\tname\twhat\tstate\tsince\tuntil\tnote\tnow\torganisation");
	list_requests(&listing);
	list_suppressions(&listing);
	history_changes(ledger, organisation, as_of - CHANGES_DAYS, list_change, &listing);
}

/* ---- show ---- */

/* What was seen, found and said of one name, by day. */
struct event {
	date day;
	size_t number; /* as they came: what is of one day keeps its order */
	const char *what, *who, *detail;
};

struct showing {
	struct intern *pool;
	ARRAY(struct event) events;
	const struct ledger_request *request;
};

static void add_event(
	struct showing *showing, date day, const char *what, const char *who, const char *detail)
{
	struct event event = {day, showing->events.count, intern_string(showing->pool, what),
		intern_string(showing->pool, who), intern_string(showing->pool, detail)};
	*array_add(&showing->events) = event;
}

static void show_event(void *context, const struct name_event *event)
{
	add_event(context, event->day, event->what, "", event->detail);
}

static void add_part(struct text *out, const char *before, const char *part)
{
	if (part[0])
		text_addf(out, "; %s%s", before, part);
}

static void show_word(void *context, const struct request_word *word)
{
	struct showing *showing = context;
	char term[DATE_TEXT_BYTES];
	autotext struct text detail = text_new(LIMIT_LINE_BYTES);
	day_text(word->term, term);
	text_add(&detail, showing->request->mechanism);
	add_part(&detail, "until ", term);
	add_part(&detail, "", word->ref);
	add_part(&detail, "", word->note);
	add_part(&detail, "", word->digest);
	add_part(&detail, "team ", showing->request->team);
	add_event(showing, word->day, request_state_name(word->state), word->who, detail.bytes);
}

static void show_request(struct showing *showing, struct ledger *ledger,
	const struct ledger_request *request, date as_of)
{
	autofree char *team = ledger_team(ledger);
	struct outlook outlook = seen_by(team, request, as_of);
	autotext struct text now = text_new(LIMIT_MESSAGE_BYTES);
	showing->request = request;
	requests_each_word(ledger, request->id, show_word, showing);
	if (outlook.kind == OUTLOOK_GOOD)
		return;
	text_addf(&now, "%s: ", request->mechanism);
	outlook_say(&outlook, &now);
	add_event(showing, as_of, "now", "", now.bytes);
}

static int compare_events(const void *a, const void *b)
{
	const struct event *left = a, *right = b;
	if (left->day != right->day)
		return left->day < right->day ? -1 : 1;
	return left->number < right->number ? -1 : 1;
}

static void print_events(const struct showing *showing, enum format format)
{
	if (format == FORMAT_TSV)
		puts("day\twhat\twho\tdetail");
	for (size_t i = 0; i < showing->events.count; i++) {
		const struct event *event = &showing->events.items[i];
		char day[DATE_TEXT_BYTES];
		day_text(event->day, day);
		const struct cell cells[] = {{"day", day, 10}, {"what", event->what, 14},
			{"who", event->who, 16}, {"detail", event->detail, 0}};
		print_cells(cells, sizeof cells / sizeof *cells, format);
	}
}

bool ledger_show(struct ledger *ledger, int64_t organisation, const char *name, enum format format,
	date as_of)
{
	struct showing showing = {.pool = intern_new()};
	struct ledger_requests requests = {0};
	history_name(ledger, organisation, name, show_event, &showing);
	requests_load(ledger, organisation, showing.pool, &requests);
	for (size_t i = 0; i < requests.items.count; i++) {
		if (strcmp(requests.items.items[i].target, name) == 0)
			show_request(&showing, ledger, &requests.items.items[i], as_of);
	}
	bool any = showing.events.count > 0;
	if (any)
		qsort(showing.events.items, showing.events.count, sizeof *showing.events.items,
			compare_events);
	if (any)
		print_events(&showing, format);
	array_release(&showing.events);
	array_release(&requests.items);
	intern_free(showing.pool);
	return any;
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
