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

/* Slips on the first few of them. */
static void slip_on(struct forming *f, const struct alias *aliases, size_t count)
{
	enum { MOST = 3, SHORTEST = 3 };
	for (size_t i = 0; i < count && i < MOST; i++) {
		size_t length = strlen(aliases[i].name);
		if (length >= SHORTEST)
			form_on_stem(f, aliases[i].name, length, "", STEM_DIGITS);
	}
}

/* On the modules of a project, and on the projects that have a module of this name. */
void form_alias_slips(struct forming *f)
{
	size_t count;
	const struct alias *modules = lists_modules(f->lists, f->name, &count);
	slip_on(f, modules, count);
	const struct alias *owners = lists_owners(f->lists, f->name, &count);
	slip_on(f, owners, count);
}
