/* The appendix, the inputs and the totals of a plan. */
#include "corpus/corpus.h"
#include "inputs/seeds.h"
#include "plan/planning.h"

#include <stdlib.h>
#include <string.h>

enum { APPENDIX_MOST = 10, APPENDIX_MODELS = 2, APPENDIX_SOURCES = 2 };

static void add_total(struct planning *planning, const char *what, int64_t value)
{
	*array_add(&planning->plan->totals) = (struct plan_total){what, value};
}

static void add_input(struct planning *planning, const char *kind, const char *file,
	const char *format, const char *digest, size_t names)
{
	struct plan_input input = {.kind = kind,
		.file = intern_string(planning->pool, file),
		.format = intern_string(planning->pool, format),
		.names = (uint32_t)names};
	memcpy(input.digest, digest, sizeof input.digest);
	*array_add(&planning->plan->inputs) = input;
}

static int compare_inputs(const void *a, const void *b)
{
	const struct plan_input *left = a, *right = b;
	int order = strcmp(left->kind, right->kind);
	return order ? order : strcmp(left->file, right->file);
}

static void gather_inputs(struct planning *planning)
{
	const struct seeds *seeds = planning->facts->seeds;
	const struct corpus *corpus = planning->facts->corpus;
	for (size_t i = 0; i < seeds->inputs.count; i++) {
		const struct seed_input *input = &seeds->inputs.items[i];
		add_input(planning, "seeds", input->file, input->format, input->digest,
			input->seed_count);
	}
	for (size_t i = 0; i < corpus->sources.count; i++) {
		const struct corpus_source *source = &corpus->sources.items[i];
		add_input(planning, "corpus", source->file, "corpus", source->digest,
			source->row_count);
	}
	struct plan *plan = planning->plan;
	if (plan->inputs.count > 1)
		qsort(plan->inputs.items, plan->inputs.count, sizeof *plan->inputs.items,
			compare_inputs);
}

/* The models that said a name are at least those of the source that names the most. */
static uint32_t models_of(const struct corpus_name *name)
{
	uint32_t most = 0;
	for (size_t i = 0; i < name->mentions.count; i++) {
		if (name->mentions.items[i].models > most)
			most = name->mentions.items[i].models;
	}
	return most;
}

struct entry {
	const struct corpus_name *name;
};

static int compare_entries(const void *a, const void *b)
{
	const struct corpus_name *left = ((const struct entry *)a)->name;
	const struct corpus_name *right = ((const struct entry *)b)->name;
	if (left->recurrence != right->recurrence)
		return left->recurrence > right->recurrence ? -1 : 1;
	return strcmp(left->name, right->name);
}

/* For information, no action asked: what two models said in two sources, and is nobody's of ours.
 */
static void gather_appendix(struct planning *planning)
{
	const struct corpus *corpus = planning->facts->corpus;
	ARRAY(struct entry) entries = {0};
	for (size_t i = 0; i < corpus->names.count; i++) {
		const struct corpus_name *name = &corpus->names.items[i];
		bool ours = standing_of(planning, name->name, NULL, 0) != STANDING_NONE;
		if (name->class == CORPUS_INVENTED && !ours && models_of(name) >= APPENDIX_MODELS &&
			name->mentions.count >= APPENDIX_SOURCES)
			*array_add(&entries) = (struct entry){name};
	}
	if (entries.count > 1)
		qsort(entries.items, entries.count, sizeof *entries.items, compare_entries);
	for (size_t i = 0; i < entries.count && i < APPENDIX_MOST; i++) {
		const struct corpus_name *name = entries.items[i].name;
		uint32_t runs = 0;
		for (size_t k = 0; k < name->mentions.count; k++)
			runs += name->mentions.items[k].runs;
		*array_add(&planning->plan->appendix) =
			(struct appendix_entry){intern_string(planning->pool, name->name),
				intern_format(planning->pool,
					"said in %u answers, by at least %u models, in %zu "
					"sources; unregistered, or prohibited",
					runs, models_of(name), name->mentions.count)};
	}
	add_total(planning, "appendix_left_out",
		entries.count > APPENDIX_MOST ? (int64_t)(entries.count - APPENDIX_MOST) : 0);
	array_release(&entries);
}

struct counts {
	int64_t verdicts[VERDICTS], mechanisms[MECHANISMS];
	int64_t internal_open, internal_blocked, taken, generic, watched_by_registry;
	uint64_t exposure;
};

static struct counts count_names(const struct planning *planning)
{
	struct counts counts = {0};
	const struct plan *plan = planning->plan;
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		counts.verdicts[name->verdict]++;
		counts.mechanisms[name->mechanism]++;
		bool ours = is_own_project(planning, name->name);
		counts.taken += name->is_private && name->verdict == VERDICT_EXISTS && !ours;
		counts.internal_open += name->is_private && name->exposure > 0;
		counts.internal_blocked +=
			name->is_private &&
			(name->verdict == VERDICT_STDLIB ||
				(name->verdict == VERDICT_SIMILAR && name->exposure == 0));
		counts.generic += name->is_private && name->generic != NULL;
		counts.watched_by_registry += name->alarm != ALARM_NONE;
		if (!name->secret && name->standing >= STANDING_OWN_PROJECT)
			counts.exposure += name->exposure;
	}
	return counts;
}

/* Exposure that the requests of the first BUNDLES bundles cover. */
static uint64_t covered_by(const struct plan *plan, uint32_t bundles)
{
	uint64_t covered = 0;
	for (size_t i = 0; i < plan->requests.count; i++) {
		if (plan->requests.items[i].bundle <= bundles)
			covered += plan->requests.items[i].covers;
	}
	return covered;
}

static void total_requests(struct planning *planning, uint64_t exposure)
{
	const struct plan *plan = planning->plan;
	int64_t asks = 0, cases = 0, rows = 0, cost = 0, later = 0;
	for (size_t i = 0; i < plan->requests.count; i++) {
		const struct request *request = &plan->requests.items[i];
		if (request->bundle > 1) {
			later++;
			continue;
		}
		asks++;
		cases += request->mechanism == MECHANISM_NAMESPACE;
		rows += request->mechanism == MECHANISM_PROHIBIT ? (int64_t)request->name_count : 0;
		cost += request->cost;
	}
	add_total(planning, "asks", asks);
	add_total(planning, "cases", cases);
	add_total(planning, "rows", rows);
	add_total(planning, "cost", cost);
	add_total(planning, "requests_later", later);
	add_total(planning, "exposure_total", (int64_t)exposure);
	uint64_t first = covered_by(plan, 1), year = covered_by(plan, BUNDLES);
	add_total(planning, "exposure_covered_bundle", (int64_t)first);
	add_total(planning, "exposure_covered_year", (int64_t)year);
	add_total(planning, "share_covered_bundle",
		exposure ? (int64_t)(first * 1000000 / exposure) : 0);
	add_total(planning, "share_covered_year",
		exposure ? (int64_t)(year * 1000000 / exposure) : 0);
}

void totals_gather(struct planning *planning)
{
	const struct corpus *corpus = planning->facts->corpus;
	struct counts counts = count_names(planning);
	gather_inputs(planning);
	add_total(planning, "internal_names", planning->seeds.listed);
	add_total(planning, "internal_secret", planning->seeds.secret);
	add_total(planning, "internal_open", counts.internal_open);
	add_total(planning, "internal_taken", counts.taken);
	add_total(planning, "internal_blocked", counts.internal_blocked);
	add_total(planning, "internal_generic", counts.generic);
	add_total(planning, "public_dependencies", planning->seeds.dependencies);
	add_total(planning, "unexplained", planning->seeds.unexplained);
	add_total(planning, "own_side", (int64_t)planning->plan->own_side.count);
	add_total(planning, "candidates_formed", planning->candidates.all);
	add_total(planning, "candidates_left_out", planning->candidates.left_out);
	add_total(planning, "inside_alarm", counts.watched_by_registry);
	add_total(planning, "watched", counts.mechanisms[MECHANISM_WATCH]);
	static const char *const classes[CORPUS_CLASSES] = {"corpus_invented", "corpus_registered",
		"corpus_stdlib", "corpus_module", "corpus_submodule", "corpus_placeholder",
		"corpus_prose", "corpus_invalid", "corpus_local", "corpus_quoted"};
	for (size_t i = 0; i < CORPUS_CLASSES; i++)
		add_total(planning, classes[i], (int64_t)corpus->class_count[i]);
	total_requests(planning, counts.exposure);
	gather_appendix(planning);
}
