/* Collateral: how likely a stranger will rightly want a name. The largest of its parts, each
 * shown; weights from policy/priors.json. And what is generic, which is never asked for. */
#include "candidates/priors.h"
#include "base/text.h"
#include "names/name.h"
#include "plan/planning.h"
#include "plan/sticky.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

static const uint64_t whole = 1000000;

enum { PARTS = 5, SHORT_GENERIC = 5 };

static bool is_common_word(const struct planning *planning, const char *word, size_t length)
{
	return wordlist_has(&planning->common, word, length);
}

bool words_are_common(const struct planning *planning, const char *name)
{
	struct word words[NAME_WORDS];
	size_t count = name_words(name, strlen(name), words);
	for (size_t i = 0; i < count; i++) {
		const char *word = name + words[i].start;
		if (!is_common_word(planning, word, words[i].length) &&
			snapshot_word_count(planning->snapshot, word, words[i].length) <
				planning->policy->generic_min)
			return false;
	}
	return count > 0;
}

static bool words_are_english(const struct planning *planning, const char *name)
{
	struct word words[NAME_WORDS];
	size_t count = name_words(name, strlen(name), words);
	for (size_t i = 0; i < count; i++) {
		if (!is_common_word(planning, name + words[i].start, words[i].length))
			return false;
	}
	return count > 0;
}

bool name_stands(const struct planning *planning, const char *name)
{
	const struct sticky *sticky = planning->facts->sticky;
	date as_of = planning->facts->as_of;
	return (sticky_name_request(sticky, MECHANISM_PROHIBIT, name, as_of) != NULL ||
		       sticky_name_request(sticky, MECHANISM_HOLD, name, as_of) != NULL) &&
	       sticky_is_same_policy(sticky, planning->policy->digest);
}

static void add_part(struct plan_name *name, const char *what, const char *fact, uint64_t value)
{
	if (value > whole)
		value = whole;
	name->collateral_parts[name->collateral_part_count++] =
		(struct score_part){what, fact, (uint32_t)value};
	if (value > name->collateral)
		name->collateral = (uint32_t)value;
}

static void weigh_dictionary(const struct planning *planning, struct plan_name *name)
{
	const struct collateral_weights *weights = &planning->facts->priors->collateral;
	struct word words[NAME_WORDS];
	size_t count = name_words(name->name, strlen(name->name), words), common = 0;
	for (size_t i = 0; i < count; i++)
		common += is_common_word(planning, name->name + words[i].start, words[i].length);
	uint64_t value = count == 1 && common == 1 ? weights->dictionary_word
			 : common == count         ? weights->dictionary_words
						   : 0;
	add_part(name, "dictionary word",
		intern_format(planning->pool, "%zu of %zu words are common English", common, count),
		value);
}

/* A name is as specific as its rarest word. */
static void weigh_words(const struct planning *planning, struct plan_name *name)
{
	struct word words[NAME_WORDS];
	size_t count = name_words(name->name, strlen(name->name), words), rarest = 0;
	uint32_t least = UINT32_MAX;
	for (size_t i = 0; i < count; i++) {
		uint32_t names = snapshot_word_count(
			planning->snapshot, name->name + words[i].start, words[i].length);
		if (names < least) {
			least = names;
			rarest = i;
		}
	}
	uint64_t half = planning->facts->priors->collateral.words_half;
	add_part(name, "words common on PyPI",
		intern_format(planning->pool, "its rarest word \"%.*s\" stands in %u name%s",
			(int)words[rarest].length, name->name + words[rarest].start, least,
			least == 1 ? "" : "s"),
		whole * least / (least + half));
}

static void weigh_length(const struct planning *planning, struct plan_name *name)
{
	const struct collateral_weights *weights = &planning->facts->priors->collateral;
	size_t length = strlen(name->name);
	uint64_t value = length < SHORT_GENERIC           ? weights->very_short
			 : length < weights->short_length ? weights->is_short
							  : 0;
	add_part(name, "length", intern_format(planning->pool, "%zu characters", length), value);
}

static void weigh_elsewhere(const struct planning *planning, struct plan_name *name)
{
	bool known = intern_find(planning->known_elsewhere, name->name, strlen(name->name)) !=
		     INTERN_NONE;
	add_part(name, "known elsewhere",
		known ? "a module or command of a package in Debian"
		      : "no module or command of a package in Debian",
		known ? planning->facts->priors->collateral.known_elsewhere : 0);
}

/* A first word that many projects of others share: auth-*, django-*. */
static void weigh_prefix(const struct planning *planning, struct plan_name *name)
{
	const char *hyphen = strchr(name->name, '-');
	size_t length = hyphen ? (size_t)(hyphen - name->name) + 1 : 0;
	uint32_t first = 0, end = 0, ours = 0;
	if (hyphen != NULL)
		snapshot_prefix(planning->snapshot, name->name, length, &first, &end);
	for (uint32_t i = first; i < end && i - first < 1000; i++)
		ours += is_own_project(planning, snapshot_name(planning->snapshot, i));
	uint64_t others = end - first - ours;
	const struct collateral_weights *weights = &planning->facts->priors->collateral;
	add_part(name, "prefix of others",
		hyphen == NULL ? "it has no prefix"
			       : intern_format(planning->pool,
					 "%llu project%s of others begin%s with \"%.*s\"",
					 (unsigned long long)others, others == 1 ? "" : "s",
					 others == 1 ? "s" : "", (int)length, name->name),
		weights->prefix_most * others / (others + weights->prefix_half));
}

static const char *generic_reason(const struct planning *planning, const char *name)
{
	size_t length = strlen(name);
	if (wordlist_has(&planning->never, name, length))
		return "stands in the list of names never asked for";
	if (texts_hold(&planning->policy->never, name))
		return "stands in the policy's list of names never asked for";
	if (length < SHORT_GENERIC)
		return "has fewer than five characters";
	if (words_are_common(planning, name) &&
		(!name_stands(planning, name) || words_are_english(planning, name)))
		return intern_format(planning->pool,
			"every word of it is common English or stands in at least %u names of "
			"PyPI",
			planning->policy->generic_min);
	return NULL;
}

void collateral_weigh(const struct planning *planning, struct plan_name *name)
{
	name->collateral_parts = memory_new(PARTS, sizeof *name->collateral_parts);
	weigh_dictionary(planning, name);
	weigh_words(planning, name);
	weigh_length(planning, name);
	weigh_elsewhere(planning, name);
	weigh_prefix(planning, name);
	name->generic = generic_reason(planning, name->name);
}

uint32_t collateral_of_prefix(const struct planning *planning, const char *prefix)
{
	struct plan_name name = {
		.name = prefix, .collateral_parts = memory_new(PARTS, sizeof(struct score_part))};
	weigh_dictionary(planning, &name);
	weigh_words(planning, &name);
	weigh_length(planning, &name);
	free(name.collateral_parts);
	return name.collateral;
}
