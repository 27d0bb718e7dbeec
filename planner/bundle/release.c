/* Names given back: release.txt. */
#include "base/text.h"
#include "bundle/asked.h"
#include "bundle/disclosure_parts.h"
#include "bundle/sends.h"
#include "bundle/sheet.h"
#include "bundle/words.h"

enum { INDENT = 2, LABEL_COLUMNS = 14 };

/* No names: so that the bulk form refuses a list that would prohibit what it gives back. */
static const char fence[] = "!!!! NOT A LIST TO PASTE. THESE NAMES ARE TO BE FREE AGAIN. !!!!";

void release_render(const struct asked *asked, struct text *out)
{
	autotext struct text names = text_new(LIMIT_LINE_BYTES);
	autotext struct text day = text_new(LIMIT_LINE_BYTES);
	autotext struct text contacts = text_new(LIMIT_LINE_BYTES);
	words_count(&names, asked->given_back.count, "name", NULL);
	words_day(&day, asked->as_of);
	disclosure_list(
		&contacts, asked->organisation.contacts.items, asked->organisation.contacts.count);
	sheet_line(out, 0, fence);
	sheet_blank(out);
	disclosure_marking(out, asked);
	disclosure_draft_mark(out, asked);
	sheet_say(out, 0,
		"%s gives back %s that PyPI prohibits at our request. We need them no more: take "
		"them off the list. They may go to anybody, and nobody has to ask us.",
		asked->organisation.name, names.bytes);
	sheet_blank(out);
	for (size_t i = 0; i < asked->given_back.count; i++)
		sheet_line(out, INDENT, asked->given_back.items[i]);
	sheet_blank(out);
	sheet_paragraph(out, 0,
		"Each is found in the list of prohibited names, and removed there with its button. "
		"Message to expect: \"'NAME' unprohibited\". The path:");
	sheet_line(out, INDENT, "/admin/prohibited_project_names/?q=NAME");
	sheet_blank(out);
	sheet_fact(out, 0, LABEL_COLUMNS, "Date", day.bytes);
	sheet_fact(out, 0, LABEL_COLUMNS, "Asked by", asked->organisation.role);
	sheet_fact(out, 0, LABEL_COLUMNS, "Contacts", contacts.bytes);
	if (asked->organisation.reference != NULL)
		sheet_fact(out, 0, LABEL_COLUMNS, "Reference", asked->organisation.reference);
	if (asked->organisation.key_url != NULL)
		sheet_fact(out, 0, LABEL_COLUMNS, "Our key", asked->organisation.key_url);
	sheet_blank(out);
	sheet_line(out, 0, fence);
}
