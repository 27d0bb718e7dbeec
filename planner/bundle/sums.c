/* A folder's SHA256SUMS. */
#include "bundle/sums.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/text.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

const char sums_file[] = "SHA256SUMS", sums_signature[] = "SHA256SUMS.sig";

void sums_add(struct text *sums, const char *file, const struct text *bytes)
{
	char digits[DIGEST_TEXT_BYTES];
	struct digest digest = digest_of(bytes->bytes, bytes->length);
	digest_format(&digest, digits);
	text_addf(sums, "%s  %s\n", digits, file);
}

struct checking {
	const char *folder;
	struct intern *listed; /* what SHA256SUMS lists */
	sums_fault fault;
	void *context;
};

/* 64 digits, two blanks, a name of a file right here. */
static bool read_sum(const struct lines *lines, char digest[DIGEST_TEXT_BYTES], char name[256])
{
	if (lines->length < 67 || lines->length >= 67 + 255 || lines->text[64] != ' ' ||
		lines->text[65] != ' ')
		return false;
	memcpy(digest, lines->text, 64);
	digest[64] = '\0';
	memcpy(name, lines->text + 66, lines->length - 66);
	name[lines->length - 66] = '\0';
	return strspn(digest, "0123456789abcdef") == 64 && strchr(name, '/') == NULL &&
	       name[0] != '.' && memchr(lines->text, '\0', lines->length) == NULL;
}

static void check_sum(const struct checking *checking, const char *digest, const char *name)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	struct digest found;
	char digits[DIGEST_TEXT_BYTES];
	struct stat status;
	text_addf(&path, "%s/%s", checking->folder, name);
	if (lstat(path.bytes, &status) != 0) {
		checking->fault(checking->context, path.bytes, "is listed and not there");
	} else if (!S_ISREG(status.st_mode)) {
		checking->fault(checking->context, path.bytes, "is no plain file");
	} else if (digest_of_file(&found, path.bytes, NULL) != OK) {
		checking->fault(checking->context, path.bytes, "cannot be read");
	} else {
		digest_format(&found, digits);
		if (strcmp(digits, digest) != 0)
			checking->fault(checking->context, path.bytes,
				"is not what was written: its digest differs");
	}
}

static void check_listed(const struct checking *checking, const struct file *sums)
{
	struct lines lines = lines_of(sums->name, sums->bytes, sums->length);
	autotext struct text again = text_new(SUMS_BYTES);
	while (lines_next(&lines)) {
		char digest[DIGEST_TEXT_BYTES], name[256];
		if (!read_sum(&lines, digest, name) ||
			intern_count(checking->listed) >= SUMS_FILES) {
			checking->fault(checking->context, sums->name,
				"holds a line that is no digest and file name");
			return;
		}
		if (intern_find(checking->listed, name, strlen(name)) != INTERN_NONE)
			checking->fault(checking->context, sums->name, "lists a file twice");
		intern_string(checking->listed, name);
		text_addf(&again, "%s  %s\n", digest, name);
		check_sum(checking, digest, name);
	}
	/* No other line ends, no mark before it, no text behind it. */
	if (again.length != sums->length || memcmp(again.bytes, sums->bytes, sums->length) != 0)
		checking->fault(
			checking->context, sums->name, "is not written as sha256sum writes it");
}

static void check_unlisted(const struct checking *checking)
{
	DIR *open = opendir(checking->folder);
	if (open == NULL) {
		checking->fault(checking->context, checking->folder, "cannot be read");
		return;
	}
	for (struct dirent *entry; (entry = readdir(open)) != NULL;) {
		const char *name = entry->d_name;
		bool known = strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
			     strcmp(name, sums_file) == 0 || strcmp(name, sums_signature) == 0 ||
			     intern_find(checking->listed, name, strlen(name)) != INTERN_NONE;
		autotext struct text path = text_new(LIMIT_LINE_BYTES);
		text_addf(&path, "%s/%s", checking->folder, name);
		if (!known)
			checking->fault(checking->context, path.bytes,
				"is listed nowhere: it is not of this bundle");
	}
	closedir(open);
}

void sums_check(const char *folder, const struct file *sums, sums_fault fault, void *context)
{
	struct checking checking = {folder, intern_new(), fault, context};
	check_listed(&checking, sums);
	check_unlisted(&checking);
	intern_free(checking.listed);
}
