/* A plan.json on disk. */
#include "commands/plan_file.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "plan/plan.h"

#include <sys/stat.h>

void plan_file_path(const char *word, struct text *path)
{
	struct stat status;
	text_add(path, word);
	if (stat(word, &status) == 0 && S_ISDIR(status.st_mode))
		text_add(path, "/internal/plan.json");
}

enum error plan_file_read(struct plan *plan, const char *path, struct failure *failure)
{
	struct file file;
	enum error error = file_read(&file, path, LIMIT_BULK_BYTES, failure);
	if (error != OK)
		return error;
	error = file_must_be_text(&file, failure);
	if (error == OK)
		error = plan_parse(plan, file.name, file.bytes, file.length, failure);
	file_release(&file);
	return error;
}
