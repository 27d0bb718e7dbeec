/* The table of formats. */
#include "bundle/format.h"
#include "base/text.h"
#include "bundle/asked.h"
#include "bundle/disclosure.h"
#include "bundle/internals.h"
#include "bundle/mail.h"
#include "bundle/sends.h"
#include "plan/plan.h"

#include <string.h>

static bool prohibits(const struct asked *asked)
{
	return asked_count(asked, ASK_PROHIBIT) > 0;
}

static bool gives_back(const struct asked *asked)
{
	return asked->given_back.count > 0;
}

static bool converts(const struct asked *asked)
{
	return asked_count(asked, ASK_CONVERT) > 0;
}

static const struct report_format plan_format = {
	.name = "json",
	.file = "plan.json",
	.scope = SCOPE_INTERNAL,
	.summary = "the plan itself, the source of every other file",
	.render = plan_write,
};
static const struct report_format markdown_format = {
	.name = "md",
	.file = "report.md",
	.scope = SCOPE_INTERNAL,
	.summary = "the report as Markdown, for GitHub and GitLab",
	.render = markdown_render,
};
static const struct report_format page_format = {
	.name = "html",
	.file = "report.html",
	.scope = SCOPE_INTERNAL,
	.summary = "the report as one self-contained page with a searchable table",
	.render = page_render,
};
static const struct report_format names_format = {
	.name = "csv",
	.file = "names.csv",
	.scope = SCOPE_INTERNAL,
	.summary = "every name with its verdict and scores",
	.render = names_csv_render,
};
static const struct report_format sarif_format = {
	.name = "sarif",
	.file = "findings.sarif",
	.scope = SCOPE_INTERNAL,
	.summary = "what to mend and what could be taken, beside the code (SARIF 2.1.0)",
	.render = sarif_render,
};
static const struct report_format tickets_format = {
	.name = "tickets",
	.file = "tickets.jsonl",
	.scope = SCOPE_INTERNAL,
	.summary = "a ticket for each owner and cause, a line each",
	.render = tickets_render,
};
static const struct report_format claims_format = {
	.name = "claims",
	.file = "claims.txt",
	.scope = SCOPE_INTERNAL,
	.summary = "claims and reports drafted for a person to judge, each with its channel",
	.render = claims_render,
	.applies_inside = claims_apply,
};
static const struct report_format changes_format = {
	.name = "changes",
	.file = "changes.md",
	.scope = SCOPE_INTERNAL,
	.summary = "what is new, gone and changed since the plan before (plan --previous)",
	.render = changes_render,
	.applies_inside = changes_apply,
};
static const struct report_format disclosure_format = {
	.name = "disclosure",
	.file = "disclosure.txt",
	.scope = SCOPE_SEND,
	.summary = "the report that an administrator decides from",
	.render_asked = disclosure_render,
	.applies = asked_tells,
};
static const struct report_format mail_format = {
	.name = "mail",
	.file = "mail.eml",
	.scope = SCOPE_SEND,
	.summary = "the same as a message, not sent",
	.render_asked = mail_render,
	.applies = asked_tells,
};
static const struct report_format request_format = {
	.name = "request",
	.file = "request.json",
	.scope = SCOPE_SEND,
	.summary = "the requests for a program to read",
	.render_asked = request_json_render,
	.applies = asked_tells,
};
static const struct report_format prohibit_format = {
	.name = "prohibit",
	.file = "prohibit.txt",
	.scope = SCOPE_SEND,
	.summary = "the names to paste into PyPI's bulk form",
	.render_asked = prohibit_render,
	.applies = prohibits,
};
static const struct report_format comment_format = {
	.name = "prohibit-comment",
	.file = "prohibit-comment.txt",
	.scope = SCOPE_SEND,
	.summary = "the comment to paste beside them",
	.render_asked = prohibit_comment_render,
	.applies = prohibits,
};
static const struct report_format links_format = {
	.name = "prohibit-links",
	.file = "prohibit-links.txt",
	.scope = SCOPE_SEND,
	.summary = "for ten names or fewer, the path of the form that asks before it deletes",
	.render_asked = prohibit_links_render,
	.applies = prohibit_links_apply,
};
static const struct report_format namespace_format = {
	.name = "namespace",
	.file = "namespace-%02zu.md",
	.scope = SCOPE_SEND,
	.summary = "an application for a namespace, a file each",
	.render_part = namespace_render,
};
static const struct report_format convert_format = {
	.name = "convert",
	.file = "convert.txt",
	.scope = SCOPE_SEND,
	.summary = "our own empty projects, to be deleted and prohibited one by one",
	.render_asked = convert_render,
	.applies = converts,
};
static const struct report_format release_format = {
	.name = "release",
	.file = "release.txt",
	.scope = SCOPE_SEND,
	.summary = "names given back",
	.render_asked = release_render,
	.applies = gives_back,
};

const struct report_format *const report_formats[] = {
	&plan_format,
	&markdown_format,
	&page_format,
	&names_format,
	&sarif_format,
	&tickets_format,
	&claims_format,
	&changes_format,
	&disclosure_format,
	&mail_format,
	&request_format,
	&prohibit_format,
	&comment_format,
	&links_format,
	&namespace_format,
	&convert_format,
	&release_format,
	NULL,
};

/* Held against the table by tests/unit/bundle.c. */
const char *const report_format_names[] = {"json", "md", "html", "csv", "sarif", "tickets",
	"claims", "changes", "disclosure", "mail", "request", "prohibit", "prohibit-comment",
	"prohibit-links", "namespace", "convert", "release", NULL};

const char *scope_name(enum scope scope)
{
	static const char *const names[] = {"internal", "send", "public"};
	return names[scope];
}

const struct report_format *report_format_find(const char *name)
{
	for (const struct report_format *const *format = report_formats; *format; format++) {
		if (strcmp((*format)->name, name) == 0)
			return *format;
	}
	return NULL;
}

bool report_format_render_part(
	const struct report_format *format, const struct plan *plan, size_t part, struct text *out)
{
	if (part != 1 && format->render_part == NULL)
		return false;
	if (format->scope == SCOPE_INTERNAL) {
		if (format->applies_inside != NULL && !format->applies_inside(plan))
			return false;
		format->render(plan, out);
		return true;
	}
	struct asked asked = asked_new(plan);
	bool applies = format->applies ? format->applies(&asked) : asked.requests.count > 0;
	if (applies && format->render_part != NULL)
		applies = format->render_part(&asked, part, out);
	else if (applies)
		format->render_asked(&asked, out);
	asked_release(&asked);
	return applies;
}

bool report_format_render(
	const struct report_format *format, const struct plan *plan, struct text *out)
{
	return report_format_render_part(format, plan, 1, out);
}

void report_format_file(const struct report_format *format, size_t part, struct text *out)
{
	const char *number = strstr(format->file, "%02zu");
	if (number == NULL) {
		text_add(out, format->file);
		return;
	}
	text_add_bytes(out, format->file, (size_t)(number - format->file));
	text_addf(out, "%02zu%s", part, number + strlen("%02zu"));
}
