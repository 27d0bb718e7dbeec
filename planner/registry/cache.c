/* Where snapshots are kept, and which one is meant; the embedded list, unpacked there once. */
#include "registry/cache.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "registry/builder.h"
#include "registry/snapshot_file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool cache_folder(struct text *path)
{
	const char *own = getenv("NAMEWARD_CACHE"), *cache = getenv("XDG_CACHE_HOME");
	const char *home = getenv("HOME");
	if (own != NULL && own[0] != '\0')
		text_add(path, own);
	else if (cache != NULL && cache[0] == '/')
		text_addf(path, "%s/nameward", cache);
	else if (home != NULL && home[0] == '/')
		text_addf(path, "%s/.cache/nameward", home);
	return path->length > 0;
}

bool cache_newest(struct text *path)
{
	if (!cache_folder(path))
		return false;
	text_add(path, "/index.snapshot");
	return true;
}

/* Builds the embedded list's image. */
static enum error build_embedded(char **image, size_t *size, struct failure *failure)
{
	struct embedded_list list;
	enum error error = embedded_list_read(&list, failure);
	if (error != OK)
		return error;
	struct builder *builder = builder_new();
	for (uint32_t i = 0; i < list.count; i++)
		builder_add(builder, list.text + list.rows[i].offset, list.rows[i].length);
	struct builder_facts facts = {.url = "", .embedded = true, .list = &list};
	struct builder_counts counts;
	date_parse(EMBEDDED_LIST_DAY, &facts.day);
	builder_finish(builder, &facts, image, size, &counts);
	builder_free(builder);
	return OK;
}

/* "FOLDER/embedded-VERSION-DIGEST.snapshot" */
static bool embedded_path(struct text *path)
{
	if (!cache_folder(path))
		return false;
	text_addf(path, "/embedded-%d-%.16s.snapshot", LAYOUT_VERSION, embedded_list_digest());
	return true;
}

void cache_forget_embedded(void)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	if (embedded_path(&path))
		unlink(path.bytes);
}

/* Keeps the image in the cache folder; where that cannot be, it serves from memory. */
static void keep(const char *path, const char *image, size_t size)
{
	autofree char *folder = memory_copy(path, strlen(path));
	*strrchr(folder, '/') = '\0';
	if (folder_make(folder, NULL) == OK)
		file_write(path, image, size, 0600, NULL);
}

static enum error open_embedded(struct snapshot **snapshot, struct failure *failure)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	bool keeps = embedded_path(&path);
	if (keeps && snapshot_map(snapshot, path.bytes, NULL) == OK)
		return OK;
	char *image;
	size_t size;
	enum error error = build_embedded(&image, &size, failure);
	if (error != OK)
		return error;
	if (keeps)
		keep(path.bytes, image, size);
	return snapshot_of_image(snapshot, "the embedded list", image, size, false, failure);
}

enum error snapshot_open(struct snapshot **snapshot, const char *which, struct failure *failure)
{
	if (which != NULL && strcmp(which, "embedded") == 0)
		return open_embedded(snapshot, failure);
	if (which != NULL)
		return snapshot_map(snapshot, which, failure);
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	if (cache_newest(&path) && access(path.bytes, F_OK) == 0)
		return snapshot_map(snapshot, path.bytes, failure);
	return open_embedded(snapshot, failure);
}
