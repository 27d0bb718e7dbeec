/* nameward verify: whether a bundle is as it was written, who signed it, and whether it still
 * holds. */
#include "base/file.h"
#include "base/intern.h"
#include "base/say.h"
#include "base/text.h"
#include "bundle/format.h"
#include "bundle/notice.h"
#include "bundle/sums.h"
#include "commands/plan_file.h"
#include "commands/verify_notice.h"
#include "commands/verifying.h"
#include "plan/plan.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

static const struct option verify_options[] = {
	{.name = "signer",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "the public key that must have signed it: a line `ssh-ed25519 ...`, as "
			"signer.pub and allowed_signers have it, from where the sender publishes "
			"it"},
	{.name = "trust",
		.kind = OPTION_FLAG,
		.help = "from now on the key is the organisation's: compare it first; another one "
			"later is a fault, until the new one is given with --signer"},
	{.name = "known-signers",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "where trusted keys are kept (default: nameward/known_signers in "
			"$XDG_CONFIG_HOME or ~/.config)"},
	{0},
};

static void fault(void *verifying, const char *path, const char *what)
{
	verifying_fault(verifying, path, what);
}

static void check_folder(struct verifying *verifying, const char *folder)
{
	struct file sums;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	verifying_join(&path, folder, sums_file);
	if (file_read(&sums, path.bytes, SUMS_BYTES, &verifying->failure) != OK) {
		say_failure(&verifying->failure);
		verifying->faults++;
		return;
	}
	sums_check(folder, &sums, fault, verifying);
	verify_signature(verifying, folder, &sums);
	file_release(&sums);
}

static bool is_there(const char *folder, const char *name, struct text *path)
{
	verifying_join(path, folder, name);
	return access(path->bytes, F_OK) == 0;
}

static bool is_scope(const char *name)
{
	for (enum scope scope = 0; scope < SCOPES; scope++) {
		if (strcmp(name, scope_name(scope)) == 0)
			return true;
	}
	return false;
}

static bool holds_a_scope(const char *bundle)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	bool any = false;
	for (enum scope scope = 0; scope < SCOPES; scope++)
		any |= is_there(bundle, scope_name(scope), &path);
	return any;
}

static void check_beside(struct verifying *verifying, const char *bundle)
{
	DIR *open = opendir(bundle);
	for (struct dirent *entry; open != NULL && (entry = readdir(open)) != NULL;) {
		const char *name = entry->d_name;
		autotext struct text path = text_new(LIMIT_LINE_BYTES);
		verifying_join(&path, bundle, name);
		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && !is_scope(name))
			verifying_fault(verifying, path.bytes,
				"is no part of a bundle; where a run was killed, remove it");
	}
	if (open != NULL)
		closedir(open);
}

enum error verify_bundle(
	struct verifying *verifying, const char *bundle, struct plan *plan, bool *has_plan)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	*has_plan = false;
	if (is_there(bundle, sums_file, &path)) {
		check_folder(verifying, bundle);
		if (verifying->faults == 0 && is_there(bundle, notice_json_file, &path))
			verify_notice_form(verifying, bundle);
		else if (verifying->faults == 0)
			verify_request(verifying, bundle, true);
		return OK;
	}
	if (!holds_a_scope(bundle))
		return fail(&verifying->failure, ERR_INPUT,
			"%s: is no bundle and no folder of one: it has neither SHA256SUMS nor "
			"internal/, send/ or public/",
			bundle);
	struct signature_key key;
	verifying->must_be_signed =
		is_there(bundle, scope_name(SCOPE_SEND), &path) && verify_own_key(path.bytes, &key);
	for (enum scope scope = 0; scope < SCOPES; scope++) {
		if (is_there(bundle, scope_name(scope), &path))
			check_folder(verifying, path.bytes);
	}
	check_beside(verifying, bundle);
	if (verifying->faults > 0)
		return OK;
	if (is_there(bundle, scope_name(SCOPE_PUBLIC), &path))
		verify_notice_form(verifying, path.bytes);
	*has_plan = is_there(bundle, "internal/plan.json", &path);
	enum error error = *has_plan ? plan_file_read(plan, path.bytes, &verifying->failure) : OK;
	if (error == OK && *has_plan) {
		verifying->organisation = plan->organisation.name;
		verify_renderings(verifying, bundle, plan);
	}
	if (error == OK && is_there(bundle, scope_name(SCOPE_SEND), &path))
		verify_request(verifying, path.bytes, !*has_plan);
	return error;
}

/* A published one was sent and answered, or will not be: whether it is ready is past. */
static enum error check_plan(
	struct verifying *verifying, const char *bundle, const struct plan *plan)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	if (is_there(bundle, scope_name(SCOPE_PUBLIC), &path)) {
		enum error error = verify_notice(
			verifying->arguments, plan, bundle, fault, verifying, &verifying->failure);
		if (error != OK)
			return error;
	} else {
		verify_readiness(verifying, bundle, plan);
	}
	return verify_holds(verifying, bundle, plan);
}

/* What cannot be looked at is not passed over in silence. */
static enum error check_key_is_of_use(
	struct verifying *verifying, const char *bundle, bool has_plan)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	if (!arguments_have(verifying->arguments, "commit-key") ||
		(has_plan && is_there(bundle, scope_name(SCOPE_PUBLIC), &path)))
		return OK;
	return fail(&verifying->failure, ERR_INPUT,
		"%s: --commit-key holds public/ against internal/plan.json, and both must be "
		"there; for one name add --open NAME",
		bundle);
}

static enum error verify(struct verifying *verifying, const char *bundle)
{
	struct plan plan = plan_new(verifying->pool);
	bool has_plan;
	enum error error = verify_bundle(verifying, bundle, &plan, &has_plan);
	if (error == OK)
		error = verify_signer(verifying, bundle);
	if (error == OK && verifying->faults == 0)
		error = check_key_is_of_use(verifying, bundle, has_plan);
	if (error == OK && has_plan && verifying->faults == 0)
		error = check_plan(verifying, bundle, &plan);
	plan_release(&plan);
	return error;
}

/* One name of the notice, which may stand alone: a bundle's other folders are not looked at. */
static enum error open_name(struct verifying *verifying, const char *bundle)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	const char *folder =
		is_there(bundle, scope_name(SCOPE_PUBLIC), &path) ? path.bytes : bundle;
	autotext struct text notice = text_new(LIMIT_LINE_BYTES);
	check_folder(verifying, folder);
	/* Whose it is: its key may be known. */
	if (verifying->faults == 0 && is_there(folder, notice_json_file, &notice))
		verify_notice_form(verifying, folder);
	if (verifying->faults > 0)
		return OK;
	enum error error = verify_signer(verifying, folder);
	return error == OK && verifying->faults == 0
		       ? verify_open(verifying->arguments, folder, &verifying->failure)
		       : error;
}

static enum status run(const struct arguments *arguments)
{
	struct verifying verifying = {.arguments = arguments, .pool = intern_new()};
	enum error error = OK;
	if (arguments->word_count != 1)
		error = fail(&verifying.failure, ERR_INPUT,
			"name one bundle's folder; see nameward verify --help");
	bool opens = arguments_have(arguments, "open");
	if (error == OK)
		error = opens ? open_name(&verifying, arguments->words[0])
			      : verify(&verifying, arguments->words[0]);
	if (error != OK)
		say_failure(&verifying.failure);
	else if (verifying.faults == 0 && !opens)
		verifying_say(&verifying, arguments->words[0], "whole, as it was written");
	intern_free(verifying.pool);
	return error != OK || verifying.faults > 0 ? STATUS_WRONG
	       : verifying.remarks > 0 && !opens   ? STATUS_TO_DO
						   : STATUS_DONE;
}

const struct command verify_command = {
	.name = "verify",
	.usage = "DIR [--open NAME] [OPTION]...",
	.summary = "whether a bundle is as it was written, who signed it, whether it still holds",
	.description =
		"Checks DIR, a bundle or one of its folders alone: every digest, files that are "
		"listed nowhere, the signature and whose key it is, the form of request.json; and, "
		"where internal/plan.json is there, that every file is what it gives, which roles "
		"have not approved it, how old its index is, the collateral of each asked name by "
		"the default policy, and, with a newer --snapshot, which requests hold no more. "
		"With --open, proves that the notice in public/ commits to one name. Exit codes: 0 "
		"all good, 1 good but a draft, not approved, old or overtaken, 2 not as it was "
		"written, or signed with another key than the known one.",
	.groups = (const struct option *const[]){verify_options, verify_notice_options,
		snapshot_options, common_options, NULL},
	.run = run,
};
