/* What is asked for, put into requests: names, why, and what it costs others. */
#include "plan/asking.h"
#include "base/memory.h"
#include "plan/planning.h"
#include "plan/sticky.h"

#include <stdlib.h>
#include <string.h>

static const uint64_t whole = 1000000;
static const char release_sentence[] =
	"Silence is release: if no contact answers within 30 days, PyPI may give the name to a "
	"rightful author without asking again. We release it at once where somebody shows a "
	"rightful use, and when we use it no longer.";

struct asking asking_new(struct planning *planning)
{
	struct plan *plan = planning->plan;
	const struct texts *prefixes = &planning->policy->prefixes;
	struct asking asking = {.planning = planning, .prefix_count = prefixes->count};
	asking.names = memory_new(plan->names.count, sizeof *asking.names);
	asking.prefixes = memory_new(prefixes->count, sizeof *asking.prefixes);
	asking.facts = memory_new(prefixes->count, sizeof *asking.facts);
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		bool open = name->exposure > 0 && name->standing >= STANDING_OWN_PROJECT &&
			    !name->secret && name->verdict != VERDICT_EXISTS;
		asking.names[i] = (struct choice_name){name->name, open ? name->exposure : 0,
			open ? name->exposure * (uint64_t)planning->policy->prohibit_durability /
					whole
			     : 0,
			name->collateral, open && name->mechanism == MECHANISM_PROHIBIT};
	}
	for (size_t i = 0; i < prefixes->count; i++) {
		asking.facts[i] = prefix_facts_new(planning, prefixes->items[i]);
		const struct prefix_facts *facts = &asking.facts[i];
		asking.prefixes[i] = (struct choice_prefix){.prefix = facts->prefix,
			.collateral = facts->collateral,
			.eligible = facts->refused == NULL &&
				    sticky_closed(planning->facts->sticky, facts->prefix) == NULL};
	}
	return asking;
}

void asking_release(struct asking *asking)
{
	for (size_t i = 0; i < asking->prefix_count; i++)
		prefix_facts_release(&asking->facts[i]);
	free(asking->names);
	free(asking->prefixes);
	free(asking->facts);
}

static struct request *new_request(struct asking *asking, enum mechanism mechanism, uint32_t bundle)
{
	struct plan *plan = asking->planning->plan;
	struct request *request = array_add(&plan->requests);
	*request = (struct request){
		.id = intern_format(asking->planning->pool, "R%zu", plan->requests.count),
		.mechanism = mechanism,
		.bundle = bundle,
		.names = memory_new(plan->names.count, sizeof *request->names),
		.why = "",
		.cost_to_others = "",
		.release = release_sentence,
		.term = date_add_months(plan->as_of, (int)asking->planning->policy->term_months)};
	return request;
}

static void ask(struct asking *asking, struct request *request, uint32_t number)
{
	struct plan *plan = asking->planning->plan;
	struct plan_name *name = &plan->names.items[number];
	request->names[request->name_count++] = number;
	name->mechanism = request->mechanism;
	name->request = (uint32_t)(request - plan->requests.items) + 1;
}

void ask_for_namespace(struct asking *asking, size_t number, uint32_t bundle)
{
	struct planning *planning = asking->planning;
	struct plan *plan = planning->plan;
	struct prefix_facts *facts = &asking->facts[number];
	struct request *request = new_request(asking, MECHANISM_NAMESPACE, bundle);
	request->target = facts->prefix;
	request->cost = planning->policy->cost.namespace_;
	for (uint32_t i = 0; i < plan->names.count; i++) {
		struct plan_name *name = &plan->names.items[i];
		if (!choice_is_under(name->name, facts->prefix))
			continue;
		request->covers += asking->names[i].covered;
		bool covered = asking->names[i].covered > 0 && name->request == 0;
		asking->names[i].covered = asking->names[i].value = 0;
		asking->names[i].eligible = false;
		if (!covered || name->mechanism == MECHANISM_PUBLISH)
			continue;
		name->why =
			intern_format(planning->pool, "covered by the namespace %s", facts->prefix);
		ask(asking, request, i);
	}
	request->foreign = facts->foreign_names;
	request->foreign_count = facts->foreign_shown;
	request->criteria = facts->criteria;
	request->criterion_count = PREFIX_CRITERIA;
	facts->foreign_names = NULL;
	facts->criteria = NULL;
	request->why = intern_format(planning->pool,
		"%u names of ours begin with %s, and any %s-* can be registered by anybody: one "
		"grant closes them all, those to come too",
		facts->own, facts->prefix, facts->prefix);
	request->cost_to_others =
		facts->foreign > 0
			? intern_format(planning->pool,
				  "%u project%s of others inside stay%s; %s "
				  "owners can make no further names under it",
				  facts->foreign, facts->foreign == 1 ? "" : "s",
				  facts->foreign == 1 ? "s" : "",
				  facts->foreign == 1 ? "its" : "their")
			: intern_format(planning->pool, "no project of anybody else begins with %s",
				  facts->prefix);
	asking->prefixes[number].eligible = false;
}

/* "the internal name itself, ours since 2021-03" */
static const char *reason(const struct planning *planning, const struct plan_name *name)
{
	if (name->is_private && name->verdict == VERDICT_SIMILAR) {
		unsigned found = findings_of_project(planning, name->blockers[0], DATE_NONE);
		return intern_format(planning->pool,
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
	return best->target[0]
		       ? intern_format(planning->pool, "%s of %s", best->operator, best->target)
		       : best->operator;
}

void ask_for_names(struct asking *asking, const struct choice *choice, uint32_t bundle)
{
	struct planning *planning = asking->planning;
	struct plan *plan = planning->plan;
	struct request *request = new_request(asking, MECHANISM_PROHIBIT, bundle);
	const struct plan_name *worst = NULL;
	for (uint32_t i = 0; i < plan->names.count; i++) {
		if (!choice->names[i])
			continue;
		struct plan_name *name = &plan->names.items[i];
		request->covers += asking->names[i].value;
		if (worst == NULL || name->collateral > worst->collateral)
			worst = name;
		name->why = reason(planning, name);
		ask(asking, request, i);
		/* What prohibiting leaves open, a grant can still close later. */
		asking->names[i].covered -= asking->names[i].value;
		asking->names[i].value = 0;
		asking->names[i].eligible = false;
	}
	request->cost = (uint32_t)request->name_count * planning->policy->cost.name;
	request->why = intern_format(planning->pool,
		"%s that resolvers, typing hands or language models of our staff may ask PyPI for, "
		"and that anybody could register",
		request->name_count == 1
			? "a name"
			: intern_format(planning->pool, "%zu names", request->name_count));
	const char *these =
		request->name_count == 1
			? "this name"
			: intern_format(planning->pool, "these %zu names", request->name_count);
	uint32_t thousandths = worst ? (worst->collateral + 500) / 1000 : 0;
	request->cost_to_others =
		thousandths == 0
			? intern_format(planning->pool,
				  "nobody else can take %s during the term; nothing known makes "
				  "another use likely",
				  these)
			: intern_format(planning->pool,
				  "nobody else can take %s during the term; the one that somebody "
				  "else is most likely to want rightly is %s, estimated at "
				  "%u.%03u of 1",
				  these, worst->name, thousandths / 1000, thousandths % 1000);
}

/* Answered already: granted, declined or taken back. */
static bool is_settled(const struct planning *planning, const char *name)
{
	const struct sticky *sticky = planning->facts->sticky;
	return sticky_granted(sticky, name, planning->facts->as_of) != NULL ||
	       sticky_closed(sticky, name) != NULL;
}

void ask_for_conversions(struct asking *asking)
{
	struct plan *plan = asking->planning->plan;
	struct request *request = NULL;
	for (uint32_t i = 0; i < plan->names.count; i++) {
		if (plan->names.items[i].mechanism != MECHANISM_CONVERT ||
			is_settled(asking->planning, plan->names.items[i].name))
			continue;
		if (request == NULL)
			request = new_request(asking, MECHANISM_CONVERT, 1);
		ask(asking, request, i);
	}
	if (request == NULL)
		return;
	request->why = "empty placeholders of our own: we ask that PyPI removes them and prohibits "
		       "their names, which does what they were made for without an empty project";
	request->cost_to_others = "none beyond what the placeholders cost them already";
}

void ask_for_holds(struct asking *asking)
{
	struct planning *planning = asking->planning;
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
			struct request *request = new_request(asking, MECHANISM_HOLD, 1);
			request->target = name->name;
			request->term = policy->holds.items[h].until;
			request->why = "a project of ours that will be published under this name";
			request->cost_to_others = "nobody else can take the name until that day";
			name->why = "held until our project is published";
			ask(asking, request, i);
			asking->names[i] = (struct choice_name){.name = name->name};
		}
	}
}
