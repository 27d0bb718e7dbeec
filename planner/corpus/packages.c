/* Names in fenced manifests: requirements, pyproject.toml, PEP 723 and Dockerfiles.
 *
 * They are read by lines, not parsed: models write fragments, with `...` between them. */
#include "base/limits.h"
#include "corpus/installs.h"
#include "corpus/part.h"
#include "corpus/requirement_name.h"
#include "corpus/speech.h"

#include <string.h>

enum { SCRIPT_TOP = 1024 }; /* PEP 723's block stands at the top of a script */

struct block {
	struct sightings *sightings;
	const char *at, *end;
	bool table;        /* inside a table whose keys are names: [tool.poetry.dependencies] */
	bool requirements; /* inside a table whose lists are requirements: [project], ... */
	bool list;         /* inside `dependencies = [` */
};

static bool next_line(struct block *block, struct part *line)
{
	if (block->at >= block->end)
		return false;
	const char *feed = memchr(block->at, '\n', (size_t)(block->end - block->at));
	*line = (struct part){block->at, feed ? feed : block->end};
	block->at = feed ? feed + 1 : block->end;
	while (line->end > line->at && strchr(" \t\r", line->end[-1]) != NULL)
		line->end--;
	while (line->at < line->end && (*line->at == ' ' || *line->at == '\t'))
		line->at++;
	return true;
}

static size_t name_of(struct part line)
{
	const char *blank = line.at;
	while (blank < line.end && *blank != ' ' && *blank != '\t')
		blank++;
	return requirement_name(line.at, (size_t)(blank - line.at));
}

static void add(struct block *block, const char *name, size_t length)
{
	sightings_add(block->sightings, SIGHTING_MANIFEST, false, name, length);
}

/* ---- requirements.txt ---- */

/* What follows a requirement's name: nothing, or a version, an extra, a marker, a comment. */
static bool is_requirement(struct part line, size_t length)
{
	const char *at = line.at + length;
	while (at < line.end && *at == ' ')
		at++;
	return length > 0 && (at == line.end || strchr("=<>!~[;@#", *at) != NULL);
}

static void read_requirements(struct block *block)
{
	struct part line;
	while (next_line(block, &line)) {
		size_t length = name_of(line);
		if (is_requirement(line, length))
			add(block, line.at, length);
	}
}

/* An unmarked block whose every line is a requirement, and one of them with a version. */
static bool looks_like_requirements(struct block block)
{
	struct part line;
	size_t versions = 0;
	while (next_line(&block, &line)) {
		if (line.at == line.end || *line.at == '#' || part_begins(line, "-r ") ||
			part_begins(line, "--"))
			continue;
		size_t length = name_of(line);
		if (!is_requirement(line, length))
			return false;
		const char *at = line.at + length;
		while (at < line.end && *at != '=' && *at != '<' && *at != '>' && *at != '~')
			at++;
		versions += line.end - at >= 2 && at[1] == '=';
	}
	return versions > 0;
}

/* ---- TOML ---- */

static bool holds(struct part line, const char *word)
{
	return memmem(line.at, part_length(line), word, strlen(word)) != NULL;
}

/* [project] and [build-system] hold lists of requirements; Poetry's tables name them by key. */
static void enter_table(struct block *block, struct part line)
{
	block->table = part_begins(line, "[tool.poetry.") && holds(line, "dependencies]");
	block->table = block->table || part_begins(line, "[packages]") ||
		       part_begins(line, "[dev-packages]");
	block->requirements = part_begins(line, "[project") ||
			      part_begins(line, "[build-system]") ||
			      part_begins(line, "[dependency-groups]") ||
			      part_begins(line, "[tool.uv") || part_begins(line, "[tool.pdm");
	block->list = false;
}

/* Each text of the line is a requirement: `"name>=1", "other"]`. */
static void read_texts(struct block *block, struct part line)
{
	while (line.at < line.end) {
		char mark = *line.at++;
		if (mark == '#')
			return;
		if (mark == ']')
			block->list = false;
		if (mark != '"' && mark != '\'')
			continue;
		const char *stop = memchr(line.at, mark, part_length(line));
		if (stop == NULL)
			return;
		size_t length = name_of((struct part){line.at, stop});
		if (length > 0)
			add(block, line.at, length);
		line.at = stop + 1;
	}
}

/* Whether a key's list holds requirements; in the tables of extras and groups every key's does. */
static bool lists_requirements(struct part key, bool groups)
{
	return groups || part_begins(key, "dependencies") || part_begins(key, "requires =") ||
	       part_begins(key, "requires=") || part_begins(key, "dev-dependencies") ||
	       part_begins(key, "constraint-dependencies");
}

static void read_toml_line(struct block *block, struct part line, bool groups)
{
	const char *equals = memchr(line.at, '=', part_length(line));
	if (block->list) {
		read_texts(block, line);
	} else if (block->table && equals != NULL) {
		const char *stop = line.at;
		while (stop < equals && *stop != ' ')
			stop++;
		bool quoted = *line.at == '"' && stop - line.at > 2;
		struct part key = {line.at + quoted, stop - quoted};
		size_t length = name_of(key);
		if (length > 0 && !(length == 6 && memcmp(key.at, "python", 6) == 0))
			add(block, key.at, length);
	} else if (block->requirements && equals != NULL && lists_requirements(line, groups)) {
		struct part value = {equals + 1, line.end};
		while (value.at < value.end && *value.at == ' ')
			value.at++;
		block->list = value.at < value.end && *value.at == '[';
		if (block->list)
			read_texts(block, value);
	}
}

static void read_toml(struct block *block)
{
	struct part line;
	bool groups = false;
	while (next_line(block, &line)) {
		if (line.at == line.end || *line.at == '#')
			continue;
		if (*line.at == '[' && !block->list) {
			enter_table(block, line);
			groups = part_begins(line, "[project.optional-dependencies]") ||
				 part_begins(line, "[dependency-groups]") ||
				 part_begins(line, "[tool.pdm.dev-dependencies]");
		} else {
			read_toml_line(block, line, groups);
		}
	}
}

/* PEP 723: `# /// script` to `# ///`; its lines are TOML behind `# `, `dependencies` at the top. */
static void read_script_block(struct block *block)
{
	struct part line;
	bool inside = false;
	while (next_line(block, &line)) {
		if (part_begins(line, "# /// script")) {
			inside = true;
			block->requirements = true;
			block->list = false;
		} else if (part_begins(line, "# ///")) {
			inside = false;
		} else if (inside && part_begins(line, "#")) {
			line.at++;
			while (line.at < line.end && *line.at == ' ')
				line.at++;
			read_toml_line(block, line, false);
		} else {
			inside = false;
		}
	}
}

/* ---- Dockerfiles: what their lines give to installers ---- */

static void read_dockerfile(struct block *block)
{
	struct sightings *sightings = block->sightings;
	size_t before = sightings->items.count;
	find_installs(sightings, block->at, (size_t)(block->end - block->at));
	size_t after = sightings->items.count;
	for (size_t i = before; i < after; i++) {
		struct sighting item = sightings->items.items[i];
		if (item.kind == SIGHTING_INSTALL || item.kind == SIGHTING_TOOL) {
			item.kind = SIGHTING_MANIFEST;
			*array_add(&sightings->items) = item;
		}
	}
}

static bool is(const char *language, const char *const *names)
{
	for (; *names != NULL; names++) {
		if (strcmp(language, *names) == 0)
			return true;
	}
	return false;
}

void speech_read_manifest(
	struct sightings *sightings, const char *language, const char *text, size_t length)
{
	static const char *const lists[] = {"requirements", "requirements.txt", "pip-requirements",
		"pip", "requirements-txt", NULL};
	static const char *const plain[] = {"", "txt", "text", "plaintext", NULL};
	static const char *const tables[] = {"toml", "pyproject", "pyproject.toml", NULL};
	static const char *const docker[] = {"dockerfile", "docker", "containerfile", NULL};
	struct block block = {.sightings = sightings, .at = text, .end = text + length};
	if (is(language, lists) || (is(language, plain) && looks_like_requirements(block)))
		read_requirements(&block);
	else if (is(language, tables))
		read_toml(&block);
	else if (is(language, docker))
		read_dockerfile(&block);
	else if (memmem(text, length < SCRIPT_TOP ? length : SCRIPT_TOP, "# /// script", 12) !=
		 NULL)
		read_script_block(&block);
}
