/* The data of report.html's table: the plan's names as compact JSON inside the page. */
#include "bundle/page_data.h"
#include "base/escape.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/text.h"
#include "bundle/summary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FLAG_INTERNAL = 1, FLAG_SECRET = 2 };

struct data {
	const struct plan *plan;
	struct intern *strings;
	struct text *out;
};

/* A JSON string of showable text that is safe inside HTML. */
static void add_string(struct text *out, const char *string)
{
	autotext struct text safe = text_new(LIMIT_BULK_BYTES);
	escape_terminal(&safe, string, strlen(string));
	text_add_char(out, '"');
	for (size_t i = 0; i < safe.length; i++) {
		char c = safe.bytes[i];
		if (c == '"' || c == '\\')
			text_addf(out, "\\%c", c);
		else if (c == '<' || c == '>' || c == '&')
			text_addf(out, "\\u%04x", (unsigned)c);
		else
			text_add_char(out, c);
	}
	text_add_char(out, '"');
}

/* The number of STRING among the page's strings, -1 where there is none. */
static int64_t shared(const struct data *data, const char *string)
{
	return string == NULL ? -1 : (int64_t)intern_number(data->strings, string, strlen(string));
}

/* ---- columns ---- */

static int64_t verdict_of(const struct data *data, const struct plan_name *name)
{
	return name->verdict;
}

static int64_t mechanism_of(const struct data *data, const struct plan_name *name)
{
	return name->mechanism;
}

static int64_t standing_of(const struct data *data, const struct plan_name *name)
{
	return name->standing;
}

static int64_t exposure_of(const struct data *data, const struct plan_name *name)
{
	return name->exposure;
}

static int64_t before_of(const struct data *data, const struct plan_name *name)
{
	return name->exposure_before;
}

static int64_t collateral_of(const struct data *data, const struct plan_name *name)
{
	return name->collateral;
}

static int64_t flags_of(const struct data *data, const struct plan_name *name)
{
	return name->is_private * FLAG_INTERNAL + name->secret * FLAG_SECRET;
}

static int64_t alarm_of(const struct data *data, const struct plan_name *name)
{
	return name->alarm;
}

static int64_t left_out_of(const struct data *data, const struct plan_name *name)
{
	return (int64_t)name->origins_left_out;
}

static int64_t since_of(const struct data *data, const struct plan_name *name)
{
	char month[MONTH_TEXT_BYTES];
	if (name->since == DATE_NONE)
		return -1;
	month_format(name->since, month);
	return shared(data, month);
}

static int64_t owner_of(const struct data *data, const struct plan_name *name)
{
	return shared(data, name->owner);
}

static int64_t target_of(const struct data *data, const struct plan_name *name)
{
	return shared(data, name->alarm_target);
}

static int64_t generic_of(const struct data *data, const struct plan_name *name)
{
	return shared(data, name->generic);
}

static int64_t exception_of(const struct data *data, const struct plan_name *name)
{
	return shared(data, name->exception);
}

static int64_t why_of(const struct data *data, const struct plan_name *name)
{
	return shared(data, name->why);
}

static int64_t said_of(const struct data *data, const struct plan_name *name)
{
	return shared(data, name->said);
}

static int64_t request_of(const struct data *data, const struct plan_name *name)
{
	return name->request > 0 ? shared(data, data->plan->requests.items[name->request - 1].id)
				 : -1;
}

static const struct {
	const char *key;
	int64_t (*of)(const struct data *data, const struct plan_name *name);
} columns[] = {
	{"verdict", verdict_of},
	{"mechanism", mechanism_of},
	{"standing", standing_of},
	{"exposure", exposure_of},
	{"before", before_of},
	{"collateral", collateral_of},
	{"since", since_of},
	{"owner", owner_of},
	{"flags", flags_of},
	{"alarm", alarm_of},
	{"alarmTarget", target_of},
	{"originsLeftOut", left_out_of},
	{"generic", generic_of},
	{"exception", exception_of},
	{"why", why_of},
	{"said", said_of},
	{"request", request_of},
};

static void add_value(struct text *out, int64_t value, bool is_first)
{
	text_add(out, is_first ? "" : ",");
	if (value < 0)
		text_add(out, "-1");
	else
		text_add_number(out, (uint64_t)value);
}

static void add_columns(const struct data *data)
{
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		text_addf(data->out, "\"%s\":[", columns[i].key);
		for (size_t k = 0; k < data->plan->names.count; k++)
			add_value(data->out, columns[i].of(data, &data->plan->names.items[k]),
				k == 0);
		text_add(data->out, "],\n");
	}
}

/* ---- lists: values that are added to those of the names before ---- */

struct values {
	ARRAY(int64_t) all;
};

static void take_texts(
	const struct data *data, struct values *values, const char *const *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		*array_add(&values->all) = shared(data, items[i]);
}

static void take_blockers(
	const struct data *data, struct values *values, const struct plan_name *name)
{
	take_texts(data, values, name->blockers, name->blocker_count);
}

static void take_places(
	const struct data *data, struct values *values, const struct plan_name *name)
{
	take_texts(data, values, (const char *const *)name->places, name->place_count);
}

/* Four values an origin. */
static void take_origins(
	const struct data *data, struct values *values, const struct plan_name *name)
{
	for (size_t i = 0; i < name->origin_count; i++) {
		const struct origin *origin = &name->origins[i];
		*array_add(&values->all) = shared(data, origin->operator);
		*array_add(&values->all) = shared(data, origin->target);
		*array_add(&values->all) = origin->weight;
		*array_add(&values->all) = origin->probability;
	}
}

/* Three values a part. */
static void take_parts(const struct data *data, struct values *values, const struct plan_name *name)
{
	for (size_t i = 0; i < name->collateral_part_count; i++) {
		const struct score_part *part = &name->collateral_parts[i];
		*array_add(&values->all) = shared(data, part->what);
		*array_add(&values->all) = shared(data, part->fact);
		*array_add(&values->all) = part->value;
	}
}

static const struct {
	const char *key;
	void (*take)(const struct data *data, struct values *values, const struct plan_name *name);
} lists[] = {
	{"blockers", take_blockers},
	{"origins", take_origins},
	{"parts", take_parts},
	{"places", take_places},
};

static void add_values(const struct data *data, const char *key, const struct values *values)
{
	text_addf(data->out, "\"%s\":[", key);
	for (size_t i = 0; i < values->all.count; i++)
		add_value(data->out, values->all.items[i], i == 0);
	text_add(data->out, "],\n");
}

static void add_lists(const struct data *data)
{
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct values values = {0}, begins = {0};
		for (size_t k = 0; k < data->plan->names.count; k++) {
			*array_add(&begins.all) = (int64_t)values.all.count;
			lists[i].take(data, &values, &data->plan->names.items[k]);
		}
		*array_add(&begins.all) = (int64_t)values.all.count;
		char key[32];
		snprintf(key, sizeof key, "%sAt", lists[i].key);
		add_values(data, lists[i].key, &values);
		add_values(data, key, &begins);
		array_release(&values.all);
		array_release(&begins.all);
	}
}

/* ---- words ---- */

/* ["similar", "look-alike exists"] */
static void add_pair(struct text *out, const char *name, const char *words, bool is_first)
{
	text_add(out, is_first ? "[" : ",[");
	add_string(out, name);
	text_add_char(out, ',');
	add_string(out, words);
	text_add_char(out, ']');
}

static void add_words(struct text *out)
{
	text_add(out, "{\"verdicts\":[");
	for (enum verdict i = 0; i < VERDICTS; i++)
		add_pair(out, verdict_name(i), verdict_words(i), i == 0);
	text_add(out, "],\n\"mechanisms\":[");
	for (enum mechanism i = 0; i < MECHANISMS; i++)
		add_pair(out, mechanism_name(i), mechanism_words(i), i == 0);
	text_add(out, "],\n\"standings\":[");
	for (enum standing i = 0; i < STANDINGS; i++)
		add_pair(out, standing_name(i), standing_words(i), i == 0);
	text_add(out, "],\n\"alarms\":[");
	for (enum alarm_check i = 0; i < ALARM_CHECKS; i++) {
		text_add(out, i > 0 ? "," : "");
		add_string(out, alarm_name(i));
	}
	text_add(out, "],\n");
}

void page_data(const struct plan *plan, struct text *out)
{
	struct data data = {.plan = plan, .strings = intern_new(), .out = out};
	add_words(out);
	text_add(out, "\"name\":[");
	for (size_t i = 0; i < plan->names.count; i++) {
		text_add(out, i > 0 ? ",\n" : "\n");
		add_string(out, plan->names.items[i].name);
	}
	text_add(out, "],\n");
	add_columns(&data);
	add_lists(&data);
	text_add(out, "\"strings\":[");
	for (uint32_t i = 0; i < intern_count(data.strings); i++) {
		text_add(out, i > 0 ? ",\n" : "\n");
		add_string(out, intern_at(data.strings, i));
	}
	text_add(out, "]}\n");
	intern_free(data.strings);
}
