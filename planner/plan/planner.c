/* The planner: facts in, plan out. */
#include "plan/planner.h"
#include "base/limits.h"
#include "base/text.h"
#include "candidates/generator.h"
#include "candidates/priors.h"
#include "corpus/corpus.h"
#include "inputs/seeds.h"
#include "names/name.h"
#include "plan/difference.h"
#include "plan/planning.h"
#include "plan/sticky.h"
#include "registry/findings.h"
#include "registry/namespaces.h"
#include "registry/snapshot.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *sentence(const struct planning *planning, const char *format, ...)
{
	char text[LIMIT_MESSAGE_BYTES];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	return intern_string(planning->pool, text);
}

static void learn_names(struct intern *pool, const struct texts *names)
{
	for (size_t i = 0; i < names->count; i++)
		intern_string(pool, names->items[i]);
}

/* Modules and commands that Debian's packages bring, canonical. */
static struct intern *known_elsewhere(void)
{
	static const char *const lists[] = {
		"wordlists/import-names.tsv", "wordlists/console-scripts.tsv"};
	struct intern *known = intern_new();
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct wordlist list = wordlist_embedded(lists[i], 2, 2);
		for (size_t k = 0; k < list.count; k++) {
			char canonical[LIMIT_NAME_BYTES + 1];
			const char *name = list.rows[k].columns[0];
			size_t length = strlen(name);
			if (length <= LIMIT_NAME_BYTES)
				intern_number(
					known, canonical, name_canonical(name, length, canonical));
		}
		wordlist_release(&list);
	}
	return known;
}

struct planning planning_new(struct plan *plan, const struct planner_facts *facts)
{
	struct planning planning = {.facts = facts,
		.policy = facts->policy,
		.snapshot = rules_snapshot(facts->rules),
		.plan = plan,
		.pool = plan->pool,
		.own_private = intern_new(),
		.own_projects = intern_new(),
		.dependencies = intern_new(),
		.mirrors = intern_new(),
		.common = wordlist_embedded("wordlists/common.txt", 1, 1),
		.never = wordlist_embedded("policy/never.txt", 1, 1),
		.known_elsewhere = known_elsewhere()};
	learn_names(planning.own_projects, &facts->policy->own_projects);
	learn_names(planning.own_projects, &facts->policy->placeholders);
	return planning;
}

void planning_release(struct planning *planning)
{
	intern_free(planning->own_private);
	intern_free(planning->own_projects);
	intern_free(planning->dependencies);
	intern_free(planning->mirrors);
	intern_free(planning->known_elsewhere);
	wordlist_release(&planning->common);
	wordlist_release(&planning->never);
}

/* An index that also serves one of the most downloaded projects passes PyPI on: that a name came
 * from there does not make it internal. */
static void learn_mirrors(struct planning *planning)
{
	const struct seeds *seeds = planning->facts->seeds;
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		uint32_t number = snapshot_find(planning->snapshot, seed->name, strlen(seed->name));
		if (seed->index != NULL && number != SNAPSHOT_NONE &&
			snapshot_rank(planning->snapshot, number) > 0)
			intern_string(planning->mirrors, seed->index);
	}
}

/* Sorts seeds into ours, public dependencies, and what nobody can explain. */
static void sort_seeds(struct planning *planning)
{
	const struct seeds *seeds = planning->facts->seeds;
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		bool exists = snapshot_find(planning->snapshot, seed->name, strlen(seed->name)) !=
			      SNAPSHOT_NONE;
		if (is_own_project(planning, seed->name)) {
			planning->seeds.own++;
		} else if (seed_is_private(planning, seed)) {
			intern_string(planning->own_private, seed->name);
			planning->seeds.listed++;
			planning->seeds.secret += seed->secret;
		} else if (exists) {
			planning->seeds.dependencies++;
			intern_string(planning->dependencies, seed->name);
		} else {
			planning->seeds.unexplained++;
		}
	}
}

/* The modules and commands of a private project, read from its own wheels: what people type. */
static void add_aliases(
	const struct planning *planning, struct candidates *set, const struct target *target)
{
	static const char *const operators[] = {
		[ALIAS_IMPORT] = "import-name", [ALIAS_COMMAND] = "command-name"};
	const struct seeds *seeds = planning->facts->seeds;
	for (size_t i = seeds_first_alias(seeds, target->name);
		i < seeds->aliases.count && seeds->aliases.items[i].project == target->name; i++) {
		const struct seed_alias *alias = &seeds->aliases.items[i];
		char name[LIMIT_NAME_BYTES + 1];
		size_t length = strcspn(alias->written, ".");
		if (length > LIMIT_NAME_BYTES || !name_is_valid(alias->written, length))
			continue;
		length = name_canonical(alias->written, length, name);
		int operator= generator_find(operators[alias->kind]);
		struct origin origin = {generators[operator].name, target->name, target->weight,
			planning->facts->priors->operators[operator].share};
		if (strcmp(name, target->name) != 0)
			candidates_add(set, name, &origin);
	}
}

static void add_private_targets(const struct planning *planning, struct candidates *set)
{
	const struct seeds *seeds = planning->facts->seeds;
	ARRAY(const char *) names = {0};
	ARRAY(uint32_t) weights = {0};
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		/* A secret name forms nothing: its slips would tell it. */
		if (seed->secret || !is_own_private(planning, seed->name))
			continue;
		struct target target = {intern_string(planning->pool, seed->name), TARGET_PRIVATE,
			weight_of_use(planning->facts->priors, seed->weight)};
		candidates_add_target(set, &target, FORMS_PER_PRIVATE);
		add_aliases(planning, set, &target);
		*array_add(&names) = target.name;
		*array_add(&weights) = seed->weight;
	}
	candidates_add_families(set, names.items, weights.items, names.count);
	array_release(&names);
	array_release(&weights);
}

static void add_project_targets(const struct planning *planning, struct candidates *set)
{
	const struct texts *projects = &planning->policy->own_projects;
	for (size_t i = 0; i < projects->count; i++) {
		const char *name = projects->items[i];
		uint32_t number = snapshot_find(planning->snapshot, name, strlen(name));
		struct target target = {name, TARGET_PUBLIC,
			weight_of_rank(planning->facts->priors,
				snapshot_rank(planning->snapshot, number))};
		/* A public project without rank is ours all the same: as one use of a private name.
		 */
		uint32_t one_use = weight_of_use(planning->facts->priors, 1);
		if (target.weight < one_use)
			target.weight = one_use;
		if (number != SNAPSHOT_NONE)
			candidates_add_target(set, &target, FORMS_PER_PROJECT);
	}
}

/* Projects of others that we use: their slips are worth watching, by how much we use them. */
static void add_dependency_targets(const struct planning *planning, struct candidates *set)
{
	const struct seeds *seeds = planning->facts->seeds;
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		if (!is_dependency(planning, seed->name))
			continue;
		struct target target = {intern_string(planning->pool, seed->name), TARGET_PUBLIC,
			weight_of_use(planning->facts->priors, seed->weight)};
		candidates_add_target(set, &target, FORMS_PER_DEPENDENCY);
	}
}

static void add_corpus(const struct planning *planning, struct candidates *set)
{
	const struct corpus *corpus = planning->facts->corpus;
	for (size_t i = 0; i < corpus->names.count; i++)
		candidates_add_corpus_name(
			set, corpus, &corpus->names.items[i], planning->facts->priors);
}

/* What the seed of a name says of it. */
static void add_seed_facts(const struct planning *planning, struct plan_name *name)
{
	const struct seeds *seeds = planning->facts->seeds;
	const struct seed *seed = seeds_find(seeds, name->name);
	name->since = DATE_NONE;
	if (seed == NULL)
		return;
	name->is_private = is_own_private(planning, name->name);
	name->secret = seed->secret;
	name->since = seed->since;
	name->owner = seed->owner ? intern_string(planning->pool, seed->owner) : NULL;
	name->places = memory_new(seed->places.count, sizeof *name->places);
	for (size_t i = 0; i < seed->places.count; i++) {
		autotext struct text place = text_new(LIMIT_LINE_BYTES);
		text_addf(&place, "%s:%zu", seed->places.items[i].file, seed->places.items[i].line);
		name->places[name->place_count++] = intern_string(planning->pool, place.bytes);
	}
}

/* Required here, on no index we know, and nothing of ours. Anybody who can propose a change can
 * plant such a name: it is never asked for, not even where one of ours resembles it. */
static bool is_unexplained(const struct planning *planning, const struct seed *seed)
{
	return !is_own_private(planning, seed->name) && !is_own_project(planning, seed->name) &&
	       snapshot_find(planning->snapshot, seed->name, strlen(seed->name)) == SNAPSHOT_NONE;
}

struct watched {
	size_t ours, others;
};

/* Judges one name and keeps it, where it is ours or worth asking for. WATCHED counts those kept
 * only to be watched. */
static void consider(struct planning *planning, const char *text, const struct origin *origins,
	size_t origin_count, uint32_t origins_left_out, struct watched *watched)
{
	const struct seed *seed = seeds_find(planning->facts->seeds, text);
	if (seed != NULL && is_unexplained(planning, seed))
		return; /* shown by show_unexplained() */
	struct plan_name name = {.name = intern_string(planning->pool, text),
		.origin_count = origin_count,
		.origins_left_out = origins_left_out,
		.why = ""};
	name.origins = memory_new(origin_count, sizeof *name.origins);
	for (size_t i = 0; i < origin_count; i++) {
		name.origins[i] = origins[i];
		name.origins[i].operator= intern_string(planning->pool, origins[i].operator);
		name.origins[i].target = intern_string(planning->pool, origins[i].target);
	}
	add_seed_facts(planning, &name);
	plan_name_judge(planning, &name);
	planning->candidates.judged++;
	bool ours = name.standing == STANDING_OWN_PREFIX || name.standing == STANDING_OWN_PRIVATE ||
		    name.standing == STANDING_OWN_PROJECT;
	bool asked = name.mechanism == MECHANISM_PROHIBIT || name.mechanism == MECHANISM_PUBLISH;
	bool keep = name.is_private || (ours && asked);
	if (!keep && ours && watched->ours < WATCHED_MOST) {
		watched->ours++;
		keep = true;
	}
	bool other = name.standing == STANDING_OTHER && name.mechanism == MECHANISM_WATCH;
	if (!keep && other && watched->others < WATCHED_OTHERS_MOST) {
		watched->others++;
		keep = true;
	}
	if (keep) {
		*array_add(&planning->plan->names) = name;
	} else {
		planning->candidates.left_out++;
		plan_name_release(&name);
	}
}

/* One name that no generator forms, kept in any case. */
static void keep_name(struct planning *planning, const char *text, enum standing standing)
{
	struct plan_name name = {.name = intern_string(planning->pool, text), .why = ""};
	add_seed_facts(planning, &name);
	plan_name_judge(planning, &name);
	if (standing != STANDING_NONE)
		name.standing = standing;
	*array_add(&planning->plan->names) = name;
}

static bool is_in_plan(const struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->names.count; i++) {
		if (strcmp(plan->names.items[i].name, name) == 0)
			return true;
	}
	return false;
}

/* The origins of a name that stands, as far as their targets are still ours; the caller frees. */
static struct origin *live_origins(
	const struct planning *planning, const struct sticky_name *name, size_t *count)
{
	struct origin *origins = memory_new(name->origin_count, sizeof *origins);
	*count = 0;
	for (size_t i = 0; i < name->origin_count; i++) {
		const char *target = name->origins[i].target;
		/* What models said has no target: it is ours as long as its prefix is. */
		bool is_live = is_own_private(planning, target) ||
			       is_own_project(planning, target) ||
			       (target[0] == '\0' && own_prefix_of(planning, name->name) != NULL);
		if (is_live)
			origins[(*count)++] = name->origins[i];
	}
	return origins;
}

/* Names that stand and that no generator forms this time: the ranking follows the index too. */
static void keep_standing_names(struct planning *planning, struct watched *watched)
{
	const struct sticky *sticky = planning->facts->sticky;
	for (size_t i = 0; sticky != NULL && i < sticky->requests.count; i++) {
		const struct sticky_request *request = &sticky->requests.items[i];
		bool list = request->mechanism == MECHANISM_PROHIBIT;
		for (size_t k = 0; list && k < request->names.count; k++) {
			const struct sticky_name *name = &request->names.items[k];
			size_t count;
			if (is_in_plan(planning->plan, name->name))
				continue;
			struct origin *origins = live_origins(planning, name, &count);
			if (count > 0)
				consider(planning, name->name, origins, count, 0, watched);
			free(origins);
		}
	}
}

/* Secret names, projects and placeholders of ours, and names to be held for us. */
static void keep_rest(struct planning *planning)
{
	const struct seeds *seeds = planning->facts->seeds;
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		if (seed->secret && is_own_private(planning, seed->name))
			keep_name(planning, seed->name, STANDING_OWN_PRIVATE);
	}
	for (uint32_t i = 0; i < intern_count(planning->own_projects); i++)
		keep_name(planning, intern_at(planning->own_projects, i), STANDING_OWN_PROJECT);
	for (size_t i = 0; i < planning->policy->holds.count; i++)
		keep_name(planning, planning->policy->holds.items[i].name, STANDING_OWN_PROJECT);
}

/* A requirement that is on no index and matches nothing of ours: shown, never asked for. */
static void show_unexplained(struct planning *planning)
{
	const struct seeds *seeds = planning->facts->seeds;
	for (size_t i = 0; i < seeds->names.count; i++) {
		const struct seed *seed = &seeds->names.items[i];
		if (!is_unexplained(planning, seed))
			continue;
		keep_name(planning, seed->name, STANDING_NONE);
		struct plan_name *name =
			&planning->plan->names.items[planning->plan->names.count - 1];
		name->standing = STANDING_NONE;
		name->mechanism = MECHANISM_OWN_SIDE;
		name->why = "unexplained: our files require it, but it is on no index we know: a "
			    "typo, a "
			    "removed project, a local module or an invention; find out which";
	}
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct plan_name *)a)->name, ((const struct plan_name *)b)->name);
}

/* Byte order, each name once: one of ours may come both as a project and as a candidate. */
static void sort_names(struct plan *plan)
{
	if (plan->names.count > 1)
		qsort(plan->names.items, plan->names.count, sizeof *plan->names.items,
			compare_names);
	size_t kept = 0;
	for (size_t i = 0; i < plan->names.count; i++) {
		struct plan_name *name = &plan->names.items[i];
		if (kept > 0 && strcmp(plan->names.items[kept - 1].name, name->name) == 0) {
			struct plan_name *other = &plan->names.items[kept - 1];
			/* The one with origins says more. */
			struct plan_name swap = *other;
			if (name->origin_count > other->origin_count) {
				*other = *name;
				*name = swap;
			}
			plan_name_release(name);
		} else {
			plan->names.items[kept++] = *name;
		}
	}
	plan->names.count = kept;
}

static const char **copy_texts(struct intern *pool, const struct texts *texts)
{
	const char **items = memory_new(texts->count, sizeof *items);
	for (size_t i = 0; i < texts->count; i++)
		items[i] = intern_string(pool, texts->items[i]);
	return items;
}

static void add_draft_reason(struct planning *planning, const char *reason)
{
	planning->plan->draft = true;
	*array_add(&planning->plan->draft_reasons) = reason;
}

/* Whether an address lies at the registry, and at no host that only begins like it. */
static bool is_registry(const struct policy *policy, const char *url)
{
	size_t length = strlen(policy->registry.url);
	return strncmp(url, policy->registry.url, length) == 0 && url[length] == '/';
}

/* Evidence for a request must come fresh from the registry itself (design 6). */
static void look_at_evidence(struct planning *planning)
{
	const struct snapshot_info *info = snapshot_info(planning->snapshot);
	const struct policy *policy = planning->policy;
	if (planning->facts->draft)
		add_draft_reason(planning, "a draft was asked for");
	if (info->embedded)
		add_draft_reason(planning,
			"the evidence is the list inside the program, not an index "
			"fetched for this request");
	else if (!is_registry(policy, info->url))
		add_draft_reason(planning, sentence(planning, "the evidence did not come from %s",
						   policy->registry.url));
	else if (!info->verified)
		add_draft_reason(planning,
			"no authority of the system's own vouched for where the evidence came "
			"from: a proxy may have changed it");
	if (info->day == DATE_NONE)
		add_draft_reason(planning, "the age of the evidence is not known");
	else if (planning->facts->as_of - info->day > (date)policy->registry.evidence_days_max ||
		 info->day > planning->facts->as_of)
		add_draft_reason(planning,
			sentence(planning, "the evidence is %d days old, at most %u are allowed",
				planning->facts->as_of - info->day,
				policy->registry.evidence_days_max));
}

/* Whether the registry itself, fresh, said of this one name what the request needs: that there is
 * no project, or, of a placeholder, that it is there and ours. */
static bool is_confirmed(const struct planning *planning, const struct plan_name *name)
{
	const struct answer *answer = name->evidence;
	date as_of = planning->facts->as_of;
	if (answer == NULL || !answer->fit || answer->made < 0)
		return false;
	date day = date_of_seconds(answer->made);
	if (as_of - day > (date)planning->policy->registry.evidence_days_max || day > as_of)
		return false;
	if (name->mechanism == MECHANISM_CONVERT)
		return (name->findings & 1u << FINDING_OURS) != 0;
	return answer->presence == PRESENCE_ABSENT;
}

/* Each single name that this bundle asks for needs its own fresh answer (issue 4: a mirror that
 * hides a project would get it deleted). */
static void look_at_confirmations(struct planning *planning)
{
	const struct plan *plan = planning->plan;
	uint32_t missing = 0;
	for (size_t i = 0; i < plan->requests.count; i++) {
		const struct request *request = &plan->requests.items[i];
		if (request->bundle != 1 || request->mechanism == MECHANISM_NAMESPACE)
			continue;
		for (size_t k = 0; k < request->name_count; k++)
			missing += !is_confirmed(planning, &plan->names.items[request->names[k]]);
	}
	if (missing > 0)
		add_draft_reason(planning,
			sentence(planning,
				"%u of the names asked for were not confirmed one by one at %s "
				"(--confirm)",
				missing, planning->policy->registry.url));
	const struct namespaces *namespaces = rules_namespaces(planning->facts->rules);
	if (namespaces != NULL && namespaces->supported && !namespaces->known)
		add_draft_reason(
			planning, "the registry grants namespaces, but which could not be read");
}

static void fill_head(struct planning *planning)
{
	struct plan *plan = planning->plan;
	const struct policy *policy = planning->policy;
	const struct snapshot_info *info = snapshot_info(planning->snapshot);
	plan->as_of = planning->facts->as_of;
	plan->organisation.name = policy->organisation.name;
	plan->organisation.role = policy->organisation.role;
	plan->organisation.pypi_organisation = policy->organisation.pypi_organisation;
	plan->organisation.pypi_user = policy->organisation.pypi_users.count > 0
					       ? policy->organisation.pypi_users.items[0]
					       : NULL;
	plan->organisation.key_url = policy->organisation.key_url;
	plan->organisation.registry_mail = policy->registry.mail;
	plan->organisation.contacts.items = copy_texts(plan->pool, &policy->organisation.contacts);
	plan->organisation.contacts.count = policy->organisation.contacts.count;
	plan->organisation.domains.items = copy_texts(plan->pool, &policy->organisation.domains);
	plan->organisation.domains.count = policy->organisation.domains.count;
	plan->organisation.trademark = policy->trademark.statement;
	plan->organisation.trademark_registration = policy->trademark.registration;
	plan->tlp = policy->tlp;
	/* One that is over binds nobody any more. */
	plan->embargo_until =
		policy->embargo_until > plan->as_of ? policy->embargo_until : DATE_NONE;
	plan->approvals.roles.items = copy_texts(plan->pool, &policy->approvals);
	plan->approvals.roles.count = policy->approvals.count;
	struct texts differences = policy_differences(policy, plan->pool);
	plan->organisation.policy_differences.items = differences.items;
	plan->organisation.policy_differences.count = differences.count;
	for (size_t i = 0; i < policy->given_back.count; i++)
		*array_add(&plan->given_back) =
			intern_string(plan->pool, policy->given_back.items[i]);
	if (plan->given_back.count > 1)
		qsort(plan->given_back.items, plan->given_back.count,
			sizeof *plan->given_back.items, compare_texts);
	memcpy(plan->policy_digest, policy->digest, sizeof plan->policy_digest);
	memcpy(plan->snapshot.digest, info->digest, sizeof plan->snapshot.digest);
	plan->snapshot.url = intern_string(plan->pool, info->url);
	plan->snapshot.serial = info->serial;
	plan->snapshot.day = info->day;
	plan->snapshot.name_count = info->name_count;
	plan->snapshot.embedded = info->embedded;
	/* A reference that both sides can quote: the day and the policy, nothing of the inputs. */
	char day[DATE_TEXT_BYTES];
	date_format(plan->as_of, day);
	plan->organisation.reference = sentence(planning, "nameward-%s-%.8s", day, policy->digest);
}

void planner_make(struct plan *plan, const struct planner_facts *facts)
{
	struct planning planning = planning_new(plan, facts);
	fill_head(&planning);
	look_at_evidence(&planning);
	learn_mirrors(&planning);
	sort_seeds(&planning);
	struct candidates *set = candidates_new(facts->priors, planning.snapshot, plan->pool);
	add_private_targets(&planning, set);
	add_project_targets(&planning, set);
	add_dependency_targets(&planning, set);
	add_corpus(&planning, set);
	size_t count;
	struct watched watched = {0};
	const struct candidate *ranked = candidates_finish(set, &count);
	planning.candidates.all = (uint32_t)count;
	for (size_t i = 0; i < count; i++)
		consider(&planning, ranked[i].name, ranked[i].origins, ranked[i].origin_count,
			ranked[i].origins_left_out, &watched);
	candidates_free(set);
	keep_standing_names(&planning, &watched);
	keep_rest(&planning);
	show_unexplained(&planning);
	sort_names(plan);
	requests_choose(&planning);
	look_at_confirmations(&planning);
	own_side_gather(&planning);
	totals_gather(&planning);
	difference_gather(&planning);
	planning_release(&planning);
}
