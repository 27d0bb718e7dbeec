/* PEP 723: the `# /// script` block of a Python file, which is TOML behind `# `. */
#include "base/text.h"
#include "inputs/dependency.h"
#include "inputs/manifest.h"

#include <string.h>

static const char mark[] = "# /// script";

static bool recognises(const struct file *file)
{
	const char *slash = strrchr(file->name, '.');
	const char *at = slash && strcmp(slash, ".py") == 0
				 ? memmem(file->bytes, file->length, mark, sizeof mark - 1)
				 : NULL;
	return at != NULL && (at == file->bytes || at[-1] == '\n');
}

static void read_block(const struct manifest *manifest)
{
	manifest_requirements(manifest, manifest->root, "dependencies");
	dependency_read_uv(manifest);
}

/* The block as TOML, its lines where they were: what stands before becomes empty lines. */
static enum error gather(const struct file *file, struct text *toml, struct failure *failure)
{
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	size_t begin = 0;
	while (lines_next(&lines)) {
		bool comment = lines.length >= 1 && lines.text[0] == '#';
		bool opens = lines.length >= sizeof mark - 1 &&
			     memcmp(lines.text, mark, sizeof mark - 1) == 0;
		if (begin == 0) {
			begin = opens ? lines.number : 0;
			text_add_char(toml, '\n');
		} else if (!comment) {
			break;
		} else if (lines.length == 5 && memcmp(lines.text, "# ///", 5) == 0) {
			return OK;
		} else {
			size_t skip = lines.length > 1 && lines.text[1] == ' ' ? 2 : 1;
			text_add_bytes(toml, lines.text + skip, lines.length - skip);
			text_add_char(toml, '\n');
		}
	}
	if (lines.error != OK)
		return fail(failure, lines.error, "%s", lines.failure.text);
	return fail(failure, ERR_INPUT, "%s:%zu: the script block has no end, `# ///`", file->name,
		begin);
}

static enum error read_script(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	autotext struct text toml = text_new(LIMIT_FILE_BYTES);
	enum error error = gather(file, &toml, failure);
	if (error != OK)
		return error;
	struct file block = {file->name, toml.bytes, toml.length};
	return manifest_read(seeds, &block, tree_read_toml, read_block, failure);
}

const struct seed_reader script_reader = {
	.name = "script",
	.summary = "a Python file with a block of PEP 723",
	.names = (const char *const[]){"*.py", NULL},
	.recognises = recognises,
	.anywhere = true,
	.read = read_script,
};
