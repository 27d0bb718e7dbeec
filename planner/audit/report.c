/* What an audit found, for people: a table, Markdown, a mail, a line for a chat. */
#include "audit/report.h"
#include "base/escape.h"
#include "base/text.h"
#include "bundle/words.h"

#include <stdlib.h>
#include <string.h>

/* Names shown of one class in a form for people; a report of counts holds them all. */
enum { SHOWN_MOST = 200 };

/* ---- which classes call for a person ---- */

void audits_fail_on_default(struct audits *audits)
{
	for (int i = 0; i < CHANGE_CLASSES; i++)
		audits->fails[i] = change_classes[i].status > 0;
}

bool audits_fail_on(struct audits *audits, const char *list)
{
	memset(audits->fails, 0, sizeof audits->fails);
	if (strcmp(list, "none") == 0)
		return true;
	for (const char *at = list; *at != '\0';) {
		char word[32] = "";
		size_t length = strcspn(at, ",");
		if (length == 0 || length >= sizeof word)
			return false;
		memcpy(word, at, length);
		int class = change_class_of_name(word);
		bool any = strcmp(word, "any") == 0;
		if (class < 0 && !any)
			return false;
		for (int i = 0; i < CHANGE_CLASSES; i++)
			audits->fails[i] |= any || i == class;
		at += length;
		if (*at == ',' && *++at == '\0')
			return false;
	}
	return *list != '\0';
}

void audits_release(struct audits *audits)
{
	for (size_t i = 0; i < audits->items.count; i++) {
		array_release(&audits->items.items[i].changes);
		array_release(&audits->items.items[i].others);
		array_release(&audits->items.items[i].stuck);
	}
	array_release(&audits->items);
}

size_t audit_count(const struct audit *audit, enum change_class class)
{
	size_t count = 0;
	for (size_t i = 0; i < audit->changes.count; i++) {
		const struct change *change = &audit->changes.items[i].change;
		count += change->class == class && !change->suppressed;
	}
	return count;
}

size_t audit_count_stuck(const struct audit *audit, enum outlook_kind kind)
{
	size_t count = 0;
	for (size_t i = 0; i < audit->stuck.count; i++)
		count += audit->stuck.items[i].kind == kind;
	return count;
}

static size_t suppressed_count(const struct audit *audit)
{
	size_t count = 0;
	for (size_t i = 0; i < audit->changes.count; i++)
		count += audit->changes.items[i].change.suppressed;
	return count;
}

int audits_status(const struct audits *audits)
{
	int status = 0;
	for (size_t i = 0; i < audits->items.count; i++) {
		const struct audit *audit = &audits->items.items[i];
		if ((audit->doubt != NULL || audit->unknown > 0) && status < 3)
			status = 3;
		for (int class = 0; class < CHANGE_CLASSES; class ++) {
			int calls = change_classes[class].status;
			calls = calls > 0 ? calls : 1;
			if (audits->fails[class] && calls > status &&
				audit_count(audit, (enum change_class) class) > 0)
				status = calls;
		}
	}
	return status;
}

/* ---- for people ---- */

static void add_shown(struct text *out, const char *text)
{
	escape_terminal(out, text, strlen(text));
}

static void add_markdown(struct text *out, const char *text)
{
	escape_markdown(out, text, strlen(text));
}

static void add_day(struct text *out, const char *before, date day)
{
	char written[DATE_TEXT_BYTES];
	date_format(day, written);
	text_addf(out, "%s%s", before, written);
}

/* Quillhaven Mutual, 2026-11-23, compared with 2026-11-22 */
static void add_title(
	struct text *out, const struct audit *audit, void (*add)(struct text *, const char *))
{
	add(out, audit->organisation);
	add_day(out, ", ", audit->as_of);
	if (audit->doubt != NULL)
		text_add(out, ": could not be compared");
	else if (audit->since != DATE_NONE)
		add_day(out, ", compared with ", audit->since);
	else
		text_add(out, ": the first audit");
}

static void add_stuck(struct text *out, const struct audit *audit, const char *before, bool names,
	enum outlook_kind kind)
{
	size_t count = audit_count_stuck(audit, kind);
	if (count == 0)
		return;
	text_addf(out, "%s%s: %zu%s.\n", before,
		kind == OUTLOOK_MOOT ? "Requests that can no longer be granted, or were in vain"
				     : "Requests whose term is over",
		count, names ? "" : " (which, and what to do: nameward ledger list)");
	for (size_t i = 0; names && i < audit->stuck.count; i++) {
		const struct audit_stuck *stuck = &audit->stuck.items[i];
		if (stuck->kind != kind)
			continue;
		text_addf(out, "%s  %s ", before, stuck->mechanism);
		add_shown(out, stuck->target);
		text_addf(out, ", %s: %s\n", stuck->state, stuck->words);
	}
}

/* What stands below the changes, a sentence a line. */
static void add_rest(struct text *out, const struct audit *audit, const char *before, bool names)
{
	size_t quiet = suppressed_count(audit);
	/* The next audit does not tell them again. */
	if (!names && audit->changes.count > quiet)
		text_addf(out, "%sWhich names: nameward ledger list.\n", before);
	if (audit->doubt != NULL)
		text_addf(out, "%sNothing was compared and nothing recorded: %s.\n", before,
			audit->doubt);
	else if (audit->since == DATE_NONE)
		text_addf(out,
			"%sThe first audit is the baseline: %lld names are recorded; changes are "
			"told from the next one on.\n",
			before, (long long)audit->names);
	else if (audit->changes.count == quiet)
		text_addf(out, "%sNo change.\n", before);
	if (quiet > 0)
		text_addf(out, "%s%zu changes are suppressed (nameward ledger list).\n", before,
			quiet);
	if (audit->unconfirmed > 0)
		text_addf(out,
			"%s%zu names may be free or quarantined; only a single look-up tells "
			"(--confirm). Their record stays.\n",
			before, audit->unconfirmed);
	if (audit->unknown > 0)
		text_addf(out, "%sLook-ups that told nothing: %zu.\n", before, audit->unknown);
	add_stuck(out, audit, before, names, OUTLOOK_MOOT);
	add_stuck(out, audit, before, names, OUTLOOK_OVER);
	for (size_t i = 0; i < audit->others.count; i++) {
		const struct audit_other *other = &audit->others.items[i];
		text_add(out, before);
		text_addf(out, "Already asked by team ");
		add_shown(out, other->team);
		text_addf(out, ": %s ", other->mechanism);
		add_shown(out, names ? other->target : "(a name)");
		text_addf(out, ", %s.\n", other->state);
	}
}

static void add_changes(struct text *out, const struct audit *audit, enum change_class class,
	const char *before, bool markdown)
{
	size_t shown = 0, left = 0;
	void (*add)(struct text *, const char *) = markdown ? add_markdown : add_shown;
	for (size_t i = 0; i < audit->changes.count; i++) {
		const struct audit_change *found = &audit->changes.items[i];
		if (found->change.class != class || found->change.suppressed)
			continue;
		if (shown++ >= SHOWN_MOST) {
			left++;
			continue;
		}
		text_add(out, before);
		add(out, found->change.name);
		text_add(out, ": ");
		add(out, found->change.evidence);
		if (found->day != audit->as_of) {
			add_day(out, " (found by the audit of ", found->day);
			text_add(out, ", which was ended before it told)");
		}
		text_add_char(out, '\n');
	}
	if (left > 0)
		text_addf(out, "%sand %zu more\n", before, left);
}

static void render_table(const struct audits *audits, bool names, struct text *out)
{
	for (size_t i = 0; i < audits->items.count; i++) {
		const struct audit *audit = &audits->items.items[i];
		text_add(out, i > 0 ? "\n" : "");
		add_title(out, audit, add_shown);
		text_add(out, "\n\n");
		for (int class = 0; class < CHANGE_CLASSES; class ++) {
			size_t count = audit_count(audit, (enum change_class) class);
			if (count == 0)
				continue;
			text_addf(out, "  %6zu  %s\n", count, change_classes[class].sentence);
			if (names)
				add_changes(
					out, audit, (enum change_class) class, "          ", false);
		}
		add_rest(out, audit, "  ", names);
		if (audit->doubt != NULL)
			continue;
		text_addf(out, "\n  Open %lld, taken %lld, blocked %lld of %lld internal names",
			(long long)audit->open, (long long)audit->taken, (long long)audit->blocked,
			(long long)audit->internal);
		if (audit->secret > 0)
			text_addf(out, " (%lld secret, never counted as open)",
				(long long)audit->secret);
		text_add(out, "; ");
		words_count(out, (uint64_t)audit->own_side, "place", NULL);
		text_add(out, " to mend yourself; ");
		words_count(out, (uint64_t)audit->asks, "request", NULL);
		text_add(out, " worth making.\n");
	}
}

/* A paragraph a line, behind a list or a title. */
static void add_paragraphs(struct text *out, const char *lines)
{
	while (*lines != '\0') {
		size_t length = strcspn(lines, "\n");
		text_add(out, out->length > 1 && out->bytes[out->length - 2] == '\n' ? "" : "\n");
		escape_markdown(out, lines, length);
		text_add_char(out, '\n');
		lines += length + (lines[length] == '\n');
	}
}

static void render_md(const struct audits *audits, bool names, struct text *out)
{
	for (size_t i = 0; i < audits->items.count; i++) {
		const struct audit *audit = &audits->items.items[i];
		text_add(out, i > 0 ? "\n## " : "## ");
		add_title(out, audit, add_markdown);
		text_add(out, "\n\n");
		for (int class = 0; class < CHANGE_CLASSES; class ++) {
			size_t count = audit_count(audit, (enum change_class) class);
			if (count == 0)
				continue;
			text_addf(out, "- **%zu** %s\n", count, change_classes[class].sentence);
			if (names)
				add_changes(out, audit, (enum change_class) class, "  - ", true);
		}
		autotext struct text rest = text_new(LIMIT_BULK_BYTES);
		add_rest(&rest, audit, "", names);
		add_paragraphs(out, rest.bytes);
	}
}

/* nameward: Quillhaven Mutual: 1 taken, 2 new since 2026-11-22 */
static void add_line(struct text *out, const struct audit *audit)
{
	bool any = false;
	text_add(out, "nameward: ");
	add_shown(out, audit->organisation);
	text_add(out, ": ");
	for (int class = 0; class < CHANGE_CLASSES; class ++) {
		size_t count = audit_count(audit, (enum change_class) class);
		if (count > 0)
			text_addf(out, "%s%zu %s", any ? ", " : "", count,
				change_classes[class].name);
		any |= count > 0;
	}
	if (audit->doubt != NULL)
		text_add(out, "could not be compared");
	else if (audit->since == DATE_NONE)
		text_addf(out, "baseline of %lld names", (long long)audit->names);
	else if (!any)
		text_add(out, "no change");
	if (audit->since != DATE_NONE && audit->doubt == NULL)
		add_day(out, " since ", audit->since);
	if (audit->unknown > 0)
		text_addf(out, "; %zu look-ups told nothing", audit->unknown);
	text_add_char(out, '\n');
}

static void render_chat(const struct audits *audits, bool names, struct text *out)
{
	(void)names;
	for (size_t i = 0; i < audits->items.count; i++)
		add_line(out, &audits->items.items[i]);
}

/* The body of a mail within the company: the line of the chat, then the table. */
static void render_mail(const struct audits *audits, bool names, struct text *out)
{
	render_chat(audits, names, out);
	text_add_char(out, '\n');
	render_table(audits, names, out);
}

const struct audit_format audit_formats[] = {
	{"table", render_table},
	{"json", audit_render_json},
	{"jsonl", audit_render_jsonl},
	{"sarif", audit_render_sarif},
	{"junit", audit_render_junit},
	{"md", render_md},
	{"mail", render_mail},
	{"chat", render_chat},
	{NULL, NULL},
};

const char *const audit_format_names[] = {
	"table", "json", "jsonl", "sarif", "junit", "md", "mail", "chat", NULL};
