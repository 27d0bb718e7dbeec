/* Whose a name is. */
#include "inputs/owners.h"
#include "base/text.h"
#include "inputs/url.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* PATTERN with its `**` parts against PATH: `**` stands for any number of folders. */
static bool fits(const char *pattern, const char *path, unsigned depth)
{
	const char *stars = strstr(pattern, "**/");
	if (stars == NULL || depth == 0) {
		/* A star behind the last slash is what stands directly in the folder; any other
		 * pattern that names a folder is all that is below it. */
		size_t length = strlen(pattern);
		bool flat = length >= 2 && strcmp(pattern + length - 2, "/*") == 0;
		return fnmatch(pattern, path, FNM_PATHNAME | (flat ? 0 : FNM_LEADING_DIR)) == 0;
	}
	/* What stands before `**` fits the first folders; then any tail of the path may follow. */
	size_t before = (size_t)(stars - pattern);
	autofree char *head = memory_copy(pattern, before);
	for (const char *at = path; at != NULL; at = strchr(at, '/')) {
		at += *at == '/';
		size_t length = (size_t)(at - path);
		autofree char *begin = memory_copy(path, length);
		bool head_fits = before == 0 ? true : fnmatch(head, begin, FNM_PATHNAME) == 0;
		if (head_fits && fits(stars + 3, at, depth - 1))
			return true;
		if (*at == '\0')
			break;
	}
	return false;
}

enum { DOUBLE_STARS = 4 };

bool owners_pattern_fits(const char *pattern, const char *path)
{
	size_t length = strlen(pattern);
	if (length == 0 || strcmp(pattern, "*") == 0 || strcmp(pattern, "/") == 0)
		return length > 0;
	autofree char *cut = memory_copy(pattern, length);
	bool folder = cut[length - 1] == '/';
	if (folder)
		cut[length - 1] = '\0';
	bool anchored = strchr(cut, '/') != NULL;
	const char *from = cut + (cut[0] == '/');
	if (length >= 3 && strcmp(pattern + length - 3, "/**") == 0)
		cut[length - 3] = '\0';
	if (anchored) {
		/* A pattern that ends in `/` fits only what is below a folder. */
		if (!fits(from, path, DOUBLE_STARS))
			return false;
		return !folder || strchr(path, '/') != NULL;
	}
	for (const char *at = path; at != NULL; at = strchr(at, '/')) {
		at += *at == '/';
		bool below = strchr(at, '/') != NULL;
		if (fnmatch(from, at, FNM_PATHNAME | FNM_LEADING_DIR) == 0 && (below || !folder))
			return true;
		if (*at == '\0')
			break;
	}
	return false;
}

static const char *owner_of_path(const struct seeds *seeds, const char *path)
{
	const struct owner_rule *best = NULL;
	for (size_t i = 0; i < seeds->owners.count; i++) {
		const struct owner_rule *rule = &seeds->owners.items[i];
		size_t length = strlen(rule->folder);
		if (rule->of_names || strncmp(rule->folder, path, length) != 0)
			continue;
		/* The rules of the nearest folder count, and there the last one. */
		bool nearer = best == NULL || length >= strlen(best->folder);
		if (nearer && owners_pattern_fits(rule->pattern, path + length))
			best = rule;
	}
	return best ? best->owner : NULL;
}

static const char *owner_of_name(const struct seeds *seeds, const char *name)
{
	const char *owner = NULL;
	for (size_t i = 0; i < seeds->owners.count; i++) {
		const struct owner_rule *rule = &seeds->owners.items[i];
		if (rule->of_names && fnmatch(rule->pattern, name, 0) == 0)
			owner = rule->owner;
	}
	return owner;
}

static int compare_rules(const void *a, const void *b)
{
	const struct owner_rule *left = a, *right = b;
	int order = strcmp(left->place.file, right->place.file);
	return order ? order
		     : (left->place.line > right->place.line) -
			       (left->place.line < right->place.line);
}

void owners_assign(struct seeds *seeds)
{
	if (seeds->owners.count == 0)
		return;
	qsort(seeds->owners.items, seeds->owners.count, sizeof *seeds->owners.items, compare_rules);
	for (size_t i = 0; i < seeds->names.count; i++) {
		struct seed *seed = &seeds->names.items[i];
		if (seed->owner == NULL)
			seed->owner = owner_of_name(seeds, seed->name);
		if (seed->owner == NULL)
			seed->owner = owner_of_path(seeds, seed->home.file);
	}
	for (size_t i = 0; i < seeds->weaknesses.count; i++) {
		struct weakness *weakness = &seeds->weaknesses.items[i];
		weakness->owner = owner_of_path(seeds, weakness->place.file);
	}
}

/* The folder that a CODEOWNERS file speaks of: its own, or the one above .github, .gitlab, docs. */
static const char *folder_of(struct seeds *seeds, const char *file)
{
	const char *slash = strrchr(file, '/');
	size_t length = slash ? (size_t)(slash - file) + 1 : 0;
	static const char *const homes[] = {".github/", ".gitlab/", "docs/"};
	for (size_t i = 0; i < sizeof homes / sizeof *homes; i++) {
		size_t size = strlen(homes[i]);
		bool inside = length >= size && memcmp(file + length - size, homes[i], size) == 0 &&
			      (length == size || file[length - size - 1] == '/');
		if (inside)
			return intern_text(seeds->pool, file, length - size);
	}
	return intern_text(seeds->pool, file, length);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Owners are shown; whoever wrote a URL there wrote its password too. */
static const char *owner_text(struct seeds *seeds, const char *text, size_t length)
{
	autotext struct text clean = text_new(LIMIT_LINE_BYTES);
	without_secrets(&clean, text, length);
	return intern_string(seeds->pool, clean.bytes);
}

/* The first owner behind the brackets of a section, `^[Docs][2] @writers`: that of its rules
 * without one (GitLab, "Code Owners"). NULL: none. */
static const char *owner_of_section(struct seeds *seeds, const char *line, size_t length)
{
	const char *close = memrchr(line, ']', length);
	size_t from = close ? (size_t)(close - line) + 1 : length;
	while (from < length && is_blank(line[from]))
		from++;
	size_t end = from;
	while (end < length && !is_blank(line[end]))
		end++;
	return end > from ? owner_text(seeds, line + from, end - from) : NULL;
}

/* `pattern owner [owner]...`; a line without owner has that of its section, SECTION, or takes the
 * owner away. */
static void add_rule(struct seeds *seeds, const char *folder, bool of_code, const char *section,
	struct place place, const char *line, size_t length)
{
	size_t end = 0;
	while (end < length && !is_blank(line[end]))
		end += line[end] == '\\' && end + 1 < length ? 2 : 1;
	end = end < length ? end : length;
	size_t from = end, stop = length;
	while (from < length && is_blank(line[from]))
		from++;
	while (stop > from && is_blank(line[stop - 1]))
		stop--;
	/* The first of several: findings go to one. */
	size_t first = from;
	while (of_code && first < stop && !is_blank(line[first]))
		first++;
	if (of_code)
		stop = first;
	bool of_names = !of_code && memchr(line, '/', end) == NULL;
	if (!of_code && from == stop) {
		seeds_skip(seeds, place, "has no second column, the owner of the first");
		return;
	}
	if (seeds->owners.count >= LIMIT_OWNER_RULES) {
		seeds_skip(seeds, place, "more than %d rules of owners", LIMIT_OWNER_RULES);
		return;
	}
	*array_add(&seeds->owners) = (struct owner_rule){.folder = folder,
		.pattern = intern_text(seeds->pool, line, end),
		.owner = from < stop ? owner_text(seeds, line + from, stop - from) : section,
		.of_names = of_names,
		.place = place};
}

static enum error read_rules(
	struct seeds *seeds, const struct file *file, bool of_code, struct failure *failure)
{
	const char *folder = folder_of(seeds, file->name), *section = NULL;
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (lines_next(&lines)) {
		size_t begin = 0, length = lines.length;
		while (begin < length && is_blank(lines.text[begin]))
			begin++;
		if (begin == length || lines.text[begin] == '#')
			continue;
		for (size_t i = begin; i + 1 < length; i++) {
			if (is_blank(lines.text[i]) && lines.text[i + 1] == '#')
				length = i;
		}
		bool opens = lines.text[begin] == '[' || strncmp(lines.text + begin, "^[", 2) == 0;
		if (of_code && opens) {
			section = owner_of_section(seeds, lines.text + begin, length - begin);
			continue;
		}
		add_rule(seeds, folder, of_code, section, (struct place){file->name, lines.number},
			lines.text + begin, length - begin);
	}
	return lines.error == OK ? OK : fail(failure, lines.error, "%s", lines.failure.text);
}

static enum error read_codeowners(
	struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return read_rules(seeds, file, true, failure);
}

static enum error read_owners(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return read_rules(seeds, file, false, failure);
}

const struct seed_reader codeowners_reader = {
	.name = "CODEOWNERS",
	.summary = "whose a file is, so that findings can be routed",
	.names = (const char *const[]){"codeowners", NULL},
	.read = read_codeowners,
};

const struct seed_reader owners_reader = {
	.name = "owners",
	.summary = "two columns: a name, a pattern of names or of paths, and its owner",
	.names = (const char *const[]){"owners.tsv", "owners.txt", "*.owners", NULL},
	.read = read_owners,
};
