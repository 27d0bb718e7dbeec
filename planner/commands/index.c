/* nameward index: the snapshot, made from a document and looked at. */
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/index_actions.h"
#include "commands/judging.h"
#include "commands/network.h"
#include "registry/builder.h"
#include "registry/cache.h"
#include "registry/import.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

static const struct option index_options[] = {
	{.name = "without",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "import: leave the names of this list out"},
	{.name = "out",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "import: where the snapshot goes (default: the cache folder, as "
			"the newest)"},
	{.name = "day",
		.kind = OPTION_DATE,
		.value = "DATE",
		.help = "import: the day the index had this state, YYYY-MM-DD (default: "
			"not known)"},
	{.name = "plan",
		.kind = OPTION_TEXT,
		.value = "PLAN.json",
		.help = "watch: the plan whose names are watched (a bundle's internal/plan.json)"},
	{.name = "verify",
		.kind = OPTION_FLAG,
		.help = "info: check the digest of the whole snapshot"},
	{0},
};

/* The names of the embedded list, as one of the documents. */
static void import_embedded(struct import *import, const struct embedded_list *list)
{
	builder_list(import->builder);
	for (uint32_t i = 0; i < list->count; i++)
		builder_add(
			import->builder, list->text + list->rows[i].offset, list->rows[i].length);
	import->format = "the embedded list";
}

static enum error read_documents(struct import *import, const struct arguments *arguments,
	const struct embedded_list *list, struct failure *failure)
{
	for (size_t i = 1; i < arguments->word_count; i++) {
		const char *path = arguments->words[i];
		if (strcmp(path, "embedded") == 0) {
			import_embedded(import, list);
			continue;
		}
		import->format = NULL;
		enum error error = import_path(import, path, failure);
		say_note("%s: read as %s", path, import->format ? import->format : "nothing");
		if (error != OK)
			return error;
	}
	const char *without = arguments_text(arguments, "without", NULL);
	if (without == NULL)
		return OK;
	struct file file;
	enum error error = file_read(&file, without, LIMIT_BULK_BYTES, failure);
	if (error == OK) {
		error = import_leave_out(import->builder, &file, failure);
		file_release(&file);
	}
	return error;
}

static enum error write_snapshot(const struct arguments *arguments, struct builder *builder,
	const struct builder_facts *facts, struct builder_counts *counts, struct failure *failure)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	const char *out = arguments_text(arguments, "out", NULL);
	if (out != NULL) {
		text_add(&path, out);
	} else {
		autotext struct text folder = text_new(LIMIT_LINE_BYTES);
		if (!cache_folder(&folder) || !cache_newest(&path))
			return fail(failure, ERR_INPUT,
				"no cache folder: set NAMEWARD_CACHE or name a file with "
				"--out");
		enum error error = folder_make(folder.bytes, failure);
		if (error != OK)
			return error;
	}
	char *image;
	size_t size;
	builder_finish(builder, facts, &image, &size, counts);
	enum error error = OK;
	if (counts->names == 0)
		error = fail(failure, ERR_INPUT, "%s: holds no project name", arguments->words[1]);
	if (error == OK && counts->repeated[0] != '\0')
		error = fail(failure, ERR_INPUT,
			"an index document holds the name \"%s\" twice; an index never does, so "
			"download it again",
			counts->repeated);
	if (error == OK)
		error = file_write(path.bytes, image, size, 0600, failure);
	if (error == OK)
		say_note("wrote %s, %zu bytes", path.bytes, size);
	free(image);
	return error;
}

static enum status import_index(const struct arguments *arguments)
{
	struct failure failure;
	if (arguments->word_count < 2) {
		say_error("index import takes one or more files, or `embedded`");
		return STATUS_WRONG;
	}
	struct embedded_list list;
	if (embedded_list_read(&list, &failure) != OK) {
		say_failure(&failure);
		return STATUS_WRONG;
	}
	struct import import = {.builder = builder_new()};
	struct builder_counts counts;
	enum error error = read_documents(&import, arguments, &list, &failure);
	if (error == OK) {
		struct builder_facts facts = {.url = "",
			.serial = import.serial,
			.day = (date)arguments_number(arguments, "day", DATE_NONE),
			.list = &list};
		error = write_snapshot(arguments, import.builder, &facts, &counts, &failure);
	}
	builder_free(import.builder);
	embedded_list_release(&list);
	if (error != OK) {
		say_failure(&failure);
		return STATUS_WRONG;
	}
	if (import.invalid_count > 0)
		say_warning("%u entries are no project names and were left out; the first is "
			    "\"%s\"",
			import.invalid_count, import.first_invalid);
	say_note("%u names, %u further spellings merged, %u left out on request, %u of that "
		 "request not there",
		counts.names, counts.merged, counts.left_out, counts.left_out_absent);
	return import.invalid_count > 0 ? STATUS_PARTIAL : STATUS_DONE;
}

/* One fact a line or member, in the format asked for. */
struct facts {
	enum format format;
	cJSON *object;
};

static void fact_text(const struct facts *facts, const char *what, const char *value)
{
	if (facts->format == FORMAT_JSONL)
		json_add_text(facts->object, what, value);
	else
		printf(facts->format == FORMAT_TSV ? "%s\t%s\n" : "%-14s%s\n", what, value);
}

static void fact_number(const struct facts *facts, const char *what, int64_t value)
{
	char text[32];
	snprintf(text, sizeof text, "%lld", (long long)value);
	if (facts->format == FORMAT_JSONL)
		json_add_integer(facts->object, what, value);
	else
		fact_text(facts, what, text);
}

static enum status show_index(const struct arguments *arguments)
{
	struct failure failure;
	struct snapshot *snapshot;
	if (judging_open(arguments, &snapshot, &failure) != OK) {
		say_failure(&failure);
		return STATUS_WRONG;
	}
	const struct snapshot_info *info = snapshot_info(snapshot);
	struct facts facts = {
		.format = arguments_format(arguments), .object = cJSON_CreateObject()};
	char day[DATE_TEXT_BYTES] = "";
	if (info->day != DATE_NONE)
		date_format(info->day, day);
	if (facts.format == FORMAT_TSV)
		puts("fact\tvalue");
	fact_number(&facts, "names", info->name_count);
	fact_number(&facts, "merged", info->merged_count);
	fact_text(&facts, "day", day);
	fact_number(&facts, "age_days", judging_age(arguments, snapshot));
	fact_number(&facts, "serial", (int64_t)info->serial);
	fact_text(&facts, "url", info->url);
	fact_text(&facts, "source",
		info->embedded ? "embedded"
		: info->url[0] ? "fetched"
			       : "imported");
	if (info->url[0]) {
		fact_text(&facts, "etag", info->etag);
		fact_number(&facts, "made", info->made);
		fact_text(&facts, "verified_tls", info->verified ? "yes" : "no");
	}
	fact_text(&facts, "digest", info->digest);
	fact_number(&facts, "bytes", (int64_t)info->bytes);
	fact_number(&facts, "version", info->version);
	enum status status = STATUS_DONE;
	if (arguments_have(arguments, "verify")) {
		bool whole = snapshot_verify(snapshot, &failure) == OK;
		fact_text(&facts, "verified", whole ? "yes" : "no");
		if (!whole) {
			say_failure(&failure);
			status = STATUS_WRONG;
		}
	}
	if (facts.format == FORMAT_JSONL)
		json_print_line(facts.object, stdout);
	cJSON_Delete(facts.object);
	snapshot_close(snapshot);
	return status;
}

static enum status run(const struct arguments *arguments)
{
	const char *action = arguments->word_count > 0 ? arguments->words[0] : "";
	if (strcmp(action, "import") == 0)
		return import_index(arguments);
	if (strcmp(action, "info") == 0 && arguments->word_count == 1)
		return show_index(arguments);
	if (strcmp(action, "fetch") == 0 && arguments->word_count == 1)
		return index_fetch(arguments);
	if (strcmp(action, "watch") == 0 && arguments->word_count == 1)
		return index_watch(arguments);
	say_error("index takes `fetch`, `import FILE...`, `info` or `watch`; see nameward index "
		  "--help");
	return STATUS_WRONG;
}

const struct command index_command = {
	.name = "index",
	.usage = "fetch | import FILE... | info | watch [OPTION]...",
	.summary = "fetch the whole index as a snapshot, make one from a file, or show it",
	.description = "`fetch` downloads the names of an index whole (GET /simple/ as PEP 691 "
		       "JSON, else PEP 503 HTML), which tells nobody any name, and keeps them as "
		       "the newest snapshot; an index that has not changed costs one short "
		       "answer. What cannot be trusted is refused and the old snapshot stays. "
		       "`import` reads one or more documents that hold the names of an index "
		       "(PEP 691 JSON, PEP 503 HTML, TSV with a column `name`, a plain list; "
		       "`embedded` stands for the list inside the program) and writes one "
		       "snapshot of them all. `info` shows which snapshot commands judge by: "
		       "names, day, serial, digest, age. `watch` reads the feed of the newest "
		       "projects and holds them against the names of a plan and their "
		       "look-alikes.",
	.groups = (const struct option *const[]){index_options, policy_options, network_options,
		format_options, snapshot_options, common_options, NULL},
	.actions = (const char *const[]){"fetch", "import", "info", "watch", NULL},
	.run = run,
};
