/* Dockerfiles, CI files, scripts and .env files, read as lines: `PIP_*` and `UV_*` variables, and
 * options of pip and uv. Nothing is run, no variable is followed. */
#include "base/text.h"
#include "inputs/settings.h"
#include "inputs/variables.h"

#include <string.h>

/* Whose options a command line holds: `-f` and `--index-url` mean other things elsewhere. */
enum program { PROGRAM_OTHER, PROGRAM_PIP, PROGRAM_UV };

/* How far a command is: behind `uv run` come options of uv's, then a program with its own. */
enum stage { STAGE_VERBS, STAGE_OPTIONS, STAGE_PROGRAM };

struct command {
	enum program program; /* the first of them that it names */
	enum stage stage;
	bool installs; /* `-f` and `-i` are pip's or uv's */
	bool takes;    /* the word before was an option that takes this one as its value */
};

/* A name whose value stands in the lines below. */
struct waiting {
	char name[64]; /* "" none */
	enum setting_form form;
	size_t column; /* what stands to the left of it ends the waiting */
	bool once;     /* one line alone */
};

struct reading {
	struct seeds *seeds;
	struct command command;
	struct command outer; /* the same, around parentheses */
	unsigned parentheses;
	struct waiting value; /* for a line with `value:` */
	struct waiting lines; /* for lines that hold values and nothing else */
	bool sets;            /* a line with `config set` */
	bool fresh;           /* a blank or quote stands before the word */
	const char *behind;   /* of the line's last value: what stands before it is part of it */
};

static void wait_for(
	struct waiting *waiting, const char *name, enum setting_form form, size_t column)
{
	*waiting = (struct waiting){.form = form, .column = column};
	if (strlen(name) < sizeof waiting->name)
		strcpy(waiting->name, name);
}

/* `- name: PIP_INDEX_URL` and below it `value: URL`, as Azure Pipelines and Kubernetes have it, or
 * `valueFrom:` a secret; `PIP_INDEX_URL:` and below it `value: URL` of GitLab or
 * `from_secret:` of Drone. */
static void read_pair(struct reading *reading, struct place place, const char *line, size_t length)
{
	struct waiting *waiting = &reading->value;
	const char *at = line, *end = line + length;
	while (at < end && (*at == ' ' || *at == '\t' || *at == '-'))
		at++;
	size_t left = (size_t)(end - at), column = (size_t)(at - line);
	if (column < waiting->column)
		waiting->name[0] = '\0';
	bool name = left > 5 && memcmp(at, "name:", 5) == 0;
	bool value = left > 6 && memcmp(at, "value:", 6) == 0;
	bool secret = (left >= 10 && memcmp(at, "valueFrom:", 10) == 0) ||
		      (left >= 12 && memcmp(at, "from_secret:", 12) == 0);
	if (name) {
		autofree char *word = value_at(at + 5, end);
		wait_for(waiting, variable_is_known(word, strlen(word)) ? word : "",
			setting_form_of(word), column);
	} else if ((value || secret) && waiting->name[0] != '\0') {
		autofree char *word = yaml_value_at(at + 6, end);
		autotext struct text from = text_new(LIMIT_LINE_BYTES);
		text_addf(&from, "$%s", waiting->name);
		setting_look(reading->seeds, place, waiting->form, waiting->name,
			value ? word : from.bytes);
		waiting->name[0] = '\0';
	}
}

static bool is_one_of(const char *word, size_t size, const char *const *list)
{
	for (; *list != NULL; list++) {
		if (strlen(*list) == size && memcmp(*list, word, size) == 0)
			return true;
	}
	return false;
}

/* One word of `uv run --with x -f links program -f its-own`. */
static void note_run(struct command *command, const char *word, size_t size, bool assigned)
{
	static const char *const takes[] = {"--with", "--with-editable", "--with-requirements",
		"--from", "--extra", "--group", "--env-file", "--python", "--package", "--project",
		"--directory", "--index", "--default-index", "--index-url", "--extra-index-url",
		"--find-links", "--index-strategy", "--allow-insecure-host", "-f", "-i", "-p", "-w",
		NULL};
	if (*word != '-' && !command->takes) {
		command->stage = STAGE_PROGRAM;
		command->installs = false;
	}
	command->takes = !assigned && is_one_of(word, size, takes);
}

static bool is_pip(const char *word, size_t size)
{
	return is_one_of(word, size, (const char *const[]){"pip", "pip2", "pip3", NULL});
}

static void begin_program(struct command *command, const char *word, size_t size)
{
	if (is_pip(word, size))
		command->program = PROGRAM_PIP;
	else if (is_one_of(word, size, (const char *const[]){"pipx", NULL}))
		*command = (struct command){PROGRAM_PIP, STAGE_PROGRAM, false, false};
	else if (is_one_of(word, size, (const char *const[]){"uv", NULL}))
		command->program = PROGRAM_UV;
	else if (is_one_of(word, size, (const char *const[]){"uvx", NULL}))
		*command = (struct command){PROGRAM_UV, STAGE_OPTIONS, true, false};
}

/* `uv pip install` is uv's, `pip install uv` and `python3 -m pip install uv` are pip's. What comes
 * behind `uv run x` or `uvx x` has its own `-f`, unless it is pip. */
static void note_program(struct reading *reading, const char *word, size_t size, const char *end)
{
	static const char *const verbs[] = {"install", "download", "wheel", "sync", "compile",
		"lock", "add", "remove", "list", "index", "build", "tree", "export", NULL};
	struct command *command = &reading->command;
	const char *behind = word + size;
	if (command->stage == STAGE_OPTIONS && reading->fresh)
		note_run(command, word, size, behind < end && *behind == '=');
	if (*word == '-' || (behind < end && strchr(" \t\"',.", *behind) == NULL))
		return;
	if (command->stage == STAGE_PROGRAM && is_pip(word, size))
		command->stage = STAGE_VERBS;
	if (command->program == PROGRAM_OTHER) {
		begin_program(command, word, size);
	} else if (command->stage == STAGE_VERBS && !command->installs) {
		bool run =
			command->program == PROGRAM_UV && size == 3 && memcmp(word, "run", 3) == 0;
		command->stage = run ? STAGE_OPTIONS : STAGE_VERBS;
		command->installs = run || is_one_of(word, size, verbs);
	}
}

static void begin_command(struct reading *reading)
{
	reading->command = (struct command){0};
	setting_command(reading->seeds);
}

/* What stands in parentheses is a command of its own, or the value of a variable of make's. */
static void note_parenthesis(struct reading *reading, bool opens)
{
	if (opens && reading->parentheses++ == 0) {
		reading->outer = reading->command;
		reading->command = (struct command){0};
	} else if (!opens && reading->parentheses > 0 && --reading->parentheses == 0) {
		reading->command = reading->outer;
	}
}

/* A line of a pip.conf that a script writes, in a here-document or by printf, or an input of an
 * action in YAML: no variable of a shell has hyphens in its name. AT: behind the name. */
static bool is_conf(const char *word, size_t size, const char *at, const char *end)
{
	static const char *const keys[] = {
		"index-url", "extra-index-url", "trusted-host", "find-links", "no-index", NULL};
	bool key = end - at > 1 && at[0] == ':' && at[1] == ' ';
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	bool sign = at < end && *at == '=';
	return (key || sign) && is_one_of(word, size, keys);
}

/* A variable of pip's or uv's, from WORD to AT. */
static void look_at_variable(struct reading *reading, struct place place, const char *line,
	const char *word, const char *at, const char *end)
{
	autofree char *name = memory_copy(word, (size_t)(at - word));
	if (!setting_is_known(name))
		return;
	autofree char *value = variable_value(line, word, at, end, &reading->behind);
	size_t column = (size_t)(word - line);
	bool quoted = column > 0 && strchr("\"'", word[-1]) != NULL;
	if (value == NULL) {
		if (end - at == 1 && *at == ':')
			wait_for(&reading->value, name, setting_form_of(name), column + 1);
		return;
	}
	if (*value == '>' || *value == '|') /* a text of YAML over several lines */
		wait_for(&reading->lines, name, setting_form_of(name), column + !quoted);
	else if (*value != '\0')
		setting_look(reading->seeds, place, setting_form_of(name), name, value);
	else if (at[0] == ':')
		wait_for(&reading->value, name, setting_form_of(name), column + 1);
}

/* An option, from WORD to AT. Its value may stand in the next line. */
static void look_at_option(struct reading *reading, struct place place, const char *word,
	const char *at, const char *end)
{
	bool letter = word[1] != '-';
	autofree char *name = letter && word[1] == 'i'   ? memory_copy("--index-url", 11)
			      : letter && word[1] == 'f' ? memory_copy("--find-links", 12)
							 : memory_copy(word, (size_t)(at - word));
	if (!setting_is_known(name))
		return;
	autofree char *value = option_value(at, end, &reading->behind);
	enum setting_form form = reading->command.program == PROGRAM_UV ? FORM_UV : FORM_OPTION;
	bool goes_on = *value == '\0' && end > at && end[-1] == '\\';
	if (*value != '\0' || !letter)
		setting_look(reading->seeds, place, form, name, value);
	if (goes_on && strcmp(name, "--no-index") != 0) {
		wait_for(&reading->lines, name, form, 1);
		reading->lines.once = true;
	}
}

/* One word, up to AT, that may be the name of a setting. */
static void look_at_word(struct reading *reading, struct place place, const char *line,
	const char *word, const char *at, const char *end)
{
	if (word > line && word[-1] == '\\' && *word == 'n')
		word++; /* `\nindex-url`, for printf */
	size_t size = (size_t)(at - word);
	bool option = size > 2 && word[0] == '-' && word[1] == '-';
	bool letter = size == 2 && word[0] == '-' && reading->command.installs;
	/* `pip config set global.extra-index-url URL` */
	bool config = reading->sets && word > line && word[-1] == '.';
	bool conf = is_conf(word, size, at, end), key = at < end && *at == ':';
	static const char azure[] = "onlyAddExtraIndex";
	bool task = size == sizeof azure - 1 && memcmp(word, azure, size) == 0;
	if (size >= sizeof reading->lines.name || word < reading->behind)
		return;
	if (variable_is_known(word, size)) {
		look_at_variable(reading, place, line, word, at, end);
		return;
	}
	if (at < end && strchr("=: \"'", *at) == NULL)
		return;
	if (option || letter) {
		look_at_option(reading, place, word, at, end);
	} else if (config || conf || (task && key)) {
		autofree char *name = memory_copy(word, size);
		if (!setting_is_known(name))
			return;
		autofree char *value = option_value(at + key, end, &reading->behind);
		if (*value != '\0')
			setting_look(reading->seeds, place, FORM_INI, name, value);
		else if (conf && !key)
			wait_for(&reading->lines, name, FORM_INI, 1);
	}
}

/* A line that is a value of the name that a line above waits with, or begins with it. */
static void read_more(struct reading *reading, struct place place, const char *line, size_t length)
{
	size_t begin = 0;
	while (begin < length && (line[begin] == ' ' || line[begin] == '\t'))
		begin++;
	struct waiting *waiting = &reading->lines;
	bool more = waiting->name[0] != '\0' && begin >= waiting->column && begin < length &&
		    line[begin] != '-' &&
		    (waiting->once || memchr(line + begin, '=', length - begin) == NULL);
	if (more) {
		autofree char *value = waiting->once ? value_at(line + begin, line + length)
						     : yaml_value_at(line + begin, line + length);
		setting_look(reading->seeds, place, waiting->form, waiting->name, value);
	}
	if (!more || waiting->once)
		waiting->name[0] = '\0';
}

/* One line; every name in it that matters. */
static void read_line(struct reading *reading, struct place place, const char *line, size_t length)
{
	const char *end = line + length;
	reading->behind = line;
	reading->fresh = true;
	read_more(reading, place, line, length);
	read_pair(reading, place, line, length);
	const char *config = memmem(line, length, "config ", 7);
	reading->sets = config && memmem(config, (size_t)(end - config), " set ", 5) != NULL;
	for (const char *at = line; at < end;) {
		const char *word = at;
		while (at < end && variable_may_hold(*at))
			at++;
		if (at > word) {
			note_program(reading, word, (size_t)(at - word), end);
			look_at_word(reading, place, line, word, at, end);
			reading->fresh = false;
			continue;
		}
		if (strchr(";|&", *at) != NULL)
			begin_command(reading);
		else if (*at == '(' || *at == ')')
			note_parenthesis(reading, *at == '(');
		reading->fresh |= strchr(" \t\"'", *at) != NULL;
		at++;
	}
}

/* A comment says nothing; `#` within a word is part of a URL, and `##vso[` a command to Azure's
 * agent. */
static size_t without_comment(const char *line, size_t length)
{
	size_t begin = 0;
	while (begin < length && (line[begin] == ' ' || line[begin] == '\t'))
		begin++;
	const char *text = line + begin;
	size_t left = length - begin;
	bool whole = (left >= 2 && (memcmp(text, "//", 2) == 0 || memcmp(text, "::", 2) == 0)) ||
		     (left >= 4 && strncasecmp(text, "rem ", 4) == 0) ||
		     (left >= 5 && strncasecmp(text, "@rem ", 5) == 0);
	if (whole)
		return begin;
	for (size_t i = begin; i < length; i++) {
		bool blank = i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t';
		bool command = length - i >= 6 && memcmp(line + i, "##vso[", 6) == 0;
		if (line[i] == '#' && blank && !command)
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
		if (last != '\\' && last != '`') {
			begin_command(&reading);
			reading.parentheses = 0;
		}
	}
	return lines.error == OK ? OK : fail(failure, lines.error, "%s", lines.failure.text);
}

const struct seed_reader commands_reader = {
	.name = "commands",
	.summary = "Dockerfiles, CI files, scripts, .env: PIP_* and UV_* variables, options of pip",
	.names = (const char *const[]){"dockerfile", "dockerfile.*", "dockerfile-*", "dockerfile_*",
		"*.dockerfile", "containerfile", "containerfile.*", ".gitlab-ci.yml",
		"*.gitlab-ci.yml", ".gitlab/*.yml", ".gitlab-ci/*.yml", ".github/workflows/*.yml",
		".github/workflows/*.yaml", "action.yml", "action.yaml", "azure-pipelines*.yml",
		"azure-pipelines*.yaml", ".azure-pipelines/*.yml", ".azuredevops/*.yml",
		".circleci/*.yml", "bitbucket-pipelines.yml", ".travis.yml", ".drone.yml",
		"buildspec*.yml", "buildspec*.yaml", "cloudbuild*.yaml", "cloudbuild*.yml",
		".buildkite/*.yml", ".buildkite/*.yaml", ".woodpecker.yml", ".woodpecker/*.yml",
		"appveyor.yml", ".appveyor.yml", "jenkinsfile", "jenkinsfile.*", "*.jenkinsfile",
		"*.ps1", "*.cmd", "*.bat", "docker-compose*.yml", "docker-compose*.yaml",
		"compose.yml", "compose.yaml", "compose.*.yml", "compose.*.yaml", "makefile",
		"makefile.*", "gnumakefile", "*.mk", "justfile", "taskfile.yml", "taskfile.yaml",
		"tox.ini", "noxfile.py", "devcontainer.json", ".pre-commit-config.yaml",
		".readthedocs.yml", ".readthedocs.yaml", "*.sh", "*.bash", "*.zsh", "*.fish",
		".env", "*.env", ".env.*", ".envrc", NULL},
	.read = read_commands,
};
