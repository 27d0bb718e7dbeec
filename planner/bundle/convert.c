/* Our own empty projects, to be deleted and prohibited: convert.txt. */
#include "base/text.h"
#include "bundle/asked.h"
#include "bundle/disclosure_parts.h"
#include "bundle/sends.h"
#include "bundle/sheet.h"
#include "bundle/words.h"

enum { INDENT = 4, LABEL_COLUMNS = 10 };

/* What the bulk form takes for names that are none: it refuses such a list whole. */
static const char fence[] = "!!!! NOT A LIST TO PASTE. THESE PROJECTS EXIST AND ARE DELETED. !!!!";

static void say_project(struct text *out, const struct asked_request *request,
	const struct asked_name *name, size_t number)
{
	sheet_blank(out);
	sheet_say(out, 0, "%zu. %s", number, name->name);
	sheet_fact(out, INDENT, LABEL_COLUMNS, "Proof",
		name->proof ? name->proof : "NONE YET: nobody asked PyPI whose it is. Do nothing.");
	sheet_fact(out, INDENT, LABEL_COLUMNS, "Deletes", "the project and its files, for good");
	sheet_fact(out, INDENT, LABEL_COLUMNS, "Comment", request->comment);
	sheet_say(out, INDENT, "Message to expect: \"Prohibited Project Name '%s'\".", name->name);
}

static void say_head(struct text *out, const struct asked *asked, const struct asked_request *ask)
{
	const char *account = disclosure_account(asked);
	sheet_line(out, 0, fence);
	sheet_blank(out);
	disclosure_marking(out, asked);
	disclosure_draft_mark(out, asked);
	sheet_say(out, 0,
		"%s of %s: our own empty placeholders on PyPI. We ask that PyPI "
		"deletes each of them and prohibits its name, in one step.",
		ask->id, asked->organisation.name);
	sheet_blank(out);
	sheet_say(out, 0,
		"One by one, in the form for a single name (Admin, Prohibited Project Names, Add), "
		"which shows first what would be deleted. Before you confirm, see there that the "
		"owner is %s and that the project holds no working release. If either is "
		"otherwise, leave it and tell us.",
		account);
	sheet_say(
		out, 0, "The path of that form: /admin/prohibited_project_names/add/?project=NAME");
}

void convert_render(const struct asked *asked, struct text *out)
{
	for (size_t i = 0; i < asked->requests.count; i++) {
		const struct asked_request *request = &asked->requests.items[i];
		if (request->ask != ASK_CONVERT)
			continue;
		autotext struct text term = text_new(LIMIT_LINE_BYTES);
		say_head(out, asked, request);
		for (size_t j = 0; j < request->names.count; j++)
			say_project(out, request, &request->names.items[j], j + 1);
		words_day(&term, request->term);
		sheet_blank(out);
		if (request->release != NULL)
			sheet_fact(out, 0, LABEL_COLUMNS, "Release", request->release);
		sheet_fact(out, 0, LABEL_COLUMNS, "Until", term.bytes);
		sheet_blank(out);
		sheet_line(out, 0, fence);
	}
}
