/* The missing members of internal families: a company that has acme-auth-client, acme-auth-server
 * and acme-billing-client is likely to be thought to have acme-billing-server. */
#include "base/memory.h"
#include "candidates/candidate.h"
#include "candidates/facts.h"
#include "candidates/generator.h"
#include "candidates/priors.h"

#include <stdlib.h>
#include <string.h>

enum { FAMILY_LEAST = 3, FAMILY_ENDINGS = 24, FAMILY_STEMS = 256, FAMILY_FORMS = 200 };

struct part {
	const char *text;
	size_t length;
	uint64_t count;
};

struct parts {
	struct part items[FAMILY_STEMS];
	size_t count, room;
};

static void count_part(struct parts *parts, const char *text, size_t length, uint64_t count)
{
	for (size_t i = 0; i < parts->count; i++) {
		if (parts->items[i].length == length &&
			memcmp(parts->items[i].text, text, length) == 0) {
			parts->items[i].count += count;
			return;
		}
	}
	if (parts->count < parts->room)
		parts->items[parts->count++] = (struct part){text, length, count};
}

static int compare_parts(const void *a, const void *b)
{
	const struct part *left = a, *right = b;
	if (left->count != right->count)
		return left->count < right->count ? 1 : -1;
	size_t length = left->length < right->length ? left->length : right->length;
	int order = memcmp(left->text, right->text, length);
	return order ? order : (left->length > right->length) - (left->length < right->length);
}

/* What of `acme-auth-client` is the stem `acme-auth` and the ending `client`. */
static size_t stem_of(const char *name)
{
	const char *last = strrchr(name, '-');
	return last ? (size_t)(last - name) : 0;
}

struct family {
	struct parts stems, endings;
	uint64_t uses;
};

static void learn(struct family *family, const struct facts *facts, const char *const *names,
	const uint32_t *weights, size_t count, size_t prefix)
{
	family->stems.room = FAMILY_STEMS;
	family->endings.room = FAMILY_STEMS;
	for (size_t i = 0; i < count; i++) {
		size_t stem = stem_of(names[i]);
		family->uses += weights[i];
		if (stem > prefix)
			count_part(&family->stems, names[i], stem, 1);
		if (stem > 0)
			count_part(&family->endings, names[i] + stem + 1,
				strlen(names[i]) - stem - 1, 2);
	}
	/* The prefix itself takes the usual endings too: acme-sdk, acme-client. */
	count_part(&family->stems, names[0], prefix, count);
	for (size_t i = 0; i < facts->affixes.count; i++) {
		const char *affix = facts->affixes.rows[i].columns[1];
		if (facts->affixes.rows[i].columns[0][0] == 's' && affix[0] == '-')
			count_part(&family->endings, affix + 1, strlen(affix + 1), 1);
	}
	qsort(family->stems.items, family->stems.count, sizeof *family->stems.items, compare_parts);
	qsort(family->endings.items, family->endings.count, sizeof *family->endings.items,
		compare_parts);
	if (family->endings.count > FAMILY_ENDINGS)
		family->endings.count = FAMILY_ENDINGS;
}

struct member {
	char name[LIMIT_NAME_BYTES + 1];
	uint64_t weight;
};

static int compare_members(const void *a, const void *b)
{
	const struct member *left = a, *right = b;
	if (left->weight != right->weight)
		return left->weight < right->weight ? 1 : -1;
	return strcmp(left->name, right->name);
}

static bool has(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

static size_t join_parts(
	struct member *members, const struct family *family, const char *const *names, size_t count)
{
	size_t formed = 0;
	for (size_t s = 0; s < family->stems.count; s++) {
		for (size_t e = 0; e < family->endings.count; e++) {
			const struct part *stem = &family->stems.items[s];
			const struct part *ending = &family->endings.items[e];
			struct member *member = &members[formed];
			if (stem->length + 1 + ending->length > LIMIT_NAME_BYTES)
				continue;
			memcpy(member->name, stem->text, stem->length);
			member->name[stem->length] = '-';
			memcpy(member->name + stem->length + 1, ending->text, ending->length);
			member->name[stem->length + 1 + ending->length] = '\0';
			member->weight = stem->count * ending->count;
			formed += !has(names, count, member->name);
		}
	}
	return formed;
}

static void add_family(struct candidates *candidates, const char *const *names,
	const uint32_t *weights, size_t count, size_t prefix, struct intern *pool)
{
	const struct priors *priors = candidates_priors(candidates);
	struct family *family = memory_new(1, sizeof *family);
	learn(family, candidates_facts(candidates), names, weights, count, prefix);
	size_t most = family->stems.count * family->endings.count;
	struct member *members = memory_new(most + 1, sizeof *members);
	size_t formed = join_parts(members, family, names, count);
	qsort(members, formed, sizeof *members, compare_members);
	if (formed > FAMILY_FORMS)
		formed = FAMILY_FORMS;
	uint64_t total = 0;
	for (size_t i = 0; i < formed; i++)
		total += members[i].weight;
	char target[LIMIT_NAME_BYTES + 3];
	memcpy(target, names[0], prefix);
	memcpy(target + prefix, "-*", 3);
	uint32_t uses = family->uses < UINT32_MAX ? (uint32_t)family->uses : UINT32_MAX;
	uint64_t share = priors->operators[generator_of_name("family-member")].share;
	for (size_t i = 0; i < formed; i++) {
		struct origin origin = {"family-member", intern_string(pool, target),
			weight_of_use(priors, uses), (uint32_t)(share * members[i].weight / total)};
		candidates_add(candidates, members[i].name, &origin);
	}
	free(members);
	free(family);
}

void candidates_add_families(struct candidates *candidates, const char *const *names,
	const uint32_t *weights, size_t count)
{
	struct intern *pool = candidates_pool(candidates);
	for (size_t first = 0, end; first < count; first = end) {
		size_t prefix = strcspn(names[first], "-");
		for (end = first + 1;
			end < count && strncmp(names[end], names[first], prefix) == 0 &&
			(names[end][prefix] == '-' || names[end][prefix] == '\0');
			end++)
			;
		if (end - first >= FAMILY_LEAST)
			add_family(candidates, names + first, weights + first, end - first, prefix,
				pool);
	}
}
