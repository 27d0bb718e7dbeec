/* The walk through a folder. */
#include "inputs/walk.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct walk {
	struct seeds *seeds;
	size_t entries;
	size_t read; /* files of a known format */
	bool full;
};

/* One folder on the way, its files before its folders. */
struct level {
	struct walk *walk;
	const char *path;
	const struct level *above;
	unsigned depth;
};

static bool is_passed(const char *name)
{
	static const char *const names[] = {".git", ".hg", ".svn", ".jj", "node_modules",
		"__pycache__", ".venv", "site-packages", ".tox", ".nox", ".eggs", ".mypy_cache",
		".pytest_cache", ".ruff_cache", ".pixi", "__pypackages__"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

static bool exists_in(const char *folder, const char *name)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	struct stat status;
	text_addf(&path, "%s/%s", folder, name);
	return lstat(path.bytes, &status) == 0;
}

/* Whether the real path PATH is the folder ROOT, which is one too, or below it. */
static bool is_below(const char *path, const char *root)
{
	size_t length = strlen(root);
	length -= root[length - 1] == '/';
	return strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

bool walk_stays_inside(const struct seeds *seeds, const char *path)
{
	autofree char *target = seeds->root ? realpath(path, NULL) : NULL;
	return target == NULL || is_below(target, seeds->root);
}

/* The link is named where it leads out; inside, its target is met on the way, by its own name. */
static void look_at_link(struct walk *walk, const char *path)
{
	autofree char *target = realpath(path, NULL);
	bool inside = target != NULL && is_below(target, walk->seeds->root);
	struct stat status;
	bool folder = target != NULL && stat(target, &status) == 0 && S_ISDIR(status.st_mode);
	bool met = inside && (folder || reader_may_take(target));
	if (met || (!folder && !reader_may_take(path)))
		return;
	seeds_skip(walk->seeds, (struct place){intern_string(walk->seeds->pool, path), 1},
		target == NULL ? "a link that leads nowhere"
		: inside ? "a link to a file whose own name says no format; name that to have "
			   "it read"
			 : "a link that leads out of the tree; name its target to have it read");
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_entry(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static void walk_level(const struct level *level, bool first);

static void enter(const struct level *above, const char *path, const char *name)
{
	struct walk *walk = above->walk;
	if (is_passed(name) || exists_in(path, "pyvenv.cfg") || exists_in(path, "conda-meta")) {
		walk->seeds->folders_passed++;
		return;
	}
	struct level level = {walk, path, above, above->depth + 1};
	if (level.depth > LIMIT_WALK_DEPTH) {
		seeds_skip(walk->seeds, (struct place){intern_string(walk->seeds->pool, path), 1},
			"more than %d folders inside one another", LIMIT_WALK_DEPTH);
		return;
	}
	uint32_t repository = walk->seeds->repository;
	if (exists_in(path, ".git"))
		walk->seeds->repository =
			intern_number(walk->seeds->repositories, path, strlen(path));
	walk_level(&level, false);
	walk->seeds->repository = repository;
}

/* DT_DIR, DT_LNK, ...: as the folder's listing says, or by a look where the file system leaves that
 * open; DT_UNKNOWN: it is gone. */
static unsigned char type_of(const struct dirent *entry, const char *path)
{
	struct stat status;
	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type;
	return lstat(path, &status) == 0 ? IFTODT(status.st_mode) : DT_UNKNOWN;
}

static void add_path(struct text *path, const struct level *level, const char *name)
{
	size_t length = strlen(level->path);
	text_add_bytes(path, level->path, length);
	text_add(path, length > 0 && level->path[length - 1] == '/' ? "" : "/");
	text_add(path, name);
}

static void meet(const struct level *level, const struct dirent *entry, bool folders)
{
	struct walk *walk = level->walk;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	add_path(&path, level, entry->d_name);
	unsigned char type = type_of(entry, path.bytes);
	if (path.overflowed || type == DT_UNKNOWN || folders != (type == DT_DIR))
		return;
	if (type == DT_DIR) {
		enter(level, path.bytes, entry->d_name);
	} else if (type == DT_LNK) {
		look_at_link(walk, path.bytes);
	} else if (type != DT_REG) {
		if (reader_may_take(path.bytes))
			seeds_skip(walk->seeds,
				(struct place){intern_string(walk->seeds->pool, path.bytes), 1},
				"is a device, pipe or socket");
	} else {
		bool read = reader_may_take(path.bytes) && read_found(walk->seeds, path.bytes);
		walk->read += read;
		walk->seeds->other_files += !read;
	}
}

/* What is read next is of the repository NAME in this folder. */
static void begin_repository(const struct level *level, const char *name)
{
	struct seeds *seeds = level->walk->seeds;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	add_path(&path, level, name);
	seeds->repository = intern_number(seeds->repositories, path.bytes, path.length);
}

/* Reads a folder: its files, then what is below. FIRST: the folder that the user named. */
static void walk_level(const struct level *level, bool first)
{
	struct walk *walk = level->walk;
	struct dirent **entries = NULL;
	int count = scandir(level->path, &entries, is_entry, by_name);
	if (count < 0) {
		seeds_skip(walk->seeds,
			(struct place){intern_string(walk->seeds->pool, level->path), 1},
			"cannot be listed: %s", strerror(errno));
		return;
	}
	size_t read = walk->read;
	for (int pass = 0; pass < 2; pass++) {
		bool each =
			pass == 1 && first && walk->read == read && !exists_in(level->path, ".git");
		for (int i = 0; i < count && !walk->full; i++) {
			if (pass == 0 && ++walk->entries > LIMIT_WALK_ENTRIES) {
				walk->full = true;
				seeds_skip(walk->seeds,
					(struct place){
						intern_string(walk->seeds->pool, level->path), 1},
					"more than %d files and folders; name parts of the tree",
					LIMIT_WALK_ENTRIES);
			}
			if (each)
				begin_repository(level, entries[i]->d_name);
			meet(level, entries[i], pass == 1);
		}
	}
	for (int i = 0; i < count; i++)
		free(entries[i]);
	free(entries);
}

enum { KEPT_BYTES = 16 * 1024 * 1024 };

enum error walk_folder(struct seeds *seeds, const char *path, struct failure *failure)
{
	autofree char *root = realpath(path, NULL);
	DIR *folder = root ? opendir(root) : NULL;
	if (folder == NULL)
		return fail(failure, ERR_INPUT, "%s: cannot be listed: %s", path, strerror(errno));
	closedir(folder);
	/* File after file is read and released: memory that goes back to the system each time costs
	 * a third of the run. */
	mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
	size_t skipped = seeds->skipped.count;
	struct walk walk = {.seeds = seeds};
	struct level level = {.walk = &walk, .path = path};
	seeds->repository = intern_number(seeds->repositories, path, strlen(path));
	seeds->root = root;
	seeds->root_length = strlen(path);
	walk_level(&level, true);
	seeds->root = NULL;
	if (walk.read == 0 && seeds->skipped.count == skipped)
		return fail(failure, ERR_INPUT,
			"%s: holds no file of a format that is known; nameward seeds --help lists "
			"them",
			path);
	return OK;
}
