/* nameward fit: priors from labelled pairs, and how well they find pairs they have not seen. */
#include "base/embedded.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/json.h"
#include "base/say.h"
#include "base/text.h"
#include "candidates/fit.h"
#include "candidates/pairs.h"
#include "candidates/priors_write.h"
#include "candidates/targets.h"
#include "commands/command.h"
#include "commands/judging.h"
#include "registry/snapshot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct option fit_options[] = {
	{.name = "out",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "write the fitted priors there, as policy/priors.json is"},
	{.name = "start",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "priors to start from, of which everything that pairs cannot tell is kept "
			"(default: the shipped ones)"},
	{.name = "before",
		.kind = OPTION_DATE,
		.value = "DATE",
		.help = "only names first seen before this day, by the column first_seen"},
	{0},
};

struct job {
	const struct arguments *arguments;
	struct snapshot *snapshot;
	struct file start_file; /* no bytes: the embedded document */
	struct json_document start;
	struct priors priors;
	struct intern *pool;
	struct pairs pairs;
};

/* How many pairs of one file, and how many of them within each cut. */
struct recall {
	size_t pairs, found[FIT_CUTS];
};

static enum error read_start(struct job *job, struct failure *failure)
{
	static const char shipped[] = "policy/priors.json";
	const char *path = arguments_text(job->arguments, "start", NULL), *bytes;
	size_t length;
	enum error error = OK;
	if (path != NULL) {
		error = file_read(&job->start_file, path, LIMIT_FILE_BYTES, failure);
		bytes = job->start_file.bytes;
		length = job->start_file.length;
	} else {
		const struct embedded_file *file = embedded_get(shipped);
		bytes = file->bytes;
		length = embedded_size(file);
	}
	const char *name = path ? path : shipped;
	if (error == OK)
		error = priors_read(&job->priors, name, bytes, length, failure);
	if (error == OK)
		error = json_read(&job->start, name, bytes, length, failure);
	return error;
}

static void print_cuts(enum format format)
{
	if (format == FORMAT_TSV) {
		printf("file\tpairs\tmeasured");
		for (size_t c = 0; c + 1 < FIT_CUTS; c++)
			printf("\tfirst_%zu", fit_cuts[c]);
		puts("\tall");
	} else if (format == FORMAT_TABLE) {
		printf("%-32s %6s  %-9s", "pairs among the first", "", "");
		for (size_t c = 0; c + 1 < FIT_CUTS; c++)
			printf(" %6zu", fit_cuts[c]);
		puts("    all");
	}
}

/* FILE is as the user wrote it, escaped where it is shown. */
static void print_recall(
	enum format format, const char *file, const char *measured, const struct recall *recall)
{
	if (format == FORMAT_JSONL) {
		cJSON *object = cJSON_CreateObject();
		json_add_text(object, "file", file);
		json_add_integer(object, "pairs", (int64_t)recall->pairs);
		json_add_text(object, "measured", measured);
		cJSON *found = json_add_array(object, "found");
		for (size_t c = 0; c < FIT_CUTS; c++)
			cJSON_AddItemToArray(found, cJSON_CreateNumber((double)recall->found[c]));
		json_print_line(object, stdout);
		cJSON_Delete(object);
		return;
	}
	autotext struct text shown = text_new(LIMIT_LINE_BYTES);
	escape_name(&shown, file, strlen(file));
	if (format == FORMAT_TSV) {
		printf("%s\t%zu\t%s", shown.bytes, recall->pairs, measured);
		for (size_t c = 0; c < FIT_CUTS; c++)
			printf("\t%zu", recall->found[c]);
	} else {
		printf("%-32s %6zu  %-9s", shown.bytes, recall->pairs, measured);
		for (size_t c = 0; c < FIT_CUTS; c++)
			printf(" %5.1f%%",
				recall->pairs ? 100.0 * (double)recall->found[c] /
							(double)recall->pairs
					      : 0.0);
	}
	putchar('\n');
}

/* A row a file, of pairs that the priors were fitted without, then of all under the result. */
static void measure(struct job *job, struct fit *fit)
{
	enum format format = arguments_format(job->arguments);
	struct recall *held_out = memory_new(job->pairs.files + 1, sizeof *held_out);
	struct recall *fitted = memory_new(job->pairs.files + 1, sizeof *fitted);
	for (int fold = 0; fold < FIT_FOLDS; fold++) {
		fit_run(fit, fold);
		for (unsigned f = 0; f < job->pairs.files; f++)
			held_out[f].pairs += fit_recall(fit, f, fold, held_out[f].found);
	}
	fit_run(fit, FIT_NO_FOLD);
	print_cuts(format);
	for (unsigned f = 0; f < job->pairs.files; f++) {
		const char *file = job->arguments->words[f];
		fitted[f].pairs = fit_recall(fit, f, FIT_NO_FOLD, fitted[f].found);
		print_recall(format, file, "held out", &held_out[f]);
		print_recall(format, file, "fitted", &fitted[f]);
	}
	free(held_out);
	free(fitted);
}

static enum error write_result(const struct job *job, const struct fit *fit, struct failure *failure)
{
	const char *path = arguments_text(job->arguments, "out", NULL);
	if (path == NULL)
		return OK;
	struct priors result;
	fit_result(fit, &result);
	autotext struct text how = text_new(LIMIT_LINE_BYTES);
	text_addf(&how,
		"Fitted by `nameward fit` to %zu pairs of %u files: the shares and factors under "
		"which they are most likely, drawn back to the start values and to what all "
		"operators have in common (candidates/fit.h). `start` is what is known, or judged, "
		"without them; where `pairs` is below 3 the start value all but stands.",
		job->pairs.items.count, job->pairs.files);
	autotext struct text document = text_new(LIMIT_FILE_BYTES);
	priors_write(&result, &job->start.root, how.bytes, &document);
	return file_write(path, document.bytes, document.length, 0644, failure);
}

static enum error fit_pairs(struct job *job, struct failure *failure)
{
	struct lists *lists = lists_new(job->snapshot);
	size_t lost = targets_find(&job->pairs, &job->priors, lists, job->snapshot);
	if (lost > 0)
		say_note("%zu names are candidates of none of the %d most downloaded projects: "
			 "nothing is learnt from them",
			lost, LIMIT_SOUGHT_TARGETS);
	struct fit *fit = fit_new(&job->priors, lists);
	for (size_t i = 0; i < job->pairs.items.count; i++) {
		const struct pair *pair = &job->pairs.items.items[i];
		uint32_t number =
			snapshot_find(job->snapshot, pair->target, strlen(pair->target));
		fit_add(fit, pair, number == SNAPSHOT_NONE ? TARGET_PRIVATE : TARGET_PUBLIC);
	}
	fit_prepare(fit);
	measure(job, fit);
	enum error error = write_result(job, fit, failure);
	fit_free(fit);
	lists_free(lists);
	return error;
}

static enum error run_job(struct job *job, struct failure *failure)
{
	const struct arguments *arguments = job->arguments;
	if (arguments->word_count == 0)
		return fail(failure, ERR_INPUT,
			"fit takes one or more files of pairs; see nameward fit --help");
	enum error error = read_start(job, failure);
	job->pairs.before = (date)arguments_number(arguments, "before", DATE_NONE);
	for (size_t i = 0; error == OK && i < arguments->word_count; i++)
		error = pairs_read(&job->pairs, arguments->words[i], failure);
	if (error == OK && job->pairs.items.count == 0)
		error = fail(failure, ERR_INPUT, "no pair is left to learn from");
	if (error == OK && job->pairs.later > 0)
		say_note("%zu pairs were left out: seen later, or without a day", job->pairs.later);
	if (error == OK)
		error = judging_open(arguments, &job->snapshot, failure);
	return error == OK ? fit_pairs(job, failure) : error;
}

static enum status run(const struct arguments *arguments)
{
	struct failure failure;
	struct job job = {.arguments = arguments, .pool = intern_new()};
	job.pairs.pool = job.pool;
	enum error error = run_job(&job, &failure);
	if (error != OK)
		say_failure(&failure);
	pairs_release(&job.pairs);
	json_release(&job.start);
	file_release(&job.start_file);
	snapshot_close(job.snapshot);
	intern_free(job.pool);
	return error == OK ? STATUS_DONE : STATUS_WRONG;
}

const struct command fit_command = {
	.name = "fit",
	.usage = "PAIRS... [OPTION]...",
	.summary = "fit the ranking to labelled pairs of a target and a name taken in its place",
	.description =
		"Reads pairs (tab-separated, a header with the columns `target` or `base`, "
		"`name` or `squat`, and, if you have them, `weight` and `first_seen`), fits "
		"how often each slip happens and where, and prints how many of the pairs are "
		"among the first N candidates of their target: `held out`, each fifth of the "
		"targets ranked by priors fitted without it, and `fitted`, by the result. A file "
		"without a target column holds names alone; their targets are looked for "
		"among the most downloaded projects. A file of n pairs counts as sqrt(n), and "
		"so does a target within its file, so that no campaign outweighs the rest. With "
		"--out the result is written as a priors file.",
	.groups = (const struct option *const[]){fit_options, format_options, snapshot_options,
		common_options, NULL},
	.run = run,
};
