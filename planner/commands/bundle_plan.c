/* The plan of a bundle. */
#include "commands/bundle_plan.h"
#include "base/file.h"
#include "base/text.h"
#include "bundle/format.h"
#include "bundle/signature.h"
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
		fail(first->failure, ERR_INPUT, "%s: %s; see nameward verify", path, what);
	first->any = true;
}

static enum error check_signature(const char *folder, const struct file *sums, bool *is_signed,
	struct signature_key *key, struct failure *failure)
{
	struct file file;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	text_addf(&path, "%s/%s", folder, sums_signature);
	*is_signed = access(path.bytes, F_OK) == 0;
	if (!*is_signed)
		return OK;
	enum error error = file_read(&file, path.bytes, LIMIT_FILE_BYTES, failure);
	if (error != OK)
		return error;
	error = signature_check(
		path.bytes, file.bytes, file.length, sums->bytes, sums->length, key, failure);
	file_release(&file);
	return error;
}

static enum error check_folder(
	const char *folder, bool *is_signed, struct signature_key *key, struct failure *failure)
{
	struct file sums;
	struct first_fault first = {.failure = failure};
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	text_addf(&path, "%s/%s", folder, sums_file);
	enum error error = file_read(&sums, path.bytes, SUMS_BYTES, failure);
	if (error != OK)
		return error;
	sums_check(folder, &sums, take_fault, &first);
	error = first.any ? ERR_INPUT : check_signature(folder, &sums, is_signed, key, failure);
	file_release(&sums);
	return error;
}

enum error bundle_plan_read(struct plan *plan, const char *bundle, bool *is_signed,
	struct signature_key *key, struct failure *failure)
{
	autotext struct text folder = text_new(LIMIT_LINE_BYTES);
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	text_addf(&folder, "%s/%s", bundle, scope_name(SCOPE_INTERNAL));
	text_addf(&path, "%s/plan.json", folder.bytes);
	enum error error = check_folder(folder.bytes, is_signed, key, failure);
	return error == OK ? plan_file_read(plan, path.bytes, failure) : error;
}
