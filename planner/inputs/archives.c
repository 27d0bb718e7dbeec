/* Wheels, sdists, and archives of them, through libarchive; nothing is unpacked to disk.
 *
 * Only what names a project is read: METADATA or PKG-INFO, entry_points.txt, top_level.txt, and the
 * names of the modules on top. No filter or format is enabled that would start a program. */
#include "base/digest.h"
#include "base/text.h"
#include "inputs/metadata.h"
#include "inputs/modules.h"
#include "inputs/seeds.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* One file of interest of a distribution: of several the one with the shortest path. */
struct part {
	char *path;
	char *bytes;
	size_t length;
};

struct dist {
	struct seeds *seeds;
	const char *name; /* of the archive, as messages call it */
	bool wheel;
	unsigned depth; /* archives around this one */
	struct part metadata, entry_points, top_level;
	struct modules modules; /* of a wheel, from its paths */
	size_t entries;
	size_t *unpacked;     /* bytes, of the outermost archive and of all in it */
	bool escapes, device; /* was said once */
};

static struct place place_of(const struct dist *dist)
{
	return (struct place){intern_string(dist->seeds->pool, dist->name), 1};
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), size = strlen(end);
	return length >= size && strcasecmp(text + length - size, end) == 0;
}

static bool is_archive_name(const char *path)
{
	static const char *const ends[] = {
		".whl", ".tar.gz", ".tgz", ".zip", ".tar", ".tar.bz2", ".tar.xz", ".tar.zst"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		if (ends_with(path, ends[i]))
			return true;
	}
	return false;
}

/* Whether a path stays where it is: not absolute, no `..`. */
static bool stays_inside(const char *path)
{
	if (*path == '/' || *path == '\\')
		return false;
	for (const char *at = path; *at != '\0';) {
		size_t length = strcspn(at, "/\\");
		if (length == 2 && at[0] == '.' && at[1] == '.')
			return false;
		at += length;
		at += *at != '\0';
	}
	return true;
}

static unsigned slashes(const char *path)
{
	unsigned count = 0;
	for (; *path != '\0'; path++)
		count += *path == '/';
	return count;
}

/* The part that PATH is, NULL where it is none. */
static struct part *part_of(struct dist *dist, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *last = slash ? slash + 1 : path;
	bool info = strstr(path, ".dist-info/") != NULL || strstr(path, ".egg-info/") != NULL;
	if (slashes(path) > 3)
		return NULL;
	if (dist->wheel ? info && strcmp(last, "METADATA") == 0 : strcmp(last, "PKG-INFO") == 0)
		return &dist->metadata;
	if (info && strcmp(last, "entry_points.txt") == 0)
		return &dist->entry_points;
	return info && strcmp(last, "top_level.txt") == 0 ? &dist->top_level : NULL;
}

/* Reads one entry whole, at most CEILING bytes. False after saying why not. */
static bool read_entry(struct dist *dist, struct archive *archive, const char *path, size_t ceiling,
	struct part *part)
{
	size_t room = 0, length = 0;
	char *bytes = NULL;
	for (;;) {
		bytes = memory_grow(bytes, &room, length + 64 * 1024, 1);
		la_ssize_t got = archive_read_data(archive, bytes + length, room - length - 1);
		if (got < 0) {
			const char *why = archive_error_string(archive);
			seeds_skip(dist->seeds, place_of(dist), "%.120s cannot be unpacked: %.200s",
				path, why ? why : "it is damaged");
			break;
		}
		length += (size_t)got;
		*dist->unpacked += (size_t)got;
		if (*dist->unpacked > LIMIT_BULK_BYTES) {
			seeds_skip(dist->seeds, place_of(dist),
				"%.120s: what is read of this archive unpacks to more than %d "
				"bytes; the rest is not read",
				path, LIMIT_BULK_BYTES);
			break;
		}
		if (length > ceiling) {
			seeds_skip(dist->seeds, place_of(dist),
				"%.120s unpacks to more than %zu bytes", path, ceiling);
			break;
		}
		if (got == 0) {
			bytes[length] = '\0';
			*part = (struct part){memory_copy(path, strlen(path)), bytes, length};
			return true;
		}
	}
	free(bytes);
	return false;
}

static void release_part(struct part *part)
{
	free(part->path);
	free(part->bytes);
	*part = (struct part){0};
}

static void read_inner(struct dist *outer, const struct part *part);

/* What can be read of one entry; other entries are passed over by libarchive. */
static void meet(struct dist *dist, struct archive *archive, struct archive_entry *entry)
{
	const char *path = archive_entry_pathname_utf8(entry);
	path = path ? path : archive_entry_pathname(entry);
	if (path == NULL)
		return;
	path += strncmp(path, "./", 2) == 0 ? 2 : 0;
	struct part *part = part_of(dist, path);
	bool inner = part == NULL && !dist->wheel && is_archive_name(path);
	bool link = archive_entry_hardlink(entry) != NULL || archive_entry_symlink(entry) != NULL;
	bool device = !link && archive_entry_filetype(entry) != AE_IFREG &&
		      archive_entry_filetype(entry) != AE_IFDIR;
	if (!stays_inside(path)) {
		if (!dist->escapes)
			seeds_skip(dist->seeds, place_of(dist),
				"the entry \"%.120s\" leads out of the archive; such entries are "
				"not read",
				path);
		dist->escapes = true;
		return;
	}
	if (device || (link && (part != NULL || inner))) {
		if (!dist->device)
			seeds_skip(dist->seeds, place_of(dist),
				"the entry \"%.120s\" is a link or device; such entries are not "
				"read",
				path);
		dist->device = true;
		return;
	}
	if (link || archive_entry_filetype(entry) == AE_IFDIR)
		return;
	if (dist->wheel)
		modules_note(&dist->modules, path);
	struct part found = {0};
	if (part != NULL && (part->path == NULL || slashes(path) < slashes(part->path))) {
		if (read_entry(dist, archive, path, LIMIT_ARCHIVE_FILE_BYTES, &found)) {
			release_part(part);
			*part = found;
		}
	} else if (inner && dist->depth + 1 >= LIMIT_ARCHIVE_DEPTH) {
		seeds_skip(dist->seeds, place_of(dist),
			"%.120s: more than %d archives inside one another", path,
			LIMIT_ARCHIVE_DEPTH);
	} else if (inner && read_entry(dist, archive, path, LIMIT_FILE_BYTES, &found)) {
		read_inner(dist, &found);
		release_part(&found);
	}
}

/* The part as a file whose name leads through the archive; false where it is no text. */
static bool as_file(struct dist *dist, const struct part *part, struct file *file)
{
	if (part->path == NULL)
		return false;
	autotext struct text name = text_new(LIMIT_LINE_BYTES);
	text_addf(&name, "%s/%s", dist->name, part->path);
	*file = (struct file){
		intern_string(dist->seeds->pool, name.bytes), part->bytes, part->length};
	struct failure failure;
	if (file->length == 0 || file_must_be_text(file, &failure) == OK)
		return true;
	seeds_skip_failure(dist->seeds, file->name, &failure);
	return false;
}

/* Once the archive was walked through, in whatever order its entries stood. */
static void use_parts(struct dist *dist)
{
	struct file file;
	bool imports = false;
	const char *project = NULL;
	if (as_file(dist, &dist->metadata, &file))
		project = metadata_read(dist->seeds, &file, &imports);
	else if (dist->wheel && dist->metadata.path == NULL)
		seeds_skip(dist->seeds, place_of(dist), "holds no METADATA; it is no wheel");
	if (project == NULL)
		return;
	if (as_file(dist, &dist->entry_points, &file))
		metadata_read_entry_points(dist->seeds, &file, project);
	bool top_level = as_file(dist, &dist->top_level, &file);
	if (top_level)
		metadata_read_top_level(dist->seeds, &file, project);
	modules_use(&dist->modules, dist->seeds, project, !imports && !top_level, place_of(dist));
}

static void release_dist(struct dist *dist)
{
	release_part(&dist->metadata);
	release_part(&dist->entry_points);
	release_part(&dist->top_level);
	modules_release(&dist->modules);
}

/* All formats and filters are libarchive's own code; one that answers ARCHIVE_WARN would start a
 * program, and is left out then. */
static struct archive *open_reader(void)
{
	struct archive *archive = archive_read_new();
	if (archive == NULL)
		memory_exhausted();
	archive_read_support_format_zip(archive);
	archive_read_support_format_tar(archive);
	archive_read_support_filter_gzip(archive);
	archive_read_support_filter_bzip2(archive);
	archive_read_support_filter_xz(archive);
	archive_read_support_filter_zstd(archive);
	return archive;
}

/* Walks through an opened archive, however it ends. */
static enum error walk(struct dist *dist, struct archive *archive, struct failure *failure)
{
	struct archive_entry *entry;
	enum error error = OK;
	for (;;) {
		int answer = archive_read_next_header(archive, &entry);
		if (answer == ARCHIVE_EOF)
			break;
		if (answer < ARCHIVE_WARN) {
			const char *why = archive_error_string(archive);
			error = fail(failure, ERR_INPUT, "%s: cannot be unpacked%s: %s", dist->name,
				dist->entries > 0 ? " to its end" : "",
				why ? why : "it is no archive that is known");
			break;
		}
		bool bomb = archive_filter_bytes(archive, 0) > LIMIT_BULK_BYTES ||
			    (archive_format(archive) != ARCHIVE_FORMAT_ZIP &&
				    archive_entry_size(entry) > LIMIT_BULK_BYTES);
		if (++dist->entries > LIMIT_ARCHIVE_ENTRIES || bomb) {
			error = fail(failure, ERR_LIMIT,
				bomb ? "%s: unpacks to more than %d bytes"
				     : "%s: has more than %d entries",
				dist->name, bomb ? LIMIT_BULK_BYTES : LIMIT_ARCHIVE_ENTRIES);
			break;
		}
		meet(dist, archive, entry);
		if (*dist->unpacked > LIMIT_BULK_BYTES)
			break; /* which was said */
	}
	if (error == OK && dist->entries == 0)
		error = fail(failure, ERR_INPUT, "%s: is an empty archive", dist->name);
	if (dist->entries > 0)
		use_parts(dist);
	return error;
}

/* An archive within an archive, in memory. */
static void read_inner(struct dist *outer, const struct part *part)
{
	autotext struct text name = text_new(LIMIT_LINE_BYTES);
	text_addf(&name, "%s/%s", outer->name, part->path);
	struct dist dist = {.seeds = outer->seeds,
		.name = intern_string(outer->seeds->pool, name.bytes),
		.wheel = ends_with(part->path, ".whl"),
		.depth = outer->depth + 1,
		.unpacked = outer->unpacked};
	struct archive *archive = open_reader();
	struct failure failure;
	enum error error = OK;
	if (archive_read_open_memory(archive, part->bytes, part->length) != ARCHIVE_OK)
		error = fail(&failure, ERR_INPUT, "%s: is no archive that is known", dist.name);
	else
		error = walk(&dist, archive, &failure);
	if (error != OK)
		seeds_skip_failure(dist.seeds, dist.name, &failure);
	archive_read_free(archive);
	release_dist(&dist);
}

static enum error read_archive(
	struct seeds *seeds, const struct file *file, bool wheel, struct failure *failure)
{
	size_t unpacked = 0;
	struct dist dist = {
		.seeds = seeds, .name = file->name, .wheel = wheel, .unpacked = &unpacked};
	struct archive *archive = open_reader();
	enum { BLOCK = 64 * 1024 };
	enum error error = OK;
	if (archive_read_open_filename(archive, file->name, BLOCK) != ARCHIVE_OK) {
		const char *why = archive_error_string(archive);
		error = fail(failure, ERR_INPUT, "%s: is no archive that is known: %s", file->name,
			why ? why : "nothing fits");
	} else {
		error = walk(&dist, archive, failure);
	}
	archive_read_free(archive);
	release_dist(&dist);
	return error;
}

static enum error read_wheel(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return read_archive(seeds, file, true, failure);
}

static enum error read_other(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return read_archive(seeds, file, false, failure);
}

const struct seed_reader wheel_reader = {
	.name = "wheel",
	.summary = "a wheel: its name, import names and commands",
	.names = (const char *const[]){"*.whl", NULL},
	.binary = true,
	.read = read_wheel,
};

const struct seed_reader archive_reader = {
	.name = "archive",
	.summary = "an sdist, or an archive of wheels and sdists",
	.names = (const char *const[]){"*.tar.gz", "*.tgz", "*.zip", "*.tar", "*.tar.bz2",
		"*.tar.xz", "*.tar.zst", NULL},
	.binary = true,
	.read = read_other,
};
