/* The targets that `candidates` was given. */
#include "commands/candidates_targets.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/limits.h"
#include "candidates/priors.h"
#include "names/name.h"
#include "registry/snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum error given_targets_add(struct given_targets *targets, const char *place, const char *name,
	size_t length, uint32_t uses, struct failure *failure)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	if (length > LIMIT_NAME_BYTES)
		return fail(failure, ERR_INPUT, "%s: a name has at most %d characters (%.40s...)",
			place, LIMIT_NAME_BYTES, name);
	if (!name_is_valid(name, length))
		return fail(failure, ERR_INPUT,
			"%s: \"%.*s\" is no project name: letters, digits and . _ - between them",
			place, (int)length, name);
	size_t canonical_length = name_canonical(name, length, canonical);
	*array_add(&targets->given) = (struct given_target){
		intern_text(targets->pool, canonical, canonical_length), uses};
	return OK;
}

/* The number in these characters, 1 to a million; 0 where there is none. */
static uint32_t uses_of(const char *text, size_t length)
{
	uint32_t value = 0;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9' || value > MILLION)
			return 0;
		value = value * 10 + (uint32_t)(text[i] - '0');
	}
	return value > MILLION ? 0 : value;
}

/* A line: NAME [TAB weight [TAB anything]]. */
static enum error read_line(
	struct given_targets *targets, const struct lines *lines, struct failure *failure)
{
	char place[LIMIT_MESSAGE_BYTES / 2];
	snprintf(place, sizeof place, "%s:%zu", lines->name, lines->number);
	const char *tab = memchr(lines->text, '\t', lines->length);
	size_t length = tab ? (size_t)(tab - lines->text) : lines->length;
	uint32_t uses = 0;
	if (tab != NULL) {
		const char *weight = tab + 1, *end = lines->text + lines->length;
		const char *next = memchr(weight, '\t', (size_t)(end - weight));
		size_t size = (size_t)((next ? next : end) - weight);
		uses = uses_of(weight, size);
		if (size > 0 && uses == 0)
			return fail(failure, ERR_INPUT,
				"%s: the weight is a whole number from 1 to %d", place, MILLION);
	}
	while (length > 0 && lines->text[length - 1] == ' ')
		length--;
	return given_targets_add(targets, place, lines->text, length, uses, failure);
}

enum error given_targets_read(
	struct given_targets *targets, const char *path, struct failure *failure)
{
	struct file file;
	enum error error = file_read(&file, path, LIMIT_FILE_BYTES, failure);
	if (error != OK)
		return error;
	size_t before = targets->given.count;
	error = file_must_be_text(&file, failure);
	struct lines lines = lines_of(file.name, file.bytes, file.length);
	while (error == OK && lines_next(&lines)) {
		if (lines.length > 0 && lines.text[0] != '#')
			error = read_line(targets, &lines, failure);
	}
	if (error == OK && lines.error != OK)
		error = fail(failure, lines.error, "%s", lines.failure.text);
	if (error == OK && targets->given.count == before)
		error = fail(failure, ERR_INPUT, "%s: holds no name; one a line is expected", path);
	file_release(&file);
	return error;
}

struct target given_target_weigh(const struct given_target *given, const struct priors *priors,
	const struct snapshot *snapshot, bool weighed)
{
	uint32_t number = snapshot_find(snapshot, given->name, strlen(given->name));
	struct target target = {.name = given->name,
		.kind = number == SNAPSHOT_NONE ? TARGET_PRIVATE : TARGET_PUBLIC,
		.weight = MILLION};
	if (given->uses > 0)
		target.weight = weight_of_use(priors, given->uses);
	else if (weighed && target.kind == TARGET_PUBLIC)
		target.weight = weight_of_rank(priors, snapshot_rank(snapshot, number));
	else if (weighed)
		target.weight = weight_of_use(priors, 1);
	return target;
}
