/* Writes a bundle: every format of the table, and SHA256SUMS in each folder. */
#include "bundle/bundle.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "bundle/format.h"

static const char mark[] = "internal/plan.json";

static enum error add_file(struct folder *folder, enum scope scope, const char *file,
	const struct text *bytes, struct failure *failure)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	text_addf(&path, "%s/%s", scope_name(scope), file);
	if (bytes->overflowed)
		return fail(failure, ERR_LIMIT,
			"%s: would be larger than %zu bytes; plan for fewer names at a time",
			path.bytes, bytes->ceiling);
	return folder_add(folder, path.bytes, bytes->bytes, bytes->length, failure);
}

/* One line of SHA256SUMS, as sha256sum writes it. */
static void add_sum(struct text *sums, const char *file, const struct text *bytes)
{
	char digits[DIGEST_TEXT_BYTES];
	struct digest digest = digest_of(bytes->bytes, bytes->length);
	digest_format(&digest, digits);
	text_addf(sums, "%s  %s\n", digits, file);
}

/* The files of one scope; a folder without a file is not made. */
static enum error add_scope(
	struct folder *folder, const struct plan *plan, enum scope scope, struct failure *failure)
{
	autotext struct text sums = text_new(LIMIT_LINE_BYTES);
	enum error error = OK;
	for (const struct report_format *const *at = report_formats; *at && error == OK; at++) {
		for (size_t part = 1; (*at)->scope == scope && error == OK; part++) {
			autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
			autotext struct text file = text_new(LIMIT_LINE_BYTES);
			if (!report_format_render_part(*at, plan, part, &bytes))
				break;
			report_format_file(*at, part, &file);
			add_sum(&sums, file.bytes, &bytes);
			error = add_file(folder, scope, file.bytes, &bytes, failure);
		}
	}
	if (error == OK && sums.length > 0)
		error = add_file(folder, scope, "SHA256SUMS", &sums, failure);
	return error;
}

enum error bundle_write(const struct plan *plan, const char *path, struct failure *failure)
{
	struct folder folder;
	enum error error = folder_begin(&folder, path, mark, failure);
	if (error != OK)
		return error;
	for (enum scope scope = 0; scope < SCOPES && error == OK; scope++)
		error = add_scope(&folder, plan, scope, failure);
	if (error == OK)
		return folder_commit(&folder, failure);
	folder_abandon(&folder);
	return error;
}
