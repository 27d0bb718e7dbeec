/* Files that other files name. */
#include "inputs/named_file.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool named_file_is_special(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

/* Takes the last part off, and its slash; false where there is none that could go. */
static bool take_last(struct text *path)
{
	const char *slash = strrchr(path->bytes, '/');
	const char *last = slash ? slash + 1 : path->bytes;
	if (*last == '\0' || strcmp(last, ".") == 0 || strcmp(last, "..") == 0)
		return false;
	path->length = slash ? (size_t)(slash - path->bytes) : 0;
	path->bytes[path->length] = '\0';
	return true;
}

/* Goes from the folder in PATH along VALUE by its words alone; the folder stays as it was written.
 */
static void follow(struct text *path, const char *value)
{
	for (const char *at = value; *at != '\0';) {
		size_t length = strcspn(at, "/");
		bool here = length == 0 || (length == 1 && *at == '.');
		bool above = length == 2 && memcmp(at, "..", 2) == 0;
		if (!here && !(above && take_last(path))) {
			text_add(path, path->length > 0 ? "/" : "");
			text_add_bytes(path, at, length);
		}
		at += length;
		at += *at == '/';
	}
}

static bool are_same_file(const char *a, const char *b)
{
	autofree char *left = realpath(a, NULL), *right = realpath(b, NULL);
	return left != NULL && right != NULL && strcmp(left, right) == 0;
}

void named_file_path(struct text *path, const char *file, const char *value)
{
	autotext struct text whole = text_new(LIMIT_LINE_BYTES), clean = text_new(LIMIT_LINE_BYTES);
	const char *slash = strrchr(file, '/');
	bool beside = value[0] != '/' && slash != NULL;
	if (beside)
		text_add_bytes(&whole, file, (size_t)(slash - file) + 1);
	else if (strcmp(value, "-") == 0)
		text_add(&whole, "./");
	text_add(&whole, value);
	if (beside && slash > file)
		text_add_bytes(&clean, file, (size_t)(slash - file));
	follow(&clean, value);
	bool same =
		value[0] != '/' && strcmp(clean.bytes, "-") != 0 && clean.length > 0 &&
		(strcmp(whole.bytes, clean.bytes) == 0 || are_same_file(whole.bytes, clean.bytes));
	text_add(path, same ? clean.bytes : whole.bytes);
}

bool named_folder_is_project(struct text *path, const char *file, const char *value)
{
	static const char *const manifests[] = {"pyproject.toml", "setup.py", "setup.cfg"};
	value += strncmp(value, "file:", 5) == 0 ? 5 : 0;
	autofree char *folder = memory_copy(value, strcspn(value, "[;# "));
	if (*folder == '\0' || strstr(folder, "://") != NULL)
		return false;
	named_file_path(path, file, folder);
	for (size_t i = 0; i < sizeof manifests / sizeof *manifests; i++) {
		autotext struct text manifest = text_new(LIMIT_LINE_BYTES);
		struct stat status;
		text_addf(&manifest, "%s/%s", path->bytes, manifests[i]);
		if (stat(manifest.bytes, &status) == 0 && S_ISREG(status.st_mode))
			return true;
	}
	return false;
}
