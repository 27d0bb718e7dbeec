/* One request as the registry may see it: its names, why each, and the proof that it is ours. */
#include "bundle/asked_maker.h"
#include "base/text.h"
#include "bundle/words.h"
#include "names/name.h"
#include "registry/answers.h"
#include "registry/findings.h"

#include <stdlib.h>
#include <string.h>

enum {
	REASONS_SHOWN = 3,
	REASONS_LEAST = 10, /* the strongest is at most so many times as strong */
};

static const int ask_of_mechanism[MECHANISMS] = {
	[MECHANISM_NONE] = -1,
	[MECHANISM_OWN_SIDE] = -1,
	[MECHANISM_NAMESPACE] = ASK_NAMESPACE,
	[MECHANISM_PROHIBIT] = ASK_PROHIBIT,
	[MECHANISM_HOLD] = ASK_HOLD,
	[MECHANISM_CONVERT] = ASK_CONVERT,
	[MECHANISM_PUBLISH] = -1,
	[MECHANISM_CLAIM] = -1,
	[MECHANISM_REPORT] = -1,
	[MECHANISM_WATCH] = -1,
};

bool is_askable_name(const char *name)
{
	size_t length = strlen(name);
	return length <= ASKED_NAME_BYTES && name_is_valid(name, length) &&
	       name_is_canonical(name, length);
}

/* Whether PyPI itself said that the project is ours. */
static bool is_proven(const struct plan_name *name)
{
	return name->evidence != NULL && name->evidence->fit && name->findings & 1u << FINDING_OURS;
}

bool is_askable(const struct plan_name *name, enum ask ask, bool draft)
{
	if (name->secret || !is_askable_name(name->name))
		return false;
	if (ask == ASK_CONVERT)
		return name->verdict == VERDICT_EXISTS && (draft || is_proven(name));
	return name->verdict == VERDICT_UNREGISTERED || name->verdict == VERDICT_SIMILAR;
}

int ask_of(const struct request *request)
{
	int ask = request->bundle == 1 ? ask_of_mechanism[request->mechanism] : -1;
	if (ask == ASK_NAMESPACE && (request->target == NULL || !is_askable_name(request->target)))
		return -1;
	return ask;
}

/* How the target of an origin may be called. */
static const char *target_words(
	const struct maker *maker, const struct plan_name *name, const char *target)
{
	size_t length = strlen(target);
	bool is_hidden = withhold_is_hidden(&maker->withhold, target, length);
	if (intern_find(maker->told, target, length) != INTERN_NONE)
		return target;
	if (name->standing == STANDING_OWN_PROJECT)
		return is_hidden ? "a public project of ours" : target;
	return "an internal name of ours";
}

static int by_strength(const void *a, const void *b)
{
	const struct asked_reason *x = a, *y = b;
	if (x->value != y->value)
		return x->value < y->value ? 1 : -1;
	return strcmp(x->words, y->words);
}

static void add_reasons(
	struct maker *maker, struct asked_name *asked_name, const struct plan_name *name)
{
	for (size_t i = 0; i < name->origin_count; i++) {
		const struct origin *origin = &name->origins[i];
		autotext struct text words = text_new(LIMIT_LINE_BYTES);
		if (words_is_corpus(origin->operator) && name->said != NULL)
			text_add(&words, name->said);
		else
			words_origin(&words, origin->operator,
				target_words(maker, name, origin->target));
		struct asked_reason reason = {.words = maker_tell(maker, words.bytes),
			.value = (uint32_t)((uint64_t)origin->weight * origin->probability /
					    1000000)};
		size_t at = 0;
		while (at < asked_name->reasons.count &&
			asked_name->reasons.items[at].words != reason.words)
			at++;
		if (at == asked_name->reasons.count)
			*array_add(&asked_name->reasons) = reason;
		else if (asked_name->reasons.items[at].value < reason.value)
			asked_name->reasons.items[at].value = reason.value;
	}
	if (asked_name->reasons.count > 0)
		qsort(asked_name->reasons.items, asked_name->reasons.count,
			sizeof *asked_name->reasons.items, by_strength);
	/* What hardly adds to the strongest is only counted. */
	size_t kept = 0;
	while (kept < asked_name->reasons.count && kept < REASONS_SHOWN &&
		(uint64_t)asked_name->reasons.items[kept].value * REASONS_LEAST >=
			asked_name->reasons.items[0].value)
		kept++;
	asked_name->reasons_left_out = (uint32_t)(asked_name->reasons.count - kept);
	asked_name->reasons.count = kept;
}

static struct asked_part part_of(struct maker *maker, const struct score_part *part)
{
	return (struct asked_part){
		maker_tell(maker, part->what), maker_tell(maker, part->fact), part->value};
}

/* "PyPI, 2026-11-22: owned by the organisation acmeworks; 0 files" */
static const char *proof_of(struct maker *maker, const struct plan_name *name)
{
	const struct answer *answer = name->evidence;
	if (!is_proven(name))
		return NULL;
	autotext struct text proof = text_new(LIMIT_LINE_BYTES);
	text_add(&proof, "PyPI, ");
	words_day(&proof, answer->made < 0 ? DATE_NONE : date_of_seconds(answer->made));
	text_addf(&proof, ": owned by %s%s", answer->organisation[0] ? "the organisation " : "",
		answer->organisation);
	for (size_t i = 0; !answer->organisation[0] && i < answer->user_count; i++)
		text_addf(&proof, "%s%s", i > 0 ? ", " : "", answer->users[i]);
	text_add(&proof, "; ");
	words_count(&proof, answer->files, "file", NULL);
	return maker_keep(maker, proof.bytes);
}

static struct asked_name name_of(struct maker *maker, const struct plan_name *name)
{
	struct asked_name asked_name = {.name = maker_keep(maker, name->name),
		.in_use = name->is_private,
		.locked_out = name->verdict == VERDICT_SIMILAR,
		.since = name->since,
		.exposure = name->exposure,
		.exposure_before = name->exposure_before,
		.collateral = name->collateral,
		.exception = maker_tell(maker, name->exception),
		.proof = name->verdict == VERDICT_EXISTS ? proof_of(maker, name) : NULL};
	add_reasons(maker, &asked_name, name);
	for (size_t i = 0; i < name->collateral_part_count; i++)
		*array_add(&asked_name.collateral_parts) =
			part_of(maker, &name->collateral_parts[i]);
	return asked_name;
}

static void fill_namespace(
	struct maker *maker, struct asked_request *asked_request, const struct request *request)
{
	asked_request->target = maker_keep(maker, request->target);
	for (size_t i = 0; i < request->name_count; i++) {
		const struct plan_name *name = &maker->plan->names.items[request->names[i]];
		date since = name->since;
		asked_request->covered += name->is_private && !name->secret;
		if (since != DATE_NONE &&
			(asked_request->since == DATE_NONE || since < asked_request->since))
			asked_request->since = since;
	}
	for (size_t i = 0; i < request->foreign_count; i++)
		*array_add(&asked_request->foreign) = maker_keep(maker, request->foreign[i]);
	for (size_t i = 0; i < request->criterion_count; i++)
		*array_add(&asked_request->criteria) = part_of(maker, &request->criteria[i]);
}

static void fill_names(
	struct maker *maker, struct asked_request *asked_request, const struct request *request)
{
	for (size_t i = 0; i < request->name_count; i++) {
		uint32_t number = request->names[i];
		const struct plan_name *name = &maker->plan->names.items[number];
		if (maker->taken[number] &&
			is_askable(name, asked_request->ask, maker->plan->draft)) {
			maker->taken[number] = false;
			*array_add(&asked_request->names) = name_of(maker, name);
			maker->asked->name_count++;
		} else {
			maker->asked->left_out++;
		}
	}
}

void add_request(struct maker *maker, const struct request *request)
{
	int ask = ask_of(request);
	if (ask < 0) {
		maker->asked->left_out +=
			request->bundle == 1 && ask_of_mechanism[request->mechanism] >= 0;
		return;
	}
	struct asked_request asked_request = {.ask = (enum ask)ask,
		.id = maker_keep(maker, request->id),
		.since = DATE_NONE,
		.why = maker_tell(maker, request->why),
		.cost_to_others = maker_tell(maker, request->cost_to_others),
		.release = maker_tell(maker, request->release),
		.term = request->term};
	if (ask == ASK_NAMESPACE)
		fill_namespace(maker, &asked_request, request);
	else
		fill_names(maker, &asked_request, request);
	if (ask == ASK_NAMESPACE || asked_request.names.count > 0)
		*array_add(&maker->asked->requests) = asked_request;
}
