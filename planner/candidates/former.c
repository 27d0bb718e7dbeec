/* All candidates of one target, formed and joined by name. */
#include "candidates/former.h"
#include "base/memory.h"
#include "candidates/generator.h"
#include "candidates/ranking.h"
#include "candidates/shares.h"

#include <stdlib.h>
#include <string.h>

enum {
	PLACES = WHERES * DOUBLEDS * CHARACTERS * KEYSES * COMMONS,
};

struct former {
	const struct priors *priors;
	const struct lists *lists;
	const char *target;
	size_t target_length;
	enum target_kind kind;
	enum length_class length_class;
	char target_form[LIMIT_NAME_BYTES + 1]; /* its look-alike form */
	char target_end;                        /* the last character of that */
	uint8_t order[OPERATORS_MOST];          /* of operators, as origin_compare() sorts them */
	struct forms forms;
	ARRAY(struct formed_origin) origins;
	struct ranking ranking;
	size_t scored; /* candidates before this are, with `scored_weight` */
	uint32_t scored_weight;
	struct shares shares;
	size_t orders_left_out;
	uint32_t (*strengths)[PLACES]; /* of every operator at every place, sound left out */
	former_watch *watch;
	void *watch_context;
};

/* The digits of a place's number are its values. */
static size_t number_of(const struct form_place *place)
{
	size_t at = place->where;
	at = at * DOUBLEDS + place->doubled;
	at = at * CHARACTERS + place->character;
	at = at * KEYSES + place->keys;
	return at * COMMONS + place->common;
}

static struct form_place place_at(size_t number)
{
	struct form_place place;
	place.common = (uint8_t)(number % COMMONS);
	place.keys = (uint8_t)(number / COMMONS % KEYSES);
	place.character = (uint8_t)(number / COMMONS / KEYSES % CHARACTERS);
	place.doubled = (uint8_t)(number / COMMONS / KEYSES / CHARACTERS % DOUBLEDS);
	place.where = (uint8_t)(number / COMMONS / KEYSES / CHARACTERS / DOUBLEDS);
	return place;
}

struct former *former_new(const struct priors *priors, const struct lists *lists)
{
	struct former *former = memory_new(1, sizeof *former);
	former->priors = priors;
	former->lists = lists;
	size_t count = generator_count();
	former->strengths = memory_new(count, sizeof *former->strengths);
	for (size_t i = 0; i < count; i++) {
		for (size_t n = 0; n < PLACES; n++) {
			struct form_place place = place_at(n);
			former->strengths[i][n] =
				prior_without_sound(&priors->operators[i], &place);
		}
		struct origin own = {.operator= generators[i].name, .target = "t"};
		for (size_t k = 0; k < count; k++) {
			struct origin other = {.operator= generators[k].name, .target = "t"};
			former->order[i] += origin_compare(&other, &own) < 0;
		}
	}
	return former;
}

void former_free(struct former *former)
{
	if (former == NULL)
		return;
	forms_release(&former->forms);
	array_release(&former->origins);
	ranking_release(&former->ranking);
	free(former->strengths);
	free(former);
}

/* Most forms differ from the target at one of their ends. */
static bool looks_like_target(const struct former *former, const char *form, size_t length)
{
	const char *own = former->target_form;
	if (name_look(form[length - 1]) != former->target_end)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (form[i] != '-' && name_look(form[i]) != *own++)
			return false;
	}
	return *own == '\0';
}

bool former_refuses(const struct former *former, const char *form, size_t length)
{
	if (former->kind == TARGET_PUBLIC)
		return looks_like_target(former, form, length);
	return length == former->target_length && memcmp(form, former->target, length) == 0;
}

/* Adds an operator to a candidate, in the order of origins, those of its inner slips beside one
 * another. Until shares_divide(), `probability` is the form's strength. */
static void add_origin(
	struct former *former, struct formed *formed, int operator, int inner, uint32_t strength)
{
	uint32_t *link = &formed->first;
	uint8_t order = former->order[operator];
	while (*link != 0) {
		struct formed_origin *origin = &former->origins.items[*link - 1];
		if (origin->operator== operator&& origin->inner == inner + 1) {
			if (origin->probability < strength)
				origin->probability = strength;
			return;
		}
		if (former->order[origin->operator] > order)
			break;
		link = &origin->next;
	}
	struct formed_origin origin = {strength, *link, (uint8_t) operator, (uint8_t)(inner + 1)};
	*link = (uint32_t)former->origins.count + 1;
	*array_add(&former->origins) = origin;
}

/* Joins the origins of one operator by several inner slips: their probabilities add up. */
static void join_inner(struct former *former)
{
	for (size_t i = 0; i < former->forms.all.count; i++) {
		uint32_t at = former->forms.all.items[i].first;
		while (at != 0) {
			struct formed_origin *origin = &former->origins.items[at - 1];
			struct formed_origin *next =
				origin->next ? &former->origins.items[origin->next - 1] : NULL;
			if (next != NULL && next->operator== origin->operator) {
				origin->probability += next->probability;
				origin->next = next->next;
			} else {
				at = origin->next;
			}
		}
	}
}

char *former_room(struct former *former)
{
	return forms_room(&former->forms);
}

struct formed *former_find(struct former *former, size_t length)
{
	return forms_find(&former->forms, length);
}

struct formed *former_find_edit(struct former *former, uint16_t edit)
{
	return forms_find_edit(&former->forms, edit);
}

void former_credit(struct forming *f, struct formed *formed, const struct form_place *place)
{
	struct former *former = f->former;
	int slip = f->inner >= 0 ? f->inner : f->operator;
	if (formed == NULL)
		return;
	if (former->watch != NULL) {
		const char *name = forms_name(&former->forms, formed);
		former->watch(former->watch_context, name, formed->length, f->operator, f->inner,
			place, former->length_class);
	}
	uint32_t strength = prior_with_sound(
		&former->priors->operators[slip], former->strengths[slip][number_of(place)], place);
	if (f->scale != MILLION)
		strength = (uint32_t)((uint64_t)strength * f->scale / MILLION);
	add_origin(former, formed, f->operator, f->exclusive ? -1 : f->inner, strength);
}

/* 1 - prod(1 - w * p), as candidates_score(). */
static uint32_t score_of(const struct former *former, const struct formed *formed, uint32_t weight)
{
	uint32_t left = MILLION;
	for (uint32_t o = formed->first; o != 0; o = former->origins.items[o - 1].next)
		left = millionths(left,
			MILLION - millionths(weight, former->origins.items[o - 1].probability));
	return MILLION - left;
}

/* Scores what is not yet scored with this weight: a candidate that has been gets no origin more. */
static void score_all(struct former *former, uint32_t weight)
{
	if (former->scored_weight != weight)
		former->scored = 0;
	former->scored_weight = weight;
	for (; former->scored < former->forms.all.count; former->scored++) {
		struct formed *formed = &former->forms.all.items[former->scored];
		formed->score = score_of(former, formed, weight);
	}
}

static struct ranking *ranking_of(struct former *former)
{
	former->ranking.forms = &former->forms;
	return &former->ranking;
}

static void begin(struct former *former, const char *name, size_t length, enum target_kind kind)
{
	former->target = name;
	former->target_length = length;
	former->kind = kind;
	former->length_class = length_class_of(length);
	former->shares.priors = former->priors;
	former->shares.length = length;
	former->shares.length_class = former->length_class;
	name_lookalike(name, length, former->target_form);
	former->target_end = name_look(name[length - 1]);
	former->origins.count = former->scored = 0;
	forms_begin(&former->forms, name, length);
}

/* Forms what only this generator forms, and shares its share out. */
static void form_exclusive(struct former *former, struct forming *forming, int generator)
{
	size_t first = former->origins.count;
	forms_close(&former->forms);
	forming->operator= generator;
	forming->exclusive = true;
	generators[generator].form(forming);
	shares_divide_exclusive(
		&former->shares, generator, former->origins.items, first, former->origins.count);
}

/* The lowest score that is wanted of what is not formed yet. */
static uint32_t wanted_score(struct former *former, const struct former_wish *wish)
{
	if (wish == NULL)
		return 0;
	uint32_t least = wish->filter == NULL ? wish->least : 0;
	if (wish->most == 0 || former->forms.all.count < wish->most)
		return least;
	score_all(former, MILLION);
	const struct former_wish all = {.most = wish->most};
	struct ranking *ranking = ranking_of(former);
	size_t kept = ranking_gather(ranking, &all, wish->most);
	uint32_t last = kept > 0 ? former->forms.all.items[ranking->heap[0]].score : 0;
	return last > least ? last : least;
}

static void form_exclusives(struct former *former, struct forming *forming, unsigned kinds,
	const struct former_wish *wish)
{
	uint32_t wanted = wanted_score(former, wish);
	for (int g = 0; generators[g].name != NULL; g++) {
		if (is_exclusive(&generators[g]) && (generators[g].kinds & kinds) != 0 &&
			shares_most(&former->shares, g) >= wanted)
			form_exclusive(former, forming, g);
	}
}

void former_form(struct former *former, const char *name, size_t length, enum target_kind kind,
	int generator, const struct former_wish *wish)
{
	begin(former, name, length, kind);
	struct forming forming = {.lists = former->lists,
		.former = former,
		.kind = kind,
		.is_target = true,
		.tail = "",
		.scale = MILLION,
		.inner = -1};
	forming_set_name(&forming, name, length);
	unsigned kinds = kind == TARGET_PUBLIC ? FOR_PUBLIC : FOR_PRIVATE;
	for (int g = 0; generators[g].name != NULL; g++) {
		if (generators[g].form == NULL || (generators[g].kinds & kinds) == 0 ||
			(generator == EVERY_GENERATOR ? is_exclusive(&generators[g])
						      : generator != g))
			continue;
		forming.operator= g;
		generators[g].form(&forming);
	}
	shares_divide(&former->shares, former->origins.items, former->origins.count);
	join_inner(former);
	if (generator == EVERY_GENERATOR)
		form_exclusives(former, &forming, kinds, wish);
	former->orders_left_out = forming.orders_left_out;
}

const struct formed *former_rank(
	struct former *former, uint32_t weight, const struct former_wish *wish, size_t *count)
{
	size_t all = former->forms.all.count;
	score_all(former, weight);
	*count = ranking_gather(
		ranking_of(former), wish, wish->most == 0 || wish->most > all ? all : wish->most);
	return ranking_sort(&former->ranking, *count);
}

const struct formed *former_all(struct former *former, size_t *count)
{
	for (size_t i = 0; i < former->forms.all.count; i++)
		forms_name(&former->forms, &former->forms.all.items[i]);
	*count = former->forms.all.count;
	return former->forms.all.items;
}

const char *former_text(const struct former *former, const struct formed *formed)
{
	return former->forms.text.items + formed->text;
}

const struct formed_origin *former_origin(const struct former *former, uint32_t number)
{
	return &former->origins.items[number - 1];
}

size_t former_orders_left_out(const struct former *former)
{
	return former->orders_left_out;
}

void former_set_watch(struct former *former, former_watch *watch, void *context)
{
	former->watch = watch;
	former->watch_context = context;
}
