/* What the checks of `nameward verify` share. */
#include "commands/verifying.h"
#include "base/escape.h"
#include "base/say.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void verifying_fault(struct verifying *verifying, const char *path, const char *what)
{
	say_error("%s: %s", path, what);
	verifying->faults++;
}

void verifying_remark(struct verifying *verifying, const char *path, const char *what)
{
	say_warning("%s: %s", path, what);
	verifying->remarks++;
}

void verifying_say(const struct verifying *verifying, const char *path, const char *format, ...)
{
	char sentence[LIMIT_MESSAGE_BYTES];
	autotext struct text line = text_new(8 * LIMIT_LINE_BYTES);
	va_list arguments;
	if (verifying->is_quiet)
		return;
	va_start(arguments, format);
	vsnprintf(sentence, sizeof sentence, format, arguments);
	va_end(arguments);
	escape_terminal(&line, path, strlen(path));
	text_add(&line, ": ");
	escape_terminal(&line, sentence, strlen(sentence));
	puts(line.bytes);
}

void verifying_join(struct text *out, const char *folder, const char *name)
{
	text_clear(out);
	text_addf(out, "%s/%s", folder, name);
}
