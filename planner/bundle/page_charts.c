/* report.html in pictures. */
#include "bundle/page_charts.h"
#include "base/chart.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/text.h"
#include "bundle/summary.h"
#include "bundle/words.h"
#include "plan/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FIGURE_BYTES = 32,
	LABEL_BYTES = 160,
	ORIGINS_SHOWN = 12,
};

/* "25.765": expected incidents, of millionths. */
static void incidents(uint64_t millionths, char out[FIGURE_BYTES])
{
	uint64_t thousandths = (millionths + 500) / 1000;
	snprintf(out, FIGURE_BYTES, "%llu.%03llu", (unsigned long long)thousandths / 1000,
		(unsigned long long)thousandths % 1000);
}

/* "1,399" */
static void figure_of(uint64_t number, char out[FIGURE_BYTES])
{
	autotext struct text figure = text_new(FIGURE_BYTES);
	words_number(&figure, number);
	snprintf(out, FIGURE_BYTES, "%s", figure.bytes);
}

/* ---- what each ask closes ---- */

/* A request by what it covers, within its bundle: the best comes first. */
static int by_worth(const void *a, const void *b)
{
	const struct request *x = *(const struct request *const *)a;
	const struct request *y = *(const struct request *const *)b;
	if (x->bundle != y->bundle)
		return x->bundle < y->bundle ? -1 : 1;
	if (x->covers != y->covers)
		return x->covers < y->covers ? 1 : -1;
	return x < y ? -1 : x > y;
}

struct step {
	char label[LABEL_BYTES], figure[FIGURE_BYTES];
};

/* The point behind REQUEST, the one numbered ASKS. */
static struct chart_point point_of(
	struct step *step, size_t asks, const struct request *request, uint64_t closed)
{
	if (request == NULL)
		snprintf(step->label, sizeof step->label, "nothing asked");
	else
		snprintf(step->label, sizeof step->label, "%zu: %s %s%s%s%s", asks, request->id,
			mechanism_name(request->mechanism), request->target ? " " : "",
			request->target ? request->target : "",
			request->bundle > 1 ? ", later" : "");
	incidents(closed, step->figure);
	return (struct chart_point){step->label, step->figure, (int64_t)asks, closed};
}

static void draw_steps(struct text *out, const struct plan *plan,
	const struct request *const *requests, struct step *steps, struct chart_point *points)
{
	size_t count = plan->requests.count, chosen = 0;
	uint64_t closed = 0, cost = 0;
	points[0] = point_of(&steps[0], 0, NULL, 0);
	for (size_t i = 0; i < count; i++) {
		closed += requests[i]->covers;
		chosen += requests[i]->bundle == 1;
		cost += requests[i]->bundle == 1 ? requests[i]->cost : 0;
		points[i + 1] = point_of(&steps[i + 1], i + 1, requests[i], closed);
	}
	int64_t total = plan_total(plan, "exposure_total");
	uint64_t most = total > 0 && (uint64_t)total > closed ? (uint64_t)total : closed;
	char words[LABEL_BYTES], most_words[LABEL_BYTES], figure[FIGURE_BYTES];
	snprintf(words, sizeof words, "this bundle: %zu ask%s, cost %llu, closes %s", chosen,
		chosen == 1 ? "" : "s", (unsigned long long)cost, points[chosen].figure);
	incidents(most, figure);
	snprintf(most_words, sizeof most_words, "all that could be asked for: %s", figure);
	const struct chart_facts facts = {.id = "chart-asks",
		.title = "What each ask closes",
		.says = "Exposure closed, in expected incidents, against the number of asks: those "
			"of this bundle first, the best of each bundle before the others.",
		.columns = {"asks", "exposure closed"},
		.note = count == 0 ? "Nothing is asked for." : NULL};
	const struct chart_mark mark = {chosen, words, most, most_words};
	chart_steps(out, &facts, points, count > 0 ? count + 1 : 0, &mark);
}

static void add_steps(struct text *out, const struct plan *plan)
{
	size_t count = plan->requests.count;
	const struct request **requests = memory_new(count + 1, sizeof *requests);
	struct step *steps = memory_new(count + 1, sizeof *steps);
	struct chart_point *points = memory_new(count + 1, sizeof *points);
	for (size_t i = 0; i < count; i++)
		requests[i] = &plan->requests.items[i];
	qsort(requests, count, sizeof *requests, by_worth);
	draw_steps(out, plan, requests, steps, points);
	free(requests);
	free(steps);
	free(points);
}

/* ---- where the candidates went ---- */

enum fate {
	FATE_ASKED,
	FATE_LATER,
	FATE_BLOCKED, /* and one for each more of blocked_verdicts */
	FATE_OWN_SIDE = FATE_BLOCKED + BLOCKED_VERDICTS,
	FATE_PERSON,
	FATE_WATCHED,
	FATE_LEFT,
	FATES,
};

static enum fate fate_of(const struct plan *plan, const struct plan_name *name)
{
	if (name->request > 0)
		return plan->requests.items[name->request - 1].bundle == 1 ? FATE_ASKED
									   : FATE_LATER;
	for (int i = 0; i < BLOCKED_VERDICTS; i++) {
		if (name->exposure == 0 && name->verdict == blocked_verdicts[i])
			return (enum fate)(FATE_BLOCKED + i);
	}
	switch (name->mechanism) {
	case MECHANISM_OWN_SIDE:
		return FATE_OWN_SIDE;
	case MECHANISM_PUBLISH:
	case MECHANISM_CONVERT:
	case MECHANISM_CLAIM:
	case MECHANISM_REPORT:
		return FATE_PERSON;
	case MECHANISM_WATCH:
		return FATE_WATCHED;
	case MECHANISM_NONE:
	case MECHANISM_NAMESPACE:
	case MECHANISM_PROHIBIT:
	case MECHANISM_HOLD:
	case MECHANISMS:
		break;
	}
	return FATE_LEFT;
}

/* What became of a name, short enough for a bar's label. */
static const char *const fate_words[FATES] = {
	[FATE_ASKED] = "asked for now",
	[FATE_LATER] = "asked for later",
	[FATE_BLOCKED] = "blocked: look-alike", /* in the order of blocked_verdicts */
	[FATE_BLOCKED + 1] = "blocked: namespace",
	[FATE_BLOCKED + 2] = "blocked: stdlib",
	[FATE_BLOCKED + 3] = "blocked: invalid",
	[FATE_BLOCKED + 4] = "blocked: exists",
	[FATE_OWN_SIDE] = "mended ourselves",
	[FATE_PERSON] = "for a person to act on",
	[FATE_WATCHED] = "watched",
	[FATE_LEFT] = "left, nothing done",
};

static void add_fates(struct text *out, const struct plan *plan)
{
	uint64_t counts[FATES] = {0};
	char figures[FATES][FIGURE_BYTES];
	struct chart_bar bars[FATES];
	size_t count = 0;
	for (size_t i = 0; i < plan->names.count; i++)
		counts[fate_of(plan, &plan->names.items[i])]++;
	for (enum fate fate = 0; fate < FATES; fate++) {
		if (counts[fate] == 0)
			continue;
		figure_of(counts[fate], figures[count]);
		bars[count] =
			(struct chart_bar){fate_words[fate], figures[count], counts[fate], 0, 0};
		count++;
	}
	autotext struct text note = text_new(LIMIT_LINE_BYTES);
	int64_t left_out = plan_total(plan, "candidates_left_out");
	if (left_out > 0) {
		words_count(&note, (uint64_t)left_out, "candidate", NULL);
		text_add(&note, " more, the least likely, were formed and not looked at further.");
	}
	const struct chart_facts facts = {.id = "chart-fates",
		.title = "Where the names went",
		.says = "Every name of the plan, once.",
		.columns = {"what became of it", "names"},
		.half = true,
		.note = count == 0        ? "The plan holds no name."
			: note.length > 0 ? note.bytes
					  : NULL};
	chart_bars(out, &facts, bars, count);
}

/* ---- what they come from ---- */

struct origin_count {
	const char *operator;
	uint64_t names;
};

static int by_count(const void *a, const void *b)
{
	const struct origin_count *x = a, *y = b;
	if (x->names != y->names)
		return x->names < y->names ? 1 : -1;
	return strcmp(x->operator, y->operator);
}

/* The origin that alone would give a name the highest exposure; of equal ones the first. */
static const struct origin *strongest(const struct plan_name *name)
{
	const struct origin *strongest = NULL;
	uint64_t most = 0;
	for (size_t i = 0; i < name->origin_count; i++) {
		uint64_t worth = (uint64_t)name->origins[i].weight * name->origins[i].probability;
		if (strongest == NULL || worth > most) {
			strongest = &name->origins[i];
			most = worth;
		}
	}
	return strongest;
}

/* An entry an operator, the most names first; the caller releases. */
struct origin_counts {
	ARRAY(struct origin_count) items;
};

static struct origin_counts count_origins(const struct plan *plan)
{
	struct origin_counts counts = {0};
	struct intern *operators = intern_new();
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct origin *origin = strongest(&plan->names.items[i]);
		const char *operator= origin ? origin->operator: "no origin";
		uint32_t number = intern_number(operators, operator, strlen(operator));
		if (number == counts.items.count)
			*array_add(&counts.items) = (struct origin_count){operator, 0 };
		counts.items.items[number].names++;
	}
	intern_free(operators);
	if (counts.items.count > 1)
		qsort(counts.items.items, counts.items.count, sizeof *counts.items.items, by_count);
	return counts;
}

static void add_origins(struct text *out, const struct plan *plan)
{
	struct origin_counts counts = count_origins(plan);
	struct chart_bar bars[ORIGINS_SHOWN + 1];
	char figures[ORIGINS_SHOWN + 1][FIGURE_BYTES], rest[LABEL_BYTES];
	size_t count = counts.items.count, shown = 0;
	uint64_t others = 0;
	for (; shown < count && shown < ORIGINS_SHOWN; shown++)
		bars[shown] = (struct chart_bar){.label = counts.items.items[shown].operator,
			.value = counts.items.items[shown].names };
	for (size_t i = shown; i < count; i++)
		others += counts.items.items[i].names;
	if (others > 0) {
		snprintf(rest, sizeof rest, "%zu other origin%s", count - shown,
			count - shown == 1 ? "" : "s");
		bars[shown++] = (struct chart_bar){.label = rest, .value = others};
	}
	for (size_t i = 0; i < shown; i++) {
		figure_of(bars[i].value, figures[i]);
		bars[i].figure = figures[i];
	}
	const struct chart_facts facts = {.id = "chart-origins",
		.title = "What they come from",
		.says = "Every name of the plan by its strongest origin.",
		.columns = {"strongest origin", "names"},
		.half = true,
		.note = shown == 0 ? "The plan holds no name." : NULL};
	chart_bars(out, &facts, bars, shown);
	array_release(&counts.items);
}

void page_charts(struct text *out, const struct plan *plan)
{
	text_add(out, "<div class=\"charts\" id=\"pictures\">\n");
	add_steps(out, plan);
	add_fates(out, plan);
	add_origins(out, plan);
	text_add(out, "</div>\n");
}
