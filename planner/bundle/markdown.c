/* report.md: the report as GitHub and GitLab show it. */
#include "base/escape.h"
#include "base/text.h"
#include "bundle/internals.h"
#include "bundle/summary.h"
#include "bundle/words.h"
#include "plan/approvals.h"
#include "plan/tlp.h"

#include <stdlib.h>
#include <string.h>

enum {
	PLACES_SHOWN = 20,
	NAMES_SHOWN = 50,
};

/* Text from outside, as text. NULL adds nothing. */
static void add_prose(struct text *out, const char *text)
{
	if (text != NULL)
		escape_markdown(out, text, strlen(text));
}

/* A name, path or key: in <code>, where no mention and no issue link is made. */
static void add_code(struct text *out, const char *text)
{
	text_add(out, "<code>");
	add_prose(out, text);
	text_add(out, "</code>");
}

static void add_codes(struct text *out, const char *const *items, size_t count, size_t most)
{
	for (size_t i = 0; i < count && i < most; i++) {
		text_add(out, i > 0 ? ", " : "");
		add_code(out, items[i]);
	}
	if (count > most)
		text_addf(out, " and %zu more", count - most);
}

/* "17 more are in names.csv." where a list was cut. */
static void add_rest(struct text *out, size_t count)
{
	if (count > NAMES_SHOWN)
		text_addf(out, "\n%zu more are in names.csv.\n", count - NAMES_SHOWN);
}

static void add_reason(struct text *out, const char *reason)
{
	text_add(out, "> - ");
	add_prose(out, reason);
	text_add_char(out, '\n');
}

static void add_draft(struct text *out, const struct plan *plan)
{
	if (!plan_is_draft(plan))
		return;
	text_add(out, "\n> **Draft, not to be sent.**\n");
	for (size_t i = 0; i < plan->draft_reasons.count; i++)
		add_reason(out, plan->draft_reasons.items[i]);
	if (!approvals_complete(plan))
		add_reason(out, approvals_missing(plan));
}

/* - legal: Ada Lane, 2026-11-23. (note) */
static void add_approvals(struct text *out, const struct plan *plan)
{
	if (plan->approvals.digest[0] == '\0')
		return;
	text_add(out, "\nWhat is sent has the approval digest ");
	add_code(out, plan->approvals.digest);
	if (plan->approvals.roles.count == 0)
		text_add(out, ". The policy names nobody who must approve it.\n");
	else
		text_add(out, ". Who must approve it, and did:\n\n");
	for (size_t i = 0; i < plan->approvals.roles.count; i++) {
		autotext struct text line = text_new(LIMIT_LINE_BYTES);
		summary_approval(&line, plan, plan->approvals.roles.items[i]);
		text_add(out, "- ");
		add_prose(out, line.bytes);
		text_add_char(out, '\n');
	}
}

static void add_head(struct text *out, const struct plan *plan)
{
	text_add(out, "# ");
	add_prose(out, plan->organisation.name);
	text_add(out, " on PyPI\n\nAs of ");
	words_day(out, plan->as_of);
	text_add(out, ", by a list of ");
	words_count(out, plan->snapshot.name_count, "project", NULL);
	text_add(out, " of ");
	words_day(out, plan->snapshot.day);
	text_add(out, " (");
	words_age(out, plan->snapshot.day, plan->as_of);
	text_addf(out, "). Internal: this report names what is not asked for. TLP:%s",
		tlp_stricter(tlp_internal, plan->tlp));
	if (plan->embargo_until != DATE_NONE) {
		text_add(out, ", embargo until ");
		words_day(out, plan->embargo_until);
	}
	text_add(out, ".\n");
	add_draft(out, plan);
	add_approvals(out, plan);
}

static void add_place(struct text *out, const struct own_action *action)
{
	autotext struct text place = text_new(LIMIT_LINE_BYTES);
	if (action->file == NULL || action->file[0] == '\0')
		return;
	text_add(&place, action->file);
	if (action->line > 0)
		text_addf(&place, ":%zu", action->line);
	add_code(out, place.bytes);
	if (action->owner != NULL) {
		text_add(out, " (");
		add_prose(out, action->owner);
		text_add(out, ")");
	}
}

/* - extra-index-url ...: what. Change: change. Where: requirements.txt:4 */
static void add_cause(struct text *out, const struct plan *plan, const struct cause *cause)
{
	text_add(out, "\n### ");
	add_prose(out, cause_words(plan->own_side.items[cause->first].cause));
	text_add(out, "\n\n");
	for (size_t i = 0; i < cause->count && i < PLACES_SHOWN; i++) {
		const struct own_action *action = &plan->own_side.items[cause->first + i];
		text_add(out, "- ");
		add_place(out, action);
		text_add_char(out, ' ');
		add_prose(out, action->what);
		text_add(out, " **Change:** ");
		add_prose(out, action->change);
		if (action->names > 0) {
			text_add(out, " (");
			words_count(out, action->names, "internal name", NULL);
			text_add_char(out, ')');
		}
		text_add_char(out, '\n');
	}
	if (cause->count > PLACES_SHOWN)
		text_addf(
			out, "- and %zu more places, in plan.json\n", cause->count - PLACES_SHOWN);
}

static void add_own_side(struct text *out, const struct summary *summary)
{
	text_add(out, "\n## Mend today\n\n");
	if (summary->causes.count == 0) {
		text_add(out, "Nothing weak was found in what was read.\n");
		return;
	}
	words_count(out, summary->causes.count, "cause", NULL);
	if (summary->places > 0) {
		text_add(out, ", in ");
		words_count(out, summary->places, "place", NULL);
		text_add(out, " of your files");
	}
	text_add(out, ". Nobody has to be asked.\n");
	for (size_t i = 0; i < summary->causes.count; i++)
		add_cause(out, summary->plan, &summary->causes.items[i]);
}

static void add_numbers(struct text *out, const struct summary *summary)
{
	text_add(out,
		"\n## In four numbers\n\n| to mend today | could be taken | PyPI already blocks | "
		"requests worth making |\n| ---: | ---: | ---: | ---: |\n| ");
	words_number(out, summary->to_mend);
	text_add(out, " | ");
	words_number(out, summary->could_be_taken);
	text_add(out, " | ");
	words_number(out, summary->already_blocked);
	text_add(out, " | ");
	words_number(out, summary->asks);
	text_add(out, " |\n\nThe names are your internal ones. Near them, ");
	words_count(out, summary->near_could_be, "more name", NULL);
	text_add(out, " could be taken, and ");
	words_number(out, summary->near_blocked);
	text_add(out, " are blocked.\n");
}

static void add_name_line(struct text *out, const struct plan_name *name)
{
	text_add(out, "- ");
	add_code(out, name->name);
	if (name->blocker_count > 0 && strcmp(name->blockers[0], name->name) != 0) {
		text_add(out, ", by ");
		add_codes(out, name->blockers, name->blocker_count, PLACES_SHOWN);
	}
	if (name->owner != NULL) {
		text_add(out, ", owner ");
		add_prose(out, name->owner);
	}
	if (name->why != NULL) {
		text_add(out, ": ");
		add_prose(out, name->why);
	}
	text_add_char(out, '\n');
}

static void add_names(
	struct text *out, const struct plan *plan, const uint32_t *numbers, size_t count)
{
	for (size_t i = 0; i < count && i < NAMES_SHOWN; i++)
		add_name_line(out, &plan->names.items[numbers[i]]);
	add_rest(out, count);
}

static void add_blocked(struct text *out, const struct summary *summary)
{
	text_add(out, "\n## What PyPI blocks already, and why\n");
	for (size_t i = 0; i < BLOCKED_VERDICTS; i++) {
		size_t count = summary->blocked[i].count;
		if (count == 0)
			continue;
		text_add(out, "\n**");
		words_count(out, count, "name", NULL);
		text_addf(out, ": %s.** %s\n\n", verdict_words(blocked_verdicts[i]),
			blocked_meaning(blocked_verdicts[i]));
		add_names(out, summary->plan, summary->blocked[i].items, count);
	}
}

static void add_fact(struct text *out, const char *label, const char *text)
{
	if (text == NULL)
		return;
	text_addf(out, "- %s: ", label);
	add_prose(out, text);
	text_add_char(out, '\n');
}

static void add_request(struct text *out, const struct plan *plan, const struct request *request)
{
	text_add(out, "\n### ");
	add_prose(out, request->id);
	text_addf(out, ": %s", mechanism_name(request->mechanism));
	if (request->target != NULL) {
		text_add_char(out, ' ');
		add_code(out, request->target);
	}
	text_add(out, ", ");
	words_count(out, request->name_count, "name", NULL);
	if (request->bundle > 1)
		text_addf(out, " (bundle %u)", request->bundle);
	text_add(out, "\n\n");
	add_fact(out, "Why", request->why);
	add_fact(out, "What it costs others", request->cost_to_others);
	add_fact(out, "Release", request->release);
	text_add(out, "- Until: ");
	words_day(out, request->term);
	text_add(out, "\n- Exposure closed: ");
	words_share(out, request->covers);
	text_add(out, "\n- Names: ");
	for (size_t i = 0; i < request->name_count && i < NAMES_SHOWN; i++) {
		text_add(out, i > 0 ? ", " : "");
		add_code(out, plan->names.items[request->names[i]].name);
	}
	if (request->name_count > NAMES_SHOWN)
		text_addf(out, " and %zu more", request->name_count - NAMES_SHOWN);
	text_add_char(out, '\n');
	if (request->foreign_count > 0) {
		text_add(out, "- Projects of others inside: ");
		add_codes(out, request->foreign, request->foreign_count, NAMES_SHOWN);
		text_add_char(out, '\n');
	}
}

static void add_requests(struct text *out, const struct summary *summary)
{
	const struct plan *plan = summary->plan;
	text_add(out, "\n## Requests worth making\n");
	if (plan->requests.count == 0)
		text_add(out, "\nNothing is asked for: there is no send/ folder.\n");
	if (summary->left_out > 0) {
		text_add(out, "\n**Left out of send/: ");
		words_count(out, summary->left_out, "name", NULL);
		text_add(
			out, "** that may not be asked for as the plan says: look at plan.json.\n");
	}
	for (size_t i = 0; i < plan->requests.count; i++)
		add_request(out, plan, &plan->requests.items[i]);
}

static void add_findings(struct text *out, const struct summary *summary)
{
	bool any = false;
	text_add(out, "\n## Findings\n");
	for (enum finding i = 0; i < FINDINGS; i++) {
		if (summary->findings[i].count == 0)
			continue;
		any = true;
		text_addf(out, "\n### %s\n\n%s\n\n", finding_title(i), finding_meaning(i));
		add_names(
			out, summary->plan, summary->findings[i].items, summary->findings[i].count);
	}
	if (!any)
		text_add(out, "\nNone.\n");
}

static void add_appendix(struct text *out, const struct plan *plan)
{
	text_add(out, "\n## Appendix: for your information, no action asked\n\n");
	if (plan->appendix.count == 0)
		text_add(out, "Nothing.\n");
	for (size_t i = 0; i < plan->appendix.count; i++) {
		text_add(out, "- ");
		add_code(out, plan->appendix.items[i].name);
		text_add(out, ": ");
		add_prose(out, plan->appendix.items[i].fact);
		text_add_char(out, '\n');
	}
}

/* The names with the highest exposure, whatever the plan does about them. */
static int by_exposure(const void *a, const void *b)
{
	const struct plan_name *x = *(const struct plan_name *const *)a;
	const struct plan_name *y = *(const struct plan_name *const *)b;
	if (x->exposure != y->exposure)
		return x->exposure < y->exposure ? 1 : -1;
	return strcmp(x->name, y->name);
}

static void add_table(struct text *out, const struct plan *plan)
{
	size_t count = plan->names.count;
	const struct plan_name **sorted = memory_new(count + 1, sizeof *sorted);
	for (size_t i = 0; i < count; i++)
		sorted[i] = &plan->names.items[i];
	qsort(sorted, count, sizeof *sorted, by_exposure);
	text_add(out,
		"\n## Names by exposure\n\n| name | verdict | what the plan does | exposure | "
		"collateral |\n| --- | --- | --- | ---: | ---: |\n");
	for (size_t i = 0; i < count && i < NAMES_SHOWN; i++) {
		text_add(out, "| ");
		add_code(out, sorted[i]->name);
		text_addf(out, " | %s | %s | ", verdict_words(sorted[i]->verdict),
			mechanism_words(sorted[i]->mechanism));
		words_share(out, sorted[i]->exposure);
		text_add(out, " | ");
		words_share(out, sorted[i]->collateral);
		text_add(out, " |\n");
	}
	add_rest(out, count);
	free(sorted);
}

static void add_sources(struct text *out, const struct plan *plan)
{
	text_add(out, "\n## Where this comes from\n\n");
	for (size_t i = 0; i < plan->inputs.count; i++) {
		const struct plan_input *input = &plan->inputs.items[i];
		text_add(out, "- ");
		add_prose(out, input->kind);
		text_add_char(out, ' ');
		add_code(out, input->file);
		text_add(out, ", SHA-256 ");
		add_code(out, input->digest);
		text_add_char(out, '\n');
	}
	text_add(out, "- snapshot, SHA-256 ");
	add_code(out, plan->snapshot.digest);
	text_add(out, "\n- made with ");
	add_prose(out, plan->program);
	text_add(out, ", which registered, uploaded and created nothing\n");
	for (size_t i = 0; i < plan->totals.count; i++) {
		text_add(out, i == 0 ? "\n| figure | value |\n| --- | ---: |\n| " : "| ");
		add_prose(out, plan->totals.items[i].what);
		text_addf(out, " | %lld |\n", (long long)plan->totals.items[i].value);
	}
}

void markdown_render(const struct plan *plan, struct text *out)
{
	struct summary summary = summary_new(plan);
	add_head(out, plan);
	add_own_side(out, &summary);
	add_numbers(out, &summary);
	add_blocked(out, &summary);
	add_requests(out, &summary);
	add_findings(out, &summary);
	add_appendix(out, plan);
	add_table(out, plan);
	add_sources(out, plan);
	summary_release(&summary);
}
