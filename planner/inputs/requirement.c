/* One requirement, as pip reads it. */
#include "inputs/requirement.h"
#include "inputs/marker.h"
#include "inputs/url.h"
#include "names/name.h"

#include <string.h>
#include <strings.h>

struct span {
	const char *at, *end;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

static void skip_blanks(struct span *span)
{
	while (span->at < span->end && is_blank(*span->at))
		span->at++;
}

static bool begins(struct span span, const char *word)
{
	size_t length = strlen(word);
	return (size_t)(span.end - span.at) >= length && (*span.at | 0x20) == (*word | 0x20) &&
	       strncasecmp(span.at, word, length) == 0;
}

static struct requirement wrong(const char *why)
{
	return (struct requirement){.kind = REQUIREMENT_WRONG, .why = why};
}

static struct requirement unnamed(const char *why)
{
	return (struct requirement){.kind = REQUIREMENT_UNNAMED, .why = why};
}

static const char *find(struct span span, const char *word)
{
	return memmem(span.at, (size_t)(span.end - span.at), word, strlen(word));
}

/* The name's run of characters; a name ends with a letter or digit. */
static struct span take_name(struct span *span)
{
	struct span name = {span->at, span->at};
	while (span->at < span->end && name_may_hold(*span->at))
		span->at++;
	name.end = span->at;
	return name;
}

/* `[security, tests]`: true where it is there and whole, or not there. */
static bool skip_extras(struct span *span)
{
	skip_blanks(span);
	if (span->at == span->end || *span->at != '[')
		return true;
	const char *close = memchr(span->at, ']', (size_t)(span->end - span->at));
	if (close == NULL)
		return false;
	bool needs_name = false;
	for (struct span inner = {span->at + 1, close};; inner.at++) {
		skip_blanks(&inner);
		if (inner.at == close)
			break;
		struct span extra = take_name(&inner);
		/* Like a name it begins and ends with a letter or digit. */
		if (extra.at == extra.end || !name_may_end(*extra.at) ||
			!name_may_end(extra.end[-1]))
			return false;
		skip_blanks(&inner);
		needs_name = inner.at < close;
		if (inner.at == close)
			break;
		if (*inner.at != ',')
			return false;
	}
	span->at = close + 1;
	return !needs_name;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The version behind `~=` has two numbers or more and no `*` (PEP 440, "Compatible release"). */
static bool is_compatible(struct span version)
{
	const char *bang = memchr(version.at, '!', (size_t)(version.end - version.at));
	const char *at = bang ? bang + 1 : version.at;
	at += at < version.end && (*at == 'v' || *at == 'V');
	unsigned numbers = 0;
	for (const char *c = version.at; c < version.end; c++) {
		if (!name_may_hold(*c) && *c != '+' && *c != '!')
			return false;
	}
	for (;; at++) {
		const char *digits = at;
		while (at < version.end && is_digit(*at))
			at++;
		numbers += at > digits;
		if (at == digits || at == version.end || *at != '.')
			break;
	}
	return numbers >= 2 && memchr(version.at, '*', (size_t)(version.end - version.at)) == NULL;
}

/* Behind `===` all up to a blank is one version for the grammar; then it is cut at commas, and what
 * follows one needs an operator. */
static bool is_arbitrary(struct span version)
{
	for (const char *at = version.at; at < version.end; at++) {
		bool last = at + 1 == version.end;
		if (*at == ',' && (last || strchr("=~!<>", at[1]) == NULL))
			return last;
	}
	return true;
}

/* The length of the operator there: `===`, `~=`, `==`, `!=`, `<=`, `>=`, `<` or `>`; 0: none. */
static size_t operator_at(struct span span)
{
	size_t left = (size_t)(span.end - span.at);
	char first = left > 0 ? span.at[0] : '\0', second = left > 1 ? span.at[1] : '\0';
	if (first == '=' && second == '=')
		return left > 2 && span.at[2] == '=' ? 3 : 2;
	if ((first == '~' || first == '!' || first == '<' || first == '>') && second == '=')
		return 2;
	return first == '<' || first == '>' ? 1 : 0;
}

/* One clause such as `>= 1.2`; false where there is none. pip takes any text for a version, or
 * none, but behind `~=`; and `===` takes all up to a blank. */
static bool skip_clause(struct span *span)
{
	skip_blanks(span);
	size_t size = operator_at(*span);
	bool arbitrary = size == 3, compatible = size == 2 && *span->at == '~';
	if (size == 0)
		return false;
	span->at += size;
	skip_blanks(span);
	struct span version = *span;
	while (span->at < span->end && !is_blank(*span->at) && *span->at != ';' &&
		(arbitrary || (*span->at != ',' && *span->at != ')')))
		span->at++;
	version.end = span->at;
	return arbitrary ? is_arbitrary(version) : !compatible || is_compatible(version);
}

/* `>=1, <2`, or the same in parentheses, or nothing. */
static bool skip_versions(struct span *span)
{
	skip_blanks(span);
	bool open = span->at < span->end && *span->at == '(';
	span->at += open;
	skip_blanks(span);
	bool any = span->at < span->end && strchr("=~!<>", *span->at) != NULL;
	while (any) {
		if (!skip_clause(span))
			return false;
		skip_blanks(span);
		if (span->at == span->end || *span->at != ',')
			break;
		span->at++;
	}
	skip_blanks(span);
	if (!open)
		return true;
	bool closed = span->at < span->end && *span->at == ')';
	span->at += closed;
	return closed;
}

/* pip takes an empty marker too. */
static bool is_marker(struct span span)
{
	skip_blanks(&span);
	return span.at == span.end || marker_is(span.at, span.end);
}

/* The name in `#egg=name` or `&egg=name`. */
static struct span egg_of(struct span span)
{
	const char *fragment = memchr(span.at, '#', (size_t)(span.end - span.at));
	struct span none = {NULL, NULL};
	if (fragment == NULL)
		return none;
	struct span rest = {fragment, span.end};
	const char *egg = find(rest, "egg=");
	if (egg == NULL || (egg[-1] != '#' && egg[-1] != '&'))
		return none;
	rest.at = egg + 4;
	return take_name(&rest);
}

/* The name in the file name of a wheel, `name-1.0-py3-none-any.whl`. */
static struct span wheel_of(struct span span)
{
	struct span none = {NULL, NULL};
	const char *end = span.at;
	while (end < span.end && *end != '#' && *end != '?')
		end++;
	if (end - span.at < 5 || strncasecmp(end - 4, ".whl", 4) != 0)
		return none;
	const char *begin = end;
	while (begin > span.at && begin[-1] != '/')
		begin--;
	const char *hyphen = memchr(begin, '-', (size_t)(end - begin));
	return hyphen ? (struct span){begin, hyphen} : none;
}

static bool is_url(struct span span)
{
	static const char *const schemes[] = {"http:", "https:", "file:", "ftp:"};
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		if (begins(span, schemes[i]))
			return true;
	}
	return url_is_version_control(span.at);
}

/* `git+https://...`; of other editables pip takes folders alone, and `file:`. */
static bool is_version_control(struct span span)
{
	return begins(span, "file:") || url_is_version_control(span.at);
}

static bool is_path(struct span span)
{
	static const char *const archives[] = {
		".whl", ".tar.gz", ".tgz", ".tar.bz2", ".zip", ".tar.xz", ".tar", ".tbz"};
	if (*span.at == '.' || *span.at == '/' || *span.at == '~')
		return true;
	const char *end = memchr(span.at, ';', (size_t)(span.end - span.at));
	end = end ? end : span.end;
	while (end > span.at && is_blank(end[-1]))
		end--;
	if (memchr(span.at, '.', (size_t)(end - span.at)) == NULL)
		return false;
	for (size_t i = 0; i < sizeof archives / sizeof *archives; i++) {
		size_t length = strlen(archives[i]);
		if ((size_t)(end - span.at) > length &&
			strncasecmp(end - length, archives[i], length) == 0)
			return true;
	}
	return false;
}

static struct requirement of_place(struct span span)
{
	struct span name = egg_of(span);
	if (name.at == NULL)
		name = wheel_of(span);
	if (name.at == NULL || name.at == name.end)
		return unnamed("a path or URL that names no project; write `NAME @ URL`");
	return (struct requirement){.kind = REQUIREMENT_DIRECT,
		.name = name.at,
		.length = (size_t)(name.end - name.at),
		.url = span.at};
}

/* What stands behind `@` is `file:...` or has a scheme and a host (packaging's requirements.py). */
static bool is_place(struct span span)
{
	const char *mark = find(span, "://");
	for (const char *c = span.at; mark != NULL && c < mark; c++) {
		if (!name_may_hold(*c) && *c != '+')
			return false;
	}
	return begins(span, "file:") || (mark != NULL && mark > span.at && mark + 3 < span.end &&
						strchr("/?# \t", mark[3]) == NULL);
}

/* Whether what ends so is no archive, so that it cannot be a path: behind a digit, save `.tar.bz2`.
 */
static bool ends_like_version(struct span span)
{
	return is_digit(span.end[-1]) &&
	       !(span.end[-1] == '2' && span.end - span.at > 1 && span.end[-2] == 'z');
}

size_t requirement_pinned(const char *text, size_t length)
{
	struct span rest = {text, text + length};
	if (length == 0 || !name_may_end(*text) || !ends_like_version(rest))
		return 0;
	struct span name = take_name(&rest);
	if (rest.end - rest.at < 3 || rest.at[0] != '=' || rest.at[1] != '=')
		return 0;
	rest.at += 2;
	take_name(&rest);
	return rest.at == rest.end ? (size_t)(name.end - name.at) : 0;
}

/* Nearly every line there is: `name`, `name[extra]==1.0`, `name>=1,<2`, with a marker or without.
 * What ends like an archive may be a path, and is none of these. */
static bool is_plain(struct span span, struct span *name)
{
	const char *semicolon = memchr(span.at, ';', (size_t)(span.end - span.at));
	if (semicolon != NULL) {
		struct span marker = {semicolon + 1, span.end};
		span.end = semicolon;
		while (span.end > span.at && is_blank(span.end[-1]))
			span.end--;
		if (span.end == span.at || !is_marker(marker))
			return false;
	}
	if (!name_may_end(*span.at) || (!ends_like_version(span) && span.end[-1] != '*'))
		return false;
	*name = take_name(&span);
	if (!skip_extras(&span) || !skip_versions(&span))
		return false;
	skip_blanks(&span);
	return span.at == span.end;
}

static struct requirement read_requirement(const char *text, size_t length, bool editable)
{
	struct span span = {text, text + length};
	skip_blanks(&span);
	while (span.end > span.at && is_blank(span.end[-1]))
		span.end--;
	if (span.at == span.end)
		return wrong("is empty");
	struct span rest = span, name;
	if (!editable && is_plain(span, &name))
		return (struct requirement){.kind = REQUIREMENT_INDEXED,
			.name = name.at,
			.length = (size_t)(name.end - name.at)};
	/* `name @ url` holds a path too, so it is looked at first. */
	name = take_name(&rest);
	bool direct = name.at < name.end && skip_extras(&rest);
	skip_blanks(&rest);
	direct = direct && rest.at < rest.end && *rest.at == '@';
	if (editable && !is_version_control(span))
		return unnamed("an editable folder, whose own manifest says its name");
	if (!direct && (editable || is_url(span) || is_path(span)))
		return of_place(span);
	rest = span;
	name = take_name(&rest);
	if (name.at == name.end)
		return wrong("begins with no project name");
	if (!skip_extras(&rest))
		return wrong("the extras in [...] are not whole");
	struct requirement found = {.kind = direct ? REQUIREMENT_DIRECT : REQUIREMENT_INDEXED,
		.name = name.at,
		.length = (size_t)(name.end - name.at)};
	skip_blanks(&rest);
	if (direct) {
		rest.at++;
		skip_blanks(&rest);
		found.url = rest.at;
		return is_place(rest) ? found : wrong("no URL after @");
	}
	if (!skip_versions(&rest))
		return wrong("the version after the name is none that pip reads");
	skip_blanks(&rest);
	if (rest.at == rest.end)
		return found;
	if (*rest.at != ';')
		return wrong("text behind the name that is neither version nor marker");
	rest.at++;
	return is_marker(rest) ? found : wrong("the marker behind ; is none that pip reads");
}

struct requirement requirement_read(const char *text, size_t length, bool editable)
{
	struct requirement found = read_requirement(text, length, editable);
	/* Whether a folder of that name is there only the machine knows. */
	if (found.kind == REQUIREMENT_WRONG && memchr(text, '/', length) != NULL &&
		memmem(text, length, "://", 3) == NULL)
		return unnamed("a path that names no project, or no requirement");
	return found;
}

struct requirement requirement_read_strict(const char *text, size_t length)
{
	struct span span = {text, text + length};
	skip_blanks(&span);
	struct requirement found = requirement_read(text, length, false);
	bool place = found.kind == REQUIREMENT_UNNAMED ||
		     (found.kind == REQUIREMENT_DIRECT && found.name != span.at);
	if (place || (found.kind == REQUIREMENT_DIRECT && found.url == span.at))
		return wrong("a path or URL alone; write `NAME @ URL`");
	/* pip cuts at `;` by itself, and then takes nothing behind it for no marker. */
	while (span.end > span.at && is_blank(span.end[-1]))
		span.end--;
	if (found.kind == REQUIREMENT_INDEXED && span.end[-1] == ';')
		return wrong("no marker behind ;");
	return found;
}
