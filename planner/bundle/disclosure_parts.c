/* The middle of the disclosure report: each request, and every name with its reasons. */
#include "bundle/disclosure_parts.h"
#include "base/text.h"
#include "bundle/asked.h"
#include "bundle/sends.h"
#include "bundle/sheet.h"
#include "bundle/words.h"
#include "plan/tlp.h"

#include <string.h>

#include <stdlib.h>
#include <string.h>

enum {
	NAME_LABEL_COLUMNS = 11,
	INDENT = 2,
	INNER_INDENT = 4,
	FOREIGN_SHOWN = 40,
	CRITERION_STRONG = 700 * 1000,
	CRITERION_FAIR = 400 * 1000,
};

void disclosure_list(struct text *out, const char *const *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_addf(out, "%s%s", i > 0 ? ", " : "", items[i]);
	if (count == 0)
		text_add(out, "(none said)");
}

void disclosure_label(struct text *out, const struct asked *asked)
{
	sheet_say(out, 0, "TLP:%s", asked->tlp);
}

void disclosure_marking(struct text *out, const struct asked *asked)
{
	disclosure_label(out, asked);
	if (strcmp(asked->tlp, "CLEAR") != 0)
		sheet_say(out, 0,
			"%s, save what you are told that you may tell. (Traffic Light Protocol "
			"2.0)",
			tlp_meaning(asked->tlp));
	if (asked->embargo_until != DATE_NONE) {
		autotext struct text day = text_new(LIMIT_LINE_BYTES);
		words_day(&day, asked->embargo_until);
		sheet_say(out, 0, "Embargo: please tell nothing of it in public before %s.",
			day.bytes);
	}
	sheet_blank(out);
}

void disclosure_draft_mark(struct text *out, const struct asked *asked)
{
	if (!asked->draft)
		return;
	sheet_line(out, 0, "DRAFT, NOT TO BE SENT");
	sheet_blank(out);
}

/* What a request is called in the list and over its section. */
void disclosure_title(struct text *out, const struct asked_request *request)
{
	switch (request->ask) {
	case ASK_NAMESPACE:
		text_addf(out, "grant the namespace %s", request->target);
		break;
	case ASK_PROHIBIT:
		text_add(out, "prohibit ");
		words_count(out, request->names.count, "name", NULL);
		break;
	case ASK_HOLD:
		text_add(out, "hold ");
		words_count(out, request->names.count, "name", NULL);
		text_add(out, " until ");
		words_day(out, request->term);
		break;
	case ASK_CONVERT:
		text_add(out, "DELETE and prohibit ");
		words_count(out, request->names.count, "project", NULL);
		text_add(out, " of our own");
		break;
	case ASKS:
		break;
	}
}

/* "0.412 of 1 (high)" */
void disclosure_score(struct text *out, uint32_t millionths)
{
	words_share(out, millionths);
	text_addf(out, " of 1 (%s)", words_level(millionths));
}

const char *disclosure_strength(uint32_t millionths)
{
	return millionths >= CRITERION_STRONG ? "strong"
	       : millionths >= CRITERION_FAIR ? "fair"
					      : "weak";
}

const char *disclosure_account(const struct asked *asked)
{
	return asked->organisation.pypi_organisation ? asked->organisation.pypi_organisation
	       : asked->organisation.pypi_user       ? asked->organisation.pypi_user
						     : asked->organisation.name;
}

static void say_criteria(struct text *out, const struct asked_request *request)
{
	if (request->criteria.count > 0)
		sheet_paragraph(out, INDENT, "By the criteria of PEP 755:");
	for (size_t i = 0; i < request->criteria.count; i++) {
		const struct asked_part *part = &request->criteria.items[i];
		autotext struct text line = text_new(LIMIT_LINE_BYTES);
		text_addf(&line, "%s (%s): %s", part->what, disclosure_strength(part->value),
			part->fact);
		sheet_item(out, INNER_INDENT, line.bytes);
	}
}

static void say_namespace(
	struct text *out, const struct asked *asked, const struct asked_request *request)
{
	autotext struct text use = text_new(LIMIT_LINE_BYTES);
	words_count(&use, request->covered, "internal name", NULL);
	text_add(&use, " and the slips of them");
	if (request->since != DATE_NONE) {
		text_add(&use, "; in use since ");
		words_month(&use, request->since);
	}
	sheet_say(out, INDENT,
		"Namespace of PEP 752: %s and every %s-*, for %s. It closes %s. Which names these "
		"are need not be told.",
		request->target, request->target, disclosure_account(asked), use.bytes);
	say_criteria(out, request);
	if (request->foreign.count > 0) {
		autotext struct text foreign = text_new(LIMIT_LINE_BYTES);
		size_t shown = request->foreign.count < FOREIGN_SHOWN ? request->foreign.count
								      : FOREIGN_SHOWN;
		disclosure_list(&foreign, request->foreign.items, shown);
		if (shown < request->foreign.count)
			text_addf(&foreign, " and %zu more", request->foreign.count - shown);
		sheet_say(out, INDENT,
			"Projects of others inside it, which should stay as they are: %s.",
			foreign.bytes);
	}
	sheet_paragraph(out, INDENT,
		"If grants are not open yet, nothing needs doing: say so, and we apply through "
		"the form when they are.");
}

/* The names, a line each: nothing else stands between the two sentences around them. */
static void say_names(struct text *out, const struct asked_request *request)
{
	sheet_blank(out);
	for (size_t i = 0; i < request->names.count; i++)
		sheet_line(out, 0, request->names.items[i].name);
	sheet_blank(out);
}

static void say_comment(struct text *out, const struct asked_request *request)
{
	sheet_paragraph(out, INDENT, "Comment for the form, one line:");
	sheet_blank(out);
	sheet_copied(out, request->comment);
	sheet_blank(out);
}

static void say_prohibit(
	struct text *out, const struct asked *asked, const struct asked_request *request)
{
	autotext struct text day = text_new(LIMIT_LINE_BYTES);
	autotext struct text expected = text_new(LIMIT_LINE_BYTES);
	words_day(&day, asked->snapshot.day);
	/* As Warehouse says it, for one name too. */
	text_addf(&expected, "%zu projects", request->names.count);
	sheet_paragraph(out, INDENT,
		"Paste into the bulk form for prohibited project names "
		"(/admin/prohibited_project_names/bulk/). These lines and nothing else: the form "
		"takes every word for a name.");
	say_names(out, request);
	say_comment(out, request);
	sheet_say(out, INDENT, "Message to expect: \"Prohibited %s\".", expected.bytes);
	sheet_say(out, INDENT,
		"Careful: the bulk form asks no question and deletes an existing project of a "
		"listed name. None of these names had a project on %s; leave out any that has one "
		"now. The form for a single name shows first what would be deleted and asks:",
		day.bytes);
	sheet_line(out, INNER_INDENT, "/admin/prohibited_project_names/add/?project=NAME");
	if (asked_count(asked, ASK_PROHIBIT) <= LINKED_NAMES)
		sheet_paragraph(out, INDENT,
			"prohibit-links.txt, beside this report, has that path for each name, with "
			"the comment.");
}

static void say_single_form(struct text *out, const struct asked_request *request)
{
	sheet_paragraph(out, INDENT,
		"Use the form for a single name, which shows first what would be deleted:");
	say_names(out, request);
	say_comment(out, request);
	for (size_t i = 0; i < request->names.count; i++)
		sheet_say(out, INDENT, "Message to expect: \"Prohibited Project Name '%s'\".",
			request->names.items[i].name);
}

static void say_hold(
	struct text *out, const struct asked *asked, const struct asked_request *request)
{
	sheet_say(out, INDENT,
		"A project of ours of this name is not published yet. The name should be released "
		"to %s when we ask, and to anybody after the day above.",
		disclosure_account(asked));
	say_single_form(out, request);
	sheet_paragraph(out, INDENT, "No project should show; if one does, leave it.");
}

static void say_convert(
	struct text *out, const struct asked *asked, const struct asked_request *request)
{
	sheet_say(out, INDENT,
		"THESE PROJECTS EXIST, AND PROHIBITING THEIR NAMES DELETES THEM. That is what we "
		"ask: they are our own empty placeholders. Before you delete one, check that its "
		"owner is %s and that it holds no working release. Keep them apart from every "
		"other list.",
		disclosure_account(asked));
	say_single_form(out, request);
}

static void say_request(
	struct text *out, const struct asked *asked, const struct asked_request *request)
{
	autotext struct text title = text_new(LIMIT_LINE_BYTES);
	autotext struct text term = text_new(LIMIT_LINE_BYTES);
	static void (*const says[ASKS])(
		struct text *, const struct asked *, const struct asked_request *) = {
		[ASK_NAMESPACE] = say_namespace,
		[ASK_PROHIBIT] = say_prohibit,
		[ASK_HOLD] = say_hold,
		[ASK_CONVERT] = say_convert,
	};
	disclosure_title(&title, request);
	sheet_blank(out);
	sheet_say(out, 0, "%s. %s", request->id, title.bytes);
	sheet_blank(out);
	if (request->why != NULL)
		sheet_fact(out, INDENT, NAME_LABEL_COLUMNS, "Why", request->why);
	says[request->ask](out, asked, request);
	words_day(&term, request->term);
	sheet_fact(out, INDENT, NAME_LABEL_COLUMNS, "Until", term.bytes);
}

void disclosure_requests(const struct asked *asked, struct text *out)
{
	for (size_t i = 0; i < asked->requests.count; i++)
		say_request(out, asked, &asked->requests.items[i]);
}

/* What stands for a name without origins: the request itself is the reason. Of our own empty
 * project it is so whatever it is a variant of. */
static const char *const own_reasons[ASKS] = {
	[ASK_NAMESPACE] = "",
	[ASK_PROHIBIT] = "a name of ours",
	[ASK_HOLD] = "a project of ours, not yet published",
	[ASK_CONVERT] = "an empty project of our own",
};

static void say_reasons(struct text *out, enum ask ask, const struct asked_name *name)
{
	autotext struct text reasons = text_new(LIMIT_LINE_BYTES);
	bool own = name->reasons.count == 0 || ask == ASK_CONVERT;
	if (own)
		text_add(&reasons, own_reasons[ask]);
	for (size_t i = 0; !own && i < name->reasons.count; i++) {
		text_addf(&reasons, "%s%s (", i > 0 ? "; " : "", name->reasons.items[i].words);
		words_share(&reasons, name->reasons.items[i].value);
		text_add_char(&reasons, ')');
	}
	if (!own && name->reasons_left_out > 0) {
		text_add(&reasons, "; and ");
		words_count(&reasons, name->reasons_left_out, "weaker one", NULL);
	}
	if (name->locked_out)
		text_add(&reasons, "; refused today only because somebody else's project looks "
				   "like it, until that project is deleted");
	sheet_fact(out, INNER_INDENT, NAME_LABEL_COLUMNS, "Reason", reasons.bytes);
}

/* The parts that count, each with its fact. */
static void say_collateral(struct text *out, const struct asked_name *name)
{
	autotext struct text others = text_new(LIMIT_LINE_BYTES);
	if (name->collateral == 0)
		return;
	disclosure_score(&others, name->collateral);
	for (size_t i = 0; i < name->collateral_parts.count; i++) {
		const struct asked_part *part = &name->collateral_parts.items[i];
		if (part->value == 0)
			continue;
		text_addf(&others, "; %s ", part->what);
		words_share(&others, part->value);
		if (part->fact != NULL && part->fact[0] != '\0')
			text_addf(&others, " (%s)", part->fact);
	}
	sheet_fact(out, INNER_INDENT, NAME_LABEL_COLUMNS, "Others", others.bytes);
}

/* A hold or conversion does not rest on it. */
static void say_exposure(struct text *out, enum ask ask, const struct asked_name *name)
{
	autotext struct text exposure = text_new(LIMIT_LINE_BYTES);
	if (ask != ASK_PROHIBIT && name->exposure == 0)
		return;
	disclosure_score(&exposure, name->exposure);
	if (name->exposure_before > name->exposure) {
		text_add(&exposure, "; of ");
		words_share(&exposure, name->exposure_before);
		text_add(&exposure, ", since PyPI's own alarm would note the name");
	}
	sheet_fact(out, INNER_INDENT, NAME_LABEL_COLUMNS, "Exposure", exposure.bytes);
}

static void say_use(struct text *out, enum ask ask, const struct asked_name *name)
{
	autotext struct text use = text_new(LIMIT_LINE_BYTES);
	if (!name->in_use && ask != ASK_HOLD)
		return;
	if (name->in_use) {
		text_add(&use, name->since != DATE_NONE ? "since " : "yes, since when is ");
		words_month(&use, name->since);
	} else {
		text_add(&use, "from its publication on");
	}
	sheet_fact(out, INNER_INDENT, NAME_LABEL_COLUMNS, "In use", use.bytes);
}

static void say_facts(struct text *out, enum ask ask, const struct asked_name *name)
{
	say_reasons(out, ask, name);
	say_use(out, ask, name);
	say_exposure(out, ask, name);
	say_collateral(out, name);
	if (ask == ASK_CONVERT)
		sheet_fact(out, INNER_INDENT, NAME_LABEL_COLUMNS, "Proof",
			name->proof ? name->proof : "none yet: PyPI was not asked whose it is");
	if (name->exception != NULL)
		sheet_fact(out, INNER_INDENT, NAME_LABEL_COLUMNS, "Exception", name->exception);
}

/* Names of which the same is to be said stand together, so that it is read once. */
static void say_names_and_facts(struct text *out, const struct asked_request *request)
{
	struct text *facts = memory_new(request->names.count, sizeof *facts);
	for (size_t i = 0; i < request->names.count; i++) {
		facts[i] = text_new(LIMIT_FILE_BYTES);
		say_facts(&facts[i], request->ask, &request->names.items[i]);
	}
	for (size_t i = 0; i < request->names.count; i++) {
		/* Told with an earlier name. */
		if (facts[i].length == 0)
			continue;
		sheet_blank(out);
		sheet_line(out, INDENT, request->names.items[i].name);
		for (size_t k = i + 1; k < request->names.count; k++) {
			if (strcmp(facts[i].bytes, facts[k].bytes) != 0)
				continue;
			sheet_line(out, INDENT, request->names.items[k].name);
			text_clear(&facts[k]);
		}
		text_add_bytes(out, facts[i].bytes, facts[i].length);
	}
	for (size_t i = 0; i < request->names.count; i++)
		text_release(&facts[i]);
	free(facts);
}

/* What the figures mean, and of what the second is made: said once, not with every name. */
static void say_figures(struct text *out, const struct asked *asked)
{
	autotext struct text parts = text_new(LIMIT_LINE_BYTES);
	const struct asked_name *first = NULL;
	for (size_t i = 0; i < asked->requests.count && first == NULL; i++) {
		if (asked->requests.items[i].names.count > 0)
			first = &asked->requests.items[i].names.items[0];
	}
	for (size_t i = 0; i < first->collateral_parts.count; i++)
		text_addf(&parts, "%s%s", i > 0 ? ", " : "", first->collateral_parts.items[i].what);
	sheet_paragraph(out, INDENT,
		"A name without \"In use\" is only a variant of names that are. Exposure: how "
		"likely it is to be installed from PyPI by mistake, from 0 to 1, put together from "
		"its reasons, each with its part behind it.");
	sheet_say(out, INDENT,
		"Others: how likely somebody else will rightly want it, the largest of these "
		"parts: %s. Parts that are 0 are left out, and so is the line where all are.",
		parts.length > 0 ? parts.bytes : "none was looked at");
}

void disclosure_names(const struct asked *asked, struct text *out)
{
	if (asked->name_count == 0)
		return;
	sheet_heading(out, "EVERY NAME AND ITS REASONS");
	say_figures(out, asked);
	for (size_t i = 0; i < asked->requests.count; i++) {
		const struct asked_request *request = &asked->requests.items[i];
		autotext struct text title = text_new(LIMIT_LINE_BYTES);
		disclosure_title(&title, request);
		if (request->names.count == 0)
			continue;
		sheet_blank(out);
		sheet_say(out, 0, "%s: %s", request->id, title.bytes);
		say_names_and_facts(out, request);
	}
}
