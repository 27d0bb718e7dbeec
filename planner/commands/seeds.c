/* nameward seeds: what was understood of our lists. */
#include "inputs/seeds.h"
#include "base/escape.h"
#include "base/json.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/command.h"

#include <string.h>

static void print_json(const struct seed *seed, const char *since)
{
	cJSON *row = cJSON_CreateObject();
	json_add_text(row, "name", seed->name);
	json_add_text(row, "written", seed->written);
	json_add_text(row, "kind", seed_kind_name(seed->kind));
	json_add_integer(row, "weight", seed->weight);
	json_add_text(row, "since", since[0] ? since : NULL);
	json_add_text(row, "owner", seed->owner);
	json_add_bool(row, "secret", seed->secret);
	cJSON *places = json_add_array(row, "places");
	for (size_t i = 0; i < seed->places.count; i++) {
		autotext struct text place = text_new(LIMIT_LINE_BYTES);
		text_addf(&place, "%s:%zu", seed->places.items[i].file, seed->places.items[i].line);
		json_push_text(places, place.bytes);
	}
	json_print_line(row, stdout);
	cJSON_Delete(row);
}

/* quillhaven-auth-client   list   42   2021-03   identity      internal.tsv:3 */
static void print_row(const struct seed *seed, const char *since, bool table)
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
		text_addf(&line, ":%zu", place->line);
	}
	puts(line.bytes);
}

static void print_seeds(const struct seeds *seeds, enum format format)
{
	if (format == FORMAT_TSV)
		puts("name\tkind\tweight\tsince\towner\tsecret\tplaces");
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		char since[MONTH_TEXT_BYTES] = "";
		if (seed->since != DATE_NONE)
			month_format(seed->since, since);
		if (format == FORMAT_JSONL)
			print_json(seed, since);
		else
			print_row(seed, since, format == FORMAT_TABLE);
	}
}

static void say_rest(const struct seeds *seeds)
{
	for (size_t i = 0; i < seeds->inputs.count; i++)
		say_note("%s: read as %s, %zu mentions of names", seeds->inputs.items[i].file,
			seeds->inputs.items[i].format, seeds->inputs.items[i].seed_count);
	for (size_t i = 0; i < seeds->weaknesses.count; i++) {
		const struct weakness *weakness = &seeds->weaknesses.items[i];
		say_note("%s:%zu: %s: %s", weakness->place.file, weakness->place.line,
			weakness->cause, weakness->what);
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
		say_error("seeds takes one or more files; see nameward seeds --help");
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
		print_seeds(&seeds, arguments_format(arguments));
		say_rest(&seeds);
		status = seeds.skipped.count > 0 ? STATUS_PARTIAL : STATUS_DONE;
	}
	seeds_release(&seeds);
	intern_free(pool);
	return status;
}

const struct command seeds_command = {
	.name = "seeds",
	.usage = "FILE... [OPTION]...",
	.summary = "show what is understood of your lists of internal names",
	.description = "Reads lists and manifests as `plan` does and prints each name once, "
		       "with its kind, weight, since when, owner and where it was seen, so "
		       "that a person can check it. Formats are recognised by name and "
		       "content: plain lists (a name a line, with columns separated by TAB: "
		       "weight, since YYYY-MM, owner, `secret`) and requirements.txt as pip "
		       "reads it. What is skipped is named with the reason, and the exit "
		       "code is 3.",
	.groups = (const struct option *const[]){format_options, common_options, NULL},
	.run = run,
};
