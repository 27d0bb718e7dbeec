/* Writes a bundle: every format of the table, and SHA256SUMS in each folder. */
#include "bundle/bundle.h"
#include "base/file.h"
#include "base/text.h"
#include "bundle/format.h"
#include "bundle/notice.h"
#include "bundle/signature.h"
#include "bundle/sums.h"
#include "plan/plan.h"

#include <sys/stat.h>

static const char mark[] = "internal/plan.json";

/* One scope as it is written. */
struct scope_writing {
	struct folder *folder;
	const char *below;           /* where in the folder: "send/" */
	const struct signer *signer; /* NULL: not signed */
	const char *principal;       /* whose key it is, for ssh-keygen */
	struct text sums;
};

static enum error put_file(struct scope_writing *writing, const char *file,
	const struct text *bytes, struct failure *failure)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	text_addf(&path, "%s%s", writing->below, file);
	if (bytes->overflowed)
		return fail(failure, ERR_LIMIT,
			"%s: would be larger than %zu bytes; plan for fewer names at a time",
			path.bytes, bytes->ceiling);
	return folder_add(writing->folder, path.bytes, bytes->bytes, bytes->length, failure);
}

/* A file that SHA256SUMS lists. */
static enum error add_file(struct scope_writing *writing, const char *file,
	const struct text *bytes, struct failure *failure)
{
	sums_add(&writing->sums, file, bytes);
	return put_file(writing, file, bytes, failure);
}

void bundle_allowed_signers(const char *principal, const char *key_line, struct text *out)
{
	text_addf(out,
		"# Whether this folder is as its sender signed it; the key is also published where "
		"the sender says:\n"
		"#   ssh-keygen -Y verify -f allowed_signers -I %s -n %s -s SHA256SUMS.sig < "
		"SHA256SUMS\n"
		"#   sha256sum -c SHA256SUMS\n"
		"%s namespaces=\"%s\" %s\n",
		principal, signature_namespace, principal, signature_namespace, key_line);
}

/* Who signs, for ssh-keygen: the first role mailbox, which is one word by the policy's rules. */
static const char *principal_of(const char *const *contacts, size_t count)
{
	return count > 0 ? contacts[0] : "nameward";
}

/* Not in internal/, which goes to nobody. */
static enum error add_key(struct scope_writing *writing, struct failure *failure)
{
	autotext struct text line = text_new(LIMIT_LINE_BYTES);
	autotext struct text public = text_new(LIMIT_LINE_BYTES);
	autotext struct text allowed = text_new(LIMIT_LINE_BYTES);
	signature_key_line(signer_key(writing->signer), &line);
	text_addf(&public, "%s %s\n", line.bytes, writing->principal);
	bundle_allowed_signers(writing->principal, line.bytes, &allowed);
	enum error error = add_file(writing, "signer.pub", &public, failure);
	return error == OK ? add_file(writing, "allowed_signers", &allowed, failure) : error;
}

static enum error add_signature(struct scope_writing *writing, struct failure *failure)
{
	autotext struct text signature = text_new(LIMIT_FILE_BYTES);
	enum error error = signer_sign(
		writing->signer, writing->sums.bytes, writing->sums.length, &signature, failure);
	return error == OK ? put_file(writing, sums_signature, &signature, failure) : error;
}

/* What closes a scope; nothing where it has no file, so that no folder is made. */
static enum error end_scope(struct scope_writing *writing, bool tell_key, struct failure *failure)
{
	enum error error = OK;
	if (writing->sums.length == 0)
		return OK;
	if (writing->signer != NULL && tell_key)
		error = add_key(writing, failure);
	if (error == OK)
		error = put_file(writing, sums_file, &writing->sums, failure);
	if (error == OK && writing->signer != NULL)
		error = add_signature(writing, failure);
	return error;
}

static enum error add_scope(struct folder *folder, const struct plan *plan, enum scope scope,
	const struct signer *signer, struct failure *failure)
{
	autotext struct text below = text_new(LIMIT_LINE_BYTES);
	text_addf(&below, "%s/", scope_name(scope));
	struct scope_writing writing = {folder, below.bytes, signer,
		principal_of(plan->organisation.contacts.items, plan->organisation.contacts.count),
		text_new(LIMIT_LINE_BYTES)};
	enum error error = OK;
	for (const struct report_format *const *at = report_formats; *at && error == OK; at++) {
		for (size_t part = 1; (*at)->scope == scope && error == OK; part++) {
			autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
			autotext struct text file = text_new(LIMIT_LINE_BYTES);
			if (!report_format_render_part(*at, plan, part, &bytes))
				break;
			report_format_file(*at, part, &file);
			error = add_file(&writing, file.bytes, &bytes, failure);
		}
	}
	if (error == OK)
		error = end_scope(&writing, scope == SCOPE_SEND, failure);
	text_release(&writing.sums);
	return error;
}

/* A bundle whose notice was published is kept: what was proven by it would be void. */
static enum error must_be_unpublished(const char *path, struct failure *failure)
{
	struct stat status;
	autotext struct text notice = text_new(LIMIT_LINE_BYTES);
	text_addf(&notice, "%s/%s", path, scope_name(SCOPE_PUBLIC));
	if (lstat(notice.bytes, &status) != 0)
		return OK;
	return fail(failure, ERR_INPUT,
		"%s: holds the notice of this bundle, which would be lost with it; name another "
		"folder for the new bundle, or move this one away",
		notice.bytes);
}

enum error bundle_write(const struct plan *plan, const char *path, const struct signer *signer,
	struct failure *failure)
{
	struct folder folder;
	enum error error = must_be_unpublished(path, failure);
	if (error == OK)
		error = folder_begin(&folder, path, mark, failure);
	if (error != OK)
		return error;
	for (enum scope scope = 0; scope < SCOPES && error == OK; scope++)
		error = add_scope(&folder, plan, scope, signer, failure);
	if (error == OK)
		return folder_commit(&folder, failure);
	folder_abandon(&folder);
	return error;
}

static enum error add_notice(
	struct scope_writing *writing, const struct notice *notice, struct failure *failure)
{
	enum error error = OK;
	for (const struct notice_file *at = notice_files; at->file && error == OK; at++) {
		autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
		at->render(notice, &bytes);
		error = add_file(writing, at->file, &bytes, failure);
	}
	return error == OK ? end_scope(writing, true, failure) : error;
}

enum error bundle_write_notice(const struct notice *notice, const char *bundle,
	const struct signer *signer, struct failure *failure)
{
	struct folder folder;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	text_addf(&path, "%s/%s", bundle, scope_name(SCOPE_PUBLIC));
	enum error error = folder_begin(&folder, path.bytes, notice_json_file, failure);
	if (error != OK)
		return error;
	struct scope_writing writing = {&folder, "", signer,
		principal_of(
			notice->organisation.contacts.items, notice->organisation.contacts.count),
		text_new(LIMIT_LINE_BYTES)};
	error = add_notice(&writing, notice, failure);
	text_release(&writing.sums);
	if (error == OK)
		return folder_commit(&folder, failure);
	folder_abandon(&folder);
	return error;
}
