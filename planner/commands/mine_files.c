/* The files that `mine` is given. */
#include "commands/mine_files.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/mine_out.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum error mine_into(
	struct mine_job *job, struct tally *tally, const char *path, struct failure *failure)
{
	struct stat status;
	job->mining.bytes_before = job->bytes;
	enum error error = mine_file(&job->mining, path, tally, &job->partial, failure);
	if (error == OK && stat(path, &status) == 0 && S_ISREG(status.st_mode))
		job->bytes += (uint64_t)status.st_size;
	return error;
}

static enum error read_corpus(struct tally *tally, const char *path, struct failure *failure)
{
	struct file file;
	enum error error = file_read(&file, path, LIMIT_BULK_BYTES, failure);
	if (error != OK)
		return error;
	error = tally_read(tally, path, file.bytes, file.length, failure);
	file_release(&file);
	return error;
}

static enum error merge_file(
	struct mine_job *job, const char *path, bool first, struct failure *failure)
{
	struct tally part = tally_new(0);
	enum error error = read_corpus(&part, path, failure);
	if (error == OK) {
		if (first || part.example_limit < job->tally.example_limit)
			job->tally.example_limit = part.example_limit;
		tally_merge(&job->tally, &part);
	}
	tally_release(&part);
	return error;
}

/* ---- --parts ---- */

/* A part is named by what decides it: the file's name, size and time, and the options. */
static void part_path(
	const struct mine_job *job, const char *path, const struct stat *status, struct text *out)
{
	autotext struct text key = text_new(LIMIT_LINE_BYTES);
	text_addf(&key, "1\n%s\n%lld\n%lld.%09ld\n%d\n%s\n%s\n%u\n%s", path,
		(long long)status->st_size, (long long)status->st_mtim.tv_sec,
		(long)status->st_mtim.tv_nsec, (int)job->mining.form, job->mining.model,
		job->mining.source, job->mining.examples,
		arguments_text(job->arguments, "text-field", ""));
	struct digest digest = digest_of(key.bytes, key.length);
	char name[65];
	digest_format(&digest, name);
	text_addf(out, "%s/%.32s.tsv", job->parts, name);
}

/* Mines one file to its part, or reads that where it stands already. */
static enum error mine_part(struct mine_job *job, const char *path, struct failure *failure)
{
	struct stat status;
	autotext struct text place = text_new(LIMIT_LINE_BYTES);
	if (strcmp(path, "-") == 0 || stat(path, &status) != 0)
		return mine_into(job, &job->tally, path, failure);
	part_path(job, path, &status, &place);
	if (place.overflowed)
		return fail(failure, ERR_INPUT, "%s: the path is too long", path);
	struct tally part = tally_new(job->mining.examples);
	enum error error = OK;
	bool before = job->partial;
	job->partial = false;
	if (access(place.bytes, R_OK) == 0) {
		error = read_corpus(&part, place.bytes, failure);
		job->bytes += (uint64_t)status.st_size;
		job->partial = part.unreadable > 0 || part.left_out > 0;
	} else {
		autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
		error = mine_into(job, &part, path, failure);
		if (error == OK)
			error = mine_out_corpus(&part, job->snapshot, job->rules, &bytes, failure);
		if (error == OK)
			error = file_write(place.bytes, bytes.bytes, bytes.length, 0600, failure);
		if (error == OK)
			say_note("done: %s", path);
	}
	job->partial = job->partial || before;
	if (error == OK)
		tally_merge(&job->tally, &part);
	tally_release(&part);
	return error;
}

enum error mine_files(struct mine_job *job, struct failure *failure)
{
	const struct arguments *arguments = job->arguments;
	bool merges = arguments_have(arguments, "merge");
	enum error error = OK;
	for (size_t i = 0; i < arguments->word_count && error == OK; i++) {
		const char *path = arguments->words[i];
		if (merges)
			error = merge_file(job, path, i == 0, failure);
		else if (job->parts != NULL)
			error = mine_part(job, path, failure);
		else
			error = mine_into(job, &job->tally, path, failure);
	}
	return error;
}
