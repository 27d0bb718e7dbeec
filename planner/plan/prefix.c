/* A declared prefix, argued as PyPI will ask it (PEP 755), and why it cannot be asked for. */
#include "plan/prefix.h"
#include "plan/choice.h"
#include "plan/planning.h"
#include "registry/namespaces.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

enum { WEAK_MOST = 2, SHORT_PREFIX = 3 };

/* Projects that begin with the prefix, ours and others. */
static void count_projects(const struct planning *planning, struct prefix_facts *facts)
{
	size_t length = strlen(facts->prefix);
	uint32_t first, end;
	snapshot_prefix(planning->snapshot, facts->prefix, length, &first, &end);
	facts->foreign_names = memory_new(REQUEST_FOREIGN_MOST, sizeof *facts->foreign_names);
	for (uint32_t i = first; i < end; i++) {
		const char *name = snapshot_name(planning->snapshot, i);
		if (name == NULL || !choice_is_under(name, facts->prefix) ||
			is_own_project(planning, name))
			continue;
		facts->foreign++;
		if (facts->foreign_shown < REQUEST_FOREIGN_MOST)
			facts->foreign_names[facts->foreign_shown++] =
				intern_string(planning->pool, name);
	}
	for (size_t i = 0; i < planning->plan->names.count; i++) {
		const struct plan_name *name = &planning->plan->names.items[i];
		bool exists_for_others =
			name->verdict == VERDICT_EXISTS && !is_own_project(planning, name->name);
		facts->own += !exists_for_others && !name->secret &&
			      (name->is_private || is_own_project(planning, name->name)) &&
			      choice_is_under(name->name, facts->prefix);
	}
}

static void add_criterion(
	struct prefix_facts *facts, size_t *count, const char *what, bool strong, const char *fact)
{
	facts->criteria[(*count)++] = (struct score_part){what, fact, strong ? 1000000 : 0};
	facts->weak += !strong;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Whether TEXT holds WORD, in any case. */
static bool mentions(const char *text, const char *word)
{
	for (; *text != '\0'; text++) {
		size_t i = 0;
		while (word[i] != '\0' && lower(text[i]) == word[i])
			i++;
		if (word[i] == '\0')
			return true;
	}
	return false;
}

static bool identifies_owner(const struct planning *planning, const char *prefix)
{
	const struct policy *policy = planning->policy;
	bool found = mentions(policy->organisation.name, prefix);
	for (size_t i = 0; i < policy->organisation.domains.count; i++)
		found |= mentions(policy->organisation.domains.items[i], prefix);
	return found;
}

/* Why grants that stand already leave no room for this one (PEP 752); NULL: they do. */
static const char *overlaps(const struct planning *planning, const char *prefix)
{
	const struct namespaces *namespaces = rules_namespaces(planning->facts->rules);
	const char *us = planning->policy->organisation.pypi_organisation;
	const struct namespace_grant *cover = namespaces_cover(namespaces, prefix, strlen(prefix));
	const struct namespace_grant *inside = namespaces_inside(namespaces, prefix);
	if (cover != NULL && us != NULL && strcmp(cover->owner, us) == 0)
		return intern_format(
			planning->pool, "our own namespace %s covers it already", cover->name);
	if (cover != NULL)
		return intern_format(
			planning->pool, "somebody else's namespace %s covers it", cover->name);
	if (inside != NULL && (us == NULL || strcmp(inside->owner, us) != 0))
		return intern_format(planning->pool,
			"somebody else's namespace %s stands inside it", inside->name);
	return NULL;
}

/* Why it cannot be asked for; NULL: it can. */
static const char *refusal(
	const struct planning *planning, const struct prefix_facts *facts, bool common)
{
	const char *overlap = overlaps(planning, facts->prefix);
	if (overlap != NULL)
		return overlap;
	if (common)
		return "it is a common word, which PEP 755 excludes";
	if (facts->foreign > facts->own)
		return intern_format(planning->pool,
			"it holds more projects of others (%u) than names of ours (%u)",
			facts->foreign, facts->own);
	if (facts->weak > WEAK_MOST)
		return intern_format(planning->pool,
			"%zu of PEP 755's five criteria are weak, more than %d", facts->weak,
			WEAK_MOST);
	return planning->policy->mechanisms.namespace_ ? NULL : "the policy asks for no namespaces";
}

/* PEP 755's five criteria, each argued from facts; a weak one is said to be weak. */
static void argue(const struct planning *planning, struct prefix_facts *facts, bool common)
{
	const char *prefix = facts->prefix;
	size_t count = 0;
	bool identifies = identifies_owner(planning, prefix);
	bool public = planning->policy->own_projects.count > 0;
	facts->criteria = memory_new(PREFIX_CRITERIA, sizeof *facts->criteria);
	add_criterion(facts, &count, "not a common word", !common,
		common ? intern_format(planning->pool, "\"%s\" is a common word", prefix)
		       : intern_format(planning->pool,
				 "\"%s\" is no common English word and begins %u "
				 "projects of others",
				 prefix, facts->foreign));
	add_criterion(facts, &count, "longer than three characters", strlen(prefix) > SHORT_PREFIX,
		intern_format(planning->pool, "it has %zu characters", strlen(prefix)));
	add_criterion(facts, &count, "identifies the owner", identifies,
		identifies ? "it stands in the organisation's name or domain"
			   : "it stands neither in the organisation's name nor in a domain "
			     "of it");
	add_criterion(facts, &count, "in active use", facts->own >= 3,
		intern_format(
			planning->pool, "%u names of the organisation begin with it", facts->own));
	add_criterion(facts, &count, "its absence harms the community", public,
		public ? "the organisation publishes projects on PyPI that others install, and "
			 "a look-alike family could deceive their users"
		       : "the organisation publishes no project on PyPI: the harm is to its "
			 "own staff first");
}

struct prefix_facts prefix_facts_new(const struct planning *planning, const char *prefix)
{
	struct prefix_facts facts = {.prefix = prefix};
	count_projects(planning, &facts);
	/* Names of PyPI that are ours do not make a word common. */
	bool common = words_are_common(planning, prefix) &&
		      (wordlist_has(&planning->common, prefix, strlen(prefix)) ||
			      facts.foreign >= planning->policy->generic_min);
	argue(planning, &facts, common);
	facts.collateral = collateral_of_prefix(planning, prefix);
	facts.refused = refusal(planning, &facts, common);
	return facts;
}

void prefix_facts_release(struct prefix_facts *facts)
{
	free(facts->foreign_names);
	free(facts->criteria);
}
