/* The table of formats, and the reading of one file. */
#include "base/digest.h"
#include "base/text.h"
#include "inputs/seeds.h"
#include "inputs/settings.h"
#include "inputs/url.h"
#include "inputs/walk.h"

#include <ctype.h>
#include <string.h>
#include <sys/stat.h>

extern const struct seed_reader pyproject_reader, uv_toml_reader, hatch_toml_reader, pylock_reader,
	poetry_lock_reader, uv_lock_reader, pdm_lock_reader, pixi_reader, pixi_lock_reader,
	pipfile_reader, pipfile_lock_reader, setup_cfg_reader, setup_py_reader, script_reader,
	conda_reader, conda_lock_reader, conda_explicit_reader, cyclonedx_reader, spdx_reader,
	index_json_reader, wheel_reader, archive_reader, metadata_reader, pip_conf_reader,
	commands_reader, codeowners_reader, owners_reader, requirements_reader, list_reader;

/* Names before contents; what is narrow before what is wide. */
const struct seed_reader *const seed_readers[] = {
	&pyproject_reader,
	&uv_toml_reader,
	&hatch_toml_reader,
	&pylock_reader,
	&poetry_lock_reader,
	&uv_lock_reader,
	&pdm_lock_reader,
	&pixi_reader,
	&pixi_lock_reader,
	&pipfile_lock_reader,
	&pipfile_reader,
	&setup_cfg_reader,
	&setup_py_reader,
	&script_reader,
	&conda_lock_reader,
	&conda_explicit_reader,
	&conda_reader,
	&cyclonedx_reader,
	&spdx_reader,
	&index_json_reader,
	&wheel_reader,
	&archive_reader,
	&metadata_reader,
	&pip_conf_reader,
	&codeowners_reader,
	&owners_reader,
	&commands_reader,
	&requirements_reader,
	&list_reader, /* recognises everything: last */
	NULL,
};

/* Whether TEXT is PATTERN, in which `*` stands for anything, slashes too. fnmatch() knows more and
 * takes ten times as long: every name of a tree is held against every pattern. */
static bool is_like(const char *text, const char *pattern)
{
	const char *star = NULL, *from = NULL;
	while (*text != '\0') {
		if (*pattern == '*') {
			star = pattern++;
			from = text;
		} else if (*pattern == *text) {
			pattern++;
			text++;
		} else if (star != NULL) {
			pattern = star + 1;
			text = ++from;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

/* Whether one of the reader's patterns fits the last part of LOWER, at LAST; one with a slash is
 * compared with every end of the path that begins at a part. */
static bool name_fits(const struct seed_reader *reader, const char *lower, const char *last)
{
	for (const char *const *name = reader->names; name != NULL && *name != NULL; name++) {
		if (is_like(last, *name))
			return true;
		const char *at = strchr(*name, '/') != NULL ? lower : NULL;
		for (; at != NULL; at = strchr(at, '/')) {
			at += *at == '/';
			if (is_like(at, *name))
				return true;
		}
	}
	return false;
}

/* A path's end in lower case, and where its last part begins. */
struct lower {
	char path[LIMIT_MESSAGE_BYTES];
	const char *last;
};

static void lower_of(struct lower *lower, const char *path)
{
	size_t length = strlen(path), size = sizeof lower->path;
	size_t from = length >= size ? length - size + 1 : 0;
	for (size_t i = from; i <= length; i++)
		lower->path[i - from] = (char)tolower((unsigned char)path[i]);
	const char *slash = strrchr(lower->path, '/');
	lower->last = slash ? slash + 1 : lower->path;
}

bool reader_may_take(const char *path)
{
	struct lower lower;
	lower_of(&lower, path);
	for (const struct seed_reader *const *reader = seed_readers; *reader != NULL; reader++) {
		if (name_fits(*reader, lower.path, lower.last))
			return true;
	}
	return false;
}

/* The reader of a file, by name and content, then, where the user named it, by content alone. NULL
 * where there is none, which for a named file cannot be. */
static const struct seed_reader *reader_of(const struct file *file, bool named)
{
	struct lower lower;
	lower_of(&lower, file->name);
	const struct seed_reader *const *reader;
	for (reader = seed_readers; *reader != NULL; reader++) {
		bool fits = name_fits(*reader, lower.path, lower.last);
		if (fits && ((*reader)->recognises == NULL || (*reader)->recognises(file)))
			return *reader;
	}
	for (reader = seed_readers; named && *reader != NULL; reader++) {
		if ((*reader)->anywhere && (*reader)->recognises(file))
			return *reader;
	}
	return NULL;
}

/* The first reader whose name fits and that reads from the disk itself. */
static const struct seed_reader *binary_reader_of(const char *path)
{
	struct lower lower;
	lower_of(&lower, path);
	for (const struct seed_reader *const *reader = seed_readers; *reader != NULL; reader++) {
		if ((*reader)->binary && name_fits(*reader, lower.path, lower.last))
			return *reader;
	}
	return NULL;
}

/* RAW: as it lies on the disk. */
static enum error digest_of_input(struct seed_input *input, const struct file *raw,
	const struct seed_reader *reader, struct failure *failure)
{
	struct digest digest;
	enum error error = OK;
	if (reader->binary)
		error = digest_of_file(&digest, input->file, failure);
	else
		digest = digest_of(raw->bytes, raw->length);
	if (error == OK)
		digest_format(&digest, input->digest);
	return error;
}

/* Reads FILE with READER; its name is interned here. */
static enum error read_with(struct seeds *seeds, const struct seed_reader *reader,
	struct file *file, const struct file *raw, bool named, struct failure *failure)
{
	file->name = intern_string(seeds->pool, file->name);
	struct seed_input input = {.file = file->name, .format = reader->name};
	enum error error = seeds->digests ? digest_of_input(&input, raw, reader, failure) : OK;
	if (error != OK)
		return error;
	*array_add(&seeds->inputs) = input;
	size_t number = seeds->inputs.count - 1;
	size_t weaknesses = seeds->weaknesses.count, skipped = seeds->skipped.count;
	size_t owners = seeds->owners.count;
	settings_begin(seeds);
	seeds->pass = ++seeds->passes;
	seeds->included_count = 0;
	seeds->again = seeds_read_before(seeds, &file->name, reader->name, false);
	error = reader->read(seeds, file, failure);
	seeds->again = false;
	settings_end(seeds);
	bool nothing = seeds->inputs.items[number].seed_count == 0 &&
		       seeds->weaknesses.count == weaknesses && seeds->owners.count == owners;
	if (error != OK || !named || !nothing)
		return error;
	if (seeds->skipped.count > skipped) {
		const struct skipped *first = &seeds->skipped.items[skipped];
		return fail(failure, ERR_INPUT, "%s:%zu: no line can be used; the first: %s",
			first->place.file, first->place.line, first->reason);
	}
	/* Only a list or requirements file that holds nothing is a mistake; a Dockerfile without
	 * settings is a good one. */
	if (reader == &list_reader || reader == &requirements_reader || reader->binary)
		return fail(failure, ERR_INPUT, "%s: holds no name", file->name);
	return OK;
}

/* One file. *KNOWN: whether a reader took it. */
static enum error read_file(
	struct seeds *seeds, const char *path, bool named, bool *known, struct failure *failure)
{
	const struct seed_reader *binary = binary_reader_of(path);
	*known = true;
	struct file file = {.name = path};
	if (binary != NULL)
		return read_with(seeds, binary, &file, &file, named, failure);
	enum error error = file_read(&file, path, LIMIT_FILE_BYTES, failure);
	if (error != OK)
		return error;
	struct file raw = file, text = file_of_utf16(&raw);
	if (text.bytes != NULL)
		file = text;
	const struct seed_reader *reader = NULL;
	if (named)
		error = file_must_be_text(&file, failure);
	if (error == OK)
		reader = reader_of(&file, named);
	*known = reader != NULL;
	if (error == OK && reader != NULL && !named)
		error = file_must_be_text(&file, failure);
	if (error == OK && reader != NULL)
		error = read_with(seeds, reader, &file, &raw, named, failure);
	file_release(&text);
	file_release(&raw);
	return error;
}

bool read_found(struct seeds *seeds, const char *path)
{
	bool known;
	struct failure failure;
	if (read_file(seeds, path, false, &known, &failure) != OK) {
		seeds_skip_failure(seeds, path, &failure);
		known = true;
	}
	return known;
}

/* What is wrong with a file may quote it. */
static enum error without_quoted_secrets(enum error error, struct failure *failure)
{
	autotext struct text clean = text_new(LIMIT_MESSAGE_BYTES);
	if (error == OK)
		return OK;
	without_secrets(&clean, failure->text, strlen(failure->text));
	return fail(failure, error, "%s", clean.bytes);
}

enum error seeds_read(struct seeds *seeds, const char *path, struct failure *failure)
{
	struct stat status;
	if (strcmp(path, "-") != 0 && stat(path, &status) == 0 && S_ISDIR(status.st_mode))
		return walk_folder(seeds, path, failure);
	bool known;
	seeds->repository = intern_number(seeds->repositories, path, strlen(path));
	return without_quoted_secrets(read_file(seeds, path, true, &known, failure), failure);
}
