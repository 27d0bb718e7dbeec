/* The plan of a bundle that was written. */
#include "commands/bundled.h"
#include "base/file.h"
#include "base/text.h"
#include "bundle/format.h"
#include "bundle/sums.h"
#include "commands/plan_file.h"

#include <unistd.h>

struct first_fault {
	struct failure *failure;
	bool any;
};

static void take_fault(void *context, const char *path, const char *what)
{
	struct first_fault *first = context;
	if (!first->any)
		fail(first->failure, ERR_INPUT,
			"%s: %s; take a copy that nameward verify passes, or make it again", path,
			what);
	first->any = true;
}

/* Where the folder is signed, its sums must be what was signed. */
static enum error check_signature(const char *folder, const struct file *sums,
	struct bundled *bundled, struct failure *failure)
{
	struct file file;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	text_addf(&path, "%s/%s", folder, sums_signature);
	if (access(path.bytes, F_OK) != 0)
		return OK;
	enum error error = file_read(&file, path.bytes, LIMIT_FILE_BYTES, failure);
	if (error != OK)
		return error;
	error = signature_check(path.bytes, file.bytes, file.length, sums->bytes, sums->length,
		&bundled->key, failure);
	bundled->is_signed = error == OK;
	file_release(&file);
	return error;
}

static enum error check_folder(const char *folder, struct bundled *bundled, struct failure *failure)
{
	struct file sums;
	struct first_fault first = {.failure = failure};
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	text_addf(&path, "%s/%s", folder, sums_file);
	enum error error = file_read(&sums, path.bytes, SUMS_BYTES, failure);
	if (error != OK)
		return error;
	sums_check(folder, &sums, take_fault, &first);
	error = first.any ? ERR_INPUT : check_signature(folder, &sums, bundled, failure);
	file_release(&sums);
	return error;
}

enum error bundled_read(
	struct plan *plan, const char *dir, struct bundled *bundled, struct failure *failure)
{
	struct digest found;
	autotext struct text folder = text_new(LIMIT_LINE_BYTES);
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	text_addf(&folder, "%s/%s", dir, scope_name(SCOPE_INTERNAL));
	text_addf(&path, "%s/plan.json", folder.bytes);
	*bundled = (struct bundled){.is_signed = false};
	if (access(path.bytes, F_OK) != 0)
		return fail(failure, ERR_INPUT,
			"%s: is no bundle of nameward plan: it has no internal/plan.json", dir);
	enum error error = check_folder(folder.bytes, bundled, failure);
	if (error == OK)
		error = digest_of_file(&found, path.bytes, failure);
	if (error != OK)
		return error;
	digest_format(&found, bundled->digest);
	return plan_file_read(plan, path.bytes, failure);
}
