/* nameward verify: whether a bundle is as it was written, who signed it, and whether it still
 * holds. */
#include "base/file.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/say.h"
#include "base/text.h"
#include "bundle/format.h"
#include "bundle/signature.h"
#include "bundle/sums.h"
#include "commands/command.h"
#include "commands/judging.h"
#include "plan/plan.h"
#include "plan/policy.h"
#include "registry/rules.h"
#include "registry/snapshot.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SIGNATURE_MOST = 16 * 1024 };

static const struct option verify_options[] = {
	{.name = "signer",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "the public key that must have signed it: a line `ssh-ed25519 ...`, as "
			"signer.pub and allowed_signers have it, from where the sender publishes "
			"it"},
	{0},
};

struct verifying {
	const struct arguments *arguments;
	struct failure failure;
	struct intern *pool;
	size_t faults, remarks;
	struct signature_key given;
	bool has_given;
	bool is_signed; /* the bundle names a key: each of its folders must be signed */
};

/* Something is not as it was written. */
static void fault(void *context, const char *path, const char *what)
{
	struct verifying *verifying = context;
	say_error("%s: %s", path, what);
	verifying->faults++;
}

/* All is as it was written, but a person should know. */
static void remark(struct verifying *verifying, const char *path, const char *what)
{
	say_warning("%s: %s", path, what);
	verifying->remarks++;
}

static void join(struct text *out, const char *folder, const char *name)
{
	text_clear(out);
	text_addf(out, "%s/%s", folder, name);
}

/* ---- signatures ---- */

/* The key that the folder itself names; false: it names none. */
static bool own_key(const char *folder, struct signature_key *key)
{
	static const char *const names[] = {"signer.pub", "allowed_signers"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct file file;
		struct failure failure;
		autotext struct text path = text_new(LIMIT_LINE_BYTES);
		join(&path, folder, names[i]);
		if (file_read(&file, path.bytes, SIGNATURE_MOST, &failure) != OK)
			continue;
		bool found = signature_key_read(key, file.bytes, file.length);
		file_release(&file);
		if (found)
			return true;
	}
	return false;
}

static void check_key(
	struct verifying *verifying, const char *folder, const struct signature_key *key)
{
	struct signature_key own;
	autotext struct text line = text_new(LIMIT_LINE_BYTES);
	signature_key_line(key, &line);
	if (own_key(folder, &own) && memcmp(&own, key, sizeof own) != 0)
		fault(verifying, folder, "was signed with another key than the one beside it");
	if (verifying->has_given && memcmp(&verifying->given, key, sizeof *key) != 0)
		fault(verifying, folder, "was not signed with the key of --signer");
	else if (verifying->has_given)
		printf("%s: signed with the key of --signer\n", folder);
	else
		printf("%s: signed with %s\n  only this bundle vouches for this key: compare it "
		       "with "
		       "what the sender publishes (--signer)\n",
			folder, line.bytes);
}

static void check_signature(
	struct verifying *verifying, const char *folder, const struct file *sums)
{
	struct file file;
	struct signature_key key;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	join(&path, folder, sums_signature);
	if (access(path.bytes, F_OK) != 0) {
		if (verifying->has_given || verifying->is_signed || own_key(folder, &key))
			fault(verifying, folder, "is not signed, and should be");
		else
			printf("%s: not signed\n", folder);
		return;
	}
	if (file_read(&file, path.bytes, SIGNATURE_MOST, &verifying->failure) != OK) {
		fault(verifying, path.bytes, "cannot be read");
		return;
	}
	if (signature_check(path.bytes, file.bytes, file.length, sums->bytes, sums->length, &key,
		    &verifying->failure) != OK) {
		say_failure(&verifying->failure);
		verifying->faults++;
	} else {
		check_key(verifying, folder, &key);
	}
	file_release(&file);
}

static void check_folder(struct verifying *verifying, const char *folder)
{
	struct file sums;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	join(&path, folder, sums_file);
	if (file_read(&sums, path.bytes, SUMS_BYTES, &verifying->failure) != OK) {
		say_failure(&verifying->failure);
		verifying->faults++;
	} else {
		sums_check(folder, &sums, fault, verifying);
		check_signature(verifying, folder, &sums);
		file_release(&sums);
	}
}

/* ---- what the plan says ---- */

static bool differs(const char *path, const struct text *wanted)
{
	struct file file;
	struct failure failure;
	if (file_read(&file, path, LIMIT_BULK_BYTES, &failure) != OK)
		return true;
	bool same = file.length == wanted->length &&
		    (file.length == 0 || memcmp(file.bytes, wanted->bytes, file.length) == 0);
	file_release(&file);
	return !same;
}

/* Every file is what plan.json gives; a file that was changed together with its digest shows. */
static void check_renderings(
	struct verifying *verifying, const char *bundle, const struct plan *plan)
{
	for (const struct report_format *const *at = report_formats; *at != NULL; at++) {
		for (size_t part = 1;; part++) {
			autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
			autotext struct text file = text_new(LIMIT_LINE_BYTES);
			autotext struct text path = text_new(LIMIT_LINE_BYTES);
			if (!report_format_render_part(*at, plan, part, &bytes))
				break;
			report_format_file(*at, part, &file);
			text_addf(&path, "%s/%s/%s", bundle, scope_name((*at)->scope), file.bytes);
			if (differs(path.bytes, &bytes))
				fault(verifying, path.bytes, "is not what plan.json gives");
		}
	}
}

static void check_freshness(
	struct verifying *verifying, const char *bundle, const struct plan *plan)
{
	struct policy policy;
	policy_default(&policy, verifying->pool);
	date now = arguments_as_of(verifying->arguments);
	date oldest = now - (date)policy.registry.evidence_days_max;
	if (plan->draft)
		remark(verifying, bundle, "is a draft, not to be sent");
	if (plan->snapshot.day == DATE_NONE || plan->snapshot.day < oldest)
		remark(verifying, bundle,
			"rests on an old index by now: plan again before it is sent");
	policy_release(&policy);
}

/* Which requests hold no more, by a newer index. */
static enum error check_requests(
	struct verifying *verifying, const char *bundle, const struct plan *plan)
{
	struct snapshot *snapshot = NULL;
	if (!arguments_have(verifying->arguments, "snapshot"))
		return OK;
	enum error error = judging_open(verifying->arguments, &snapshot, &verifying->failure);
	if (error != OK)
		return error;
	struct rules *rules = rules_new(snapshot, ALARM_CORPUS);
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		const struct request *request =
			name->request > 0 ? &plan->requests.items[name->request - 1] : NULL;
		if (request == NULL || request->bundle != 1 ||
			request->mechanism == MECHANISM_CONVERT)
			continue;
		enum verdict verdict = rules_verdict(rules, name->name, strlen(name->name));
		if (verdict == name->verdict)
			continue;
		autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
		text_addf(&what, "%s, %s: %s now, was %s", request->id, name->name,
			verdict_name(verdict), verdict_name(name->verdict));
		remark(verifying, bundle, what.bytes);
	}
	rules_free(rules);
	snapshot_close(snapshot);
	return OK;
}

static enum error check_plan(struct verifying *verifying, const char *bundle, const char *path)
{
	struct file file;
	struct plan plan = plan_new(verifying->pool);
	enum error error = file_read(&file, path, LIMIT_BULK_BYTES, &verifying->failure);
	if (error != OK)
		return error;
	error = file_must_be_text(&file, &verifying->failure);
	if (error == OK)
		error = plan_parse(&plan, file.name, file.bytes, file.length, &verifying->failure);
	if (error == OK) {
		check_renderings(verifying, bundle, &plan);
		check_freshness(verifying, bundle, &plan);
		error = check_requests(verifying, bundle, &plan);
	}
	plan_release(&plan);
	file_release(&file);
	return error;
}

/* ---- all ---- */

static bool is_there(const char *folder, const char *name, struct text *path)
{
	join(path, folder, name);
	return access(path->bytes, F_OK) == 0;
}

static enum error read_signer(struct verifying *verifying)
{
	const char *path = arguments_text(verifying->arguments, "signer", NULL);
	struct file file;
	if (path == NULL)
		return OK;
	enum error error = file_read(&file, path, SIGNATURE_MOST, &verifying->failure);
	if (error != OK)
		return error;
	verifying->has_given = signature_key_read(&verifying->given, file.bytes, file.length);
	file_release(&file);
	return verifying->has_given ? OK
				    : fail(&verifying->failure, ERR_INPUT,
					      "%s: holds no line `ssh-ed25519 ...`", path);
}

/* A bundle, or one of its folders alone: an administrator has send/ and nothing else. */
static enum error verify(struct verifying *verifying, const char *bundle)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	if (is_there(bundle, sums_file, &path)) {
		check_folder(verifying, bundle);
		return OK;
	}
	if (!is_there(bundle, "internal", &path) && !is_there(bundle, "send", &path))
		return fail(&verifying->failure, ERR_INPUT,
			"%s: is no bundle and no folder of one: it has neither SHA256SUMS nor "
			"internal/ nor send/",
			bundle);
	struct signature_key key;
	verifying->is_signed =
		is_there(bundle, scope_name(SCOPE_SEND), &path) && own_key(path.bytes, &key);
	for (enum scope scope = 0; scope < SCOPES; scope++) {
		if (is_there(bundle, scope_name(scope), &path))
			check_folder(verifying, path.bytes);
	}
	DIR *open = opendir(bundle);
	for (struct dirent *entry; open != NULL && (entry = readdir(open)) != NULL;) {
		const char *name = entry->d_name;
		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
			strcmp(name, scope_name(SCOPE_INTERNAL)) != 0 &&
			strcmp(name, scope_name(SCOPE_SEND)) != 0)
			fault(verifying, bundle, "holds something beside internal/ and send/");
	}
	if (open != NULL)
		closedir(open);
	bool has_plan = is_there(bundle, "internal/plan.json", &path);
	return has_plan && verifying->faults == 0 ? check_plan(verifying, bundle, path.bytes) : OK;
}

static enum status run(const struct arguments *arguments)
{
	struct verifying verifying = {.arguments = arguments, .pool = intern_new()};
	enum error error = OK;
	if (arguments->word_count != 1)
		error = fail(&verifying.failure, ERR_INPUT,
			"name one bundle's folder; see nameward verify --help");
	if (error == OK)
		error = read_signer(&verifying);
	if (error == OK)
		error = verify(&verifying, arguments->words[0]);
	if (error != OK)
		say_failure(&verifying.failure);
	else if (verifying.faults == 0)
		printf("%s: whole, as it was written\n", arguments->words[0]);
	intern_free(verifying.pool);
	return error != OK || verifying.faults > 0 ? STATUS_WRONG
	       : verifying.remarks > 0             ? STATUS_TO_DO
						   : STATUS_DONE;
}

const struct command verify_command = {
	.name = "verify",
	.usage = "DIR [--signer FILE] [--snapshot FILE]",
	.summary = "whether a bundle is as it was written, who signed it, whether it still holds",
	.description = "Checks DIR, a bundle or its send/ alone: every digest, files that are "
		       "listed nowhere, "
		       "the signature and its key, and, where internal/plan.json is there, that "
		       "every file is "
		       "what it gives, how old its index is, and, with a newer --snapshot, which "
		       "requests hold "
		       "no more. Exit codes: 0 all good, 1 good but a draft, old or overtaken, 2 "
		       "not as it was "
		       "written.",
	.groups = (const struct option *const[]){verify_options, snapshot_options, common_options,
		NULL},
	.run = run,
};
