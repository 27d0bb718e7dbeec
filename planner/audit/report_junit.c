/* What an audit found as JUnit XML: a suite an organisation, a case a class of changes, so that a
 * pipeline shows them without knowing nameward. */
#include "audit/report.h"
#include "base/escape.h"
#include "base/text.h"

#include <string.h>

static void add_xml(struct text *out, const char *text)
{
	autotext struct text shown = text_new(LIMIT_BULK_BYTES);
	escape_terminal(&shown, text, strlen(text));
	escape_html(out, shown.bytes, shown.length);
}

static void add_details(struct text *out, const struct audit *audit, enum change_class class)
{
	for (size_t i = 0; i < audit->changes.count; i++) {
		const struct change *change = &audit->changes.items[i].change;
		if (change->class != class || change->suppressed)
			continue;
		add_xml(out, change->name);
		text_add(out, ": ");
		add_xml(out, change->evidence);
		text_add_char(out, '\n');
	}
}

static void add_case(const struct audits *audits, const struct audit *audit,
	enum change_class class, bool names, struct text *out)
{
	size_t count = audit_count(audit, class);
	text_addf(out, "    <testcase classname=\"nameward.audit\" name=\"%s\"",
		change_classes[class].name);
	if (audit->doubt != NULL) {
		text_add(out, "><skipped message=\"");
		add_xml(out, audit->doubt);
		text_add(out, "\"/></testcase>\n");
	} else if (count > 0 && audits->fails[class]) {
		text_addf(out, "><failure message=\"%zu ", count);
		add_xml(out, change_classes[class].sentence);
		text_add(out, "\">");
		if (names)
			add_details(out, audit, class);
		text_add(out, "</failure></testcase>\n");
	} else {
		text_add(out, "/>\n");
	}
}

static size_t failures_of(const struct audits *audits, const struct audit *audit)
{
	size_t failures = 0;
	for (int class = 0; class < CHANGE_CLASSES && audit->doubt == NULL; class ++)
		failures +=
			audits->fails[class] && audit_count(audit, (enum change_class) class) > 0;
	return failures;
}

void audit_render_junit(const struct audits *audits, bool names, struct text *out)
{
	text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
	for (size_t i = 0; i < audits->items.count; i++) {
		const struct audit *audit = &audits->items.items[i];
		char day[DATE_TEXT_BYTES];
		date_format(audit->as_of, day);
		text_add(out, "  <testsuite name=\"nameward audit of ");
		add_xml(out, audit->organisation);
		text_addf(out,
			"\" tests=\"%d\" failures=\"%zu\" errors=\"0\" skipped=\"%d\" "
			"timestamp=\"%sT00:00:00\">\n",
			CHANGE_CLASSES, failures_of(audits, audit),
			audit->doubt != NULL ? CHANGE_CLASSES : 0, day);
		for (int class = 0; class < CHANGE_CLASSES; class ++)
			add_case(audits, audit, (enum change_class) class, names, out);
		text_add(out, "  </testsuite>\n");
	}
	text_add(out, "</testsuites>\n");
}
