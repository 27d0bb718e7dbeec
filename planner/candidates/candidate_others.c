/* Candidates that no generator forms: members of families, and what models say. */
#include "base/text.h"
#include "candidates/candidate_set.h"
#include "candidates/families.h"
#include "candidates/generator.h"
#include "candidates/inventions.h"
#include "corpus/corpus.h"

#include <stdlib.h>
#include <string.h>

struct member {
	const char *name;
	size_t from, family; /* numbers of private names */
	uint32_t strength;
};

struct family_context {
	struct candidates *set;
	const struct prior *prior;
	ARRAY(struct member) members;
};

static void take_member(void *context, const char *form, size_t length, size_t from, size_t family,
	enum common common)
{
	struct family_context *families = context;
	struct form_place place = {.where = WHERE_LAST, .common = (uint8_t)common};
	*array_add(&families->members) =
		(struct member){intern_text(families->set->pool, form, length), from, family,
			prior_strength(families->prior, &place)};
}

/* Each family has the operator's share, divided by strength. */
void candidates_add_families(
	struct candidates *set, const char *const *names, const uint32_t *uses, size_t count)
{
	int operator= generator_find("family-member");
	struct family_context context = {set, &set->priors->operators[operator], {0}};
	families_form(set->lists, names, count, take_member, &context);
	size_t all = context.members.count;
	for (size_t first = 0, end; first < all; first = end) {
		const struct member *members = context.members.items;
		uint64_t sum = 0;
		for (end = first; end < all && members[end].family == members[first].family; end++)
			sum += members[end].strength;
		for (size_t i = first; i < end && sum > 0; i++) {
			uint64_t share = context.prior->share;
			struct origin origin = {generators[operator].name, names[members[i].from],
				weight_of_use(set->priors, uses[members[i].from]),
				(uint32_t)(share * members[i].strength / sum)};
			candidates_add(set, members[i].name, &origin);
		}
	}
	array_release(&context.members);
}

void candidates_add_corpus_name(struct candidates *set, const struct corpus *corpus,
	const struct corpus_name *name, const struct priors *priors)
{
	if (name->class != CORPUS_INVENTED)
		return;
	for (size_t i = 0; i < name->mentions.count; i++) {
		const struct mention *mention = &name->mentions.items[i];
		const struct corpus_source *source = &corpus->sources.items[mention->source];
		autotext struct text operator= text_new(LIMIT_LINE_BYTES);
		text_addf(&operator, "corpus:%s", source->name);
		struct origin origin = {intern_string(set->pool, operator.bytes), "", source->trust,
			corpus_rate(mention, priors->recurrence.cap, priors->recurrence.half)};
		candidates_add(set, name->name, &origin);
	}
}

/* An invention's operator, and what its chance is multiplied with. */
struct inventing {
	struct candidates *set;
	const char *operator;
	uint32_t trust;
	double runs;
};

/* How often it is to be expected in as many answers as the corpus stands for, taken as runs. */
static void take_invention(void *context, const char *name, size_t length, double chance)
{
	(void)length;
	const struct inventing *inventing = context;
	double expected = chance * inventing->runs;
	double rate = expected / (expected + inventing->set->priors->recurrence.half);
	struct origin origin = {
		inventing->operator, "", inventing->trust, (uint32_t)(rate * MILLION)};
	candidates_add(inventing->set, name, &origin);
}

/* By falling recurrence; ties by byte order. */
static int compare_recurrence(const void *a, const void *b)
{
	const struct corpus_name *left = *(const struct corpus_name *const *)a;
	const struct corpus_name *right = *(const struct corpus_name *const *)b;
	if (left->recurrence != right->recurrence)
		return left->recurrence < right->recurrence ? 1 : -1;
	return strcmp(left->name, right->name);
}

enum { NEAR_FORMS = 50 }; /* slips formed on one name of a corpus */

/* Slips on the names that come back most often. */
static void add_near(struct candidates *set, const struct corpus *corpus)
{
	ARRAY(const struct corpus_name *) best = {0};
	for (size_t i = 0; i < corpus->names.count; i++) {
		if (corpus->names.items[i].class == CORPUS_INVENTED)
			*array_add(&best) = &corpus->names.items[i];
	}
	if (best.count > 1)
		qsort(best.items, best.count, sizeof *best.items, compare_recurrence);
	for (size_t i = 0; i < best.count && i < LIMIT_NEAR_INVENTED; i++) {
		struct target target = {.name = best.items[i]->name,
			.kind = TARGET_PRIVATE,
			.weight =
				millionths(best.items[i]->recurrence, set->priors->invented.near)};
		candidates_add_forms(set, &target, NEAR_FORMS);
	}
	array_release(&best);
}

void candidates_add_inventions(struct candidates *set, const struct corpus *corpus, size_t most)
{
	struct inventions *inventions = inventions_learn(corpus, set->priors, set->snapshot);
	uint32_t trust = 0;
	for (size_t i = 0; i < corpus->sources.count; i++) {
		if (corpus->sources.items[i].trust > trust)
			trust = corpus->sources.items[i].trust;
	}
	struct inventing inventing = {.set = set,
		.operator= "invented",
		.trust = trust,
		.runs = inventions_runs(inventions) * inventions_news(inventions)};
	inventions_form(inventions, most, take_invention, &inventing);
	inventions_free(inventions);
	add_near(set, corpus);
}
