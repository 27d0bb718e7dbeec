/* setup.cfg: setuptools' declarative configuration. */
#include "inputs/ini.h"
#include "inputs/requirement.h"
#include "inputs/requirements.h"
#include "inputs/seeds.h"

#include <stdio.h>
#include <string.h>

struct setup {
	struct seeds *seeds;
	const struct file *file;
	const char *name; /* the project's, interned; NULL while it is not known */
};

static void add_requirement(const struct setup *setup, const char *text, size_t line)
{
	struct place place = {setup->file->name, line};
	struct requirement found = requirement_read_strict(text, strlen(text));
	bool direct = found.kind == REQUIREMENT_DIRECT;
	if (direct || found.kind == REQUIREMENT_INDEXED)
		seeds_add_from(setup->seeds, found.name, found.length, place, found.url, direct);
	else
		seeds_skip(setup->seeds, place, "\"%.120s\": %s", text, found.why);
}

/* setuptools splits a value of one line at `;`: `pytest; tox` are two. Where a marker stands there
 * instead, the whole can be read. */
static void add_line(const struct setup *setup, const char *text, size_t line)
{
	bool whole = strchr(text, ';') == NULL ||
		     requirement_read_strict(text, strlen(text)).kind != REQUIREMENT_WRONG;
	while (!whole && *text != '\0') {
		size_t length = strcspn(text, ";");
		autofree char *one = memory_copy(text, length);
		if (one[strspn(one, " \t")] != '\0')
			add_requirement(setup, one, line);
		text += length;
		text += *text == ';';
	}
	if (whole)
		add_requirement(setup, text, line);
}

/* `file: requirements.txt, more.txt`, or requirements separated by line ends or `;`. */
static void add_requirements(const struct setup *setup, const char *value, size_t line)
{
	if (strncmp(value, "file:", 5) == 0) {
		for (const char *at = value + 5; *at != '\0';) {
			at += strspn(at, " \t,");
			size_t length = strcspn(at, ",");
			autofree char *path = memory_copy(at, length);
			if (length > 0)
				requirements_include(setup->seeds, setup->file, line, path);
			at += length;
		}
	} else if (*value != '\0') {
		add_line(setup, value, line);
	}
}

/* `larkctl = larkmoor.cli:main` */
static void add_command(const struct setup *setup, const char *value, size_t line)
{
	size_t length = strcspn(value, " \t=");
	if (setup->name != NULL && strchr(value, '=') != NULL)
		seeds_alias(setup->seeds, setup->name, ALIAS_COMMAND, value, length,
			(struct place){setup->file->name, line});
}

static void add_imports(const struct setup *setup, const char *value, size_t line)
{
	if (strchr(value, ':') != NULL) /* `find:` */
		return;
	for (const char *at = value; *at != '\0';) {
		at += strspn(at, " \t,");
		size_t length = strcspn(at, " \t,");
		if (setup->name != NULL)
			seeds_alias(setup->seeds, setup->name, ALIAS_IMPORT, at, length,
				(struct place){setup->file->name, line});
		at += length;
	}
}

static void read_value(struct setup *setup, const struct ini *ini)
{
	const char *section = ini->section, *key = ini->key;
	bool options = strcmp(section, "options") == 0;
	struct place place = {setup->file->name, ini->line};
	if (strcmp(section, "metadata") == 0 && strcmp(key, "name") == 0) {
		if (strchr(ini->value, ':') != NULL)
			seeds_skip(setup->seeds, place, "the name is not said here: %.60s",
				ini->value);
		else
			seeds_add(
				setup->seeds, SEED_PROJECT, ini->value, strlen(ini->value), place);
	} else if (strcmp(section, "options.extras_require") == 0 ||
		   (options && (strcmp(key, "install-requires") == 0 ||
				       strcmp(key, "setup-requires") == 0 ||
				       strcmp(key, "tests-require") == 0))) {
		add_requirements(setup, ini->value, ini->line);
	} else if (strcmp(section, "options.entry_points") == 0 &&
		   (strcmp(key, "console-scripts") == 0 || strcmp(key, "gui-scripts") == 0)) {
		add_command(setup, ini->value, ini->line);
	} else if (options && (strcmp(key, "packages") == 0 || strcmp(key, "py-modules") == 0)) {
		add_imports(setup, ini->value, ini->line);
	}
}

/* The name may stand behind what needs it. */
static const char *name_of(struct seeds *seeds, const struct file *file)
{
	struct ini ini = ini_of(file);
	const char *name = NULL;
	while (name == NULL && ini_next(&ini)) {
		if (strcmp(ini.section, "metadata") == 0 && strcmp(ini.key, "name") == 0)
			name = intern_string(seeds->pool, ini.value);
	}
	ini_release(&ini);
	return name;
}

static enum error read_setup(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	struct setup setup = {seeds, file, name_of(seeds, file)};
	struct ini ini = ini_of(file);
	while (ini_next(&ini))
		read_value(&setup, &ini);
	if (ini.wrong > 0)
		seeds_skip(seeds, (struct place){file->name, ini.wrong},
			"is neither a [section] nor a `key = value`");
	ini_release(&ini);
	return ini.lines.error == OK ? OK
				     : fail(failure, ini.lines.error, "%s", ini.lines.failure.text);
}

const struct seed_reader setup_cfg_reader = {
	.name = "setup.cfg",
	.summary = "setuptools' declarative configuration",
	.names = (const char *const[]){"setup.cfg", NULL},
	.read = read_setup,
};
