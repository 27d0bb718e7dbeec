/* The sections of report.html below page one, which stand without a script. */
#include "bundle/page_parts.h"
#include "base/escape.h"
#include "base/text.h"
#include "bundle/page_text.h"
#include "bundle/summary.h"
#include "bundle/words.h"

#include <string.h>

enum {
	NAMES_SHOWN = 12,
	CHIPS_SHOWN = 24,
};

/* A link to the table: #name=acme-vault. Whatever is no unreserved character is encoded. */
static void add_fragment(struct text *out, const char *key, const char *value)
{
	autotext struct text safe = text_new(LIMIT_BULK_BYTES);
	escape_terminal(&safe, value, strlen(value));
	text_addf(out, "#%s=", key);
	for (size_t i = 0; i < safe.length; i++) {
		char c = safe.bytes[i];
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
			(c != '\0' && strchr("-._~", c) != NULL))
			text_add_char(out, c);
		else
			text_addf(out, "%%%02X", (unsigned char)c);
	}
}

static void add_name_link(struct text *out, const char *name)
{
	text_add(out, "<a class=\"name\" href=\"");
	add_fragment(out, "name", name);
	page_element(out, "\">", name, "</a>");
}

/* Lists of names */

static void add_name_item(struct text *out, const struct plan_name *name)
{
	text_add(out, "<li>");
	add_name_link(out, name->name);
	if (name->blocker_count > 0 && strcmp(name->blockers[0], name->name) != 0) {
		text_add(out, " <span class=\"soft\">blocked by</span> ");
		for (size_t i = 0; i < name->blocker_count; i++)
			page_element(
				out, i > 0 ? ", <code>" : "<code>", name->blockers[i], "</code>");
	}
	if (name->owner != NULL)
		page_element(out, " <span class=\"soft\">owner</span> ", name->owner, "");
	if (name->why != NULL)
		page_element(out, "<p>", name->why, "</p>");
	text_add(out, "</li>\n");
}

static void add_names(
	struct text *out, const struct plan *plan, const uint32_t *numbers, size_t count)
{
	text_add(out, "<ul class=\"names\">\n");
	for (size_t i = 0; i < count && i < NAMES_SHOWN; i++)
		add_name_item(out, &plan->names.items[numbers[i]]);
	text_add(out, "</ul>\n");
}

static void add_blocked_group(struct text *out, const struct summary *summary, size_t group)
{
	enum verdict verdict = blocked_verdicts[group];
	size_t count = summary->blocked[group].count;
	text_addf(out, "<article class=\"card\">\n<h3><span>%s</span> <span class=\"count\">",
		blocked_meaning(verdict));
	words_count(out, count, "name", NULL);
	text_add(out, "</span></h3>\n");
	add_names(out, summary->plan, summary->blocked[group].items, count);
	if (count > NAMES_SHOWN) {
		text_add(out, "<p><a href=\"");
		add_fragment(out, "verdict", verdict_name(verdict));
		text_add(out, "\">All ");
		words_number(out, count);
		text_add(out, " in the table</a></p>\n");
	}
	text_add(out, "</article>\n");
}

void page_blocked(struct text *out, const struct summary *summary)
{
	size_t any = 0;
	page_section(out, "blocked", "Blocked already, and why");
	text_add(out, "<p class=\"lead\">Nothing has to be asked for these. A look-alike protects "
		      "only as long as its project stands.</p>\n");
	for (size_t i = 0; i < BLOCKED_VERDICTS; i++) {
		if (summary->blocked[i].count > 0)
			add_blocked_group(out, summary, i);
		any += summary->blocked[i].count;
	}
	if (any == 0)
		text_add(out, "<p>None of the names.</p>\n");
	text_add(out, "</section>\n");
}

/* Requests */

static void add_fact(struct text *out, const char *label, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	text_addf(out, "<dt>%s</dt>", label);
	page_element(out, "<dd>", text, "</dd>\n");
}

static void add_chips(struct text *out, const char *label, const char *const *names, size_t count)
{
	text_addf(out, "<dt>%s</dt><dd><ul class=\"flow\">", label);
	for (size_t i = 0; i < count; i++)
		page_element(out, "<li class=\"chip\"><code>", names[i], "</code></li>\n");
	text_add(out, "</ul></dd>\n");
}

static void add_request_names(
	struct text *out, const struct plan *plan, const struct request *request)
{
	const char *names[CHIPS_SHOWN];
	size_t count = 0;
	while (count < request->name_count && count < CHIPS_SHOWN) {
		names[count] = plan->names.items[request->names[count]].name;
		count++;
	}
	add_chips(out, request->mechanism == MECHANISM_NAMESPACE ? "It closes" : "Names", names,
		count);
	if (count < request->name_count) {
		text_add(out, "<dt></dt><dd><a href=\"");
		add_fragment(out, "request", request->id);
		text_add(out, "\">All ");
		words_number(out, request->name_count);
		text_add(out, " in the table</a></dd>\n");
	}
}

static void add_criteria(struct text *out, const struct request *request)
{
	if (request->criterion_count == 0)
		return;
	text_add(out, "<dt>PEP 755</dt><dd><ul>");
	for (size_t i = 0; i < request->criterion_count; i++) {
		page_element(out, "<li>", request->criteria[i].what, " (");
		words_share(out, request->criteria[i].value);
		page_element(out, "): ", request->criteria[i].fact, "</li>\n");
	}
	text_add(out, "</ul></dd>\n");
}

static void add_request(struct text *out, const struct plan *plan, const struct request *request)
{
	page_element(out, "<article class=\"card request\">\n<h3><span>", request->id, ": ");
	text_add(out, mechanism_name(request->mechanism));
	if (request->target != NULL)
		page_element(out, " <code>", request->target, "</code>");
	text_add(out, "</span> <span class=\"count\">");
	words_count(out, request->name_count, "name", NULL);
	text_add(out, ", exposure ");
	words_share(out, request->covers);
	if (request->bundle > 1)
		text_addf(out, ", bundle %u", request->bundle);
	text_add(out, "</span></h3>\n<dl class=\"facts\">\n");
	add_fact(out, "Why", request->why);
	add_request_names(out, plan, request);
	if (request->foreign_count > 0)
		add_chips(out, "Others inside", request->foreign, request->foreign_count);
	add_criteria(out, request);
	add_fact(out, "Cost to others", request->cost_to_others);
	add_fact(out, "Release", request->release);
	text_add(out, "<dt>Until</dt><dd>");
	words_day(out, request->term);
	text_add(out, "</dd>\n</dl>\n</article>\n");
}

void page_requests(struct text *out, const struct summary *summary)
{
	const struct plan *plan = summary->plan;
	bool folded = false;
	page_section(out, "requests", "Requests worth making");
	text_add(
		out, summary->asks > 0
			     ? "<p class=\"lead\">The folder send/ holds these, ready for PyPI's "
			       "administrators, and nothing else.</p>\n"
			     : "<p class=\"lead\">Nothing is asked of PyPI now: there is no folder "
			       "send/.</p>\n");
	if (summary->left_out > 0) {
		text_add(out, "<p><b>Left out of send/: ");
		words_count(out, summary->left_out, "name", NULL);
		text_add(out, "</b> that may not be asked for as the plan says: look at "
			      "plan.json.</p>\n");
	}
	for (size_t i = 0; i < plan->requests.count; i++) {
		if (plan->requests.items[i].bundle > 1 && !folded) {
			text_add(out, "<details><summary>In later bundles: ");
			words_count(out, summary->later, "request", NULL);
			text_add(out, "</summary>\n");
			folded = true;
		}
		add_request(out, plan, &plan->requests.items[i]);
	}
	text_add(out, folded ? "</details>\n</section>\n" : "</section>\n");
}

/* Findings, appendix, sources */

void page_findings(struct text *out, const struct summary *summary)
{
	bool any = false;
	page_section(out, "findings", "Findings");
	for (enum finding i = 0; i < FINDINGS; i++) {
		size_t count = summary->findings[i].count;
		if (count == 0)
			continue;
		any = true;
		text_addf(out,
			"<article class=\"card\">\n<h3><span>%s</span> <span class=\"count\">",
			finding_title(i));
		words_count(out, count, "name", NULL);
		text_addf(out, "</span></h3>\n<p class=\"soft\">%s</p>\n", finding_meaning(i));
		add_names(out, summary->plan, summary->findings[i].items, count);
		if (count > NAMES_SHOWN)
			text_addf(out, "<p class=\"soft\">and %zu more, in the table</p>\n",
				count - NAMES_SHOWN);
		text_add(out, "</article>\n");
	}
	if (!any)
		text_add(out, "<p>None.</p>\n");
	text_add(out, "</section>\n");
}

void page_appendix(struct text *out, const struct plan *plan)
{
	page_section(out, "appendix", "Appendix");
	text_add(out, "<p class=\"lead\">For your information: no action is asked.</p>\n");
	if (plan->appendix.count == 0)
		text_add(out, "<p>Nothing.</p>\n");
	else
		text_add(out, "<ul class=\"names\">\n");
	for (size_t i = 0; i < plan->appendix.count; i++) {
		page_element(
			out, "<li><span class=\"name\">", plan->appendix.items[i].name, "</span>");
		page_element(out, "<p>", plan->appendix.items[i].fact, "</p></li>\n");
	}
	text_add(out, plan->appendix.count > 0 ? "</ul>\n</section>\n" : "</section>\n");
}

static void add_inputs(struct text *out, const struct plan *plan)
{
	text_add(out,
		"<table class=\"bare\"><caption>Inputs</caption><thead><tr><th "
		"scope=\"col\">Input</th><th scope=\"col\">File</th><th scope=\"col\" "
		"class=\"number\">Names</th><th scope=\"col\">SHA-256</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < plan->inputs.count; i++) {
		const struct plan_input *input = &plan->inputs.items[i];
		page_element(out, "<tr><td>", input->kind, "</td><td><code>");
		page_element(out, "", input->file, "</code></td><td class=\"number\">");
		words_number(out, input->names);
		page_element(out, "</td><td><code>", input->digest, "</code></td></tr>\n");
	}
	page_element(
		out, "<tr><td>snapshot</td><td>", plan->snapshot.url, "</td><td class=\"number\">");
	words_number(out, plan->snapshot.name_count);
	page_element(out, "</td><td><code>", plan->snapshot.digest,
		"</code></td></tr>\n</tbody></table>\n");
}

static void add_totals(struct text *out, const struct plan *plan)
{
	text_add(out,
		"<details><summary>Every figure of the plan</summary>\n<dl class=\"facts\">\n");
	for (size_t i = 0; i < plan->totals.count; i++) {
		page_element(out, "<dt>", plan->totals.items[i].what, "</dt>");
		text_addf(out, "<dd>%lld</dd>\n", (long long)plan->totals.items[i].value);
	}
	text_add(out, "</dl>\n</details>\n");
}

void page_sources(struct text *out, const struct plan *plan)
{
	text_add(out,
		"<footer>\n<p><b>Reading the figures.</b> Exposure: how likely a name is to be "
		"installed from PyPI by mistake, from 0 to 1, given how often its targets are "
		"used. Collateral: how likely a stranger will rightly want it. Unregistered, "
		"or prohibited: the two cannot be told apart from outside.</p>\n");
	add_inputs(out, plan);
	if (plan->totals.count > 0)
		add_totals(out, plan);
	if (plan->organisation.policy_differences.count > 0) {
		text_add(out, "<details><summary>Where the policy differs from the "
			      "default</summary>\n<ul>\n");
		for (size_t i = 0; i < plan->organisation.policy_differences.count; i++)
			page_element(out, "<li>", plan->organisation.policy_differences.items[i],
				"</li>\n");
		text_add(out, "</ul>\n</details>\n");
	}
	page_element(out, "<p>Made with ", plan->program,
		", which registered, uploaded and created nothing.</p>\n</footer>\n");
}
