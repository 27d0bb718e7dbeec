/* An application for a namespace, argued by PEP 755's five criteria: namespace-01.md, ... */
#include "base/escape.h"
#include "base/text.h"
#include "bundle/asked.h"
#include "bundle/disclosure_parts.h"
#include "bundle/sends.h"
#include "bundle/words.h"

#include <string.h>

static void add_prose(struct text *out, const char *text)
{
	escape_markdown(out, text, strlen(text));
}

/* Between backticks an entity would be shown as it is written. */
static void add_code(struct text *out, const char *text, const char *more)
{
	text_add(out, "<code>");
	add_prose(out, text);
	text_addf(out, "%s</code>", more);
}

/* - **Label:** text */
static void add_fact(struct text *out, const char *label, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	text_addf(out, "- **%s:** ", label);
	add_prose(out, text);
	text_add_char(out, '\n');
}

static void add_head(struct text *out, const struct asked *asked, const struct asked_request *ask)
{
	text_addf(out, "TLP:%s", asked->tlp);
	if (asked->embargo_until != DATE_NONE) {
		text_add(out, ", embargo until ");
		words_day(out, asked->embargo_until);
	}
	text_add(out, "\n\n");
	if (asked->draft)
		text_add(out, "**DRAFT, NOT TO BE SENT**\n\n");
	text_add(out, "# Namespace ");
	add_code(out, ask->target, "");
	text_add(out, "\n\n");
	text_add(out,
		"Channel: PyPI's form for namespaces, from the organisation account, once grants "
		"are open (PEP 752, PEP 755); until then the mail that carries this. It is not "
		"for the public issue tracker.\n\n");
	autotext struct text contacts = text_new(LIMIT_LINE_BYTES);
	autotext struct text domains = text_new(LIMIT_LINE_BYTES);
	disclosure_list(
		&contacts, asked->organisation.contacts.items, asked->organisation.contacts.count);
	disclosure_list(
		&domains, asked->organisation.domains.items, asked->organisation.domains.count);
	add_fact(out, "Organisation", asked->organisation.name);
	add_fact(out, "Account on PyPI",
		asked->organisation.pypi_organisation ? asked->organisation.pypi_organisation
						      : "none yet");
	add_fact(out, "Domains", domains.bytes);
	add_fact(out, "Contacts", contacts.bytes);
	if (asked->organisation.trademark != NULL) {
		add_fact(out, "Trademark", asked->organisation.trademark);
		add_fact(out, "Registered", asked->organisation.trademark_registration);
	}
	add_fact(out, "Request", ask->id);
}

static void add_scope(struct text *out, const struct asked_request *ask)
{
	text_add(out, "\n## What it covers\n\n");
	add_code(out, ask->target, "");
	text_add(out, " and every ");
	add_code(out, ask->target, "&#45;&#42;");
	text_add(out, ": ");
	words_count(out, ask->covered, "internal name", NULL);
	text_add(out, " of ours today");
	if (ask->since != DATE_NONE) {
		text_add(out, ", in use since ");
		words_month(out, ask->since);
	}
	text_add(out, ". Which names these are need not be told.\n\n");
	add_fact(out, "Why", ask->why);
}

static void add_criteria(struct text *out, const struct asked_request *ask)
{
	size_t weak = 0;
	text_add(out, "\n## The five criteria of PEP 755\n\n| criterion | our case | fact |\n"
		      "| --- | --- | --- |\n");
	for (size_t i = 0; i < ask->criteria.count; i++) {
		const struct asked_part *part = &ask->criteria.items[i];
		const char *strength = disclosure_strength(part->value);
		weak += strcmp(strength, "weak") == 0;
		text_add(out, "| ");
		add_prose(out, part->what ? part->what : "");
		text_addf(out, " | %s | ", strength);
		add_prose(out, part->fact ? part->fact : "");
		text_add(out, " |\n");
	}
	if (weak > 0) {
		text_add(out, "\nWe count ");
		words_count(out, weak, "of them", "of them");
		text_add(out, " as weak, and say so.\n");
	}
}

static void add_others(struct text *out, const struct asked_request *ask)
{
	text_add(out, "\n## What it would cost others\n\n");
	add_fact(out, "In words", ask->cost_to_others);
	if (ask->foreign.count == 0)
		text_add(out, "- No project of anybody else stands inside.\n");
	else
		text_add(out, "- Projects of others inside, which should stay as they are:\n");
	for (size_t i = 0; i < ask->foreign.count; i++) {
		text_add(out, "  - ");
		add_code(out, ask->foreign.items[i], "");
		text_add_char(out, '\n');
	}
}

bool namespace_render(const struct asked *asked, size_t number, struct text *out)
{
	const struct asked_request *ask = NULL;
	for (size_t i = 0; i < asked->requests.count && ask == NULL; i++) {
		if (asked->requests.items[i].ask == ASK_NAMESPACE && --number == 0)
			ask = &asked->requests.items[i];
	}
	if (ask == NULL)
		return false;
	autotext struct text term = text_new(LIMIT_LINE_BYTES);
	words_day(&term, ask->term);
	add_head(out, asked, ask);
	add_scope(out, ask);
	add_criteria(out, ask);
	add_others(out, ask);
	text_add(out, "\n## Release\n\n");
	add_fact(out, "Condition", ask->release);
	add_fact(out, "Until", term.bytes);
	return true;
}
