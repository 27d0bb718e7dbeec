/* What a built distribution says of itself. */
#include "inputs/metadata.h"
#include "inputs/ini.h"
#include "inputs/requirement.h"

#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The value behind `KEY:` in a header line, NULL where the line is of another key. */
static char *value_of(const struct lines *lines, const char *key)
{
	size_t size = strlen(key);
	if (lines->length <= size || strncasecmp(lines->text, key, size) != 0 ||
		lines->text[size] != ':')
		return NULL;
	const char *at = lines->text + size + 1, *end = lines->text + lines->length;
	while (at < end && is_blank(*at))
		at++;
	while (end > at && is_blank(end[-1]))
		end--;
	return memory_copy(at, (size_t)(end - at));
}

static void add_requirement(struct seeds *seeds, const char *text, struct place place)
{
	struct requirement found = requirement_read_strict(text, strlen(text));
	bool direct = found.kind == REQUIREMENT_DIRECT;
	if (direct || found.kind == REQUIREMENT_INDEXED)
		seeds_add_from(seeds, found.name, found.length, place, found.url, direct);
	else
		seeds_skip(seeds, place, "\"%.120s\": %s", text, found.why);
}

/* The header up to the first empty line: name first, since imports need it. */
static const char *name_of(struct seeds *seeds, const struct file *file)
{
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (lines_next(&lines) && lines.length > 0) {
		autofree char *name = value_of(&lines, "Name");
		struct place place = {file->name, lines.number};
		if (name != NULL)
			return seeds_add(seeds, SEED_PROJECT, name, strlen(name), place)
				       ? intern_string(seeds->pool, name)
				       : NULL;
	}
	seeds_skip(seeds, (struct place){file->name, 1}, "says no Name");
	return NULL;
}

const char *metadata_read(struct seeds *seeds, const struct file *file, bool *imports)
{
	const char *name = name_of(seeds, file);
	*imports = false;
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (lines_next(&lines) && lines.length > 0) {
		struct place place = {file->name, lines.number};
		autofree char *requirement = value_of(&lines, "Requires-Dist");
		autofree char *import = value_of(&lines, "Import-Name");
		autofree char *namespace = value_of(&lines, "Import-Namespace");
		if (requirement != NULL)
			add_requirement(seeds, requirement, place);
		const char *module = import ? import : namespace;
		*imports |= module != NULL;
		if (module != NULL && name != NULL)
			seeds_alias(
				seeds, name, ALIAS_IMPORT, module, strcspn(module, "; \t"), place);
	}
	return name;
}

void metadata_read_entry_points(struct seeds *seeds, const struct file *file, const char *project)
{
	struct ini ini = ini_of(file);
	while (ini_next(&ini)) {
		if (strcmp(ini.section, "console_scripts") != 0 &&
			strcmp(ini.section, "gui_scripts") != 0)
			continue;
		/* The key as written: ini.key is in lower case. */
		size_t length = 0;
		while (length < ini.lines.length && strchr(" \t=:", ini.lines.text[length]) == NULL)
			length++;
		seeds_alias(seeds, project, ALIAS_COMMAND, ini.lines.text, length,
			(struct place){file->name, ini.line});
	}
	ini_release(&ini);
}

void metadata_read_top_level(struct seeds *seeds, const struct file *file, const char *project)
{
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (lines_next(&lines)) {
		size_t length = lines.length;
		while (length > 0 && is_blank(lines.text[length - 1]))
			length--;
		if (length > 0)
			seeds_alias(seeds, project, ALIAS_IMPORT, lines.text, length,
				(struct place){file->name, lines.number});
	}
}

static enum error read_file(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	(void)failure;
	bool imports;
	metadata_read(seeds, file, &imports);
	return OK;
}

static bool recognises(const struct file *file)
{
	const char *slash = strrchr(file->name, '/');
	return strcmp(slash ? slash + 1 : file->name, "PKG-INFO") == 0 ||
	       strncmp(file->bytes, "Metadata-Version:", 17) == 0;
}

const struct seed_reader metadata_reader = {
	.name = "metadata",
	.summary = "PKG-INFO or METADATA of a distribution",
	.names = (const char *const[]){"pkg-info", "metadata", NULL},
	.recognises = recognises,
	.anywhere = true,
	.read = read_file,
};
