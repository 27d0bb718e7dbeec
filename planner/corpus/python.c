/* The imports of Python text. */
#include "corpus/python.h"
#include "base/limits.h"
#include "base/text.h"

#include <stdint.h>
#include <string.h>

enum {
	WORD = 1, /* letters, digits, _ and whatever is not ASCII */
	DIGIT = 2,
	BLANK = 4, /* space, tab, form feed */
	MARK = 8,  /* what the walk over code stops at */
	OPEN = 16,
	CLOSE = 32,
	ALIEN = 64, /* no character of Python outside of strings and comments */
};

__extension__ static const uint8_t class_of[256] = {
	['a' ... 'z'] = WORD,
	['A' ... 'Z'] = WORD,
	['_'] = WORD,
	['0' ... '9'] = WORD | DIGIT,
	[0x80 ... 0xff] = WORD,
	[' '] = BLANK,
	['\t'] = BLANK,
	['\f'] = BLANK,
	['\r'] = BLANK,
	['\n'] = MARK,
	['"'] = MARK,
	['\''] = MARK,
	['#'] = MARK,
	['('] = MARK | OPEN,
	[')'] = MARK | CLOSE,
	['['] = MARK | OPEN,
	[']'] = MARK | CLOSE,
	['{'] = MARK | OPEN,
	['}'] = MARK | CLOSE,
	['\\'] = MARK,
	[';'] = MARK,
	[':'] = MARK,
	['?'] = ALIEN,
	['$'] = ALIEN,
	['`'] = ALIEN,
};

static bool is(char character, unsigned classes)
{
	return (class_of[(unsigned char)character] & classes) != 0;
}

struct walk {
	const char *at, *end;
	python_found *found;
	void *context;
	bool by_lines;    /* every line for itself: the rest of a broken text */
	const char *open; /* where the outermost bracket or the string now open began */
	unsigned depth;
	const char *last; /* the last `import`: behind it nothing is found any more */
};

/* Sixteen bytes side by side, for whatever vector instructions there are. */
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

/* Whether `imp` begins at one of the sixteen places. */
static bool may_hold_import(const char *at)
{
	block hits = (block)(load(at) == all('i')) & (block)(load(at + 1) == all('m')) &
		     (block)(load(at + 2) == all('p'));
	uint64_t halves[2];
	memcpy(halves, &hits, sizeof halves);
	return (halves[0] | halves[1]) != 0;
}

const char *python_last_import(const char *text, size_t length)
{
	static const char word[] = "import";
	const size_t size = sizeof word - 1;
	if (length < size)
		return NULL;
	for (const char *at = text + length - size;; at--) {
		while (at - text >= SIDE_BY_SIDE && text + length - at >= 3 &&
			!may_hold_import(at - SIDE_BY_SIDE + 1))
			at -= SIDE_BY_SIDE;
		if (*at == 'i' && memcmp(at, word, size) == 0)
			return at;
		if (at == text)
			return NULL;
	}
}

/* Blanks, and ends of lines that are continued with a backslash. */
static const char *skip_blanks(const char *at, const char *end)
{
	for (;;) {
		while (at < end && is(*at, BLANK))
			at++;
		if (end - at >= 2 && at[0] == '\\' && at[1] == '\n')
			at += 2;
		else if (end - at >= 3 && at[0] == '\\' && at[1] == '\r' && at[2] == '\n')
			at += 3;
		else
			return at;
	}
}

static const char *end_of_word(const char *at, const char *end)
{
	while (at < end && is(*at, WORD))
		at++;
	return at;
}

static const char *end_of_line(const char *at, const char *end)
{
	const char *feed = memchr(at, '\n', (size_t)(end - at));
	return feed ? feed : end;
}

static bool word_is(const char *at, const char *stop, const char *word)
{
	while (at < stop && *at == *word)
		at++, word++;
	return at == stop && *word == '\0';
}

/* The words of Python that stand for no value; NAMES: with those that no module can be called. */
static bool is_keyword(const char *at, const char *stop, bool names)
{
	/* By first letter, so that most words are settled by one look. */
	static const char *const words[26][9] = {
		['a' - 'a'] = {"and", "as", "assert", "async", "await"},
		['b' - 'a'] = {"break"},
		['c' - 'a'] = {"class", "continue"},
		['d' - 'a'] = {"def", "del"},
		['e' - 'a'] = {"elif", "else", "except"},
		['f' - 'a'] = {"finally", "for", "from"},
		['g' - 'a'] = {"global"},
		['i' - 'a'] = {"if", "import", "in", "is"},
		['l' - 'a'] = {"lambda"},
		['n' - 'a'] = {"nonlocal", "not"},
		['o' - 'a'] = {"or"},
		['p' - 'a'] = {"pass"},
		['r' - 'a'] = {"raise", "return"},
		['t' - 'a'] = {"try"},
		['w' - 'a'] = {"while", "with"},
		['y' - 'a'] = {"yield"},
	};
	static const char *const values[] = {"None", "True", "False", NULL};
	/* Words only in their place, and statements of Python 2. */
	static const char *const soft[] = {"case", "exec", "match", "print", "type", NULL};
	size_t length = (size_t)(stop - at);
	if (length < 2 || length > 8)
		return false;
	if (*at >= 'a' && *at <= 'z') {
		for (const char *const *word = words[*at - 'a']; *word != NULL; word++) {
			if (word_is(at, stop, *word))
				return true;
		}
	}
	for (const char *const *word = names ? values : soft; *word != NULL; word++) {
		if (**word == *at && word_is(at, stop, *word))
			return true;
	}
	return false;
}

/* The end of an identifier that begins here; NULL where none does, or it is a reserved word. */
static const char *identifier(const char *at, const char *end)
{
	const char *stop = end_of_word(at, end);
	return stop == at || is(*at, DIGIT) || is_keyword(at, stop, true) ? NULL : stop;
}

/* `a . b . c`; NULL where it is none. */
static const char *dotted(const char *at, const char *end)
{
	const char *stop = identifier(at, end);
	while (stop != NULL) {
		const char *dot = skip_blanks(stop, end);
		if (dot == end || *dot != '.')
			return stop;
		at = skip_blanks(dot + 1, end);
		stop = identifier(at, end);
	}
	return NULL;
}

/* Behind ` as NAME`, where it stands there; NULL where `as` has no name. */
static const char *renamed(const char *at, const char *end)
{
	const char *word = skip_blanks(at, end);
	const char *stop = end_of_word(word, end);
	return word_is(word, stop, "as") ? identifier(skip_blanks(stop, end), end) : at;
}

static bool statement_ends(const char *at, const char *end)
{
	at = skip_blanks(at, end);
	return at == end || *at == '\n' || *at == ';' || *at == '#';
}

static void tell(const struct walk *walk, const char *module)
{
	walk->found(walk->context, module, (size_t)(end_of_word(module, walk->end) - module));
}

/* `import a, b.c as d`: told only where the whole statement is one. */
static void read_import(const struct walk *walk, const char *at)
{
	const char *end = walk->end, *names = at;
	for (int pass = 0; pass < 2; pass++) {
		at = names;
		for (;;) {
			at = skip_blanks(at, end);
			if (pass == 1)
				tell(walk, at);
			at = dotted(at, end);
			at = at ? renamed(at, end) : NULL;
			if (at == NULL)
				return;
			const char *comma = skip_blanks(at, end);
			if (comma == end || *comma != ',')
				break;
			at = comma + 1;
		}
		if (!statement_ends(at, end))
			return;
	}
}

/* Behind `( a, b as c, )` with its lines and comments; NULL where it is none. */
static const char *parenthesized(const char *at, const char *end)
{
	for (at++; at < end; at++) {
		if (*at == ')')
			return at + 1;
		if (*at == '#')
			at = end_of_line(at, end);
		else if (!is(*at, WORD | BLANK) && *at != ',' && *at != '\n' && *at != '\\')
			return NULL;
		if (at == end)
			return NULL;
	}
	return NULL;
}

static const char *list_of_names(const char *at, const char *end)
{
	if (at < end && *at == '*')
		return at + 1;
	if (at < end && *at == '(')
		return parenthesized(at, end);
	for (;;) {
		at = identifier(skip_blanks(at, end), end);
		at = at ? renamed(at, end) : NULL;
		if (at == NULL)
			return NULL;
		const char *comma = skip_blanks(at, end);
		if (comma == end || *comma != ',')
			return at;
		at = comma + 1;
	}
}

/* `from a.b import c`; a relative one (`from . import c`) is no dotted name and told nothing. */
static void read_from(const struct walk *walk, const char *module)
{
	const char *end = walk->end;
	module = skip_blanks(module, end);
	const char *at = dotted(module, end);
	if (at == NULL)
		return;
	const char *word = skip_blanks(at, end);
	at = end_of_word(word, end);
	if (!word_is(word, at, "import"))
		return;
	at = list_of_names(skip_blanks(at, end), end);
	if (at != NULL && statement_ends(at, end))
		tell(walk, module);
}

/* A statement begins at the walk's place. */
static void statement(struct walk *walk)
{
	walk->at = skip_blanks(walk->at, walk->end);
	const char *at = walk->at;
	size_t left = (size_t)(walk->end - at);
	if (left > 7 && *at == 'i' && memcmp(at, "import", 6) == 0 &&
		(is(at[6], BLANK) || at[6] == '\\'))
		read_import(walk, at + 6);
	else if (left > 1 && (*at == '!' || *at == '%'))
		walk->at = end_of_line(at, walk->end); /* IPython's: no statement begins so */
	else if (left > 5 && *at == 'f' && memcmp(at, "from", 4) == 0 &&
		 (is(at[4], BLANK) || at[4] == '\\'))
		read_from(walk, at + 4);
}

static bool is_escaped(const char *begin, const char *at)
{
	size_t count = 0;
	while (at > begin && at[-1] == '\\')
		at--, count++;
	return count % 2 == 1;
}

/* Behind `"""..."""`; NULL where the text ends first. */
static const char *end_of_triple(const char *begin, const char *end)
{
	const char quote = *begin;
	for (const char *at = begin + 3; at < end; at++) {
		at = memchr(at, quote, (size_t)(end - at));
		if (at == NULL)
			return NULL;
		if (end - at >= 3 && at[1] == quote && at[2] == quote && !is_escaped(begin, at))
			return at + 3;
	}
	return NULL;
}

/* Behind a string that begins at AT; NULL where its line or the text ends first. */
static const char *end_of_string(const char *at, const char *end)
{
	const char quote = *at;
	if (end - at >= 2 && at[1] == quote)
		return end - at >= 3 && at[2] == quote ? end_of_triple(at, end) : at + 2;
	for (at++; at < end; at++) {
		if (*at == quote)
			return at + 1;
		if (*at == '\n')
			return NULL;
		at += *at == '\\';
	}
	return NULL;
}

/* Goes past a string; false where it is open: then the place is unchanged. A string of one line
 * that is open spoils its line alone. */
static bool pass_string(struct walk *walk)
{
	const char *at = walk->at;
	const char *behind = end_of_string(at, walk->end);
	if (behind == NULL) {
		if (walk->end - at >= 3 && at[1] == *at && at[2] == *at)
			return false;
		behind = end_of_line(at, walk->end);
		walk->depth = 0;
	}
	walk->at = behind;
	return true;
}

static void pass_line_end(struct walk *walk)
{
	walk->at++;
	if (walk->by_lines)
		walk->depth = 0;
	if (walk->depth == 0)
		statement(walk);
}

/* What the walk stopped at. False at a string that never ends. */
static bool pass_mark(struct walk *walk)
{
	switch (*walk->at) {
	case '\n':
		pass_line_end(walk);
		return true;
	case '"':
	case '\'':
		return pass_string(walk);
	case '#':
		walk->at = end_of_line(walk->at, walk->end);
		return true;
	case '\\':
		walk->at += walk->end - walk->at > 1 ? 2 : 1;
		return true;
	case '(':
	case '[':
	case '{':
		if (walk->depth++ == 0)
			walk->open = walk->at;
		break;
	case ')':
	case ']':
	case '}':
		walk->depth -= walk->depth > 0;
		break;
	default: /* `;` or `:` */
		walk->at++;
		if (walk->depth == 0)
			statement(walk);
		return true;
	}
	walk->at++;
	return true;
}

/* Walks to the end; false where something that began at `open` never ends. */
static bool walk_all(struct walk *walk)
{
	statement(walk);
	while (walk->at < walk->end) {
		const char *at = walk->at;
		while (at < walk->end && !is(*at, MARK))
			at++;
		walk->at = at;
		if (walk->depth == 0 && at > walk->last)
			return true;
		if (at < walk->end && !pass_mark(walk)) {
			if (walk->depth == 0)
				walk->open = walk->at;
			return false;
		}
	}
	return walk->depth == 0;
}

void python_imports(const char *text, size_t length, python_found *found, void *context)
{
	struct walk walk = {.at = text,
		.end = text + length,
		.found = found,
		.context = context,
		.last = python_last_import(text, length)};
	if (walk.last == NULL || walk_all(&walk))
		return;
	walk.by_lines = true;
	walk.at = end_of_line(walk.open, walk.end);
	while (walk.at < walk.last) {
		walk.depth = 0;
		if (!walk_all(&walk))
			walk.at = end_of_line(walk.at, walk.end);
	}
}

/* ---- text that lexes as Python ---- */

/* What stood before, for two operands side by side. */
enum token { TOKEN_NONE, TOKEN_OPERATOR, TOKEN_NAME, TOKEN_STRING };

struct run {
	const char *at, *end;
	const char *good; /* the end of the last logical line that lexes, and so its next's begin */
	const char *enough; /* a whole line behind this ends the run */
	bool done;
	unsigned depth;
	enum token last;
};

/* A word: a keyword, an operand, or the prefix of a string. False beside another operand. */
static bool run_word(struct run *run)
{
	const char *stop = end_of_word(run->at, run->end);
	bool prefix = stop < run->end && (*stop == '"' || *stop == '\'') && stop - run->at <= 2;
	for (const char *at = run->at; at < stop; at++) {
		if ((unsigned char)*at >= 0x80)
			return false;
	}
	enum token last = run->last;
	run->last = TOKEN_OPERATOR;
	if (!prefix && !is_keyword(run->at, stop, false)) {
		run->last = TOKEN_NAME;
		if (last == TOKEN_NAME || last == TOKEN_STRING)
			return false;
	}
	run->at = stop;
	return true;
}

static bool run_token(struct run *run)
{
	char first = *run->at;
	if (is(first, WORD))
		return run_word(run);
	if (first == '"' || first == '\'') {
		run->at = end_of_string(run->at, run->end);
		bool fits = run->at != NULL && run->last != TOKEN_NAME;
		run->last = TOKEN_STRING;
		return fits;
	}
	if (first == '#') {
		run->at = end_of_line(run->at, run->end);
		return true;
	}
	if (is(first, BLANK)) {
		run->at++;
		return true;
	}
	if (is(first, ALIEN))
		return false;
	run->depth += is(first, OPEN);
	if (is(first, CLOSE) && run->depth-- == 0)
		return false;
	if (first == '\n' && run->depth == 0) {
		run->done = run->last != TOKEN_NONE && run->good > run->enough;
		run->good = run->last != TOKEN_NONE ? run->at + 1 : run->good;
		run->last = TOKEN_NONE;
	} else if (first == '\\') {
		run->at += run->end - run->at > 1;
	} else if (first != '\n') {
		run->last = is(first, CLOSE) ? TOKEN_NAME : TOKEN_OPERATOR;
	}
	run->at++;
	return true;
}

size_t python_run(const char *text, size_t length, const char *enough)
{
	struct run run = {.at = text, .end = text + length, .good = text, .enough = enough};
	while (run.at < run.end && !run.done) {
		if (run.at - run.good > LIMIT_LOOSE_LINE_BYTES || !run_token(&run))
			return (size_t)(run.good - text);
	}
	if (run.depth == 0 && run.last != TOKEN_NONE && !run.done)
		run.good = run.end;
	return (size_t)(run.good - text);
}

bool python_begins(const char *line, size_t length)
{
	static const char *const begins[] = {
		"import ", "from ", "def ", "class ", "async def ", "@"};
	while (length > 0 && is(*line, BLANK))
		line++, length--;
	if (length < 3)
		return false;
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
		if (*begins[i] != *line)
			continue;
		size_t size = strlen(begins[i]);
		if (length > size && memcmp(line, begins[i], size) == 0)
			return true;
	}
	return false;
}

/* ---- interactive sessions ---- */

/* Behind `>>> `, `... `, `In [1]: ` or `   ...: ` at the begin of a line; NULL where none is. */
static const char *behind_prompt(const char *line, const char *end)
{
	const char *at = line;
	while (at < end && is(*at, BLANK))
		at++;
	if (end - at >= 3 && (memcmp(at, ">>>", 3) == 0 || memcmp(at, "...", 3) == 0)) {
		at += 3;
		at += at < end && *at == ':';
		if (at < end && !is(*at, BLANK))
			return NULL;
		return at + (at < end);
	}
	if (end - at < 4 || memcmp(at, "In [", 4) != 0)
		return NULL;
	for (at += 4; at < end && is(*at, DIGIT); at++)
		;
	if (end - at < 2 || memcmp(at, "]:", 2) != 0)
		return NULL;
	at += 2;
	return at + (at < end && *at == ' ');
}

bool python_undress(const char *text, size_t length, struct text *code)
{
	const char *end = text + length, *first = text;
	while (first < end && (is(*first, BLANK) || *first == '\n'))
		first++;
	/* Prompts further down stand in a docstring's examples. */
	if (first == end || *first == '.' || behind_prompt(first, end) == NULL)
		return false;
	text_clear(code);
	for (const char *line = text; line < end;) {
		const char *stop = end_of_line(line, end);
		const char *bare = behind_prompt(line, stop);
		if (bare != NULL) {
			text_add_bytes(code, bare, (size_t)(stop - bare));
			text_add_char(code, '\n');
		}
		line = stop + 1;
	}
	return true;
}
