/* nameward candidates: the names that could be mistaken for these, ranked, with their origins. */
#include "base/intern.h"
#include "base/limits.h"
#include "base/progress.h"
#include "base/say.h"
#include "candidates/candidate.h"
#include "candidates/former.h"
#include "candidates/generator.h"
#include "commands/candidates_rows.h"
#include "commands/candidates_targets.h"
#include "commands/command.h"
#include "commands/judging.h"
#include "corpus/corpus.h"
#include "registry/rules.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

enum {
	PER_TARGET = 100,
	TOP_PER_TARGET = 1000, /* of one target in a list over all of them */
	TOP_MOST = 10 * 1000 * 1000,
	CORPUS_TRUST = MILLION / 2, /* of a corpus that no policy says how far to trust */
};

static const struct option candidates_options[] = {
	{.name = "targets",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "targets from a file: one name a line, `#` comments, then, after a "
			"TAB, how often it is used, if you know"},
	{.name = "per-target",
		.kind = OPTION_NUMBER,
		.value = "N",
		.least = 1,
		.most = LIMIT_CANDIDATES_PER_TARGET,
		.help = "the N best of every target (default: 100)"},
	{.name = "all", .kind = OPTION_FLAG, .help = "all candidates of every target"},
	{.name = "top",
		.kind = OPTION_NUMBER,
		.value = "N",
		.least = 1,
		.most = TOP_MOST,
		.help = "one list of the N best over all targets and corpora"},
	{.name = "corpus",
		.kind = OPTION_LIST,
		.value = "FILE",
		.help = "with --top: names that language models said, as published; may be "
			"given again"},
	{0},
};

struct job {
	const struct arguments *arguments;
	struct snapshot *snapshot;
	struct priors priors;
	struct intern *pool;
	struct given_targets targets;
	struct rows rows;
	bool skipped; /* part of the input was left out */
};

static void note_cut_orders(const char *target, size_t orders)
{
	if (orders > 0)
		say_note("%s: %zu orders of its words were left out (LIMIT_PERMUTED_WORDS is %d, "
			 "LIMIT_PERMUTATIONS %d)",
			target, orders, LIMIT_PERMUTED_WORDS, LIMIT_PERMUTATIONS);
}

static void print_target(
	struct job *job, struct former *former, const struct target *target, size_t most)
{
	size_t count;
	const struct former_wish wish = {.most = most};
	former_form(
		former, target->name, strlen(target->name), target->kind, EVERY_GENERATOR, &wish);
	const struct formed *formed = former_rank(former, target->weight, &wish, &count);
	if (job->rows.format == FORMAT_TABLE)
		printf("%s\n", target->name);
	for (size_t i = 0; i < count; i++) {
		for (uint32_t o = formed[i].first; o != 0; o = former_origin(former, o)->next)
			rows_origin(&job->rows, generators[former_origin(former, o)->operator].name,
				target->name);
		struct row row = {
			target->name, i + 1, former_text(former, &formed[i]), formed[i].score};
		rows_print(&job->rows, &row);
	}
	note_cut_orders(target->name, former_orders_left_out(former));
}

/* A list for every target, one after the other. */
static void print_each(struct job *job)
{
	size_t most = (size_t)arguments_number(job->arguments, "per-target", PER_TARGET);
	if (arguments_have(job->arguments, "all"))
		most = LIMIT_CANDIDATES_PER_TARGET;
	struct lists *lists = lists_new(job->snapshot);
	struct former *former = former_new(&job->priors, lists);
	rows_begin(&job->rows);
	for (size_t i = 0; i < job->targets.given.count; i++) {
		struct target target = given_target_weigh(
			&job->targets.given.items[i], &job->priors, job->snapshot, false);
		print_target(job, former, &target, most);
	}
	former_free(former);
	lists_free(lists);
}

static enum error read_corpora(struct job *job, struct corpus *corpus, struct failure *failure)
{
	size_t at = 0;
	const char *path;
	enum error error = OK;
	struct progress progress = progress_begin("reading names", 0);
	corpus->progress = &progress;
	while (error == OK && (path = arguments_each(job->arguments, "corpus", &at)) != NULL)
		error = corpus_read(corpus, path, NULL, CORPUS_TRUST, failure);
	progress_end(&progress);
	job->skipped = job->skipped || corpus_say_left_out(corpus);
	if (error != OK || corpus->sources.count == 0)
		return error;
	struct rules *rules = rules_new(job->snapshot, 0);
	corpus_finish(corpus, rules, job->priors.recurrence.cap, job->priors.recurrence.half);
	rules_free(rules);
	return OK;
}

/* The target of the strongest origin; ties: the first. */
static const char *strongest_target(const struct candidate *candidate)
{
	const struct origin *best = NULL;
	uint32_t most = 0;
	for (uint32_t i = 0; i < candidate->origin_count; i++) {
		const struct origin *origin = &candidate->origins[i];
		uint32_t value = millionths(origin->weight, origin->probability);
		if (best == NULL || value > most) {
			best = origin;
			most = value;
		}
	}
	return best == NULL || best->target[0] == '\0' ? "-" : best->target;
}

static void print_top(struct job *job, struct candidates *set)
{
	size_t count;
	const struct candidate *list = candidates_finish(set, &count);
	rows_begin(&job->rows);
	for (size_t i = 0; i < count; i++) {
		for (uint32_t o = 0; o < list[i].origin_count; o++)
			rows_origin(
				&job->rows, list[i].origins[o].operator, list[i].origins[o].target);
		struct row row = {strongest_target(&list[i]), i + 1, list[i].name, list[i].score};
		rows_print(&job->rows, &row);
	}
}

static int compare_weights(const void *a, const void *b)
{
	const struct target *left = a, *right = b;
	if (left->weight != right->weight)
		return left->weight < right->weight ? 1 : -1;
	return strcmp(left->name, right->name);
}

/* The weightiest first, so that most of the others need not be formed at all. */
static void add_targets(struct job *job, struct candidates *set)
{
	struct target *targets = memory_new(job->targets.given.count + 1, sizeof *targets);
	for (size_t i = 0; i < job->targets.given.count; i++)
		targets[i] = given_target_weigh(
			&job->targets.given.items[i], &job->priors, job->snapshot, true);
	if (job->targets.given.count > 1)
		qsort(targets, job->targets.given.count, sizeof *targets, compare_weights);
	struct progress progress = progress_begin("forming names", job->targets.given.count);
	for (size_t i = 0; i < job->targets.given.count; i++) {
		candidates_add_target(set, &targets[i], TOP_PER_TARGET);
		progress_show(&progress, i + 1);
	}
	progress_end(&progress);
	free(targets);
}

/* One list over all targets and corpora. */
static enum error list_top(struct job *job, struct failure *failure)
{
	size_t most = (size_t)arguments_number(job->arguments, "top", PER_TARGET);
	struct corpus corpus = corpus_new(job->pool);
	enum error error = read_corpora(job, &corpus, failure);
	if (error == OK) {
		struct candidates *set = candidates_new(&job->priors, job->snapshot, job->pool);
		candidates_keep(set, most);
		add_targets(job, set);
		for (size_t i = 0; i < corpus.names.count; i++)
			candidates_add_corpus_name(
				set, &corpus, &corpus.names.items[i], &job->priors);
		if (corpus.names.count > 0)
			candidates_add_inventions(set, &corpus, most);
		print_top(job, set);
		note_cut_orders("all targets", candidates_orders_left_out(set));
		candidates_free(set);
	}
	corpus_release(&corpus);
	return error;
}

static enum error check_arguments(const struct arguments *arguments, struct failure *failure)
{
	bool top = arguments_have(arguments, "top"), corpus = arguments_have(arguments, "corpus");
	if (arguments_have(arguments, "all") && arguments_have(arguments, "per-target"))
		return fail(failure, ERR_INPUT, "--all and --per-target exclude one another");
	if (top && (arguments_have(arguments, "all") || arguments_have(arguments, "per-target")))
		return fail(failure, ERR_INPUT,
			"--top makes one list of all targets: leave out --all and --per-target");
	if (corpus && !top)
		return fail(failure, ERR_INPUT,
			"--corpus needs --top: a corpus has no targets to list by");
	if (arguments->word_count == 0 && !arguments_have(arguments, "targets") && !corpus)
		return fail(failure, ERR_INPUT,
			"no targets: give names, or --targets FILE (`-` is standard input)");
	return OK;
}

static enum error run_job(struct job *job, struct failure *failure)
{
	const struct arguments *arguments = job->arguments;
	enum error error = check_arguments(arguments, failure);
	for (size_t i = 0; error == OK && i < arguments->word_count; i++)
		error = given_targets_add(&job->targets, "argument", arguments->words[i],
			strlen(arguments->words[i]), 0, failure);
	const char *path = arguments_text(arguments, "targets", NULL);
	if (error == OK && path != NULL)
		error = given_targets_read(&job->targets, path, failure);
	if (error == OK)
		error = judging_open(arguments, &job->snapshot, failure);
	if (error != OK)
		return error;
	if (arguments_have(arguments, "top"))
		return list_top(job, failure);
	print_each(job);
	return OK;
}

static enum status run(const struct arguments *arguments)
{
	struct failure failure;
	struct job job = {.arguments = arguments,
		.pool = intern_new(),
		.rows = rows_new(arguments_format(arguments))};
	job.targets.pool = job.pool;
	priors_embedded(&job.priors);
	enum error error = run_job(&job, &failure);
	if (error != OK)
		say_failure(&failure);
	rows_release(&job.rows);
	array_release(&job.targets.given);
	snapshot_close(job.snapshot);
	intern_free(job.pool);
	if (error != OK)
		return STATUS_WRONG;
	return job.skipped ? STATUS_PARTIAL : STATUS_DONE;
}

const struct command candidates_command = {
	.name = "candidates",
	.usage = "[OPTION]... [NAME... | --targets FILE]",
	.summary = "list the names that could be mistaken for these, ranked, with origins",
	.description =
		"Forms the names that somebody could register to harm a target (slips of the "
		"hand and of memory, names joined, extended, shortened and reordered, module "
		"and command names, and more) and ranks them by expected exposure: how "
		"likely that slip is, times what the target weighs. A target is public where "
		"the snapshot holds it, else private: then its look-alikes and its hyphens "
		"moved, added or dropped are formed too. In the list of one target the target "
		"weighs 1, or by how often you say it is used; with --top a public one weighs "
		"by its download rank. The list says nothing of what is registered: see "
		"`check`. Scores are in millionths.",
	.groups = (const struct option *const[]){candidates_options, format_options,
		snapshot_options, common_options, NULL},
	.run = run,
};
