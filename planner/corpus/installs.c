/* Names given to installers. */
#include "corpus/installs.h"
#include "base/limits.h"
#include "names/name.h"

#include <stdint.h>
#include <string.h>

/* A part of a text: words are cut out of it from the left. */
struct part {
	const char *at, *end;
};

static bool is_word(char character)
{
	return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
	       (character >= '0' && character <= '9') || character == '_' || character == '-';
}

static bool is_quote(char character)
{
	return character == '"' || character == '\'';
}

static bool starts_with(struct part part, const char *word)
{
	size_t length = strlen(word);
	return (size_t)(part.end - part.at) >= length && memcmp(part.at, word, length) == 0;
}

static bool same(struct part part, const char *word)
{
	return (size_t)(part.end - part.at) == strlen(word) && starts_with(part, word);
}

size_t requirement_name(const char *word, size_t length)
{
	size_t stop = 0;
	while (stop < length && (is_word(word[stop]) || word[stop] == '.'))
		stop++;
	if (stop < length && strchr("[<>=!~;@(,", word[stop]) == NULL)
		return 0;
	while (stop > 0 && strchr(".-_", word[stop - 1]) != NULL)
		stop--;
	if (stop == 0 || !name_is_valid(word, stop))
		return 0;
	if (stop > 4 && (memcmp(word + stop - 4, ".txt", 4) == 0 ||
				memcmp(word + stop - 4, ".whl", 4) == 0 ||
				memcmp(word + stop - 4, ".yml", 4) == 0))
		return 0;
	return stop > LIMIT_NAME_BYTES ? 0 : stop;
}

/* ---- commands ---- */

/* What a command's words mean. */
struct installer {
	const char *words[4]; /* "uv", "tool", "run" */
	enum sighting_kind kind;
	bool first_only;           /* runs its first word; the rest are that program's */
	bool only_with;            /* names stand behind --with alone */
	const char *naming;        /* an option whose value is a name: "--from" */
	const char *const *valued; /* options that take a value, ended by NULL */
};

static const char *const pip_valued[] = {"-r", "--requirement", "-c", "--constraint", "-e",
	"--editable", "-t", "--target", "-i", "--index-url", "--extra-index-url", "-f",
	"--find-links", "--platform", "--python-version", "--implementation", "--abi", "--root",
	"--prefix", "--src", "--upgrade-strategy", "--no-binary", "--only-binary", "--progress-bar",
	"--config-settings", "-C", "--global-option", "--install-option", "--report", "--log",
	"--proxy", "--retries", "--timeout", "--exists-action", "--trusted-host", "--cert",
	"--client-cert", "--cache-dir", "--python", "-p", "--index", "--default-index",
	"--resolution", "--prerelease", "--overrides", "--override", NULL};
static const char *const uv_valued[] = {"-r", "--requirements", "--group", "--optional", "--extra",
	"--index", "--default-index", "--index-url", "-i", "--extra-index-url", "-f",
	"--find-links", "--python", "-p", "--package", "--script", "--bounds", "--rev", "--tag",
	"--branch", "--with-requirements", "--with-editable", "--directory", "--project", "-c",
	"--constraints", "--env-file", "--module", "-m", "--marker", NULL};
static const char *const poetry_valued[] = {"-G", "--group", "-E", "--extras", "--python",
	"--platform", "--source", "--markers", "--directory", "-C", "--project", "-P", NULL};
static const char *const pdm_valued[] = {"-G", "--group", "-p", "--project", "-e", "--editable",
	"--save-strategy", "-L", "--lockfile", "-k", "--skip", "--venv", NULL};
static const char *const pipx_valued[] = {"--suffix", "--python", "--index-url", "-i", "--pip-args",
	"--preinstall", "--backend", "--fetch-python", NULL};
static const char *const conda_valued[] = {"-c", "--channel", "-n", "--name", "-p", "--prefix",
	"--file", "-f", "--solver", "--repodata-fn", "--subdir", "--platform", NULL};

static const struct installer installers[] = {
	{{"pip", "install"}, SIGHTING_INSTALL, .valued = pip_valued},
	{{"uv", "add"}, SIGHTING_TOOL, .valued = uv_valued},
	{{"uv", "tool", "install"}, SIGHTING_TOOL, .first_only = true, .naming = "--from",
		.valued = uv_valued},
	{{"uv", "tool", "run"}, SIGHTING_TOOL, .first_only = true, .naming = "--from",
		.valued = uv_valued},
	{{"uv", "run"}, SIGHTING_TOOL, .only_with = true, .valued = uv_valued},
	{{"uvx"}, SIGHTING_TOOL, .first_only = true, .naming = "--from", .valued = uv_valued},
	{{"poetry", "add"}, SIGHTING_TOOL, .valued = poetry_valued},
	{{"pdm", "add"}, SIGHTING_TOOL, .valued = pdm_valued},
	{{"pipx", "install"}, SIGHTING_TOOL, .valued = pipx_valued},
	{{"pipx", "run"}, SIGHTING_TOOL, .first_only = true, .naming = "--spec",
		.valued = pipx_valued},
	{{"pipx", "inject"}, SIGHTING_TOOL, .valued = pipx_valued},
	{{"conda", "install"}, SIGHTING_CONDA, .valued = conda_valued},
	{{"conda", "create"}, SIGHTING_CONDA, .valued = conda_valued},
};

static void skip_blanks(struct part *part)
{
	while (part->at < part->end && (*part->at == ' ' || *part->at == '\t'))
		part->at++;
	/* A line continued with a backslash, CR or not. */
	size_t left = (size_t)(part->end - part->at);
	size_t fold =
		left >= 2 && part->at[0] == '\\' && part->at[1] == '\n' ? 2
		: left >= 3 && part->at[0] == '\\' && part->at[1] == '\r' && part->at[2] == '\n'
			? 3
			: 0;
	if (fold > 0) {
		part->at += fold;
		skip_blanks(part);
	}
}

/* Bytes of a quote at the part's begin, with the backslash of an escaped one. */
static size_t quote_bytes(struct part part)
{
	size_t left = (size_t)(part.end - part.at);
	if (left >= 1 && is_quote(part.at[0]))
		return 1;
	return left >= 2 && part.at[0] == '\\' && is_quote(part.at[1]) ? 2 : 0;
}

/* `"foo[bar]>=1"`: what stands in it; false where it is not one closed word. */
static bool quoted_word(struct part *rest, size_t quote, struct part *word)
{
	char mark = rest->at[quote - 1];
	const char *at = rest->at + quote;
	*word = (struct part){at, at};
	for (; at < rest->end && *at != '\n' && *at != '`'; at++) {
		bool escaped = *at == '\\' && rest->end - at > 1 && at[1] == mark;
		if (*at != mark && !escaped)
			continue;
		word->end = at;
		rest->at = at + 1 + escaped;
		return word->end > word->at && word->at[0] != ' ' && word->at[0] != '+' &&
		       word->end[-1] != ' ';
	}
	return false;
}

/* The next word; false where the command ends. */
static bool next_word(struct part *rest, struct part *word)
{
	skip_blanks(rest);
	size_t quote = quote_bytes(*rest);
	if (quote > 0)
		return quoted_word(rest, quote, word);
	const char *at = rest->at;
	while (at < rest->end && strchr(" \t\r\n`\"';|&#)", *at) == NULL && *at != '\\' &&
		*at != '\0')
		at++;
	/* `~=1.0` and `pkg#egg` keep their marks; `#` begins a comment only at a word's begin. */
	*word = (struct part){rest->at, at};
	rest->at = at;
	return word->end > word->at;
}

static bool valued(const struct installer *installer, struct part word)
{
	for (const char *const *option = installer->valued; *option != NULL; option++) {
		if (same(word, *option))
			return true;
	}
	return false;
}

/* Words of prose that follow `pip install`, and end a list of names. */
static bool is_prose(struct part word)
{
	static const char *const words[] = {"a", "again", "all", "an", "and", "any", "as", "before",
		"can", "command", "commands", "failed", "fails", "first", "for", "from", "hint",
		"hints", "if", "in", "inside", "instead", "instructions", "into", "is", "it", "its",
		"library", "line", "lines", "may", "missing", "must", "needed", "of", "on", "or",
		"package", "package-name", "package_name", "packages", "required", "should", "some",
		"step", "steps", "that", "the", "their", "them", "then", "these", "this", "to",
		"using", "via", "when", "will", "with", "works", "would", "your"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (same(word, words[i]))
			return true;
	}
	return false;
}

/* False where the word is none that a list of names holds: the list ends. */
static bool add_name(
	struct sightings *sightings, const struct installer *installer, struct part word)
{
	/* conda: `channel::name=1.2` */
	for (const char *at = word.at; installer->kind == SIGHTING_CONDA && at + 1 < word.end;
		at++) {
		if (at[0] == ':' && at[1] == ':')
			word.at = at + 2;
	}
	size_t length = requirement_name(word.at, (size_t)(word.end - word.at));
	struct part name = {word.at, word.at + length};
	if (is_prose(name))
		return false;
	sightings_add(sightings, installer->kind, false, name.at, length);
	return *word.at != '(';
}

/* `>=2.0`, `==`, `>`: a version that stands apart from its name. An operator alone takes the next
 * word with it. */
static bool is_operator(struct part word, bool *alone)
{
	const char *at = word.at;
	while (at < word.end && strchr("<>=!~,", *at) != NULL)
		at++;
	*alone = at == word.end;
	return at > word.at;
}

/* The words behind the command. */
static void read_names(struct sightings *sightings, const struct installer *installer,
	struct part rest, bool prose)
{
	struct part word;
	bool skips = false, names_next = false;
	while (next_word(&rest, &word)) {
		bool operator_alone;
		if (names_next) {
			if (!add_name(sightings, installer, word) || installer->naming != NULL)
				return;
			names_next = false;
		} else if (skips) {
			skips = false;
		} else if (word.at[0] == '-') {
			bool has_value = memchr(word.at, '=', (size_t)(word.end - word.at)) != NULL;
			bool with = same(word, "--with") ||
				    (installer->naming != NULL && same(word, installer->naming));
			names_next = with;
			if (starts_with(word, "--with=") && installer->kind == SIGHTING_TOOL)
				add_name(
					sightings, installer, (struct part){word.at + 7, word.end});
			skips = !with && !has_value && valued(installer, word);
		} else if (is_operator(word, &operator_alone)) {
			skips = operator_alone;
		} else if (!installer->only_with) {
			if (!add_name(sightings, installer, word) || prose || installer->first_only)
				return;
		} else {
			return;
		}
	}
}

/* What may stand before a command on its line: a prompt, a bullet, a comment sign, a number, and
 * words that begin a command themselves. LAST: nothing stands between it and the command. */
static bool is_lead(struct part word, bool last)
{
	static const char *const leads[] = {"sudo", "python", "python3", "py", "-m", "uv", "!", "%",
		"$", "#", ">", ">>>", "-", "*", "+", "//", "RUN", "run:", "&&", "\xe2\x80\xa2",
		"PS>", "C:\\>", "(venv)"};
	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
		if (same(word, leads[i]))
			return true;
	}
	const char *digit = word.at;
	while (digit < word.end && *digit >= '0' && *digit <= '9')
		digit++;
	if (digit > word.at && word.end - digit == 1) /* `1.`, `2)` */
		return true;
	return last && word.end - word.at == 1 && strchr("!%$#>-*(`", *word.at) != NULL;
}

/* Whether the command that begins at AT stands alone: behind leads, right behind an opening mark,
 * or inside quotes, whose end ends it. */
static bool stands_alone(const char *text, const char *at)
{
	enum { LINE = 512 };
	const char *line = at;
	while (line > text && line[-1] != '\n' && at - line < LINE)
		line--;
	if (line > text && line[-1] != '\n')
		return false;
	bool open[128] = {false};
	for (const char *c = line; c < at; c++) {
		if (is_quote(*c) || *c == '`')
			open[(int)*c] = !open[(int)*c];
	}
	if (open['"'] || open['\''] || open['`'])
		return true;
	while (line < at) {
		struct part word = {line, line};
		while (word.end < at && *word.end != ' ' && *word.end != '\t')
			word.end++;
		if (word.end > word.at && !is_lead(word, word.end == at)) {
			/* `... (pip install a b)` */
			return at[-1] == '(';
		}
		line = word.end + (word.end < at);
	}
	return true;
}

/* `"-m", "pip", "install", "name"]`: the words of a list of texts, behind the program's. */
static void read_list(
	struct sightings *sightings, const struct installer *installer, struct part rest)
{
	char mark = rest.at[0];
	size_t wanted = 1;
	bool skips = false;
	rest.at++;
	for (;;) {
		while (rest.at < rest.end && strchr(" \t\r\n,", *rest.at) != NULL &&
			*rest.at != '\0')
			rest.at++;
		struct part word;
		if (rest.at == rest.end || *rest.at != mark || !quoted_word(&rest, 1, &word))
			return;
		/* The key of an object: no list goes on there. */
		if (rest.at < rest.end && *rest.at == ':')
			return;
		if (wanted < 4 && installer->words[wanted] != NULL) {
			if (!same(word, installer->words[wanted++]))
				return;
		} else if (skips) {
			skips = false;
		} else if (word.at[0] == '-') {
			skips = valued(installer, word) &&
				memchr(word.at, '=', (size_t)(word.end - word.at)) == NULL;
		} else {
			add_name(sightings, installer, word);
			if (installer->first_only)
				return;
		}
	}
}

/* MCP: `"command": "uvx", "args": ["--from", "name", ...]`. REST begins behind the command. */
static void read_arguments(
	struct sightings *sightings, const struct installer *installer, struct part rest)
{
	enum { NEAR = 400 };
	if (rest.end - rest.at > NEAR)
		rest.end = rest.at + NEAR;
	const char *args = memmem(rest.at, (size_t)(rest.end - rest.at), "args", 4);
	const char *open = args ? memchr(args, '[', (size_t)(rest.end - args)) : NULL;
	if (open == NULL)
		return;
	rest.at = open + 1;
	size_t wanted = 1;
	bool skips = false;
	for (;;) {
		while (rest.at < rest.end && strchr(" \t\r\n,", *rest.at) != NULL &&
			*rest.at != '\0')
			rest.at++;
		size_t quote = quote_bytes(rest);
		struct part word;
		if (quote == 0 || !quoted_word(&rest, quote, &word))
			return;
		if (wanted < 4 && installer->words[wanted] != NULL) {
			if (!same(word, installer->words[wanted++]))
				return;
		} else if (skips) {
			skips = false;
		} else if (word.at[0] == '-') {
			skips = valued(installer, word);
		} else {
			add_name(sightings, installer, word);
			return;
		}
	}
}

/* The words of a command line, without the program's own: *REST stands behind them. Options may
 * stand between them (`pip --quiet install`). */
static bool takes_words(const struct installer *installer, struct part *rest)
{
	for (size_t i = 1; i < 4 && installer->words[i] != NULL; i++) {
		struct part word;
		do {
			if (!next_word(rest, &word))
				return false;
		} while (word.at[0] == '-' && word.end - word.at > 1);
		if (!same(word, installer->words[i]))
			return false;
	}
	return true;
}

/* `micropip.install("a")`, `micropip.install(["a", 'b'])`. */
static void read_micropip(struct sightings *sightings, struct part rest)
{
	static const struct installer micropip = {
		{"micropip"}, SIGHTING_TOOL, .valued = pip_valued};
	if (!starts_with(rest, ".install("))
		return;
	rest.at += strlen(".install(");
	for (;;) {
		while (rest.at < rest.end && strchr(" \t\r\n,[", *rest.at) != NULL &&
			*rest.at != '\0')
			rest.at++;
		size_t quote = quote_bytes(rest);
		struct part word;
		if (quote == 0 || !quoted_word(&rest, quote, &word))
			return;
		add_name(sightings, &micropip, word);
	}
}

/* The installer that a program's name means: `pip3.11` is pip, `mamba` is conda. */
static const char *program_of(struct part word)
{
	if (starts_with(word, "pip")) {
		const char *at = word.at + 3;
		while (at < word.end && ((*at >= '0' && *at <= '9') || *at == '.'))
			at++;
		if (at == word.end)
			return "pip";
	}
	if (same(word, "mamba") || same(word, "micromamba"))
		return "conda";
	static const char *const known[] = {
		"uv", "uvx", "poetry", "pdm", "pipx", "conda", "micropip"};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (same(word, known[i]))
			return known[i];
	}
	return NULL;
}

/* A program's name stands at WORD of TEXT. */
static void read_command(
	struct sightings *sightings, const char *text, struct part word, const char *end)
{
	const char *program = program_of(word);
	if (program == NULL)
		return;
	struct part rest = {word.end, end};
	if (strcmp(program, "micropip") == 0) {
		read_micropip(sightings, rest);
		return;
	}
	bool quoted = word.at > text && is_quote(word.at[-1]) && rest.at < end &&
		      (*rest.at == word.at[-1] ||
			      (*rest.at == '\\' && end - rest.at > 1 && rest.at[1] == word.at[-1]));
	for (size_t i = 0; i < sizeof installers / sizeof *installers; i++) {
		const struct installer *installer = &installers[i];
		if (strcmp(installer->words[0], program) != 0)
			continue;
		struct part tail = rest;
		if (quoted) {
			if (*rest.at != '\\')
				read_list(sightings, installer, rest);
			read_arguments(sightings, installer, rest);
		} else if (takes_words(installer, &tail)) {
			/* `uvx` alone is a word of prose as often as a command. */
			bool prose = !stands_alone(text, word.at);
			if (!prose || installer->words[1] != NULL)
				read_names(sightings, installer, tail, prose);
		}
	}
}

/* ---- the walk ---- */

/* Sixteen bytes side by side: the compiler makes vector instructions of it, wherever there are any.
 */
enum { SIDE_BY_SIDE = 16 };

typedef uint8_t block __attribute__((vector_size(SIDE_BY_SIDE)));

static block load(const char *at)
{
	block bytes;
	memcpy(&bytes, at, sizeof bytes);
	return bytes;
}

static block all(char c)
{
	return (block){0} + (uint8_t)c;
}

#define THREE(one, two, three)                                                                     \
	((block)(a == all(one)) & (block)(b == all(two)) & (block)(c == all(three)))

/* Whether one of the sixteen places may begin a program's name (pip, uv, poetry, pdm, conda, mamba,
 * micropip) or `.py`: by three letters, which few other words have. AT + 18 bytes are read. */
static bool may_begin(const char *at)
{
	block a = load(at), b = load(at + 1), c = load(at + 2);
	block hits = THREE('p', 'i', 'p') | THREE('p', 'o', 'e') | THREE('p', 'd', 'm') |
		     THREE('c', 'o', 'n') | THREE('m', 'a', 'm') | THREE('m', 'i', 'c') |
		     THREE('.', 'p', 'y') | ((block)(a == all('u')) & (block)(b == all('v')));
	uint64_t halves[2];
	memcpy(halves, &hits, sizeof halves);
	return (halves[0] | halves[1]) != 0;
}

#undef THREE

static bool in_path(char character)
{
	return is_word(character) || character == '/';
}

/* `app/models.py`: the answer speaks of a file of Python. DOT stands before `py`. */
static void read_file_name(
	struct sightings *sightings, const char *text, const char *dot, const char *end)
{
	const char *begin = dot;
	while (begin > text && dot - begin < LIMIT_NAME_BYTES && in_path(begin[-1]))
		begin--;
	if (begin < dot && (end - dot == 3 || (end - dot > 3 && !in_path(dot[3]))))
		sightings_add_file(sightings, begin, (size_t)(dot - begin));
}

/* A program's name, or `.py`, may begin at AT; what is behind it. */
static const char *read_place(
	struct sightings *sightings, const char *text, const char *at, const char *end)
{
	if (*at == '.' && end - at >= 3 && at[1] == 'p' && at[2] == 'y') {
		read_file_name(sightings, text, at, end);
		return at + 1;
	}
	if ((*at != 'p' && *at != 'u' && *at != 'c' && *at != 'm') ||
		(at > text && is_word(at[-1])))
		return at + 1;
	const char *stop = at;
	while (stop < end && stop - at <= 10 &&
		(is_word(*stop) ||
			(*stop == '.' && stop - at < 8 && stop[-1] >= '0' && stop[-1] <= '9')))
		stop++;
	if (stop - at >= 2 && stop - at <= 10)
		read_command(sightings, text, (struct part){at, stop}, end);
	return stop;
}

void find_installs(struct sightings *sightings, const char *text, size_t length)
{
	const char *end = text + length;
	for (const char *at = text; at < end;) {
		while (end - at >= SIDE_BY_SIDE + 2 && !may_begin(at))
			at += SIDE_BY_SIDE;
		const char *stop = end - at >= SIDE_BY_SIDE ? at + SIDE_BY_SIDE : end;
		while (at < stop)
			at = read_place(sightings, text, at, end);
	}
}
