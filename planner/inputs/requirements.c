/* requirements.txt, as pip reads it (pip's req/req_file.py): continuation lines, comments,
 * options, includes; settings of indexes become findings. */
#include "base/text.h"
#include "inputs/requirement.h"
#include "inputs/requirements.h"
#include "inputs/settings.h"
#include "inputs/url.h"
#include "inputs/walk.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* One run over a file and what it includes. */
struct reading {
	struct seeds *seeds;
	const struct file *file;
	const struct reading *parent; /* the including file */
	size_t *included;             /* files read because another named them */
	unsigned depth;
	/* The only index that the file names, where it names one: NULL none, "" several. */
	const char *index;
	bool hashed; /* a lock: every requirement has a hash */
	/* The name read last, for a `# from URL` behind it; NULL where none can stand. */
	struct text *last;
};

static void read_text(struct reading *reading);

/* Options that stand on a line of their own: what they take, and what becomes of it. */
enum option_use {
	USE_NOTHING, /* no value, nothing to say */
	USE_FLAG,    /* no value, a setting */
	USE_SKIP,    /* a value, nothing to say */
	USE_SETTING,
	USE_INCLUDE,
	USE_EDITABLE,
	USE_FEATURE,
};

static const struct file_option {
	const char *name;
	char letter;
	enum option_use use;
} options[] = {
	{"--index-url", 'i', USE_SETTING},
	{"--pypi-url", 0, USE_SETTING},
	{"--extra-index-url", 0, USE_SETTING},
	{"--trusted-host", 0, USE_SETTING},
	{"--requirement", 'r', USE_INCLUDE},
	{"--constraint", 'c', USE_INCLUDE},
	{"--editable", 'e', USE_EDITABLE},
	{"--find-links", 'f', USE_SETTING},
	{"--no-binary", 0, USE_SKIP},
	{"--only-binary", 0, USE_SKIP},
	{"--use-feature", 0, USE_FEATURE},
	{"--no-index", 0, USE_FLAG},
	{"--pre", 0, USE_NOTHING},
	{"--prefer-binary", 0, USE_NOTHING},
	{"--require-hashes", 0, USE_NOTHING},
	{"--always-unzip", 'Z', USE_NOTHING},
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

/* The path of an included file: beside the file that names it. Never "-", standard input. */
static void beside(struct text *path, const char *file, const char *value)
{
	const char *slash = strrchr(file, '/');
	if (value[0] != '/' && slash != NULL)
		text_add_bytes(path, file, (size_t)(slash - file) + 1);
	else if (strcmp(value, "-") == 0)
		text_add(path, "./");
	text_add(path, value);
}

/* A pipe would never end; folders have a message of their own. */
static bool is_special(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

static bool is_open(const struct reading *reading, const char *path)
{
	for (; reading != NULL; reading = reading->parent) {
		if (strcmp(reading->file->name, path) == 0)
			return true;
	}
	return false;
}

static void include(struct reading *reading, const char *value, struct place place)
{
	struct seeds *seeds = reading->seeds;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	beside(&path, reading->file->name, value);
	struct file file;
	struct failure failure;
	if (strstr(value, "://") != NULL)
		seeds_skip(seeds, place, "names a file on a server; it is not fetched");
	else if (!walk_stays_inside(seeds, path.bytes))
		seeds_skip(seeds, place, "%s leads out of the tree; name it to have it read",
			path.bytes);
	else if (is_special(path.bytes))
		seeds_skip(seeds, place, "%s is a device, pipe or socket", path.bytes);
	else if (is_open(reading, path.bytes))
		seeds_skip(seeds, place, "%s includes itself", path.bytes);
	else if (reading->depth + 1 > LIMIT_INCLUDE_DEPTH)
		seeds_skip(
			seeds, place, "more than %d files inside one another", LIMIT_INCLUDE_DEPTH);
	else if (++*reading->included > LIMIT_INCLUDED_FILES)
		seeds_skip(seeds, place, "more than %d included files", LIMIT_INCLUDED_FILES);
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
			.included = reading->included,
			.depth = reading->depth + 1};
		if (file.length > 0 && file_must_be_text(&file, &failure) != OK)
			seeds_skip(seeds, place, "%s", failure.text);
		else
			read_text(&inner);
		file_release(&file);
	}
}

/* A name that an index resolves, or with a URL of its own. */
static void add_name(struct reading *reading, const char *name, size_t length, const char *url,
	struct place place)
{
	const char *index = reading->hashed ? reading->index : NULL;
	seeds_add_from(reading->seeds, name, length, place, url ? url : index, url != NULL);
	if (reading->last == NULL)
		return;
	text_clear(reading->last);
	if (url == NULL)
		text_add_bytes(reading->last, name, length);
}

static void add_requirement(
	struct reading *reading, const char *text, size_t length, bool editable, struct place place)
{
	struct requirement found = requirement_read(text, length, editable);
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

/* `# from https://index/simple`, which uv and pip-tools write behind a requirement that they
 * locked (--emit-index-annotation). */
static void read_annotation(struct reading *reading, const char *text, size_t length, size_t line)
{
	static const char mark[] = "# from http";
	size_t at = 0;
	while (at < length && is_blank(text[at]))
		at++;
	if (reading->last->length == 0 || length - at < sizeof mark - 1 ||
		memcmp(text + at, mark, sizeof mark - 1) != 0)
		return;
	autofree char *url = memory_copy(text + at + 7, length - at - 7);
	seeds_add_from(reading->seeds, reading->last->bytes, reading->last->length,
		(struct place){reading->file->name, line}, url, false);
	text_clear(reading->last);
}

/* The option that WORD (LENGTH bytes, up to a blank or `=`) is, or NULL. */
static const struct file_option *option_of(const char *word, size_t length)
{
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		bool by_name = strlen(options[i].name) == length &&
			       memcmp(options[i].name, word, length) == 0;
		bool by_letter = options[i].letter != 0 && length >= 2 && word[0] == '-' &&
				 word[1] == options[i].letter;
		if (by_name || by_letter)
			return &options[i];
	}
	return NULL;
}

/* Takes the quotes of a shell word off: pip splits options as a shell does. */
static void unquote(char *value)
{
	size_t length = strlen(value);
	if (length >= 2 && (value[0] == '"' || value[0] == '\'') && value[length - 1] == value[0]) {
		memmove(value, value + 1, length - 2);
		value[length - 2] = '\0';
	}
}

/* Of pip 23 and later. */
static bool is_feature(const char *value)
{
	static const char *const features[] = {"fast-deps", "truststore",
		"no-binary-enable-wheel-cache", "2020-resolver", "in-tree-build",
		"build-constraint", "inprocess-build-deps"};
	for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
		if (strcmp(features[i], value) == 0)
			return true;
	}
	return false;
}

static void use_option(
	struct reading *reading, const struct file_option *option, char *value, struct place place)
{
	unquote(value);
	switch (option->use) {
	case USE_FLAG:
		setting_look(reading->seeds, place, FORM_OPTION, option->name, "");
		break;
	case USE_SETTING:
		setting_look(reading->seeds, place, FORM_OPTION, option->name, value);
		break;
	case USE_INCLUDE:
		include(reading, value, place);
		break;
	case USE_EDITABLE:
		add_requirement(reading, value, strlen(value), true, place);
		break;
	case USE_FEATURE:
		if (!is_feature(value))
			seeds_skip(reading->seeds, place, "\"%.60s\" is no feature that pip has",
				value);
		break;
	case USE_NOTHING:
	case USE_SKIP:
		break;
	}
}

/* A line of options: `--index-url URL --extra-index-url=URL -rfile`. LINE is changed. */
static void read_options(struct reading *reading, char *line, struct place place)
{
	char *at = line;
	for (;;) {
		while (is_blank(*at))
			at++;
		if (*at == '\0')
			return;
		size_t word = strcspn(at, " \t\f\v");
		size_t name = strcspn(at, " \t\f\v=");
		const struct file_option *option = option_of(at, at[1] == '-' ? name : word);
		if (option == NULL) {
			seeds_skip(reading->seeds, place,
				"\"%.*s\" is no option that pip reads here",
				(int)(name < 60 ? name : 60), at);
			return;
		}
		char *value = at + (at[1] == '-' ? name : 2);
		bool takes = option->use != USE_NOTHING && option->use != USE_FLAG;
		if (!takes && *value == '=') {
			seeds_skip(reading->seeds, place, "%s takes no value", option->name);
			return;
		}
		if (takes && (*value == '=' && at[1] == '-'))
			value++;
		else if (takes)
			value += strspn(value, " \t\f\v");
		/* An editable or a path may hold blanks only in quotes. */
		size_t length = takes ? strcspn(value, " \t\f\v") : 0;
		if (takes && (*value == '"' || *value == '\'')) {
			const char *close = strchr(value + 1, *value);
			length = close ? (size_t)(close - value) + 1 : strlen(value);
		}
		if (takes && length == 0) {
			seeds_skip(reading->seeds, place, "%s needs a value", option->name);
			return;
		}
		char *next = takes ? value + length : at + word;
		bool last = *next == '\0';
		*next = '\0';
		use_option(reading, option, value, place);
		at = last ? next : next + 1;
	}
}

/* The first word from AT on that is an option which pip knows neither for a requirement nor for a
 * file; NULL where there is none. */
static const char *strange_option(const char *at, const char *end)
{
	static const char *const own[] = {"--hash", "--global-option", "--install-option",
		"--config-setting", "--config-settings", "-C"};
	while (at < end) {
		const char *word = at;
		if (is_blank(*at)) {
			at++;
			continue;
		}
		const char *equals = NULL;
		for (; at < end && !is_blank(*at); at++) {
			if (*at == '=' && equals == NULL)
				equals = at;
		}
		size_t name = (size_t)((equals ? equals : at) - word);
		bool known = *word != '-';
		for (size_t i = 0; !known && i < sizeof own / sizeof *own; i++)
			known = name == strlen(own[i]) && memcmp(word, own[i], name) == 0;
		bool is_long = at - word > 1 && word[1] == '-';
		if (!known && option_of(word, is_long ? name : (size_t)(at - word)) == NULL)
			return word;
	}
	return NULL;
}

/* Where options of the requirement itself, such as --hash, begin: at the first ` -`. */
static size_t options_at(const char *line, size_t length)
{
	const char *at = line, *end = line + length;
	while (at < end && (at = memchr(at, '-', (size_t)(end - at))) != NULL) {
		if (at > line && is_blank(at[-1]))
			return (size_t)(at - line);
		at++;
	}
	return length;
}

/* Where a comment begins: at a `#` that stands first or behind white space. */
static size_t comment_at(const char *line, size_t length)
{
	const char *at = line, *end = line + length;
	while (at < end && (at = memchr(at, '#', (size_t)(end - at))) != NULL) {
		if (at == line || is_blank(at[-1]))
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
	length = comment_at(line, length);
	while (length > 0 && is_blank(*line)) {
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
	const char *strange = strange_option(line + own, line + length);
	if (strange != NULL) {
		size_t shown = (size_t)(line + length - strange);
		seeds_skip(reading->seeds, place, "\"%.*s\" is no option that pip reads here",
			(int)(shown < 60 ? shown : 60), strange);
		return;
	}
	add_requirement(reading, line, own, false, place);
}

/* A lock says where everything came from: where every requirement has a hash and the file names one
 * index, that is the one. */
static void look_ahead(struct reading *reading, struct text *index)
{
	static const char mark[] = "--hash=";
	const struct file *file = reading->file;
	reading->hashed = memmem(file->bytes, file->length, mark, sizeof mark - 1) != NULL;
	reading->index = NULL;
	if (!reading->hashed)
		return;
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (lines_next(&lines)) {
		static const char *const words[] = {"--index-url", "-i", "--extra-index-url"};
		for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
			size_t size = strlen(words[i]);
			bool fits = lines.length > size + 1 &&
				    memcmp(lines.text, words[i], size) == 0 &&
				    strchr(" =\t", lines.text[size]) != NULL;
			if (!fits)
				continue;
			if (i == 2 || reading->index != NULL) { /* which of them is not said */
				reading->hashed = false;
				return;
			}
			text_add_bytes(index, lines.text + size + 1, lines.length - size - 1);
			reading->index = index->bytes;
		}
	}
}

static void read_text(struct reading *reading)
{
	struct lines lines =
		lines_of(reading->file->name, reading->file->bytes, reading->file->length);
	autotext struct text joined = text_new(LIMIT_LINE_BYTES);
	autotext struct text last = text_new(LIMIT_NAME_BYTES), index = text_new(LIMIT_LINE_BYTES);
	reading->last = &last;
	look_ahead(reading, &index);
	struct place place = {reading->file->name, 0};
	while (lines_next(&lines)) {
		if (joined.length == 0)
			place.line = lines.number;
		size_t begin = 0;
		while (begin < lines.length && is_blank(lines.text[begin]))
			begin++;
		bool comment = begin < lines.length && lines.text[begin] == '#';
		bool goes_on = !comment && lines.length > 0 && lines.text[lines.length - 1] == '\\';
		if (comment)
			read_annotation(reading, lines.text, lines.length, lines.number);
		if (!goes_on && joined.length == 0) {
			read_line(reading, lines.text, lines.length, place);
			continue;
		}
		if (comment)
			text_add_char(&joined, ' ');
		text_add_bytes(&joined, lines.text, lines.length - goes_on);
		if (goes_on && joined.length > 0)
			continue;
		if (joined.overflowed)
			seeds_skip(reading->seeds, place, "the line has more than %d bytes",
				LIMIT_LINE_BYTES);
		else
			read_line(reading, joined.bytes, joined.length, place);
		text_clear(&joined);
	}
	read_line(reading, joined.bytes, joined.length, place);
	if (lines.error != OK)
		seeds_skip(reading->seeds, (struct place){reading->file->name, lines.number},
			"the line has more than %d bytes; nothing behind it was read",
			LIMIT_LINE_BYTES);
}

static enum error read_requirements(
	struct seeds *seeds, const struct file *file, struct failure *failure)
{
	(void)failure;
	size_t included = 0;
	struct reading reading = {.seeds = seeds, .file = file, .included = &included};
	read_text(&reading);
	return OK;
}

void requirements_line(
	struct seeds *seeds, const struct file *file, size_t line, const char *text, size_t length)
{
	size_t included = 0;
	struct reading reading = {.seeds = seeds, .file = file, .included = &included};
	read_line(&reading, text, length, (struct place){file->name, line});
}

void requirements_include(
	struct seeds *seeds, const struct file *file, size_t line, const char *path)
{
	size_t included = 0;
	struct reading reading = {.seeds = seeds, .file = file, .included = &included};
	include(&reading, path, (struct place){file->name, line});
}

/* A line that no plain list has. */
static bool recognises(const struct file *file)
{
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (lines_next(&lines)) {
		const char *text = lines.text;
		size_t length = comment_at(lines.text, lines.length);
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
	bool named = strstr(name, "requirements") != NULL || strstr(name, "constraints") != NULL ||
		     strstr(file->name, "requirements/") != NULL;
	bool kind = dot != NULL && (strcmp(dot, ".txt") == 0 || strcmp(dot, ".in") == 0);
	return (named && kind) || recognises(file);
}

const struct seed_reader requirements_reader = {
	.name = "requirements",
	.summary = "requirements.txt as pip reads it, with what it includes",
	.names = (const char *const[]){"*requirements*.txt", "*requirements*.in",
		"*constraints*.txt", "*constraints*.in", "requirements/*.txt", "requirements/*.in",
		NULL},
	.recognises = always,
	.anywhere = true,
	.read = read_requirements,
};
