/* Names that a project goes by and has not registered: its modules, its commands. */
#include "candidates/generator.h"

#include <string.h>

static void emit_aliases(struct forming *f, const struct alias *aliases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		form_emit(f, aliases[i].name, strlen(aliases[i].name), (struct form_place){0});
}

void form_import_names(struct forming *f)
{
	size_t count;
	const struct alias *aliases = lists_modules(f->lists, f->name, &count);
	emit_aliases(f, aliases, count);
}

void form_command_names(struct forming *f)
{
	size_t count;
	const struct alias *aliases = lists_commands(f->lists, f->name, &count);
	emit_aliases(f, aliases, count);
}
