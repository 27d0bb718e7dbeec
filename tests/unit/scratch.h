/* A folder of a test's own, for the files that it reads. */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include "inputs/seeds.h"
#include "unit.h"

#include <string.h>

static char folder[64];

/* A path in a folder of this test's own, which stays valid. */
static inline const char *beside(const char *name)
{
	static char paths[16][64];
	static unsigned next;
	char *path = paths[next++ % 16];
	if (folder[0] == '\0') {
		strcpy(folder, "/tmp/nameward-unit-XXXXXX");
		ck_assert_ptr_nonnull(mkdtemp(folder));
	}
	snprintf(path, sizeof paths[0], "%s/%s", folder, name);
	return path;
}

/* Writes a file into that folder and gives its path. */
static inline const char *write_file(const char *name, const char *bytes, size_t length)
{
	const char *path = beside(name);
	FILE *file = fopen(path, "wb");
	ck_assert_ptr_nonnull(file);
	fwrite(bytes, 1, length, file);
	fclose(file);
	return path;
}

static inline enum error read_text(struct seeds *seeds, struct intern *pool, const char *name,
	const char *text, struct failure *failure)
{
	*seeds = seeds_new(pool);
	enum error error = seeds_read(seeds, write_file(name, text, strlen(text)), failure);
	seeds_finish(seeds);
	return error;
}

static inline void clean_up(void)
{
	char command[96];
	snprintf(command, sizeof command, "rm -rf %s", folder);
	ck_assert_int_eq(system(command), 0);
	folder[0] = '\0';
}

#endif
