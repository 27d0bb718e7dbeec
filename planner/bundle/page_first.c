/* Page one of report.html: what to mend today, and the four numbers. */
#include "base/text.h"
#include "bundle/page_parts.h"
#include "bundle/page_text.h"
#include "bundle/summary.h"
#include "bundle/words.h"

#include <string.h>

enum {
	MENDS_SHOWN = 12,  /* different changes of one cause; the rest folds away */
	PLACES_SHOWN = 8,  /* of one change; the rest folds away */
	PLACES_MOST = 500, /* the whole is in plan.json */
};

static bool is_same_change(const struct own_action *a, const struct own_action *b)
{
	return strcmp(a->what, b->what) == 0 && strcmp(a->change, b->change) == 0;
}

static bool is_same_owner(const struct own_action *a, const struct own_action *b)
{
	if (a->owner == NULL || b->owner == NULL)
		return a->owner == b->owner;
	return strcmp(a->owner, b->owner) == 0;
}

static void add_place(struct text *out, const struct own_action *action)
{
	if (action->file[0] == '\0')
		return;
	page_element(out, "<li><code>", action->file, "");
	if (action->line > 0)
		text_addf(out, ":%zu", action->line);
	text_add(out, "</code></li>\n");
}

/* The places of one owner where one change mends the same thing: COUNT actions from FIRST, the
 * first of which is the first of that owner. */
static void add_places(struct text *out, const struct own_action *first, size_t count)
{
	size_t shown = 0;
	for (size_t i = 0; i < count && shown < PLACES_MOST; i++) {
		if (!is_same_change(&first[i], first) || !is_same_owner(&first[i], first))
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

static bool is_first_of_owner(const struct own_action *first, size_t number)
{
	for (size_t i = 0; i < number; i++) {
		if (is_same_change(&first[i], first) && is_same_owner(&first[i], &first[number]))
			return false;
	}
	return true;
}

/* Every place of one cause where the same change mends the same thing, by owner; COUNT actions from
 * FIRST, the first of which is the first of its change. */
static void add_owners(struct text *out, const struct own_action *first, size_t count)
{
	for (size_t i = 0; i < count && i < PLACES_MOST; i++) {
		if (!is_same_change(&first[i], first) || !is_first_of_owner(first, i))
			continue;
		if (first[i].owner != NULL)
			page_element(out, "<p class=\"owner\">For <b>", first[i].owner,
				"</b></p>\n");
		else if (i > 0)
			text_add(out, "<p class=\"owner\">Owner not known</p>\n");
		if (first[i].file[0] != '\0')
			add_places(out, &first[i], count - i);
	}
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
	add_owners(out, actions, count);
}

static void add_cause(struct text *out, const struct plan *plan, const struct cause *cause)
{
	const struct own_action *actions = &plan->own_side.items[cause->first];
	size_t looked_at = cause->count < PLACES_MOST ? cause->count : PLACES_MOST;
	size_t shown = 0;
	page_element(out, "<article class=\"card\">\n<h3><span>", cause_words(actions->cause),
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
	page_section(out, "mend", "Mend today");
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
	page_section(out, "numbers", "In four numbers");
	text_add(out, "<dl class=\"tiles\">\n");
	add_tile(out, "mend", summary->to_mend, "to mend today", "in your own files and names");
	add_tile(out, "open", summary->could_be_taken, "could be taken", open.bytes);
	add_tile(out, "blocked", summary->already_blocked, "PyPI already blocks", blocked.bytes);
	add_tile(out, "asks", summary->asks, "requests worth making", asked.bytes);
	text_add(out, "</dl>\n</section>\n");
}
