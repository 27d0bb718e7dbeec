/* nameward audit: what it found, told. */
#include "audit/history_page.h"
#include "base/file.h"
#include "base/text.h"
#include "commands/auditing.h"
#include "ledger/ledger.h"
#include "ledger/past.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool audit_is_for_people(const struct arguments *arguments, int output)
{
	return arguments_have(arguments, "names") || (isatty(output) && getenv("CI") == NULL);
}

static enum error write_text(struct auditing *auditing, const char *path, const struct text *text)
{
	if (text->overflowed)
		return fail(&auditing->failure, ERR_LIMIT, "%s: the report has more than %d bytes",
			path, LIMIT_BULK_BYTES);
	return file_write(path, text->bytes, text->length, 0600, &auditing->failure);
}

static enum error tell(struct auditing *auditing)
{
	const struct arguments *arguments = auditing->arguments;
	const struct audit_format *format =
		&audit_formats[arguments_number(arguments, "format", 0)];
	const char *report = arguments_text(arguments, "report", NULL);
	const char *metrics = arguments_text(arguments, "metrics", NULL);
	bool names = report != NULL || audit_is_for_people(arguments, STDOUT_FILENO);
	autotext struct text text = text_new(LIMIT_BULK_BYTES);
	autotext struct text numbers = text_new(LIMIT_BULK_BYTES);
	enum error error = OK;
	format->render(&auditing->audits, names, &text);
	audit_metrics(&auditing->audits, &numbers);
	if (metrics != NULL)
		error = file_write(
			metrics, numbers.bytes, numbers.length, 0644, &auditing->failure);
	if (error == OK && report != NULL) {
		error = write_text(auditing, report, &text);
		text_clear(&text);
		for (size_t i = 0; audit_formats[i].name != NULL; i++) {
			if (strcmp(audit_formats[i].name, "chat") == 0)
				audit_formats[i].render(&auditing->audits, false, &text);
		}
	}
	if (error != OK)
		return error;
	fwrite(text.bytes, 1, text.length, stdout);
	if (fflush(stdout) != 0)
		return fail(&auditing->failure, ERR_IO, "standard output could not be written");
	return OK;
}

/* From here on it is known that what was found reached somebody. */
static enum error note_told(struct auditing *auditing)
{
	ledger_begin(auditing->ledger);
	for (size_t i = 0; i < auditing->recorded.count; i++)
		run_shown(auditing->ledger, auditing->recorded.items[i]);
	return ledger_commit(auditing->ledger, &auditing->failure);
}

enum error audit_tell(struct auditing *auditing)
{
	enum error error = tell(auditing);
	return error == OK ? note_told(auditing) : error;
}

enum error audit_draw_history(struct auditing *auditing)
{
	autotext struct text page = text_new(LIMIT_BULK_BYTES);
	enum error error = ledger_open(&auditing->ledger,
		arguments_text(auditing->arguments, "ledger", ""), LEDGER_READ, &auditing->failure);
	if (error == OK)
		error = history_page(auditing->ledger, arguments_as_of(auditing->arguments), &page,
			&auditing->failure);
	return error == OK ? write_text(auditing, arguments_text(auditing->arguments, "html", ""),
				     &page)
			   : error;
}
