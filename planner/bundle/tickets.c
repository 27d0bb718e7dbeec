/* tickets.jsonl: a ticket for each owner and cause, a line each, worst first.
 *
 *	{"id":"5b0c...","title":"An internal name could be taken on PyPI (3 names)",
 *	 "body":"...","owner":"platform","cause":"name-could-be-taken","priority":"medium",
 *	 "names":["acme-vault",...],"places":["services/requirements.txt:4",...],
 *	 "name_count":3,"place_count":5}
 *
 * The title holds nothing from outside; the body is Markdown as report.md's is, below
 * LIMIT_TICKET_BYTES, which every tracker takes. A ticket keeps its id as long as owner and cause
 * stay. */
#include "base/digest.h"
#include "base/escape.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"
#include "bundle/alerts.h"
#include "bundle/internals.h"
#include "bundle/words.h"
#include "plan/plan.h"

#include <stdlib.h>
#include <string.h>

static int by_owner(const void *a, const void *b)
{
	const struct alert *x = *(const struct alert *const *)a;
	const struct alert *y = *(const struct alert *const *)b;
	if (x->rule != y->rule)
		return x->rule->urgency != y->rule->urgency
			       ? (x->rule->urgency < y->rule->urgency ? -1 : 1)
		       : x->rule < y->rule ? -1
					   : 1;
	/* Nobody's come last. */
	if ((x->owner == NULL) != (y->owner == NULL))
		return x->owner == NULL ? 1 : -1;
	int order = x->owner ? strcmp(x->owner, y->owner) : 0;
	return order ? order : x < y ? -1 : x > y; /* the order of the alerts */
}

static bool same_ticket(const struct alert *x, const struct alert *y)
{
	return x->rule == y->rule && (x->owner == NULL) == (y->owner == NULL) &&
	       (x->owner == NULL || strcmp(x->owner, y->owner) == 0);
}

static void add_code(struct text *out, const char *text)
{
	text_add(out, "<code>");
	escape_markdown(out, text, strlen(text));
	text_add(out, "</code>");
}

static void add_place(struct text *out, const struct alert_place *place)
{
	escape_terminal(out, place->file, strlen(place->file));
	if (place->line > 0)
		text_addf(out, ":%zu", place->line);
}

/* - `file:4` what Change: change */
static void add_item(struct text *out, const struct alert *alert)
{
	text_add(out, "- ");
	if (alert->name != NULL)
		add_code(out, alert->name);
	for (size_t i = 0; i < alert->places.count && i < 3; i++) {
		autotext struct text place = text_new(LIMIT_FILE_BYTES);
		add_place(&place, &alert->places.items[i]);
		text_add(out, i > 0 ? ", " : alert->name ? " in " : "");
		add_code(out, place.bytes);
	}
	if (alert->places.count > 3)
		text_addf(out, " and %zu more places", alert->places.count - 3);
	if (alert->name == NULL) {
		text_add(out, alert->places.count > 0 ? ": " : "");
		escape_markdown(out, alert->what, strlen(alert->what));
		text_add(out, alert->change[0] != '\0' ? ". **Change:** " : "");
		escape_markdown(out, alert->change, strlen(alert->change));
	}
	text_add_char(out, '\n');
}

static void add_body(
	struct text *out, const struct plan *plan, const struct alert *const *alerts, size_t count)
{
	const struct alert_rule *rule = alerts[0]->rule;
	text_addf(out, "%s\n\n**To do:** %s\n\n", rule->meaning, rule->mend);
	size_t shown = 0;
	for (; shown < count; shown++) {
		autotext struct text item = text_new(LIMIT_FILE_BYTES);
		add_item(&item, alerts[shown]);
		if (out->length + item.length > LIMIT_TICKET_BYTES)
			break;
		text_add_bytes(out, item.bytes, item.length);
	}
	if (shown < count)
		text_addf(out, "- and %zu more, in names.csv and report.html\n", count - shown);
	text_add(out, "\nFrom nameward, as of ");
	words_day(out, plan->as_of);
	text_add(out, ". For people of the company alone.\n");
}

static void add_title(struct text *out, const struct alert *first, size_t count, size_t names)
{
	text_add(out, first->rule->title);
	text_add(out, " (");
	bool is_placeless = first->places.count == 0 && first->names > 0;
	if (names > 0)
		words_count(out, names, "name", NULL);
	else if (is_placeless)
		words_count(out, first->names, "name", NULL);
	else
		words_count(out, count, "place", NULL);
	text_add_char(out, ')');
}

static void add_showable(cJSON *array, const char *text)
{
	autotext struct text shown = text_new(LIMIT_FILE_BYTES);
	escape_terminal(&shown, text, strlen(text));
	json_push_text(array, shown.bytes);
}

/* The names and places of a ticket: arrays, at most LIMIT_TICKET_LIST of each, and how many. */
static void add_lists(cJSON *ticket, const struct alert *const *alerts, size_t count)
{
	cJSON *names = json_add_array(ticket, "names");
	cJSON *places = json_add_array(ticket, "places");
	size_t name_count = 0, place_count = 0;
	for (size_t i = 0; i < count; i++) {
		if (alerts[i]->name != NULL && name_count++ < LIMIT_TICKET_LIST)
			add_showable(names, alerts[i]->name);
		for (size_t j = 0; j < alerts[i]->places.count; j++) {
			autotext struct text place = text_new(LIMIT_FILE_BYTES);
			add_place(&place, &alerts[i]->places.items[j]);
			if (place_count++ < LIMIT_TICKET_LIST)
				json_push_text(places, place.bytes);
		}
	}
	json_add_integer(ticket, "name_count", (int64_t)name_count);
	json_add_integer(ticket, "place_count", (int64_t)place_count);
}

/* Of cause and owner alone. */
static void add_id(cJSON *ticket, const struct alert *first)
{
	char digits[DIGEST_TEXT_BYTES];
	autotext struct text hashed = text_new(LIMIT_FILE_BYTES);
	text_addf(&hashed, "%s\n%s%s", first->rule->id, first->owner ? "owner:" : "nobody",
		first->owner ? first->owner : "");
	struct digest digest = digest_of(hashed.bytes, hashed.length);
	digest_format(&digest, digits);
	digits[DIGEST_TEXT_BYTES / 2] = '\0';
	json_add_text(ticket, "id", digits);
}

static void add_ticket(
	struct text *out, const struct plan *plan, const struct alert *const *alerts, size_t count)
{
	autotext struct text title = text_new(LIMIT_FILE_BYTES);
	autotext struct text body = text_new(LIMIT_FILE_BYTES);
	autotext struct text owner = text_new(LIMIT_FILE_BYTES);
	const struct alert *first = alerts[0];
	cJSON *ticket = cJSON_CreateObject();
	if (ticket == NULL)
		memory_exhausted();
	size_t names = 0;
	for (size_t i = 0; i < count; i++)
		names += alerts[i]->name != NULL;
	add_title(&title, first, count, names);
	add_body(&body, plan, alerts, count);
	if (first->owner != NULL)
		escape_terminal(&owner, first->owner, strlen(first->owner));
	add_id(ticket, first);
	json_add_text(ticket, "title", title.bytes);
	json_add_text(ticket, "body", body.bytes);
	json_add_text(ticket, "owner", first->owner ? owner.bytes : NULL);
	json_add_text(ticket, "cause", first->rule->id);
	json_add_text(ticket, "priority", urgency_name(first->rule->urgency));
	add_lists(ticket, alerts, count);
	json_print_compact(ticket, out);
	cJSON_Delete(ticket);
}

void tickets_render(const struct plan *plan, struct text *out)
{
	struct alerts alerts = alerts_new(plan);
	const struct alert **sorted = memory_new(alerts.items.count + 1, sizeof *sorted);
	size_t count = 0;
	for (size_t i = 0; i < alerts.items.count; i++) {
		if (alerts.items.items[i].rule->has_ticket)
			sorted[count++] = &alerts.items.items[i];
	}
	qsort(sorted, count, sizeof *sorted, by_owner);
	for (size_t start = 0, end; start < count; start = end) {
		end = start + 1;
		while (end < count && same_ticket(sorted[start], sorted[end]))
			end++;
		add_ticket(out, plan, sorted + start, end - start);
	}
	free(sorted);
	alerts_release(&alerts);
}
