/* nameward candidates: the names that could be mistaken for these, ranked, with their origins. */
#include "base/escape.h"
#include "base/file.h"
#include "base/json.h"
#include "base/progress.h"
#include "base/say.h"
#include "base/text.h"
#include "candidates/candidate.h"
#include "candidates/former.h"
#include "candidates/generator.h"
#include "commands/command.h"
#include "commands/judging.h"
#include "corpus/corpus.h"
#include "names/name.h"
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

struct row {
	const char *target;
	size_t rank;
	const char *name;
	uint32_t score;
	const char *origins;
};

struct output {
	enum format format;
	struct text origins;
};

static void print_header(const struct output *output)
{
	if (output->format == FORMAT_TSV)
		puts("target\trank\tname\tscore\torigins");
}

/* {"target": "requests", "rank": 1, "name": "...", "score": 412000, "origins": ["omission:..."]} */
static void print_json(const struct row *row)
{
	cJSON *object = cJSON_CreateObject();
	json_add_text(object, "target", row->target);
	json_add_integer(object, "rank", (int64_t)row->rank);
	json_add_text(object, "name", row->name);
	json_add_integer(object, "score", row->score);
	cJSON *list = json_add_array(object, "origins");
	const char *at = row->origins;
	while (*at != '\0') {
		size_t length = strcspn(at, ",");
		char *one = memory_copy(at, length);
		json_push_text(list, one);
		free(one);
		at += length + (at[length] == ',');
	}
	json_print_line(object, stdout);
	cJSON_Delete(object);
}

static void put_number(uint64_t number)
{
	char digits[24];
	size_t at = sizeof digits;
	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	fwrite_unlocked(digits + at, 1, sizeof digits - at, stdout);
}

/* By hand: a run may print millions of rows, and printf() would take half of its time. */
static void print_tsv(const struct output *output, const struct row *row)
{
	fputs_unlocked(row->target, stdout);
	putc_unlocked('\t', stdout);
	put_number(row->rank);
	putc_unlocked('\t', stdout);
	fputs_unlocked(row->name, stdout);
	putc_unlocked('\t', stdout);
	put_number(row->score);
	putc_unlocked('\t', stdout);
	fwrite_unlocked(output->origins.bytes, 1, output->origins.length, stdout);
	putc_unlocked('\n', stdout);
}

/* A row for people:
 *     1  acme-auht                       0.412000  transposition:acme-auth */
static void print_row(const struct output *output, const struct row *row)
{
	if (output->format == FORMAT_JSONL)
		print_json(row);
	else if (output->format == FORMAT_TSV)
		print_tsv(output, row);
	else
		printf("%7zu  %-32s  %u.%06u  %s\n", row->rank, row->name, row->score / MILLION,
			row->score % MILLION, row->origins);
}

/* One target as a line of input gave it. */
struct asked {
	const char *name; /* canonical, interned */
	uint32_t uses;    /* 0: not said */
};

struct job {
	const struct arguments *arguments;
	struct snapshot *snapshot;
	struct priors priors;
	struct intern *pool;
	ARRAY(struct asked) targets;
	struct output output;
	bool skipped; /* part of the input was left out */
};

static enum error add_target(struct job *job, const char *place, const char *name, size_t length,
	uint32_t uses, struct failure *failure)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	if (length > LIMIT_NAME_BYTES)
		return fail(failure, ERR_INPUT, "%s: a name has at most %d characters (%.40s...)",
			place, LIMIT_NAME_BYTES, name);
	if (!name_is_valid(name, length))
		return fail(failure, ERR_INPUT,
			"%s: \"%.*s\" is no project name: letters, digits and . _ - between them",
			place, (int)length, name);
	size_t canonical_length = name_canonical(name, length, canonical);
	*array_add(&job->targets) =
		(struct asked){intern_text(job->pool, canonical, canonical_length), uses};
	return OK;
}

/* The number in these characters, 1 to a million; 0 where there is none. */
static uint32_t uses_of(const char *text, size_t length)
{
	uint32_t value = 0;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9' || value > MILLION)
			return 0;
		value = value * 10 + (uint32_t)(text[i] - '0');
	}
	return value > MILLION ? 0 : value;
}

/* A line: NAME [TAB weight [TAB anything]]. */
static enum error read_line(struct job *job, const struct lines *lines, struct failure *failure)
{
	char place[LIMIT_MESSAGE_BYTES / 2];
	snprintf(place, sizeof place, "%s:%zu", lines->name, lines->number);
	const char *tab = memchr(lines->text, '\t', lines->length);
	size_t length = tab ? (size_t)(tab - lines->text) : lines->length;
	uint32_t uses = 0;
	if (tab != NULL) {
		const char *weight = tab + 1, *end = lines->text + lines->length;
		const char *next = memchr(weight, '\t', (size_t)(end - weight));
		size_t size = (size_t)((next ? next : end) - weight);
		uses = uses_of(weight, size);
		if (size > 0 && uses == 0)
			return fail(failure, ERR_INPUT,
				"%s: the weight is a whole number from 1 to %d", place, MILLION);
	}
	while (length > 0 && lines->text[length - 1] == ' ')
		length--;
	return add_target(job, place, lines->text, length, uses, failure);
}

static enum error read_targets(struct job *job, const char *path, struct failure *failure)
{
	struct file file;
	enum error error = file_read(&file, path, LIMIT_FILE_BYTES, failure);
	if (error != OK)
		return error;
	size_t before = job->targets.count;
	error = file_must_be_text(&file, failure);
	struct lines lines = lines_of(file.name, file.bytes, file.length);
	while (error == OK && lines_next(&lines)) {
		if (lines.length > 0 && lines.text[0] != '#')
			error = read_line(job, &lines, failure);
	}
	if (error == OK && lines.error != OK)
		error = fail(failure, lines.error, "%s", lines.failure.text);
	if (error == OK && job->targets.count == before)
		error = fail(failure, ERR_INPUT, "%s: holds no name; one a line is expected", path);
	file_release(&file);
	return error;
}

static struct target target_of(const struct job *job, const struct asked *asked, bool weighed)
{
	uint32_t number = snapshot_find(job->snapshot, asked->name, strlen(asked->name));
	struct target target = {.name = asked->name,
		.kind = number == SNAPSHOT_NONE ? TARGET_PRIVATE : TARGET_PUBLIC,
		.weight = MILLION};
	if (asked->uses > 0)
		target.weight = weight_of_use(&job->priors, asked->uses);
	else if (weighed && target.kind == TARGET_PUBLIC)
		target.weight = weight_of_rank(&job->priors, snapshot_rank(job->snapshot, number));
	else if (weighed)
		target.weight = weight_of_use(&job->priors, 1);
	return target;
}

static void add_origin(struct text *out, const char *operator, const char * target)
{
	if (out->length > 0)
		text_add_char(out, ',');
	text_add(out, operator);
	if (target[0] != '\0') {
		text_add_char(out, ':');
		text_add(out, target);
	}
}

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
	former_form(former, target->name, strlen(target->name), target->kind, EVERY_GENERATOR, &wish);
	const struct formed *formed = former_rank(former, target->weight, &wish, &count);
	struct text *origins = &job->output.origins;
	if (job->output.format == FORMAT_TABLE)
		printf("%s\n", target->name);
	for (size_t i = 0; i < count; i++) {
		text_clear(origins);
		for (uint32_t o = formed[i].first; o != 0; o = former_origin(former, o)->next)
			add_origin(origins, generators[former_origin(former, o)->operator].name,
				target->name);
		struct row row = {target->name, i + 1, former_text(former, &formed[i]),
			formed[i].score, origins->bytes};
		print_row(&job->output, &row);
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
	print_header(&job->output);
	for (size_t i = 0; i < job->targets.count; i++) {
		struct target target = target_of(job, &job->targets.items[i], false);
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
	struct text *origins = &job->output.origins;
	print_header(&job->output);
	for (size_t i = 0; i < count; i++) {
		text_clear(origins);
		for (uint32_t o = 0; o < list[i].origin_count; o++)
			add_origin(origins, list[i].origins[o].operator, list[i].origins[o].target);
		struct row row = {strongest_target(&list[i]), i + 1, list[i].name, list[i].score,
			origins->bytes};
		print_row(&job->output, &row);
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
	struct target *targets = memory_new(job->targets.count + 1, sizeof *targets);
	for (size_t i = 0; i < job->targets.count; i++)
		targets[i] = target_of(job, &job->targets.items[i], true);
	if (job->targets.count > 1)
		qsort(targets, job->targets.count, sizeof *targets, compare_weights);
	struct progress progress = progress_begin("forming names", job->targets.count);
	for (size_t i = 0; i < job->targets.count; i++) {
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
		error = add_target(job, "argument", arguments->words[i],
			strlen(arguments->words[i]), 0, failure);
	const char *path = arguments_text(arguments, "targets", NULL);
	if (error == OK && path != NULL)
		error = read_targets(job, path, failure);
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
		.output = {arguments_format(arguments), text_new(LIMIT_BULK_BYTES)}};
	priors_embedded(&job.priors);
	enum error error = run_job(&job, &failure);
	if (error != OK)
		say_failure(&failure);
	text_release(&job.output.origins);
	array_release(&job.targets);
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
