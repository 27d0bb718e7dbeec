/* report.html: one self-contained page. */
#include "base/html.h"
#include "base/limits.h"
#include "base/text.h"
#include "bundle/internals.h"
#include "bundle/page_charts.h"
#include "bundle/page_data.h"
#include "bundle/page_parts.h"
#include "bundle/page_text.h"
#include "bundle/summary.h"
#include "bundle/words.h"

static void add_top(struct text *out, const struct plan *plan)
{
	text_add(out, "<header class=\"top\">\n<p class=\"eyebrow\"><b>nameward</b> · internal: it "
		      "names what is not asked for</p>\n<h1>");
	page_text(out, plan->organisation.name);
	text_add(out, " on PyPI</h1>\n<p class=\"meta\">As of ");
	words_day(out, plan->as_of);
	text_add(out, ", by a list of ");
	words_count(out, plan->snapshot.name_count, "project", NULL);
	text_add(out, " of ");
	words_day(out, plan->snapshot.day);
	text_add(out, " (");
	words_age(out, plan->snapshot.day, plan->as_of);
	text_add(out, ").</p>\n");
	page_marking(out, plan);
	text_add(out, "<nav aria-label=\"Sections\"><ul>\n"
		      "<li><a href=\"#mend\">Mend today</a></li>\n"
		      "<li><a href=\"#numbers\">Four numbers</a></li>\n"
		      "<li><a href=\"#pictures\">Pictures</a></li>\n"
		      "<li><a href=\"#requests\">Requests</a></li>\n");
	if (plan->approvals.digest[0] != '\0')
		text_add(out, "<li><a href=\"#approvals\">Approval</a></li>\n");
	text_add(out, "<li><a href=\"#blocked\">Blocked already</a></li>\n"
		      "<li><a href=\"#findings\">Findings</a></li>\n"
		      "<li><a href=\"#appendix\">Appendix</a></li>\n"
		      "<li><a href=\"#all\">All names</a></li>\n</ul></nav>\n</header>\n");
}

/* The table's frame; page.js fills it. */
static void add_table(struct text *out)
{
	text_add(out,
		"<section id=\"all\" aria-labelledby=\"all-title\">\n<h2 id=\"all-title\">All "
		"names</h2>\n<noscript><p class=\"lead\">The searchable table needs this page's "
		"own script. names.csv holds the same rows.</p></noscript>\n<div id=\"tool\" "
		"hidden>\n<div class=\"controls\" id=\"controls\" role=\"search\"><div "
		"class=\"search\"><label for=\"search\">Search</label><input type=\"search\" "
		"id=\"search\" placeholder=\"name, owner, reason, origin\" autocomplete=\"off\" "
		"spellcheck=\"false\"></div></div>\n<div class=\"under\"><p class=\"status\" "
		"id=\"status\" role=\"status\"></p><p id=\"choice\"></p></div>\n<p "
		"class=\"paper\">Paper holds at most 2,000 names; names.csv holds all of "
		"them.</p>\n<div class=\"scroller\" role=\"region\" aria-label=\"Table of all "
		"names\" tabindex=\"0\"><table><caption>All names, with verdict, what the plan "
		"does, scores, since when in use, and owner</caption>\n<thead><tr "
		"id=\"columns\"></tr></thead>\n<tbody id=\"rows\"></tbody></table></div>\n<p "
		"class=\"more\" id=\"more\"><button type=\"button\" class=\"button\" "
		"id=\"more-button\">Show more rows</button></p>\n</div>\n</section>\n");
}

void page_render(const struct plan *plan, struct text *out)
{
	struct summary summary = summary_new(plan);
	autotext struct text title = text_new(LIMIT_LINE_BYTES);
	text_addf(&title, "%s on PyPI", plan->organisation.name);
	const struct html_page page = {.title = title.bytes,
		.styles = {"planner/bundle/page.css", "planner/bundle/page_table.css",
			"planner/base/chart.css"},
		.scripts = {"planner/bundle/page_find.js", "planner/bundle/page.js"}};
	html_begin(out, &page);
	text_add(out, "<div class=\"page\">\n"
		      "<a class=\"skip\" href=\"#mend\">Skip to what to mend</a>\n");
	add_top(out, plan);
	text_add(out, "<main>\n");
	page_draft(out, plan);
	text_add(out, "<div class=\"first\">\n");
	page_mend(out, &summary);
	page_numbers(out, &summary);
	text_add(out, "</div>\n");
	page_charts(out, plan);
	page_requests(out, &summary);
	page_approvals(out, plan);
	page_blocked(out, &summary);
	page_findings(out, &summary);
	page_appendix(out, plan);
	add_table(out);
	text_add(out, "</main>\n");
	page_sources(out, plan);
	text_add(out, "</div>\n<script type=\"application/json\" id=\"data\">\n");
	page_data(plan, out);
	text_add(out, "</script>\n");
	html_end(out, &page);
	summary_release(&summary);
}
