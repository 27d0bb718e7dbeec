/* nameward seeds: what was understood of our lists. */
#include "inputs/seeds.h"
#include "base/escape.h"
#include "base/json.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/seeds_by_file.h"

#include <string.h>

/* The names that people type for a seed: `import:larkmoor_core,command:larkctl`. */
static void add_aliases(struct text *out, const struct seeds *seeds, const struct seed *seed)
{
	bool first = true;
	for (size_t i = seeds_first_alias(seeds, seed->name);
		i < seeds->aliases.count && seeds->aliases.items[i].project == seed->name; i++) {
		const struct seed_alias *alias = &seeds->aliases.items[i];
		text_addf(out, "%s%s:%s", first ? "" : ",",
			alias->kind == ALIAS_IMPORT ? "import" : "command", alias->written);
		first = false;
	}
}

static void print_json(const struct seeds *seeds, const struct seed *seed, const char *since)
{
	cJSON *row = cJSON_CreateObject();
	json_add_text(row, "name", seed->name);
	json_add_text(row, "written", seed->written);
	json_add_text(row, "kind", seed_kind_name(seed->kind));
	json_add_integer(row, "weight", seed->weight);
	json_add_text(row, "since", since[0] ? since : NULL);
	json_add_text(row, "owner", seed->owner);
	json_add_bool(row, "secret", seed->secret);
	json_add_text(row, "index", seed_index(seed));
	json_add_integer(row, "mentions", seed->mentions);
	json_add_integer(row, "repositories", (int64_t)seed->repositories.count);
	cJSON *aliases = json_add_array(row, "aliases");
	for (size_t i = seeds_first_alias(seeds, seed->name);
		i < seeds->aliases.count && seeds->aliases.items[i].project == seed->name; i++) {
		const struct seed_alias *alias = &seeds->aliases.items[i];
		cJSON *node = json_push_object(aliases);
		json_add_text(node, "kind", alias->kind == ALIAS_IMPORT ? "import" : "command");
		json_add_text(node, "name", alias->written);
	}
	cJSON *places = json_add_array(row, "places");
	for (size_t i = 0; i < seed->places.count; i++) {
		autotext struct text place = text_new(LIMIT_LINE_BYTES);
		text_addf(&place, "%s:%zu", seed->places.items[i].file, seed->places.items[i].line);
		json_push_text(places, place.bytes);
	}
	json_print_line(row, stdout);
	cJSON_Delete(row);
}

/* quillhaven-auth-client   list   42   2021-03   identity      internal.tsv:3  command:qhauth */
static void print_row(
	const struct seeds *seeds, const struct seed *seed, const char *since, bool table)
{
	autotext struct text line = text_new(LIMIT_BULK_BYTES);
	autotext struct text owner = text_new(LIMIT_LINE_BYTES);
	if (seed->owner != NULL)
		escape_terminal(&owner, seed->owner, strlen(seed->owner));
	text_addf(&line, table ? "%-36s %-18s %7u  %-7s  %-14s %-6s " : "%s\t%s\t%u\t%s\t%s\t%s\t",
		seed->name, seed_kind_name(seed->kind), seed->weight, since, owner.bytes,
		seed->secret ? "secret" : "");
	for (size_t i = 0; i < seed->places.count; i++) {
		const struct place *place = &seed->places.items[i];
		text_add(&line, i > 0 ? "," : "");
		escape_terminal(&line, place->file, strlen(place->file));
		text_add_char(&line, ':');
		text_add_number(&line, place->line);
	}
	if (seed->mentions > seed->places.count)
		text_addf(&line, ",and %zu more", seed->mentions - seed->places.count);
	text_add(&line, table ? "  " : "\t");
	const char *index = seed_index(seed);
	if (index != NULL)
		escape_terminal(&line, index, strlen(index));
	text_add(&line, table ? "  " : "\t");
	add_aliases(&line, seeds, seed);
	while (table && line.bytes[line.length - 1] == ' ')
		line.bytes[--line.length] = '\0';
	puts(line.bytes);
}

static void print_seeds(const struct seeds *seeds, enum format format)
{
	if (format == FORMAT_TSV)
		puts("name\tkind\tweight\tsince\towner\tsecret\tplaces\tindex\taliases");
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		char since[MONTH_TEXT_BYTES] = "";
		if (seed->since != DATE_NONE)
			month_format(seed->since, since);
		if (format == FORMAT_JSONL)
			print_json(seeds, seed, since);
		else
			print_row(seeds, seed, since, format == FORMAT_TABLE);
	}
}

static void say_rest(const struct seeds *seeds)
{
	for (size_t i = 0; i < seeds->inputs.count; i++)
		say_note("%s: read as %s, %zu mentions of names", seeds->inputs.items[i].file,
			seeds->inputs.items[i].format, seeds->inputs.items[i].seed_count);
	if (seeds->other_files > 0)
		say_note("files of no format that is known, read only where others include them: "
			 "%zu",
			seeds->other_files);
	if (seeds->folders_passed > 0)
		say_note("folders passed by (.git, virtual environments, node_modules): %zu",
			seeds->folders_passed);
	for (size_t i = 0; i < seeds->weaknesses.count; i++) {
		const struct weakness *weakness = &seeds->weaknesses.items[i];
		say_note("%s:%zu: %s: %s; to mend it: %s", weakness->place.file,
			weakness->place.line, weakness->cause, weakness->what, weakness->change);
	}
	for (size_t i = 0; i < seeds->skipped.count; i++) {
		const struct skipped *skipped = &seeds->skipped.items[i];
		say_warning("%s:%zu: skipped: %s", skipped->place.file, skipped->place.line,
			skipped->reason);
	}
}

static enum status run(const struct arguments *arguments)
{
	if (arguments->word_count == 0) {
		say_error("seeds takes one or more files or folders; see nameward seeds --help");
		return STATUS_WRONG;
	}
	struct intern *pool = intern_new();
	struct seeds seeds = seeds_new(pool);
	struct failure failure;
	enum error error = OK;
	for (size_t i = 0; error == OK && i < arguments->word_count; i++)
		error = seeds_read(&seeds, arguments->words[i], &failure);
	enum status status = STATUS_WRONG;
	if (error != OK) {
		say_failure(&failure);
	} else {
		seeds_finish(&seeds);
		if (arguments_have(arguments, "by-file"))
			seeds_print_by_file(&seeds, arguments_format(arguments));
		else
			print_seeds(&seeds, arguments_format(arguments));
		say_rest(&seeds);
		status = seeds.skipped.count > 0 ? STATUS_PARTIAL : STATUS_DONE;
	}
	seeds_release(&seeds);
	intern_free(pool);
	return status;
}

static const struct option seeds_options[] = {
	{.name = "by-file",
		.kind = OPTION_FLAG,
		.help = "a row for each place of a name instead, by file and line, with the "
			"file's format"},
	{0},
};

const struct command seeds_command = {
	.name = "seeds",
	.usage = "PATH... [OPTION]...",
	.summary = "show what is understood of your lists of internal names",
	.description =
		"Reads lists and manifests as `plan` does and prints each name once, with its "
		"kind, weight, since when, owner and where it was seen, so that a person can check "
		"it. A folder is walked in a fixed order without .git, virtual environments and "
		"node_modules; no link is followed. Formats are recognised by name and content: "
		"pyproject.toml, uv.toml, pixi.toml, hatch.toml, setup.cfg, setup.py (never run), "
		"Pipfile, scripts with a block of PEP 723, pylock.toml, poetry.lock, uv.lock, "
		"pdm.lock, pixi.lock, Pipfile.lock, requirements.txt as pip reads it, conda's "
		"environment.yml, conda-lock.yml and explicit lists, SBOMs in JSON (CycloneDX, "
		"SPDX 2), wheels, sdists and archives of them, pip.conf, Dockerfiles, CI files and "
		"scripts (their PIP_* and UV_* lines), CODEOWNERS and owners.tsv, the saved list "
		"of an index (PEP 691 JSON), and plain lists (a name a line, with columns "
		"separated by TAB: weight, since YYYY-MM, owner, `secret`). What is skipped is "
		"named with the reason, and the exit code is 3.",
	.groups =
		(const struct option *const[]){seeds_options, format_options, common_options, NULL},
	.run = run,
};
