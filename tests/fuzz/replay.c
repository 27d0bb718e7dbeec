/* Runs a fuzz target over files and folders of files, each once: what fuzzing found stays found. */
#include "fuzz.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

static int replay(const char *path)
{
	struct file file;
	struct failure failure;
	if (file_read(&file, path, LIMIT_BULK_BYTES, &failure) != OK) {
		fprintf(stderr, "%s\n", failure.text);
		return -1;
	}
	LLVMFuzzerTestOneInput((const uint8_t *)file.bytes, file.length);
	file_release(&file);
	return 1;
}

static int replay_folder(const char *path)
{
	DIR *folder = opendir(path);
	if (folder == NULL)
		return replay(path);
	int count = 0;
	for (struct dirent *entry; (entry = readdir(folder)) != NULL && count >= 0;) {
		if (entry->d_name[0] == '.')
			continue;
		autotext struct text name = text_new(LIMIT_LINE_BYTES);
		text_addf(&name, "%s/%s", path, entry->d_name);
		int taken = replay(name.bytes);
		count = taken < 0 ? -1 : count + taken;
	}
	closedir(folder);
	return count;
}

int main(int count, char **arguments)
{
	int total = 0;
	for (int i = 1; i < count; i++) {
		int taken = replay_folder(arguments[i]);
		if (taken < 0)
			return 1;
		total += taken;
	}
	printf("%d passed, 0 failed\n", total);
	return total == 0;
}
