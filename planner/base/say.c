/* The conversation, on standard error. */
#include "base/say.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool quiet;

void say_quiet(void)
{
	quiet = true;
}

bool say_is_quiet(void)
{
	return quiet;
}

static bool names_hidden;

void say_hide_names(void)
{
	names_hidden = true;
}

bool say_hides_names(void)
{
	return names_hidden;
}

static void say(const char *kind, const char *sentence)
{
	autotext struct text line = text_new(8 * LIMIT_MESSAGE_BYTES);
	text_addf(&line, "nameward: %s", kind);
	escape_terminal(&line, sentence, strlen(sentence));
	text_add_char(&line, '\n');
	fputs(line.bytes, stderr);
}

#define SAY(kind)                                                                                  \
	do {                                                                                       \
		char sentence[LIMIT_MESSAGE_BYTES];                                                \
		va_list arguments;                                                                 \
		va_start(arguments, format);                                                       \
		vsnprintf(sentence, sizeof sentence, format, arguments);                           \
		va_end(arguments);                                                                 \
		say(kind, sentence);                                                               \
	} while (0)

void say_note(const char *format, ...)
{
	if (!quiet)
		SAY("note: ");
}

void say_warning(const char *format, ...)
{
	SAY("warning: ");
}

void say_error(const char *format, ...)
{
	SAY("");
}

void say_failure(const struct failure *failure)
{
	say("", failure->text);
}
