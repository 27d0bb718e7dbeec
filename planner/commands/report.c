/* nameward report: one file of a bundle again, from its plan.json. */
#include "base/file.h"
#include "base/intern.h"
#include "base/say.h"
#include "base/text.h"
#include "bundle/format.h"
#include "commands/command.h"
#include "commands/plan_file.h"
#include "plan/plan.h"

static const struct option report_options[] = {
	{.name = "format",
		.letter = 'f',
		.kind = OPTION_CHOICE,
		.value = "NAME",
		.help = "json, md (the default), html, csv, sarif, tickets, claims, changes, "
			"disclosure, mail, request, prohibit, prohibit-comment, prohibit-links, "
			"namespace, convert or release",
		.choices = report_format_names},
	{.name = "part",
		.kind = OPTION_NUMBER,
		.value = "N",
		.help = "which file of a format that has several: namespace-02.md is the second",
		.least = 1,
		.most = LIMIT_PARTS},
	{.name = "out",
		.letter = 'o',
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "write to FILE instead of standard output"},
	{0},
};

static enum error render(const char *path, const struct plan *plan, const char *name, size_t part,
	struct text *out, struct failure *failure)
{
	const struct report_format *format = report_format_find(name);
	autotext struct text file = text_new(LIMIT_LINE_BYTES);
	report_format_file(format, part, &file);
	if (!report_format_render_part(format, plan, part, out))
		return fail(failure, ERR_INPUT, "%s: asks for nothing that %s would hold", path,
			file.bytes);
	if (out->overflowed)
		return fail(failure, ERR_LIMIT, "%s: its %s would be larger than %zu bytes", path,
			name, out->ceiling);
	return OK;
}

static enum error report(const struct arguments *arguments, struct failure *failure)
{
	if (arguments->word_count != 1)
		return fail(failure, ERR_INPUT,
			"name one plan.json or the folder of a bundle; see nameward report --help");
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
	plan_file_path(arguments->words[0], &path);
	struct intern *pool = intern_new();
	struct plan plan = plan_new(pool);
	enum error error = plan_file_read(&plan, path.bytes, failure);
	if (error == OK)
		error = render(path.bytes, &plan, arguments_text(arguments, "format", "md"),
			(size_t)arguments_number(arguments, "part", 1), &bytes, failure);
	const char *out = arguments_text(arguments, "out", NULL);
	if (error == OK && out != NULL)
		error = file_write(out, bytes.bytes, bytes.length, 0600, failure);
	else if (error == OK)
		fwrite(bytes.bytes, 1, bytes.length, stdout);
	plan_release(&plan);
	intern_free(pool);
	return error;
}

static enum status run(const struct arguments *arguments)
{
	struct failure failure;
	if (report(arguments, &failure) == OK)
		return STATUS_DONE;
	say_failure(&failure);
	return STATUS_WRONG;
}

const struct command report_command = {
	.name = "report",
	.usage = "PLAN [--format NAME] [--part N] [--out FILE]",
	.summary = "render one file of a bundle again",
	.description =
		"Reads PLAN, a bundle's internal/plan.json or its folder, and renders one file "
		"of the bundle again: the same bytes.",
	.groups = (const struct option *const[]){common_options, report_options, NULL},
	.run = run,
};
