/* nameward candidates: who could be mistaken for these names, ranked, with origins. */
#include "candidates/candidate.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/say.h"
#include "candidates/facts.h"
#include "candidates/forms.h"
#include "commands/command.h"
#include "commands/judging.h"
#include "corpus/corpus.h"
#include "names/name.h"
#include "registry/rules.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

enum { PER_TARGET = 100, WEIGHT_MOST = 1000000 };

static const struct option candidates_options[] = {
	{.name = "targets",
		.kind = OPTION_LIST,
		.value = "FILE",
		.help = "a target a line, `#` comments, after a TAB its weight"},
	{.name = "per-target",
		.kind = OPTION_NUMBER,
		.value = "N",
		.least = 1,
		.most = LIMIT_CANDIDATES_PER_TARGET,
		.help = "at most N candidates for each target (default: 100)"},
	{.name = "all", .kind = OPTION_FLAG, .help = "all candidates for each target"},
	{.name = "top",
		.kind = OPTION_NUMBER,
		.value = "N",
		.least = 1,
		.most = LIMIT_CORPUS_NAMES,
		.help = "one list of the best N over all targets and corpora"},
	{.name = "corpus",
		.kind = OPTION_LIST,
		.value = "FILE",
		.help = "names that language models invented, for --top"},
	{0},
};

struct run {
	struct intern *pool;
	struct snapshot *snapshot;
	struct priors priors;
	struct facts facts;
	enum format format;
	ARRAY(struct target) targets;
	uint32_t cut; /* targets whose list of word orders was cut */
};

/* Weight: the column where there is one (uses), else the rank's or a private name's. */
static enum error add_target(struct run *run, const char *name, size_t length, uint32_t uses,
	struct failure *failure, const char *where)
{
	if (length > LIMIT_NAME_BYTES || !name_is_valid(name, length))
		return fail(failure, ERR_INPUT,
			"%s: \"%.*s\" is no project name; correct or remove it", where,
			(int)(length < 80 ? length : 80), name);
	char canonical[LIMIT_NAME_BYTES + 1];
	size_t canonical_length = name_canonical(name, length, canonical);
	uint32_t number = snapshot_find(run->snapshot, canonical, canonical_length);
	bool public = number != SNAPSHOT_NONE;
	uint32_t weight =
		public ? weight_of_rank(&run->priors, snapshot_rank(run->snapshot, number))
		       : weight_of_use(&run->priors, 1);
	if (uses > 0)
		weight = weight_of_use(&run->priors, uses);
	*array_add(&run->targets) =
		(struct target){intern_text(run->pool, canonical, canonical_length),
			public ? TARGET_PUBLIC : TARGET_PRIVATE, weight};
	return OK;
}

static enum error read_target(struct run *run, const struct lines *line, struct failure *failure)
{
	char where[LIMIT_MESSAGE_BYTES / 4];
	snprintf(where, sizeof where, "%s:%zu", line->name, line->number);
	const char *tab = memchr(line->text, '\t', line->length);
	size_t length = tab ? (size_t)(tab - line->text) : line->length;
	while (length > 0 && line->text[length - 1] == ' ')
		length--;
	uint32_t weight = 0;
	if (tab != NULL) {
		char digits[16] = "", *end = digits;
		size_t size = line->length - (size_t)(tab - line->text) - 1;
		if (size < sizeof digits)
			memcpy(digits, tab + 1, size);
		unsigned long value = strtoul(digits, &end, 10);
		if (end == digits || *end != '\0' || value < 1 || value > WEIGHT_MOST)
			return fail(failure, ERR_INPUT,
				"%s: the weight behind the TAB should be a whole number from 1 to "
				"%d",
				where, WEIGHT_MOST);
		weight = (uint32_t)value;
	}
	return add_target(run, line->text, length, weight, failure, where);
}

static enum error read_targets(struct run *run, const char *path, struct failure *failure)
{
	struct file file;
	enum error error = file_read(&file, path, LIMIT_FILE_BYTES, failure);
	if (error != OK)
		return error;
	error = file_must_be_text(&file, failure);
	struct lines lines = lines_of(file.name, file.bytes, file.length);
	while (error == OK && lines_next(&lines)) {
		if (lines.length > 0 && lines.text[0] != '#')
			error = read_target(run, &lines, failure);
	}
	if (error == OK && lines.error != OK)
		error = fail(failure, lines.error, "%s", lines.failure.text);
	file_release(&file);
	return error;
}

/* target rank name score origins */
static void print_row(const struct run *run, const char *target, size_t rank, const char *name,
	uint32_t score, const struct origin *origins, size_t count)
{
	if (run->format == FORMAT_JSONL) {
		cJSON *row = cJSON_CreateObject();
		json_add_text(row, "target", target);
		json_add_integer(row, "rank", (int64_t)rank);
		json_add_text(row, "name", name);
		json_add_integer(row, "score", score);
		cJSON *list = json_add_array(row, "origins");
		for (size_t i = 0; i < count; i++) {
			cJSON *origin = json_push_object(list);
			json_add_text(origin, "operator", origins[i].operator);
			json_add_text(origin, "target", origins[i].target);
			json_add_integer(origin, "weight", origins[i].weight);
			json_add_integer(origin, "probability", origins[i].probability);
		}
		json_print_line(row, stdout);
		cJSON_Delete(row);
		return;
	}
	printf(run->format == FORMAT_TABLE ? "%-24s %6zu  %-36s %7u  " : "%s\t%zu\t%s\t%u\t",
		target, rank, name, score);
	for (size_t i = 0; i < count; i++)
		printf("%s%s%s%s", i ? "," : "", origins[i].operator,
			origins[i].target[0] ? ":" : "", origins[i].target);
	putchar('\n');
}

struct gathered {
	struct origin origins[LIMIT_ORIGINS];
	size_t count;
	const struct target *target;
};

static void gather(void *context, const char *operator, uint32_t probability)
{
	struct gathered *gathered = context;
	if (gathered->count < LIMIT_ORIGINS)
		gathered->origins[gathered->count++] = (struct origin){operator,
			gathered->target->name, gathered->target->weight, probability};
}

static int compare_operators(const void *a, const void *b)
{
	return strcmp(((const struct origin *)a)->operator,((const struct origin *)b)->operator);
}

/* One target after another: memory does not follow their number. */
static void print_by_target(struct run *run, size_t most)
{
	struct forms *forms = forms_new(&run->priors, &run->facts);
	ARRAY(uint32_t) order = {0};
	for (size_t i = 0; i < run->targets.count; i++) {
		const struct target *target = &run->targets.items[i];
		forms_make(forms, target->name, strlen(target->name), target->kind);
		order.items = memory_grow(
			order.items, &order.room, forms_count(forms) + 1, sizeof *order.items);
		size_t count = forms_rank(forms, most, order.items), rank = 0;
		for (size_t k = 0; k < count; k++) {
			const char *name = forms_name(forms, order.items[k]);
			struct gathered gathered = {.target = target};
			if (strcmp(name, target->name) == 0)
				continue;
			forms_operators(forms, order.items[k], &gathered, gather);
			qsort(gathered.origins, gathered.count, sizeof *gathered.origins,
				compare_operators);
			print_row(run, target->name, ++rank, name,
				candidates_score(gathered.origins, gathered.count),
				gathered.origins, gathered.count);
		}
		run->cut += forms_were_cut(forms);
	}
	array_release(&order);
	forms_free(forms);
}

static const char *strongest_target(const struct candidate *candidate)
{
	const struct origin *best = &candidate->origins[0];
	for (uint32_t i = 1; i < candidate->origin_count; i++) {
		const struct origin *origin = &candidate->origins[i];
		if ((uint64_t)origin->weight * origin->probability >
			(uint64_t)best->weight * best->probability)
			best = origin;
	}
	return best->target[0] ? best->target : "-";
}

/* The names of corpora that are really unregistered, by their recurrence. */
static enum error add_corpora(struct run *run, struct candidates *set,
	const struct arguments *arguments, struct failure *failure)
{
	struct corpus corpus = corpus_new(run->pool);
	const char *path;
	size_t at = 0;
	enum error error = OK;
	while (error == OK && (path = arguments_each(arguments, "corpus", &at)) != NULL)
		error = corpus_read(&corpus, path, NULL, 1000000, failure);
	if (error == OK && corpus.sources.count > 0) {
		struct rules *rules = rules_new(run->snapshot, 0);
		corpus_finish(
			&corpus, rules, run->priors.recurrence.cap, run->priors.recurrence.half);
		rules_free(rules);
		for (size_t i = 0; i < corpus.names.count; i++)
			candidates_add_corpus_name(
				set, &corpus, &corpus.names.items[i], &run->priors);
	}
	corpus_release(&corpus);
	return error;
}

static enum error print_top(
	struct run *run, const struct arguments *arguments, size_t top, struct failure *failure)
{
	struct candidates *set = candidates_new(&run->priors, run->snapshot, run->pool);
	/* No target needs more than TOP, and what it forms beyond that cannot be among them often.
	 */
	for (size_t i = 0; i < run->targets.count; i++)
		candidates_add_target(set, &run->targets.items[i], top);
	enum error error = add_corpora(run, set, arguments, failure);
	size_t count, rank = 0;
	const struct candidate *ranked = candidates_finish(set, &count);
	for (size_t i = 0; error == OK && i < count && rank < top; i++) {
		bool is_target = false;
		for (size_t k = 0; k < run->targets.count && !is_target; k++)
			is_target = run->targets.items[k].name == ranked[i].name;
		if (!is_target)
			print_row(run, strongest_target(&ranked[i]), ++rank, ranked[i].name,
				ranked[i].score, ranked[i].origins, ranked[i].origin_count);
	}
	candidates_free(set);
	return error;
}

static enum error run_all(
	struct run *run, const struct arguments *arguments, struct failure *failure)
{
	const char *path;
	size_t at = 0;
	enum error error = OK;
	for (size_t i = 0; error == OK && i < arguments->word_count; i++)
		error = add_target(run, arguments->words[i], strlen(arguments->words[i]), 0,
			failure, "argument");
	while (error == OK && (path = arguments_each(arguments, "targets", &at)) != NULL)
		error = read_targets(run, path, failure);
	bool top = arguments_have(arguments, "top"), corpus = arguments_have(arguments, "corpus");
	if (error == OK && run->targets.count == 0 && !corpus)
		error = fail(failure, ERR_INPUT,
			"candidates takes names, --targets FILE or --corpus FILE with --top N");
	if (error == OK && corpus && !top)
		error = fail(
			failure, ERR_INPUT, "--corpus needs --top N: its names have no target");
	if (error != OK)
		return error;
	if (run->format == FORMAT_TSV)
		puts("target\trank\tname\tscore\torigins");
	if (top)
		return print_top(
			run, arguments, (size_t)arguments_number(arguments, "top", 0), failure);
	size_t most = (size_t)arguments_number(arguments, "per-target", PER_TARGET);
	print_by_target(run, arguments_have(arguments, "all") ? 0 : most);
	if (run->cut > 0)
		say_note("%u targets have more orders of their words than are formed", run->cut);
	return OK;
}

static enum status run_candidates(const struct arguments *arguments)
{
	struct failure failure;
	struct run run = {.format = arguments_format(arguments)};
	if (judging_open(arguments, &run.snapshot, &failure) != OK) {
		say_failure(&failure);
		return STATUS_WRONG;
	}
	run.pool = intern_new();
	priors_embedded(&run.priors);
	facts_read(&run.facts, run.snapshot);
	enum error error = run_all(&run, arguments, &failure);
	if (error != OK)
		say_failure(&failure);
	array_release(&run.targets);
	facts_release(&run.facts);
	intern_free(run.pool);
	snapshot_close(run.snapshot);
	return error == OK ? STATUS_DONE : STATUS_WRONG;
}

const struct command candidates_command = {
	.name = "candidates",
	.usage = "[OPTION]... [NAME...]",
	.summary = "list the names that could be mistaken for these, ranked, with origins",
	.description =
		"Forms the names that people slip into, confuse or are told by language models "
		"instead of each target, ranked by expected exposure, with every operator behind "
		"them. A target that is no project of the snapshot counts as private: its own "
		"look-alikes are formed too. No verdict is printed: whether a name is free is not "
		"this list's business.",
	.groups = (const struct option *const[]){candidates_options, format_options,
		snapshot_options, common_options, NULL},
	.run = run_candidates,
};
