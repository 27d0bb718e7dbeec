/* The disclosure report: plain text an administrator decides from. */
#include "bundle/disclosure.h"
#include "base/text.h"
#include "bundle/asked.h"
#include "bundle/disclosure_parts.h"
#include "bundle/sheet.h"
#include "bundle/words.h"

enum {
	LABEL_COLUMNS = 16,
	ID_COLUMNS = 5,
	INDENT = 2,
	INNER_INDENT = 4,
	SUBJECT_PREFIXES = 3,
};

void disclosure_subject(const struct asked *asked, struct text *out)
{
	text_addf(
		out, "%s[nameward] %s: ", asked->draft ? "[DRAFT] " : "", asked->organisation.name);
	bool only_back = asked->requests.count == 0;
	words_count(out, only_back ? asked->given_back.count : asked->name_count, "name", NULL);
	text_add(out, only_back ? " given back" : "");
	for (size_t i = 0; i < asked->prefixes.count && i < SUBJECT_PREFIXES; i++)
		text_addf(out, "%s%s-", i > 0 ? ", " : ", prefix ", asked->prefixes.items[i]);
	if (asked->prefixes.count > SUBJECT_PREFIXES)
		text_add(out, ", ...");
}

/* DRAFT, NOT TO BE SENT, and why. */
static void say_draft(struct text *out, const struct asked *asked)
{
	if (!asked->draft)
		return;
	sheet_line(out, 0, "DRAFT, NOT TO BE SENT");
	for (size_t i = 0; i < asked->draft_reasons.count; i++)
		sheet_item(out, INDENT, asked->draft_reasons.items[i]);
	sheet_blank(out);
}

/* The one line of what to do first: the list to paste before anything that needs thought. */
static void say_first(struct text *out, const struct asked *asked)
{
	const struct asked_request *first = NULL;
	for (size_t i = 0; i < asked->requests.count; i++) {
		const struct asked_request *request = &asked->requests.items[i];
		if (first == NULL || (request->ask == ASK_PROHIBIT && first->ask != ASK_PROHIBIT))
			first = request;
	}
	autotext struct text names = text_new(LIMIT_LINE_BYTES);
	if (first == NULL) {
		sheet_paragraph(out, 0,
			"First: take the names of GIVEN BACK, below, off the list of prohibited "
			"names.");
		return;
	}
	if (first->ask == ASK_NAMESPACE) {
		sheet_say(out, 0, "First: decide %s, the namespace %s.", first->id, first->target);
		return;
	}
	if (first->names.count == 1)
		text_add(&names, "name");
	else
		words_count(&names, first->names.count, "name", NULL);
	sheet_say(out, 0, "First: paste the %s of %s into the form for prohibited names.",
		names.bytes, first->id);
}

/* Names given back stand far below. */
static void say_then(struct text *out, const struct asked *asked)
{
	autotext struct text names = text_new(LIMIT_LINE_BYTES);
	if (asked->given_back.count == 0)
		return;
	words_count(&names, asked->given_back.count, "name", NULL);
	sheet_say(out, 0, "Then: take %s off the list of prohibited names (GIVEN BACK, below).",
		names.bytes);
}

static void say_opening(struct text *out, const struct asked *asked)
{
	autotext struct text day = text_new(LIMIT_LINE_BYTES);
	words_day(&day, asked->as_of);
	disclosure_marking(out, asked);
	say_draft(out, asked);
	sheet_say(out, 0, "To the administrators of PyPI, from %s, %s.", asked->organisation.name,
		day.bytes);
	if (asked->organisation.reference != NULL)
		sheet_say(out, 0, "Our reference: %s.", asked->organisation.reference);
	sheet_blank(out);
	say_first(out, asked);
	if (asked->requests.count == 0)
		return;
	say_then(out, asked);
	sheet_blank(out);
	for (size_t i = 0; i < asked->requests.count; i++) {
		autotext struct text title = text_new(LIMIT_LINE_BYTES);
		disclosure_title(&title, &asked->requests.items[i]);
		sheet_fact(out, INDENT, ID_COLUMNS, asked->requests.items[i].id, title.bytes);
	}
	sheet_blank(out);
	sheet_paragraph(out, 0,
		"These names could be used to get our machines, or people who follow a language "
		"model's advice, to install a stranger's code. Nothing was registered, uploaded or "
		"created on PyPI for this request, and nothing will be.");
}

/* The account that a name goes to, where one is released to us. */
static void say_account(struct text *out, const struct asked *asked)
{
	autotext struct text account = text_new(LIMIT_LINE_BYTES);
	if (asked->organisation.pypi_organisation != NULL)
		text_addf(&account, "the organisation %s", asked->organisation.pypi_organisation);
	else if (asked->organisation.pypi_user != NULL)
		text_addf(&account, "the user %s", asked->organisation.pypi_user);
	else
		text_add(&account, "no account yet");
	sheet_fact(out, INDENT, LABEL_COLUMNS, "On PyPI", account.bytes);
	if (asked->organisation.pypi_organisation != NULL || asked->organisation.pypi_user != NULL)
		sheet_fact(out, INDENT, LABEL_COLUMNS, "Release to", disclosure_account(asked));
}

static void say_who(struct text *out, const struct asked *asked)
{
	autotext struct text contacts = text_new(LIMIT_LINE_BYTES);
	autotext struct text domains = text_new(LIMIT_LINE_BYTES);
	disclosure_list(
		&contacts, asked->organisation.contacts.items, asked->organisation.contacts.count);
	disclosure_list(
		&domains, asked->organisation.domains.items, asked->organisation.domains.count);
	sheet_heading(out, "WHO ASKS");
	sheet_fact(out, INDENT, LABEL_COLUMNS, "Organisation", asked->organisation.name);
	sheet_fact(out, INDENT, LABEL_COLUMNS, "Asked by", asked->organisation.role);
	sheet_fact(out, INDENT, LABEL_COLUMNS, "Contacts", contacts.bytes);
	say_account(out, asked);
	sheet_fact(out, INDENT, LABEL_COLUMNS, "Our domains", domains.bytes);
	if (asked->organisation.key_url != NULL)
		sheet_fact(out, INDENT, LABEL_COLUMNS, "Our key", asked->organisation.key_url);
	if (asked->organisation.trademark != NULL) {
		autotext struct text trademark = text_new(LIMIT_LINE_BYTES);
		text_addf(&trademark, "%s (%s)", asked->organisation.trademark,
			asked->organisation.trademark_registration);
		sheet_fact(out, INDENT, LABEL_COLUMNS, "Trademark", trademark.bytes);
	}
	sheet_paragraph(out, INDENT,
		"To check us: this mail should come from one of these domains, and the contacts "
		"answer there.");
}

/* The reply codes, with this mail's own numbers and first name. */
static void say_replies(struct text *out, const struct asked *asked)
{
	size_t count = asked->requests.count;
	const char *name = NULL;
	for (size_t i = 0; i < count && name == NULL; i++) {
		if (asked->requests.items[i].names.count > 0)
			name = asked->requests.items[i].names.items[0].name;
	}
	sheet_heading(out, "HOW TO ANSWER");
	sheet_paragraph(out, INDENT,
		"A line is enough. Numbers are those of the requests, R1 and so on; any other line "
		"is read as prose by people.");
	sheet_blank(out);
	sheet_line(out, INNER_INDENT, "OK ALL");
	sheet_line(out, INNER_INDENT, count >= 3 ? "OK 1 3" : "OK 1");
	sheet_line(out, INNER_INDENT, count >= 2 ? "NO 2: reason" : "NO 1: reason");
	if (name != NULL)
		sheet_say(out, INNER_INDENT, "NO %s: reason", name);
	sheet_blank(out);
	sheet_paragraph(out, INDENT,
		name != NULL
			? "The last answers for one name alone. We send nothing more while a "
			  "request is open, and a NO is final until its facts change."
			: "We send nothing more while a request is open, and a NO is final until "
			  "its facts change.");
}

/* Names that PyPI may let go of. */
static void say_given_back(struct text *out, const struct asked *asked)
{
	if (asked->given_back.count == 0)
		return;
	sheet_heading(out, "GIVEN BACK");
	sheet_paragraph(out, INDENT,
		"PyPI prohibits these names at our request, and we need them no more. They may go "
		"to anybody. Take each off the list with its button; message to expect: \"'NAME' "
		"unprohibited\". They are not for the bulk form.");
	sheet_line(out, INNER_INDENT, "/admin/prohibited_project_names/?q=NAME");
	sheet_blank(out);
	for (size_t i = 0; i < asked->given_back.count; i++)
		sheet_line(out, INDENT, asked->given_back.items[i]);
}

static void say_cost_to_others(struct text *out, const struct asked *asked)
{
	sheet_heading(out, "WHAT THIS WOULD COST OTHERS");
	for (size_t i = 0; i < asked->requests.count; i++) {
		const struct asked_request *request = &asked->requests.items[i];
		if (request->cost_to_others != NULL)
			sheet_fact(out, INDENT, ID_COLUMNS, request->id, request->cost_to_others);
	}
	if (asked->name_count > 0)
		sheet_paragraph(out, INDENT,
			"A prohibited name blocks itself alone, not the names that look like it.");
}

static void say_not_asked(struct text *out, const struct asked *asked)
{
	sheet_heading(out, "WHAT IS NOT ASKED FOR, AND WHY");
	if (asked->not_asked.count == 0)
		sheet_paragraph(out, INDENT, "Nothing was left out.");
	else
		sheet_paragraph(
			out, INDENT, "We looked at more names than we ask for. The others:");
	for (size_t i = 0; i < asked->not_asked.count; i++) {
		autotext struct text line = text_new(LIMIT_LINE_BYTES);
		words_count(&line, asked->not_asked.items[i].count, "name", NULL);
		text_addf(&line, ": %s", asked->not_asked.items[i].reason);
		sheet_item(out, INDENT, line.bytes);
	}
}

/* "R1, R2: the release condition", where it was not said for an earlier request. */
static void say_release_of(struct text *out, const struct asked *asked, size_t number)
{
	autotext struct text ids = text_new(LIMIT_LINE_BYTES);
	const char *release = asked->requests.items[number].release;
	for (size_t i = 0; i < asked->requests.count; i++) {
		if (asked->requests.items[i].release != release)
			continue;
		if (i < number)
			return;
		text_addf(&ids, "%s%s", i > number ? ", " : "", asked->requests.items[i].id);
	}
	text_addf(&ids, ": %s", release);
	sheet_item(out, INDENT, ids.bytes);
}

/* What may be told to whoever asks, in words to paste. */
static void say_release(struct text *out, const struct asked *asked)
{
	autotext struct text contacts = text_new(LIMIT_LINE_BYTES);
	disclosure_list(
		&contacts, asked->organisation.contacts.items, asked->organisation.contacts.count);
	sheet_heading(out, "IF SOMEBODY ASKS FOR ONE OF THESE NAMES: SILENCE IS RELEASE");
	sheet_paragraph(out, INDENT, "You may tell anybody who asks, in these words:");
	sheet_blank(out);
	sheet_say(out, INNER_INDENT,
		"PyPI keeps this name unused at the request of %s, against dependency confusion. "
		"Write to %s, and say what you need the name for. If nobody answers within 30 "
		"days, tell us.",
		asked->organisation.name, contacts.bytes);
	sheet_blank(out);
	for (size_t i = 0; i < asked->requests.count; i++) {
		if (asked->requests.items[i].release != NULL)
			say_release_of(out, asked, i);
	}
	sheet_paragraph(out, INDENT,
		"After its term every name is free in the same way, unless we have renewed the "
		"request.");
}

static void say_evidence(struct text *out, const struct asked *asked)
{
	autotext struct text day = text_new(LIMIT_LINE_BYTES);
	autotext struct text age = text_new(LIMIT_LINE_BYTES);
	autotext struct text names = text_new(LIMIT_LINE_BYTES);
	words_day(&day, asked->snapshot.day);
	words_age(&age, asked->snapshot.day, asked->as_of);
	words_count(&names, asked->snapshot.name_count, "name", NULL);
	sheet_heading(out, "EVIDENCE");
	sheet_say(out, INDENT,
		"A list of all projects of PyPI from %s (%s), %s%s%s. SHA-256 of its sorted names, "
		"one a line:",
		day.bytes, age.bytes, names.bytes, asked->snapshot.url ? ", " : "",
		asked->snapshot.url ? asked->snapshot.url : "");
	sheet_line(out, INNER_INDENT, asked->snapshot.digest);
	if (asked->snapshot.serial > 0)
		sheet_say(out, INDENT, "Serial of the list: %llu.",
			(unsigned long long)asked->snapshot.serial);
	if (asked->name_count > 0)
		sheet_paragraph(out, INDENT,
			"Whether a name is on PyPI's own list already cannot be seen from outside. "
			"The bulk form passes over such a name and counts it all the same.");
	sheet_say(out, INDENT, "Made with %s from PyPI's public rules.", asked->program);
}

static void say_policy(struct text *out, const struct asked *asked)
{
	sheet_heading(out, "HOW OUR POLICY DIFFERS FROM THE PROGRAM'S DEFAULT");
	if (asked->policy_differences.count == 0)
		sheet_paragraph(out, INDENT, "It does not.");
	for (size_t i = 0; i < asked->policy_differences.count; i++)
		sheet_item(out, INDENT, asked->policy_differences.items[i]);
}

static void say_requests(struct text *out, const struct asked *asked)
{
	sheet_heading(out, "WHAT IS ASKED");
	disclosure_requests(asked, out);
	say_replies(out, asked);
	disclosure_names(asked, out);
	say_cost_to_others(out, asked);
	say_not_asked(out, asked);
	say_release(out, asked);
}

void disclosure_render(const struct asked *asked, struct text *out)
{
	say_opening(out, asked);
	say_who(out, asked);
	if (asked->requests.count > 0)
		say_requests(out, asked);
	say_given_back(out, asked);
	say_evidence(out, asked);
	say_policy(out, asked);
	sheet_blank(out);
	disclosure_draft_mark(out, asked);
	disclosure_label(out, asked);
}
