/* The notice for people: public/notice.txt. */
#include "base/text.h"
#include "bundle/disclosure_parts.h"
#include "bundle/notice.h"
#include "bundle/sheet.h"
#include "bundle/words.h"

enum { LABEL_COLUMNS = 16, COUNT_COLUMNS = 52, INDENT = 2, INNER_INDENT = 4 };

static void say_opening(struct text *out, const struct notice *notice)
{
	autotext struct text day = text_new(LIMIT_LINE_BYTES);
	words_day(&day, notice->day);
	sheet_line(out, 0, notice_marking);
	if (notice->draft)
		sheet_line(out, 0, "DRAFT, NOT TO BE PUBLISHED: nothing was asked for yet.");
	sheet_blank(out);
	sheet_say(out, 0, "Names on PyPI that %s asked to keep from being taken, %s.",
		notice->organisation.name, day.bytes);
	sheet_blank(out);
	sheet_paragraph(out, 0,
		"Somebody who registered these names could have got our machines, or people who "
		"follow a language model's advice, to install a stranger's code. So we asked "
		"PyPI's administrators, who decide. We registered, uploaded and created nothing "
		"on PyPI for it.");
	sheet_blank(out);
	sheet_paragraph(out, 0,
		notice->answered
			? "Every request has been answered by now, or taken back by us."
			: "The time until which this was kept back is over; it may be that not "
			  "every request has been answered yet.");
	sheet_blank(out);
	sheet_paragraph(out, 0,
		"The names are not told here, since those that are still open would be a list "
		"of targets. Each can be proven; see below.");
}

static void say_who(struct text *out, const struct notice *notice)
{
	autotext struct text contacts = text_new(LIMIT_LINE_BYTES);
	autotext struct text domains = text_new(LIMIT_LINE_BYTES);
	disclosure_list(&contacts, notice->organisation.contacts.items,
		notice->organisation.contacts.count);
	disclosure_list(
		&domains, notice->organisation.domains.items, notice->organisation.domains.count);
	sheet_heading(out, "WHO ASKED");
	sheet_fact(out, INDENT, LABEL_COLUMNS, "Organisation", notice->organisation.name);
	sheet_fact(out, INDENT, LABEL_COLUMNS, "Asked by", notice->organisation.role);
	sheet_fact(out, INDENT, LABEL_COLUMNS, "Contacts", contacts.bytes);
	if (notice->organisation.pypi_organisation != NULL)
		sheet_fact(out, INDENT, LABEL_COLUMNS, "On PyPI",
			notice->organisation.pypi_organisation);
	sheet_fact(out, INDENT, LABEL_COLUMNS, "Our domains", domains.bytes);
	if (notice->organisation.key_url != NULL)
		sheet_fact(out, INDENT, LABEL_COLUMNS, "Our key", notice->organisation.key_url);
}

static void say_count(
	struct text *out, const struct notice *notice, enum notice_count count, const char *label)
{
	autotext struct text words = text_new(LIMIT_LINE_BYTES);
	uint32_t least = notice->least[count];
	if (least == 0) {
		text_add(&words, "fewer than five");
	} else {
		words_number(&words, least);
		text_add(&words, " to ");
		words_number(&words, least + NOTICE_STEP - 1);
	}
	sheet_fact(out, INDENT, COUNT_COLUMNS, label, words.bytes);
}

static void say_counts(struct text *out, const struct notice *notice)
{
	sheet_heading(out, "WHAT WE ASKED FOR");
	say_count(out, notice, NOTICE_NAMESPACES, "Namespaces to grant");
	say_count(out, notice, NOTICE_PROHIBITED, "Names to prohibit");
	say_count(out, notice, NOTICE_IN_USE, "  of them used inside by us");
	say_count(out, notice, NOTICE_GENERIC, "  of them generic, with a reason given to PyPI");
	say_count(out, notice, NOTICE_HELD, "Names to hold until we publish the project");
	say_count(out, notice, NOTICE_CONVERTED, "Our own empty projects to delete and prohibit");
	sheet_blank(out);
	sheet_paragraph(out, INDENT,
		"Counts are told in steps of five and without a total, so that none can be "
		"worked out.");
}

static void say_cost(struct text *out)
{
	sheet_heading(out, "WHAT THIS COSTS OTHERS");
	sheet_paragraph(out, INDENT,
		"A name that is prohibited or held can be registered by nobody, whatever for. In a "
		"granted namespace only we can begin new projects; those of others that are there "
		"stay. A prohibited name blocks itself alone, not the names that look like it. "
		"PyPI's answer to a name that it refuses does not say who asked, or why: hence "
		"this notice.");
}

static void say_release(struct text *out)
{
	sheet_heading(out, "IF YOU WANT A NAME THAT PYPI REFUSES: SILENCE IS RELEASE");
	sheet_paragraph(out, INDENT,
		"Write to our contacts and name it. If we asked for it, we say so and prove it, "
		"or give it back; if we did not, we say that. If we do not answer in 30 days, PyPI "
		"may give the name to a rightful author without asking us again. Each request has "
		"an end, which PyPI was told; after it the same holds for every name, unless we "
		"have renewed the request.");
}

static void say_proof(struct text *out, const struct notice *notice)
{
	sheet_heading(out, "HOW A NAME IS PROVEN");
	sheet_say(out, INDENT,
		"%s holds a line for each name: its HMAC-SHA-256 under a salt of its own, which "
		"we keep. Some lines stand for no name, so that their number, too, tells no more "
		"than the steps above. For one name we give you its salt; then this prints a line "
		"of that file, and no salt tells anything of another name:",
		notice_commitments_file);
	sheet_blank(out);
	sheet_line(out, INNER_INDENT, "printf %s NAME |");
	sheet_line(out, INNER_INDENT, "  openssl dgst -sha256 -mac HMAC -macopt hexkey:SALT");
	sheet_blank(out);
	sheet_paragraph(out, INDENT, "Or, with nameward, beside this file:");
	sheet_blank(out);
	sheet_line(out, INNER_INDENT, "nameward verify . --open NAME --salt SALT");
	sheet_blank(out);
	sheet_paragraph(out, INDENT,
		"It proves that we asked for that name before this notice was published, not that "
		"PyPI granted it.");
}

void notice_text_render(const struct notice *notice, struct text *out)
{
	say_opening(out, notice);
	say_who(out, notice);
	say_counts(out, notice);
	say_cost(out);
	say_release(out);
	say_proof(out, notice);
	if (notice->draft) {
		sheet_blank(out);
		sheet_line(out, 0, "DRAFT, NOT TO BE PUBLISHED");
	}
}
