/* The data of report.html's table: the plan's names as compact JSON inside the page. */
#include "bundle/page_data.h"
#include "base/escape.h"
#include "base/intern.h"
#include "base/text.h"
#include "bundle/summary.h"

#include <string.h>

enum { FLAG_INTERNAL = 1, FLAG_SECRET = 2 };

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

/* The number of STRING among the page's strings. */
static void add_shared(struct text *out, struct intern *strings, const char *string)
{
	if (string == NULL)
		text_add(out, "-1");
	else
		text_addf(out, "%u", intern_number(strings, string, strlen(string)));
}

static void add_all_shared(
	struct text *out, struct intern *strings, const char *const *items, size_t count)
{
	text_add_char(out, '[');
	for (size_t i = 0; i < count; i++) {
		text_add(out, i > 0 ? "," : "");
		add_shared(out, strings, items[i]);
	}
	text_add_char(out, ']');
}

static void add_month(struct text *out, struct intern *strings, date day)
{
	char month[MONTH_TEXT_BYTES];
	if (day != DATE_NONE)
		month_format(day, month);
	add_shared(out, strings, day != DATE_NONE ? month : NULL);
}

static void add_origins(struct text *out, struct intern *strings, const struct plan_name *name)
{
	text_add_char(out, '[');
	for (size_t i = 0; i < name->origin_count; i++) {
		const struct origin *origin = &name->origins[i];
		text_add(out, i > 0 ? ",[" : "[");
		add_shared(out, strings, origin->operator);
		text_add_char(out, ',');
		add_shared(out, strings, origin->target);
		text_addf(out, ",%u,%u]", origin->weight, origin->probability);
	}
	text_addf(out, "],%zu", name->origins_left_out);
}

static void add_parts(struct text *out, struct intern *strings, const struct plan_name *name)
{
	text_add_char(out, '[');
	for (size_t i = 0; i < name->collateral_part_count; i++) {
		const struct score_part *part = &name->collateral_parts[i];
		text_add(out, i > 0 ? ",[" : "[");
		add_shared(out, strings, part->what);
		text_add_char(out, ',');
		add_shared(out, strings, part->fact ? part->fact : "");
		text_addf(out, ",%u]", part->value);
	}
	text_add_char(out, ']');
}

/* Shared strings, each after a comma. */
static void add_facts(struct text *out, struct intern *strings, const struct plan *plan,
	const struct plan_name *name)
{
	const char *const before[] = {name->generic, name->exception};
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		text_add_char(out, ',');
		add_shared(out, strings, before[i]);
	}
	text_add_char(out, ',');
	add_all_shared(out, strings, (const char *const *)name->places, name->place_count);
	text_add_char(out, ',');
	add_shared(out, strings, name->why);
	text_add_char(out, ',');
	add_shared(out, strings, name->said);
	text_add_char(out, ',');
	add_shared(out, strings,
		name->request > 0 ? plan->requests.items[name->request - 1].id : NULL);
}

static void add_row(struct text *out, struct intern *strings, const struct plan *plan,
	const struct plan_name *name)
{
	text_add_char(out, '[');
	add_string(out, name->name);
	text_addf(out, ",%d,%d,%d,%u,%u,", (int)name->verdict, (int)name->mechanism,
		(int)name->standing, name->exposure, name->collateral);
	add_month(out, strings, name->since);
	text_add_char(out, ',');
	add_shared(out, strings, name->owner);
	text_addf(out, ",%d,%u,%d,", name->is_private * FLAG_INTERNAL + name->secret * FLAG_SECRET,
		name->exposure_before, (int)name->alarm);
	add_shared(out, strings, name->alarm_target);
	text_add_char(out, ',');
	add_all_shared(out, strings, name->blockers, name->blocker_count);
	text_add_char(out, ',');
	add_origins(out, strings, name);
	text_add_char(out, ',');
	add_parts(out, strings, name);
	add_facts(out, strings, plan, name);
	text_add(out, "]\n");
}

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
	struct intern *strings = intern_new();
	add_words(out);
	text_add(out, "\"rows\":[\n");
	for (size_t i = 0; i < plan->names.count; i++) {
		text_add(out, i > 0 ? "," : "");
		add_row(out, strings, plan, &plan->names.items[i]);
	}
	text_add(out, "],\n\"strings\":[\n");
	for (uint32_t i = 0; i < intern_count(strings); i++) {
		text_add(out, i > 0 ? "," : "");
		add_string(out, intern_at(strings, i));
		text_add_char(out, '\n');
	}
	text_add(out, "]}\n");
	intern_free(strings);
}
