/* The sections of report.html that stand without a script. */
#include "bundle/page_parts.h"
#include "base/escape.h"
#include "base/text.h"
#include "bundle/summary.h"
#include "bundle/words.h"

#include <string.h>

enum {
	MENDS_SHOWN = 12,  /* different changes of one cause; the rest folds away */
	PLACES_SHOWN = 8,  /* of one change; the rest folds away */
	PLACES_MOST = 500, /* the whole is in plan.json */
	NAMES_SHOWN = 12,
	CHIPS_SHOWN = 24,
};

void page_text(struct text *out, const char *text)
{
	if (text != NULL)
		escape_html(out, text, strlen(text));
}

static void add_element(struct text *out, const char *open, const char *text, const char *close)
{
	text_add(out, open);
	page_text(out, text);
	text_add(out, close);
}

void page_prose(struct text *out, const char *sentence)
{
	bool is_code = false;
	for (const char *at = sentence;; at++) {
		size_t length = strcspn(at, "`");
		escape_html(out, at, length);
		at += length;
		if (*at == '\0')
			return;
		bool closes = is_code || strchr(at + 1, '`') != NULL;
		text_add(out, !closes ? "`" : is_code ? "</code>" : "<code>");
		is_code = closes && !is_code;
	}
}

static void open_section(struct text *out, const char *id, const char *title)
{
	text_addf(out,
		"<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">%s</h2>\n",
		id, id, id, title);
}

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
	add_element(out, "\">", name, "</a>");
}

/* Mend today */

static bool is_same_change(const struct own_action *a, const struct own_action *b)
{
	return strcmp(a->what, b->what) == 0 && strcmp(a->change, b->change) == 0;
}

static void add_place(struct text *out, const struct own_action *action)
{
	if (action->file == NULL || action->file[0] == '\0')
		return;
	add_element(out, "<li><code>", action->file, "");
	if (action->line > 0)
		text_addf(out, ":%zu", action->line);
	text_add(out, "</code></li>\n");
}

/* Every place of one cause where the same change mends the same thing; COUNT actions from FIRST,
 * the first of which is the first of its change. */
static void add_places(struct text *out, const struct own_action *first, size_t count)
{
	size_t shown = 0;
	for (size_t i = 0; i < count && shown < PLACES_MOST; i++) {
		if (!is_same_change(&first[i], first))
			continue;
		if (shown == 0)
			text_add(out, "<ul class=\"places\">\n");
		if (shown == PLACES_SHOWN)
			text_add(out, "</ul>\n<details><summary>More places</summary>\n"
				      "<ul class=\"places\">\n");
		add_place(out, &first[i]);
		shown++;
	}
	if (shown > 0)
		text_add(out, "</ul>\n");
	if (shown > PLACES_SHOWN)
		text_add(out, "</details>\n");
}

static bool is_first_of_change(const struct own_action *actions, size_t number)
{
	for (size_t i = 0; i < number; i++) {
		if (is_same_change(&actions[i], &actions[number]))
			return false;
	}
	return true;
}

static void add_change(struct text *out, const struct own_action *actions, size_t count)
{
	text_add(out, "<p>");
	page_prose(out, actions->what);
	text_add(out, "</p>\n<p class=\"change\"><b>Change:</b> ");
	page_prose(out, actions->change);
	text_add(out, "</p>\n");
	add_places(out, actions, count);
}

static void add_cause(struct text *out, const struct plan *plan, const struct cause *cause)
{
	const struct own_action *actions = &plan->own_side.items[cause->first];
	size_t looked_at = cause->count < PLACES_MOST ? cause->count : PLACES_MOST;
	size_t shown = 0;
	add_element(out, "<article class=\"card\">\n<h3><span>", cause_words(actions->cause),
		"</span> <span class=\"count\">");
	if (cause->count > 1) {
		words_count(out, cause->count, "place", NULL);
		text_add(out, cause->names > 0 ? ", " : "");
	}
	if (cause->names > 0)
		words_count(out, cause->names, "internal name", NULL);
	text_add(out, "</span></h3>\n");
	for (size_t i = 0; i < looked_at; i++) {
		if (!is_first_of_change(actions, i))
			continue;
		if (shown++ == MENDS_SHOWN)
			text_add(out, "<details><summary>More of the same cause</summary>\n");
		add_change(out, &actions[i], cause->count - i);
	}
	if (shown > MENDS_SHOWN)
		text_add(out, "</details>\n");
	if (looked_at < cause->count)
		text_addf(out, "<p class=\"soft\">and %zu more places, in plan.json</p>\n",
			cause->count - looked_at);
	text_add(out, "</article>\n");
}

void page_mend(struct text *out, const struct summary *summary)
{
	open_section(out, "mend", "Mend today");
	if (summary->causes.count == 0) {
		text_add(out, "<p class=\"lead\">Nothing weak was found in what was read.</p>\n");
	} else {
		text_add(out, "<p class=\"lead\">");
		words_count(out, summary->causes.count, "cause", NULL);
		if (summary->places > 0) {
			text_add(out, ", in ");
			words_count(out, summary->places, "place", NULL);
			text_add(out, " of your files");
		}
		text_add(out, ". All of it is in your own hands: nobody has to be asked.</p>\n");
	}
	for (size_t i = 0; i < summary->causes.count; i++)
		add_cause(out, summary->plan, &summary->causes.items[i]);
	text_add(out, "</section>\n");
}

/* Four numbers */

static void add_tile(
	struct text *out, const char *class, uint32_t number, const char *title, const char *note)
{
	text_addf(out, "<div class=\"tile %s\"><dt>%s</dt><dd class=\"figure\" id=\"figure-%s\">",
		class, title, class);
	words_number(out, number);
	text_addf(out, "</dd><dd class=\"note\">%s</dd></div>\n", note);
}

void page_numbers(struct text *out, const struct summary *summary)
{
	autotext struct text open = text_new(LIMIT_LINE_BYTES);
	autotext struct text blocked = text_new(LIMIT_LINE_BYTES);
	autotext struct text asked = text_new(LIMIT_LINE_BYTES);
	text_add(&open, "internal names, and ");
	words_count(&open, summary->near_could_be, "name", NULL);
	text_add(&open, " near them; unregistered, or prohibited");
	text_add(&blocked, "internal names, and ");
	words_count(&blocked, summary->near_blocked, "name", NULL);
	text_add(&blocked, " near them");
	text_add(&asked, "for ");
	words_count(&asked, summary->asked_names, "name", NULL);
	if (summary->later > 0)
		text_addf(&asked, "; %u more in later bundles", summary->later);
	open_section(out, "numbers", "In four numbers");
	text_add(out, "<dl class=\"tiles\">\n");
	add_tile(out, "mend", summary->to_mend, "to mend today", "in your own files and names");
	add_tile(out, "open", summary->could_be_taken, "could be taken", open.bytes);
	add_tile(out, "blocked", summary->already_blocked, "PyPI already blocks", blocked.bytes);
	add_tile(out, "asks", summary->asks, "requests worth making", asked.bytes);
	text_add(out, "</dl>\n</section>\n");
}

/* Lists of names */

static void add_name_item(struct text *out, const struct plan_name *name)
{
	text_add(out, "<li>");
	add_name_link(out, name->name);
	if (name->blocker_count > 0 && strcmp(name->blockers[0], name->name) != 0) {
		text_add(out, " <span class=\"soft\">blocked by</span> ");
		for (size_t i = 0; i < name->blocker_count; i++)
			add_element(
				out, i > 0 ? ", <code>" : "<code>", name->blockers[i], "</code>");
	}
	if (name->owner != NULL)
		add_element(out, " <span class=\"soft\">owner</span> ", name->owner, "");
	if (name->why != NULL)
		add_element(out, "<p>", name->why, "</p>");
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
	open_section(out, "blocked", "Blocked already, and why");
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
	add_element(out, "<dd>", text, "</dd>\n");
}

static void add_chips(struct text *out, const char *label, const char *const *names, size_t count)
{
	text_addf(out, "<dt>%s</dt><dd><ul class=\"flow\">", label);
	for (size_t i = 0; i < count; i++)
		add_element(out, "<li class=\"chip\"><code>", names[i], "</code></li>\n");
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
		add_fragment(out, "mechanism", mechanism_name(request->mechanism));
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
		add_element(out, "<li>", request->criteria[i].what, " (");
		words_share(out, request->criteria[i].value);
		add_element(out, "): ", request->criteria[i].fact, "</li>\n");
	}
	text_add(out, "</ul></dd>\n");
}

static void add_request(struct text *out, const struct plan *plan, const struct request *request)
{
	add_element(out, "<article class=\"card request\">\n<h3><span>", request->id, ": ");
	text_add(out, mechanism_name(request->mechanism));
	if (request->target != NULL)
		add_element(out, " <code>", request->target, "</code>");
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
	open_section(out, "requests", "Requests worth making");
	text_add(
		out, summary->asks > 0
			     ? "<p class=\"lead\">The folder send/ holds these, ready for PyPI's "
			       "administrators, and nothing else.</p>\n"
			     : "<p class=\"lead\">Nothing is asked of PyPI now: there is no folder "
			       "send/.</p>\n");
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
	open_section(out, "findings", "Findings");
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
	open_section(out, "appendix", "Appendix");
	text_add(out, "<p class=\"lead\">For your information: no action is asked.</p>\n");
	if (plan->appendix.count == 0)
		text_add(out, "<p>Nothing.</p>\n");
	else
		text_add(out, "<ul class=\"names\">\n");
	for (size_t i = 0; i < plan->appendix.count; i++) {
		add_element(
			out, "<li><span class=\"name\">", plan->appendix.items[i].name, "</span>");
		add_element(out, "<p>", plan->appendix.items[i].fact, "</p></li>\n");
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
		add_element(out, "<tr><td>", input->kind, "</td><td><code>");
		add_element(out, "", input->file, "</code></td><td class=\"number\">");
		words_number(out, input->names);
		add_element(out, "</td><td><code>", input->digest, "</code></td></tr>\n");
	}
	add_element(
		out, "<tr><td>snapshot</td><td>", plan->snapshot.url, "</td><td class=\"number\">");
	words_number(out, plan->snapshot.name_count);
	add_element(out, "</td><td><code>", plan->snapshot.digest,
		"</code></td></tr>\n</tbody></table>\n");
}

static void add_totals(struct text *out, const struct plan *plan)
{
	text_add(out,
		"<details><summary>Every figure of the plan</summary>\n<dl class=\"facts\">\n");
	for (size_t i = 0; i < plan->totals.count; i++) {
		add_element(out, "<dt>", plan->totals.items[i].what, "</dt>");
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
			add_element(out, "<li>", plan->organisation.policy_differences.items[i],
				"</li>\n");
		text_add(out, "</ul>\n</details>\n");
	}
	add_element(out, "<p>Made with ", plan->program,
		", which registered, uploaded and created nothing.</p>\n</footer>\n");
}
