/* nameward verify: who signed it. */
#include "base/file.h"
#include "base/say.h"
#include "base/text.h"
#include "bundle/known_signers.h"
#include "bundle/sums.h"
#include "commands/known_signers_file.h"
#include "commands/verifying.h"

#include <string.h>
#include <unistd.h>

static bool is_same(const struct signature_key *one, const struct signature_key *other)
{
	return memcmp(one->bytes, other->bytes, sizeof one->bytes) == 0;
}

bool verify_own_key(const char *folder, struct signature_key *key)
{
	static const char *const names[] = {"signer.pub", "allowed_signers"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct file file;
		struct failure failure;
		autotext struct text path = text_new(LIMIT_LINE_BYTES);
		verifying_join(&path, folder, names[i]);
		if (file_read(&file, path.bytes, LIMIT_SIGNATURE_BYTES, &failure) != OK)
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
	if (verify_own_key(folder, &own) && !is_same(&own, key))
		verifying_fault(
			verifying, folder, "was signed with another key than the one beside it");
	if (verifying->is_signed && !is_same(&verifying->key, key))
		verifying_fault(
			verifying, folder, "was signed with another key than the folder beside it");
	verifying->is_signed = true;
	verifying->key = *key;
}

void verify_signature(struct verifying *verifying, const char *folder, const struct file *sums)
{
	struct file file;
	struct signature_key key;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	verifying_join(&path, folder, sums_signature);
	if (access(path.bytes, F_OK) != 0) {
		if (verifying->must_be_signed || verify_own_key(folder, &key))
			verifying_fault(verifying, folder, "is not signed, and should be");
		return;
	}
	if (file_read(&file, path.bytes, LIMIT_SIGNATURE_BYTES, &verifying->failure) != OK) {
		verifying_fault(verifying, path.bytes, "cannot be read");
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

/* ---- whose key ---- */

static enum error read_given(
	struct verifying *verifying, const char *path, struct signature_key *key)
{
	struct file file;
	enum error error = file_read(&file, path, LIMIT_SIGNATURE_BYTES, &verifying->failure);
	if (error != OK)
		return error;
	bool found = signature_key_read(key, file.bytes, file.length);
	file_release(&file);
	return found ? OK
		     : fail(&verifying->failure, ERR_INPUT, "%s: holds no line `ssh-ed25519 ...`",
			       path);
}

/* Another key than the organisation's known one: somebody else may speak in its name. */
static void tell_changed(
	struct verifying *verifying, const char *bundle, const struct known_signer *known)
{
	char since[DATE_TEXT_BYTES];
	autotext struct text was = text_new(LIMIT_LINE_BYTES);
	autotext struct text is = text_new(LIMIT_LINE_BYTES);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	date_format(known->since, since);
	signature_key_line(&known->key, &was);
	if (verifying->is_signed)
		signature_key_line(&verifying->key, &is);
	text_addf(&what,
		"THE KEY OF \"%s\" HAS CHANGED. Known since %s: %s. This bundle: %s. Ask them, by "
		"a way that is not in this bundle. If they did change it, get the new key from "
		"their own site and run verify --trust --signer FILE",
		known->organisation, since, was.bytes,
		verifying->is_signed ? is.bytes : "not signed");
	verifying_fault(verifying, bundle, what.bytes);
}

/* How well the key is known. */
static void tell_known(struct verifying *verifying, const char *bundle,
	const struct signature_key *given, const struct known_signer *known)
{
	autotext struct text line = text_new(LIMIT_LINE_BYTES);
	char since[DATE_TEXT_BYTES];
	if (!verifying->is_signed) {
		verifying_say(verifying, bundle, "not signed");
		return;
	}
	signature_key_line(&verifying->key, &line);
	if (given != NULL) {
		verifying_say(verifying, bundle, "signed with the key of --signer");
		if (known != NULL && !is_same(&known->key, given) &&
			!arguments_have(verifying->arguments, "trust"))
			verifying_remark(verifying, bundle,
				"another key is known of its organisation; --trust keeps the one "
				"of --signer instead");
	} else if (known != NULL) {
		date_format(known->since, since);
		verifying_say(verifying, bundle, "signed with the key known of %s since %s",
			known->organisation, since);
	} else {
		verifying_say(verifying, bundle, "signed with %s", line.bytes);
		verifying_say(verifying, bundle,
			"only this bundle vouches for this key: compare it with what the sender "
			"publishes (--signer), then keep it (--trust)");
	}
}

static enum error trust(
	struct verifying *verifying, const char *bundle, struct known_signers *known)
{
	if (!verifying->is_signed || verifying->faults > 0)
		return fail(&verifying->failure, ERR_INPUT,
			"%s: nothing to trust: it is not signed, or not as it was written", bundle);
	if (verifying->organisation == NULL || !known_signers_takes(verifying->organisation))
		return fail(&verifying->failure, ERR_INPUT,
			"%s: does not say, on one line, whose it is: its key cannot be kept",
			bundle);
	known_signers_set(known, verifying->organisation, &verifying->key,
		arguments_as_of(verifying->arguments));
	enum error error =
		known_signers_write_file(known, verifying->arguments, &verifying->failure);
	if (error == OK)
		verifying_say(verifying, bundle, "its key is that of %s from now on",
			verifying->organisation);
	return error;
}

static enum error check_signer(
	struct verifying *verifying, const char *bundle, struct known_signers *known)
{
	const char *path = arguments_text(verifying->arguments, "signer", NULL);
	struct signature_key given;
	enum error error = path != NULL ? read_given(verifying, path, &given) : OK;
	if (error != OK)
		return error;
	if (verifying->organisation == NULL && verifying->faults == 0)
		verifying_say(verifying, bundle,
			"does not say whose it is, so no known key was looked for");
	const struct known_signer *before =
		verifying->organisation ? known_signers_find(known, verifying->organisation) : NULL;
	if (path != NULL && !verifying->is_signed)
		verifying_fault(verifying, bundle, "is not signed, and should be");
	else if (path != NULL && !is_same(&given, &verifying->key))
		verifying_fault(verifying, bundle, "was not signed with the key of --signer");
	else if (path == NULL && before != NULL &&
		 (!verifying->is_signed || !is_same(&before->key, &verifying->key)))
		tell_changed(verifying, bundle, before);
	else
		tell_known(verifying, bundle, path != NULL ? &given : NULL, before);
	return arguments_have(verifying->arguments, "trust") ? trust(verifying, bundle, known) : OK;
}

enum error verify_signer(struct verifying *verifying, const char *bundle)
{
	struct known_signers known = {0};
	enum error error = known_signers_read_file(
		&known, verifying->pool, verifying->arguments, &verifying->failure);
	if (error == OK)
		error = check_signer(verifying, bundle, &known);
	known_signers_release(&known);
	return error;
}
