/* Text that lexes as Python, and where it may begin. */
#include "corpus/python_run.h"
#include "base/limits.h"
#include "corpus/python_lexing.h"

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
	if (!prefix && !python_is_keyword(run->at, stop, false)) {
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
		run->at = python_end_of_string(run->at, run->end);
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
