/* The imports of Python text. */
#include "corpus/python_imports.h"
#include "base/block.h"
#include "corpus/python_lexing.h"

struct walk {
	const char *at, *end;
	python_found *found;
	void *context;
	bool by_lines;    /* every line for itself: the rest of a broken text */
	const char *open; /* where the outermost bracket or the string now open began */
	unsigned depth;
	const char *last; /* the last `import`: behind it nothing is found any more */
};

/* Whether `imp` begins at one of the sixteen places. */
static bool may_hold_import(const char *at)
{
	block hits = (block)(block_load(at) == block_all('i')) &
		     (block)(block_load(at + 1) == block_all('m')) &
		     (block)(block_load(at + 2) == block_all('p'));
	return block_any(hits);
}

const char *python_last_import(const char *text, size_t length)
{
	static const char word[] = "import";
	const size_t size = sizeof word - 1;
	if (length < size)
		return NULL;
	for (const char *at = text + length - size;; at--) {
		while (at - text >= BLOCK_BYTES && text + length - at >= 3 &&
			!may_hold_import(at - BLOCK_BYTES + 1))
			at -= BLOCK_BYTES;
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

/* The end of an identifier that begins here; NULL where none does, or it is a reserved word. */
static const char *identifier(const char *at, const char *end)
{
	const char *stop = end_of_word(at, end);
	return stop == at || is(*at, DIGIT) || python_is_keyword(at, stop, true) ? NULL : stop;
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

/* Goes past a string; false where it is open: then the place is unchanged. A string of one line
 * that is open spoils its line alone. */
static bool pass_string(struct walk *walk)
{
	const char *at = walk->at;
	const char *behind = python_end_of_string(at, walk->end);
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
