/* nameward mine: transcripts to a hallucination corpus. */
#include "base/digest.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/json.h"
#include "base/progress.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/judging.h"
#include "corpus/mined_page.h"
#include "corpus/miner.h"
#include "registry/rules.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const inputs[] = {"auto", "jsonl", "json", "markdown", "python", NULL};

static const struct option mine_options[] = {
	{.name = "observations",
		.kind = OPTION_FLAG,
		.help = "print what each record says (record, kind, name) instead of counting it"},
	{.name = "merge",
		.kind = OPTION_FLAG,
		.help = "the files are corpora that mine wrote: add them up"},
	{.name = "out",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "write the corpus there (default: standard output)"},
	{.name = "report",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "draw what was mined as one HTML page, without any name"},
	{.name = "parts",
		.kind = OPTION_TEXT,
		.value = "DIR",
		.help = "keep the corpus of each file there, and read it from there where that "
			"file was mined before"},
	{.name = "input",
		.kind = OPTION_CHOICE,
		.value = "FORM",
		.choices = inputs,
		.help = "what the files are: auto (default), jsonl, json, markdown (or plain "
			"text) or python"},
	{.name = "text-field",
		.kind = OPTION_TEXT,
		.value = "A.B.C",
		.help = "where the assistant's text stands in each record"},
	{.name = "model",
		.kind = OPTION_TEXT,
		.value = "NAME",
		.help = "the model of records that do not say theirs"},
	{.name = "source",
		.kind = OPTION_TEXT,
		.value = "NAME",
		.help = "what the corpus calls where these transcripts come from (default: "
			"mined)"},
	{.name = "examples",
		.kind = OPTION_NUMBER,
		.value = "N",
		.least = 0,
		.most = LIMIT_EXAMPLES,
		.help = "record ids kept of each name (default: 3; 0: none)"},
	{.name = "jobs",
		.letter = 'j',
		.kind = OPTION_NUMBER,
		.value = "N",
		.least = 1,
		.most = LIMIT_JOBS,
		.help = "threads that read side by side (default: 1)"},
	{0},
};

struct job {
	const struct arguments *arguments;
	struct mining mining;
	struct progress progress;
	struct tally tally;
	struct snapshot *snapshot;
	struct rules *rules;
	const char *parts;
	uint64_t bytes, known;
	bool partial;
};

/* ---- --observations ---- */

struct printer {
	enum format format;
	struct text line;
};

static void print_json(
	struct door_text id, enum sighting_kind kind, const char *name, size_t length)
{
	autotext struct text text = text_new(LIMIT_RECORD_BYTES);
	cJSON *row = cJSON_CreateObject();
	text_add_bytes(&text, id.bytes, id.length);
	json_add_text(row, "record", text.bytes);
	json_add_text(row, "kind", sighting_kind_name(kind));
	text_clear(&text);
	text_add_bytes(&text, name, length);
	json_add_text(row, "name", text.bytes);
	json_print_line(row, stdout);
	cJSON_Delete(row);
}

/* 3001-2   import   statx */
static void print_observation(void *context, struct door_text id, enum sighting_kind kind,
	const char *name, size_t length)
{
	struct printer *printer = context;
	struct text *line = &printer->line;
	if (printer->format == FORMAT_JSONL) {
		print_json(id, kind, name, length);
		return;
	}
	bool table = printer->format == FORMAT_TABLE;
	text_clear(line);
	escape_terminal(line, id.bytes, id.length);
	while (table && line->length < 24)
		text_add_char(line, ' ');
	text_addf(line, table ? "  %-9s " : "\t%s\t", sighting_kind_name(kind));
	escape_terminal(line, name, length);
	puts(line->bytes);
}

/* ---- files ---- */

static enum error mine_into(
	struct job *job, struct tally *tally, const char *path, struct failure *failure)
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

static enum error merge_file(struct job *job, const char *path, bool first, struct failure *failure)
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

/* The snapshot by which classes were given, as the corpus names it. */
static void snapshot_label(const struct snapshot *snapshot, char label[96])
{
	const struct snapshot_info *info = snapshot_info(snapshot);
	char day[DATE_TEXT_BYTES] = "";
	if (info->day != DATE_NONE)
		date_format(info->day, day);
	snprintf(label, 96, "%s %s", info->digest, day);
}

static void write_corpus(const struct job *job, struct tally *tally, struct text *out)
{
	char label[96];
	tally_classify(tally, job->rules);
	snapshot_label(job->snapshot, label);
	tally_write(tally, label, out);
}

/* ---- --parts ---- */

/* A part is named by what decides it: the file's name, size and time, and the options. */
static void part_path(
	const struct job *job, const char *path, const struct stat *status, struct text *out)
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
static enum error mine_part(struct job *job, const char *path, struct failure *failure)
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
		job->known++;
	} else {
		autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
		error = mine_into(job, &part, path, failure);
		if (error == OK) {
			write_corpus(job, &part, &bytes);
			error = file_write(place.bytes, bytes.bytes, bytes.length, 0600, failure);
		}
		if (error == OK)
			say_note("done: %s", path);
	}
	job->partial = job->partial || before;
	if (error == OK)
		tally_merge(&job->tally, &part);
	tally_release(&part);
	return error;
}

static enum error mine_files(struct job *job, struct failure *failure)
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

/* ---- what came out ---- */

/* nameward: note: 448 answers in 448 records name 120 registered, 95 invented ... names
 * nameward: note: gpt-5-mini: 448 answers; 180 of 900 packages named (20.0 %) do not exist */
static void say_summary(const struct tally *tally)
{
	autotext struct text classes = text_new(LIMIT_MESSAGE_BYTES);
	for (unsigned class = 0; class < CORPUS_CLASSES; class ++) {
		if (tally->class_count[class] > 0)
			text_addf(&classes, "%s%llu %s", classes.length > 0 ? ", " : "",
				(unsigned long long)tally->class_count[class],
				corpus_class_name((enum corpus_class) class));
	}
	say_note("%llu records: %llu answers, %llu without one, %llu unreadable",
		(unsigned long long)tally->records, (unsigned long long)tally->answers,
		(unsigned long long)tally->without_answer, (unsigned long long)tally->unreadable);
	say_note("%zu names: %s", tally->names.count,
		classes.length > 0 ? classes.bytes : "nothing was named");
	for (uint32_t i = 0; i < tally->models.count; i++) {
		const struct sampled *model = &tally->models.items[i];
		struct share share = share_of_model(tally, model->key);
		if (share.said > 0)
			say_note("%s: %u answers; %llu of %llu packages named (%.1f %%) do not "
				 "exist",
				model->label[0] ? model->label : "model not said", model->runs,
				share.invented, share.said,
				100.0 * (double)share.invented / (double)share.said);
	}
}

static enum error write_report(const struct job *job, struct failure *failure)
{
	char label[96], phrase[96];
	const char *path = arguments_text(job->arguments, "report", NULL);
	autotext struct text page = text_new(LIMIT_BULK_BYTES);
	if (path == NULL)
		return OK;
	snapshot_label(job->snapshot, label);
	snprintf(phrase, sizeof phrase, "%.12s%s", label, strchr(label, ' '));
	mined_page(&job->tally, phrase, &page);
	return file_write(path, page.bytes, page.length, 0600, failure);
}

static enum error write_out(struct job *job, struct failure *failure)
{
	const char *out = arguments_text(job->arguments, "out", NULL);
	autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
	write_corpus(job, &job->tally, &bytes);
	if (bytes.overflowed)
		return fail(failure, ERR_LIMIT,
			"the corpus has more than %d bytes (LIMIT_BULK_BYTES); mine less at once",
			LIMIT_BULK_BYTES);
	enum error error = write_report(job, failure);
	if (error != OK || out != NULL)
		return error != OK ? error
				   : file_write(out, bytes.bytes, bytes.length, 0600, failure);
	fwrite(bytes.bytes, 1, bytes.length, stdout);
	return OK;
}

/* ---- the command ---- */

static enum error check_words(const struct arguments *arguments, struct failure *failure)
{
	if (arguments->word_count == 0)
		return fail(failure, ERR_INPUT,
			"no transcripts are named; give files, or - for standard input");
	if (arguments_have(arguments, "merge") &&
		(arguments_have(arguments, "observations") || arguments_have(arguments, "parts")))
		return fail(failure, ERR_INPUT,
			"--merge adds corpora up; it takes neither --observations nor --parts");
	if (arguments_have(arguments, "observations") &&
		(arguments_have(arguments, "parts") || arguments_have(arguments, "report") ||
			arguments_have(arguments, "out")))
		return fail(failure, ERR_INPUT,
			"--observations prints what was said; it takes no --parts, --report or "
			"--out");
	return OK;
}

/* The bytes of all files, for the progress; 0 where one is not known. */
static size_t bytes_of(const struct arguments *arguments)
{
	size_t sum = 0;
	struct stat status;
	for (size_t i = 0; i < arguments->word_count; i++) {
		if (stat(arguments->words[i], &status) != 0 || !S_ISREG(status.st_mode))
			return 0;
		sum += (size_t)status.st_size;
	}
	return sum;
}

static enum error begin(struct job *job, struct failure *failure)
{
	const struct arguments *arguments = job->arguments;
	const char *path = arguments_text(arguments, "text-field", NULL);
	job->mining =
		(struct mining){.form = (enum form)arguments_number(arguments, "input", FORM_AUTO),
			.model = arguments_text(arguments, "model", ""),
			.source = arguments_text(arguments, "source", "mined"),
			.examples = (uint32_t)arguments_number(arguments, "examples", 3),
			.jobs = (unsigned)arguments_number(arguments, "jobs", 1),
			.progress = &job->progress};
	if (path != NULL && !field_path_read(&job->mining.path, path))
		return fail(failure, ERR_INPUT,
			"--text-field takes at most 16 keys joined by dots, such as "
			"choices.message.content, not \"%s\"",
			path);
	job->parts = arguments_text(arguments, "parts", NULL);
	if (job->parts != NULL)
		return folder_make(job->parts, failure);
	return OK;
}

static enum error observe(struct job *job, struct failure *failure)
{
	struct printer printer = {arguments_format(job->arguments), text_new(LIMIT_RECORD_BYTES)};
	struct observer observer = {print_observation, &printer};
	job->mining.observer = &observer;
	if (printer.format == FORMAT_TSV)
		puts("record\tkind\tname");
	enum error error = mine_files(job, failure);
	text_release(&printer.line);
	return error;
}

static enum error mine(struct job *job, struct failure *failure)
{
	enum error error = judging_open(job->arguments, &job->snapshot, failure);
	if (error != OK)
		return error;
	job->rules = rules_new(job->snapshot, ALARM_CORPUS);
	error = mine_files(job, failure);
	progress_end(&job->progress);
	if (error == OK)
		error = write_out(job, failure);
	if (error == OK)
		say_summary(&job->tally);
	return error;
}

static enum status run(const struct arguments *arguments)
{
	struct failure failure;
	struct job job = {.arguments = arguments, .tally = tally_new(0)};
	enum error error = check_words(arguments, &failure);
	if (error == OK)
		error = begin(&job, &failure);
	job.tally.example_limit = job.mining.examples;
	job.progress = progress_begin("mining", bytes_of(arguments));
	job.progress.bytes = true;
	if (error == OK)
		error = arguments_have(arguments, "observations") ? observe(&job, &failure)
								  : mine(&job, &failure);
	progress_end(&job.progress);
	tally_release(&job.tally);
	rules_free(job.rules);
	snapshot_close(job.snapshot);
	field_path_release(&job.mining.path);
	if (error != OK) {
		say_failure(&failure);
		return STATUS_WRONG;
	}
	return job.partial ? STATUS_PARTIAL : STATUS_DONE;
}

const struct command mine_command = {
	.name = "mine",
	.usage = "FILE|-... | --merge CORPUS...",
	.summary = "names that language models said, from transcripts to a corpus",
	.description =
		"Reads transcripts (chat logs and completions as JSONL or JSON: OpenAI chat and "
		"responses, Anthropic messages, plain id, model, prompt, response; notebooks; "
		"Markdown and plain text; Python files), plain or packed with gzip, zstd or xz, "
		"and counts which packages the model names: in imports, in commands of pip, uv, "
		"poetry, pdm, pipx and conda, and in manifests. Only what the assistant wrote "
		"counts; what it was told is counted apart. Nothing is kept but names, counts "
		"and a few records' ids. The corpus is a table, a line a name; plan and "
		"candidates read it with --corpus. Corpora of parts add up to that of the whole.",
	.groups = (const struct option *const[]){mine_options, snapshot_options, format_options,
		common_options, NULL},
	.run = run,
};
