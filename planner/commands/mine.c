/* nameward mine: transcripts to a hallucination corpus. */
#include "base/file.h"
#include "base/limits.h"
#include "base/progress.h"
#include "base/say.h"
#include "commands/command.h"
#include "commands/judging.h"
#include "commands/mine_files.h"
#include "commands/mine_observations.h"
#include "commands/mine_out.h"
#include "registry/rules.h"
#include "registry/snapshot.h"

#include <sys/stat.h>

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

static enum error begin(struct mine_job *job, struct failure *failure)
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

static enum error observe(struct mine_job *job, struct failure *failure)
{
	struct observations observations = observations_begin(arguments_format(job->arguments));
	struct observer observer = observations_observer(&observations);
	job->mining.observer = &observer;
	enum error error = mine_files(job, failure);
	observations_end(&observations);
	return error;
}

static enum error mine(struct mine_job *job, struct failure *failure)
{
	enum error error = judging_open(job->arguments, &job->snapshot, failure);
	if (error != OK)
		return error;
	job->rules = rules_new(job->snapshot, ALARM_CORPUS);
	error = mine_files(job, failure);
	progress_end(&job->progress);
	if (error == OK)
		error = mine_out(job->arguments, &job->tally, job->snapshot, job->rules, failure);
	if (error == OK)
		mine_out_say(&job->tally);
	return error;
}

static enum status run(const struct arguments *arguments)
{
	struct failure failure;
	struct mine_job job = {.arguments = arguments, .tally = tally_new(0)};
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
