/* The sentence behind an error. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

enum error fail(struct failure *failure, enum error error, const char *format, ...)
{
	if (failure == NULL)
		return error;
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(failure->text, sizeof failure->text, format, arguments);
	va_end(arguments);
	return error;
}
