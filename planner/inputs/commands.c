/* Dockerfiles, CI files, scripts and .env files, read as lines: `PIP_*` and `UV_*` variables, and
 * options of pip and uv. Nothing is run, no variable is followed. */
#include "base/text.h"
#include "inputs/settings.h"

#include <string.h>

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-';
}

/* The value behind a name: `=x`, `: x`, ` x`, in quotes or up to a blank. It may be empty. */
static char *value_of(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t' || *at == '=' || *at == ':' || *at == ','))
		at++;
	char quote = at < end && (*at == '"' || *at == '\'') ? *at++ : '\0';
	autotext struct text value = text_new(LIMIT_LINE_BYTES);
	bool closes = true; /* `}}` may come: looked for once */
	while (at < end && (quote ? *at != quote : strchr(" \t'\";,\\", *at) == NULL)) {
		/* `${{ secrets.USER }}` within a URL is one word, and tells nothing. */
		bool opens = closes && end - at > 2 && at[0] == '{' && at[1] == '{';
		const char *close = opens ? memmem(at, (size_t)(end - at), "}}", 2) : NULL;
		closes = closes && (!opens || close != NULL);
		text_add_bytes(&value, close ? "{...}" : at, close ? 5 : 1);
		at = close ? close + 2 : at + 1;
	}
	return memory_copy(value.bytes, value.length);
}

/* Whose options a command line holds: `-f` and `--index-url` mean other things elsewhere. */
enum program { PROGRAM_OTHER, PROGRAM_PIP, PROGRAM_UV };

struct reading {
	struct seeds *seeds;
	enum program program; /* the first of them that the command names */
	char waiting[64];     /* a variable whose value stands in the next line; "" none */
	char open[64];        /* a key of pip.conf whose values stand in lines of their own */
	bool sets;            /* a line with `config set` */
};

/* `- name: PIP_INDEX_URL` and below it `value: URL`, as Azure Pipelines and Kubernetes have it. */
static void read_pair(struct reading *reading, struct place place, const char *line, size_t length)
{
	const char *at = line, *end = line + length;
	while (at < end && (*at == ' ' || *at == '\t' || *at == '-'))
		at++;
	size_t left = (size_t)(end - at);
	bool name = left > 5 && memcmp(at, "name:", 5) == 0;
	bool value = left > 6 && memcmp(at, "value:", 6) == 0 && reading->waiting[0] != '\0';
	if (!name && !value)
		return;
	autofree char *word = value_of(at + (name ? 5 : 6), end);
	bool uv = strncmp(name ? word : reading->waiting, "UV_", 3) == 0;
	bool ours = uv || strncmp(word, "PIP_", 4) == 0;
	if (value)
		setting_look(
			reading->seeds, place, uv ? FORM_UV : FORM_PIP, reading->waiting, word);
	reading->waiting[0] = '\0';
	if (name && ours && strlen(word) < sizeof reading->waiting)
		strcpy(reading->waiting, word);
}

static bool is_one_of(const char *word, size_t size, const char *const *list)
{
	for (; *list != NULL; list++) {
		if (strlen(*list) == size && memcmp(*list, word, size) == 0)
			return true;
	}
	return false;
}

/* `uv pip install` is uv's, `pip install uv` and `python3 -m pip install uv` are pip's. */
static void note_program(struct reading *reading, const char *word, size_t size, const char *end)
{
	static const char *const pips[] = {"pip", "pip2", "pip3", "pipx", NULL};
	static const char *const uvs[] = {"uv", "uvx", NULL};
	const char *behind = word + size;
	if (*word == '-' || reading->program != PROGRAM_OTHER)
		return;
	if (behind < end && strchr(" \t\"',.", *behind) == NULL)
		return;
	reading->program = is_one_of(word, size, uvs)    ? PROGRAM_UV
			   : is_one_of(word, size, pips) ? PROGRAM_PIP
							 : PROGRAM_OTHER;
}

static void begin_command(struct reading *reading, struct place place)
{
	reading->program = PROGRAM_OTHER;
	setting_command(reading->seeds, place);
}

/* A line of a pip.conf that a script writes, in a here-document or by printf: no variable of a
 * shell has hyphens in its name. AT: behind the name. */
static bool is_conf(const char *word, size_t size, const char *at, const char *end)
{
	static const char *const keys[] = {
		"index-url", "extra-index-url", "trusted-host", "find-links", "no-index", NULL};
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return at < end && *at == '=' && is_one_of(word, size, keys);
}

/* One word that may be the name of a setting; its value begins at AT. */
static void look_at_word(struct reading *reading, struct place place, const char *line,
	const char *word, const char *at, const char *end)
{
	if (word > line && word[-1] == '\\' && *word == 'n')
		word++; /* `\nindex-url`, for printf */
	size_t size = (size_t)(at - word);
	bool pip = size > 4 && memcmp(word, "PIP_", 4) == 0;
	bool by_uv = size > 3 && memcmp(word, "UV_", 3) == 0;
	bool option = size > 2 && word[0] == '-' && word[1] == '-';
	bool letter = size == 2 && word[0] == '-' && reading->program != PROGRAM_OTHER;
	/* `pip config set global.extra-index-url URL` */
	bool config = reading->sets && word > line && word[-1] == '.';
	bool conf = is_conf(word, size, at, end);
	if (size >= sizeof reading->open || (at < end && strchr("=: \"'", *at) == NULL) ||
		!(pip || by_uv || option || letter || config || conf))
		return;
	autofree char *name = letter && word[1] == 'i'   ? memory_copy("--index-url", 11)
			      : letter && word[1] == 'f' ? memory_copy("--find-links", 12)
							 : memory_copy(word, size);
	autofree char *value = value_of(at + (at < end && (*at == '"' || *at == '\'')), end);
	bool uv = by_uv || ((option || letter) && reading->program == PROGRAM_UV);
	enum setting_form form = uv               ? FORM_UV
				 : pip            ? FORM_PIP
				 : config || conf ? FORM_INI
						  : FORM_OPTION;
	if (*value != '\0' || option)
		setting_look(reading->seeds, place, form, name, value);
	else if (conf)
		strcpy(reading->open, name);
}

/* A value of the key of pip.conf that a line above opened. */
static bool read_more(struct reading *reading, struct place place, const char *line, size_t length)
{
	size_t begin = 0;
	while (begin < length && (line[begin] == ' ' || line[begin] == '\t'))
		begin++;
	bool more = reading->open[0] != '\0' && begin > 0 && begin < length &&
		    memchr(line + begin, '=', length - begin) == NULL;
	if (more) {
		autofree char *value = value_of(line + begin, line + length);
		setting_look(reading->seeds, place, FORM_INI, reading->open, value);
	} else {
		reading->open[0] = '\0';
	}
	return more;
}

/* One line; every name in it that matters. */
static void read_line(struct reading *reading, struct place place, const char *line, size_t length)
{
	const char *end = line + length;
	if (read_more(reading, place, line, length))
		return;
	read_pair(reading, place, line, length);
	reading->sets = memmem(line, length, "config set", 10) != NULL;
	for (const char *at = line; at < end;) {
		const char *word = at;
		while (at < end && is_word(*at))
			at++;
		if (at > word) {
			note_program(reading, word, (size_t)(at - word), end);
			look_at_word(reading, place, line, word, at, end);
			continue;
		}
		if (strchr(";|&(", *at) != NULL)
			begin_command(reading, place);
		at++;
	}
}

/* A comment says nothing; `#` within a word is part of a URL. */
static size_t without_comment(const char *line, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t'))
			return i;
	}
	return length;
}

static enum error read_commands(
	struct seeds *seeds, const struct file *file, struct failure *failure)
{
	struct reading reading = {.seeds = seeds};
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (lines_next(&lines)) {
		size_t length = without_comment(lines.text, lines.length);
		size_t blank = 0;
		while (blank < length && (lines.text[blank] == ' ' || lines.text[blank] == '\t'))
			blank++;
		if (blank == length && length < lines.length)
			continue; /* a comment, which ends no command */
		read_line(&reading, (struct place){file->name, lines.number}, lines.text, length);
		/* A command goes on in the next line where this one ends so (sh, PowerShell). */
		char last = lines.length > 0 ? lines.text[lines.length - 1] : '\0';
		if (last != '\\' && last != '`')
			begin_command(&reading, (struct place){file->name, lines.number});
	}
	return lines.error == OK ? OK : fail(failure, lines.error, "%s", lines.failure.text);
}

const struct seed_reader commands_reader = {
	.name = "commands",
	.summary = "Dockerfiles, CI files, scripts, .env: PIP_* and UV_* variables, options of pip",
	.names = (const char *const[]){"dockerfile", "dockerfile.*", "*.dockerfile",
		"containerfile", "containerfile.*", ".gitlab-ci.yml", "*.gitlab-ci.yml",
		".github/workflows/*.yml", ".github/workflows/*.yaml",
		".github/actions/*/action.yml", "azure-pipelines*.yml", ".circleci/config.yml",
		"bitbucket-pipelines.yml", ".travis.yml", ".drone.yml", "buildspec*.yml",
		"cloudbuild*.yaml", ".buildkite/*.yml", ".woodpecker.yml", "appveyor.yml",
		"jenkinsfile", "*.ps1", "*.cmd", "*.bat", "docker-compose*.yml",
		"docker-compose*.yaml", "compose.yml", "compose.yaml", "makefile", "justfile",
		"tox.ini", "*.sh", ".env", "*.env", ".envrc", NULL},
	.read = read_commands,
};
