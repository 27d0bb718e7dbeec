/* What the checks of `nameward verify` share. */
#include "commands/verifying.h"
#include "base/say.h"
#include "base/text.h"

#include <stdarg.h>

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

void verifying_say(const struct verifying *verifying, const char *format, ...)
{
	va_list arguments;
	if (verifying->is_quiet)
		return;
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
}

void verifying_join(struct text *out, const char *folder, const char *name)
{
	text_clear(out);
	text_addf(out, "%s/%s", folder, name);
}
