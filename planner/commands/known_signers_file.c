/* Where known signers are kept. */
#include "commands/known_signers_file.h"
#include "base/file.h"
#include "base/text.h"
#include "bundle/known_signers.h"
#include "commands/command.h"

#include <stdlib.h>
#include <unistd.h>

/* The folder that holds it by default; false where there is no home. */
static bool add_folder(struct text *path)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	if (config != NULL && config[0] == '/')
		text_addf(path, "%s/nameward", config);
	else if (home != NULL && home[0] != '\0')
		text_addf(path, "%s/.config/nameward", home);
	return path->length > 0;
}

static bool find_file(const struct arguments *arguments, struct text *path)
{
	const char *given = arguments_text(arguments, "known-signers", NULL);
	if (given != NULL)
		text_add(path, given);
	else if (add_folder(path))
		text_add(path, "/known_signers");
	return path->length > 0;
}

enum error known_signers_read_file(struct known_signers *known, struct intern *pool,
	const struct arguments *arguments, struct failure *failure)
{
	struct file file;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	known->pool = pool;
	if (!find_file(arguments, &path) || access(path.bytes, F_OK) != 0)
		return OK;
	enum error error = file_read(&file, path.bytes, LIMIT_KNOWN_SIGNERS_BYTES, failure);
	if (error != OK)
		return error;
	error = known_signers_parse(known, pool, path.bytes, file.bytes, file.length, failure);
	file_release(&file);
	return error;
}

enum error known_signers_write_file(const struct known_signers *known,
	const struct arguments *arguments, struct failure *failure)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	autotext struct text folder = text_new(LIMIT_LINE_BYTES);
	autotext struct text bytes = text_new(LIMIT_KNOWN_SIGNERS_BYTES);
	if (!find_file(arguments, &path))
		return fail(failure, ERR_INPUT,
			"there is no home folder to keep known signers in; say where with "
			"--known-signers FILE");
	known_signers_print(known, &bytes);
	if (bytes.overflowed)
		return fail(failure, ERR_LIMIT, "%s: would be larger than %d bytes", path.bytes,
			LIMIT_KNOWN_SIGNERS_BYTES);
	enum error error = OK;
	if (arguments_text(arguments, "known-signers", NULL) == NULL && add_folder(&folder))
		error = folder_make(folder.bytes, failure);
	return error == OK ? file_write(path.bytes, bytes.bytes, bytes.length, 0600, failure)
			   : error;
}
