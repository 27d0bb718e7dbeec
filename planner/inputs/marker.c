/* Environment markers. */
#include "inputs/marker.h"
#include "base/limits.h"

#include <stddef.h>
#include <string.h>

struct span {
	const char *at, *end;
};

static void skip_blanks(struct span *span)
{
	while (span->at < span->end &&
		(*span->at == ' ' || (*span->at >= '\t' && *span->at <= '\r')))
		span->at++;
}

static bool take(struct span *span, const char *word)
{
	size_t length = strlen(word);
	if ((size_t)(span->end - span->at) < length || *span->at != *word ||
		memcmp(span->at, word, length) != 0)
		return false;
	span->at += length;
	return true;
}

static bool take_any(struct span *span, const char *const *words)
{
	skip_blanks(span);
	for (; *words != NULL; words++) {
		if (take(span, *words))
			return true;
	}
	return false;
}

/* A variable of PEP 508 or of its forerunners, or a text in quotes. */
static bool take_value(struct span *span)
{
	/* Longer ones first: the first that fits is taken. */
	static const char *const variables[] = {"implementation_version",
		"platform_python_implementation", "implementation_name", "python_full_version",
		"platform_release", "platform_version", "platform_machine", "platform_system",
		"python_version", "sys_platform", "os_name", "os.name", "sys.platform",
		"platform.version", "platform.machine", "platform.python_implementation",
		"python_implementation", "extra", NULL};
	skip_blanks(span);
	if (span->at < span->end && (*span->at == '"' || *span->at == '\'')) {
		const char *close =
			memchr(span->at + 1, *span->at, (size_t)(span->end - span->at - 1));
		span->at = close ? close + 1 : span->at;
		return close != NULL;
	}
	return take_any(span, variables);
}

static bool take_comparison(struct span *span)
{
	static const char *const comparisons[] = {
		"===", "==", ">=", "<=", "!=", "~=", ">", "<", "not in", "in", NULL};
	return take_value(span) && take_any(span, comparisons) && take_value(span);
}

static bool take_marker(struct span *span, unsigned depth)
{
	static const char *const joins[] = {"and", "or", NULL};
	do {
		skip_blanks(span);
		if (span->at < span->end && *span->at == '(') {
			span->at++;
			static const char *const close[] = {")", NULL};
			if (depth == 0 || !take_marker(span, depth - 1) || !take_any(span, close))
				return false;
		} else if (!take_comparison(span)) {
			return false;
		}
	} while (take_any(span, joins));
	return true;
}

bool marker_is(const char *at, const char *end)
{
	struct span span = {at, end};
	if (!take_marker(&span, LIMIT_TREE_DEPTH))
		return false;
	skip_blanks(&span);
	return span.at == span.end;
}
