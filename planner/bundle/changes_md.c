/* What is new, gone and changed since the plan before, as one page: internal/changes.md. */
#include "base/escape.h"
#include "base/text.h"
#include "bundle/internals.h"
#include "bundle/words.h"
#include "plan/plan.h"

#include <string.h>

enum { CHANGES_SHOWN = 50 }; /* of a class */

static void add_prose(struct text *out, const char *text)
{
	escape_markdown(out, text[0] ? text : "-", text[0] ? strlen(text) : 1);
}

bool changes_apply(const struct plan *plan)
{
	return plan->previous.is_there;
}

static void add_list(struct text *out, const char *before, uint32_t names, date day)
{
	text_addf(out, "%sa list of ", before);
	words_count(out, names, "project", NULL);
	text_add(out, " of ");
	words_day(out, day);
}

static void add_head(struct text *out, const struct plan *plan)
{
	bool same = strcmp(plan->previous.policy_digest, plan->policy_digest) == 0;
	text_add(out, "# What changed: ");
	add_prose(out, plan->organisation.name);
	text_add(out, ", ");
	words_day(out, plan->as_of);
	text_add(out, "\n\nCompared with the plan of ");
	words_day(out, plan->previous.as_of);
	add_list(out, ". Judged by ", plan->snapshot.name_count, plan->snapshot.day);
	add_list(out, ", then by ", plan->previous.snapshot_names, plan->previous.snapshot_day);
	text_addf(out, ". The policy is %s. Internal: this page names what is not asked for.\n\n",
		same ? "the same" : "another");
	if (plan->previous.standing > 0) {
		text_add(out, "**");
		words_count(out, plan->previous.standing, "request stands", "requests stand");
		text_add(out, " as asked for then** (a name or a namespace each).\n");
	} else {
		text_add(out, "No request of then stands.\n");
	}
	if (plan->changes.count == 0)
		text_add(out, "\nNothing else is new, gone or changed.\n");
}

/* One class: its changes from FIRST on. How many. */
static size_t add_class(struct text *out, const struct plan *plan, size_t first)
{
	enum plan_change_class class = plan->changes.items[first].class;
	size_t end = first;
	while (end < plan->changes.count && plan->changes.items[end].class == class)
		end++;
	text_addf(out, "\n## %s (", plan_change_classes[class].title);
	words_number(out, end - first);
	text_add(out, ")\n\n| what | then | now |\n| --- | --- | --- |\n");
	for (size_t i = first; i < end && i < first + CHANGES_SHOWN; i++) {
		const struct plan_change *change = &plan->changes.items[i];
		text_add(out, "| <code>");
		add_prose(out, change->name);
		text_add(out, "</code> | ");
		add_prose(out, change->was);
		text_add(out, " | ");
		add_prose(out, change->now);
		text_add(out, " |\n");
	}
	if (end - first > CHANGES_SHOWN)
		text_addf(out, "\n%zu more are in plan.json.\n", end - first - CHANGES_SHOWN);
	return end - first;
}

void changes_render(const struct plan *plan, struct text *out)
{
	add_head(out, plan);
	for (size_t i = 0; i < plan->changes.count;)
		i += add_class(out, plan, i);
}
