/* The year in a page. */
#include "audit/history_page.h"
#include "audit/changes.h"
#include "base/chart.h"
#include "base/escape.h"
#include "base/html.h"
#include "base/memory.h"
#include "base/text.h"
#include "ledger/history.h"
#include "ledger/ledger.h"
#include "ledger/outlook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIGURE_BYTES = 64, WAITS = 4 };

struct month {
	char label[MONTH_TEXT_BYTES], figure[FIGURE_BYTES];
	int64_t count;
};

struct drawing {
	struct ledger *ledger;
	date as_of;
	struct text *out;
	size_t number; /* of the organisation, for ids */
	ARRAY(struct history_run) runs;
	ARRAY(int64_t) waits;
	ARRAY(struct month) months; /* takeovers */
	int64_t classes[CHANGE_CLASSES];
};

static void take_run(void *context, const struct history_run *run)
{
	struct drawing *drawing = context;
	*array_add(&drawing->runs) = *run;
}

static void take_wait(void *context, int64_t days)
{
	struct drawing *drawing = context;
	*array_add(&drawing->waits) = days;
}

static void take_class(void *context, const char *name, int64_t count)
{
	struct drawing *drawing = context;
	int class = change_class_of_name(name);
	if (class >= 0)
		drawing->classes[class] = count;
}

static void id_of(const struct drawing *drawing, const char *what, char out[FIGURE_BYTES])
{
	snprintf(out, FIGURE_BYTES, "%s-%zu", what, drawing->number);
}

/* Expected incidents, three digits behind the point. */
static void exposure_figure(int64_t millionths, char out[FIGURE_BYTES])
{
	snprintf(out, FIGURE_BYTES, "%lld.%03lld", (long long)millionths / 1000000,
		(long long)millionths / 1000 % 1000);
}

static void add_tiles(struct drawing *drawing, int64_t organisation)
{
	const struct history_run *last = &drawing->runs.items[drawing->runs.count - 1];
	char figure[FIGURE_BYTES], note[2 * FIGURE_BYTES], from[DATE_TEXT_BYTES],
		to[DATE_TEXT_BYTES];
	date_format(drawing->runs.items[0].day, from);
	date_format(last->day, to);
	text_add(drawing->out, "<section class=\"chart-tiles\" aria-label=\"In numbers\">\n<dl "
			       "class=\"tiles\">\n");
	snprintf(figure, sizeof figure, "%zu", drawing->runs.count);
	snprintf(note, sizeof note, "from %s to %s", from, to);
	html_tile(drawing->out, "Audits", figure, note);
	exposure_figure(last->exposure, figure);
	html_tile(drawing->out, "Exposure now", figure, "expected incidents that can be asked for");
	snprintf(figure, sizeof figure, "%lld",
		(long long)(drawing->classes[CHANGE_TAKEN] + drawing->classes[CHANGE_LOOKALIKE]));
	html_tile(drawing->out, "Takeovers", figure, "names taken, or locked by a look-alike");
	snprintf(figure, sizeof figure, "%lld",
		(long long)history_requests(drawing->ledger, organisation, "released"));
	html_tile(drawing->out, "Released", figure, "requests whose names were given back");
	text_add(drawing->out, "</dl>\n</section>\n");
}

/* One figure of every run as a line. */
static void add_line(struct drawing *drawing, const char *what, const char *title, const char *says,
	int64_t (*of)(const struct history_run *), bool millionths)
{
	size_t count = drawing->runs.count;
	struct chart_point *points = memory_new(count, sizeof *points);
	char(*labels)[DATE_TEXT_BYTES] = memory_new(count, sizeof *labels);
	char(*figures)[FIGURE_BYTES] = memory_new(count, sizeof *figures);
	char id[FIGURE_BYTES];
	id_of(drawing, what, id);
	for (size_t i = 0; i < count; i++) {
		int64_t value = of(&drawing->runs.items[i]);
		date_format(drawing->runs.items[i].day, labels[i]);
		if (millionths)
			exposure_figure(value, figures[i]);
		else
			snprintf(figures[i], FIGURE_BYTES, "%lld", (long long)value);
		points[i] = (struct chart_point){labels[i], figures[i], drawing->runs.items[i].day,
			value > 0 ? (uint64_t)value : 0};
	}
	struct chart_facts facts = {
		.id = id, .title = title, .says = says, .columns = {"day", title}};
	chart_line(drawing->out, &facts, points, count);
	free(points);
	free(labels);
	free(figures);
}

static int64_t exposure_of(const struct history_run *run)
{
	return run->exposure;
}

static int64_t open_of(const struct history_run *run)
{
	return run->open;
}

static int64_t taken_of(const struct history_run *run)
{
	return run->taken;
}

static void take_month(void *context, const char *month, int64_t count)
{
	struct drawing *drawing = context;
	struct month *entry = array_add(&drawing->months);
	snprintf(entry->label, sizeof entry->label, "%s", month);
	snprintf(entry->figure, sizeof entry->figure, "%lld", (long long)count);
	entry->count = count;
}

static void add_takeovers(struct drawing *drawing)
{
	char id[FIGURE_BYTES];
	size_t count = drawing->months.count;
	struct chart_bar *bars = memory_new(count, sizeof *bars);
	for (size_t i = 0; i < count; i++) {
		const struct month *month = &drawing->months.items[i];
		bars[i] = (struct chart_bar){.label = month->label,
			.figure = month->figure,
			.value = (uint64_t)month->count};
	}
	id_of(drawing, "takeovers", id);
	struct chart_facts facts = {.id = id,
		.title = "Takeovers by month",
		.says = "Names of ours that somebody took, or locked by a look-alike.",
		.columns = {"month", "takeovers"},
		.note = count == 0 ? "None yet." : NULL};
	chart_bars(drawing->out, &facts, bars, count);
	free(bars);
}

static void add_classes(struct drawing *drawing)
{
	struct chart_bar bars[CHANGE_CLASSES];
	char figures[CHANGE_CLASSES][FIGURE_BYTES], id[FIGURE_BYTES];
	size_t count = 0;
	for (int class = 0; class < CHANGE_CLASSES; class ++) {
		if (drawing->classes[class] == 0)
			continue;
		snprintf(figures[count], FIGURE_BYTES, "%lld", (long long)drawing->classes[class]);
		bars[count] = (struct chart_bar){.label = change_classes[class].name,
			.figure = figures[count],
			.value = (uint64_t)drawing->classes[class]};
		count++;
	}
	id_of(drawing, "changes", id);
	struct chart_facts facts = {.id = id,
		.title = "Changes found",
		.says = "What all audits found, by class, without what was suppressed.",
		.columns = {"class", "changes"},
		.note = count == 0 ? "None yet." : NULL};
	chart_bars(drawing->out, &facts, bars, count);
}

static void add_waits(struct drawing *drawing)
{
	static const int64_t ends[WAITS] = {7, 30, 90, INT64_MAX};
	static const char *const labels[WAITS] = {
		"up to 7 days", "8 to 30 days", "31 to 90 days", "more"};
	struct chart_bar bars[WAITS] = {0};
	char figures[WAITS][FIGURE_BYTES], id[FIGURE_BYTES], note[2 * FIGURE_BYTES];
	for (size_t i = 0; i < drawing->waits.count; i++) {
		size_t bar = 0;
		while (drawing->waits.items[i] > ends[bar])
			bar++;
		bars[bar].value++;
	}
	for (size_t i = 0; i < WAITS; i++) {
		snprintf(figures[i], FIGURE_BYTES, "%llu", (unsigned long long)bars[i].value);
		bars[i].label = labels[i];
		bars[i].figure = figures[i];
	}
	id_of(drawing, "waits", id);
	size_t count = drawing->waits.count;
	if (count > 0)
		snprintf(note, sizeof note,
			"Half of the %zu granted requests took at most %lld days.", count,
			(long long)drawing->waits.items[(count - 1) / 2]);
	struct chart_facts facts = {.id = id,
		.title = "From sent to granted",
		.says = "How long PyPI's administrators took for what they granted.",
		.columns = {"time", "requests"},
		.note = count > 0 ? note : "Nothing was granted yet."};
	chart_bars(drawing->out, &facts, bars, count > 0 ? WAITS : 0);
}

/* Our requests as they are on the page's day, without those of other teams; what is over or moot by
 * whatever state (ledger/outlook.h) stands for itself below. */
static void add_requests(struct drawing *drawing, int64_t organisation)
{
	static const char *const labels[] = {
		[OUTLOOK_GOOD] = "", [OUTLOOK_OVER] = "term over", [OUTLOOK_MOOT] = "in vain"};
	enum { BARS = REQUEST_STATES + OUTLOOK_MOOT };
	struct intern *pool = intern_new();
	autofree char *team = ledger_team(drawing->ledger);
	struct ledger_requests requests = {0};
	struct chart_bar bars[BARS] = {0};
	bool any = false;
	char figures[BARS][FIGURE_BYTES], id[FIGURE_BYTES];
	requests_load(drawing->ledger, organisation, pool, &requests);
	for (size_t i = 0; i < requests.items.count; i++) {
		const struct ledger_request *request = &requests.items.items[i];
		enum outlook_kind kind = outlook_of(request, drawing->as_of).kind;
		if (strcmp(request->team, team) != 0)
			continue;
		any = true;
		bars[request->state].value++;
		if (kind != OUTLOOK_GOOD)
			bars[REQUEST_STATES + kind - 1].value++;
	}
	for (int i = 0; i < BARS; i++) {
		snprintf(figures[i], FIGURE_BYTES, "%llu", (unsigned long long)bars[i].value);
		bars[i].figure = figures[i];
		bars[i].label = i < REQUEST_STATES ? request_state_names[i]
						   : labels[i - REQUEST_STATES + 1];
	}
	id_of(drawing, "requests", id);
	struct chart_facts facts = {.id = id,
		.title = "Requests now",
		.says = "What was said of each request of ours last. The last two count some of "
			"them again: what became of those without a word.",
		.columns = {"state", "requests"},
		.note = any ? NULL : "None yet."};
	chart_bars(drawing->out, &facts, bars, any ? BARS : 0);
	array_release(&requests.items);
	intern_free(pool);
}

static void draw(void *context, int64_t organisation, const char *name)
{
	struct drawing *drawing = context;
	drawing->runs.count = drawing->waits.count = drawing->months.count = 0;
	memset(drawing->classes, 0, sizeof drawing->classes);
	drawing->number++;
	history_runs(drawing->ledger, organisation, take_run, drawing);
	history_waits(drawing->ledger, organisation, take_wait, drawing);
	history_classes(drawing->ledger, organisation, take_class, drawing);
	history_takeovers(drawing->ledger, organisation, take_month, drawing);
	text_add(drawing->out, "<h1>");
	escape_html(drawing->out, name, strlen(name));
	text_add(drawing->out, "</h1>\n");
	if (drawing->runs.count == 0) {
		text_add(drawing->out, "<p class=\"soft\">No audit yet.</p>\n");
		return;
	}
	add_tiles(drawing, organisation);
	add_line(drawing, "exposure", "Exposure over time",
		"Expected incidents over all names that can be asked for, at each audit.",
		exposure_of, true);
	add_line(drawing, "open", "Open internal names",
		"Internal names that anybody could register.", open_of, false);
	add_line(drawing, "taken", "Taken internal names",
		"Internal names that are a stranger's project.", taken_of, false);
	add_takeovers(drawing);
	add_classes(drawing);
	add_requests(drawing, organisation);
	add_waits(drawing);
}

enum error history_page(
	struct ledger *ledger, date as_of, struct text *out, struct failure *failure)
{
	struct drawing drawing = {.ledger = ledger, .as_of = as_of, .out = out};
	const struct html_page page = {.title = "Exposure over time",
		.styles = {"planner/bundle/page.css", "planner/base/chart.css"}};
	html_begin(out, &page);
	text_add(out, "<div class=\"page\">\n<header class=\"top\">\n"
		      "<p class=\"eyebrow\"><b>nameward</b> · exposure over time</p>\n"
		      "<p class=\"meta\">What the audits of this ledger saw "
		      "and what became of its requests. This page holds counts and no name of a "
		      "package.</p>\n</header>\n<main>\n");
	history_organisations(ledger, draw, &drawing);
	if (drawing.number == 0)
		text_add(out, "<p class=\"soft\">The ledger holds no audit yet.</p>\n");
	text_add(out, "</main>\n</div>\n");
	html_end(out, &page);
	array_release(&drawing.runs);
	array_release(&drawing.waits);
	array_release(&drawing.months);
	return ledger_error(ledger, failure);
}
