/* names.csv: every name of the plan, a row each (RFC 4180, formula-safe). */
#include "base/escape.h"
#include "base/text.h"
#include "bundle/internals.h"
#include "plan/plan.h"

#include <string.h>

static void add_field(struct text *out, const char *value)
{
	text_add_char(out, ',');
	if (value != NULL)
		escape_csv(out, value, strlen(value));
}

static void add_number(struct text *out, uint32_t value)
{
	text_addf(out, ",%u", value);
}

/* Several values in one field, "; " between them. */
static void add_texts(struct text *out, const char *const *items, size_t count)
{
	autotext struct text joined = text_new(LIMIT_BULK_BYTES);
	for (size_t i = 0; i < count; i++)
		text_addf(&joined, "%s%s", i > 0 ? "; " : "", items[i]);
	add_field(out, joined.bytes);
}

/* omission:requests; private:acme-vault */
static void add_origins(struct text *out, const struct plan_name *name)
{
	autotext struct text joined = text_new(LIMIT_BULK_BYTES);
	for (size_t i = 0; i < name->origin_count; i++) {
		const struct origin *origin = &name->origins[i];
		text_addf(&joined, "%s%s%s%s", i > 0 ? "; " : "", origin->operator,
			origin->target[0] ? ":" : "", origin->target);
	}
	if (name->origins_left_out > 0)
		text_addf(&joined, "; and %zu more", name->origins_left_out);
	add_field(out, joined.bytes);
}

static void add_month(struct text *out, date since)
{
	char month[MONTH_TEXT_BYTES] = "";
	if (since != DATE_NONE)
		month_format(since, month);
	add_field(out, month);
}

static void add_row(struct text *out, const struct plan *plan, const struct plan_name *name)
{
	const struct request *request =
		name->request > 0 ? &plan->requests.items[name->request - 1] : NULL;
	escape_csv(out, name->name, strlen(name->name));
	add_field(out, verdict_name(name->verdict));
	add_texts(out, name->blockers, name->blocker_count);
	add_field(out, alarm_name(name->alarm));
	add_field(out, name->alarm_target);
	add_field(out, standing_name(name->standing));
	add_field(out, name->is_private ? "yes" : "no");
	add_field(out, name->secret ? "yes" : "no");
	add_field(out, mechanism_name(name->mechanism));
	add_field(out, request ? request->id : NULL);
	add_number(out, name->exposure);
	add_number(out, name->exposure_before);
	add_number(out, name->collateral);
	add_field(out, name->generic);
	add_field(out, name->exception);
	add_month(out, name->since);
	add_field(out, name->owner);
	add_texts(out, (const char *const *)name->places, name->place_count);
	add_origins(out, name);
	add_field(out, name->said);
	add_field(out, name->why);
	text_add(out, "\r\n");
}

void names_csv_render(const struct plan *plan, struct text *out)
{
	text_add(out, "name,verdict,blockers,alarm,alarm_target,standing,internal,secret,mechanism,"
		      "request,exposure,exposure_before,collateral,generic,exception,since,owner,"
		      "places,origins,said,why\r\n");
	for (size_t i = 0; i < plan->names.count; i++)
		add_row(out, plan, &plan->names.items[i]);
}
