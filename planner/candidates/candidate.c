/* The set of candidates over many targets and corpora, scored and ranked. */
#include "candidates/candidate_set.h"
#include "base/memory.h"
#include "candidates/former.h"
#include "candidates/generator.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

uint32_t candidates_score(const struct origin *origins, size_t count)
{
	uint32_t left = MILLION;
	for (size_t i = 0; i < count; i++)
		left = millionths(
			left, MILLION - millionths(origins[i].weight, origins[i].probability));
	return MILLION - left;
}

struct candidates *candidates_new(
	const struct priors *priors, const struct snapshot *snapshot, struct intern *pool)
{
	struct candidates *set = memory_new(1, sizeof *set);
	set->priors = priors;
	set->snapshot = snapshot;
	set->pool = pool;
	set->lists = lists_new(snapshot);
	set->former = former_new(priors, set->lists);
	set->index = intern_new();
	set->filter = memory_new(FORMER_FILTER_WORDS, sizeof *set->filter);
	return set;
}

void candidates_free(struct candidates *set)
{
	if (set == NULL)
		return;
	array_release(&set->entries);
	array_release(&set->links);
	former_free(set->former);
	lists_free(set->lists);
	intern_free(set->index);
	free(set->list);
	free(set->origins);
	free(set->filter);
	free(set);
}

void candidates_keep(struct candidates *set, size_t most)
{
	set->most = most;
}

size_t candidates_orders_left_out(const struct candidates *set)
{
	return set->orders_left_out;
}

/* The character at AT of `operator:target`; 0 after its end. */
static char origin_character(const struct origin *origin, size_t operator_length, size_t at)
{
	if (at < operator_length)
		return origin->operator[at];
	if (origin->target[0] == '\0')
		return '\0';
	return at == operator_length ? ':' : origin->target[at - operator_length - 1];
}

int origin_compare(const struct origin *a, const struct origin *b)
{
	if (a->operator== b->operator)
		return strcmp(a->target, b->target);
	size_t left_length = strlen(a->operator), right_length = strlen(b->operator);
	for (size_t at = 0;; at++) {
		unsigned char left = (unsigned char)origin_character(a, left_length, at);
		unsigned char right = (unsigned char)origin_character(b, right_length, at);
		if (left != right || left == '\0')
			return left - right;
	}
}

static int compare_origins(const void *a, const void *b)
{
	return origin_compare(a, b);
}

/* The origins of an entry, sorted, to OUT, which has room for LIMIT_ORIGINS. */
static size_t gather(const struct candidates *set, const struct entry *entry, struct origin *out)
{
	size_t count = 0;
	for (uint32_t l = entry->first; l != 0; l = set->links.items[l - 1].next)
		out[count++] = set->links.items[l - 1].origin;
	if (count > 1)
		qsort(out, count, sizeof *out, compare_origins);
	return count;
}

struct scored {
	uint32_t score, entry;
};

static int compare_scored(const void *a, const void *b)
{
	const struct scored *left = a, *right = b;
	if (left->score != right->score)
		return left->score < right->score ? 1 : -1;
	return (left->entry > right->entry) - (left->entry < right->entry);
}

static struct scored *score_all(const struct candidates *set)
{
	struct scored *scored = memory_new(set->entries.count + 1, sizeof *scored);
	struct origin origins[LIMIT_ORIGINS];
	for (size_t i = 0; i < set->entries.count; i++) {
		size_t count = gather(set, &set->entries.items[i], origins);
		scored[i] = (struct scored){candidates_score(origins, count), (uint32_t)i};
	}
	return scored;
}

static void add_to_filter(struct candidates *set, const char *name)
{
	uint32_t hash = forms_hash(name, strlen(name));
	set->filter[hash >> 6 & (FORMER_FILTER_WORDS - 1)] |= UINT64_C(1) << (hash & 63);
}

/* Forgets all but the names that can still be among the best: those that score no less than the
 * last of them. */
static void prune(struct candidates *set)
{
	struct scored *scored = score_all(set);
	size_t all = set->entries.count;
	qsort(scored, all, sizeof *scored, compare_scored);
	set->threshold = scored[set->most - 1].score;
	struct entry *old_entries = set->entries.items;
	struct link *old_links = set->links.items;
	set->entries.items = NULL;
	set->entries.count = set->entries.room = 0;
	set->links.items = NULL;
	set->links.count = set->links.room = 0;
	struct intern *old_index = set->index;
	set->index = intern_new();
	memset(set->filter, 0, FORMER_FILTER_WORDS * sizeof *set->filter);
	for (size_t i = 0; i < all && scored[i].score >= set->threshold; i++) {
		/* Ties at the threshold are cut at twice the number kept: memory is bounded. */
		if (set->entries.count == 2 * set->most)
			break;
		struct entry entry = old_entries[scored[i].entry];
		uint32_t chain = entry.first;
		entry.first = 0;
		for (uint32_t l = chain; l != 0; l = old_links[l - 1].next) {
			*array_add(&set->links) =
				(struct link){old_links[l - 1].origin, entry.first};
			entry.first = (uint32_t)set->links.count;
		}
		intern_number(set->index, entry.name, strlen(entry.name));
		entry.name = intern_at(set->index, intern_count(set->index) - 1);
		add_to_filter(set, entry.name);
		*array_add(&set->entries) = entry;
	}
	intern_free(old_index);
	free(old_entries);
	free(old_links);
	free(scored);
}

static struct entry *entry_of(struct candidates *set, const char *name, uint32_t strongest)
{
	size_t length = strlen(name);
	if (set->most > 0 && strongest < set->threshold &&
		intern_find(set->index, name, length) == INTERN_NONE)
		return NULL;
	uint32_t number = intern_number(set->index, name, length);
	if (number == set->entries.count) {
		const char *kept = set->most > 0 ? intern_at(set->index, number)
						 : intern_text(set->pool, name, length);
		*array_add(&set->entries) = (struct entry){.name = kept};
		if (set->most > 0)
			add_to_filter(set, kept);
	}
	return &set->entries.items[number];
}

static uint32_t strength(const struct origin *origin)
{
	return millionths(origin->weight, origin->probability);
}

/* Past LIMIT_ORIGINS the weakest makes room; ties: the last in sorted order goes. */
static void replace_weakest(
	struct candidates *set, struct entry *entry, const struct origin *origin)
{
	struct link *weakest = NULL;
	for (uint32_t l = entry->first; l != 0; l = set->links.items[l - 1].next) {
		struct link *link = &set->links.items[l - 1];
		uint32_t value = strength(&link->origin);
		uint32_t least = weakest ? strength(&weakest->origin) : UINT32_MAX;
		if (value < least ||
			(value == least && compare_origins(&link->origin, &weakest->origin) > 0))
			weakest = link;
	}
	uint32_t value = strength(origin), least = strength(&weakest->origin);
	if (value > least || (value == least && compare_origins(origin, &weakest->origin) < 0))
		weakest->origin = *origin;
	entry->left_out++;
}

static void add_origin(
	struct candidates *set, const char *name, const struct origin *origin, uint32_t strongest)
{
	struct entry *entry = entry_of(set, name, strongest);
	if (entry == NULL)
		return;
	for (uint32_t l = entry->first; l != 0; l = set->links.items[l - 1].next) {
		struct origin *old = &set->links.items[l - 1].origin;
		if (compare_origins(old, origin) != 0)
			continue;
		if (strength(old) < strength(origin))
			*old = *origin;
		return;
	}
	if (entry->count == LIMIT_ORIGINS) {
		replace_weakest(set, entry, origin);
		return;
	}
	*array_add(&set->links) = (struct link){*origin, entry->first};
	entry->first = (uint32_t)set->links.count;
	entry->count++;
}

static void prune_if_many(struct candidates *set)
{
	if (set->most > 0 && set->entries.count > 4 * set->most + 1024)
		prune(set);
}

void candidates_add(struct candidates *set, const char *name, const struct origin *origin)
{
	add_origin(set, name, origin, strength(origin));
	prune_if_many(set);
}

/* What is wanted of a target: what alone lifts a name into the list, and what may stand there
 * already, from another target. */
static struct former_wish wish_of(
	const struct candidates *set, const struct target *target, size_t per_target)
{
	struct former_wish wish = {.most = per_target};
	if (set->most > 0 && target->weight > 0) {
		uint64_t least = (uint64_t)set->threshold * MILLION / target->weight;
		wish.least = least < MILLION ? (uint32_t)least : MILLION;
		wish.filter = set->filter;
	}
	return wish;
}

void candidates_add_forms(struct candidates *set, const struct target *target, size_t per_target)
{
	if (per_target == 0 || per_target > LIMIT_CANDIDATES_PER_TARGET)
		per_target = LIMIT_CANDIDATES_PER_TARGET;
	size_t count;
	struct former_wish wish = wish_of(set, target, per_target);
	if (set->most > 0 && target->weight < set->threshold)
		return; /* a probability is at most 1 */
	former_form(set->former, target->name, strlen(target->name), target->kind, EVERY_GENERATOR,
		&wish);
	const struct formed *formed = former_rank(set->former, MILLION, &wish, &count);
	set->orders_left_out += former_orders_left_out(set->former);
	for (size_t i = 0; i < count; i++) {
		const char *name = former_text(set->former, &formed[i]);
		uint32_t strongest = millionths(target->weight, formed[i].score);
		for (uint32_t o = formed[i].first; o != 0;) {
			const struct formed_origin *from = former_origin(set->former, o);
			struct origin origin = {generators[from->operator].name, target->name,
				target->weight, from->probability};
			add_origin(set, name, &origin, strongest);
			o = from->next;
		}
	}
}

void candidates_add_target(struct candidates *set, const struct target *target, size_t per_target)
{
	candidates_add_forms(set, target, per_target);
	if (target->kind == TARGET_PRIVATE) {
		static const char own[] = "private";
		struct origin origin = {own, target->name, target->weight,
			set->priors->operators[generator_find(own)].share};
		add_origin(set, target->name, &origin, strength(&origin));
	}
	prune_if_many(set);
}

static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;
	if (left->score != right->score)
		return left->score < right->score ? 1 : -1;
	return strcmp(left->name, right->name);
}

const struct candidate *candidates_finish(struct candidates *set, size_t *count)
{
	size_t all = set->entries.count, put = 0;
	free(set->list);
	free(set->origins);
	set->list = memory_new(all + 1, sizeof *set->list);
	set->origins = memory_new(set->links.count + 1, sizeof *set->origins);
	for (size_t i = 0; i < all; i++) {
		const struct entry *entry = &set->entries.items[i];
		struct origin *origins = set->origins + put;
		size_t origin_count = gather(set, entry, origins);
		put += origin_count;
		const char *name =
			set->most > 0 ? intern_string(set->pool, entry->name) : entry->name;
		set->list[i] = (struct candidate){.name = name,
			.score = candidates_score(origins, origin_count),
			.origins = origins,
			.origin_count = (uint32_t)origin_count,
			.origins_left_out = entry->left_out};
	}
	if (all > 1)
		qsort(set->list, all, sizeof *set->list, compare_candidates);
	*count = set->most > 0 && set->most < all ? set->most : all;
	return set->list;
}
