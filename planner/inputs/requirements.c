/* requirements.txt, as pip reads it (pip's req/req_file.py): continuation lines, comments,
 * options, includes; settings of indexes become findings. */
#include "base/text.h"
#include "inputs/file_option.h"
#include "inputs/locked_index.h"
#include "inputs/named_file.h"
#include "inputs/pip_lines.h"
#include "inputs/requirement.h"
#include "inputs/requirements.h"
#include "inputs/settings.h"
#include "inputs/url.h"
#include "inputs/walk.h"

#include <stdlib.h>
#include <string.h>

/* One run over a file and what it includes. */
struct reading {
	struct seeds *seeds;
	const struct file *file;
	const struct reading *parent; /* the including file */
	unsigned depth;
	/* Where everything came from that the file names no URL for; NULL: not said. */
	const char *index;
	/* The name read last, for a `# from URL` behind it; NULL where none can stand. */
	struct text *last;
	struct place last_place;
	bool locked; /* by a tool */
};

static void read_text(struct reading *reading);

static bool is_open(const struct reading *reading, const char *path)
{
	for (; reading != NULL; reading = reading->parent) {
		if (strcmp(reading->file->name, path) == 0)
			return true;
	}
	return false;
}

static const char format[] = "requirements";

/* What was read before, walked to or included by another file, is mentioned no second time. */
static void read_included(struct reading *inner, struct file *file)
{
	struct seeds *seeds = inner->seeds;
	bool again = seeds->again;
	uint32_t pass = seeds->pass;
	seeds->pass = ++seeds->passes;
	seeds->again = seeds_read_before(seeds, &file->name, format, true);
	read_text(inner);
	seeds->again = again;
	seeds->pass = pass;
}

/* Whether the file is to be read here: not where this was done for the same file of the user's. */
static bool is_included_anew(struct seeds *seeds, const char *path, struct place place)
{
	enum inclusion inclusion = seeds_include(seeds, path);
	if (inclusion == INCLUSION_TOO_MANY)
		seeds_skip(seeds, place, "more than %d included files", LIMIT_INCLUDED_FILES);
	return inclusion == INCLUSION_NEW;
}

static void include(struct reading *reading, const char *value, struct place place)
{
	struct seeds *seeds = reading->seeds;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	named_file_path(&path, reading->file->name, value);
	struct file file;
	struct failure failure;
	if (strstr(value, "://") != NULL)
		seeds_skip(seeds, place, "names a file on a server; it is not fetched");
	else if (!walk_stays_inside(seeds, path.bytes))
		seeds_skip(seeds, place, "%s leads out of the tree; name it to have it read",
			path.bytes);
	else if (named_file_is_special(path.bytes))
		seeds_skip(seeds, place, "%s is a device, pipe or socket", path.bytes);
	else if (is_open(reading, path.bytes))
		seeds_skip(seeds, place, "%s includes itself", path.bytes);
	else if (reading->depth + 1 > LIMIT_INCLUDE_DEPTH)
		seeds_skip(
			seeds, place, "more than %d files inside one another", LIMIT_INCLUDE_DEPTH);
	else if (!is_included_anew(seeds, path.bytes, place))
		return;
	else if (file_read(&file, path.bytes, LIMIT_FILE_BYTES, &failure) != OK)
		seeds_skip(seeds, place, "%s", failure.text);
	else {
		struct file text = file_of_utf16(&file);
		if (text.bytes != NULL) {
			file_release(&file);
			file = text;
		}
		file.name = intern_string(seeds->pool, path.bytes);
		struct reading inner = {.seeds = seeds,
			.file = &file,
			.parent = reading,
			.depth = reading->depth + 1};
		if (file.length > 0 && file_must_be_text(&file, &failure) != OK)
			seeds_skip(seeds, place, "%s", failure.text);
		else
			read_included(&inner, &file);
		file_release(&file);
	}
}

/* Whether the text is a folder of the tree that is walked, whose manifest says its name. */
static bool is_met(const struct reading *reading, const char *text, size_t length)
{
	autofree char *value = memory_copy(text, length);
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	return reading->seeds->root != NULL &&
	       named_folder_is_project(&path, reading->file->name, value) &&
	       walk_stays_inside(reading->seeds, path.bytes);
}

/* A name that an index resolves, or with a URL of its own. */
static void add_name(struct reading *reading, const char *name, size_t length, const char *url,
	struct place place)
{
	seeds_add_from(
		reading->seeds, name, length, place, url ? url : reading->index, url != NULL);
	if (reading->last == NULL)
		return;
	text_clear(reading->last);
	reading->last_place = place;
	if (url == NULL)
		text_add_bytes(reading->last, name, length);
}

static void add_requirement(
	struct reading *reading, const char *text, size_t length, bool editable, struct place place)
{
	struct requirement found = requirement_read(text, length, editable);
	if (found.kind == REQUIREMENT_UNNAMED && is_met(reading, text, length))
		return;
	if (found.kind == REQUIREMENT_UNNAMED || found.kind == REQUIREMENT_WRONG) {
		autotext struct text shown = text_new(LIMIT_LINE_BYTES);
		url_without_secrets(&shown, text, length);
		seeds_skip(reading->seeds, place, "\"%.120s\": %s", shown.bytes, found.why);
		return;
	}
	autofree char *url = NULL;
	if (found.kind == REQUIREMENT_DIRECT)
		url = memory_copy(found.url, (size_t)(text + length - found.url));
	add_name(reading, found.name, found.length, url, place);
}

/* `# from https://index/simple`, which uv and pip-tools write behind a requirement that they locked
 * (--emit-index-annotation): it says more of that mention, and is none of its own. In a file that
 * no tool locked it is anybody's comment. */
static void read_annotation(struct reading *reading, const char *text, size_t length)
{
	static const char mark[] = "# from http";
	size_t at = 0;
	while (at < length && pip_is_blank(text[at]))
		at++;
	if (!reading->locked || reading->last->length == 0 || length - at < sizeof mark - 1 ||
		memcmp(text + at, mark, sizeof mark - 1) != 0)
		return;
	autofree char *url = memory_copy(text + at + 7, length - at - 7);
	seeds_add_from(reading->seeds, reading->last->bytes, reading->last->length,
		reading->last_place, url, false);
	text_clear(reading->last);
}

static void use_option(struct reading *reading, const struct file_option *option, const char *value,
	struct place place)
{
	switch (option->use) {
	case OPTION_FLAG:
		setting_look(reading->seeds, place, FORM_OPTION, option->name, "");
		break;
	case OPTION_SETTING:
		setting_look(reading->seeds, place, FORM_OPTION, option->name, value);
		break;
	case OPTION_INCLUDE:
		include(reading, value, place);
		break;
	case OPTION_EDITABLE:
		add_requirement(reading, value, strlen(value), true, place);
		break;
	case OPTION_FEATURE:
		if (!file_option_is_feature(value))
			seeds_skip(reading->seeds, place, "\"%.60s\" is no feature that pip has",
				value);
		break;
	case OPTION_NOTHING:
	case OPTION_SKIP:
		break;
	}
}

/* A line of options, which is changed. */
static void read_options(struct reading *reading, char *line, struct place place)
{
	struct file_options options = {.at = line};
	while (file_options_next(&options))
		use_option(reading, options.option, options.value, place);
	if (options.wrong[0] != '\0')
		seeds_skip(reading->seeds, place, "%s", options.wrong);
}

/* Where options of the requirement itself, such as --hash, begin: at the first ` -`. */
static size_t options_at(const char *line, size_t length)
{
	const char *at = line, *end = line + length;
	while (at < end && (at = memchr(at, '-', (size_t)(end - at))) != NULL) {
		if (at > line && pip_is_blank(at[-1]))
			return (size_t)(at - line);
		at++;
	}
	return length;
}

/* One logical line. An option that pip does not know spoils it. */
static void read_line(struct reading *reading, const char *line, size_t length, struct place place)
{
	size_t pinned = requirement_pinned(line, length);
	if (pinned > 0) {
		add_name(reading, line, pinned, NULL, place);
		return;
	}
	length = pip_comment_at(line, length);
	while (length > 0 && pip_is_blank(*line)) {
		line++;
		length--;
	}
	if (length == 0)
		return;
	if (*line == '-') {
		autofree char *copy = memory_copy(line, length);
		read_options(reading, copy, place);
		return;
	}
	size_t own = options_at(line, length);
	const char *strange = file_option_strange(line + own, line + length);
	if (strange != NULL) {
		size_t shown = (size_t)(line + length - strange);
		seeds_skip(reading->seeds, place, "\"%.*s\" is no option that pip reads here",
			(int)(shown < 60 ? shown : 60), strange);
		return;
	}
	add_requirement(reading, line, own, false, place);
}

static void read_text(struct reading *reading)
{
	struct pip_lines lines = pip_lines_of(reading->file);
	autotext struct text last = text_new(LIMIT_NAME_BYTES), index = text_new(LIMIT_LINE_BYTES);
	reading->last = &last;
	reading->locked = locked_file_is(reading->file);
	if (reading->locked && locked_index_read(reading->file, &index))
		reading->index = index.bytes;
	while (pip_lines_next(&lines)) {
		struct place place = {reading->file->name, lines.number};
		if (lines.comment)
			read_annotation(reading, lines.text, lines.length);
		else if (lines.too_long)
			seeds_skip(reading->seeds, place, "the line has more than %d bytes",
				LIMIT_LINE_BYTES);
		else
			read_line(reading, lines.text, lines.length, place);
	}
	if (lines.lines.error != OK)
		seeds_skip(reading->seeds, (struct place){reading->file->name, lines.lines.number},
			"the line has more than %d bytes; nothing behind it was read",
			LIMIT_LINE_BYTES);
	pip_lines_release(&lines);
}

static enum error read_requirements(
	struct seeds *seeds, const struct file *file, struct failure *failure)
{
	(void)failure;
	struct reading reading = {.seeds = seeds, .file = file};
	read_text(&reading);
	return OK;
}

void requirements_line(
	struct seeds *seeds, const struct file *file, size_t line, const char *text, size_t length)
{
	struct reading reading = {.seeds = seeds, .file = file};
	read_line(&reading, text, length, (struct place){file->name, line});
}

void requirements_include(
	struct seeds *seeds, const struct file *file, size_t line, const char *path)
{
	struct reading reading = {.seeds = seeds, .file = file};
	include(&reading, path, (struct place){file->name, line});
}

/* A line that no plain list has. */
static bool recognises(const struct file *file)
{
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (lines_next(&lines)) {
		const char *text = lines.text;
		size_t length = pip_comment_at(lines.text, lines.length);
		if (length > 0 && *text == '-')
			return true;
		static const char *const marks[] = {"==", ">=", "<=", "~=", "!=", ";", " @ ", "["};
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			if (memmem(text, length, marks[i], strlen(marks[i])) != NULL)
				return true;
		}
	}
	return false;
}

/* The name of such a file, or of one in a folder `requirements`, is enough. */
static bool always(const struct file *file)
{
	const char *slash = strrchr(file->name, '/');
	const char *name = slash ? slash + 1 : file->name;
	const char *dot = strrchr(name, '.');
	bool named = strcasestr(name, "requirements") != NULL ||
		     strcasestr(name, "constraints") != NULL ||
		     strcasestr(file->name, "requirements/") != NULL;
	bool kind = dot != NULL && (strcasecmp(dot, ".txt") == 0 || strcasecmp(dot, ".in") == 0);
	return (named && kind) || recognises(file);
}

const struct seed_reader requirements_reader = {
	.name = format,
	.summary = "requirements.txt as pip reads it, with what it includes",
	.names = (const char *const[]){"*requirements*.txt", "*requirements*.in",
		"*requirements*.lock", "*constraints*.txt", "*constraints*.in", "constraints/*.txt",
		"requirements/*.txt", "requirements/*.in", NULL},
	.recognises = always,
	.anywhere = true,
	.read = read_requirements,
};
