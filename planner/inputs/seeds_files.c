/* Which files were read, under one name each, and the repositories that they make one. */
#include "inputs/seeds_inner.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

uint32_t seeds_first_number(struct seeds *seeds, uint32_t repository)
{
	while (seeds->same_repository.count <= repository) {
		uint32_t own = (uint32_t)seeds->same_repository.count;
		*array_add(&seeds->same_repository) = own;
	}
	uint32_t *same = seeds->same_repository.items;
	for (; same[repository] != repository; repository = same[repository])
		same[repository] = same[same[repository]];
	return repository;
}

static void join_repositories(struct seeds *seeds, uint32_t one, uint32_t other)
{
	if (one == other)
		return;
	one = seeds_first_number(seeds, one);
	other = seeds_first_number(seeds, other);
	seeds->same_repository.items[one > other ? one : other] = one < other ? one : other;
}

/* Adds the real path of FILE. A walk follows no link below its root: there it is known. */
static void add_real_path(
	const struct seeds *seeds, struct text *path, const char *file, bool included)
{
	if (seeds->root != NULL && !included) {
		const char *rest = file + seeds->root_length;
		text_add(path, strcmp(seeds->root, "/") == 0 ? "" : seeds->root);
		text_add(path, *rest == '/' ? "" : "/");
		text_add(path, rest);
		return;
	}
	autofree char *real = strcmp(file, "-") == 0 ? NULL : realpath(file, NULL);
	text_add(path, real ? real : file);
}

bool seeds_read_before(struct seeds *seeds, const char **file, const char *format, bool included)
{
	autotext struct text key = text_new(LIMIT_BULK_BYTES);
	text_addf(&key, "%s:", format);
	add_real_path(seeds, &key, *file, included);
	uint32_t number = intern_number(seeds->read, key.bytes, key.length);
	bool before = number < seeds->files.count;
	if (!before)
		*array_add(&seeds->files) = (struct read_file){*file, INTERN_NONE};
	struct read_file *read = &seeds->files.items[number];
	*file = read->name;
	if (included)
		return before;
	if (read->repository == INTERN_NONE)
		read->repository = seeds->repository;
	join_repositories(seeds, read->repository, seeds->repository);
	return before;
}

enum inclusion seeds_include(struct seeds *seeds, const char *included)
{
	autotext struct text key = text_new(LIMIT_BULK_BYTES);
	text_addf(&key, "%zu:", seeds->inputs.count);
	add_real_path(seeds, &key, included, true);
	if (intern_find(seeds->included, key.bytes, key.length) != INTERN_NONE)
		return INCLUSION_DONE;
	if (seeds->included_count >= LIMIT_INCLUDED_FILES)
		return INCLUSION_TOO_MANY;
	seeds->included_count++;
	intern_number(seeds->included, key.bytes, key.length);
	return INCLUSION_NEW;
}
