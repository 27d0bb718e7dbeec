/* The plan of a bundle that was written. */
#include "commands/bundled.h"
#include "base/file.h"
#include "base/text.h"
#include "plan/plan.h"

#include <string.h>
#include <unistd.h>

static const char folder[] = "internal";

static void path_of(struct text *path, const char *dir, const char *name)
{
	text_clear(path);
	text_addf(path, "%s/%s/%s", dir, folder, name);
}

/* Where the folder is signed, its sums must be what was signed. */
static enum error check_signature(
	const char *dir, const struct file *sums, struct bundled *bundled, struct failure *failure)
{
	struct file file;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	path_of(&path, dir, "SHA256SUMS.sig");
	if (access(path.bytes, F_OK) != 0)
		return OK;
	enum error error = file_read(&file, path.bytes, LIMIT_FILE_BYTES, failure);
	if (error != OK)
		return error;
	error = signature_check(file.name, file.bytes, file.length, sums->bytes, sums->length,
		&bundled->key, failure);
	bundled->is_signed = error == OK;
	file_release(&file);
	return error;
}

/* Whether SHA256SUMS gives plan.json this digest. */
static bool lists(const struct file *sums, const char *digest)
{
	autotext struct text line = text_new(LIMIT_LINE_BYTES);
	struct lines lines = lines_of(sums->name, sums->bytes, sums->length);
	text_addf(&line, "%s  plan.json", digest);
	while (lines_next(&lines)) {
		if (lines.length == line.length && memcmp(lines.text, line.bytes, line.length) == 0)
			return true;
	}
	return false;
}

static enum error check_sums(
	const char *dir, const char *plan, struct bundled *bundled, struct failure *failure)
{
	struct file sums;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	path_of(&path, dir, "SHA256SUMS");
	enum error error = file_read(&sums, path.bytes, LIMIT_FILE_BYTES, failure);
	if (error != OK)
		return error;
	error = check_signature(dir, &sums, bundled, failure);
	if (error == OK && !lists(&sums, bundled->digest))
		error = fail(failure, ERR_INPUT,
			"%s: is not as it was written: its digest is not that of SHA256SUMS beside "
			"it; take a copy that nameward verify passes, or make it again",
			plan);
	file_release(&sums);
	return error;
}

enum error bundled_read(
	struct plan *plan, const char *dir, struct bundled *bundled, struct failure *failure)
{
	struct file file;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	path_of(&path, dir, "plan.json");
	if (access(path.bytes, F_OK) != 0)
		return fail(failure, ERR_INPUT,
			"%s: is no bundle of nameward plan: it has no internal/plan.json", dir);
	enum error error = file_read(&file, path.bytes, LIMIT_BULK_BYTES, failure);
	if (error != OK)
		return error;
	struct digest found = digest_of(file.bytes, file.length);
	*bundled = (struct bundled){.is_signed = false};
	digest_format(&found, bundled->digest);
	error = check_sums(dir, file.name, bundled, failure);
	if (error == OK)
		error = file_must_be_text(&file, failure);
	if (error == OK)
		error = plan_parse(plan, file.name, file.bytes, file.length, failure);
	file_release(&file);
	return error;
}
