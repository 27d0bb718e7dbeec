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
	while (at < end && (*at == ' ' || *at == '\t' || *at == '=' || *at == ':'))
		at++;
	char quote = at < end && (*at == '"' || *at == '\'') ? *at++ : '\0';
	autotext struct text value = text_new(LIMIT_LINE_BYTES);
	while (at < end && (quote ? *at != quote : strchr(" \t'\";,\\", *at) == NULL)) {
		/* `${{ secrets.USER }}` within a URL is one word, and tells nothing. */
		const char *close = end - at > 2 && at[0] == '{' && at[1] == '{'
					    ? memmem(at, (size_t)(end - at), "}}", 2)
					    : NULL;
		text_add_bytes(&value, close ? "{...}" : at, close ? 5 : 1);
		at = close ? close + 2 : at + 1;
	}
	return memory_copy(value.bytes, value.length);
}

struct reading {
	struct seeds *seeds;
	bool by_uv;       /* a command line of uv, whose options mean other things than pip's */
	char waiting[64]; /* a variable whose value stands in the next line; "" none */
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

/* One line; every name in it that matters. */
static void read_line(struct reading *reading, struct place place, const char *line, size_t length)
{
	struct seeds *seeds = reading->seeds;
	const char *end = line + length;
	reading->by_uv |= memmem(line, length, "uv ", 3) != NULL;
	bool uv = reading->by_uv;
	read_pair(reading, place, line, length);
	for (const char *at = line; at < end;) {
		const char *word = at;
		while (at < end && is_word(*at))
			at++;
		size_t size = (size_t)(at - word);
		bool pip = size > 4 && memcmp(word, "PIP_", 4) == 0;
		bool by_uv = size > 3 && memcmp(word, "UV_", 3) == 0;
		bool option = size > 2 && word[0] == '-' && word[1] == '-';
		bool assigned = at == end || strchr("=: \"", *at) != NULL;
		/* `pip config set global.extra-index-url URL` */
		bool config = word > line && word[-1] == '.' &&
			      memmem(line, length, "config set", 10) != NULL;
		if (size < 64 && assigned && (pip || by_uv || option || config)) {
			autofree char *name = memory_copy(word, size);
			autofree char *value = value_of(at + (at < end && *at == '"'), end);
			enum setting_form form = pip            ? FORM_PIP
						 : by_uv        ? FORM_UV
						 : option && uv ? FORM_UV
						 : config       ? FORM_INI
								: FORM_OPTION;
			if (*value != '\0' || option)
				setting_look(seeds, place, form, name, value);
		}
		if (size == 0)
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
		read_line(&reading, (struct place){file->name, lines.number}, lines.text,
			without_comment(lines.text, lines.length));
		/* A command goes on in the next line where this one ends so (sh, PowerShell). */
		char last = lines.length > 0 ? lines.text[lines.length - 1] : '\0';
		reading.by_uv &= last == '\\' || last == '`';
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
