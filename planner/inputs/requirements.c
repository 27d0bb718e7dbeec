/* requirements.txt, as pip reads it (pip's req/req_file.py): continuation lines, comments,
 * options, includes; settings of indexes become findings. */
#include "base/text.h"
#include "base/utf8.h"
#include "inputs/requirement.h"
#include "inputs/seeds.h"
#include "inputs/url.h"

#include <stdlib.h>
#include <string.h>

/* One run over a file and what it includes. */
struct reading {
	struct seeds *seeds;
	const struct file *file;
	const struct reading *parent; /* the including file */
	size_t *included;             /* files read because another named them */
	unsigned depth;
};

static void read_text(struct reading *reading);

/* Options that stand on a line of their own: what they take, and what becomes of it. */
enum option_use {
	USE_NOTHING, /* no value, nothing to say */
	USE_SKIP,    /* a value, nothing to say */
	USE_INDEX,
	USE_EXTRA_INDEX,
	USE_TRUSTED_HOST,
	USE_INCLUDE,
	USE_EDITABLE,
};

static const struct file_option {
	const char *name;
	char letter;
	enum option_use use;
} options[] = {
	{"--index-url", 'i', USE_INDEX},
	{"--pypi-url", 0, USE_INDEX},
	{"--extra-index-url", 0, USE_EXTRA_INDEX},
	{"--trusted-host", 0, USE_TRUSTED_HOST},
	{"--requirement", 'r', USE_INCLUDE},
	{"--constraint", 'c', USE_INCLUDE},
	{"--editable", 'e', USE_EDITABLE},
	{"--find-links", 'f', USE_SKIP},
	{"--no-binary", 0, USE_SKIP},
	{"--only-binary", 0, USE_SKIP},
	{"--use-feature", 0, USE_SKIP},
	{"--no-index", 0, USE_NOTHING},
	{"--pre", 0, USE_NOTHING},
	{"--prefer-binary", 0, USE_NOTHING},
	{"--require-hashes", 0, USE_NOTHING},
	{"--always-unzip", 'Z', USE_NOTHING},
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

static void find_extra_index(const struct reading *reading, const char *value, struct place place)
{
	autotext struct text host = text_new(LIMIT_LINE_BYTES);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	autotext struct text change = text_new(LIMIT_MESSAGE_BYTES);
	url_without_secrets(&host, value, strlen(value));
	text_addf(&what,
		"pip takes the highest version that any of its indexes offers: a name that "
		"is internal on %s is taken from the other index as soon as somebody "
		"registers it there",
		host.bytes);
	text_addf(&change,
		"replace all index lines by one `--index-url` of an index that serves "
		"internal names itself and passes only the others on to PyPI (or, with "
		"uv, mark %s `explicit = true`)",
		host.bytes);
	seeds_weakness(reading->seeds, "extra-index-url", place, what.bytes, change.bytes);
}

static void find_index(const struct reading *reading, const char *value, struct place place)
{
	if (strncasecmp(value, "http://", 7) != 0)
		return;
	autotext struct text url = text_new(LIMIT_LINE_BYTES);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	url_without_secrets(&url, value, strlen(value));
	text_addf(&what,
		"%s is read without TLS: whoever is on the way can answer with any package",
		url.bytes);
	seeds_weakness(reading->seeds, "index-without-tls", place, what.bytes,
		"write https:// instead of http://");
}

static void find_trusted_host(const struct reading *reading, const char *value, struct place place)
{
	autotext struct text host = text_new(LIMIT_LINE_BYTES);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	url_without_secrets(&host, value, strlen(value));
	text_addf(&what,
		"pip accepts any certificate from %s: whoever is on the way can answer with "
		"any package",
		host.bytes);
	seeds_weakness(reading->seeds, "trusted-host", place, what.bytes,
		"give that host a certificate that your machines trust, and remove the line");
}

/* The path of an included file: beside the file that names it. */
static void beside(struct text *path, const char *file, const char *value)
{
	const char *slash = strrchr(file, '/');
	if (value[0] != '/' && slash != NULL)
		text_add_bytes(path, file, (size_t)(slash - file) + 1);
	text_add(path, value);
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
		file.name = intern_string(seeds->pool, path.bytes);
		struct reading inner = {
			seeds, &file, reading, reading->included, reading->depth + 1};
		if (file.length > 0 && file_must_be_text(&file, &failure) != OK)
			seeds_skip(seeds, place, "%s", failure.text);
		else
			read_text(&inner);
		file_release(&file);
	}
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
	seeds_add(reading->seeds, found.kind == REQUIREMENT_DIRECT ? SEED_DIRECT : SEED_REQUIRED,
		found.name, found.length, place);
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

static void use_option(
	struct reading *reading, const struct file_option *option, char *value, struct place place)
{
	unquote(value);
	switch (option->use) {
	case USE_INDEX:
		find_index(reading, value, place);
		break;
	case USE_EXTRA_INDEX:
		find_extra_index(reading, value, place);
		find_index(reading, value, place);
		break;
	case USE_TRUSTED_HOST:
		find_trusted_host(reading, value, place);
		break;
	case USE_INCLUDE:
		include(reading, value, place);
		break;
	case USE_EDITABLE:
		add_requirement(reading, value, strlen(value), true, place);
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
		bool takes = option->use != USE_NOTHING;
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

/* One logical line, without comment; LINE is changed. */
static void read_line(struct reading *reading, char *line, struct place place)
{
	while (is_blank(*line))
		line++;
	if (*line == '\0')
		return;
	if (*line == '-') {
		read_options(reading, line, place);
		return;
	}
	/* Options of the requirement itself, such as --hash, begin at the first ` -`. */
	size_t length = strlen(line);
	for (size_t i = 1; i < length; i++) {
		if (line[i] == '-' && is_blank(line[i - 1])) {
			length = i;
			break;
		}
	}
	add_requirement(reading, line, length, false, place);
}

/* Where a comment begins: at a `#` that stands first or behind white space. */
static size_t comment_at(const char *line, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (line[i] == '#' && (i == 0 || is_blank(line[i - 1])))
			return i;
	}
	return length;
}

static void read_text(struct reading *reading)
{
	struct lines lines =
		lines_of(reading->file->name, reading->file->bytes, reading->file->length);
	autotext struct text joined = text_new(LIMIT_LINE_BYTES);
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
			text_add_char(&joined, ' ');
		text_add_bytes(&joined, lines.text, lines.length - goes_on);
		if (goes_on && joined.length > 0)
			continue;
		if (joined.overflowed)
			seeds_skip(reading->seeds, place, "the line has more than %d bytes",
				LIMIT_LINE_BYTES);
		else if (joined.length > 0) {
			joined.bytes[comment_at(joined.bytes, joined.length)] = '\0';
			read_line(reading, joined.bytes, place);
		}
		text_clear(&joined);
	}
	if (joined.length > 0) {
		joined.bytes[comment_at(joined.bytes, joined.length)] = '\0';
		read_line(reading, joined.bytes, place);
	}
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
	struct reading reading = {seeds, file, NULL, &included, 0};
	read_text(&reading);
	return OK;
}

static bool ends_with(const char *name, const char *end)
{
	size_t length = strlen(name), size = strlen(end);
	return length >= size && strcmp(name + length - size, end) == 0;
}

/* By name, or by a line that no plain list has. */
static bool recognises(const char *name, const struct file *file)
{
	if ((strstr(name, "requirements") != NULL || strstr(name, "constraints") != NULL) &&
		(ends_with(name, ".txt") || ends_with(name, ".in")))
		return true;
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (lines_next(&lines)) {
		struct {
			const char *text;
			size_t length;
		} line = {lines.text, comment_at(lines.text, lines.length)};
		if (line.length > 0 && line.text[0] == '-')
			return true;
		static const char *const marks[] = {"==", ">=", "<=", "~=", "!=", ";", " @ ", "["};
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			if (memmem(line.text, line.length, marks[i], strlen(marks[i])) != NULL)
				return true;
		}
	}
	return false;
}

const struct seed_reader requirements_reader = {
	.name = "requirements",
	.summary = "requirements.txt as pip reads it, with what it includes",
	.recognises = recognises,
	.read = read_requirements,
};
