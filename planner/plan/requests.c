/* The requests: the choice, bundle after bundle for a year; holds and conversions stand outside. */
#include "base/memory.h"
#include "base/text.h"
#include "plan/choice.h"
#include "plan/planning.h"
#include "plan/sticky.h"
#include "registry/namespaces.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

static const uint64_t whole = 1000000;
static const char release_sentence[] =
	"Silence is release: if no contact answers within 30 days, PyPI may give the name to a "
	"rightful author without asking again. We release it at once where somebody shows a "
	"rightful use, and when we use it no longer.";

enum { CRITERIA = 5, WEAK_MOST = 2, SHORT_PREFIX = 3 };

/* A declared prefix and the facts that decide whether it can be asked for. */
struct prefix_facts {
	const char *prefix;
	uint32_t own, foreign; /* names of ours, projects of others inside */
	const char **foreign_names;
	size_t foreign_shown;
	struct score_part *criteria;
	size_t weak;
	uint32_t collateral;
	const char *refused; /* why it cannot be asked for; NULL: it can */
};

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
		return sentence(planning, "our own namespace %s covers it already", cover->name);
	if (cover != NULL)
		return sentence(planning, "somebody else's namespace %s covers it", cover->name);
	if (inside != NULL && (us == NULL || strcmp(inside->owner, us) != 0))
		return sentence(
			planning, "somebody else's namespace %s stands inside it", inside->name);
	return NULL;
}

/* PEP 755's five criteria, each argued from facts; a weak one is said to be weak. */
static void argue(const struct planning *planning, struct prefix_facts *facts)
{
	const char *prefix = facts->prefix;
	size_t count = 0, length = strlen(prefix);
	/* Names of PyPI that are ours do not make a word common. */
	bool common = words_are_common(planning, prefix) &&
		      (wordlist_has(&planning->common, prefix, length) ||
			      facts->foreign >= planning->policy->generic_min);
	bool identifies = identifies_owner(planning, prefix);
	bool public = planning->policy->own_projects.count > 0;
	facts->criteria = memory_new(CRITERIA, sizeof *facts->criteria);
	add_criterion(facts, &count, "not a common word", !common,
		common ? sentence(planning, "\"%s\" is a common word", prefix)
		       : sentence(planning,
				 "\"%s\" is no common English word and begins %u "
				 "projects of others",
				 prefix, facts->foreign));
	add_criterion(facts, &count, "longer than three characters", length > SHORT_PREFIX,
		sentence(planning, "it has %zu characters", length));
	add_criterion(facts, &count, "identifies the owner", identifies,
		identifies ? "it stands in the organisation's name or domain"
			   : "it stands neither in the organisation's name nor in a domain "
			     "of it");
	add_criterion(facts, &count, "in active use", facts->own >= 3,
		sentence(planning, "%u names of the organisation begin with it", facts->own));
	add_criterion(facts, &count, "its absence harms the community", public,
		public ? "the organisation publishes projects on PyPI that others install, and "
			 "a look-alike family could deceive their users"
		       : "the organisation publishes no project on PyPI: the harm is to its "
			 "own staff first");
	facts->collateral = collateral_of_prefix(planning, prefix);
	facts->refused = overlaps(planning, prefix);
	if (facts->refused != NULL)
		return;
	if (common)
		facts->refused = "it is a common word, which PEP 755 excludes";
	else if (facts->foreign > facts->own)
		facts->refused = sentence(planning,
			"it holds more projects of others (%u) than names of ours (%u)",
			facts->foreign, facts->own);
	else if (facts->weak > WEAK_MOST)
		facts->refused =
			sentence(planning, "%zu of PEP 755's five criteria are weak, more than %d",
				facts->weak, WEAK_MOST);
	else if (!planning->policy->mechanisms.namespace_)
		facts->refused = "the policy asks for no namespaces";
}

/* What is left to choose from: shrinks from bundle to bundle. */
struct choosing {
	struct planning *planning;
	struct choice_name *names; /* by number in plan.names */
	struct choice_prefix *prefixes;
	struct prefix_facts *facts;
	size_t prefix_count;
};

static struct request *new_request(
	struct choosing *choosing, enum mechanism mechanism, uint32_t bundle)
{
	struct plan *plan = choosing->planning->plan;
	struct request *request = array_add(&plan->requests);
	*request = (struct request){
		.id = sentence(choosing->planning, "R%zu", plan->requests.count),
		.mechanism = mechanism,
		.bundle = bundle,
		.names = memory_new(plan->names.count, sizeof *request->names),
		.why = "",
		.cost_to_others = "",
		.release = release_sentence,
		.term = date_add_months(plan->as_of, (int)choosing->planning->policy->term_months)};
	return request;
}

static void ask(struct choosing *choosing, struct request *request, uint32_t number)
{
	struct plan *plan = choosing->planning->plan;
	struct plan_name *name = &plan->names.items[number];
	request->names[request->name_count++] = number;
	name->mechanism = request->mechanism;
	name->request = (uint32_t)(request - plan->requests.items) + 1;
}

static void ask_for_namespace(struct choosing *choosing, size_t number, uint32_t bundle)
{
	struct planning *planning = choosing->planning;
	struct plan *plan = planning->plan;
	struct prefix_facts *facts = &choosing->facts[number];
	struct request *request = new_request(choosing, MECHANISM_NAMESPACE, bundle);
	request->target = facts->prefix;
	request->cost = planning->policy->cost.namespace_;
	for (uint32_t i = 0; i < plan->names.count; i++) {
		struct plan_name *name = &plan->names.items[i];
		if (!choice_is_under(name->name, facts->prefix))
			continue;
		request->covers += choosing->names[i].covered;
		bool covered = choosing->names[i].covered > 0 && name->request == 0;
		choosing->names[i].covered = choosing->names[i].value = 0;
		choosing->names[i].eligible = false;
		if (!covered || name->mechanism == MECHANISM_PUBLISH)
			continue;
		name->why = sentence(planning, "covered by the namespace %s", facts->prefix);
		ask(choosing, request, i);
	}
	request->foreign = facts->foreign_names;
	request->foreign_count = facts->foreign_shown;
	request->criteria = facts->criteria;
	request->criterion_count = CRITERIA;
	facts->foreign_names = NULL;
	facts->criteria = NULL;
	request->why = sentence(planning,
		"%u names of ours begin with %s, and any %s-* can be registered by anybody: one "
		"grant closes them all, those to come too",
		facts->own, facts->prefix, facts->prefix);
	request->cost_to_others =
		facts->foreign > 0 ? sentence(planning,
					     "%u project%s of others inside stay%s; %s "
					     "owners can make no further names under it",
					     facts->foreign, facts->foreign == 1 ? "" : "s",
					     facts->foreign == 1 ? "s" : "",
					     facts->foreign == 1 ? "its" : "their")
				   : sentence(planning, "no project of anybody else begins with %s",
					     facts->prefix);
	choosing->prefixes[number].eligible = false;
}

/* "the internal name itself, ours since 2021-03" */
static const char *reason(const struct planning *planning, const struct plan_name *name)
{
	if (name->is_private && name->verdict == VERDICT_SIMILAR) {
		unsigned found = findings_of_project(planning, name->blockers[0], DATE_NONE);
		return sentence(planning,
			"the internal name itself, locked by the look-alike %s of somebody "
			"else%s%s%s",
			name->blockers[0], found ? " (" : "", findings_sentence(planning, found),
			found ? ")" : "");
	}
	if (name->is_private)
		return "the internal name itself";
	const struct origin *best = NULL;
	for (size_t i = 0; i < name->origin_count; i++) {
		const struct origin *origin = &name->origins[i];
		if (best == NULL || (uint64_t)origin->weight * origin->probability >
					    (uint64_t)best->weight * best->probability)
			best = origin;
	}
	if (best == NULL)
		return "of ours";
	if (strncmp(best->operator, "corpus:", 7) == 0)
		return "invented by language models under our prefix";
	return best->target[0] ? sentence(planning, "%s of %s", best->operator, best->target)
			       : best->operator;
}

static void ask_for_names(struct choosing *choosing, const struct choice *choice, uint32_t bundle)
{
	struct planning *planning = choosing->planning;
	struct plan *plan = planning->plan;
	struct request *request = new_request(choosing, MECHANISM_PROHIBIT, bundle);
	const struct plan_name *worst = NULL;
	for (uint32_t i = 0; i < plan->names.count; i++) {
		if (!choice->names[i])
			continue;
		struct plan_name *name = &plan->names.items[i];
		request->covers += choosing->names[i].value;
		if (worst == NULL || name->collateral > worst->collateral)
			worst = name;
		name->why = reason(planning, name);
		ask(choosing, request, i);
		/* What prohibiting leaves open, a grant can still close later. */
		choosing->names[i].covered -= choosing->names[i].value;
		choosing->names[i].value = 0;
		choosing->names[i].eligible = false;
	}
	request->cost = (uint32_t)request->name_count * planning->policy->cost.name;
	request->why = sentence(planning,
		"%s that resolvers, typing hands or language models of our staff may ask PyPI for, "
		"and that anybody could register",
		request->name_count == 1 ? "a name"
					 : sentence(planning, "%zu names", request->name_count));
	const char *these = request->name_count == 1
				    ? "this name"
				    : sentence(planning, "these %zu names", request->name_count);
	uint32_t thousandths = worst ? (worst->collateral + 500) / 1000 : 0;
	request->cost_to_others =
		thousandths == 0
			? sentence(planning,
				  "nobody else can take %s during the term; nothing known makes "
				  "another use likely",
				  these)
			: sentence(planning,
				  "nobody else can take %s during the term; the one that somebody "
				  "else is most likely to want rightly is %s, estimated at "
				  "%u.%03u of 1",
				  these, worst->name, thousandths / 1000, thousandths % 1000);
}

/* The best of what is left, within the ceilings of one bundle. The caller releases. */
static struct choice choose(const struct choosing *choosing, uint32_t names_left)
{
	const struct policy *policy = choosing->planning->policy;
	struct choice_limits limits = {policy->registry.cases_max,
		policy->registry.rows_max < names_left ? policy->registry.rows_max : names_left,
		policy->budget, policy->cost.namespace_, policy->cost.name};
	return choice_make(choosing->names, choosing->planning->plan->names.count,
		choosing->prefixes, choosing->prefix_count, &limits);
}

/* Asks for what was chosen; false where that is nothing. */
static bool take(struct choosing *choosing, const struct choice *choice, uint32_t bundle)
{
	for (size_t i = 0; i < choosing->prefix_count; i++) {
		if (choice->prefixes[i])
			ask_for_namespace(choosing, i, bundle);
	}
	if (choice->rows > 0)
		ask_for_names(choosing, choice, bundle);
	return choice->cases + choice->rows > 0;
}

/* One bundle; false where nothing is left worth asking for. */
static bool choose_bundle(struct choosing *choosing, uint32_t bundle, uint32_t *names_left)
{
	struct choice choice = choose(choosing, *names_left);
	*names_left -= choice.rows;
	bool any = take(choosing, &choice, bundle);
	choice_release(&choice);
	return any;
}

/* What stands and may still be asked for. */
static bool mark_standing(
	const struct choosing *choosing, struct choice_name *names, struct choice_prefix *prefixes)
{
	const struct planning *planning = choosing->planning;
	const struct sticky *sticky = planning->facts->sticky;
	date as_of = planning->facts->as_of;
	bool any = false;
	for (size_t i = 0; i < planning->plan->names.count; i++) {
		names[i].eligible =
			names[i].eligible && sticky_name_request(sticky, MECHANISM_PROHIBIT,
						     names[i].name, as_of) != NULL;
		any |= names[i].eligible;
	}
	for (size_t i = 0; i < choosing->prefix_count; i++) {
		prefixes[i].eligible =
			prefixes[i].eligible &&
			sticky_prefix_request(sticky, prefixes[i].prefix, as_of) != NULL;
		any |= prefixes[i].eligible;
	}
	return any;
}

/* The term that was asked for stays, of a list the earliest of its names'; a hold's is the
 * policy's.
 */
static void keep_terms(const struct planning *planning)
{
	const struct sticky *sticky = planning->facts->sticky;
	struct plan *plan = planning->plan;
	for (size_t i = 0; i < plan->requests.count; i++) {
		struct request *request = &plan->requests.items[i];
		bool space = request->mechanism == MECHANISM_NAMESPACE;
		if (request->mechanism == MECHANISM_HOLD)
			continue;
		for (size_t k = 0; k < (space ? 1 : request->name_count); k++) {
			const struct sticky_request *stands =
				space ? sticky_prefix_request(sticky, request->target, plan->as_of)
				      : sticky_name_request(sticky, request->mechanism,
						plan->names.items[request->names[k]].name,
						plan->as_of);
			if (stands != NULL && stands->term != DATE_NONE &&
				stands->term < request->term)
				request->term = stands->term;
		}
	}
}

/* The first bundle of a sticky plan: what stands, and nothing else. Within the ceilings, which may
 * have been lowered, the best of it. False where nothing stands. */
static bool keep_standing(struct choosing *choosing, uint32_t *names_left)
{
	size_t name_count = choosing->planning->plan->names.count;
	struct choosing standing = *choosing;
	standing.names = memory_new(name_count, sizeof *standing.names);
	standing.prefixes = memory_new(choosing->prefix_count, sizeof *standing.prefixes);
	if (name_count > 0)
		memcpy(standing.names, choosing->names, name_count * sizeof *standing.names);
	if (choosing->prefix_count > 0)
		memcpy(standing.prefixes, choosing->prefixes,
			choosing->prefix_count * sizeof *standing.prefixes);
	bool any = mark_standing(choosing, standing.names, standing.prefixes);
	if (any) {
		struct choice choice = choose(&standing, *names_left);
		*names_left -= choice.rows;
		any = take(choosing, &choice, 1);
		choice_release(&choice);
		/* What both sides call it by stays, too. */
		const char *reference = choosing->planning->facts->sticky->reference;
		if (any && reference != NULL)
			choosing->planning->plan->organisation.reference =
				intern_string(choosing->planning->pool, reference);
	}
	free(standing.names);
	free(standing.prefixes);
	return any;
}

static struct choosing choosing_new(struct planning *planning)
{
	struct plan *plan = planning->plan;
	const struct texts *prefixes = &planning->policy->prefixes;
	struct choosing choosing = {.planning = planning, .prefix_count = prefixes->count};
	choosing.names = memory_new(plan->names.count, sizeof *choosing.names);
	choosing.prefixes = memory_new(prefixes->count, sizeof *choosing.prefixes);
	choosing.facts = memory_new(prefixes->count, sizeof *choosing.facts);
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		bool open = name->exposure > 0 && name->standing >= STANDING_OWN_PROJECT &&
			    !name->secret && name->verdict != VERDICT_EXISTS;
		choosing.names[i] = (struct choice_name){name->name, open ? name->exposure : 0,
			open ? name->exposure * (uint64_t)planning->policy->prohibit_durability /
					whole
			     : 0,
			name->collateral, open && name->mechanism == MECHANISM_PROHIBIT};
	}
	for (size_t i = 0; i < prefixes->count; i++) {
		struct prefix_facts *facts = &choosing.facts[i];
		facts->prefix = prefixes->items[i];
		count_projects(planning, facts);
		argue(planning, facts);
		choosing.prefixes[i] = (struct choice_prefix){.prefix = facts->prefix,
			.collateral = facts->collateral,
			.eligible = facts->refused == NULL &&
				    sticky_closed(planning->facts->sticky, facts->prefix) == NULL};
	}
	return choosing;
}

static void choosing_release(struct choosing *choosing)
{
	for (size_t i = 0; i < choosing->prefix_count; i++) {
		free(choosing->facts[i].foreign_names);
		free(choosing->facts[i].criteria);
	}
	free(choosing->names);
	free(choosing->prefixes);
	free(choosing->facts);
}

/* Answered already: granted, declined or taken back. */
static bool is_settled(const struct planning *planning, const char *name)
{
	const struct sticky *sticky = planning->facts->sticky;
	return sticky_granted(sticky, name, planning->facts->as_of) != NULL ||
	       sticky_closed(sticky, name) != NULL;
}

static void ask_for_conversions(struct choosing *choosing)
{
	struct plan *plan = choosing->planning->plan;
	struct request *request = NULL;
	for (uint32_t i = 0; i < plan->names.count; i++) {
		if (plan->names.items[i].mechanism != MECHANISM_CONVERT ||
			is_settled(choosing->planning, plan->names.items[i].name))
			continue;
		if (request == NULL)
			request = new_request(choosing, MECHANISM_CONVERT, 1);
		ask(choosing, request, i);
	}
	if (request == NULL)
		return;
	request->why = "empty placeholders of our own: we ask that PyPI removes them and prohibits "
		       "their names, which does what they were made for without an empty project";
	request->cost_to_others = "none beyond what the placeholders cost them already";
}

static void ask_for_holds(struct choosing *choosing)
{
	struct planning *planning = choosing->planning;
	struct plan *plan = planning->plan;
	const struct policy *policy = planning->policy;
	for (size_t h = 0; policy->mechanisms.hold && h < policy->holds.count; h++) {
		for (uint32_t i = 0; i < plan->names.count; i++) {
			struct plan_name *name = &plan->names.items[i];
			bool ours = strcmp(name->name, policy->holds.items[h].name) == 0 &&
				    name->verdict == VERDICT_UNREGISTERED && !name->secret &&
				    (name->generic == NULL || name->exception != NULL);
			if (!ours || policy->holds.items[h].until <= plan->as_of ||
				is_settled(planning, name->name))
				continue;
			struct request *request = new_request(choosing, MECHANISM_HOLD, 1);
			request->target = name->name;
			request->term = policy->holds.items[h].until;
			request->why = "a project of ours that will be published under this name";
			request->cost_to_others = "nobody else can take the name until that day";
			name->why = "held until our project is published";
			ask(choosing, request, i);
			choosing->names[i] = (struct choice_name){.name = name->name};
		}
	}
}

/* Bundle, then mechanism, then target: requests were made in another order. */
static int compare_requests(const void *a, const void *b)
{
	const struct request *left = a, *right = b;
	if (left->bundle != right->bundle)
		return left->bundle < right->bundle ? -1 : 1;
	if (left->mechanism != right->mechanism)
		return left->mechanism < right->mechanism ? -1 : 1;
	return strcmp(left->target ? left->target : "", right->target ? right->target : "");
}

static void number_requests(struct planning *planning)
{
	struct plan *plan = planning->plan;
	if (plan->requests.count > 1)
		qsort(plan->requests.items, plan->requests.count, sizeof *plan->requests.items,
			compare_requests);
	for (size_t i = 0; i < plan->requests.count; i++) {
		struct request *request = &plan->requests.items[i];
		request->id = sentence(planning, "R%zu", i + 1);
		for (size_t k = 0; k < request->name_count; k++)
			plan->names.items[request->names[k]].request = (uint32_t)i + 1;
	}
}

/* What was worth asking for and fits into no bundle of the year. */
static void watch_rest(struct planning *planning)
{
	struct plan *plan = planning->plan;
	for (size_t i = 0; i < plan->names.count; i++) {
		struct plan_name *name = &plan->names.items[i];
		if (name->mechanism != MECHANISM_PROHIBIT || name->request != 0)
			continue;
		name->mechanism = MECHANISM_WATCH;
		name->why = "worth asking for, but the ceilings of a year's bundles are reached: "
			    "watched";
	}
}

static void explain_refused(struct choosing *choosing)
{
	for (size_t i = 0; i < choosing->prefix_count; i++) {
		const struct prefix_facts *facts = &choosing->facts[i];
		if (facts->refused == NULL)
			continue;
		*array_add(&choosing->planning->plan->own_side) = (struct own_action){
			.cause = "prefix-not-asked-for",
			.file = "",
			.what = sentence(choosing->planning,
				"the prefix %s is not asked for as a namespace: %s", facts->prefix,
				facts->refused),
			.change = "choose a longer prefix that nobody else uses for new names, "
				  "and keep the names under this one off every public index",
			.names = facts->own};
	}
}

void requests_choose(struct planning *planning)
{
	struct choosing choosing = choosing_new(planning);
	uint32_t names_left = planning->policy->registry.names_a_year_max;
	ask_for_holds(&choosing);
	uint32_t first = keep_standing(&choosing, &names_left) ? 2 : 1;
	for (uint32_t bundle = first; bundle <= BUNDLES; bundle++) {
		if (!choose_bundle(&choosing, bundle, &names_left))
			break;
	}
	ask_for_conversions(&choosing);
	keep_terms(planning);
	explain_refused(&choosing);
	choosing_release(&choosing);
	watch_rest(planning);
	number_requests(planning);
}
