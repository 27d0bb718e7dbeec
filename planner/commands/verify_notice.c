/* What `verify` says of a bundle's public/: whether it is of its plan, and which name it names. */
#include "commands/verify_notice.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/json_schema.h"
#include "base/say.h"
#include "base/text.h"
#include "bundle/asked.h"
#include "bundle/commitment.h"
#include "bundle/format.h"
#include "bundle/notice.h"
#include "commands/verifying.h"
#include "names/name.h"

#include <stdio.h>
#include <string.h>

static const char schema[] = "policy/notice.schema.json";

const struct option verify_notice_options[] = {
	{.name = "open",
		.kind = OPTION_TEXT,
		.value = "NAME",
		.help = "whether public/ holds the commitment to this name: prints its salt and "
			"how anybody checks it"},
	{.name = "commit-key",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "the key that the notice was written with; without --open, all of public/ "
			"is held against the plan"},
	{.name = "salt",
		.kind = OPTION_TEXT,
		.value = "HEX",
		.help = "--open: the salt of this one name, as its organisation gave it, in the "
			"place of the key"},
	{0},
};

static enum error read_in(struct file *file, struct text *path, const char *folder,
	const char *name, struct failure *failure)
{
	text_addf(path, "%s/%s", folder, name);
	return file_read(file, path->bytes, LIMIT_FILE_BYTES, failure);
}

static enum error read_said(struct notice_said *said, const char *folder, struct failure *failure)
{
	struct file file;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	enum error error = read_in(&file, &path, folder, notice_json_file, failure);
	if (error != OK)
		return error;
	error = notice_said_read(said, file.name, file.bytes, file.length, failure);
	file_release(&file);
	return error;
}

/* ---- against the plan ---- */

/* Without the key a notice has no commitments: then only their form can be looked at. */
static bool is_as_wanted(
	const struct notice *notice, const struct notice_file *at, const struct file *file)
{
	autotext struct text wanted = text_new(LIMIT_BULK_BYTES);
	if (notice->commitments.count == 0 && strcmp(at->file, notice_commitments_file) == 0)
		return notice_commitments_are_well_formed(
			file->bytes, file->length, notice->commitment_count);
	at->render(notice, &wanted);
	return wanted.length == file->length &&
	       memcmp(wanted.bytes, file->bytes, file->length) == 0;
}

static void compare(
	const struct notice *notice, const char *folder, sums_fault fault, void *context)
{
	for (const struct notice_file *at = notice_files; at->file != NULL; at++) {
		struct file file;
		autotext struct text path = text_new(LIMIT_LINE_BYTES);
		if (read_in(&file, &path, folder, at->file, NULL) != OK) {
			fault(context, path.bytes, "cannot be read");
			continue;
		}
		if (!is_as_wanted(notice, at, &file))
			fault(context, path.bytes, "is not what plan.json and the key give");
		file_release(&file);
	}
}

enum error verify_notice(const struct arguments *arguments, const struct plan *plan,
	const char *bundle, sums_fault fault, void *context, struct failure *failure)
{
	const char *path = arguments_text(arguments, "commit-key", NULL);
	struct commit_key key;
	struct notice_said said;
	autotext struct text folder = text_new(LIMIT_LINE_BYTES);
	text_addf(&folder, "%s/%s", bundle, scope_name(SCOPE_PUBLIC));
	enum error error = read_said(&said, folder.bytes, failure);
	if (error == OK && path != NULL)
		error = commit_key_read(&key, path, bundle, failure);
	if (error != OK)
		return error;
	struct asked asked = asked_new(plan);
	struct notice notice =
		notice_new(&asked, path ? &key : NULL, &said.series, said.day, said.answered);
	compare(&notice, folder.bytes, fault, context);
	notice_release(&notice);
	asked_release(&asked);
	return OK;
}

/* ---- by itself ---- */

static void check_commitments(
	struct verifying *verifying, const char *folder, const struct json *root)
{
	struct file file;
	struct json commitments = json_find(root, "commitments");
	struct json count = json_find(&commitments, "count");
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	if (read_in(&file, &path, folder, notice_commitments_file, NULL) != OK) {
		verifying_fault(verifying, path.bytes, "cannot be read");
		return;
	}
	int64_t wanted = json_integer(&count);
	if (wanted > UINT32_MAX ||
		!notice_commitments_are_well_formed(file.bytes, file.length, (uint32_t)wanted))
		verifying_fault(verifying, path.bytes,
			"holds not as many commitments as notice.json says, a line each, in order");
	file_release(&file);
}

static enum error check_said(
	struct verifying *verifying, const char *folder, const struct file *file)
{
	struct json_document document;
	enum error error =
		json_read(&document, file->name, file->bytes, file->length, &verifying->failure);
	if (error != OK)
		return error;
	error = json_schema_check_embedded(&document.root, schema, &verifying->failure);
	if (error == OK) {
		struct json organisation = json_find(&document.root, "organisation");
		struct json name = json_find(&organisation, "name");
		struct json draft = json_find(&document.root, "draft");
		verifying->organisation = intern_string(verifying->pool, json_text(&name));
		if (json_bool(&draft))
			verifying_remark(verifying, folder, "is a DRAFT, not to be published");
		check_commitments(verifying, folder, &document.root);
	}
	json_release(&document);
	return error;
}

void verify_notice_form(struct verifying *verifying, const char *folder)
{
	struct file file;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	enum error error = read_in(&file, &path, folder, notice_json_file, &verifying->failure);
	if (error == OK) {
		error = check_said(verifying, folder, &file);
		file_release(&file);
	}
	if (error != OK) {
		say_failure(&verifying->failure);
		verifying->faults++;
	}
}

/* ---- one name ---- */

static enum error canonical_name(
	const char *word, char out[LIMIT_NAME_BYTES + 1], struct failure *failure)
{
	size_t length = strlen(word);
	if (length > LIMIT_NAME_BYTES || !name_is_valid(word, length))
		return fail(
			failure, ERR_INPUT, "--open takes the name of a project, not \"%s\"", word);
	out[name_canonical(word, length, out)] = '\0';
	return OK;
}

/* The salt that was given, or that the key gives. */
static enum error find_salt(const struct arguments *arguments, const char *folder, const char *name,
	struct digest *salt, struct failure *failure)
{
	const char *given = arguments_text(arguments, "salt", NULL);
	const char *path = arguments_text(arguments, "commit-key", NULL);
	struct commit_key key;
	struct notice_said said;
	if ((given == NULL) == (path == NULL))
		return fail(failure, ERR_INPUT,
			"--open needs --commit-key FILE or --salt HEX, and not both");
	if (given != NULL)
		return digest_parse(salt, given, strlen(given))
			       ? OK
			       : fail(failure, ERR_INPUT,
					 "--salt takes 64 hexadecimal digits, not \"%s\"", given);
	enum error error = read_said(&said, folder, failure);
	if (error == OK)
		error = commit_key_read(&key, path, folder, failure);
	if (error == OK)
		*salt = commit_salt(&key, &said.series, name);
	return error;
}

/*	name:        claimspine
 *	salt:        64 digits
 *	commitment:  64 digits, a line of public/commitments.txt
 *	Anybody can check it beside that file: ... */
static void print_proof(
	const char *name, const struct digest *salt, const struct digest *commitment)
{
	char salt_digits[DIGEST_TEXT_BYTES], digits[DIGEST_TEXT_BYTES];
	digest_format(salt, salt_digits);
	digest_format(commitment, digits);
	printf("name:        %s\nsalt:        %s\ncommitment:  %s, a line of %s\n", name,
		salt_digits, digits, notice_commitments_file);
	printf("Anybody given name and salt can check it; neither tells anything of another "
	       "name:\n"
	       "  printf %%s %s | openssl dgst -sha256 -mac HMAC -macopt hexkey:%s\n",
		name, salt_digits);
}

enum error verify_open(
	const struct arguments *arguments, const char *folder, struct failure *failure)
{
	char name[LIMIT_NAME_BYTES + 1];
	struct digest salt;
	struct file file;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	enum error error = canonical_name(arguments_text(arguments, "open", ""), name, failure);
	if (error == OK)
		error = find_salt(arguments, folder, name, &salt, failure);
	if (error == OK)
		error = read_in(&file, &path, folder, notice_commitments_file, failure);
	if (error != OK)
		return error;
	struct digest commitment = commitment_of(&salt, name);
	bool holds = notice_holds(file.bytes, file.length, &commitment);
	file_release(&file);
	if (!holds)
		return fail(failure, ERR_INPUT,
			"%s: holds no commitment to %s under this %s; not asked for in this "
			"bundle, or another one's",
			path.bytes, name, arguments_have(arguments, "salt") ? "salt" : "key");
	print_proof(name, &salt, &commitment);
	return OK;
}
