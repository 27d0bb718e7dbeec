/* setup.py, read as text and never run: what stands literally behind `name=`, `install_requires=`
 * (and its like) and `entry_points=` in the call of setup(). */
#include "base/text.h"
#include "inputs/requirement.h"
#include "inputs/seeds.h"

#include <stdio.h>
#include <string.h>

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_TEXT, TOKEN_MARK };

/* Python's tokens, as far as literals need them. */
struct tokens {
	const char *at, *end;
	size_t line;
	enum token_kind kind;
	char mark;        /* TOKEN_MARK */
	const char *text; /* TOKEN_NAME: its begin; TOKEN_TEXT: `value` */
	size_t length;
	bool literal; /* TOKEN_TEXT: no f-string and no bytes */
	struct text value;
};

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || (unsigned char)c >= 0x80;
}

static void skip_space(struct tokens *tokens)
{
	while (tokens->at < tokens->end) {
		char c = *tokens->at;
		if (c == '#') {
			while (tokens->at < tokens->end && *tokens->at != '\n')
				tokens->at++;
		} else if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' ||
			   c == '\\') {
			tokens->line += c == '\n';
			tokens->at++;
		} else {
			return;
		}
	}
}

/* A string literal; AT stands on its quote. RAW: backslashes stay. */
static void take_text(struct tokens *tokens, bool raw)
{
	char quote = *tokens->at;
	bool triple =
		tokens->end - tokens->at >= 3 && tokens->at[1] == quote && tokens->at[2] == quote;
	size_t size = triple ? 3 : 1;
	tokens->at += size;
	text_clear(&tokens->value);
	while (tokens->at < tokens->end) {
		char c = *tokens->at;
		bool closes = c == quote && (!triple || (tokens->end - tokens->at >= 3 &&
								tokens->at[1] == quote &&
								tokens->at[2] == quote));
		if (closes || (!triple && c == '\n')) {
			tokens->at += closes ? size : 0;
			break;
		}
		tokens->line += c == '\n';
		if (c == '\\' && tokens->at + 1 < tokens->end && !raw) {
			c = *++tokens->at;
			tokens->line += c == '\n';
			c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
		}
		text_add_char(&tokens->value, c);
		tokens->at++;
	}
	tokens->kind = TOKEN_TEXT;
	tokens->text = tokens->value.bytes;
	tokens->length = tokens->value.length;
}

static void next(struct tokens *tokens)
{
	skip_space(tokens);
	tokens->kind = TOKEN_END;
	if (tokens->at == tokens->end)
		return;
	const char *begin = tokens->at;
	while (tokens->at < tokens->end && is_word(*tokens->at))
		tokens->at++;
	size_t length = (size_t)(tokens->at - begin);
	bool quote = tokens->at < tokens->end && (*tokens->at == '"' || *tokens->at == '\'');
	if (quote && length <= 2) {
		bool raw = memchr(begin, 'r', length) || memchr(begin, 'R', length);
		tokens->literal = !memchr(begin, 'f', length) && !memchr(begin, 'F', length) &&
				  !memchr(begin, 'b', length) && !memchr(begin, 'B', length);
		take_text(tokens, raw);
	} else if (length > 0) {
		tokens->kind = TOKEN_NAME;
		tokens->text = begin;
		tokens->length = length;
	} else {
		tokens->kind = TOKEN_MARK;
		tokens->mark = *tokens->at++;
	}
}

static bool is_name(const struct tokens *tokens, const char *name)
{
	return tokens->kind == TOKEN_NAME && tokens->length == strlen(name) &&
	       memcmp(tokens->text, name, tokens->length) == 0;
}

static bool is_mark(const struct tokens *tokens, char mark)
{
	return tokens->kind == TOKEN_MARK && tokens->mark == mark;
}

struct setup {
	struct seeds *seeds;
	const struct file *file;
	struct tokens tokens;
	char name[LIMIT_NAME_BYTES + 1];
	bool only_name; /* the first of two looks: the name alone */
};

static struct place here(const struct setup *setup)
{
	return (struct place){setup->file->name, setup->tokens.line};
}

static void add_requirement(
	struct setup *setup, const char *text, size_t length, struct place place)
{
	struct requirement found = requirement_read_strict(text, length);
	bool direct = found.kind == REQUIREMENT_DIRECT;
	if (direct || found.kind == REQUIREMENT_INDEXED)
		seeds_add_from(setup->seeds, found.name, found.length, place, found.url, direct);
	else
		seeds_skip(setup->seeds, place, "\"%.120s\": %s", text, found.why);
}

/* `larkctl = larkmoor.cli:main` */
static void add_command(struct setup *setup, const char *text, size_t length, struct place place)
{
	size_t begin = strspn(text, " \t"), size = strcspn(text + begin, " \t=");
	if (setup->name[0] != '\0' && memchr(text, '=', length) != NULL)
		seeds_alias(setup->seeds, setup->name, ALIAS_COMMAND, text + begin, size, place);
}

enum argument { ARGUMENT_NAME, ARGUMENT_REQUIRES, ARGUMENT_POINTS, ARGUMENT_IMPORTS };

static bool is_command_group(const char *text, size_t length)
{
	return (length == 15 && memcmp(text, "console_scripts", length) == 0) ||
	       (length == 11 && memcmp(text, "gui_scripts", length) == 0);
}

/* LITERAL stands for ARGUMENT, in the table's GROUP; "" in none: entry points may be one text with
 * sections, as in entry_points.txt. */
static void use_literal(struct setup *setup, enum argument argument, const char *group,
	const struct text *literal, struct place place)
{
	if (argument == ARGUMENT_NAME) {
		if (setup->only_name && literal->length <= LIMIT_NAME_BYTES)
			strcpy(setup->name, literal->bytes);
		else if (!setup->only_name)
			seeds_add(
				setup->seeds, SEED_PROJECT, literal->bytes, literal->length, place);
		return;
	}
	if (setup->only_name)
		return;
	bool points = argument == ARGUMENT_POINTS, in_text = points && *group == '\0';
	bool commands = is_command_group(group, strlen(group));
	if (points && !commands && !in_text)
		return;
	if (argument == ARGUMENT_IMPORTS) {
		if (setup->name[0] != '\0')
			seeds_alias(setup->seeds, setup->name, ALIAS_IMPORT, literal->bytes,
				strcspn(literal->bytes, "."), place);
		return;
	}
	/* A text of several lines holds an entry in each. */
	for (const char *at = literal->bytes; *at != '\0';) {
		size_t length = strcspn(at, "\n");
		autofree char *line = memory_copy(at, length);
		const char *first = line + strspn(line, " \t\r");
		if (*first == '\0' || *first == '#')
			;
		else if (in_text && *first == '[')
			commands = is_command_group(first + 1, strcspn(first + 1, "]"));
		else if (points && commands)
			add_command(setup, line, length, place);
		else if (points)
			;
		else
			add_requirement(setup, line, length, place);
		at += length;
		at += *at == '\n';
	}
}

/* One argument's value up to the comma behind it. Texts that stand beside each other are one. Keys
 * of a table (`text:`) name the group of what follows; in extras_require and entry_points they are
 * no entries. */
static void read_value(struct setup *setup, enum argument argument)
{
	struct tokens *tokens = &setup->tokens;
	autotext struct text literal = text_new(LIMIT_FILE_BYTES);
	char group[64] = "";
	unsigned depth = 0;
	bool literal_open = false, strange = false;
	struct place place = here(setup);
	for (;; next(tokens)) {
		if (tokens->kind == TOKEN_TEXT) {
			place = literal_open ? place : here(setup);
			literal_open = true;
			strange |= !tokens->literal;
			if (tokens->literal)
				text_add_bytes(&literal, tokens->text, tokens->length);
			continue;
		}
		bool key = literal_open && is_mark(tokens, ':') && depth > 0;
		bool ends = is_mark(tokens, ',') || is_mark(tokens, ']') || is_mark(tokens, ')') ||
			    is_mark(tokens, '}');
		if (key) {
			snprintf(group, sizeof group, "%s", literal.bytes);
		} else if (literal_open && ends && !strange) {
			use_literal(setup, argument, group, &literal, place);
		} else if (tokens->kind == TOKEN_NAME ||
			   (tokens->kind == TOKEN_MARK && !ends &&
				   strchr("[({", tokens->mark) == NULL)) {
			strange = true;
		}
		bool matters = argument != ARGUMENT_IMPORTS && !setup->only_name;
		if (strange && (ends || tokens->kind == TOKEN_END) && matters)
			seeds_skip(setup->seeds, place,
				"is worked out when setup.py runs; only what stands there "
				"literally is read");
		if (ends || key) {
			text_clear(&literal);
			literal_open = strange = false;
		}
		bool opens = is_mark(tokens, '[') || is_mark(tokens, '(') || is_mark(tokens, '{');
		bool closes = ends && !is_mark(tokens, ',');
		if (tokens->kind == TOKEN_END || (depth == 0 && ends))
			return;
		depth += opens;
		depth -= closes;
	}
}

static const struct {
	const char *name;
	enum argument argument;
} arguments[] = {
	{"name", ARGUMENT_NAME},
	{"install_requires", ARGUMENT_REQUIRES},
	{"setup_requires", ARGUMENT_REQUIRES},
	{"tests_require", ARGUMENT_REQUIRES},
	{"extras_require", ARGUMENT_REQUIRES},
	{"entry_points", ARGUMENT_POINTS},
	{"packages", ARGUMENT_IMPORTS},
	{"py_modules", ARGUMENT_IMPORTS},
};

/* The arguments of a call, from behind its `(` to its `)`. */
static void read_call(struct setup *setup)
{
	struct tokens *tokens = &setup->tokens;
	unsigned depth = 1;
	bool begins = true; /* of an argument */
	while (depth > 0) {
		next(tokens);
		if (tokens->kind == TOKEN_END)
			return;
		if (depth == 1 && begins && tokens->kind == TOKEN_NAME) {
			size_t i = 0, count = sizeof arguments / sizeof *arguments;
			while (i < count && !is_name(tokens, arguments[i].name))
				i++;
			next(tokens);
			if (i < count && is_mark(tokens, '=')) {
				next(tokens);
				read_value(setup, arguments[i].argument);
			}
		}
		if (tokens->kind == TOKEN_MARK) {
			depth += strchr("([{", tokens->mark) != NULL;
			depth -= strchr(")]}", tokens->mark) != NULL;
		}
		begins = is_mark(tokens, ',');
	}
}

static void look(struct setup *setup)
{
	struct tokens *tokens = &setup->tokens;
	tokens->at = setup->file->bytes;
	tokens->end = setup->file->bytes + setup->file->length;
	tokens->line = 1;
	bool defined = false;
	for (next(tokens); tokens->kind != TOKEN_END;) {
		bool call = is_name(tokens, "setup") && !defined;
		defined = is_name(tokens, "def");
		next(tokens);
		if (call && is_mark(tokens, '(')) {
			read_call(setup);
			if (tokens->kind != TOKEN_END)
				next(tokens);
		}
	}
}

static enum error read_setup(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	(void)failure;
	struct setup setup = {.seeds = seeds, .file = file, .only_name = true};
	setup.tokens.value = text_new(LIMIT_FILE_BYTES);
	look(&setup);
	setup.only_name = false;
	look(&setup);
	text_release(&setup.tokens.value);
	return OK;
}

const struct seed_reader setup_py_reader = {
	.name = "setup.py",
	.summary = "its literal name, requirements and entry points; it is never run",
	.names = (const char *const[]){"setup.py", NULL},
	.read = read_setup,
};
