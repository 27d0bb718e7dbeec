/* Commitments to names, and the key behind them. */
#include "bundle/commitment.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/rand.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the key's file ---- */

/* The folder that PATH is in, links followed; NULL: there is none. */
static char *folder_of(const char *path)
{
	autofree char *real = realpath(path, NULL);
	autofree char *part = memory_copy(real ? real : path, strlen(real ? real : path));
	char *slash = strrchr(part, '/');
	if (slash == NULL)
		return realpath(".", NULL);
	slash[slash == part] = '\0';
	return realpath(part, NULL);
}

static enum error must_be_outside(const char *path, const char *bundle, struct failure *failure)
{
	autofree char *inside = realpath(bundle, NULL);
	autofree char *folder = folder_of(path);
	size_t length = inside ? strlen(inside) : 0;
	if (folder == NULL)
		return fail(failure, ERR_INPUT,
			"%s: its folder is not there; make it, away from the bundle", path);
	if (inside != NULL && strncmp(folder, inside, length) == 0 &&
		(folder[length] == '\0' || folder[length] == '/'))
		return fail(failure, ERR_INPUT,
			"%s: is inside the bundle, which is given away; keep the key in another "
			"place",
			path);
	return OK;
}

static enum error check_kind(int descriptor, const char *path, struct failure *failure)
{
	struct stat status;
	if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
		return fail(failure, ERR_INPUT, "%s: is no plain file", path);
	if ((status.st_mode & 077) != 0)
		return fail(failure, ERR_INPUT,
			"%s: others may read or write it; chmod 600 it, and think about who has "
			"read it",
			path);
	return OK;
}

/* From an open file, so that what was looked at is what is read. */
static enum error read_key(
	struct commit_key *key, int descriptor, const char *path, struct failure *failure)
{
	char bytes[DIGEST_TEXT_BYTES + 1];
	ssize_t got = read(descriptor, bytes, sizeof bytes);
	if (got < 0)
		return fail(failure, ERR_INPUT, "%s: cannot be read: %s", path, strerror(errno));
	size_t length = (size_t)got;
	struct digest digest;
	if (length == DIGEST_TEXT_BYTES && bytes[length - 1] == '\n')
		length--;
	if (!digest_parse(&digest, bytes, length))
		return fail(failure, ERR_INPUT,
			"%s: is no commit key: it should be 64 hexadecimal digits and nothing else",
			path);
	memcpy(key->bytes, digest.bytes, sizeof key->bytes);
	return OK;
}

enum error commit_key_read(
	struct commit_key *key, const char *path, const char *bundle, struct failure *failure)
{
	enum error error = must_be_outside(path, bundle, failure);
	if (error != OK)
		return error;
	/* A pipe without a writer would wait for ever. */
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (descriptor < 0)
		return fail(failure, ERR_INPUT, "%s: cannot be read: %s", path, strerror(errno));
	error = check_kind(descriptor, path, failure);
	if (error == OK)
		error = read_key(key, descriptor, path, failure);
	close(descriptor);
	return error;
}

static enum error make_key(struct commit_key *key, const char *path, struct failure *failure)
{
	struct digest digest;
	char line[DIGEST_TEXT_BYTES + 1];
	if (RAND_bytes(key->bytes, sizeof key->bytes) != 1)
		return fail(failure, ERR_IO, "%s: the machine has no random numbers", path);
	memcpy(digest.bytes, key->bytes, sizeof digest.bytes);
	digest_format(&digest, line);
	memcpy(line + DIGEST_TEXT_BYTES - 1, "\n", 2);
	return file_write_new(path, line, DIGEST_TEXT_BYTES, 0600, failure);
}

enum error commit_key_open(struct commit_key *key, const char *path, const char *bundle, bool *made,
	struct failure *failure)
{
	struct stat status;
	*made = lstat(path, &status) != 0 && errno == ENOENT;
	if (!*made)
		return commit_key_read(key, path, bundle, failure);
	enum error error = must_be_outside(path, bundle, failure);
	return error == OK ? make_key(key, path, failure) : error;
}

/* ---- the scheme ---- */

static struct digest keyed(const struct commit_key *key, const struct text *bytes)
{
	return digest_keyed(key->bytes, sizeof key->bytes, bytes->bytes, bytes->length);
}

struct digest commit_series(
	const struct commit_key *key, const char *organisation, const char *reference, date day)
{
	static const char label[] = "nameward series";
	char digits[DATE_TEXT_BYTES] = "";
	autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
	text_add_bytes(&bytes, label, sizeof label);
	text_add_bytes(&bytes, organisation, strlen(organisation) + 1);
	text_add(&bytes, reference ? reference : "");
	text_add_char(&bytes, '\0');
	if (day != DATE_NONE)
		date_format(day, digits);
	text_add(&bytes, digits);
	return keyed(key, &bytes);
}

struct digest commit_salt(
	const struct commit_key *key, const struct digest *series, const char *name)
{
	static const char label[] = "nameward salt";
	autotext struct text bytes = text_new(LIMIT_LINE_BYTES);
	text_add_bytes(&bytes, label, sizeof label);
	text_add_bytes(&bytes, (const char *)series->bytes, sizeof series->bytes);
	text_add(&bytes, name);
	return keyed(key, &bytes);
}

struct digest commitment_of(const struct digest *salt, const char *name)
{
	return digest_keyed(salt->bytes, sizeof salt->bytes, name, strlen(name));
}
