/* What one text of a transcript says. */
#include "corpus/speech.h"
#include "base/limits.h"
#include "base/text.h"
#include "corpus/installs.h"
#include "corpus/python_imports.h"
#include "corpus/python_run.h"
#include "corpus/python_session.h"

#include <string.h>

struct speech {
	struct sightings *sightings;
	struct text *scratch;
	const char *at, *end;
	const char *last_import; /* of the text; NULL where there is none */
	enum sighting_kind kind; /* of imports that are found now */
};

struct line {
	const char *text, *first, *end; /* `first`: behind its blanks; `end`: its line feed */
};

static struct line line_at(const char *at, const char *end)
{
	const char *feed = memchr(at, '\n', (size_t)(end - at));
	struct line line = {at, at, feed ? feed : end};
	while (line.first < line.end && (*line.first == ' ' || *line.first == '\t'))
		line.first++;
	return line;
}

static const char *behind(struct line line, const char *end)
{
	return line.end < end ? line.end + 1 : end;
}

static void found_module(void *context, const char *module, size_t length)
{
	struct speech *speech = context;
	sightings_add(speech->sightings, speech->kind, true, module, length);
}

static void read_code(struct speech *speech, const char *code, size_t length)
{
	if (python_undress(code, length, speech->scratch))
		python_imports(
			speech->scratch->bytes, speech->scratch->length, found_module, speech);
	else
		python_imports(code, length, found_module, speech);
}

/* ---- fences ---- */

enum { LANGUAGE_BYTES = 24 };

struct fence {
	char mark;
	size_t length;
	char language[LANGUAGE_BYTES]; /* lower case; "" where none is said */
};

/* A line of three or more back-ticks or tildes, and what is said behind them. */
static bool opens_fence(struct line line, struct fence *fence)
{
	const char *at = line.first;
	if (line.end - at < 3 || (*at != '`' && *at != '~'))
		return false;
	*fence = (struct fence){.mark = *at};
	while (at < line.end && *at == fence->mark)
		at++, fence->length++;
	if (fence->length < 3)
		return false;
	if (fence->mark == '`' && memchr(at, '`', (size_t)(line.end - at)) != NULL)
		return false;
	while (at < line.end && strchr(" \t{.", *at) != NULL && *at != '\0')
		at++;
	for (size_t i = 0; i + 1 < LANGUAGE_BYTES && at < line.end; i++, at++) {
		if (strchr(" \t\r,{}:=", *at) != NULL)
			break;
		fence->language[i] = *at >= 'A' && *at <= 'Z' ? (char)(*at + 32) : *at;
	}
	return true;
}

static bool closes_fence(struct line line, const struct fence *fence)
{
	const char *at = line.first;
	while (at < line.end && *at == fence->mark)
		at++;
	if ((size_t)(at - line.first) < fence->length)
		return false;
	while (at < line.end && (*at == ' ' || *at == '\t' || *at == '\r'))
		at++;
	return at == line.end;
}

static bool is_one_of(const char *word, const char *const *list)
{
	for (; *list != NULL; list++) {
		if (strcmp(word, *list) == 0)
			return true;
	}
	return false;
}

/* Unmarked blocks are code: models leave the mark out as often as not. */
static bool is_python(const struct fence *fence)
{
	static const char *const names[] = {"", "python", "python3", "py", "py3", "ipython",
		"ipython3", "pycon", "python-repl", "jupyter", "python2", NULL};
	return is_one_of(fence->language, names);
}

static void read_block(
	struct speech *speech, const struct fence *fence, const char *block, const char *end)
{
	size_t length = (size_t)(end - block);
	speech->kind = SIGHTING_IMPORT;
	if (is_python(fence))
		read_code(speech, block, length);
	speech_read_manifest(speech->sightings, fence->language, block, length);
}

/* The fence opened on the line before the speech's place: its block is read, and passed. */
static void pass_fence(struct speech *speech, const struct fence *fence)
{
	const char *block = speech->at;
	while (speech->at < speech->end) {
		struct line line = line_at(speech->at, speech->end);
		if (line.first < line.end && *line.first == fence->mark &&
			closes_fence(line, fence)) {
			read_block(speech, fence, block, speech->at);
			speech->at = behind(line, speech->end);
			return;
		}
		speech->at = behind(line, speech->end);
	}
	read_block(speech, fence, block, speech->end);
}

/* ---- code outside of fences ---- */

static bool is_empty(struct line line)
{
	return line.first == line.end || (*line.first == '\r' && line.end - line.first == 1);
}

/* Whether the run that ends at END is one line of wrapped prose ("you have to\nimport
 * data\nbefore"): prose right above it that does not announce it, and right below. */
static bool is_wrapped(const struct speech *speech, struct line above, const char *end)
{
	if (end > speech->at || is_empty(above) || above.end[-1] == ':' || end == speech->end)
		return false;
	return !is_empty(line_at(end, speech->end));
}

/* A line outside of fences that begins as code does: the run of code that it begins, passed. */
static void pass_loose(struct speech *speech, struct line line, struct line above)
{
	const char *begin = line.text;
	size_t length = python_run(begin, (size_t)(speech->end - begin), speech->last_import);
	speech->at = behind(line, speech->end);
	if (length == 0)
		return;
	const char *end = begin + length;
	/* A fence's back-ticks never lex as Python, so that a run ends before it; tildes do. */
	if (is_wrapped(speech, above, end))
		return;
	speech->kind = SIGHTING_LOOSE;
	read_code(speech, begin, length);
	if (end > speech->at)
		speech->at = end;
}

/* `>>> import a` outside of fences: the lines that begin so. */
static void pass_session(struct speech *speech, struct line line)
{
	const char *begin = line.text;
	while (speech->at < speech->end) {
		line = line_at(speech->at, speech->end);
		if (line.end - line.first < 3 ||
			(memcmp(line.first, ">>>", 3) != 0 && memcmp(line.first, "...", 3) != 0))
			break;
		speech->at = behind(line, speech->end);
	}
	speech->kind = SIGHTING_LOOSE;
	read_code(speech, begin, (size_t)(speech->at - begin));
}

static bool begins_session(struct line line)
{
	return line.end - line.first > 4 && memcmp(line.first, ">>> ", 4) == 0;
}

static void pass_line(struct speech *speech, struct line *above)
{
	struct line line = line_at(speech->at, speech->end);
	struct fence fence;
	if (opens_fence(line, &fence)) {
		speech->at = behind(line, speech->end);
		pass_fence(speech, &fence);
	} else if (speech->last_import == NULL || line.text > speech->last_import) {
		speech->at = behind(line, speech->end);
	} else if (begins_session(line)) {
		pass_session(speech, line);
	} else if (python_begins(line.first, (size_t)(line.end - line.first))) {
		pass_loose(speech, line, *above);
	} else {
		speech->at = behind(line, speech->end);
	}
	*above = line;
}

void speech_read(struct sightings *sightings, const char *text, size_t length, struct text *scratch)
{
	struct speech speech = {
		.sightings = sightings, .scratch = scratch, .at = text, .end = text + length};
	speech.last_import = python_last_import(text, length);
	struct line above = {text, text, text};
	while (speech.at < speech.end)
		pass_line(&speech, &above);
	find_installs(sightings, text, length);
}

void speech_read_python(
	struct sightings *sightings, const char *text, size_t length, struct text *scratch)
{
	struct speech speech = {
		.sightings = sightings, .scratch = scratch, .kind = SIGHTING_IMPORT};
	read_code(&speech, text, length);
	speech_read_manifest(sightings, "python", text, length);
	find_installs(sightings, text, length);
}
