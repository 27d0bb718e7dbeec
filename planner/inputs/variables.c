/* What lines of scripts and settings give to variables and options. */
#include "inputs/variables.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

/* Longer expansions than any that is written: each word of a line may begin one. */
enum { EXPANSION_BYTES = 1024, ATTRIBUTES_BYTES = 64 };

bool variable_may_hold(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-';
}

bool variable_is_known(const char *word, size_t size)
{
	return (size > 4 && memcmp(word, "PIP_", 4) == 0) ||
	       (size > 3 && memcmp(word, "UV_", 3) == 0);
}

const char *variable_next(const char *at, const char *end, const char **behind)
{
	while (at < end) {
		const char *word = at;
		while (at < end && variable_may_hold(*at))
			at++;
		*behind = at;
		if (variable_is_known(word, (size_t)(at - word)))
			return word;
		at += at == word;
	}
	return NULL;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && is_blank(*at))
		at++;
	return at;
}

/* Whether WORD stands right before AT, in any case. */
static bool is_before(const char *line, const char *at, const char *word)
{
	size_t length = strlen(word);
	return (size_t)(at - line) >= length && strncasecmp(at - length, word, length) == 0;
}

/* How long `$(...)`, `${...}` or `{{...}}` at AT is; 0: none begins there or it does not end. */
static size_t expansion_at(const char *at, const char *end)
{
	bool braces = end - at > 2 && at[0] == '{' && at[1] == '{';
	bool dollar = end - at > 2 && at[0] == '$' && (at[1] == '(' || at[1] == '{');
	if (!braces && !dollar)
		return 0;
	char opens = braces ? '{' : at[1], closes = opens == '(' ? ')' : '}';
	end = end - at > EXPANSION_BYTES ? at + EXPANSION_BYTES : end;
	size_t depth = 0;
	for (const char *c = at + (dollar ? 1 : 0); c < end; c++) {
		depth += *c == opens;
		depth -= *c == closes;
		if (depth == 0)
			return (size_t)(c - at) + 1;
	}
	return 0;
}

/* One that holds a blank or quote would be cut there. */
static void add_expansion(struct text *value, const char *at, size_t length)
{
	bool whole = true;
	for (size_t i = 0; i < length; i++)
		whole &= strchr(" \t\"'", at[i]) == NULL;
	if (whole) {
		text_add_bytes(value, at, length);
		return;
	}
	text_add_bytes(value, at, *at == '$' ? 2 : 1);
	text_add(value, "...");
	text_add_char(value, at[length - 1]);
}

/* What ends a value without quotes: where blanks are part of it, and where not. */
static const char plain_ends[] = "'\";,\\", word_ends[] = " \t'\";,\\";

/* The value at AT up to one of STOPS, or to its quote; where it ends is put to *BEHIND. */
static char *take_value(const char *at, const char *end, const char *stops, const char **behind)
{
	at = skip_blanks(at, end);
	char quote = at < end && (*at == '"' || *at == '\'') ? *at++ : '\0';
	autotext struct text value = text_new(LIMIT_LINE_BYTES);
	size_t depth = 0;
	while (at < end && (quote ? *at != quote : strchr(stops, *at) == NULL)) {
		size_t expansion = expansion_at(at, end);
		if (expansion > 0) {
			add_expansion(&value, at, expansion);
			at += expansion;
			continue;
		}
		bool closes = !quote && strchr(")]}", *at) != NULL;
		if (closes && depth == 0)
			break;
		depth += !quote && strchr("([{", *at) != NULL;
		depth -= closes;
		text_add_char(&value, *at++);
	}
	*behind = at;
	return memory_copy(value.bytes, value.length);
}

char *value_at(const char *at, const char *end)
{
	return take_value(at, end, word_ends, &at);
}

char *yaml_value_at(const char *at, const char *end)
{
	return take_value(at, end, plain_ends, &at);
}

char *option_value(const char *at, const char *end, const char **behind)
{
	bool quoted = at < end && (*at == '"' || *at == '\'');
	at = skip_blanks(at + quoted, end);
	bool list = quoted && at < end && *at == ',';
	at += at < end && (*at == '=' || *at == ',');
	at = skip_blanks(at, end);
	*behind = at;
	if (at < end && *at == '-') /* the next option */
		return memory_copy("", 0);
	autofree char *name = take_value(at, end, word_ends, behind);
	autotext struct text value = text_new(LIMIT_LINE_BYTES);
	/* `"--index-url", url`: of a program's own variable. */
	bool variable = list && at < end && *at != '"' && *at != '\'';
	text_addf(&value, variable ? "${%s}" : "%s", name);
	return memory_copy(value.bytes, value.length);
}

/* `ENV NAME value`, `setx NAME value`, `setenv NAME value`, `set -gx NAME value`. */
static bool is_behind_verb(const char *line, const char *word)
{
	const char *at = word;
	while (at > line && is_blank(at[-1]))
		at--;
	const char *option = at;
	while (option > line && !is_blank(option[-1]))
		option--;
	if (option < at && *option == '-') {
		while (option > line && is_blank(option[-1]))
			option--;
		return is_before(line, option, "set");
	}
	bool docker = at - line >= 3 && memcmp(at - 3, "ENV", 3) == 0;
	return docker || is_before(line, at, "setx") || is_before(line, at, "setenv");
}

/* `variable=NAME;issecret=true]value`, a command to Azure's agent. */
static const char *behind_attributes(const char *at, const char *end)
{
	size_t left = (size_t)(end - at);
	const char *close = memchr(at, ']', left < ATTRIBUTES_BYTES ? left : ATTRIBUTES_BYTES);
	return close ? close + 1 : NULL;
}

/* Behind an anchor and a tag of YAML: `&index !!str value`. */
static const char *skip_properties(const char *at, const char *end)
{
	at = skip_blanks(at, end);
	while (at < end && (*at == '&' || *at == '!')) {
		while (at < end && !is_blank(*at))
			at++;
		at = skip_blanks(at, end);
	}
	return at;
}

/* Behind a sign that gives a value: `=`, `:=`, `::=`, `?=`, `+=`, or a colon that ends a key. */
static const char *behind_sign(const char *key, const char *at, const char *end)
{
	const char *sign = at;
	while (sign < end && strchr(":?+", *sign) != NULL)
		sign++;
	if (sign < end && *sign == '=')
		return sign + 1 < end && (sign[1] == '=' || sign[1] == '~') ? NULL : sign + 1;
	bool colon = at == key && at < end && *at == ':';
	return colon && (at + 1 == end || strchr(" \t\"'", at[1]) != NULL)
		       ? skip_properties(at + 1, end)
		       : NULL;
}

/* Whether a key of YAML stands at WORD: first in its line, or in its `{...}`. */
static bool is_key(const char *line, const char *word)
{
	const char *at = word;
	at -= at > line && (at[-1] == '"' || at[-1] == '\'');
	while (at > line && (is_blank(at[-1]) || at[-1] == '-'))
		at--;
	return at == line || at[-1] == '{' || at[-1] == ',';
}

/* Behind `{name: NAME, value:`, with or without quotes, whose name ends at AT. */
static const char *value_beside(const char *line, const char *word, const char *at, const char *end)
{
	const char *before = word;
	before -= before > line && (before[-1] == '"' || before[-1] == '\'');
	while (before > line && is_blank(before[-1]))
		before--;
	if (!is_before(line, before, "name:") && !is_before(line, before, "name\":"))
		return NULL;
	at = skip_blanks(at, end);
	at = skip_blanks(at + (at < end && *at == ','), end);
	at += at < end && *at == '"';
	if (end - at < 6 || memcmp(at, "value", 5) != 0)
		return NULL;
	at += at[5] == '"' ? 6 : 5;
	return at < end && *at == ':' ? at + 1 : NULL;
}

/* Where the value begins that the line gives to the name; NULL: it gives none. *PLAIN: blanks are
 * part of it, by the rules of YAML. */
static const char *value_of_name(
	const char *line, const char *word, const char *behind, const char *end, bool *plain)
{
	if (is_before(line, word, "variable="))
		return behind_attributes(behind, end);
	const char *key = behind;
	key += key < end && (*key == '"' || *key == '\'');
	key += key < end && *key == ']';
	const char *at = skip_blanks(key, end);
	if (at == end)
		return NULL;
	bool used = is_before(line, word, "$") || is_before(line, word, "%") ||
		    is_before(line, word, "$(") || is_before(line, word, "${");
	if (used) /* `${NAME:=value}` */
		return end - at > 2 && at[0] == ':' && at[1] == '=' ? at + 2 : NULL;
	bool setter = *at == ',' && (is_before(line, word, "SetEnvironmentVariable(\"") ||
					    is_before(line, word, "SetEnvironmentVariable('") ||
					    is_before(line, word, "setdefault(\"") ||
					    is_before(line, word, "setdefault('"));
	if (setter)
		return at + 1;
	const char *beside = value_beside(line, word, key, end);
	*plain = beside != NULL || (at == key && *at == ':' && is_key(line, word));
	if (beside != NULL)
		return beside;
	if (at > behind && is_blank(*behind) && is_behind_verb(line, word) && *at != '=')
		return at;
	return behind_sign(key, at, end);
}

char *variable_value(
	const char *line, const char *word, const char *at, const char *end, const char **behind)
{
	*behind = at;
	/* `RUN --mount=type=secret,id=x,env=NAME`: what the secret holds. */
	bool mounted =
		is_before(line, word, ",env=") && (at == end || strchr(" \t,\\", *at) != NULL);
	if (mounted) {
		autotext struct text value = text_new(LIMIT_LINE_BYTES);
		text_add_char(&value, '$');
		text_add_bytes(&value, word, (size_t)(at - word));
		return memory_copy(value.bytes, value.length);
	}
	bool plain = false;
	at = value_of_name(line, word, at, end, &plain);
	return at ? take_value(at, end, plain ? plain_ends : word_ends, behind) : NULL;
}
