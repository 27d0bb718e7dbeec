/* Writes a bundle: every format of the table, and SHA256SUMS in each folder. */
#include "bundle/bundle.h"
#include "base/file.h"
#include "base/text.h"
#include "bundle/format.h"
#include "bundle/signature.h"
#include "bundle/sums.h"
#include "plan/plan.h"

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

void bundle_allowed_signers(const char *principal, const char *key_line, struct text *out)
{
	text_addf(out,
		"# Whether this folder is as its sender signed it; the key is also published where "
		"the "
		"mail says:\n"
		"#   ssh-keygen -Y verify -f allowed_signers -I %s -n %s -s SHA256SUMS.sig < "
		"SHA256SUMS\n"
		"#   sha256sum -c SHA256SUMS\n"
		"%s namespaces=\"%s\" %s\n",
		principal, signature_namespace, principal, signature_namespace, key_line);
}

/* Who signs, for ssh-keygen: the first role mailbox, which is one word by the policy's rules. */
static const char *principal_of(const struct plan *plan)
{
	return plan->organisation.contacts.count > 0 ? plan->organisation.contacts.items[0]
						     : "nameward";
}

/* In send/ alone: internal/ goes to nobody. */
static enum error add_key(struct folder *folder, const struct plan *plan,
	const struct signer *signer, struct text *sums, struct failure *failure)
{
	autotext struct text line = text_new(LIMIT_LINE_BYTES);
	autotext struct text public = text_new(LIMIT_LINE_BYTES);
	autotext struct text allowed = text_new(LIMIT_LINE_BYTES);
	signature_key_line(signer_key(signer), &line);
	text_addf(&public, "%s %s\n", line.bytes, principal_of(plan));
	bundle_allowed_signers(principal_of(plan), line.bytes, &allowed);
	sums_add(sums, "signer.pub", &public);
	sums_add(sums, "allowed_signers", &allowed);
	enum error error = add_file(folder, SCOPE_SEND, "signer.pub", &public, failure);
	return error == OK ? add_file(folder, SCOPE_SEND, "allowed_signers", &allowed, failure)
			   : error;
}

static enum error add_signature(struct folder *folder, enum scope scope,
	const struct signer *signer, const struct text *sums, struct failure *failure)
{
	autotext struct text signature = text_new(LIMIT_FILE_BYTES);
	enum error error = signer_sign(signer, sums->bytes, sums->length, &signature, failure);
	return error == OK ? add_file(folder, scope, sums_signature, &signature, failure) : error;
}

/* The files of one scope; a folder without a file is not made. */
static enum error add_scope(struct folder *folder, const struct plan *plan, enum scope scope,
	const struct signer *signer, struct failure *failure)
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
			sums_add(&sums, file.bytes, &bytes);
			error = add_file(folder, scope, file.bytes, &bytes, failure);
		}
	}
	bool any = sums.length > 0;
	if (error == OK && any && signer != NULL && scope == SCOPE_SEND)
		error = add_key(folder, plan, signer, &sums, failure);
	if (error == OK && any)
		error = add_file(folder, scope, sums_file, &sums, failure);
	if (error == OK && any && signer != NULL)
		error = add_signature(folder, scope, signer, &sums, failure);
	return error;
}

enum error bundle_write(const struct plan *plan, const char *path, const struct signer *signer,
	struct failure *failure)
{
	struct folder folder;
	enum error error = folder_begin(&folder, path, mark, failure);
	if (error != OK)
		return error;
	for (enum scope scope = 0; scope < SCOPES && error == OK; scope++)
		error = add_scope(&folder, plan, scope, signer, failure);
	if (error == OK)
		return folder_commit(&folder, failure);
	folder_abandon(&folder);
	return error;
}
